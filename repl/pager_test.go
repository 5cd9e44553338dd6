package repl

import (
	"slices"
	"strings"
	"testing"

	"starling/repl/frame"
	"starling/repl/keys"
)

func TestBroken(t *testing.T) {
	for _, c := range []struct {
		text  string
		width int
		want  []string
	}{
		{"short\nlines\n", 10, []string{"short", "lines"}},
		{"one two three four", 9, []string{"one two", "three", "four"}},
		{"  one two three", 10, []string{"  one two", "  three"}},
		{"a  one two three four", 12, []string{"a  one two", "   three", "   four"}},
		{"  f(aaaa, bbbb, cccc, dddd)", 24, []string{"  f(aaaa, bbbb, cccc,", "          dddd)"}},
		{"abcdefghijkl", 5, []string{"abcde", "fghij", "kl"}},
		{"日本語日本語", 5, []string{"日本", "語日", "本語"}},
		{"one two three four", 0, []string{"one two three four"}},
	} {
		got := broken(c.text, c.width)
		if !slices.Equal(got, c.want) {
			t.Errorf("%q in %d: %q, want %q", c.text, c.width, got, c.want)
		}
		for _, line := range got {
			if c.width > 0 && frame.Width(line) > c.width {
				t.Errorf("%q is wider than %d", line, c.width)
			}
		}
	}
}

// The keys move within the text and never beyond its ends; another size of the window keeps the place.
func TestPager(t *testing.T) {
	p := &pager{text: strings.Repeat("x\n", 9) + "y\n"}
	seen := func(height int) string {
		lines, _ := p.Lines(80, height)
		return strings.Join(lines, " ")
	}
	steps := []struct {
		key  keys.Event
		want string
	}{
		{keys.Press(keys.Up), "1 to 3 of 10 lines"},
		{keys.Press(keys.Down), "2 to 4"},
		{keys.Char(' '), "5 to 7"},
		{keys.Press(keys.PageDown), "8 to 10"},
		{keys.Press(keys.Enter), "8 to 10"},
		{keys.Char('b'), "5 to 7"},
		{keys.Press(keys.End), "8 to 10"},
		{keys.Press(keys.Home), "1 to 3"},
		{keys.Char('G'), "8 to 10"},
		{keys.Char('?'), "8 to 10"},
	}
	seen(4)
	for _, s := range steps {
		if p.Key(s.key) {
			t.Fatalf("%+v ends it", s.key)
		}
		if got := seen(4); !strings.Contains(got, s.want) {
			t.Errorf("after %+v: %s, want %s", s.key, got, s.want)
		}
	}
	if got := seen(6); !strings.Contains(got, "6 to 10") {
		t.Errorf("in a larger window: %s", got)
	}
	if !p.Key(keys.Char('q')) || strings.Contains(seen(4), "lines") {
		t.Errorf("after q: %s", seen(4))
	}
	p = &pager{text: p.text}
	if p.End(); strings.Contains(seen(4), "lines") {
		t.Errorf("after Ctrl-C: %s", seen(4))
	}
}
