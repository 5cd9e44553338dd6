package pysyntax

import (
	"fmt"
	"strings"
	"testing"
)

func TestRewriteAll(t *testing.T) {
	for _, c := range []struct{ src, errs, rest string }{
		{"a = 1\nb = = 2\nc = 3\n", "2:5", "a = 1\n\nc = 3\n"},
		{"async def f():\n    pass\nx = 1\nif x:\n    y = (1 +)\nelse:\n    z = 2\nd = 4", "1:1 5:13", "\n\nx = 1\n\n\n\n\nd = 4"},
		{"def f():\n  x\n y\nz = 1", "3:3", "\n\n\n"},
		{"a = 1\nb = 'open\n", "2:5", "a = 1\n\n"},
		{"a = b = 1; c d\ne = 5", "1:14", "\ne = 5"},
	} {
		r, errs := RewriteAll("x.py", c.src)
		var at []string
		for _, e := range errs {
			at = append(at, fmt.Sprintf("%d:%d", e.Line, e.Col))
		}
		if got := strings.Join(at, " "); got != c.errs {
			t.Errorf("%q: errors at %s, want %s", c.src, got, c.errs)
		}
		var rest []string
		for _, line := range strings.Split(r.Source, "\n") {
			rest = append(rest, strings.TrimRight(line, " "))
		}
		if got := strings.TrimRight(strings.Join(rest, "\n"), "\n"); got != strings.TrimRight(c.rest, "\n") {
			t.Errorf("%q: left %q, want %q", c.src, got, c.rest)
		}
	}
}
