package edit

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"starling/internal/tty"
	"starling/repl/keys"
)

// glass is an editor with its picture on a screen.
type glass struct {
	*desk
	*Painter
	screen *tty.Screen
	size   tty.Size
	sent   int
}

func newGlass(t *testing.T, size tty.Size, past ...string) *glass {
	g := &glass{desk: newDesk(t, past...), screen: tty.NewScreen(size), size: size}
	g.Painter = NewPainter(g)
	g.Painter.Begin()
	return g
}

// Write shows what the painter sends, and counts it.
func (g *glass) Write(b []byte) (int, error) {
	g.sent += len(b)
	return g.screen.Write(b)
}

// type presses keys, each of which is drawn, and returns how many bytes the last one sent.
func (g *glass) typing(pressed ...string) int {
	for _, k := range pressed {
		g.press(k)
		g.sent = 0
		g.show()
	}
	return g.sent
}

func (g *glass) show() {
	g.Painter.Draw(g.Picture(g.size.Cols, g.size.Rows)) //nolint:errcheck // in memory
}

// TestLongLine holds what a key costs: at the end of a long line a few bytes, within it the
// window at most.
func TestLongLine(t *testing.T) {
	g := newGlass(t, tty.Size{Cols: 80, Rows: 24})
	var line strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&line, "%d-", 1000+i)
	}
	g.typing("x = '" + line.String())
	most := 0
	for range 200 {
		most = max(most, g.typing("a"))
	}
	if most > 40 {
		t.Errorf("%d bytes for a key at the end", most)
	}
	if n := g.typing("\x1b[D"); n > 10 {
		t.Errorf("%d bytes for an arrow", n)
	}
	for range 30 {
		g.typing("\x1bb")
		g.typing(strings.Repeat("\x1b[D", 300))
		if n := g.typing("b"); n > 80*24+200 {
			t.Errorf("%d bytes for a key within", n)
		}
	}
	g.same(t)
}

// same holds that the screen is as if the picture had been drawn at once.
func (g *glass) same(t interface {
	Helper()
	Fatalf(string, ...any)
},
) string {
	t.Helper()
	fresh := tty.NewScreen(g.size)
	p := NewPainter(fresh)
	p.Begin()
	p.Draw(g.Picture(g.size.Cols, g.size.Rows)) //nolint:errcheck // in memory
	x, y := g.screen.Cursor()
	fx, fy := fresh.Cursor()
	top := y - fy // other things may be above
	rows := strings.Split(g.screen.String()+strings.Repeat("\n", 2*g.size.Rows), "\n")
	got := ""
	if top >= 0 {
		got = strings.TrimRight(strings.Join(rows[top:], "\n"), "\n")
	}
	if got != fresh.String() || x != fx || len(g.screen.Strange()) > 0 {
		t.Fatalf("the screen, cursor %d,%d\n%s\nwant, cursor %d,%d\n%s\nstrange %q", x, y, g.screen, fx, fy, fresh, g.screen.Strange())
	}
	return fresh.String()
}

// TestDrawing: whatever is typed, in whatever window, printed above or resized meanwhile, the
// screen is as if the text had been drawn at once.
func TestDrawing(t *testing.T) {
	pressed := []string{
		"a", "bc ", "世界", "e\u0301", "\u202e", "(", "\r", kAltEnter, "\t", kBack, kDelete, kLeft, kRight, kUp, kDown, kHome, kEnd,
		"\x0b", "\x15", "\x19", "\x1f", "\x12", "x", "\x07", strings.Repeat("0123456789", 3), "\x1b[200~one\ntwo\nthree\x1b[201~", "print", "Tab",
	}
	rapid.Check(t, func(rt *rapid.T) {
		size := tty.Size{Cols: rapid.IntRange(2, 30).Draw(rt, "cols"), Rows: rapid.SampledFrom([]int{1, 2, 5, 8, 120}).Draw(rt, "rows")}
		var notices strings.Builder
		g := newGlass(t, size, "x = 1", "def f():\n    return 1")
		g.Burst = func() bool { return false }
		g.Complete = func(before string) (string, []Candidate) {
			return "", []Candidate{{Text: "alpha"}, {"beta", "what it is"}, {Text: "世界"}}
		}
		g.Signature = func(before string) string {
			if strings.HasSuffix(before, "(") {
				return "f(a, b, *, c=None)"
			}
			return ""
		}
		for i := range rapid.IntRange(1, 40).Draw(rt, "keys") {
			if k := rapid.SampledFrom(pressed).Draw(rt, "key"); k != "Tab" {
				g.typing(k)
			} else {
				g.typing("z\t")
			}
			switch rapid.IntRange(0, 15).Draw(rt, "other") {
			case 0:
				fmt.Fprintf(&notices, "%d\n", i)
				g.Painter.Above([]byte(fmt.Sprintf("%d\r\n", i))) //nolint:errcheck // in memory
				g.show()
			case 1:
				g.size.Cols = rapid.IntRange(2, 30).Draw(rt, "wider")
				g.screen.Resize(g.size)
				g.Painter.Resized(g.size.Cols)
				g.show()
			}
			fresh := g.same(rt)
			if want := notices.String() + fresh; size.Rows == 120 && g.screen.All() != want {
				rt.Fatalf("the screen\n%s\nwant\n%s", g.screen.All(), want)
			}
		}
	})
}

// TestFinal leaves all of a text that is higher than the window.
func TestFinal(t *testing.T) {
	g := newGlass(t, tty.Size{Cols: 20, Rows: 5})
	var want []string
	for i := range 12 {
		want = append(want, fmt.Sprintf("line %d", i))
	}
	g.typing("\x1b[200~" + strings.Join(want, "\n") + "\x1b[201~")
	if got := g.screen.All(); strings.Contains(got, "line 3") || !strings.HasSuffix(got, "line 11") {
		t.Errorf("not the end of the text:\n%s", got)
	}
	g.Painter.Erase()                    //nolint:errcheck // in memory
	g.Painter.Draw(g.Final(g.size.Cols)) //nolint:errcheck // in memory
	g.Painter.Leave()                    //nolint:errcheck // in memory
	if got := g.screen.All(); got != ">>> "+strings.Join(want, "\n... ") {
		t.Errorf("left is\n%s", got)
	}
}

// TestBelow: candidates and signatures are below the text, dim, and leave with the next key.
func TestBelow(t *testing.T) {
	g := newGlass(t, tty.Size{Cols: 30, Rows: 8})
	g.Complete = func(before string) (string, []Candidate) {
		var all []Candidate
		for i := range 20 {
			all = append(all, Candidate{fmt.Sprintf("name%02d", i), fmt.Sprintf("the help of number %d", i)})
		}
		return before[strings.LastIndexByte(before, '(')+1:], all
	}
	g.Signature = func(string) string { return "f(name, *, a_very_long_parameter=None)" }
	g.typing("f(")
	if got := g.screen.String(); got != ">>> f(\nf(name, *, a_very_long_parame" {
		t.Errorf("the signature:\n%s", got)
	}
	if s, _ := g.screen.StyleOf("f(name"); s.String() != "dim" {
		t.Errorf("the signature is %q", s)
	}
	g.typing("na\t")
	want := ">>> f(name\nname00  the help of number 0\nname01  the help of number 1\nname02  the help of number 2\n3 of 20: Tab goes on"
	if got := g.screen.String(); got != want {
		t.Errorf("the list:\n%s", got)
	}
	g.typing("\t", "\t", kUntab, kUntab)
	if got := g.screen.String(); !strings.HasPrefix(got, ">>> f(name19\n") || !strings.Contains(got, "\nname19  ") {
		t.Errorf("the last:\n%s", got)
	}
	if s, _ := g.screen.StyleOf("name19  the"); s.String() != "reverse" {
		t.Errorf("the chosen word is %q", s)
	}
	g.typing("\r")
	if g.desk.out != GoOn || strings.Contains(g.screen.String(), "name18") {
		t.Errorf("Enter in the list:\n%s", g.screen)
	}
}

// TestCompletion puts in what all words begin with.
func TestCompletion(t *testing.T) {
	for _, c := range []struct {
		typed, words, want string
	}{
		{"fo\t", "foo food", "foo|"},
		{"fo\t\t", "foo food", "foo|"},
		{"fo\t\t\t", "foo food", "food|"},
		{"fo\t\t\t\t", "foo food", "foo|"},
		{"fo\t\t\t\t\x1f", "foo food", "food|"},
		{"x = ab\t", "abc", "x = abc|"},
		{"ab\t", "", "ab|"},
		{"tru\t", "True", "True|"},
		{"tr\t", "True try", "tr|"},
		{"tr\t\t", "True try", "True|"},
		{"ab\t", "a\x1bb ab\x1bc", "ab|"},
	} {
		d := newDesk(t)
		d.Complete = func(before string) (string, []Candidate) {
			var all []Candidate
			for _, w := range strings.Fields(c.words) {
				all = append(all, Candidate{Text: w})
			}
			return before[strings.LastIndexByte(before, ' ')+1:], all
		}
		if got := d.press(c.typed).shown(); got != c.want {
			t.Errorf("%q with %q: %q, want %q", c.typed, c.words, got, c.want)
		}
	}
}

// BenchmarkKey is a key at the end of a line of 10,000 characters.
func BenchmarkKey(b *testing.B) {
	e := &Editor{Prompts: [2]string{">>> ", "... "}, Whole: func(string) bool { return true }}
	e.Start(strings.Repeat("0123456789", 1000))
	p := NewPainter(tty.NewScreen(tty.Size{Cols: 80, Rows: 24}))
	for b.Loop() {
		e.Key(keys.Char('a'))
		p.Draw(e.Picture(80, 24)) //nolint:errcheck // in memory
		e.Key(keys.Press(keys.Backspace))
	}
}
