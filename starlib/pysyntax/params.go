package pysyntax

// params parses parameters up to the closer, of a function or a lambda.
func (p *parser) params(closer string, lambda bool) []*node {
	var out []*node
	seen := parameters{p: p}
	for !p.tok().is(closer) {
		if len(out) > 0 && !p.last().is(",") {
			if lambda {
				p.colon(false)
			}
			p.invalid()
		}
		n := p.param(lambda)
		seen.add(n)
		out = append(out, n)
		if p.tok().is(",") {
			n.toks = append(n.toks, p.next())
		}
	}
	seen.end()
	return out
}

func (p *parser) param(lambda bool) *node {
	t := p.tok()
	n := &node{kind: kParam, pos: t.pos}
	if t.is("*") || t.is("**") || t.is("/") {
		n.toks = append(n.toks, p.next())
	}
	name := p.tok()
	switch {
	case t.is("/"):
	case name.is("(") && len(n.toks) == 0 && lambda:
		p.fail(name.pos, "Lambda expression parameters cannot be parenthesized", "")
	case name.is("(") && len(n.toks) == 0:
		p.fail(name.pos, "Function parameters cannot be parenthesized", "")
	case name.isIdentifier() && !constants[name.text]:
		n.text = p.next().text
		if name.text == "__debug__" {
			p.fail(name.pos, "cannot assign to __debug__", "")
		}
		if !lambda && p.tok().is(":") {
			colon := p.next()
			if t.is("*") && p.tok().is("*") { // *args: *Ts
				p.next()
			}
			n.note = p.annotation(colon.pos, true)
		}
		p.defaultOf(n, t)
	case !t.is("*"):
		p.invalid()
	}
	n.end = p.last().end
	return n
}

// defaultOf parses the default of the parameter n, which begins with t.
func (p *parser) defaultOf(n *node, t token) {
	eq := p.tok()
	switch {
	case !eq.is("="):
		return
	case t.is("*"):
		p.fail(eq.pos, "var-positional argument cannot have default value", "")
	case t.is("**"):
		p.fail(eq.pos, "var-keyword argument cannot have default value", "")
	}
	p.next()
	if c := p.tok(); c.is(")") || c.is(",") || c.is(":") {
		p.fail(eq.pos, "expected default value expression", "")
	}
	n.kids = append(n.kids, p.test())
}

// parameters checks the order of parameters.
type parameters struct {
	p                                 *parser
	count                             int
	bare                              *node // a * that no name has followed yet
	star, slash, keywords, defaultSet bool
}

func (s *parameters) add(n *node) {
	p := s.p
	mark := ""
	if len(n.toks) > 0 {
		mark = n.toks[0].text
	}
	if s.keywords {
		p.fail(n.pos, "arguments cannot follow var-keyword argument", "")
	}
	switch mark {
	case "/":
		s.slashAt(n)
	case "*":
		if s.star {
			p.fail(n.pos, "* argument may appear only once", "")
		}
		s.star = true
		if n.text == "" {
			s.bare = n
		}
	case "**":
		if s.bare != nil {
			p.fail(s.bare.pos, "named arguments must follow bare *", "")
		}
		s.keywords = true
	default:
		s.bare = nil
		if len(n.kids) > 0 {
			s.defaultSet = true
		} else if s.defaultSet && !s.star {
			p.fail(n.pos, "non-default argument follows default argument", "")
		}
	}
	s.count++
}

func (s *parameters) slashAt(n *node) {
	switch {
	case s.slash:
		s.p.fail(n.pos, "/ may appear only once", "")
	case s.count == 0:
		s.p.fail(n.pos, "at least one argument must precede /", "")
	case s.star:
		s.p.fail(n.pos, "/ must be ahead of *", "")
	}
	s.slash = true
}

func (s *parameters) end() {
	if s.bare != nil {
		s.p.fail(s.bare.pos, "named arguments must follow bare *", "")
	}
}
