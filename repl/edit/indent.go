package edit

import "strings"

// step is how far a block is indented.
const step = "    "

// scanned is what a text is like at its end.
type scanned struct {
	open  int  // brackets
	quote bool // a text over several lines
	colon bool // the last thing is a colon, outside of brackets
}

// scan reads a text as far as indenting needs it.
func scan(text string) (s scanned) {
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch c {
		case '#':
			for i+1 < len(text) && text[i+1] != '\n' {
				i++
			}
			continue
		case '\'', '"':
			end := literal(text[i:])
			if end == 0 {
				s.quote = true
				return s
			}
			i += end - 1
		case ' ', '\t', '\n':
			continue
		case '(', '[', '{':
			s.open++
		case ')', ']', '}':
			s.open = max(s.open-1, 0)
		}
		s.colon = c == ':' && s.open == 0
	}
	return s
}

// literal is the length of the text literal at the beginning of s, 0 if one over several
// lines has no end.
func literal(s string) int {
	q := s[:1]
	if strings.HasPrefix(s, q+q+q) {
		q = s[:3]
	}
	for i := len(q); i < len(s); i++ {
		switch {
		case s[i] == '\\':
			i++
		case strings.HasPrefix(s[i:], q):
			return i + len(q)
		case s[i] == '\n' && len(q) == 1:
			return i
		}
	}
	if len(q) == 1 {
		return len(s)
	}
	return 0
}

// indent is the white space that the line after before begins with.
func indent(before string) string {
	s := scan(before)
	if s.quote {
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
