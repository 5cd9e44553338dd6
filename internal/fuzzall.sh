#!/usr/bin/env bash
# fuzzall.sh TIME [PATTERN]: run every fuzzer of the module whose name matches for TIME, one
# after the other; the first that finds something ends it.
set -euo pipefail
time=${1:-1m}
pattern=${2:-.}
go=${GO:-go}
fuzzers=$(git grep -oE '^func Fuzz[A-Za-z0-9_]+' -- '*_test.go' | sed 's/:func /:/' | grep -E ":Fuzz.*$pattern")
while IFS=: read -r file name; do
  echo "== $name ($(dirname "$file"))"
  "$go" test -run '^$' -fuzz "^$name\$" -fuzztime "$time" -fuzzminimizetime 2s -parallel 1 "./$(dirname "$file")"
done <<<"$fuzzers"
