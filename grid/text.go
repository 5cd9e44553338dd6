package grid

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/mattn/go-runewidth"
)

// width is the terminal's rules for wide characters, whatever the locale.
var width = &runewidth.Condition{StrictEmojiNeutral: true}

func textWidth(s string) int { return width.StringWidth(s) }

// Clip cuts a harmless text to at most n cells, with … at its end.
func Clip(s string, n int) string { return clip(s, n) }

func clip(s string, n int) string {
	switch {
	case n <= 0:
		return ""
	case textWidth(s) <= n:
		return s
	}
	return width.Truncate(s, n, "…")
}

// clipMiddle cuts a text to at most n cells, with … in its middle, so that names that
// begin alike stay different.
func clipMiddle(s string, n int) string {
	w := textWidth(s)
	if w <= n {
		return s
	}
	if n < 5 {
		return clip(s, n)
	}
	end := n / 2
	return width.Truncate(s, n-1-end, "") + "…" + width.TruncateLeft(s, w-end, "")
}

// Head is the beginning of a long text, which is n cells wide or wider unless it is full of
// characters without a width; the rest is not looked at. cut is false for a text that is not long.
func Head(s string, n int) (begin string, cut bool) {
	most := 16*n + 64
	if len(s) <= most {
		return s, false
	}
	for most > 0 && !utf8.RuneStart(s[most]) {
		most--
	}
	return s[:most], true
}

// wrap breaks a harmless text into lines of at most n cells, at spaces where there are
// some; it has at least one line. n of 0 is without a limit.
func wrap(s string, n int) []string {
	if n <= 0 || textWidth(s) <= n {
		return []string{s}
	}
	var out []string
	for s != "" {
		end, space, w := 0, 0, 0
		for end < len(s) {
			r, size := utf8.DecodeRuneInString(s[end:])
			if w += width.RuneWidth(r); w > n && end > 0 {
				break
			}
			if end += size; r == ' ' {
				space = end
			}
		}
		if end < len(s) && space > end/2 {
			end = space
		}
		out = append(out, strings.TrimRight(s[:end], " "))
		s = s[end:]
	}
	return out
}

// count is a number of things: "1 row", "2,000 rows".
func count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return thousands(n) + " " + thing + "s"
}

// thousands is a number with commas: "1,234,567".
func thousands(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

func spaces(n int) string { return strings.Repeat(" ", max(n, 0)) }
