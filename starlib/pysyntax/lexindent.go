package pysyntax

// indentation is how far a line is indented with tabs to multiples of 8, as in Starlark, and
// with tabs that are as wide as a space: lines must compare alike by both.
type indentation struct{ wide, narrow int }

// indentation measures the first line that is not blank.
func (l *lexer) indentation() (token, bool) {
	var col indentation
	feeds := 0
	for l.pos < len(l.src) {
		switch c := l.src[l.pos]; c {
		case ' ':
			col.wide++
			col.narrow++
		case '\t':
			col.wide += 8 - col.wide%8
			col.narrow++
		case '\f':
			feeds++
			l.feeds = append(l.feeds, l.pos)
		case '\n', '\r':
			col, feeds = indentation{}, 0
		case '#':
			l.comment()
			continue
		default:
			if feeds > 0 {
				return l.bad(l.pos, "a form feed before a statement is not available", "delete it"), true
			}
			return l.indent(col)
		}
		l.pos++
	}
	return token{}, false
}

func (l *lexer) indent(col indentation) (token, bool) {
	top := l.indents[len(l.indents)-1]
	if col.wide > top.wide {
		if len(l.indents) > maxDepth/2 {
			return l.bad(l.pos, "too many levels of indentation", ""), true
		}
		if col.narrow <= top.narrow {
			return l.tabs(), true
		}
		l.indents = append(l.indents, col)
		l.dents = 1
		return token{}, false
	}
	for col.wide < top.wide {
		l.dents--
		l.indents = l.indents[:len(l.indents)-1]
		top = l.indents[len(l.indents)-1]
	}
	if col.wide != top.wide {
		return l.bad(l.lineEnd(), "unindent does not match any outer indentation level", ""), true
	}
	if col.narrow != top.narrow {
		return l.tabs(), true
	}
	return token{}, false
}

func (l *lexer) tabs() token {
	return l.bad(l.pos, "inconsistent use of tabs and spaces in indentation", "")
}

// lineEnd is where the line ends.
func (l *lexer) lineEnd() int {
	end := l.pos
	for end < len(l.src) && newlineLen(l.src[end:]) == 0 {
		end++
	}
	return end
}

func (l *lexer) dent() token {
	if l.dents > 0 {
		l.dents--
		return l.take(tokIndent, 0)
	}
	l.dents++
	return l.take(tokDedent, 0)
}
