"""Totals of loyalty transactions on Apache Spark, by analyze.

    spark-submit totals.py files  --analyze /opt/analyze --work /shared/work /shared/dump.bson …
    spark-submit totals.py lines  --analyze /opt/analyze --work /shared/work s3a://bucket/export/*.jsonl

`files` gives the result of one machine, byte for byte; its inputs and --work lie on a path that all machines
share. `lines` takes what Spark reads itself, and writes totals per key. README.md says why each line is here.
"""

import argparse
import os
import shlex
import shutil
import subprocess
import sys

from pyspark.sql import SparkSession, functions as F


def pipe(rdd, command, temp):
    """The lines that a program makes of those of each partition; a program that fails fails the task."""
    # PySpark starts the program with nothing in its environment but this, and splits the text like a shell.
    environment = {"TMPDIR": temp, "LC_ALL": "C.UTF-8"}
    return rdd.pipe(shlex.join(command), env=environment, checkCode=True)


def files(spark, options, filters):
    """Splits of files on a path that all machines share, mapped by Spark and reduced here."""
    plan = os.path.join(options.work, "splits.jsonl")
    with open(plan, "w") as output:
        subprocess.run([options.analyze, "split", f"--split-size={options.split_size}", *options.inputs],
                       stdout=output, check=True)
    again, folders = plan, []
    for round in range(20):
        with open(again) as lines:
            splits = lines.read().splitlines()
        folder = os.path.join(options.work, f"parts-{round}")
        shutil.rmtree(folder, ignore_errors=True)
        command = [options.analyze, "map", "--splits", "-", "--threads", "1", "--memory", options.memory,
                   "--temp-dir", options.temp, *filters]
        tasks = spark.sparkContext.parallelize(splits, max(1, min(len(splits), options.tasks)))
        # A task that was tried twice leaves what one of the two wrote: Spark commits a file once.
        pipe(tasks, command, options.temp).saveAsTextFile("file://" + folder)
        folders.append(folder)
        reduce = subprocess.run([options.analyze, "reduce", "--splits", plan, *folders, *options.show],
                                stderr=subprocess.PIPE, text=True)
        sys.stderr.write(reduce.stderr)
        # Where borders do not meet, it names the splits to be run again, and from which byte.
        named = [line for line in reduce.stderr.splitlines() if line.startswith("{")]
        if reduce.returncode != 1 or not named:
            return reduce.returncode
        again = os.path.join(options.work, f"again-{round}.jsonl")
        with open(again, "w") as output:
            output.write("\n".join(named) + "\n")
    return 1


ROW = """v int, t string, split long, key string, awarded string, redeemed string, deducted string,
         transactions long, first_time long, last_time long,
         rows long, documents struct<read: long, counted: long>"""


def lines(spark, options, filters):
    """Lines that Spark reads from anywhere, mapped in a pipe and merged as a DataFrame."""
    command = [options.analyze, "map", "-", "--threads", "1", "--memory", options.memory,
               "--temp-dir", options.temp, *filters]
    text = spark.sparkContext.textFile(",".join(options.inputs))
    # With a schema nothing is guessed, and FAILFAST makes no null of a line that is none. Amounts are texts
    # here: read as decimals they would be rounded to what the schema has, without a word.
    rows = spark.read.schema(ROW).option("mode", "FAILFAST").json(pipe(text, command, options.temp))
    rows = rows.persist()
    amount = lambda name: F.sum(F.col(name).cast("decimal(38,18)")).cast("decimal(38,18)").alias(name)
    totals = (rows.where("t = 'user'").groupBy("key")
              .agg(amount("awarded"), amount("redeemed"), amount("deducted"),
                   F.sum("transactions").alias("transactions"),
                   F.min("first_time").alias("first_time"), F.max("last_time").alias("last_time")))
    ends = rows.where("t = 'end'").agg(F.sum("rows"), F.sum("documents.counted")).first()
    found = rows.where("t = 'user'").agg(F.count("*"), F.sum("transactions")).first()
    if tuple(ends) != tuple(found):
        raise SystemExit(f"rows were lost: the ends tell of {tuple(ends)}, there are {tuple(found)}")
    totals.write.mode("overwrite").json("file://" + os.path.join(options.work, "totals"))
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("form", choices=["files", "lines"])
    parser.add_argument("inputs", nargs="+")
    parser.add_argument("--analyze", required=True, help="the program, by a path that all machines have")
    parser.add_argument("--work", required=True, help="a folder that all machines share")
    parser.add_argument("--temp", default="/tmp", help="temporary files of each machine")
    parser.add_argument("--memory", default="512MiB", help="for the users of one task")
    parser.add_argument("--split-size", default="64MiB")
    parser.add_argument("--tasks", type=int, default=10_000, help="the most tasks")
    parser.add_argument("--filter", default="", help="options of analyze map, as one text")
    parser.add_argument("--show", default="", help="options of analyze reduce, as one text")
    options = parser.parse_args()
    options.show = shlex.split(options.show)
    session = SparkSession.builder.appName("analyze").getOrCreate()
    status = {"files": files, "lines": lines}[options.form](session, options, shlex.split(options.filter))
    session.stop()
    sys.exit(status)
