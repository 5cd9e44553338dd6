package expr

import (
	"strings"
	"testing"

	"starling/engine/column"
)

// TestBounds: formulas whose parts nest, or whose values grow, end: each would take hours or all
// memory if a part were compiled once for each level, or a text grew as it likes.
func TestBounds(t *testing.T) {
	nest := func(open, mid, end string, n int) string {
		return strings.Repeat(open, n) + mid + strings.Repeat(end, n)
	}
	for _, c := range [][2]string{ // and what the error says, "" if there is none
		{nest("f(", "1", ")", 150), ""},
		{nest("twice(", "I", ")", 150), "is no int"},
		{"`a`" + strings.Repeat(".trim()", 300), ""},
		{nest("unknown(", "I", ")", 150), "cannot find method unknown"},
		{nest("max(", "I", ", 1)", 150), ""},
		{nest("compareTo(", "I", ", 1)", 150), ""},
		{nest("negate(", "I", ")", 150), ""},
		{strings.Repeat("(I > 0 ? ", 100) + "I" + strings.Repeat(" : 1)", 100), ""},
		{nest("new int[]{", "1", "}", 500), "nests deeper"},
		{"`a`" + strings.Repeat(".replace(`a`, `aaaaaaaaaa`)", 12), "the text would have more than"},
		{"`a`" + strings.Repeat(".replaceAll(`a`, `"+strings.Repeat("a", 1000)+"`)", 4), "the text would have more than"},
		{"String.format(`" + strings.Repeat("%1$s", 100) + "`, `a`.repeat(1000000))", "the text would have more than"},
		{"String.join(`a`.repeat(1000000), `a`.repeat(1000).split(``))", "the text would have more than"},
		{"`a\n`.repeat(100000).indent(10000)", "the text would have more than"},
		{"`" + strings.Repeat("a", 40) + "`.matches(`(a*)*b`)", ""},
	} {
		w := scriptWorld()
		f, err := Compile(c[0], w, testObjects{})
		if err == nil {
			err = f.NewEval().Run(w.input(f), column.NewVector(f.Type))
		}
		if c[1] == "" && err != nil || c[1] != "" && (err == nil || !strings.Contains(err.Error(), c[1])) {
			t.Errorf("%.60s: %.300v, want %q", c[0], err, c[1])
		}
	}
}
