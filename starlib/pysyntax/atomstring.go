package pysyntax

import (
	"strings"
)

// strings parses adjacent string literals.
func (p *parser) strings() *node {
	n := &node{kind: kString, pos: p.tok().pos}
	for p.tok().kind == tokString {
		t := p.next()
		if len(n.toks) > 0 && t.lit.bytes != n.toks[0].lit.bytes {
			p.fail(t.pos, "cannot mix bytes and nonbytes literals", "")
		}
		n.toks = append(n.toks, t)
		n.kids = p.fields(t.lit.parts, n.kids)
	}
	n.end = p.last().end
	return n
}

// fields parses the expressions of replacement fields.
func (p *parser) fields(parts []part, into []*node) []*node {
	for _, part := range parts {
		f := part.field
		if f == nil {
			continue
		}
		in := &parser{src: p.src, toks: f.toks, depth: p.depth}
		in.field(func() {
			defer in.enter()()
			f.expr = in.yieldOrExprs()
			if in.tok().kind != tokEOF {
				in.comma("}")
				in.invalid()
			}
		})
		into = p.fields(f.spec, append(into, f.expr))
	}
	return into
}

// field parses in a field of an f-string, of which errors tell that.
func (p *parser) field(parse func()) {
	f, ok := attempt(parse)
	if ok {
		return
	}
	if !strings.HasPrefix(f.msg, "f-string") {
		f.msg = "f-string: " + strings.Replace(f.msg, "can't use starred", "cannot use starred", 1)
	}
	panic(f)
}
