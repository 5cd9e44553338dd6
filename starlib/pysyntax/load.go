package pysyntax

// reserved is the one name of Python that is a word of Starlark's, which gets another name.
const reserved = "load"

// starlarkName is a name as Starlark takes it.
func starlarkName(name string) string {
	if name == reserved {
		return "__load__"
	}
	return name
}

// name: load is __load__.
func name(w *writer, n *node) { w.name(n.pos, n.text) }

// attr: x.load is x.__load__.
func attr(w *writer, n *node) { w.name(n.end-len(n.text), n.text) }

// keyword: f(load=x) is f(__load__=x).
func keyword(w *writer, n *node) { w.name(n.pos, n.text) }

// name rewrites a name that stands at a place.
func (w *writer) name(pos int, name string) {
	if name == reserved {
		w.replace(pos, pos+len(name), starlarkName(name))
	}
}

// startsLoad reports whether Starlark's load("module", "x", y="z") stands here: the arguments
// are literals, and load is no name of the text.
func (p *parser) startsLoad() bool {
	if !p.tok().word(reserved) || p.namesLoad() {
		return false
	}
	strings := 0
	for i := p.i + 1; ; {
		if t := p.toks[i]; strings == 0 && !t.is("(") || strings > 0 && !t.is(",") {
			return strings > 1 && t.is(")")
		}
		if i++; strings > 1 && p.toks[i].is(")") {
			return true
		}
		if strings > 0 && p.toks[i].isIdentifier() && p.toks[i+1].is("=") {
			i += 2
		}
		if t := p.toks[i]; t.kind != tokString || t.lit.format || t.lit.bytes {
			return false
		}
		strings++
		i++
	}
}

// namesLoad reports whether something in the text is named load.
func (p *parser) namesLoad() bool {
	for i, t := range p.toks {
		if t.word(reserved) && (i == 0 || !p.toks[i-1].is(".")) {
			before := i > 0 && (p.toks[i-1].word("def") || p.toks[i-1].word("class") || p.toks[i-1].word("import") || p.toks[i-1].word("as"))
			if before || !p.toks[i+1].is("(") {
				return true
			}
		}
	}
	return false
}

// loadStmt parses load(...).
func (p *parser) loadStmt() *node {
	t := p.next()
	n := p.call(&node{kind: kNone, pos: t.pos, end: t.end})
	return &node{kind: kExpr, pos: n.pos, end: n.end, kids: []*node{n}}
}
