package pygen

import (
	"fmt"
	"regexp"
	"strings"
)

// function defines a function, which expressions call from then on.
func (g *gen) function(name string) *node {
	ret := g.pick(types)
	var params, args []string
	f := &frame{kind: function, ret: ret}
	deep := g.deep
	for i := g.r.IntN(4); i > 0; i-- {
		typ, p := g.pick(types), g.name("p")
		param, arg := p, "<"+typ+">"
		if g.chance(20) || len(params) > 0 && strings.Contains(params[len(params)-1], "=") {
			param += "=" + g.fill("<"+typ+">", 3)
			if g.chance(40) {
				arg = p + "=" + arg
			}
		} else if len(args) > 0 && strings.Contains(args[len(args)-1], "=") {
			arg = p + "=" + arg
		}
		if len(args) > 0 && strings.Contains(args[len(args)-1], "=<") && !strings.Contains(arg, "=<") {
			arg = p + "=" + arg
		}
		params, args = append(params, param), append(args, arg)
		f.vars = append(f.vars, variable{p, typ})
	}
	switch g.r.IntN(8) {
	case 0:
		params = append(params, "*rest")
		f.vars = append(f.vars, variable{"rest", "x"})
		if !strings.Contains(strings.Join(args, ""), "=<") {
			args = append(args, "*<li>")
		}
	case 1:
		p := g.name("p")
		params, args = append(params, "*", p), append(args, p+"=<i>")
		f.vars = append(f.vars, variable{p, "i"})
	case 2:
		params, args = append(params, "**more"), append(args, "extra=<x>")
		f.vars = append(f.vars, variable{"more", "x"})
	}
	n := &node{line: fmt.Sprintf("def %s(%s):", name, strings.Join(params, ", "))}
	g.frames = append(g.frames, f)
	g.deep = max(1, min(deep+1, 3))
	n.body = append(g.inner(), &node{line: "return " + g.bounded(ret, 1)})
	g.frames = g.frames[:len(g.frames)-1]
	g.deep = deep
	if len(g.frames) == 1 {
		g.own[ret] = append(g.own[ret], fmt.Sprintf("%s(%s)", name, strings.Join(args, ", ")))
	} else {
		// a name of the function around, which expressions there may call
		n.body = append([]*node{}, n.body...)
		g.now().vars = append(g.now().vars, variable{fmt.Sprintf("%s(%s)", name, strings.Join(g.literals(args), ", ")), ret + "()"})
	}
	return n
}

// literals fills arguments with literals alone.
func (g *gen) literals(args []string) []string {
	filled := make([]string, len(args))
	for i, a := range args {
		filled[i] = g.fill(a, 9)
	}
	return filled
}

// generator defines a generator of ints.
func (g *gen) generator() *node {
	name, p := g.name("g"), g.name("p")
	g.frames = append(g.frames, &frame{kind: generator, ret: "i", vars: []variable{{p, "i"}}})
	body := g.block(1 + g.r.IntN(2))
	body = append(body, g.yield(), g.statement(), g.yield())
	g.frames = g.frames[:len(g.frames)-1]
	g.own["it"] = append(g.own["it"], name+"(<i>)", name+"(<c>)")
	g.own["li"] = append(g.own["li"], "list("+name+"(<i>))[:9]")
	return &node{line: fmt.Sprintf("def %s(%s):", name, p), body: body}
}

func (g *gen) yield() *node {
	switch g.r.IntN(6) {
	case 0:
		return &node{line: "yield from " + g.expr("li", 1) + "[:3]"}
	case 1:
		name := g.name("v")
		n := &node{line: name + " = yield " + g.expr("i", 1)}
		g.bind(name, "x")
		return n
	case 2:
		return &node{line: "yield from " + g.expr("it", 1)}
	}
	return &node{line: "yield " + g.expr("i", 1)}
}

// outers are functions that assign names of outside, filled by templates; calls of them are ints.
var outers = [][]string{
	{"total@ = <i>", "def bump@(by):\n    global total@\n    total@ += by\n    return total@", "i|bump@(<i>)"},
	{"def counter@(n):\n    def step(by=1):\n        nonlocal n\n        n += by\n        return n\n    def peek():\n        return n\n    return step, peek", "step@, peek@ = counter@(<i>)", "i|step@(<i>)|step@()|peek@()"},
	{"def fresh@():\n    global made@\n    made@ = <x>\n    return <i>", "i|fresh@()"},
	{"log@ = []", "def note@(x, *more, sep='-'):\n    log@.append(f'{x}{sep}{len(more)}')\n    return x", "i|note@(<i>)|note@(<i>, <x>, sep=<w>)|len(log@)"},
	{"def late@():\n    try:\n        return unset@ + <i>\n    finally:\n        print('late')\n    unset@ = 1", "i|late@()"},
	{"fs@ = [lambda: n for n in range(3)] + [lambda n=n: n for n in range(3)]", "i|fs@[<c>]()|sum(f() for f in fs@)"},
	{"def fact@(n):\n    return 1 if n <= 1 else n * fact@(n - 1)", "i|fact@(<c>)"},
	{"def twice@(f, *args, **more):\n    return f(f(*args, **more))", "i|twice@(lambda x: x * 2 + 1, <i>)|twice@(abs, <i>)"},
}

func (g *gen) outer() []*node {
	return g.pieces(outers[g.r.IntN(len(outers))], map[string]bool{"try": !g.has.Try})
}

// pieces fills ready statements; others of them say what expressions they give.
func (g *gen) pieces(of []string, without map[string]bool) (body []*node) {
	mark := g.name("")
	for _, text := range of {
		if isGiven(text) {
			given := strings.Split(numbered(text, mark), "|")
			defer func() { g.own[given[0]] = append(g.own[given[0]], given[1:]...) }()
			continue
		}
		for word, left := range without {
			if left && strings.Contains(text, word) {
				return nil
			}
		}
		body = append(body, parseClassPart(g.fill(numbered(text, mark), 1))...)
	}
	return body
}

// numbered puts the number for each @ that ends a name.
func numbered(text, mark string) string {
	return numberPlace.ReplaceAllString(text, "${1}"+mark)
}

var numberPlace = regexp.MustCompile(`(\w)@`)

// isGiven reports whether a piece says what expressions there are, as in "i|f(<i>)".
func isGiven(text string) bool {
	typ, _, ok := strings.Cut(text, "|")
	return ok && len(typ) <= 2
}

// parseNodes makes one statement of lines that belong together, which are not made shorter.
func parseNodes(text string) *node {
	line, rest, ok := strings.Cut(text, "\n")
	if !ok {
		return &node{line: line}
	}
	n := &node{line: line, body: []*node{}}
	for _, l := range strings.Split(rest, "\n") {
		n.body = append(n.body, &node{line: strings.TrimPrefix(l, "    ")})
	}
	return n
}
