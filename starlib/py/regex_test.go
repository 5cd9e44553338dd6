package py

import (
	"strings"
	"testing"
)

// TestBeyondRE2 holds that what RE2 cannot do is an error that names it.
func TestBeyondRE2(t *testing.T) {
	w := newWorld(t)
	for pattern, want := range map[string]string{
		`a(?=b)`: "a lookahead", `a(?!b)`: "a negative lookahead", `(?<=a)b`: "a lookbehind", `(?<!a)b`: "a negative lookbehind",
		`(a)\1`: "a backreference", `(?P<x>a)(?P=x)`: "a backreference", `(a)?(?(1)b|c)`: "a condition", `(?>a)b`: "an atomic group",
		`a*+b`: "a possessive repeat", `[a`: "unterminated character set at position 0", `(a`: "missing ), unterminated subpattern at position 0", `a\y`: `bad escape \y`,
		`(?x)a b`: "re.VERBOSE", `a\`: "bad escape (end of pattern)",
	} {
		_, err := w.script(t, "x.py", "import re\nre.compile(r'''"+strings.TrimSuffix(pattern, `\`)+"''' + "+ending(pattern)+")")
		if err == nil || !strings.Contains(err.Error(), "error: ") || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", pattern, err, want)
		}
	}
}

func ending(pattern string) string {
	if strings.HasSuffix(pattern, `\`) {
		return `"\\"`
	}
	return `""`
}
