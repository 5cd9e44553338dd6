package starlib

import (
	"strings"
	"unicode/utf8"
)

// unpadded is the text of a CSV file without the blanks behind quoted values, and with
// before without those in front of them. The delimiter is no blank.
func unpadded(text string, delimiter rune, before bool) string {
	blank := func(i int) bool {
		return i < len(text) && (text[i] == ' ' || text[i] == '\t') && rune(text[i]) != delimiter
	}
	padded := false
	for i := 0; i < len(text) && !padded; i++ {
		n := strings.IndexByte(text[i:], '"')
		if n < 0 {
			return text
		}
		i += n
		padded = blank(i+1) || i > 0 && blank(i-1)
	}
	if !padded {
		return text
	}
	var b strings.Builder
	b.Grow(len(text))
	from := 0 // what comes from there is not in b yet
	for i := 0; i < len(text); {
		at := i // the value's first byte
		for before && blank(i) {
			i++
		}
		if i < len(text) && text[i] == '"' {
			b.WriteString(text[from:at])
			from = i
			i = quotedEnd(text, i)
			end := i
			for blank(i) {
				i++
			}
			if i == len(text) || text[i] == '\n' || text[i] == '\r' || strings.HasPrefix(text[i:], string(delimiter)) {
				b.WriteString(text[from:end])
				from = i
			}
		}
		next := strings.IndexFunc(text[i:], func(r rune) bool { return r == '\n' || r == delimiter })
		if next < 0 {
			break
		}
		_, size := utf8.DecodeRuneInString(text[i+next:])
		i += next + size
	}
	b.WriteString(text[from:])
	return b.String()
}

// quotedEnd is the place behind the quoted value at text[i].
func quotedEnd(text string, i int) int {
	for i++; i < len(text); i++ {
		if text[i] != '"' {
			continue
		}
		if i+1 == len(text) || text[i+1] != '"' {
			return i + 1
		}
		i++
	}
	return len(text)
}
