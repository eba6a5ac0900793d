#!/bin/bash
# Lets the operating system fail, and checks that the program says so: Linux with strace.
#
#   Tests/faults.sh [PROGRAM]
#
# Prints one row per fault; a status that is not expected, a signal or a hang makes the script fail.
set -uo pipefail
cd "$(dirname "$0")/.."
program=$(realpath "${1:-.build/debug/analyze}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dump=$work/dump.bson
"$program" generate --documents 20000 --users 3000 > "$dump" || exit 1
sound=$("$program" "$dump" --format json --threads 1 | cksum)
failures=0

# check NAME EXPECTED-STATUSES COMMAND…
check() {
  local name=$1 expected=$2 status
  shift 2
  timeout 60 "$@" > "$work/out" 2> "$work/err"
  status=$?
  local verdict=ok
  [[ " $expected " == *" $status "* ]] || { verdict=FAILED; failures=$((failures + 1)); }
  printf '| %s | %s | %s | %s |\n' "$name" "$status" \
    "$(grep -m1 '^analyze:' "$work/err" | sed "s#$work#…#g; s/|/\\\\|/g" | cut -c1-110)" "$verdict"
}

# A fault at each of the first calls: same result, or a message and status 1. Never anything else.
inject() {
  local call=$1 error=$2 expected=$3
  local path=(-P "$dump")
  local statuses=""
  for n in 1 2 3 5 8; do
    timeout 60 strace -f -o /dev/null "${path[@]}" -e "trace=$call" -e "inject=$call:error=$error:when=$n" \
      "$program" "$dump" --format json --threads 2 > "$work/out" 2> "$work/err"
    local status=$?
    statuses+="$status "
    if [ $status = 0 ]; then
      [ "$(cksum < "$work/out")" = "$sound" ] || { statuses+="(another result) "; failures=$((failures + 1)); }
    elif [[ " $expected " != *" $status "* ]]; then
      statuses+="(unexpected) "; failures=$((failures + 1))
    fi
  done
  printf '| %s fails with %s at call 1, 2, 3, 5, 8 | %s | %s | |\n' "$call" "$error" "$statuses" \
    "$(grep -m1 '^analyze:' "$work/err" | sed "s#$work#…#g" | cut -c1-110)"
}

echo '| fault | status | message | |'
echo '|---|---|---|---|'
inject read EIO "1"
inject read EINTR ""
inject openat EMFILE "1"
inject openat EACCES "1"
inject openat EINTR ""
for error in EIO ENOSPC EINTR; do
  for n in 1 2; do
    check "write to standard output fails with $error at call $n" "0 1" \
      strace -f -o /dev/null -e trace=write -e "inject=write:error=$error:when=$n" "$program" "$dump" --format json
  done
done
check "every pwrite64 of a spill file fails with ENOSPC" "1" \
  strace -f -o /dev/null -e trace=pwrite64 -e inject=pwrite64:error=ENOSPC "$program" "$dump" --spill-users 100
check "every pread64 of a spill file fails with EIO" "1" \
  strace -f -o /dev/null -e trace=pread64 -e inject=pread64:error=EIO:when=9+ "$program" "$dump" --spill-users 100
check "every second pwrite64 is interrupted (EINTR)" "0" \
  strace -f -o /dev/null -e trace=pwrite64 -e inject=pwrite64:error=EINTR:when=1+2 "$program" "$dump" --spill-users 100
check "/dev/full as standard output" "1" bash -c "'$program' '$dump' > /dev/full"
check "standard output closed" "1" bash -c "'$program' '$dump' >&-"
check "standard error closed" "0" bash -c "'$program' '$dump' 2>&-"
check "standard input closed" "1" bash -c "'$program' - <&-"
check "the reader of the report goes away" "0 141" bash -c "set -o pipefail; '$program' '$dump' --all --format csv | head -1"
check "a pipe that gives one byte at a time" "0" bash -c \
  "head -c 3000 samples/transactions.jsonl | head -n 3 | perl -e '\$|=1; while (sysread STDIN, \$c, 1) { syswrite STDOUT, \$c }' | '$program' -"
check "a file that does not exist" "1" "$program" "$work/none"
mkdir "$work/empty"
check "a directory without dumps" "1" "$program" "$work/empty"
touch "$work/secret"; chmod 000 "$work/secret"
if [ "$(id -u)" = 0 ]; then
  check "a file without permission" "1" setpriv --reuid 65534 --clear-groups bash -c "cat '$program' > /tmp/analyze-$$; chmod +x /tmp/analyze-$$; chmod 755 '$work'; /tmp/analyze-$$ '$work/secret'"
  rm -f "/tmp/analyze-$$"
else
  check "a file without permission" "1" "$program" "$work/secret"
fi
mkfifo "$work/fifo"
(cat "$dump" > "$work/fifo" &)
check "a FIFO" "0" "$program" "$work/fifo"
cp "$dump" "$work/growing"
(for _ in 1 2 3 4 5 6; do tail -c 200000 "$dump" >> "$work/growing"; sleep 0.05; done &)
check "a file that grows while it is read" "0 3" "$program" "$work/growing"
cp "$dump" "$work/shrinking"
(sleep 0.05; truncate -s 100000 "$work/shrinking") &
check "a file that is cut while it is read" "0 3" strace -f -o /dev/null -e trace=read -e inject=read:delay_enter=2000 "$program" "$work/shrinking"
# limit NAME OPTION…: with less and less address space there is a result, or a message and status 1.
limit() {
  local name=$1 size status statuses="" verdict=ok
  shift
  for size in 30000 35000 40000 50000 60000 70000 80000 100000 120000 150000 200000 300000; do
    (ulimit -v $size; exec timeout 60 "$program" "$@") > "$work/out" 2> "$work/err"
    status=$?
    statuses+="$status "
    case $status in
      0) ;;
      1) [ ! -s "$work/out" ] && [ "$(grep -c '^analyze: ' "$work/err")" = "$(wc -l < "$work/err")" ] || verdict=FAILED ;;
      *) verdict=FAILED ;;
    esac
  done
  [ $verdict = ok ] || failures=$((failures + 1))
  (ulimit -v 40000; "$program" "$@") > /dev/null 2> "$work/err"
  printf '| address space of 30 to 300 MB (ulimit -v), %s | %s | %s | %s |\n' "$name" "$statuses" "$(head -n 1 "$work/err")" $verdict
}
many=$work/many.bson
"$program" generate --documents 150000 --users 120000 > "$many" || exit 1
"$program" generate --documents 40000 --users 30000 --form jsonl | gzip -1 > "$work/many.jsonl.gz"
limit "one thread" "$many" --threads 1
limit "all cores, all users" "$many" --all --format csv
limit "spilling" "$many" --spill-users 1000 --all --format csv
limit "JSON in gzip" "$work/many.jsonl.gz"
rm "$many"
check "no room for files (ulimit -f 0), spilling" "1" bash -c "set -o pipefail; ulimit -f 0; '$program' '$dump' --spill-users 100 | cat"
check "six open files (ulimit -n 6)" "0 1" bash -c "ulimit -n 6; '$program' '$dump'"
check "three open files (ulimit -n 3): not even its libraries" "1 127" bash -c "ulimit -n 3; '$program' '$dump'"
check "a rejects file in a folder that does not exist" "1" "$program" "$dump" --rejects "$work/no/such/file"
check "a rejects file on a full disk" "1" "$program" samples/damaged/lying-length.bson --rejects /dev/full
if strace -f -o "$work/calls" -e trace=%network "$program" "$dump" > /dev/null && ! grep -q '(' "$work/calls"; then
  echo '| no network call in a whole run | | | ok |'
else
  echo '| no network call in a whole run | | | FAILED |'
  failures=$((failures + 1))
fi
echo
echo "$failures failures"
[ $failures = 0 ]
