package pysyntax

// checkNames finds what parses and yet is no Python: return outside of functions, break outside of
// loops, declarations too late, names bound twice in one pattern.
func checkNames(statements []*node) {
	c := &checker{scope: newSymbols(nil, inModule)}
	c.futures(statements)
	for _, n := range statements {
		c.visit(n)
	}
	c.outward()
}

// checker walks the tree in Python's order.
type checker struct {
	scope    *symbols
	iterable int // around the place: iterables of comprehensions
	nonlocal []declaration
}

func (c *checker) fail(pos int, msg string) { panic(failure{pos: pos, msg: msg}) }

// visit does with a node what is done with its kind; the kids of others are visited.
func (c *checker) visit(n *node) {
	switch n.kind {
	case kAnnotated:
		c.annotated(n)
	case kAssign:
		c.targets(n.kids[:len(n.kids)-1])
		c.visit(n.kids[len(n.kids)-1])
	case kAugment:
		c.target(n.kids[0], bound)
		c.visit(n.kids[1])
	case kBranch:
		c.branch(n)
	case kCase:
		c.caseClause(n)
	case kClass:
		c.class(n)
	case kDef:
		c.def(n)
	case kDel:
		c.targets(n.kids)
	case kDictComp, kGenerator, kListComp, kSetComp:
		c.comprehension(n)
	case kFromImport:
		for _, a := range n.names {
			c.scope.flag(a.as, imported)
		}
	case kHandler:
		c.handler(n)
	case kImport:
		c.imports(n)
	case kImportAll:
		if c.scope.kind != inModule {
			c.fail(n.end-1, "import * only allowed at module level")
		}
	case kLambda:
		c.lambda(n)
	case kLoop:
		c.loop(n)
	case kMatch:
		c.match(n)
	case kName:
		c.scope.flag(n.text, used)
	case kReturn:
		c.returned(n)
	case kScope:
		c.declared(n)
	case kWalrus:
		c.walrus(n)
	case kWithItem:
		c.visit(n.kids[0])
		c.targets(n.kids[1:])
	case kYield:
		c.yield(n)
	default:
		c.all(n.kids)
	}
}

func (c *checker) all(list []*node) {
	for _, n := range list {
		c.visit(n)
	}
}

// within visits in a scope of its own.
func (c *checker) within(kind scopeKind, do func()) {
	iterable := c.iterable
	c.scope, c.iterable = newSymbols(c.scope, kind), 0
	do()
	c.scope, c.iterable = c.scope.outer, iterable
}

func (c *checker) targets(list []*node) {
	for _, t := range list {
		c.target(t, bound)
	}
}

// target notes the names in a target, and visits what it takes to find the others.
func (c *checker) target(t *node, as flags) {
	switch t.kind {
	case kName:
		c.bind(t, as)
	case kTuple, kList, kParen, kStar:
		for _, k := range t.kids {
			c.target(k, as)
		}
	default:
		c.all(t.kids)
	}
}

func (c *checker) def(n *node) {
	c.scope.flag(n.text, bound)
	c.function(n, inFunction)
}

func (c *checker) lambda(n *node) { c.function(n, inLambda) }

func (c *checker) function(n *node, kind scopeKind) {
	params := n.kids[:len(n.kids)-1]
	for _, p := range params {
		c.all(p.kids)
	}
	c.within(kind, func() {
		for _, p := range params {
			if p.text == "" {
				continue
			}
			if c.scope.names[p.text]&parameter != 0 {
				pos := p.pos
				if len(p.toks) > 0 && !p.toks[0].is(",") {
					pos = p.toks[0].end
				}
				c.fail(pos, "duplicate argument '"+p.text+"' in function definition")
			}
			c.scope.flag(p.text, parameter)
		}
		c.visit(n.kids[len(n.kids)-1])
	})
}

func (c *checker) class(n *node) {
	c.scope.flag(n.text, bound)
	if len(n.kids) == 2 {
		c.all(n.kids[0].kids[1:])
	}
	c.within(inClass, func() { c.visit(n.kids[len(n.kids)-1]) })
}

func (c *checker) loop(n *node) {
	body := n.kids[1:]
	if n.text == "for" {
		c.target(n.kids[0], bound)
		c.visit(n.kids[1])
		body = n.kids[2:]
	} else {
		c.visit(n.kids[0])
	}
	c.scope.loops++
	c.visit(body[0])
	c.scope.loops--
	c.all(body[1:])
}

func (c *checker) branch(n *node) {
	switch {
	case c.scope.loops > 0 || n.text == "pass":
	case n.text == "break":
		c.fail(n.pos, "'break' outside loop")
	default:
		c.fail(n.pos, "'continue' not properly in loop")
	}
}

func (c *checker) returned(n *node) {
	if c.scope.kind != inFunction {
		c.fail(n.pos, "'return' outside function")
	}
	c.all(n.kids)
}

func (c *checker) yield(n *node) {
	switch k := c.scope.kind; k {
	case inFunction, inLambda:
	case inModule, inClass:
		c.fail(n.pos, "'yield' outside function")
	default:
		c.fail(n.pos, "'yield' inside "+comprehensions[k])
	}
	c.all(n.kids)
}

func (c *checker) handler(n *node) {
	kids := n.kids
	if len(kids) == 2 {
		c.visit(kids[0])
		kids = kids[1:]
	}
	if len(n.toks) == 3 {
		c.scope.flag(n.toks[1].text, bound)
	}
	c.all(kids)
}
