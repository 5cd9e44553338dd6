package pygen

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
)

// Features are what programs may be made of beside expressions, simple statements, functions and loops.
type Features struct {
	Try, With, Class, Match, Generator, Outer, Decorator, LoopElse, Slices bool

	Truth bool // truths stand for numbers, wherever these go
}

// All is every feature.
var All = Features{true, true, true, true, true, true, true, true, true, true}

// New is the program of a seed.
func New(seed uint64, f Features) *Program {
	g := &gen{r: rand.New(rand.NewPCG(seed, 1)), has: f, own: map[string][]string{}}
	p := &Program{}
	g.frames = []*frame{{kind: module}}
	for n := 5 + g.r.IntN(9); n > 0; n-- {
		p.body = append(p.body, g.top()...)
	}
	p.body = append(imported(p.Source()), p.body...)
	return p
}

// imported are the imports that a text needs.
func imported(text string) (body []*node) {
	for _, i := range imports {
		if strings.Contains(text, i.word) {
			body = append(body, &node{line: i.line})
		}
	}
	for _, m := range modules {
		if strings.Contains(text, m+".") {
			body = append(body, &node{line: "import " + m})
		}
	}
	return body
}

// gen makes up one program.
type gen struct {
	r      *rand.Rand
	has    Features
	frames []*frame
	own    map[string][]string // templates that the program's definitions add, by type
	names  int
	kinds  []string // exception classes of the program
	deep   int      // statements around
}

// frame is a function or the module while it is written.
type frame struct {
	kind    frameKind
	vars    []variable
	ret     string // the type it returns
	loops   int    // around the statement, in this function
	closing bool   // inside finally, where no jump stands
}

type frameKind int

const (
	module frameKind = iota
	function
	generator
)

type variable struct{ name, typ string }

func (g *gen) now() *frame { return g.frames[len(g.frames)-1] }

func (g *gen) chance(percent int) bool { return g.r.IntN(100) < percent }

func (g *gen) pick(of []string) string { return of[g.r.IntN(len(of))] }

func (g *gen) name(prefix string) string {
	g.names++
	return fmt.Sprintf("%s%d", prefix, g.names)
}

// assigned gives names that the function or the module itself has assigned, of a type.
func (g *gen) assigned(typ string) (names []string) {
	for _, v := range g.now().vars {
		if v.typ == typ {
			names = append(names, v.name)
		}
	}
	return names
}

// seen gives all names of a type.
func (g *gen) seen(typ string) (names []string) {
	for _, f := range g.frames {
		for _, v := range f.vars {
			if v.typ == typ {
				names = append(names, v.name)
			}
		}
	}
	return names
}

func (g *gen) bind(name, typ string) {
	f := g.now()
	f.vars = append(f.vars, variable{name, typ})
}

// within runs f, and forgets the names that it binds in this function, since they may not be assigned after it.
func (g *gen) within(f func()) {
	frame, n := g.now(), len(g.now().vars)
	f()
	if !g.chance(2) {
		frame.vars = frame.vars[:min(n, len(frame.vars))]
	}
}

var place = regexp.MustCompile(`<([a-z]+\+?|V|C)>`)

// fill gives the text of a template.
func (g *gen) fill(template string, depth int) string {
	bound := variable{}
	if typ, rest, ok := strings.Cut(template, "|"); ok && strings.HasPrefix(typ, "V:") {
		bound, template = variable{g.name("c"), typ[2:]}, rest
	}
	number := g.names
	var b strings.Builder
	end := 0
	for _, at := range place.FindAllStringSubmatchIndex(template, -1) {
		b.WriteString(template[end:at[0]])
		end = at[1]
		typ := template[at[2]:at[3]]
		text := g.at(typ, bound, number, depth)
		if typ != "c" && end < len(template) && strings.ContainsRune(".[(", rune(template[end])) && strings.ContainsRune("-0123456789", rune(text[0])) {
			text = "(" + text + ")" // of a number
		}
		b.WriteString(text)
	}
	return b.String() + template[end:]
}

// at is the text of one place.
func (g *gen) at(typ string, bound variable, number, depth int) string {
	switch {
	case typ == "V":
		return bound.name
	case typ == "C":
		return fmt.Sprint(number)
	case !strings.HasSuffix(typ, "+"):
		return g.expr(typ, depth+1)
	}
	f := g.now()
	f.vars = append(f.vars, bound, bound, bound) // likely
	text := g.expr(typ[:len(typ)-1], depth+1)
	f.vars = f.vars[:len(f.vars)-3]
	return text
}

// expr is an expression of a type, seldom of another.
func (g *gen) expr(typ string, depth int) string {
	if text := g.word(typ); text != "" {
		return text
	}
	if depth > 0 && typ == "i" && g.has.Truth && g.chance(4) {
		typ = "b"
	}
	if depth > 0 && g.chance(1) && len(exprs[typ]) > 0 {
		typ = "x"
	}
	names := append(g.seen(typ), g.seen(typ+"()")...)
	if depth > 2+g.r.IntN(3) || depth > 0 && g.chance(35) {
		if len(names) > 0 && g.chance(75) {
			return g.pick(names)
		}
		if text := g.literal(typ); text != "" {
			return text
		}
	}
	if own := g.own[typ]; len(own) > 0 && g.chance(25) {
		return g.fill(g.pick(own), depth)
	}
	return g.fill(g.pick(exprs[typ]), depth)
}

// word is what stands at a place that is no expression, or "".
func (g *gen) word(typ string) string {
	switch typ {
	case "c":
		return fmt.Sprint(g.r.IntN(6))
	case "k":
		return fmt.Sprint(g.r.IntN(8) - 3)
	case "w":
		return g.pick(words)
	case "re":
		return g.pick(regexes)
	case "spec":
		return g.pick(specs)
	case "fspec":
		return g.pick(fspecs)
	case "sspec":
		return g.pick(sspecs)
	case "iv", "sv":
		if names := g.seen(typ[:1]); len(names) > 0 {
			return g.pick(names)
		}
		if typ == "iv" {
			return fmt.Sprint(g.r.IntN(2000))
		}
		return `"ab"`
	}
	return ""
}

func (g *gen) literal(typ string) string {
	switch typ {
	case "i":
		return g.pick(ints)
	case "f":
		return g.pick(floats)
	case "s":
		return g.pick(texts)
	case "b":
		return g.pick([]string{"True", "False"})
	case "li":
		return g.pick([]string{"[]", "[3, 1, 2]", "[1, 2, 3, 4]", "[-1, 0]", "[5]"})
	case "ls":
		return g.pick([]string{"[]", "['b', 'a']", "['x', '', 'yy']"})
	case "d":
		return g.pick([]string{"{}", "{'a': 1, 'b': 2}", "{'x': -1}"})
	case "si":
		return g.pick([]string{"{1, 2}", "set()", "{3}"})
	case "t":
		return g.pick([]string{"(1, 'a')", "(2, 'b')"})
	case "y":
		return g.pick([]string{"b''", "b'abc'", `b'\xff\x00'`})
	case "it":
		return g.pick([]string{"iter([1, 2])", "iter(range(3))", "(n * n for n in (1, 2, 3))"})
	case "n", "x":
		return g.literal(g.pick([]string{"i", "i", "f", "b"}))
	}
	return ""
}

// types are those of variables.
var types = []string{"i", "i", "i", "f", "s", "s", "b", "li", "li", "ls", "d", "d", "si", "t", "y"}
