package pygen

import "fmt"

// compound is a statement with a body, or nil.
func (g *gen) compound() *node {
	switch g.r.IntN(9) {
	case 0, 1:
		return g.ifs()
	case 2, 3:
		return g.loop()
	case 4:
		return g.whileLoop()
	case 5:
		if g.has.Try {
			return g.try()
		}
	case 6:
		if g.has.With {
			return g.with()
		}
	case 7:
		if g.has.Match {
			return g.match()
		}
	case 8:
		if f := g.now(); f.kind == function && len(g.frames) < 4 {
			return g.function(g.name("h"))
		}
	}
	return nil
}

func (g *gen) clause(line string, f *node) {
	g.within(func() { f.clauses = append(f.clauses, &node{line: line, body: g.inner()}) })
}

func (g *gen) ifs() *node {
	n := &node{line: "if " + g.expr(g.pick([]string{"b", "b", "b", "x"}), 0) + ":"}
	g.within(func() { n.body = g.inner() })
	for g.chance(25) {
		g.clause("elif "+g.expr("b", 0)+":", n)
	}
	if g.chance(40) {
		g.clause("else:", n)
	}
	return n
}

// loops are over what does not change meanwhile.
var loops = []struct {
	line  string
	types []string
}{
	{"for § in range(<c>):", []string{"i"}},
	{"for § in range(<k>, <c>, 2):", []string{"i"}},
	{"for § in <li>[:4]:", []string{"i"}},
	{"for § in <s>[:4]:", []string{"s"}},
	{"for § in list(<d>)[:4]:", []string{"s"}},
	{"for §, § in list(<d>.items())[:4]:", []string{"s", "i"}},
	{"for §, § in enumerate(<ls>[:4]):", []string{"i", "s"}},
	{"for §, § in zip(<li>[:4], <s>):", []string{"i", "s"}},
	{"for § in reversed(<li>[:4]):", []string{"i"}},
	{"for § in sorted(<si>)[:4]:", []string{"i"}},
	{"for § in itertools.islice(<it>, 4):", []string{"i"}},
	{"for §, *§ in [<li>, <li>]:", []string{"i", "li"}},
	{"for §, (§, §) in enumerate([<t>, <t>]):", []string{"i", "i", "s"}},
	{"for § in (<i>, <i>):", []string{"i"}},
	{"for § in <y>[:4]:", []string{"i"}},
	{"for § in <i>:", []string{"i"}},
}

func (g *gen) loop() *node {
	l := loops[g.r.IntN(len(loops))]
	text := g.fill(l.line, 1)
	n := &node{}
	g.within(func() {
		var names []any
		for _, typ := range l.types {
			name := g.name("v")
			names = append(names, name)
			g.bind(name, typ)
		}
		n.line = formatTargets(text, names)
		g.now().loops++
		closing := g.now().closing
		g.now().closing = false
		n.body = g.inner()
		g.now().closing = closing
		g.now().loops--
	})
	g.loopElse(n)
	return n
}

func (g *gen) loopElse(n *node) {
	if g.has.LoopElse && g.chance(30) {
		g.clause("else:", n)
	}
}

func (g *gen) whileLoop() *node {
	name := g.name("w")
	n := &node{line: fmt.Sprintf("while (%s := %s + 1) < %d:", name, name, 1+g.r.IntN(5))}
	start := &node{line: name + " = 0"}
	g.within(func() {
		g.now().loops++
		n.body = g.inner()
		g.now().loops--
	})
	g.loopElse(n)
	return &node{line: "if True:", body: []*node{start, n}}
}

func (g *gen) try() *node {
	n := &node{line: "try:"}
	g.within(func() { n.body = g.inner() })
	for i := g.r.IntN(3); i > 0; i-- {
		if g.chance(70) {
			name := g.name("e")
			clause := &node{line: fmt.Sprintf("except %s as %s:", g.caught(), name)}
			g.within(func() {
				clause.body = append([]*node{{line: fmt.Sprintf("print(type(%s).__name__)", name)}}, g.inner()...)
				if g.chance(20) {
					clause.body = append(clause.body, &node{line: "raise"})
				}
			})
			n.clauses = append(n.clauses, clause)
		} else {
			g.clause("except "+g.caught()+":", n)
		}
	}
	if len(n.clauses) > 0 && g.chance(30) {
		g.clause("else:", n)
	}
	if len(n.clauses) == 0 || g.chance(40) {
		closing := g.now().closing
		g.now().closing = g.chance(80)
		g.clause("finally:", n)
		g.now().closing = closing
	}
	return n
}

// contexts are what with enters, with the type of what that gives.
var contexts = []struct{ line, typ string }{
	{"contextlib.nullcontext(<i>) as §", "i"},
	{"contextlib.suppress(ValueError, KeyError)", ""},
	{"contextlib.suppress(LookupError)", ""},
}

func (g *gen) with() *node {
	n := &node{}
	g.within(func() {
		text := ""
		for i := 1 + g.r.IntN(2); i > 0; i-- {
			line, typ := "", "i"
			if own := g.own["with"]; len(own) > 0 && g.chance(60) {
				line = g.pick(own)
			} else {
				c := contexts[g.r.IntN(len(contexts))]
				line, typ = c.line, c.typ
			}
			if text != "" {
				text += ", "
			}
			line = g.fill(line, 1)
			if typ != "" {
				name := g.name("v")
				line = formatTargets(line, []any{name})
				g.bind(name, typ)
			}
			text += line
		}
		n.line = "with " + text + ":"
		n.body = g.inner()
	})
	return n
}
