package pysyntax

import "strings"

// parser builds the tree of one statement at a time. It stops by panicking
// with a failure, which parser.try turns into an error.
type parser struct {
	src   string
	toks  []token
	i     int
	depth int
}

// failure is an error at a byte offset.
type failure struct {
	pos       int
	msg, hint string
}

func (p *parser) tok() token { return p.toks[p.i] }

func (p *parser) peek() token {
	if p.i+1 < len(p.toks) {
		return p.toks[p.i+1]
	}
	return p.tok()
}

func (p *parser) last() token {
	if p.i == 0 {
		return token{}
	}
	return p.toks[p.i-1]
}

// next takes a token. The last one is never passed.
func (p *parser) next() token {
	t := p.toks[p.i]
	if p.i+1 < len(p.toks) {
		p.i++
	}
	return t
}

func (p *parser) expect(op string) token {
	if !p.tok().is(op) {
		if op == ":" {
			p.failInvalid(p.tok().pos, "expected ':'")
		}
		p.invalid()
	}
	return p.next()
}

func (p *parser) expectWord(word string) token {
	if !p.tok().word(word) {
		p.failInvalid(p.tok().pos, "expected '"+word+"'")
	}
	return p.next()
}

func (p *parser) identifier() token {
	if !p.tok().isIdentifier() {
		p.invalid()
	}
	return p.next()
}

// enter bounds the depth of recursion; it returns what to defer.
func (p *parser) enter() func() {
	if p.depth++; p.depth > 3*maxDepth {
		p.fail(p.tok().pos, "too deeply nested", "")
	}
	return func() { p.depth-- }
}

func (p *parser) fail(pos int, msg, hint string) { panic(failure{pos, msg, hint}) }

// invalid reports that the current token cannot stand where it is.
func (p *parser) invalid() {
	t := p.tok()
	switch {
	case t.kind == tokIndent:
		p.fail(t.pos, "unexpected indent", "")
	case t.kind == tokDedent, t.kind == tokNewline, t.kind == tokEOF:
		p.failInvalid(t.pos, "invalid syntax: the statement is not complete")
	case t.kind == tokString: // it may be a secret
		p.failInvalid(t.pos, "invalid syntax near this string")
	}
	p.failInvalid(t.pos, "invalid syntax near "+t.text)
}

// failInvalid reports the bad token or the unclosed bracket that explains the
// failure, if there is one, and msg otherwise.
func (p *parser) failInvalid(pos int, msg string) {
	if t := p.tok(); t.kind == tokBad {
		p.fail(t.pos, t.text, t.hint)
	}
	if t := p.toks[len(p.toks)-1]; t.kind == tokBad && t.open && t.pos < pos {
		p.fail(t.pos, t.text, t.hint)
	}
	p.fail(pos, msg, "")
}

// startsExpr reports whether an expression can start at the current token.
func (p *parser) startsExpr() bool { return startsExpr(p.tok()) }

func startsExpr(t token) bool {
	switch t.kind {
	case tokName:
		return !keywords[t.text] || t.text == "lambda" || t.text == "not" || t.text == "await" || t.text == "yield"
	case tokNumber, tokString, tokBad:
		return true
	case tokOp:
		switch t.text {
		case "(", "[", "{", "-", "+", "~", "*", "...":
			return true
		}
	}
	return false
}

// annotation parses a type; pos is where its colon or arrow starts.
func (p *parser) annotation(pos int, inside bool) *note {
	from := p.i
	p.test()
	return &note{pos: pos, end: p.last().end, inside: inside, text: typeText(p.toks[from:p.i])}
}

// typeText writes a type the usual way, whatever its spacing. A type given as
// a string is the string's text.
func typeText(toks []token) string {
	if len(toks) == 1 && toks[0].kind == tokString && !toks[0].lit.format {
		lit := toks[0].lit
		return strings.TrimSpace(toks[0].text[lit.body-toks[0].pos : lit.bodyEnd-toks[0].pos])
	}
	var b strings.Builder
	for i, t := range toks {
		switch {
		case t.is("|"):
			b.WriteString(" | ")
		case t.is(","):
			b.WriteString(",")
			if i+1 < len(toks) && !toks[i+1].is("]") && !toks[i+1].is(")") {
				b.WriteString(" ")
			}
		default:
			if i > 0 && t.kind != tokOp && toks[i-1].kind != tokOp {
				b.WriteString(" ")
			}
			b.WriteString(t.text)
		}
	}
	return b.String()
}
