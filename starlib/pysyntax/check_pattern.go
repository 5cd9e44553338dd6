package pysyntax

import (
	"maps"
	"slices"
)

// match visits a match statement; only its last pattern may match everything.
func (c *checker) match(n *node) {
	c.visit(n.kids[0])
	cases := n.kids[1:]
	for i, k := range cases {
		c.visit(k)
		if i < len(cases)-1 && len(k.kids) == 2 {
			c.refutable(k.kids[0])
		}
	}
}

func (c *checker) caseClause(n *node) {
	c.pattern(n.kids[0], map[string]bool{})
	c.all(n.kids[1:])
}

// refutable checks that there is something that a pattern does not match.
func (c *checker) refutable(p *node) {
	switch bad := irrefutable(p); {
	case bad == nil:
	case bad.text == "_":
		c.fail(bad.pos, "wildcard makes remaining patterns unreachable")
	default:
		c.fail(bad.pos, "name capture '"+bad.text+"' makes remaining patterns unreachable")
	}
}

// irrefutable is the name because of which a pattern matches everything.
func irrefutable(p *node) *node {
	switch p.kind {
	case kParen, kPatternAs:
		return irrefutable(p.kids[0])
	case kName:
		if !constants[p.text] {
			return p
		}
	case kBinary:
		if p.text == "|" {
			return irrefutable(p.kids[1])
		}
	}
	return nil
}

// pattern visits a pattern and adds the names that it binds to seen.
func (c *checker) pattern(p *node, seen map[string]bool) {
	switch p.kind {
	case kName:
		if p.text != "_" && !constants[p.text] {
			c.captured(p, seen)
		}
	case kBinary:
		if p.text == "|" {
			c.alternatives(p, seen)
		}
	case kPatternStar:
		if name := p.kids[0]; name.text != "_" {
			c.captured(name, seen)
		}
	case kPatternRest:
		c.captured(p.kids[0], seen)
	case kPatternAs:
		c.pattern(p.kids[0], seen)
		c.captured(p.kids[1], seen)
	case kCall:
		c.visit(p.kids[0])
		c.patterns(p.kids[1:], seen)
	case kEntry:
		c.visit(p.kids[0])
		c.pattern(p.kids[1], seen)
	case kAttr:
		c.visit(p)
	default:
		c.patterns(p.kids, seen)
	}
}

func (c *checker) patterns(list []*node, seen map[string]bool) {
	for _, p := range list {
		c.pattern(p, seen)
	}
}

func (c *checker) captured(name *node, seen map[string]bool) {
	if seen[name.text] {
		c.fail(name.pos, "multiple assignments to name '"+name.text+"' in pattern")
	}
	seen[name.text] = true
	c.scope.flag(name.text, bound)
}

// alternatives: those of a | b bind the same names, and only the last may match everything.
func (c *checker) alternatives(p *node, seen map[string]bool) {
	var list []*node
	for ; p.kind == kBinary && p.text == "|"; p = p.kids[0] {
		list = append(list, p.kids[1])
	}
	list = append(list, p)
	slices.Reverse(list)
	var names map[string]bool
	for i, alt := range list {
		if i < len(list)-1 {
			c.refutable(alt)
		}
		own := maps.Clone(seen)
		c.pattern(alt, own)
		if names != nil && !maps.Equal(names, own) {
			c.fail(list[0].pos, "alternative patterns bind different names")
		}
		names = own
	}
	maps.Copy(seen, names)
}
