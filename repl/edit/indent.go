package edit

import "strings"

// step is how far a block is indented.
const step = "    "

// scanner reads a text as far as its lines depend on each other.
type scanner struct {
	open  int    // brackets
	quote string // of a text over several lines, "" outside of one
	colon bool   // the last thing is a colon, outside of brackets
}

func scan(text string) (s scanner) {
	s.feed(text)
	return s
}

// feed reads on.
func (s *scanner) feed(text string) {
	for i := 0; i < len(text); i++ {
		if s.quote != "" {
			n, ended := literal(text[i:], s.quote)
			if i += n - 1; !ended {
				return
			}
			s.quote = ""
			continue
		}
		c := text[i]
		switch c {
		case '#':
			for i+1 < len(text) && text[i+1] != '\n' {
				i++
			}
			continue
		case '\'', '"':
			q := text[i : i+1]
			if long := q + q + q; strings.HasPrefix(text[i:], long) {
				q = long
			}
			n, ended := literal(text[i+len(q):], q)
			if i += len(q) + n - 1; !ended && len(q) == 3 {
				s.quote = q
			}
		case ' ', '\t', '\n':
			continue
		case '(', '[', '{':
			s.open++
		case ')', ']', '}':
			s.open = max(s.open-1, 0)
		}
		s.colon = c == ':' && s.open == 0
	}
}

// literal is how much of s belongs to the text that quote ends, and whether it ends there. One
// with a single quote ends with its line too.
func literal(s, quote string) (n int, ended bool) {
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\':
			i++
		case strings.HasPrefix(s[i:], quote):
			return i + len(quote), true
		case s[i] == '\n' && len(quote) == 1:
			return i, true
		}
	}
	return len(s), false
}

// indent is the white space that the line after before begins with.
func indent(before string) string {
	s := scan(before)
	if s.quote != "" {
		return ""
	}
	line := before[strings.LastIndexByte(before, '\n')+1:]
	words := strings.TrimLeft(line, " \t")
	lead := line[:len(line)-len(words)]
	words = strings.TrimSpace(words)
	switch {
	case scan(line).open > 0, s.colon && words != "":
		return lead + step
	case s.open == 0 && ends(words):
		return strings.TrimSuffix(lead, step)
	}
	return lead
}

// ends reports whether nothing comes after a line in its block.
func ends(line string) bool {
	word, _, _ := strings.Cut(line, " ")
	switch word {
	case "return", "raise", "pass", "break", "continue":
		return true
	}
	return false
}
