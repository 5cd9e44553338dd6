package protobuf

import (
	"fmt"
	"strings"
)

// maxBrackets is how deep the braces and brackets of a .proto file may nest. protoc
// takes messages within messages 32 deep; the rest is room for options.
const maxBrackets = 200

// checkText reports text whose braces and brackets nest too deep: the parser calls
// itself for each of them, and what overflows the stack ends the process.
func checkText(text string) error {
	depth := 0
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case '"', '\'':
			i = stringEnd(text, i)
		case '/':
			i = commentEnd(text, i)
		case '{', '[', '(', '<':
			if depth++; depth > maxBrackets {
				return fmt.Errorf("its text nests deeper than %d levels", maxBrackets)
			}
		case '}', ']', ')', '>':
			depth--
		}
	}
	return nil
}

// stringEnd is the last byte of the string whose quote is at i; strings end with
// their line.
func stringEnd(text string, i int) int {
	quote := text[i]
	for i++; i < len(text) && text[i] != quote && text[i] != '\n'; i++ {
		if text[i] == '\\' {
			i++
		}
	}
	return i
}

// commentEnd is the last byte of the comment that begins at i, i if none does.
func commentEnd(text string, i int) int {
	rest := text[i:]
	end := -1
	switch {
	case strings.HasPrefix(rest, "//"):
		end = strings.IndexByte(rest, '\n')
	case strings.HasPrefix(rest, "/*"):
		if end = strings.Index(rest[2:], "*/"); end >= 0 {
			end += 3
		}
	default:
		return i
	}
	if end < 0 {
		return len(text)
	}
	return i + end
}
