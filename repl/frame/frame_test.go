package frame

import (
	"bytes"
	"slices"
	"testing"
)

// TestDraw: what changed is sent, and no more; the cursor rests at the first line.
func TestDraw(t *testing.T) {
	var out bytes.Buffer
	f := &Frame{Out: &out}
	for _, step := range []struct {
		lines         []string
		width, height int
		want          string
	}{
		{[]string{"ab", "c"}, 4, 9, "\x1b[?25l\rab\x1b[K\r\r\n\rc\x1b[K\r\x1b[1A"},
		{[]string{"ab", "c"}, 4, 9, ""},
		{[]string{"ab", "d"}, 4, 9, "\x1b[1B\rd\x1b[K\r\x1b[1A"},
		{[]string{"ab", "d", "four"}, 4, 9, "\x1b[1B\r\n\rfour\r\x1b[2A"}, // the last cell stays
		{[]string{"ab", "d", "fives"}, 4, 9, "\x1b[2B\rfiv…\r\x1b[2A"},
		{[]string{"ab"}, 4, 9, "\r\n\x1b[J\x1b[1A"},
		{[]string{"ab"}, 3, 9, "\r\x1b[J\rab\x1b[K\r"}, // another window: all anew
		{[]string{"x", "y", "z"}, 3, 2, "\r\x1b[J\rx\x1b[K\r\r\n\ry\x1b[K\r\x1b[1A"},
		{nil, 3, 2, "\x1b[J"},
	} {
		out.Reset()
		if err := f.Draw(step.lines, step.width, step.height); err != nil {
			t.Fatal(err)
		}
		if out.String() != step.want {
			t.Errorf("%q in %dx%d sent\n%q, want\n%q", step.lines, step.width, step.height, out.String(), step.want)
		}
	}
	out.Reset()
	if err := f.Draw([]string{"a", "b"}, 3, 2); err != nil {
		t.Fatal(err)
	}
	out.Reset()
	if err := f.Above([]byte("said\n")); err != nil {
		t.Fatal(err)
	}
	if err := f.Draw([]string{"a", "b"}, 3, 2); err != nil {
		t.Fatal(err)
	}
	if err := f.End(); err != nil {
		t.Fatal(err)
	}
	if want := "\r\x1b[Jsaid\r\n\ra\x1b[K\r\r\n\rb\x1b[K\r\x1b[1A\x1b[1B\r\n\x1b[?25h"; out.String() != want {
		t.Errorf("above and the end sent\n%q, want\n%q", out.String(), want)
	}
}

// TestClip: cells count, styles do not, and nothing else moves the cursor.
func TestClip(t *testing.T) {
	for _, c := range []struct {
		line  string
		width int
		want  string
	}{
		{"abc", 3, "abc"},
		{"abcd", 3, "ab…"},
		{"abcd", 0, "abcd"},
		{"東京都", 5, "東京…"[:len("東京")] + "…"},
		{"東京", 3, "東…"},
		{"\x1b[31mab\x1b[0mcd", 3, "\x1b[31mab\x1b[0m…\x1b[0m"},
		{"\x1b[1mabcd\x1b[0m", 4, "\x1b[1mabcd\x1b[0m"},
		{"a\x1b[2Jb\rc\n\x07\u009bd", 0, "a[2Jbcd"},
		{"a\x1b[31", 0, "a[31"},
		{"abc", 1, "…"},
	} {
		if got := Clip(c.line, c.width); got != c.want {
			t.Errorf("Clip(%q, %d) = %q, want %q", c.line, c.width, got, c.want)
		} else if c.width > 0 && Width(got) > c.width {
			t.Errorf("Clip(%q, %d) = %q takes %d cells", c.line, c.width, got, Width(got))
		}
	}
	if got := Pad("\x1b[2m東\x1b[0m", 4); got != "\x1b[2m東\x1b[0m  " {
		t.Errorf("Pad gives %q", got)
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		text  string
		width int
		want  []string
	}{
		{"", 5, nil},
		{"one two three", 0, []string{"one two three"}},
		{"one two three", 7, []string{"one two", "three"}},
		{"one two three", 9, []string{"one two", "three"}},
		{"onetwothree", 4, []string{"onet", "woth", "ree"}},
		{"東京 都", 4, []string{"東京", "都"}},
		{"東", 1, []string{"…"}},
	} {
		if got := Wrap(c.text, c.width); !slices.Equal(got, c.want) {
			t.Errorf("Wrap(%q, %d) = %q, want %q", c.text, c.width, got, c.want)
		}
	}
}
