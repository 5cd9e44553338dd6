package pysyntax

import "slices"

// RewriteAll is Rewrite for those who want to know of all that cannot be rewritten, statement by
// statement: one outside of functions that has an error is left out of the result. Without a result
// the text is not even text.
func RewriteAll(filename, src string) (*Result, []*Error) {
	start := bomLen(src)
	w := &writer{edits: edits{src: src}, all: true}
	f, ok := w.run(start)
	if !ok {
		w.failures = append(w.failures, f)
	}
	slices.SortStableFunc(w.failures, func(a, b failure) int { return a.pos - b.pos })
	var errs []*Error
	for _, f := range w.failures {
		at := newLines(src, start).position(src, f.pos)
		errs = append(errs, &Error{Kind: kindOf(f.msg), File: filename, Line: at.line, Col: at.col, Msg: f.msg, Hint: f.hint})
	}
	if !ok {
		return nil, errs
	}
	return w.result(start), errs
}

// leaveOut blanks the statement that begins at token from and goes on behind it.
func (w *writer) leaveOut(p *parser, from int) {
	depth := 0
	for p.i = from; ; p.i++ {
		t := p.tok()
		if t.isIdentifier() {
			w.omitted = append(w.omitted, t.text)
		}
		switch t.kind {
		case tokIndent:
			depth++
		case tokDedent:
			depth--
		}
		if t.kind == tokEOF || t.kind == tokBad || p.i > from && depth == 0 && (t.kind == tokDedent || p.toks[p.i-1].kind == tokNewline) && !p.continues() {
			break
		}
	}
	if p.tok().kind == tokDedent {
		p.i++
	}
	end := p.tok().pos
	if p.tok().kind == tokBad { // nothing behind it can be told apart
		end = len(w.src)
		p.toks = append(p.toks, token{kind: tokEOF, pos: end, end: end})
		p.i = len(p.toks) - 1
	}
	w.blank(p.toks[from].pos, end, true)
}

// continues reports whether the next line belongs to the statement before it.
func (p *parser) continues() bool {
	t := p.tok()
	if t.kind == tokDedent {
		t = p.peek()
	}
	return t.kind == tokIndent || t.word("elif") || t.word("else") || t.word("except") || t.word("finally")
}
