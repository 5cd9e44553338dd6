package safe

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestText(t *testing.T) {
	for s, want := range map[string]string{
		"":                       "",
		`plain, C:\new "text" ~`: `plain, C:\new "text" ~`,
		"é 東京\u3000🚀 👩\u200d🚀 \ue000": "é 東京\u3000🚀 👩\u200d🚀 \ue000",
		"\x1b]0;title\a\x1b[2J":       `\x1b]0;title\a\x1b[2J`,
		"\x00\x01\b\v\f\r\x1f\x7f":    `\x00\x01\b\v\f\r\x1f\x7f`,
		"a\nb\tc":                     `a\nb\tc`,
		"\u0080\u009b31m\u009f\u00a0": `\u0080\u009b31m\u009f` + "\u00a0",
		"\x9b31m\xff\xc3":             `\x9b31m\xff\xc3`,
		"\ufffd \xef\xbf":             "\ufffd " + `\xef\xbf`,
		"\u061c\u200e\u200f\u202a\u202e\u2066\u2069\u2028\u2029": `\u061c\u200e\u200f\u202a\u202e\u2066\u2069\u2028\u2029`,
		"\u200b\ufeff\U000e0041\xed\xa0\x80":                     `\u200b\ufeff\U000e0041\xed\xa0\x80`,
	} {
		if got := Text(s); got != want {
			t.Errorf("%q became %q, want %q", s, got, want)
		}
		if Clean(s) != (s == want) {
			t.Errorf("Clean(%q) = %v", s, Clean(s))
		}
	}
	if got := Lines("a\tb\r\n\x1bc\u2028\n"); got != "a\tb\\r\n\\x1bc\\u2028\n" {
		t.Errorf("lines: %q", got)
	}
}

func TestWriters(t *testing.T) {
	for s, want := range map[string][2]string{
		"a\tb\n":                            {"a\tb\n", "a\tb\n"},
		"\r50%":                             {`\r50%`, "\r50%"},
		"\x1b[m\x1b[1;31mred\x1b[0m":        {`\x1b[m\x1b[1;31mred\x1b[0m`, "\x1b[m\x1b[1;31mred\x1b[0m"},
		"\x1b[1;31H\x1b[2J\x1b[?25lm\x1b[3": {`\x1b[1;31H\x1b[2J\x1b[?25lm\x1b[3`, `\x1b[1;31H\x1b[2J\x1b[?25lm\x1b[3`},
		"\x1b]0;m\a\x1bm\x1b":               {`\x1b]0;m\a\x1bm\x1b`, `\x1b]0;m\a\x1bm\x1b`},
		"\u009b1m\u202e":                    {`\u009b1m\u202e`, `\u009b1m\u202e`},
	} {
		var plain, terminal bytes.Buffer
		for i, w := range []*bytes.Buffer{&plain, &terminal} {
			to := Writer(w)
			if i == 1 {
				to = Terminal(w)
			}
			if n, err := to.Write([]byte(s)); n != len(s) || err != nil || w.String() != want[i] {
				t.Errorf("%q: %q, %d, %v; want %q", s, w.String(), n, err, want[i])
			}
		}
	}
	if n, err := Writer(broken{}).Write([]byte("x")); n != 0 || err == nil {
		t.Errorf("a broken output: %d, %v", n, err)
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("broken") }

func TestCleanTextCostsNothing(t *testing.T) {
	s := strings.Repeat("clean text, 東京 ", 10)
	if n := testing.AllocsPerRun(100, func() { _ = Text(s) }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

// FuzzText holds that what comes out is harmless, whatever went in, and that harmless text
// stays as it is.
func FuzzText(f *testing.F) {
	f.Add("a\x1b[31m\n\u202e\xff")
	f.Fuzz(func(t *testing.T, s string) {
		one, lines := Text(s), Lines(s)
		var b bytes.Buffer
		Terminal(&b).Write([]byte(s)) //nolint:errcheck // in memory
		for _, got := range []string{one, lines, b.String()} {
			if !utf8.ValidString(got) {
				t.Errorf("%q became %q", s, got)
			}
		}
		if !Clean(one) || !Clean(strings.NewReplacer("\n", "", "\t", "").Replace(lines)) {
			t.Errorf("%q became %q and %q", s, one, lines)
		}
		if Text(one) != one || Lines(lines) != lines {
			t.Errorf("%q changes twice", s)
		}
		if Clean(s) && (one != s || b.String() != s) {
			t.Errorf("%q became %q", s, one)
		}
	})
}
