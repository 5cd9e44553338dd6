#!/usr/bin/env bash
# size.sh: fails if the stripped binary has more than 54,000,000 bytes, or if what it reaches
# calls a method by a name that only the running program knows: the linker keeps every
# exported method of every type then, some 5 MB. text/template does that, and
# modern-go/reflect2 beside protobuf. Tests may import them.
set -euo pipefail
max=54000000
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
fail() { printf '%s\n' "$@" >&2; exit 1; }

# What the linker says is cached with the compiled main package, and a later build of it says
# it again. -gcflags makes this another package; -e alone changes nothing.
CGO_ENABLED=0 "${GO:-go}" build -trimpath -tags grpcnotrace -gcflags -e -ldflags '-s -w -dumpdep' -o "$dir/starling" ./cmd/starling >"$dir/reached" 2>&1 ||
  fail "$(grep -v -e ' -> ' "$dir/reached")"
grep -q -e '^main.main -> ' "$dir/reached" || fail "the linker did not say what the binary reaches"
calls=$(grep -m 5 -e '-> .*<ReflectMethod>$' "$dir/reached" || true)
[[ -z $calls ]] || fail "the linker keeps every exported method, since the binary reaches what calls methods by name:" "$calls"
size=$(wc -c <"$dir/starling")
((size <= max)) || fail "the stripped binary has $size bytes, more than $max; go tool nm -size -sort size shows what takes them"
echo "the stripped binary has $size bytes, of at most $max"
