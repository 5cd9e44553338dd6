package grid

import (
	"testing"
)

func TestLines(t *testing.T) {
	l := Line{}.add("ab", Look{Bold: true}).add("", Look{Dim: true}).add("c", Look{Bold: true}).add(" 東京 ", Look{Fg: Red})
	if len(l) != 2 || l.Width() != 9 || l.String() != "abc 東京" {
		t.Errorf("%v, %d wide, %q", l, l.Width(), l)
	}
	for n, want := range []string{"", "…", "a…", "ab…", "abc…", "abc …", "abc …", "abc 東…", "abc 東…", "abc 東京"} {
		if got := l.Clip(n); got.String() != want || got.Width() > n {
			t.Errorf("clipped to %d: %q, want %q", n, got, want)
		}
	}
	for p, want := range map[Palette]string{
		NoLooks: "abc 東京",
		Mono:    "\x1b[1mabc\x1b[0m 東京",
		Indexed: "\x1b[1mabc\x1b[0m\x1b[31m 東京\x1b[0m",
		Full:    "\x1b[1mabc\x1b[0m\x1b[31m 東京\x1b[0m",
	} {
		if got := l.Text(p); got != want {
			t.Errorf("%d: %q, want %q", p, got, want)
		}
	}
}

func TestColours(t *testing.T) {
	l := Line{{"x ", Look{Fg: RGB(0xff8700), Bg: RGB(0x808080)}}}
	for p, want := range map[Palette]string{
		Mono:    "x ",
		Indexed: "\x1b[38;5;208;48;5;244mx \x1b[0m",
		Full:    "\x1b[38;2;255;135;0;48;2;128;128;128mx \x1b[0m",
	} {
		if got := l.Text(p); got != want {
			t.Errorf("%d: %q, want %q", p, got, want)
		}
	}
}

func TestPaletteOf(t *testing.T) {
	for _, c := range []struct {
		terminal bool
		env      map[string]string
		want     Palette
	}{
		{false, map[string]string{"TERM": "xterm"}, NoLooks},
		{true, map[string]string{"TERM": "dumb"}, NoLooks},
		{true, nil, NoLooks},
		{true, map[string]string{"TERM": "xterm", "NO_COLOR": "1"}, Mono},
		{true, map[string]string{"TERM": "xterm", "NO_COLOR": ""}, Indexed},
		{true, map[string]string{"TERM": "xterm", "COLORTERM": "truecolor"}, Full},
		{true, map[string]string{"TERM": "xterm", "COLORTERM": "truecolor", "NO_COLOR": "1"}, Mono},
	} {
		if got := PaletteOf(c.terminal, func(name string) string { return c.env[name] }); got != c.want {
			t.Errorf("%v %v: %d, want %d", c.terminal, c.env, got, c.want)
		}
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		text string
		n    int
		want []string
	}{
		{"", 5, []string{""}},
		{"one two", 0, []string{"one two"}},
		{"one two three", 8, []string{"one two", "three"}},
		{"onetwothree", 4, []string{"onet", "woth", "ree"}},
		{"東京都", 3, []string{"東", "京", "都"}},
		{"東京", 1, []string{"東", "京"}}, // a character at least
	} {
		got := wrap(c.text, c.n)
		if len(got) != len(c.want) {
			t.Errorf("%q in %d: %q, want %q", c.text, c.n, got, c.want)
			continue
		}
		for i, s := range got {
			if s != c.want[i] {
				t.Errorf("%q in %d: %q, want %q", c.text, c.n, got, c.want)
			}
		}
	}
}

func TestClipMiddle(t *testing.T) {
	for n, want := range map[int]string{20: "KafkaPartition", 14: "KafkaPartition", 8: "Kaf…tion", 7: "Kaf…ion", 5: "Ka…on", 4: "Kaf…", 0: ""} {
		if got := clipMiddle("KafkaPartition", n); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}
