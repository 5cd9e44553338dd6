package pysyntax

func (p *parser) index(x *node) *node {
	n := &node{kind: kIndex, pos: x.pos, toks: []token{p.next()}, kids: []*node{x}}
	i := p.indexItem()
	if p.tok().is(",") || i.kind == kStar {
		all := &node{kind: kTuple, pos: i.pos, kids: []*node{i}}
		for p.tok().is(",") {
			all.toks = append(all.toks, p.next())
			if p.tok().is("]") {
				break
			}
			all.kids = append(all.kids, p.indexItem())
		}
		all.end = p.last().end
		for _, k := range all.kids {
			if k.kind == kSlice {
				k.text = sliceText
			}
		}
		i = all
	}
	n.kids = append(n.kids, i)
	return p.close(n, "]")
}

// sliceText is the text of a slice that is one of several in an index.
const sliceText = "slice"

// indexItem parses an index, a slice, or a starred one.
func (p *parser) indexItem() *node {
	pos := p.tok().pos
	if p.tok().is(":") {
		return p.slice(nil, pos)
	}
	x := p.starredNamed()
	if x.kind != kStar && p.tok().is(":") {
		return p.slice(x, pos)
	}
	return x
}

func (p *parser) slice(lo *node, pos int) *node {
	n := &node{kind: kSlice, pos: pos}
	if lo != nil {
		n.kids = append(n.kids, lo)
	}
	for range 2 {
		if p.tok().is(":") {
			n.toks = append(n.toks, p.next())
			if t := p.tok(); !t.is(":") && !t.is("]") && !t.is(",") {
				n.kids = append(n.kids, p.test())
			}
		}
	}
	n.end = p.last().end
	return n
}
