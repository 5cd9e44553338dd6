#!/usr/bin/env bash
# fuzzall.sh TIME [PATTERN]: run every fuzzer of the module whose name matches for TIME, one
# after the other; the first that finds something ends it.
set -euo pipefail
time=${1:-1m}
pattern=${2:-.}
go=${GO:-go}
found=
while IFS=: read -r file name; do
  [[ $name =~ $pattern ]] || continue
  found=1
  echo "== $name ($(dirname "$file"))"
  "$go" test -run '^$' -fuzz "^$name\$" -fuzztime "$time" -fuzzminimizetime 2s -parallel 1 "./$(dirname "$file")"
done < <(git grep -oE '^func Fuzz[A-Za-z0-9_]+' -- '*_test.go' | sed 's/:func /:/')
[[ $found ]] || { echo "no fuzzer matches $pattern" >&2; exit 1; }
