// Package safe makes text that came from outside harmless to look at: what records,
// brokers, registries and files say reaches terminals and logs only through it. It
// imports nothing of the module.
//
// A harmless text moves no cursor, changes no terminal, and hides or turns round none of
// its own characters. What would is shown as an escape: \x1b, \u202e. Backslashes stay as
// they are, so that text without such characters is never changed; the escapes are there
// to be seen, not to be read back.
package safe

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Text is s on one line, as cells and notices want it: an end of line is shown as \n.
func Text(s string) string { return escape(s, nothing) }

// Lines is s with its ends of lines and tabs.
func Lines(s string) string { return escape(s, layout) }

// Clean reports whether s is harmless as it is, on one line.
func Clean(s string) bool { return next(s, nothing) == len(s) }

// keep says how long the part at the beginning of s is that stays although it is no
// harmless character; 0 is not at all.
type keep func(s string) int

func nothing(string) int { return 0 }

// layout keeps ends of lines and tabs.
func layout(s string) int {
	if s[0] == '\n' || s[0] == '\t' {
		return 1
	}
	return 0
}

func escape(s string, kept keep) string {
	i := next(s, kept)
	if i == len(s) {
		return s
	}
	var b strings.Builder
	for i < len(s) {
		b.WriteString(s[:i])
		n := write(&b, s[i:])
		s = s[i+n:]
		i = next(s, kept)
	}
	b.WriteString(s)
	return b.String()
}

// next is where in s the first character is that must not be shown, len(s) without one.
func next(s string, kept keep) int {
	for i := 0; i < len(s); {
		c := s[i]
		if c >= ' ' && c < 0x7f {
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if harmful(r, n) {
			if n = kept(s[i:]); n == 0 {
				return i
			}
		}
		i += n
	}
	return len(s)
}

// harmful tells the characters that are not shown; n is how many bytes r is of.
func harmful(r rune, n int) bool {
	switch {
	case r < ' ', r >= 0x7f && r < 0xa0: // control characters, C0 and C1
		return true
	case r == utf8.RuneError:
		return n == 1
	case r < 0x600:
		return false
	case r == 0x061c, r == 0x200e, r == 0x200f: // marks of direction
		return true
	case r >= 0x2028 && r <= 0x202e: // ends of lines and paragraphs, embeddings and overrides
		return true
	case r == 0x200b, r >= 0x2060 && r <= 0x206f: // without a width; isolates
		return true
	case r == 0xfeff, r >= 0xfff9 && r <= 0xfffb, r >= 0xe0000 && r <= 0xe007f: // without a width; annotations; tags
		return true
	}
	return false
}

// write shows the harmful character that s begins with, and says how long that is.
func write(b *strings.Builder, s string) int {
	r, n := utf8.DecodeRuneInString(s)
	switch {
	case r == utf8.RuneError || r == 0x7f:
		fmt.Fprintf(b, `\x%02x`, s[0])
	case r < ' ':
		if i := strings.IndexRune("\a\b\t\n\v\f\r", r); i >= 0 {
			b.WriteString(`\` + `abtnvfr`[i:i+1])
		} else {
			fmt.Fprintf(b, `\x%02x`, r)
		}
	case r < 0x10000:
		fmt.Fprintf(b, `\u%04x`, r)
	default:
		fmt.Fprintf(b, `\U%08x`, r)
	}
	return n
}
