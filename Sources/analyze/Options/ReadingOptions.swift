import ArgumentParser
import DumpReader

/// How the input is read.
struct ReadingOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "bson, jsonl, json, csv or archive; recognised by content without it.",
      valueName: "format"),
    completion: .list(InputFormat.allCases.map(\.rawValue)), transform: choice)
  var inputFormat: InputFormat?

  @Option(
    name: .long,
    help: ArgumentHelp("The collection to read of an archive or directory.", valueName: "db.coll"))
  var namespace: String?

  @Flag(name: .long, help: "End at the first rejected document, without totals.")
  var strict = false

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("End after so many malformed documents, without totals.", valueName: "n"))
  var maxErrors = 1000

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Write a JSON line per rejected document; - is standard error.", valueName: "file"),
    completion: .file())
  var rejects: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The longest JSON document or CSV record; \(ByteCount(InputOptions.defaultMaximumRecordSize)) without it.",
      valueName: "size"),
    transform: ByteCount.parse)
  var maxRecord: ByteCount = ByteCount(InputOptions.defaultMaximumRecordSize)
}
