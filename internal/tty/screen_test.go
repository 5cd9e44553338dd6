package tty

import (
	"strings"
	"testing"
)

// TestScreen writes what programs send, whole and byte by byte.
func TestScreen(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"lines":        {"one\r\ntwo", "one\ntwo"},
		"wrap":         {"0123456789ab", "0123456789\nab"},
		"pending wrap": {"0123456789\r\nab", "0123456789\nab"},
		"scroll":       {"a\r\nb\r\nc\r\nd", "b\nc\nd"},
		"wide":         {"世界世界世界", "世界世界世\n界"},
		"combining":    {"e\u0301x\b!", "e\u0301!"},
		"moves":        {"abc\x1b[2D.\x1b[1B\x1b[5G*\x1b[A^", "a.c  ^\n    *"},
		"home":         {"abc\x1b[2;3Hx\x1b[Hy", "ybc\n  x"},
		"erase":        {"abcdef\x1b[3D\x1b[Kx\x1b[1K", ""},
		"erase below":  {"a\r\nb\r\nc\x1b[2A\x1b[J", "a"},
		"chars":        {"abcdef\r\x1b[2P\x1b[1@\x1b[C\x1b[2X", "   ef"},
		"tab":          {"a\tb", "a       b"},
		"alternate":    {"a\x1b[?1049hb\x1b[?1049lc", "ac"},
		"reverse":      {"a\r\nb\x1b[H\x1bMc", "c\na\nb"},
		"saved":        {"ab\x1b7cd\x1b8x", "abxd"},
	} {
		whole, bytes := NewScreen(Size{10, 3}), NewScreen(Size{10, 3})
		whole.Write([]byte(c.in)) //nolint:errcheck // in memory
		for i := range len(c.in) {
			bytes.Write([]byte{c.in[i]}) //nolint:errcheck // in memory
		}
		for _, s := range []*Screen{whole, bytes} {
			if got := s.String(); got != c.want || len(s.Strange()) > 0 {
				t.Errorf("%s: %q, want %q; strange %v", name, got, c.want, s.Strange())
			}
		}
	}
}

func TestStrange(t *testing.T) {
	s := NewScreen(Size{10, 3})
	s.Write([]byte("a\x1b]0;title\x07b\x00\x1b[5tc\x1bZ\x1b[?9999h")) //nolint:errcheck // in memory
	if got := s.String(); got != "abc" || len(s.Strange()) != 5 {
		t.Errorf("%q, %q", got, s.Strange())
	}
}

func TestStyle(t *testing.T) {
	s := NewScreen(Size{20, 3})
	s.Write([]byte("plain \x1b[2mdim\x1b[0m \x1b[1;31mred\x1b[m \x1b[38;5;9mx")) //nolint:errcheck // in memory
	for text, want := range map[string]string{"plain": "", "dim": "dim", "red": "bold fore=31", "x": "fore=38;5;9"} {
		if got, ok := s.StyleOf(text); !ok || got.String() != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

// TestResize: long lines are broken anew, and the cursor stays at its character.
func TestResize(t *testing.T) {
	s := NewScreen(Size{10, 4})
	s.Write([]byte("one\r\n0123456789abcdef\x1b[2D")) //nolint:errcheck // in memory
	for _, c := range []struct {
		size Size
		want string
		x, y int
	}{
		{Size{20, 4}, "one\n0123456789abcdef", 14, 1},
		{Size{6, 4}, "one\n012345\n6789ab\ncdef", 2, 3},
		{Size{6, 2}, "6789ab\ncdef", 2, 1},
		{Size{10, 4}, "one\n0123456789\nabcdef", 4, 2},
	} {
		s.Resize(c.size)
		if x, y := s.Cursor(); s.String() != c.want || x != c.x || y != c.y {
			t.Errorf("%v: cursor at %d, %d:\n%s", c.size, x, y, s)
		}
	}
	if !strings.HasPrefix(s.All(), "one") {
		t.Errorf("what was above is gone:\n%s", s.All())
	}
}
