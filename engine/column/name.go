package column

import "slices"

// reserved are the words that cannot name a column, because formulas are Java
// expressions with i, ii, k, in and not, in order.
var reserved = []string{
	"abstract", "assert", "boolean", "break", "byte", "case", "catch", "char", "class", "const", "continue",
	"default", "do", "double", "else", "enum", "extends", "false", "final", "finally", "float", "for", "goto",
	"i", "if", "ii", "implements", "import", "in", "instanceof", "int", "interface", "k", "long", "native", "new", "not",
	"null", "package", "private", "protected", "public", "return", "short", "static", "strictfp", "super",
	"switch", "synchronized", "this", "throw", "throws", "transient", "true", "try", "void", "volatile", "while",
}

// Reserved reports whether name is a word that cannot name a column.
func Reserved(name string) bool {
	_, found := slices.BinarySearch(reserved, name)
	return found
}
