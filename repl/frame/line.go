package frame

import (
	"strings"

	"github.com/mattn/go-runewidth"
)

// cells is the terminal's rules for wide characters, whatever the locale.
var cells = &runewidth.Condition{StrictEmojiNeutral: true}

const esc = 0x1b

// reset ends all styles.
const reset = "\x1b[0m"

// style is how long the style is that s begins with, ESC [ numbers m; 0 if there is none.
func style(s string) int {
	if len(s) < 3 || s[0] != esc || s[1] != '[' {
		return 0
	}
	for i := 2; i < len(s); i++ {
		switch c := s[i]; {
		case c == 'm':
			return i + 1
		case c != ';' && (c < '0' || c > '9'):
			return 0
		}
	}
	return 0
}

// part is the style that line begins with, or the text up to the next one.
func part(line string) (p, rest string, styled bool) {
	if n := style(line); n > 0 {
		return line[:n], line[n:], true
	}
	for i := 1; i < len(line); i++ {
		if line[i] == esc && style(line[i:]) > 0 {
			return line[:i], line[i:], false
		}
	}
	return line, "", false
}

// Width is how many cells a line takes, its styles aside.
func Width(line string) int {
	n := 0
	for line != "" {
		p, rest, styled := part(line)
		if !styled {
			n += cells.StringWidth(p)
		}
		line = rest
	}
	return n
}

// Clip is the line, cut to at most width cells with … at its end; 0 is without a limit. Its
// styles end with it. Control characters that are of no style are left out.
func Clip(line string, width int) string {
	var b strings.Builder
	over := width > 0 && Width(line) > width
	left, any := width-1, false
	for line != "" {
		p, rest, styled := part(line)
		line = rest
		if styled {
			any = true
			b.WriteString(p)
			continue
		}
		p = strings.Map(harmless, p)
		if w := cells.StringWidth(p); over && w > left {
			b.WriteString(cells.Truncate(p, left, ""))
			b.WriteString("…")
			break
		} else {
			left -= w
		}
		b.WriteString(p)
	}
	if any && !strings.HasSuffix(b.String(), reset) {
		b.WriteString(reset)
	}
	return b.String()
}

// harmless is r, -1 if it is a control character.
func harmless(r rune) rune {
	if r < ' ' || r >= 0x7f && r < 0xa0 {
		return -1
	}
	return r
}

// Pad is the line with spaces up to width cells.
func Pad(line string, width int) string {
	if n := width - Width(line); n > 0 {
		return line + strings.Repeat(" ", n)
	}
	return line
}

// Wrap breaks a text without styles into lines of at most width cells, at blanks where there are
// some; "" is none.
func Wrap(text string, width int) []string {
	var out []string
	for text != "" {
		if width <= 0 || cells.StringWidth(text) <= width {
			return append(out, text)
		}
		line := cells.Truncate(text, width, "")
		if line == "" { // one character is too wide
			return append(out, "…")
		}
		if i := strings.LastIndexByte(line, ' '); i > 0 && text[len(line)] != ' ' {
			line = line[:i]
		}
		out = append(out, strings.TrimRight(line, " "))
		text = strings.TrimLeft(text[len(line):], " ")
	}
	return out
}
