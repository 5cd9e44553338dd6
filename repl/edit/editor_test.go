package edit

import (
	"strings"
	"testing"

	"starling/repl/keys"
	"starling/starlib/pysyntax"
)

// desk is an editor at which a test types.
type desk struct {
	*Editor
	t   *testing.T
	out Outcome
}

func newDesk(t *testing.T, past ...string) *desk {
	e := &Editor{Prompts: [2]string{">>> ", "... "}, Whole: pysyntax.Complete, Past: &Past{}}
	for _, p := range past {
		e.Past.Add(p)
	}
	e.Start("")
	return &desk{Editor: e, t: t}
}

// press types bytes as a terminal sends them.
func (d *desk) press(bytes string) *desk {
	var dec keys.Decoder
	dec.Feed([]byte(bytes))
	for {
		k, ok := dec.Next()
		if !ok {
			if k, ok = dec.Flush(); !ok {
				return d
			}
		}
		d.out = d.Key(k)
	}
}

// shown is the text with | for the cursor.
func (d *desk) shown() string {
	return string(d.buffer.text[:d.at]) + "|" + string(d.buffer.text[d.at:])
}

// The keys by their names.
const (
	kUp, kDown, kRight, kLeft = "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D"
	kHome, kEnd, kDelete      = "\x1b[H", "\x1b[F", "\x1b[3~"
	kBack, kAltEnter, kUntab  = "\x7f", "\x1b\r", "\x1b[Z"
)

func TestKeys(t *testing.T) {
	for _, c := range []struct{ keys, want string }{
		{"abc", "abc|"},
		{"世e\u0301", "世e\u0301|"},
		{"abc" + kLeft + kLeft + "x", "ax|bc"},
		{"abc\x02\x02\x06x", "abx|c"},
		{"abc" + kHome + "x" + kEnd + "y", "xabcy|"},
		{"abc\x1b[1~x\x1b[4~y", "xabcy|"},
		{"abc\x01\x0b", "|"},
		{"abc\x01" + kDelete + "\x04", "|c"},
		{"abc" + kBack + "\x08", "a|"},
		{"one two.three\x1bb\x1bb", "one |two.three"},
		{"one two.three\x1b[1;5D\x1b[1;3D\x1b[1;5C", "one two|.three"},
		{"one two\x17", "one |"},
		{"one two\x1b\x7f\x1b\x7f", "|"},
		{"one two\x01\x1bd\x1bd", "|"},
		{"one two\x15", "|"},
		{"one two\x17\x15\x19", "one two|"},         // kills together are one text
		{"one two\x17\x02\x0b\x19\x1by", "onetwo|"}, // the one before it
		{"ab\x14", "ba|"},
		{"abc\x02\x14", "acb|"},
		{"one two\x01\x1bu\x1bc", "ONE Two|"},
		{"ONE\x01\x1bl", "one|"},
		{"one two\x1f", "one|"}, // undo by words
		{"one two\x1f\x1f\x1f", "|"},
		{"one two\x17\x1f", "one two|"},
		{"one\x15two\x18\x15", "|"}, // Ctrl-X Ctrl-U
		{"f(" + kAltEnter + "1" + kUp + "x", "f(x|\n    1"},
		{"(1,\r2" + kUp + kDown, "(1,\n    2|"},
		{"\t", "    |"},
		{"\t" + kBack, "|"},
		{"\t  " + kBack, "    |"},
		{"  \t", "    |"},
		{"    x" + kUntab, "x|"},
		{"      x" + kUntab, "    x|"},
		{"x\x1b\x1b[5~\x07\x1b[15~y", "xy|"}, // keys that do nothing here
		{"x\x18qy", "xy|"},
	} {
		d := newDesk(t)
		d.Burst = func() bool { return false }
		d.press(c.keys)
		if got := d.shown(); got != c.want {
			t.Errorf("%q: %q, want %q", c.keys, got, c.want)
		}
	}
}

// TestEnter runs what is whole, with the cursor at its end, and indents what is not.
func TestEnter(t *testing.T) {
	for _, c := range []struct {
		keys, want string
		out        Outcome
	}{
		{"x = 1\r", "x = 1|", Accept},
		{"x = 1" + kHome + "\r", "|x = 1", Accept},
		{"\r", "|", Accept},
		{"x = )\r", "x = )|", Accept}, // nothing mends it
		{"f(\r", "f(\n    |", GoOn},
		{"f(\r1,\r2)\r", "f(\n    1,\n    2)|", Accept},
		{"f([\r1,\r" + kBack + "])\r", "f([\n    1,\n])|", Accept},
		{"def f():\r", "def f():\n    |", GoOn},
		{"def f():\rreturn 1\r", "def f():\n    return 1\n|", GoOn},
		{"def f():\rreturn 1\r\r", "def f():\n    return 1\n|", Accept},
		{"def f():\rx = 1\r\r", "def f():\n    x = 1\n    |", Accept},
		{"if x:  # a: b\rif y:\rz\r", "if x:  # a: b\n    if y:\n        z\n        |", GoOn},
		{"x = {'a':\r", "x = {'a':\n    |", GoOn},
		{"x = 'a:'\r", "x = 'a:'|", Accept},
		{"x = '''a:\r", "x = '''a:\n|", GoOn},
		{"def f():\rreturn 1" + kUp + "\r", "def f():\n    |\n    return 1", GoOn},
		{"x = 1" + kAltEnter + "y = 2\r", "x = 1\ny = 2|", Accept},
		{"x = 1" + kAltEnter + "y = 2" + kUp + "\r", "x = 1\n|\ny = 2", GoOn},
		{"\x03", "|", Interrupt},
		{"x\x03", "x|", Interrupt},
		{"\x04", "|", EOF},
		{"x\x04", "x|", GoOn},
		{"x\x0c", "x|", Redraw},
		{"x\x1a", "x|", Suspend},
		{"x\x18\x05", "x|", External},
	} {
		d := newDesk(t).press(c.keys)
		if got := d.shown(); got != c.want || d.out != c.out {
			t.Errorf("%q: %q and %d, want %q and %d", c.keys, got, d.out, c.want, c.out)
		}
	}
}

// TestBurst: what a program types has its own white space.
func TestBurst(t *testing.T) {
	d := newDesk(t)
	d.Burst = func() bool { return true }
	if got := d.press("def f():\r    x\r    y").shown(); got != "def f():\n    x\n    y|" {
		t.Errorf("%q", got)
	}
}

func TestRecall(t *testing.T) {
	past := []string{"x = 1", "def f():\n    return 1", "y = 2", "x = 3\n", "x = 3", " "}
	for _, c := range []struct {
		keys, want string
		out        Outcome
	}{
		{kUp, "x = 3|", GoOn},
		{kUp + kUp + kUp, "def f():\n    return 1|", GoOn},
		{kUp + kUp + kUp + "\r", "def f():\n    return 1|", Accept},
		{kUp + kUp + kUp + "2\r", "def f():\n    return 12\n|", GoOn},
		{kUp + kUp + kUp + kUp, "def f():|\n    return 1", GoOn},
		{kUp + kUp + kUp + kUp + "\r", "def f():\n    |\n    return 1", GoOn},
		{kUp + kUp + kUp + kUp + kUp + kUp, "x = 1|", GoOn},
		{kUp + kUp + kUp + "\x1b[1;5A", "x = 1|", GoOn},
		{"x" + kUp, "x = 3|", GoOn},
		{"x" + kUp + kUp, "x = 1|", GoOn},
		{"x" + kUp + kUp + kUp, "x = 1|", GoOn},
		{"x" + kUp + kUp + kDown + kDown + kDown, "x|", GoOn},
		{"x" + kUp + kUp + kDown, "x = 3|", GoOn},
		{"z" + kUp, "z|", GoOn},
		{"new" + kUp + kLeft + kLeft + kLeft + kUp, "x = 3|", GoOn},
		{kUp + "0" + kUp + kDown + kUp, "x = 30|", GoOn}, // nothing else begins like it
		{kUp + "0\x01" + kUp + kDown, "x = 30|", GoOn},   // a changed one stays changed
		{"\x1b<", "x = 1|", GoOn},
		{"now\x1b<\x1b>", "now|", GoOn},
		{"\x1b[5~\x1b[5~\x1b[6~", "x = 3|", GoOn},
		{"\x10\x10\x0e", "x = 3|", GoOn},
		{kDown, "|", GoOn},
		{kUp + "\x1f", "|", GoOn},
	} {
		d := newDesk(t, past...).press(c.keys)
		if got := d.shown(); got != c.want || d.out != c.out {
			t.Errorf("%q: %q and %d, want %q and %d", c.keys, got, d.out, c.want, c.out)
		}
	}
	if got := newDesk(t).press(kUp + kDown).shown(); got != "|" {
		t.Errorf("without a past: %q", got)
	}
}

func TestSearch(t *testing.T) {
	past := []string{"alpha = 1", "def f():\n    return alpha", "beta = alpha", "gamma"}
	for _, c := range []struct {
		keys, want, below string
		out               Outcome
	}{
		{"\x12alp", "beta = |alpha", "search: alp", GoOn},
		{"\x12alp\x12", "def f():\n    return |alpha", "search: alp", GoOn},
		{"\x12alp\x12\x12", "|alpha = 1", "search: alp", GoOn},
		{"\x12alp\x12\x12\x12", "|alpha = 1", "not found: alp", GoOn},
		{"\x12alp\x12\x12\x13", "def f():\n    return |alpha", "search: alp", GoOn},
		{"\x12alpX", "beta = |alpha", "not found: alpX", GoOn},
		{"\x12alpX" + kBack, "beta = |alpha", "search: alp", GoOn},
		{"new\x12alp\x07", "new|", "", GoOn},
		{"new\x12alp\x03", "new|", "", GoOn},
		{"\x12alp\x1b", "beta = |alpha", "", GoOn},
		{"\x12alp" + kEnd, "beta = alpha|", "", GoOn},
		{"\x12alp\r", "beta = alpha|", "", Accept},
		{"\x12f()\r", "def f():\n    return alpha|", "", Accept},
		{"\x12gam\x1b\x15\x12\x12", "|gamma", "search: gam", GoOn}, // what was sought before
		{"\x12alp\x1b" + kUp, "def f():\n    return alpha|", "", GoOn},
	} {
		d := newDesk(t, past...).press(c.keys)
		pic := d.Picture(80, 24)
		text := rowText(pic.rows[len(pic.rows)-1])
		if got := d.shown(); got != c.want || d.out != c.out || !strings.HasPrefix(text, c.below) || c.below == "" && strings.Contains(text, "Ctrl-G") {
			t.Errorf("%q: %q and %d, below %q", c.keys, got, d.out, text)
		}
	}
}

func rowText(r row) string {
	var b strings.Builder
	for _, c := range r.cells {
		b.WriteRune(c.r)
		b.WriteString(c.marks)
	}
	return b.String()
}
