package pygen

import (
	"fmt"
	"slices"
)

// simple are statements without a body, as templates. Places <$T> are names that were assigned here, of type T.
var simple = map[string][]string{
	"":   {"print(<x>, <x>)", "print(<i>, <s>)", "print(<x>)", "print(repr(<s>), <f>)", "print(*<li>, sep=<w>)", "print(<s>, end='|\\n')", "print(f'{<iv>} {<sv>}')", "print(<b>, <d>)", "print(<li>, <ls>)", "print(<t>, <y>)", "print(sorted(<si>), len(<si>))", "print('%s %s' % (<x>, <x>))", "print(type(<x>).__name__)", "print(list(<it>))", "<x>", "print((t<C> := <i>), t<C>)", "print([y for x in <li> if (y := x + 1) > 0])", "assert <b>, <s>", "assert <i> != <i>"},
	"i":  {"<$> += <i>", "<$> -= <i>", "<$> = <$> * <i> % 9973", "<$> //= <i>", "<$> %= <i>", "<$> |= <c>", "<$> &= <i>", "<$> ^= <i>", "<$> >>= <c>", "<$> += <b>"},
	"f":  {"<$> += <n>", "<$> -= <f>", "<$> /= <n>", "<$> *= 0.5"},
	"s":  {"<$> += <w>", "<$> = (<$> + <s>)[:40]", "<$> = <$>.replace(<w>, <w>)[:40]", "<$> += f'{<iv>}'", "<$> = <$>[<k>:<k>]"},
	"b":  {"<$> = not <$>", "<$> = <$> and <b>", "<$> |= <b>", "<$> ^= True"},
	"li": {"<$>.append(<i>)", "<$>.extend(<li>[:3])", "<$>.insert(<k>, <i>)", "<$>.pop()", "<$>.pop(<k>)", "<$>.remove(<i>)", "<$>.sort()", "<$>.sort(reverse=True)", "<$>.sort(key=lambda x: -x)", "<$>.reverse()", "<$>[<k>] = <i>", "<$>[<k>] += <i>", "del <$>[<k>]", "<$> += [<i>]", "<$>.clear()", "print(<$>.pop(<k>), <$>)", "print(<$>.append(<i>))"},
	"ls": {"<$>.append(<s>)", "<$>.insert(0, <w>)", "<$>.sort(key=len)", "<$>.sort()", "<$>[<k>] = <s>", "del <$>[<k>]", "<$> += [<s>]", "<$> += <w>"},
	"d":  {"<$>[<w>] = <i>", "<$>[<s>] = <i>", "<$>[<w>] += <i>", "del <$>[<w>]", "<$>.pop(<w>)", "<$>.pop(<w>, None)", "<$>.update(<d>)", "<$>.update(a=<i>)", "<$>.setdefault(<w>, <i>)", "<$> |= <d>", "print(<$>.popitem())", "print(<$>.setdefault(<w>, <i>), <$>)", "<$>.clear()", "print(<$>[<w>])"},
	"si": {"<$>.add(<i>)", "<$>.discard(<i>)", "<$>.remove(<i>)", "<$>.update(<li>)", "<$> |= <si>", "<$> &= <si>", "<$> -= <si>", "<$> ^= <si>", "<$>.clear()"},
	"t":  {"<$> = (<i>, <s>)", "<$> += (<i>,)", "<$>[0] = <i>", "print(<$>.index(<i>), <$>.count(<s>))"},
	"y":  {"<$> += b'z'", "<$> = <$>[<k>:]", "print(<$>[0], <$>)"},
}

// slices are statements about slices of lists.
var sliceStatements = []string{"<$>[<k>:<k>] = <li>[:3]", "<$>[::2] = <li>", "del <$>[<k>:<k>]", "del <$>[::2]", "<$>[<c>:] = []", "<$>[:0] = [<i>]", "<$>[<k>:<k>] += [<i>]", "<$>[::-1] = <li>", "<$>[<k>:<k>] = <s>"}

// top are statements of the module.
func (g *gen) top() []*node {
	switch g.r.IntN(10) {
	case 0, 1:
		return []*node{g.function(g.name("f"))}
	case 2:
		if g.has.Class {
			return g.class()
		}
	case 3:
		if g.has.Generator {
			return []*node{g.generator()}
		}
	case 4:
		if g.has.Outer {
			return g.outer()
		}
	case 5:
		if g.has.Decorator {
			return g.decorated()
		}
	}
	return []*node{g.guarded()}
}

// guarded is a statement of the module, most often within try.
func (g *gen) guarded() *node {
	if !g.has.Try || g.chance(25) {
		return g.statement()
	}
	var n *node
	g.within(func() {
		n = &node{line: "try:", body: g.block(1 + g.r.IntN(3))}
	})
	n.clauses = []*node{{line: "except Exception as e:", body: []*node{{line: g.pick([]string{"print(type(e).__name__)", "print('raised', type(e).__name__, isinstance(e, MemoryError) or len(e.args))", "print(isinstance(e, ArithmeticError), type(e).__name__)"})}}}}
	return n
}

// block is some statements that are deeper.
func (g *gen) block(n int) []*node {
	body := []*node{}
	g.deep++
	for ; n > 0; n-- {
		body = append(body, g.statement())
	}
	g.deep--
	return body
}

func (g *gen) inner() []*node { return g.block(1 + g.r.IntN(3)) }

// statement is one of any kind.
func (g *gen) statement() *node {
	if g.deep < 4 && g.chance(40) {
		if n := g.compound(); n != nil {
			return n
		}
	}
	f := g.now()
	switch g.r.IntN(20) {
	case 0:
		if f.kind != module && !f.closing && g.deep > 1 {
			return &node{line: "return " + g.bounded(f.ret, 1)}
		}
	case 1:
		if f.loops > 0 && !f.closing {
			return &node{line: g.pick([]string{"break", "continue"})}
		}
	case 2, 3:
		if g.has.Try && g.deep > 0 {
			return &node{line: g.raise()}
		}
	case 4:
		return g.unpacking()
	case 5, 6, 7, 8:
		return g.assignment()
	case 9:
		if f.kind == generator {
			return g.yield()
		}
	case 10:
		if f.kind == module && len(g.assigned("i")) > 3 && g.chance(10) {
			return &node{line: "del " + g.pick(g.assigned("i"))}
		}
	case 16:
		if own := g.own["stmt"]; len(own) > 0 && f.kind == module {
			return &node{line: g.fill(g.pick(own), 0)}
		}
	case 11, 12, 13, 14, 15:
		if n := g.change(); n != nil {
			return n
		}
	}
	return &node{line: g.fill(g.pick(simple[""]), 0)}
}

// assignment is of a new name, or of another value to one of before.
func (g *gen) assignment() *node {
	typ := g.pick(types)
	text := g.bounded(typ, 0)
	if names := g.assigned(typ); len(names) > 0 && g.chance(40) {
		return &node{line: g.pick(names) + " = " + text}
	}
	name := g.name("v")
	g.bind(name, typ)
	return &node{line: name + " = " + text}
}

// bounded is an expression whose value stays small if that of a loop before is in it.
func (g *gen) bounded(typ string, depth int) string {
	text := g.expr(typ, depth)
	switch typ {
	case "s", "y":
		return "(" + text + ")[:40]"
	case "li", "ls":
		return "(" + text + ")[:9]"
	}
	return text
}

// change is of a variable's value.
func (g *gen) change() *node {
	f := g.now()
	if len(f.vars) == 0 {
		return nil
	}
	v := f.vars[g.r.IntN(len(f.vars))]
	of := simple[v.typ]
	if v.typ == "li" && g.has.Slices && g.chance(30) {
		of = sliceStatements
	}
	if len(of) == 0 {
		return nil
	}
	return &node{line: g.fill(replaceName(g.pick(of), v.name), 0)}
}

// unpackings are targets with what they take, and their types.
var unpackings = []struct {
	line  string
	types []string
}{
	{"§, § = <i>, <s>", []string{"i", "s"}},
	{"§, § = <t>", []string{"i", "s"}},
	{"§, *§ = <li>", []string{"i", "li"}},
	{"*§, § = <li>", []string{"li", "i"}},
	{"§, § = <li>", []string{"i", "i"}},
	{"(§, §), § = <t>, <i>", []string{"i", "s", "i"}},
	{"§, (§, *§) = <s>, <li>", []string{"s", "i", "li"}},
	{"[§, §] = <ls>", []string{"s", "s"}},
	{"§ = § = <i>", []string{"i", "i"}},
	{"§, §, *§ = <s>", []string{"s", "s", "ls"}},
	{"§, § = <d>.popitem()", []string{"s", "i"}},
	{"§, § = divmod(<i>, <i>)", []string{"i", "i"}},
}

func (g *gen) unpacking() *node {
	u := unpackings[g.r.IntN(len(unpackings))]
	text := g.fill(u.line, 0)
	var names []any
	for range u.types {
		names = append(names, g.name("v"))
	}
	for i, typ := range u.types {
		g.bind(names[i].(string), typ)
	}
	return &node{line: formatTargets(text, names)}
}

// raised are exceptions to raise, in the order of how often.
var raised = []string{"ValueError(<s>)", "KeyError(<w>)", "TypeError(<s>, <i>)", "IndexError(<i>)", "ZeroDivisionError()", "RuntimeError", "Exception(<s>)", "StopIteration(<i>)", "ArithmeticError('x')", "LookupError", "OSError(<c>, <s>)", "NotImplementedError", "AttributeError(<s>)", "OverflowError", "UnicodeError", "AssertionError(<s>)"}

func (g *gen) raise() string {
	text := g.fill(g.pick(raised), 1)
	if len(g.kinds) > 0 && g.chance(40) {
		text = g.fill(g.pick(g.kinds)+"(<s>)", 1)
	}
	text = "raise " + text
	if g.chance(15) {
		text += " from " + g.pick([]string{"None", "ValueError('cause')"})
	}
	if g.chance(60) {
		return fmt.Sprintf("if %s: %s", g.expr("b", 1), text)
	}
	return text
}

// catchable are what except clauses name.
var catchable = []string{"ValueError", "KeyError", "(TypeError, ValueError)", "LookupError", "ArithmeticError", "Exception", "(KeyError, IndexError)", "ZeroDivisionError", "RuntimeError", "TypeError", "OSError", "StopIteration", "BaseException", "AssertionError"}

func (g *gen) caught() string {
	return g.pick(slices.Concat(catchable, g.kinds, g.kinds))
}
