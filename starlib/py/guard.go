package py

import (
	"maps"
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
//	f.__name__   __name_of__[f]
//
// The index is a call into a guard that gives back what is harmless, such as a number that is
// small or not whole, or a value of ours that does the operation itself. That is the cheapest
// call that the interpreter has. + and - stay as they are: their results are no larger than both
// operands together, see watchdog.go for what grows in the end. Comparisons and indexes have
// guards for another reason: Python's truth (comparing.go) and texts (pytext.go). Nothing is
// guarded of which it is known (kinds.go) that it is harmless.

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

// unusual is what a text has that few have, for which more is guarded.
type unusual struct {
	slices bool // it makes slices, which may stand for an index
	truths bool // it has True or False as a key
}

// guards puts guards into statements of a scope and gives the statements that bind their names.
func guards(list []syntax.Stmt, names *scope, has unusual) []syntax.Stmt {
	g := &guarding{scope: names, used: map[string]syntax.Expr{}, starlark: names.starlark, unusual: has}
	g.stmts(list)
	var binds []syntax.Stmt
	at := syntax.Start(list[0])
	for _, name := range slices.Sorted(maps.Keys(g.used)) {
		binds = append(binds, bind(at, guardName(name), g.used[name]))
	}
	return binds
}

// hasTruths reports whether True or False is among the keys of a display, as far as can be seen.
func (g *guarding) hasTruths(x *syntax.DictExpr) bool {
	for _, e := range x.List {
		if e, ok := e.(*syntax.DictEntry); ok && g.truth(e.Key, g.of(e.Key)) {
			return true
		}
	}
	return false
}

// oneByOne is a display of which each entry is a dict that is added to those before.
func oneByOne(x *syntax.DictExpr) syntax.Expr {
	args := make([]syntax.Expr, len(x.List))
	for i, e := range x.List {
		args[i] = &syntax.DictExpr{Lbrace: x.Lbrace, List: []syntax.Expr{e}, Rbrace: x.Rbrace}
	}
	return &syntax.CallExpr{Fn: &syntax.Ident{NamePos: x.Lbrace, Name: "__entries__"}, Lparen: x.Lbrace, Args: args, Rparen: x.Rbrace}
}

// bind is name = x.
func bind(at syntax.Position, name string, x syntax.Expr) *syntax.AssignStmt {
	return &syntax.AssignStmt{OpPos: at, Op: syntax.EQ, LHS: &syntax.Ident{NamePos: at, Name: name}, RHS: x}
}

// guardName is the global that holds the guard of that name: __mul__.
func guardName(name string) string { return strings.TrimSuffix(name, "__") + guardMark }

// guarding is a statement into which guards are put.
type guarding struct {
	*scope
	used  map[string]syntax.Expr // what the names of guards are bound to
	loops int                    // around the place, in its function

	starlark bool // the text is Starlark: dicts give lists, not views
	unusual       // of the text
}

// within guards what stands in an inner scope, of a function or of a loop.
func (g *guarding) within(in *scope, loops int, do func()) {
	out := *g
	g.scope, g.loops = in, loops
	do()
	g.scope, g.loops = out.scope, out.loops
}

// guarded is an operator with a guard: around which operands, and when what is known of them
// tells that it needs none.
type guarded struct {
	guard       string
	left, right bool
	harmless    func(x, y seen) bool
}

// seen is an operand and what is known of it.
type seen struct {
	syntax.Expr
	kindSet
	truth bool // it may be True or False
}

// guardedOperators is THE table of those. Which operand it is depends on Starlark: it must be
// one for which the operator asks the operand that stands in for it.
var guardedOperators = map[syntax.Token]guarded{
	syntax.STAR:       {"__mul__", true, true, fewTimes},
	syntax.SLASH:      {"__truediv__", true, true, areNarrow},
	syntax.SLASHSLASH: {"__floordiv__", true, true, areWhole},
	syntax.PERCENT:    {"__mod__", true, false, ofNumber},
	syntax.LTLT:       {"__lshift__", true, false, fewBits},
	syntax.AMP:        {"__and__", false, true, withNumber},
	syntax.PIPE:       {"__or__", false, true, withNumber},
	syntax.CIRCUMFLEX: {"__xor__", false, true, withNumber},
}

func fewTimes(x, y seen) bool { return x.fits(2) || y.fits(2) }
func areNarrow(x, y seen) bool {
	return isNarrow(x) && isNarrow(y) || x.only(kFraction|kFloat) || y.only(kFraction|kFloat)
}
func areWhole(x, y seen) bool { return x.only(kWhole) && y.only(kWhole) }
func ofNumber(x, _ seen) bool { return !x.can(kText | kFloat | kFraction) }
func fewBits(x, y seen) bool  { return y.fits(511) && !x.truth }
func withNumber(x, y seen) bool {
	return (!x.can(kOther) || !y.can(kOther)) && !x.truth && !y.truth
}

// isNarrow reports whether x is a number that a float holds exactly, as literals do that are not large.
func isNarrow(x seen) bool { return x.fits(1<<53) || !x.can(kWhole|kOther) }

// fits reports whether x is a float for sure, or the literal of a number up to most.
func (x seen) fits(most int64) bool { return x.only(kFraction|kFloat) || isNumber(x.Expr, most) }

// augmented is the operator of x op= y.
func augmented(op syntax.Token) syntax.Token { return op - syntax.PLUS_EQ + syntax.PLUS }

func (g *guarding) stmts(list []syntax.Stmt) {
	for _, s := range list {
		g.stmt(s)
	}
}

func (g *guarding) stmt(s syntax.Stmt) {
	switch s := s.(type) {
	case *syntax.AssignStmt:
		right := g.see(s.RHS)
		left := g.see(s.LHS)
		g.target(s.LHS)
		s.RHS = g.expr(s.RHS)
		s.RHS = g.parts(s.LHS, s.RHS, s.OpPos)
		g.augmented(s, left, right)
	case *syntax.ExprStmt:
		s.X = g.expr(s.X)
	case *syntax.DefStmt:
		g.params(s.Params)
		g.function(s)
	case *syntax.ForStmt:
		g.target(s.Vars)
		s.X = g.loop(s.X, s.Vars)
		g.within(g.scope, g.loops+1, func() { g.stmts(s.Body) })
	case *syntax.WhileStmt:
		g.within(g.scope, g.loops+1, func() {
			s.Cond = g.expr(s.Cond)
			g.stmts(s.Body)
		})
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

// parts guards what an assignment takes apart: of a display those elements that are.
func (g *guarding) parts(to, x syntax.Expr, at syntax.Position) syntax.Expr {
	left, right := items(unparen(to)), items(unparen(x))
	switch {
	case left == nil:
	case right == nil:
		return g.index("__parts__", x, at)
	case len(left) == len(right):
		for i := range left {
			right[i] = g.parts(left[i], right[i], at)
		}
	}
	return x
}

// target goes through what is assigned to: what it takes to find it is evaluated.
func (g *guarding) target(x syntax.Expr) {
	switch x := x.(type) {
	case *syntax.DotExpr:
		function := g.features().isFunction(x.X)
		if x.X = g.expr(x.X); function {
			x.X = g.index("__settable__", x.X, x.Dot)
		}
	case *syntax.IndexExpr:
		by := g.see(x.Y)
		x.X, x.Y = g.expr(x.X), g.expr(x.Y)
		if g.keyed(x.X, by) {
			x.X = g.index("__keyed__", x.X, x.Lbrack)
		}
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
		return g.comprehension(x)
	case *syntax.CondExpr:
		x.Cond, x.True, x.False = g.expr(x.Cond), g.expr(x.True), g.expr(x.False)
	case *syntax.DictExpr:
		mixed := g.hasTruths(x)
		g.list(x.List)
		if mixed {
			return oneByOne(x)
		}
	case *syntax.DictEntry:
		x.Key, x.Value = g.expr(x.Key), g.expr(x.Value)
	case *syntax.DotExpr:
		x.X = g.expr(x.X)
		if x.Name.Name == "__name__" {
			return g.index("__name_of__", x.X, x.Dot)
		}
		if x.Name.Name == "__class__" {
			return g.index(classGuard, x.X, x.Dot)
		}
		if _, ok := viewMethods[x.Name.Name]; ok && !g.starlark {
			return g.index(viewGuard(x.Name.Name), x.X, x.Dot)
		}
		if methodNames[x.Name.Name] {
			return g.index(methodGuard(x.Name.Name), x.X, x.Dot)
		}
		if g.features().attrs[x.Name.Name] {
			return g.attribute(x)
		}
	case *syntax.IndexExpr:
		of, by := g.of(x.X), g.see(x.Y)
		x.X, x.Y = g.expr(x.X), g.expr(x.Y)
		if (g.slices || g.features().slices || g.features().indexes) && by.can(kOther) && !isOwn(x.X) {
			return &syntax.IndexExpr{X: g.index("__subscript__", x.X, x.Lbrack), Lbrack: x.Lbrack, Y: x.Y, Rbrack: x.Rbrack}
		}
		if g.keyed(x.X, by) && !isSequence(unparen(x.X)) {
			x.X = g.index("__keyed__", x.X, x.Lbrack)
			return x
		}
		if by.can(kNumber | kTruth) { // else it is a key
			x.X = g.text(x.X, of, x.Lbrack)
		}
		if isSequence(unparen(x.X)) {
			x.Y = g.number(x.Y, by.truth)
		}
	case *syntax.LambdaExpr:
		g.params(x.Params)
		in := g.inner(x.Params)
		in.function = true
		g.within(in, 0, func() { x.Body = g.expr(x.Body) })
	case *syntax.ListExpr:
		g.list(x.List)
	case *syntax.ParenExpr:
		x.X = g.expr(x.X)
	case *syntax.SliceExpr:
		of := g.of(x.X)
		x.X = g.expr(x.X)
		for _, e := range []*syntax.Expr{&x.Lo, &x.Hi, &x.Step} {
			if *e != nil {
				huge, truth := mayBeHuge(*e), g.see(*e).truth
				if *e = g.number(g.expr(*e), truth); huge {
					*e = g.index("__bound__", *e, x.Lbrack)
				}
			}
		}
		if of.can(kOther) && g.features().classes {
			return g.cut(x)
		}
		x.X = g.text(x.X, of, x.Lbrack)
	case *syntax.TupleExpr:
		g.list(x.List)
	case *syntax.UnaryExpr:
		if x.X != nil { // a bare * among parameters has none
			of := g.see(x.X)
			x.X = g.expr(x.X)
			if x.Op == syntax.PLUS || x.Op == syntax.MINUS || x.Op == syntax.TILDE {
				x.X = g.number(x.X, of.truth)
			}
		}
	}
	return x
}

// keyed reports whether x[y] may be a key that is equal to another one of Starlark's.
func (g *guarding) keyed(x syntax.Expr, by seen) bool {
	return by.truth || (g.truths || g.features().flow.keyed()) && by.can(kNumber|kTruth) || by.can(g.features().mixed) && !isOwn(x)
}

// isOwn reports whether x is a name of ours.
func isOwn(x syntax.Expr) bool {
	id, ok := x.(*syntax.Ident)
	return ok && strings.HasPrefix(id.Name, "__")
}

// attribute is x.name where x may be a function with such an attribute.
func (g *guarding) attribute(x *syntax.DotExpr) syntax.Expr {
	name := "__function_attr__" + x.Name.Name
	at := x.Dot
	g.used[name] = &syntax.IndexExpr{
		X: &syntax.Ident{NamePos: at, Name: "__function_attr__"}, Lbrack: at, Rbrack: at,
		Y: &syntax.Literal{Token: syntax.STRING, TokenPos: at, Raw: x.Name.Name, Value: x.Name.Name},
	}
	return indexOf(guardName(name), x.X, at)
}

// cut is x[lo:hi:step] where x may be an instance: __cut__(x, lo, hi, step).
func (g *guarding) cut(x *syntax.SliceExpr) syntax.Expr {
	call := &syntax.CallExpr{Fn: &syntax.Ident{NamePos: x.Lbrack, Name: "__cut__"}, Lparen: x.Lbrack, Args: []syntax.Expr{x.X}, Rparen: x.Rbrack}
	for _, e := range []syntax.Expr{x.Lo, x.Hi, x.Step} {
		if e == nil {
			e = &syntax.Ident{NamePos: x.Lbrack, Name: "None"}
		}
		call.Args = append(call.Args, e)
	}
	return call
}

func (g *guarding) binary(x *syntax.BinaryExpr) syntax.Expr {
	left, right := g.see(x.X), g.see(x.Y)
	x.X, x.Y = g.expr(x.X), g.expr(x.Y)
	left.Expr, right.Expr = x.X, x.Y
	return g.operands(x, left, right)
}

// see is what is known of an expression, which no guard stands in yet.
func (g *guarding) see(x syntax.Expr) seen {
	k := g.of(x)
	return seen{x, k, g.truth(x, k)}
}

// operands guards those of an operation.
func (g *guarding) operands(b *syntax.BinaryExpr, x, y seen) syntax.Expr {
	if _, ok := comparisonGuards[b.Op]; ok {
		return g.compared(b, x, y)
	}
	op, ok := guardedOperators[b.Op]
	if ok && op.harmless(x, y) {
		op.left, op.right = false, false
	}
	switch {
	case !op.left && !op.right:
	case b.Op == syntax.AMP || b.Op == syntax.PIPE || b.Op == syntax.CIRCUMFLEX:
		op.left = x.truth
	case b.Op == syntax.SLASH: // who divides by a large number has a power
		op.left, op.right = !isNarrow(x), isPower(y.Expr)
	case b.Op == syntax.SLASHSLASH:
		op.left, op.right = !x.only(kWhole), !y.only(kWhole)
	case b.Op == syntax.STAR && !x.can(kText|kHolder): // a small factor makes a product with it harmless
		op.left = false
	case b.Op == syntax.STAR && !y.can(kText|kHolder):
		op.right = false
	}
	switch b.Op {
	case syntax.MINUS:
		if (x.truth || y.truth || x.only(kHolder|kOther) || y.only(kHolder|kOther)) && x.can(kOther) && y.can(kOther) { // sets, of which one may have True where the other has 1
			op.guard, op.left = "__sub__", true
		}
		b.X = g.number(b.X, x.truth && (!op.left || isTruth(x.kindSet)))
		b.Y = g.number(b.Y, y.truth)
	case syntax.PERCENT:
		if y.truth && x.can(kText) || y.only(kFloat|kFraction) && x.can(kWhole) { // what is formatted, and zeros have signs
			op.guard, op.left = "__imod__", true
			break
		}
		fallthrough
	case syntax.PLUS, syntax.STAR, syntax.SLASH, syntax.SLASHSLASH, syntax.GTGT:
		b.X = g.number(b.X, x.truth && (!op.left || isTruth(x.kindSet)))
		b.Y = g.number(b.Y, y.truth && (!op.right || isTruth(y.kindSet)))
	}
	if op.left {
		b.X = g.index(op.guard, b.X, b.OpPos)
	}
	if op.right {
		b.Y = g.index(op.guard, b.Y, b.OpPos)
	}
	return b
}

// augmented guards x op= y. Of a name it is x = x op y, unless that works in place; of anything
// else, whose parts must not be evaluated twice, the right operand is guarded where that is enough.
func (g *guarding) augmented(s *syntax.AssignStmt, left, right seen) {
	if s.Op == syntax.EQ {
		return
	}
	op := augmented(s.Op)
	right.Expr = s.RHS
	id, isName := s.LHS.(*syntax.Ident)
	counts := isName && g.counts(id)
	lefts := op == syntax.LTLT || op == syntax.GTGT || op == syntax.PERCENT // of numbers and texts, which ask no right operand
	if g.features().inPlace[op] && left.can(kOther) || g.changes(op, s.LHS, left.kindSet, right.kindSet) || left.truth && !counts && !lefts {
		s.RHS = g.index("__inplace__", s.RHS, s.OpPos)
		return
	}
	def, guarded := guardedOperators[op]
	if isName && (guarded && op != syntax.PIPE || counts || lefts && (left.truth || right.truth)) {
		x := &syntax.Ident{NamePos: id.NamePos, Name: id.Name}
		left.Expr = x
		s.Op, s.RHS = syntax.EQ, g.operands(&syntax.BinaryExpr{X: x, OpPos: s.OpPos, Op: op, Y: s.RHS}, left, right)
		return
	}
	if i, ok := s.LHS.(*syntax.IndexExpr); ok && lefts && (left.truth || right.truth) && variable(i) != "" { // a cell or a global
		x := &syntax.IndexExpr{X: i.X, Lbrack: i.Lbrack, Y: i.Y, Rbrack: i.Rbrack}
		left.Expr = x
		s.Op, s.RHS = syntax.EQ, g.operands(&syntax.BinaryExpr{X: x, OpPos: s.OpPos, Op: op, Y: s.RHS}, left, right)
		return
	}
	switch op {
	case syntax.PERCENT:
		if right.truth {
			s.RHS = g.index("__inplace__", s.RHS, s.OpPos)
			return
		}
	case syntax.AMP, syntax.PIPE, syntax.CIRCUMFLEX:
		if right.truth {
			s.RHS = g.index("__inplace__", s.RHS, s.OpPos)
			return
		}
	default:
		s.RHS = g.number(s.RHS, right.truth)
	}
	if !isName && def.right && op != syntax.PIPE && !def.harmless(seen{s.LHS, kAny, left.truth}, right) {
		s.RHS = g.index(def.assigned(), s.RHS, s.OpPos)
	}
}

// changes reports whether x op= y may change x itself, in a way that Starlark does not: of a set, of a
// list to which the characters of a text are added or that is repeated, or a bytearray.
func (g *guarding) changes(op syntax.Token, x syntax.Expr, left, right kindSet) bool {
	switch op {
	case syntax.PIPE, syntax.AMP, syntax.CIRCUMFLEX:
		return left.can(kHolder|kOther) && right.can(kHolder|kOther)
	case syntax.MINUS:
		return left.can(kHolder|kOther) && right.can(kHolder|kOther) && !right.can(kNumber)
	case syntax.STAR: // of a list, which another name may have too
		return left.can(kHolder) && right.can(kWhole|kTruth)
	case syntax.PLUS:
		return right.only(kText) && !left.only(kText) && g.guessed(x)&kText == 0
	}
	return false
}

// counts reports whether a name holds a number that may be True or False.
func (g *guarding) counts(id *syntax.Ident) bool {
	k := g.of(id)
	if k == kAny {
		k = g.guessed(id)
	}
	return isTruth(k) && k.only(kNumber|kTruth)
}

// assigned is the guard of the right operand where the left one has none.
func (d guarded) assigned() string {
	if d.left {
		return "__i" + d.guard[2:]
	}
	return d.guard
}

// call guards the arguments; the name of a named one is none of its expressions.
func (g *guarding) call(x *syntax.CallExpr) {
	x.Fn = g.expr(x.Fn)
	for i, a := range x.Args {
		if b, ok := a.(*syntax.BinaryExpr); ok && b.Op == syntax.EQ {
			b.Y = g.expr(b.Y)
			continue
		}
		u, ok := a.(*syntax.UnaryExpr)
		starred := ok && u.Op == syntax.STAR && g.of(u.X).can(kText)
		if x.Args[i] = g.expr(a); starred {
			u.X = g.index("__star__", u.X, u.OpPos)
		}
	}
}

// comprehension guards what stands in one. Each clause is in the scope of those before it.
func (g *guarding) comprehension(x *syntax.Comprehension) syntax.Expr {
	in, mixed := g.inner(nil), false
	g.within(in, g.loops, func() {
		for _, c := range x.Clauses {
			switch c := c.(type) {
			case *syntax.ForClause:
				bind := in.bound(c)
				c.X = g.loop(c.X, c.Vars)
				bind()
				g.loops++
				g.target(c.Vars)
			case *syntax.IfClause:
				c.Cond = g.expr(c.Cond)
			}
		}
		if e, ok := x.Body.(*syntax.DictEntry); ok {
			mixed = g.see(e.Key).truth
		}
		x.Body = g.expr(x.Body)
	})
	if !mixed {
		return x
	}
	x.Curly, x.Body = false, &syntax.DictExpr{Lbrace: x.Lbrack, List: []syntax.Expr{x.Body}, Rbrace: x.Rbrack}
	each := &syntax.UnaryExpr{OpPos: x.Lbrack, Op: syntax.STAR, X: x}
	return &syntax.CallExpr{Fn: &syntax.Ident{NamePos: x.Lbrack, Name: "__entries__"}, Lparen: x.Lbrack, Args: []syntax.Expr{each}, Rparen: x.Rbrack}
}

// isSequence reports whether x is a display that is indexed by a number.
func isSequence(x syntax.Expr) bool { return items(x) != nil }

// text guards what is indexed or sliced, unless it cannot be a text.
func (g *guarding) text(x syntax.Expr, of kindSet, at syntax.Position) syntax.Expr {
	if id, ok := x.(*syntax.Ident); !of.can(kText) || ok && strings.HasPrefix(id.Name, "__") { // one of ours
		return x
	}
	if name, ok := g.once("__text__", x); ok {
		return &syntax.Ident{NamePos: at, Name: name}
	}
	return g.index("__text__", x, at)
}

// loop guards what a loop goes through, unless it is none that is taken apart and is known to be no
// text and to be changed by nobody.
func (g *guarding) loop(x, vars syntax.Expr) syntax.Expr {
	fixed := g.fixed(x)
	x = g.expr(x)
	name := "__loop__"
	if _, called := x.(*syntax.CallExpr); called {
		name = "__loop_new__"
	}
	switch {
	case items(unparen(vars)) != nil && !g.paired(x):
		name = strings.TrimSuffix(name, "__") + "_rows__"
	case fixed:
		return x
	}
	return g.index(name, x, syntax.Start(x))
}

// fixed reports whether x is no text, and nobody else can have it and change it.
func (g *guarding) fixed(x syntax.Expr) bool {
	switch x := unparen(x).(type) {
	case *syntax.ListExpr, *syntax.TupleExpr, *syntax.Comprehension:
		return true
	case *syntax.CallExpr:
		f, ok := x.Fn.(*syntax.Ident)
		return ok && !g.binds(f.Name) && isFreshKind(builtinKinds[f.Name])
	}
	return false
}

// isFreshKind reports whether a builtin that gives such values gives a new one each time.
func isFreshKind(k kindSet) bool { return k != 0 && k.only(kHolder|kOther) }

// paired reports whether a loop over x comes to tuples of two.
func (g *guarding) paired(x syntax.Expr) bool {
	c, ok := x.(*syntax.CallExpr)
	return ok && (g.calls(c, "enumerate") || g.calls(c, "zip"))
}

// index is guard[x], at the place of an operator or a dot, where errors are shown.
func (g *guarding) index(guard string, x syntax.Expr, at syntax.Position) syntax.Expr {
	g.used[guard] = &syntax.Ident{NamePos: at, Name: guard}
	return indexOf(guardName(guard), x, at)
}

// indexOf is name[x].
func indexOf(name string, x syntax.Expr, at syntax.Position) *syntax.IndexExpr {
	return &syntax.IndexExpr{X: &syntax.Ident{NamePos: at, Name: name}, Lbrack: at, Y: x, Rbrack: at}
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

// isPower reports whether x is one: what else a script divides by is seldom larger than a float.
func isPower(x syntax.Expr) bool {
	switch x := x.(type) {
	case *syntax.ParenExpr:
		return isPower(x.X)
	case *syntax.CallExpr:
		f, ok := x.Fn.(*syntax.Ident)
		return ok && (f.Name == "__pow__" || f.Name == "__ipow__")
	}
	return false
}
