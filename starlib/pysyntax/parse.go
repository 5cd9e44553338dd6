package pysyntax

import "strings"

// parser builds the tree of one statement at a time. It stops by panicking
// with a failure, which parser.try turns into an error.
type parser struct {
	src   string
	toks  []token
	i     int
	depth int

	disjunction   *node // the last one
	disjunctionAt int   // its first token
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
		p.invalid()
	}
	return p.next()
}

// must takes a token that nothing else can stand for.
func (p *parser) must(op string) token {
	if !p.tok().is(op) {
		p.failInvalid(p.tok().pos, "expected '"+op+"'")
	}
	return p.next()
}

// colon takes the colon before a block. Only at the end of a line the lack of it is clear,
// unless nothing else can stand there.
func (p *parser) colon(clear bool) token {
	if clear || p.tok().kind == tokNewline {
		return p.must(":")
	}
	return p.expect(":")
}

func (p *parser) expectWord(word string) token {
	if !p.tok().word(word) {
		p.invalid()
	}
	return p.next()
}

func (p *parser) identifier() token {
	if t := p.tok(); !t.isIdentifier() || constants[t.text] {
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

// fail reports an error, or what the lexer has found wrong later in the text, as Python does.
func (p *parser) fail(pos int, msg, hint string) {
	if t := p.toks[len(p.toks)-1]; t.kind == tokBad && t.pos != pos && p.explains(t, max(pos, p.tok().pos)) {
		pos, msg, hint = t.pos, t.text, t.hint
	}
	panic(failure{pos, msg, hint})
}

// explains reports whether the bad token that the text ends with is to be told in the place of
// an error. Of an open bracket it is only behind its line.
func (p *parser) explains(t token, pos int) bool {
	switch {
	case strings.HasSuffix(t.text, "was never closed"):
		at := newLines(p.src, 0)
		return at.position(p.src, t.pos).line < at.position(p.src, min(pos, len(p.src))).line
	case kindOf(t.text) != "SyntaxError", strings.HasPrefix(t.text, "unexpected"), strings.HasPrefix(t.text, "complex"), t.text == "invalid syntax":
		return false
	}
	return true
}

// invalid reports that the current token cannot stand where it is.
func (p *parser) invalid() {
	t := p.tok()
	switch {
	case t.kind == tokIndent:
		p.fail(t.pos-1, "unexpected indent", "")
	}
	p.failInvalid(t.pos, "invalid syntax")
}

// failInvalid reports the bad token or the unclosed bracket that explains the
// failure, if there is one, and msg otherwise.
func (p *parser) failInvalid(pos int, msg string) {
	if t := p.tok(); t.kind == tokBad {
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
