package pysyntax

import (
	"cmp"
	"strings"
)

// scopeKind is what names are known in.
type scopeKind uint8

const (
	inModule scopeKind = iota
	inFunction
	inLambda
	inClass
	inList
	inSet
	inDict
	inGenerator
)

// comprehensions is how Python calls those.
var comprehensions = map[scopeKind]string{
	inList: "list comprehension", inSet: "set comprehension", inDict: "dict comprehension", inGenerator: "generator expression",
}

var comprehensionScopes = map[kind]scopeKind{kListComp: inList, kSetComp: inSet, kDictComp: inDict, kGenerator: inGenerator}

// flags is what a scope does with a name.
type flags uint8

const (
	used flags = 1 << iota
	bound
	parameter
	imported
	annotatedName
	globalName
	nonlocalName
	iterated // by a comprehension
)

// symbols is the names of a scope.
type symbols struct {
	outer *symbols
	kind  scopeKind
	names map[string]flags
	loops int // around the place

	declared map[string]int // where names are declared global or nonlocal
}

func newSymbols(outer *symbols, kind scopeKind) *symbols {
	return &symbols{outer: outer, kind: kind, names: map[string]flags{}}
}

// within reports whether s is in a scope of a kind.
func (s *symbols) within(kind scopeKind) bool {
	for ; s != nil; s = s.outer {
		if s.kind == kind {
			return true
		}
	}
	return false
}

func (s *symbols) flag(name string, as flags) { s.names[name] |= as }

// declaration is a name that is declared nonlocal.
type declaration struct {
	name  string
	scope *symbols
	pos   int
}

// declared: global and nonlocal come before all else that is done with a name.
func (c *checker) declared(n *node) {
	if n.text == "nonlocal" && c.scope.kind == inModule {
		c.fail(n.pos, "nonlocal declaration not allowed at module level")
	}
	as, other := globalName, nonlocalName
	if n.text == "nonlocal" {
		as, other = other, as
	}
	for _, k := range n.kids {
		before := c.scope.names[k.text]
		said := ""
		switch {
		case before&parameter != 0:
			said = "name '%' is parameter and " + n.text
		case before&used != 0:
			said = "name '%' is used prior to " + n.text + " declaration"
		case before&annotatedName != 0:
			said = "annotated name '%' can't be " + n.text
		case before&bound != 0:
			said = "name '%' is assigned to before " + n.text + " declaration"
		case before&other != 0:
			c.fail(c.scope.declared[k.text], "name '"+k.text+"' is nonlocal and global")
		}
		if said != "" {
			c.fail(n.pos, strings.Replace(said, "%", k.text, 1))
		}
		c.scope.flag(k.text, as)
		if c.scope.declared == nil {
			c.scope.declared = map[string]int{}
		}
		c.scope.declared[k.text] = n.pos
		if as == nonlocalName {
			c.nonlocal = append(c.nonlocal, declaration{k.text, c.scope, n.pos})
		}
	}
}

// outward looks for the variables of what is declared nonlocal.
func (c *checker) outward() {
	for _, d := range c.nonlocal {
		found := d.name == "__class__" && d.scope.within(inClass)
		for s := d.scope.outer; s != nil && s.kind != inModule && !found; s = s.outer {
			f := s.names[d.name]
			found = s.kind != inClass && f&(bound|parameter|imported|annotatedName|nonlocalName) != 0 && f&globalName == 0
		}
		if !found {
			c.fail(d.pos, "no binding for nonlocal '"+d.name+"' found")
		}
	}
}

func (c *checker) annotated(n *node) {
	t := n.kids[0]
	if t.kind == kName && c.scope.kind != inModule {
		if f := c.scope.names[t.text]; f&(globalName|nonlocalName) != 0 {
			word := "global"
			if f&nonlocalName != 0 {
				word = "nonlocal"
			}
			c.fail(n.pos, "annotated name '"+t.text+"' can't be "+word)
		}
	}
	if t.kind == kName {
		c.bind(t, annotatedName)
	} else {
		c.target(t, bound)
	}
	c.all(n.kids[1:])
}

// bind notes that a name is assigned to.
func (c *checker) bind(n *node, as flags) {
	if as&iterated != 0 && c.scope.names[n.text]&nonlocalName != 0 {
		c.fail(n.pos, "comprehension inner loop cannot rebind assignment expression target '"+n.text+"'")
	}
	c.scope.flag(n.text, as)
}

// comprehension: its first iterable is evaluated outside of it.
func (c *checker) comprehension(n *node) {
	clauses := n.kids[1:]
	c.iterable++
	c.visit(clauses[0].kids[1])
	c.iterable--
	iterable := c.iterable
	c.within(comprehensionScopes[n.kind], func() {
		c.iterable = iterable
		for i, k := range clauses {
			if len(k.kids) == 1 {
				c.visit(k.kids[0])
				continue
			}
			c.target(k.kids[0], bound|iterated)
			if i > 0 {
				c.iterable++
				c.visit(k.kids[1])
				c.iterable--
			}
		}
		c.visit(n.kids[0])
	})
}

// walrus: a comprehension binds the name of := in the function around it.
func (c *checker) walrus(n *node) {
	t := n.kids[0]
	if c.iterable > 0 {
		c.fail(n.pos, "assignment expression cannot be used in a comprehension iterable expression")
	}
	s := c.scope
	for ; s.kind >= inList; s = s.outer {
		if s.names[t.text]&iterated != 0 {
			c.fail(t.pos, "assignment expression cannot rebind comprehension iteration variable '"+t.text+"'")
		}
		s.flag(t.text, nonlocalName)
	}
	if s != c.scope && s.kind == inClass {
		c.fail(t.pos, "assignment expression within a comprehension cannot be used in a class body")
	}
	s.flag(t.text, bound)
	c.visit(n.kids[1])
}

func (c *checker) imports(n *node) {
	for _, a := range n.names {
		top, _, _ := strings.Cut(a.name, ".")
		c.scope.flag(cmp.Or(a.as, top), imported)
	}
}

// features is those of __future__.
var features = map[string]bool{
	"absolute_import": true, "annotations": true, "barry_as_FLUFL": true, "division": true, "generators": true, "generator_stop": true,
	"nested_scopes": true, "print_function": true, "unicode_literals": true, "with_statement": true,
}

// futures: imports from __future__ come first, behind a docstring.
func (c *checker) futures(statements []*node) {
	first := true
	for i, n := range statements {
		future := n.kind == kFromImport && n.text == "__future__"
		for _, a := range n.names {
			switch {
			case !future:
			case !first:
				c.fail(n.pos, "from __future__ imports must occur at the beginning of the file")
			case a.name == "braces":
				c.fail(n.pos, "not a chance")
			case !features[a.name]:
				c.fail(n.pos, "future feature "+a.name+" is not defined")
			}
		}
		doc := i == 0 && n.kind == kExpr && n.kids[0].kind == kString
		first = first && (future || doc)
	}
}
