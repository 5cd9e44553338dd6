package pysyntax

import "unicode"

// IsName reports whether text can name a variable: letters, digits and underscores, and no word of
// Python's.
func IsName(text string) bool {
	if text == "" || keywords[text] || constants[text] {
		return false
	}
	for i, r := range text {
		if !(r == '_' || unicode.IsLetter(r) || i > 0 && r >= '0' && r <= '9') {
			return false
		}
	}
	return true
}
