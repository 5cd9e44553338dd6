package pysyntax

import "strings"

// Complete reports whether src, the lines typed so far, each ended by a line
// end, makes a whole input that Rewrite can take, or needs more lines: an open
// bracket or triple quote, a backslash at the end, a decorator, or a block,
// which ends at an empty line as in Python. Text that no further line can mend
// is complete, so that its error shows at once.
func Complete(src string) bool {
	toks, _ := scan(src, bomLen(src))
	if last := toks[len(toks)-1]; last.kind == tokBad {
		return !last.open
	}
	return !endsInBlock(toks) || endsInEmptyLine(src)
}

// endsInBlock reports whether the last statement has a block, or is to get one.
func endsInBlock(toks []token) bool {
	block, depth := false, 0
	for i, t := range toks {
		switch {
		case t.kind == tokIndent:
			depth++
		case t.kind == tokDedent:
			depth--
		case depth == 0 && t.kind == tokNewline && i > 0 && toks[i-1].is(":"):
			block = true
		case depth == 0 && t.kind != tokEOF && t.kind != tokNewline && (i == 0 || startsLine(toks[i-1])):
			block = t.is("@") || t.kind == tokName && blockWords[t.text]
		}
	}
	return block
}

func startsLine(before token) bool {
	return before.kind == tokNewline || before.kind == tokIndent || before.kind == tokDedent
}

// blockWords start statements, or parts of statements, that have a block.
var blockWords = map[string]bool{
	"async": true, "class": true, "def": true, "elif": true, "else": true,
	"except": true, "finally": true, "for": true, "if": true, "try": true,
	"while": true, "with": true,
}

func endsInEmptyLine(src string) bool {
	src = strings.TrimSuffix(strings.TrimSuffix(src, "\n"), "\r")
	return src == "" || strings.HasSuffix(src, "\n") || strings.HasSuffix(src, "\r")
}

func bomLen(src string) int {
	const bom = "\ufeff"
	if strings.HasPrefix(src, bom) {
		return len(bom)
	}
	return 0
}
