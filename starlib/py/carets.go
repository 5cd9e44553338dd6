package py

import (
	"strings"
	"unicode"
)

// What of a line an error is marked with: as CPython does, the expression that failed, and of a
// binary operation and an index what it is about.

// caretSpan is a part of a line, in characters from 0: end is behind it. main is what of it is
// marked with ^, the rest with ~; without one all is.
type caretSpan struct{ start, end, main, mainEnd int }

// caretsAt is what is marked of an error at a place of a line, which counts characters from 0;
// nothing where that would be the whole line.
func caretsAt(line string, col int) (s caretSpan, ok bool) {
	text := []rune(line)
	toks := lineTokens(text, 0, len(text))
	for i, t := range toks {
		switch {
		case t.start == col:
			s = spanAt(toks, i)
			first, last := toks[0], toks[len(toks)-1]
			return s, s.main < s.mainEnd || s.start > first.start || s.end < last.end
		case t.kind == stringToken && t.start < col && col < t.end:
			return insideString(text, t, col)
		}
	}
	return caretSpan{start: col, end: col + 1}, true
}

// insideString is an error in a field of an f-string.
func insideString(text []rune, t lineToken, col int) (caretSpan, bool) {
	from := col
	for depth := 0; from > t.start; from-- {
		if c := text[from-1]; c == '}' || c == ')' || c == ']' {
			depth++
		} else if c == '{' || c == '(' || c == '[' {
			if depth == 0 && c == '{' {
				break
			}
			depth--
		}
	}
	to := from
	for depth := 0; to < t.end; to++ {
		if c := text[to]; c == '{' || c == '(' || c == '[' {
			depth++
		} else if depth == 0 && (c == '}' || c == ':' || c == '!' && (to+1 == t.end || text[to+1] != '=')) {
			break
		} else if c == '}' || c == ')' || c == ']' {
			depth--
		}
	}
	toks := lineTokens(text, from, to)
	for i, tok := range toks {
		if tok.start == col {
			return spanAt(toks, i), true
		}
	}
	return caretSpan{start: col, end: col + 1}, true
}

type tokenKind uint8

const (
	nameToken tokenKind = iota
	wordToken           // a keyword
	numberToken
	stringToken
	operatorToken
)

// lineToken is a token of a line.
type lineToken struct {
	kind       tokenKind
	text       string
	start, end int
}

// pythonWords is the keywords.
var pythonWords = wordSet("and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield")

// wordSet is the words of a text as a set.
func wordSet(text string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(text) {
		set[w] = true
	}
	return set
}

// lineOperators is the operators of more than one character, the longest first.
var lineOperators = []string{"**=", "//=", ">>=", "<<=", "...", "**", "//", ">>", "<<", "<=", ">=", "==", "!=", "->", ":=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "@="}

// lineTokens is the tokens of a part of a line. What does not end in it ends with it.
func lineTokens(text []rune, from, to int) (toks []lineToken) {
	for i := from; i < to; {
		c, start := text[i], i
		kind := operatorToken
		switch {
		case unicode.IsSpace(c):
			i++
			continue
		case c == '#':
			return toks
		case c == '_' || unicode.IsLetter(c):
			for i < to && (text[i] == '_' || unicode.IsLetter(text[i]) || unicode.IsDigit(text[i])) {
				i++
			}
			kind = nameToken
			if i < to && (text[i] == '"' || text[i] == '\'') && i-start <= 2 {
				i, kind = stringEnd(text, i, to), stringToken
			} else if pythonWords[string(text[start:i])] {
				kind = wordToken
			}
		case c == '"' || c == '\'':
			i, kind = stringEnd(text, i, to), stringToken
		case unicode.IsDigit(c) || c == '.' && i+1 < to && unicode.IsDigit(text[i+1]):
			kind = numberToken
			for i < to && (text[i] == '.' || text[i] == '_' || unicode.IsLetter(text[i]) || unicode.IsDigit(text[i]) || (text[i] == '-' || text[i] == '+') && (text[i-1] == 'e' || text[i-1] == 'E') && text[start] != '0') {
				i++
			}
		default:
			i++
			for _, op := range lineOperators {
				if n := len(op); start+n <= to && string(text[start:start+n]) == op {
					i = start + n
					break
				}
			}
		}
		toks = append(toks, lineToken{kind, string(text[start:i]), start, i})
	}
	return toks
}

// stringEnd is where the string ends whose quote stands at i.
func stringEnd(text []rune, i, to int) int {
	quote := text[i]
	if i+2 < to && text[i+1] == quote && text[i+2] == quote {
		for i += 3; i+2 < to; i++ {
			if text[i] == quote && text[i+1] == quote && text[i+2] == quote {
				return i + 3
			}
		}
		return to
	}
	for i++; i < to; i++ {
		switch text[i] {
		case '\\':
			i++
		case quote:
			return i + 1
		}
	}
	return to
}
