#!/usr/bin/env bash
# fuzzall.sh TIME: run every fuzzer of the module for TIME, one after the other.
set -euo pipefail
time=${1:-1m}
go=${GO:-go}
for file in $(git ls-files '*_test.go'); do
  grep -oE '^func Fuzz[A-Za-z0-9_]+' "$file" 2>/dev/null | sed 's/^func //' | while read -r name; do
    echo "== $name ($(dirname "$file"))"
    "$go" test -run '^$' -fuzz "^$name\$" -fuzztime "$time" -fuzzminimizetime 2s -parallel 1 "./$(dirname "$file")"
  done
done
