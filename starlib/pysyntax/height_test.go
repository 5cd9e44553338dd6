package pysyntax

import (
	"strings"
	"testing"
)

// TestHeight: what unrolls into a tree of many levels, or takes long to read, is an error, and
// nothing near it is.
func TestHeight(t *testing.T) {
	for _, c := range []struct{ name, head, link, tail string }{
		{"sum", "x = 1", " + 1", ""},
		{"and", "x = 1", " and 1", ""},
		{"or", "x = 1", " or 1", ""},
		{"comparison", "x = 1", " < 1", ""},
		{"attribute", "x", ".a", ""},
		{"index", "x", "[0]", ""},
		{"call", "x", "()", ""},
		{"elif", "if x: pass\n", "elif x: pass\n", ""},
		{"texts", "x = 'a'", " 'a'", ""},
		{"stars", "x = [", "*a, ", "]"},
		{"starred arguments", "f(", "*a, ", ")"},
		{"double stars", "x = {", "**a, ", "}"},
		{"comprehension", "x = [1 ", "for i in a ", "]"},
		{"in a function", "def f():\n    return 1", " * 2", ""},
		{"in brackets", "x = ((((1", " - 1", "))))"},
	} {
		few := c.head + strings.Repeat(c.link, 2000) + c.tail
		if _, err := Rewrite("in.py", few); err != nil {
			t.Errorf("%s, 2000 times: %v", c.name, err)
		}
		many := c.head + strings.Repeat(c.link, 10_001) + c.tail
		if _, err := Rewrite("in.py", many); err == nil || !strings.Contains(err.Error(), "too deeply nested") {
			t.Errorf("%s, 10001 times: %v", c.name, err)
		}
	}
	for src, want := range map[string]string{
		"x = " + strings.Repeat("9", 100_001): "in.py:1:5: a number of 100001 digits, more than 100000; compute it, as with **",
		strings.Repeat("x\n", 4<<20+1):        "in.py:1:1: a text of 8388610 bytes, more than 8388608; keep data in a file and read it",
	} {
		if _, err := Rewrite("in.py", src); err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	for _, flat := range []string{"x = [" + strings.Repeat("1, ", 50_000) + "]", strings.Repeat("x = 1\n", 50_000), strings.Repeat("x = 1; ", 50_000)} {
		if _, err := Rewrite("in.py", flat); err != nil {
			t.Errorf("%.20s: %v", flat, err)
		}
	}
}
