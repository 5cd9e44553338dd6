package edit

import (
	"slices"
	"strings"
	"testing"

	"starling/starlib/pysyntax"
)

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"plain text":                      "plain text",
		"a\r\nb\rc":                       "a\nb\nc",
		"if x:\r\n\ty\x07\x1b[A":          "if x:\n    y[A",
		"  indented":                      "  indented",
		">>> x = 1":                       "x = 1",
		"    x = 1\n\n      y\n":          "x = 1\n\n  y\n",
		">>> f(\n...     1)\n>>> f\n42\n": "f(\n    1)\nf\n",
		"$ starling -X a=b\n>>> x = 1\n>>> x\n1\n>>> y":                        "x = 1\nx\ny",
		"x = 1\n>>> x\n1\n":                                                    "x = 1\nx\n",
		"  >>> def f():\n  ...     x\n  ...\n  ...     y\n  ... \n  >>> f()\n": "def f():\n    x\n\n    y\n\nf()\n",
		">>>x\n": ">>>x\n",
	} {
		if got := Clean(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestSplit(t *testing.T) {
	for in, want := range map[string][]string{
		"":                                    nil,
		"\n \n":                               nil,
		"x = 1":                               {"x = 1\n"},
		"x = 1\ny\n":                          {"x = 1\n", "y\n"},
		"f(\n1,\n)\ny":                        {"f(\n1,\n)\n", "y\n"},
		"def f():\n    a\n\n    b\n\n\nf()\n": {"def f():\n    a\n\n    b\n", "f()\n"},
		"if x:\n    a\nelse:\n    b\ny\n":     {"if x:\n    a\nelse:\n    b\n", "y\n"},
		"def f():\n    a\n# note\n    b\nf()": {"def f():\n    a\n# note\n    b\n", "f()\n"},
		"# one\n# two\nx\n# three\n":          {"# one\n# two\nx\n", "# three\n"},
		"@d\ndef f():\n    a\nx":              {"@d\ndef f():\n    a\n", "x\n"},
		"s = '''\n\na\n'''\nx":                {"s = '''\n\na\n'''\n", "x\n"},
		"x = (\n1":                            {"x = (\n1\n"},
		"if x: y\nz":                          {"if x: y\n", "z\n"},
	} {
		if got := Split(in, pysyntax.Complete); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// TestSplitAsksOnce: of a long statement it is asked once whether it is whole.
func TestSplitAsksOnce(t *testing.T) {
	asked := 0
	text := "x = [\n" + strings.Repeat("1, # )\n'''\n]\n''', \"]\",\n", 1000) + "]\ny\n"
	got := Split(text, func(lines string) bool { asked++; return pysyntax.Complete(lines) })
	if len(got) != 2 || asked != 2 {
		t.Errorf("%d statements, asked %d times", len(got), asked)
	}
}

// TestPasted: a paste that ends a line runs what is whole, another waits.
func TestPasted(t *testing.T) {
	for _, c := range []struct {
		typed, paste, want string
		out                Outcome
	}{
		{"", "x = 1", "x = 1|", GoOn},
		{"", "x = 1\n", "x = 1|", Accept},
		{"", ">>> x = 1\n>>> x\n1\n", "x = 1\nx|", Accept},
		{"", "def f():\n    x\n\n    y\n", "def f():\n    x\n\n    y|", Accept},
		{"", "def f():\n    x", "def f():\n    x|", GoOn},
		{"", "f(\n", "f(\n    |", GoOn},
		{"x = ", "1\n", "x = 1|", Accept},
		{"x = " + kLeft, "1\n", "x =1\n| ", GoOn},
		{"if x:\r", "a\nb", "if x:\n    a\n    b|", GoOn},
		{"", "\n", "|", GoOn},
		{"'", "\tx", "'    x|", GoOn},
	} {
		d := newDesk(t).press(c.typed).press("\x1b[200~" + c.paste + "\x1b[201~")
		if got := d.shown(); got != c.want || d.out != c.out {
			t.Errorf("%q and %q: %q and %d, want %q and %d", c.typed, c.paste, got, d.out, c.want, c.out)
		}
	}
	d := newDesk(t).press("\x1b[200~def f():\n    x\x1b[201~\r")
	if d.out != Accept {
		t.Errorf("a whole paste does not run with one Enter: %q", d.shown())
	}
}

func FuzzPaste(f *testing.F) {
	f.Add(">>> x = 1\n... y\n1\n>>> z")
	f.Add("def f():\n\tx\n\n\ty\n")
	f.Fuzz(func(t *testing.T, text string) {
		clean := Clean(text)
		if len(clean) > 4*len(text) || strings.ContainsAny(clean, "\x1b\r\t") {
			t.Errorf("%q became %q", text, clean)
		}
		all := strings.Join(Split(clean, pysyntax.Complete), "")
		if squeezed(all) != squeezed(clean) {
			t.Errorf("%q became %q", clean, all)
		}
	})
}

// squeezed is a text without white space, which is of no use at the ends of statements.
func squeezed(s string) string { return strings.Join(strings.Fields(s), "") }
