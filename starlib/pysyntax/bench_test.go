package pysyntax

import (
	"strings"
	"testing"
)

// BenchmarkRewrite rewrites a script of 1800 lines.
func BenchmarkRewrite(b *testing.B) {
	src := strings.Repeat(`
from a.b import c as d
def f(x: int, y: str = 'a') -> bool:
    return x ** 2 if y is not None else f"{x:.2f} of {y}"
t = consume(
    {"bootstrap.servers": "b:1", **extra}, "topic", spec=d("Price", float),
)
r = t.update(["A = B * 2", "C = f(A)"]).where("A > 1_000")
`, 200)
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		if _, err := Rewrite("x.py", src); err != nil {
			b.Fatal(err)
		}
	}
}
