package repl

import (
	"unicode"
	"unicode/utf8"
)

// lastName is the name at the end of a text, "" if there is none.
func lastName(text string) string {
	at, begin := len(text), len(text)
	for at > 0 {
		r, size := utf8.DecodeLastRuneInString(text[:at])
		letter := r == '_' || unicode.IsLetter(r)
		if !letter && !unicode.IsDigit(r) {
			break
		}
		if at -= size; letter {
			begin = at
		}
	}
	return text[begin:]
}
