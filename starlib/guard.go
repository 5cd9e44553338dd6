package starlib

import (
	"maps"
	"math"
	"slices"
	"strings"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// How operators and methods are bounded.
//
// x * y takes 16 GiB if x is a list and y is large, and hours if both are large numbers; so
// do other operators, and methods such as s.replace. Nothing stands between the interpreter
// and them, so compile puts something there:
//
//	x * y        __mul__[x] * __mul__[y]
//	s % y        s % __mod__[y]
//	s.replace    __str_replace__[s]
//
// The index is a call into a guard that gives back what is harmless, such as a number that is
// small or not whole, or a value of ours that does the operation itself. That is the cheapest
// call that the interpreter has. + and - stay as they are: their results are no larger than both
// operands together, see watchdog.go for what grows in the end. Comparisons and indexes have
// guards for another reason: Python's truth (comparing.go) and texts (pytext.go). Nothing is guarded where an operand is a literal that makes it harmless.

// guard is the name of what stands behind such an index.
type guard string

func (g guard) String() string        { return string(g) }
func (g guard) Type() string          { return "guard" }
func (g guard) Freeze()               {}
func (g guard) Truth() starlark.Bool  { return true }
func (g guard) Hash() (uint32, error) { return 0, nil }

// guardMark ends the name of the global by which a statement knows a guard, which the
// interpreter finds quicker than that of a builtin.
const guardMark = "__\x00"

func isGuard(name string) bool { return strings.HasSuffix(name, guardMark) }

// guards puts guards into a statement and gives the statements that bind their names.
func guards(s syntax.Stmt) []syntax.Stmt {
	g := &guarding{used: map[string]bool{}}
	g.stmt(s)
	var binds []syntax.Stmt
	at, _ := s.Span()
	for _, name := range slices.Sorted(maps.Keys(g.used)) {
		binds = append(binds, &syntax.AssignStmt{
			OpPos: at, Op: syntax.EQ,
			LHS: &syntax.Ident{NamePos: at, Name: guardName(name)}, RHS: &syntax.Ident{NamePos: at, Name: name},
		})
	}
	return binds
}

// guardName is the global that holds the guard of that name: __mul__.
func guardName(name string) string { return strings.TrimSuffix(name, "__") + guardMark }

// guarding is a statement into which guards are put.
type guarding struct{ used map[string]bool }

// guarded is an operator with a guard: around which operands, and when a literal operand
// tells that it needs none.
type guarded struct {
	guard       string
	left, right bool
	harmless    func(x, y syntax.Expr) bool
}

// guardedOperators is THE table of those. Which operand it is depends on Starlark: it must be
// one for which the operator asks the operand that stands in for it.
var guardedOperators = map[syntax.Token]guarded{
	syntax.STAR:       {"__mul__", true, true, fewTimes},
	syntax.SLASHSLASH: {"__floordiv__", true, true, areWhole},
	syntax.PERCENT:    {"__mod__", true, false, ofNumber},
	syntax.LTLT:       {"__lshift__", true, false, fewBits},
	syntax.AMP:        {"__and__", false, true, withNumber},
	syntax.PIPE:       {"__or__", false, true, withNumber},
	syntax.CIRCUMFLEX: {"__xor__", false, true, withNumber},
}

func fewTimes(x, y syntax.Expr) bool { return isNumber(x, 2) || isNumber(y, 2) }
func areWhole(x, y syntax.Expr) bool { return isWhole(x) && isWhole(y) }
func ofNumber(x, _ syntax.Expr) bool { return isNumeric(x) }
func fewBits(_, y syntax.Expr) bool  { return isNumber(y, 511) }
func withNumber(x, y syntax.Expr) bool {
	return isNumber(x, math.MaxInt64) || isNumber(y, math.MaxInt64)
}

// augmentedOperators are the operators of x op= y.
var augmentedOperators = map[syntax.Token]syntax.Token{
	syntax.STAR_EQ: syntax.STAR, syntax.SLASHSLASH_EQ: syntax.SLASHSLASH, syntax.PERCENT_EQ: syntax.PERCENT, syntax.LTLT_EQ: syntax.LTLT,
	syntax.AMP_EQ: syntax.AMP, syntax.PIPE_EQ: syntax.PIPE, syntax.CIRCUMFLEX_EQ: syntax.CIRCUMFLEX,
}

func (g *guarding) stmts(list []syntax.Stmt) {
	for _, s := range list {
		g.stmt(s)
	}
}

func (g *guarding) stmt(s syntax.Stmt) {
	switch s := s.(type) {
	case *syntax.AssignStmt:
		g.target(s.LHS)
		s.RHS = g.expr(s.RHS)
		g.augmented(s)
	case *syntax.ExprStmt:
		s.X = g.expr(s.X)
	case *syntax.DefStmt:
		g.params(s.Params)
		g.stmts(s.Body)
	case *syntax.ForStmt:
		g.target(s.Vars)
		s.X = g.loop(g.expr(s.X))
		g.stmts(s.Body)
	case *syntax.WhileStmt:
		s.Cond = g.expr(s.Cond)
		g.stmts(s.Body)
	case *syntax.IfStmt:
		s.Cond = g.expr(s.Cond)
		g.stmts(s.True)
		g.stmts(s.False)
	case *syntax.ReturnStmt:
		if s.Result != nil {
			s.Result = g.expr(s.Result)
		}
	}
}

// target goes through what is assigned to: what it takes to find it is evaluated.
func (g *guarding) target(x syntax.Expr) {
	switch x := x.(type) {
	case *syntax.DotExpr:
		x.X = g.expr(x.X)
	case *syntax.IndexExpr:
		x.X, x.Y = g.expr(x.X), g.expr(x.Y)
	case *syntax.ParenExpr:
		g.target(x.X)
	case *syntax.TupleExpr:
		for _, e := range x.List {
			g.target(e)
		}
	case *syntax.ListExpr:
		for _, e := range x.List {
			g.target(e)
		}
	}
}

func (g *guarding) params(list []syntax.Expr) {
	for _, p := range list {
		if b, ok := p.(*syntax.BinaryExpr); ok { // name = default
			b.Y = g.expr(b.Y)
		}
	}
}

func (g *guarding) list(list []syntax.Expr) {
	for i, e := range list {
		list[i] = g.expr(e)
	}
}

func (g *guarding) expr(x syntax.Expr) syntax.Expr {
	switch x := x.(type) {
	case *syntax.BinaryExpr:
		return g.binary(x)
	case *syntax.CallExpr:
		g.call(x)
	case *syntax.Comprehension:
		x.Body = g.expr(x.Body)
		g.clauses(x.Clauses)
	case *syntax.CondExpr:
		x.Cond, x.True, x.False = g.expr(x.Cond), g.expr(x.True), g.expr(x.False)
	case *syntax.DictExpr:
		g.list(x.List)
	case *syntax.DictEntry:
		x.Key, x.Value = g.expr(x.Key), g.expr(x.Value)
	case *syntax.DotExpr:
		x.X = g.expr(x.X)
		if _, ok := guardedMethods[x.Name.Name]; ok {
			return g.index(methodGuard(x.Name.Name), x.X, x.Dot)
		}
	case *syntax.IndexExpr:
		x.X, x.Y = g.expr(x.X), g.expr(x.Y)
		if !isTextLiteral(x.Y) { // a key
			x.X = g.text(x.X, x.Lbrack)
		}
	case *syntax.LambdaExpr:
		g.params(x.Params)
		x.Body = g.expr(x.Body)
	case *syntax.ListExpr:
		g.list(x.List)
	case *syntax.ParenExpr:
		x.X = g.expr(x.X)
	case *syntax.SliceExpr:
		x.X = g.expr(x.X)
		for _, e := range []*syntax.Expr{&x.Lo, &x.Hi, &x.Step} {
			if *e != nil {
				*e = g.expr(*e)
			}
		}
		x.X = g.text(x.X, x.Lbrack)
	case *syntax.TupleExpr:
		g.list(x.List)
	case *syntax.UnaryExpr:
		if x.X != nil { // a bare * among parameters has none
			x.X = g.expr(x.X)
		}
	}
	return x
}

func (g *guarding) binary(x *syntax.BinaryExpr) syntax.Expr {
	x.X, x.Y = g.expr(x.X), g.expr(x.Y)
	return g.operands(x)
}

// operands guards those of an operation.
func (g *guarding) operands(x *syntax.BinaryExpr) syntax.Expr {
	switch x.Op {
	case syntax.EQL, syntax.NEQ, syntax.LT, syntax.LE, syntax.GT, syntax.GE, syntax.IN, syntax.NOT_IN:
		g.compared(x)
		return x
	case syntax.PLUS, syntax.MINUS, syntax.STAR, syntax.SLASH, syntax.SLASHSLASH:
		x.X, x.Y = g.number(x.X), g.number(x.Y)
	}
	op, ok := guardedOperators[x.Op]
	if !ok || op.harmless(x.X, x.Y) {
		return x
	}
	switch {
	case x.Op == syntax.SLASHSLASH:
		op.left, op.right = !isWhole(x.X), !isWhole(x.Y)
	case x.Op == syntax.STAR && isNumeric(x.X): // a small factor makes a product with it harmless
		op.left = false
	case x.Op == syntax.STAR && isNumeric(x.Y):
		op.right = false
	}
	if op.left {
		x.X = g.index(op.guard, x.X, x.OpPos)
	}
	if op.right {
		x.Y = g.index(op.guard, x.Y, x.OpPos)
	}
	return x
}

// augmented guards x op= y. Of a name it is x = x op y; of anything else, whose parts must not
// be evaluated twice, the right operand is guarded where that is enough.
func (g *guarding) augmented(s *syntax.AssignStmt) {
	switch s.Op {
	case syntax.PLUS_EQ, syntax.MINUS_EQ, syntax.STAR_EQ, syntax.SLASH_EQ:
		s.RHS = g.number(s.RHS)
	}
	op := augmentedOperators[s.Op]
	def, ok := guardedOperators[op]
	if !ok || s.Op == syntax.PIPE_EQ { // which works in place
		return
	}
	switch x := s.LHS.(type) {
	case *syntax.Ident:
		id := &syntax.Ident{NamePos: x.NamePos, Name: x.Name}
		s.Op, s.RHS = syntax.EQ, g.operands(&syntax.BinaryExpr{X: id, OpPos: s.OpPos, Op: op, Y: s.RHS})
	default:
		if def.right && !def.harmless(s.LHS, s.RHS) {
			s.RHS = g.index(def.assigned(), s.RHS, s.OpPos)
		}
	}
}

// assigned is the guard of the right operand where the left one has none.
func (d guarded) assigned() string {
	if d.left {
		return "__i" + d.guard[2:]
	}
	return d.guard
}

// isNumeric reports whether x cannot but be a number, as far as can be seen.
func isNumeric(x syntax.Expr) bool {
	switch x := x.(type) {
	case *syntax.ParenExpr:
		return isNumeric(x.X)
	case *syntax.UnaryExpr:
		return x.Op != syntax.NOT
	case *syntax.BinaryExpr:
		switch x.Op {
		case syntax.MINUS, syntax.SLASH, syntax.SLASHSLASH:
			return true
		case syntax.PLUS:
			return isNumeric(x.X) || isNumeric(x.Y)
		}
	case *syntax.CallExpr:
		f, ok := x.Fn.(*syntax.Ident)
		return ok && (f.Name == "len" || f.Name == "int" || f.Name == "float" || f.Name == "abs" || f.Name == "round")
	}
	return isNumber(x, math.MaxInt64)
}

// isWhole reports whether x cannot but be a whole number, as far as can be seen.
func isWhole(x syntax.Expr) bool {
	switch x := x.(type) {
	case *syntax.ParenExpr:
		return isWhole(x.X)
	case *syntax.UnaryExpr:
		return x.Op == syntax.MINUS && isWhole(x.X)
	case *syntax.Literal:
		return x.Token == syntax.INT
	case *syntax.CallExpr:
		f, ok := x.Fn.(*syntax.Ident)
		return ok && (f.Name == "len" || f.Name == "int")
	}
	return false
}

// call guards the arguments; the name of a named one is none of its expressions.
func (g *guarding) call(x *syntax.CallExpr) {
	x.Fn = g.expr(x.Fn)
	for i, a := range x.Args {
		if b, ok := a.(*syntax.BinaryExpr); ok && b.Op == syntax.EQ {
			b.Y = g.expr(b.Y)
			continue
		}
		x.Args[i] = g.expr(a)
	}
}

func (g *guarding) clauses(list []syntax.Node) {
	for _, c := range list {
		switch c := c.(type) {
		case *syntax.ForClause:
			g.target(c.Vars)
			c.X = g.loop(g.expr(c.X))
		case *syntax.IfClause:
			c.Cond = g.expr(c.Cond)
		}
	}
}

// text guards what is indexed or sliced, unless it cannot be a text.
func (g *guarding) text(x syntax.Expr, at syntax.Position) syntax.Expr {
	switch x := x.(type) {
	case *syntax.ListExpr, *syntax.DictExpr, *syntax.TupleExpr, *syntax.Comprehension:
		return x
	case *syntax.Ident:
		if strings.HasPrefix(x.Name, "__") { // one of ours
			return x
		}
	}
	return g.index("__text__", x, at)
}

// loop guards what a loop goes through, unless it cannot be a text.
func (g *guarding) loop(x syntax.Expr) syntax.Expr {
	switch x := x.(type) {
	case *syntax.ListExpr, *syntax.DictExpr, *syntax.TupleExpr, *syntax.Comprehension:
		return x
	case *syntax.CallExpr:
		if f, ok := x.Fn.(*syntax.Ident); ok && (f.Name == "range" || f.Name == "enumerate" || f.Name == "zip") {
			return x
		}
	}
	return g.index("__loop__", x, syntax.Start(x))
}

// index is guard[x], at the place of an operator or a dot, where errors are shown.
func (g *guarding) index(guard string, x syntax.Expr, at syntax.Position) syntax.Expr {
	g.used[guard] = true
	return &syntax.IndexExpr{X: &syntax.Ident{NamePos: at, Name: guardName(guard)}, Lbrack: at, Y: x, Rbrack: at}
}

// isTextLiteral reports whether x is a literal of a text.
func isTextLiteral(x syntax.Expr) bool {
	l, ok := x.(*syntax.Literal)
	return ok && l.Token == syntax.STRING
}

// isNumber reports whether x is a literal of a number that is not whole, or up to most.
func isNumber(x syntax.Expr, most int64) bool {
	switch x := x.(type) {
	case *syntax.ParenExpr:
		return isNumber(x.X, most)
	case *syntax.UnaryExpr:
		return x.Op == syntax.MINUS && isNumber(x.X, most)
	case *syntax.Literal:
		n, whole := x.Value.(int64)
		return x.Token == syntax.FLOAT || x.Token == syntax.INT && whole && n <= most
	}
	return false
}
