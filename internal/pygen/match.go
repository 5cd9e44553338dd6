package pygen

// patterns are what cases have, with the types of their captures.
var patterns = []struct {
	line  string
	types []string
}{
	{"0 | 1 | -1", nil},
	{"'a' | 'b'", nil},
	{"True", nil},
	{"None", nil},
	{"1.5", nil},
	{"int(§)", []string{"i"}},
	{"str() as §", []string{"s"}},
	{"str() if <b>", nil},
	{"[]", nil},
	{"[§]", []string{"x"}},
	{"[int(§), str(§)]", []string{"i", "s"}},
	{"(§, §)", []string{"x", "x"}},
	{"[§, *§]", []string{"x", "x"}},
	{"[*_, §]", []string{"x"}},
	{"[_, [*§]]", []string{"x"}},
	{"{'a': §}", []string{"x"}},
	{"{'a': 1, **§}", []string{"x"}},
	{"{'b': int() | str() as §, 'a': _}", []string{"x"}},
	{"{}", nil},
	{"dict()", nil},
	{"list() | tuple()", nil},
	{"float() | bool()", nil},
	{"bytes()", nil},
	{"(1 | 2) as §", []string{"i"}},
	{"§ if <b>", []string{"x"}},
}

func (g *gen) match() *node {
	n := &node{line: "match " + g.expr(g.pick([]string{"x", "x", "i", "s", "t", "li", "d"}), 0) + ":"}
	for i := 1 + g.r.IntN(4); i > 0; i-- {
		p := patterns[g.r.IntN(len(patterns))]
		g.within(func() {
			text := g.fill(p.line, 1)
			var names []any
			for _, typ := range p.types {
				name := g.name("v")
				names = append(names, name)
				g.bind(name, typ)
			}
			n.clauses = append(n.clauses, &node{line: "case " + formatTargets(text, names) + ":", body: g.inner()})
		})
	}
	if g.chance(60) {
		g.clause("case _:", n)
	}
	return n
}
