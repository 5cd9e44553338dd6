package py

import (
	"cmp"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// comparisonGuards is THE table of the comparisons that have a guard:
//
//	x < y    __lt__[x][y]
//	x < 5    __lt_right__[5] in a variable of the statement, with [x]
//	x < n    __lt_right__[n] in a variable of the function, with [x]
//
// where the last index is comparison. So the operands are evaluated in their order, and nothing
// stands in for them.
var comparisonGuards = map[syntax.Token]string{
	syntax.EQL: "__eq__", syntax.NEQ: "__ne__", syntax.LT: "__lt__", syntax.LE: "__le__", syntax.GT: "__gt__", syntax.GE: "__ge__",
	syntax.IN: "__in__", syntax.NOT_IN: "__not_in__",
}

// comparisons is the operators by their texts.
var comparisons = func() map[string]syntax.Token {
	all := map[string]syntax.Token{}
	for op := range comparisonGuards {
		all[op.String()] = op
	}
	return all
}()

// comparer is the guard of a comparison. It is used with the session lock held.
type comparer struct {
	guard
	op   syntax.Token
	free *comparand
}

// comparand is the left operand of a comparison, while the right one is evaluated. It is used
// once, and then again for another comparison.
type comparand struct {
	guard
	of   *comparer
	x    starlark.Value
	next *comparand
}

// Get waits with x for the other operand.
func (g *comparer) Get(x starlark.Value) (starlark.Value, bool, error) {
	c := g.free
	if c == nil {
		c = &comparand{guard: g.guard, of: g}
	} else {
		g.free = c.next
	}
	c.x = x
	return c, true, nil
}

// Get compares with y.
func (c *comparand) Get(y starlark.Value) (starlark.Value, bool, error) {
	x, g := c.x, c.of
	c.x, c.next, g.free = nil, g.free, c
	return answer(g.op, x, y)
}

// answer is what a comparison gives, which a class may answer in its own way.
func answer(op syntax.Token, x, y starlark.Value) (starlark.Value, bool, error) {
	if op != syntax.IN && op != syntax.NOT_IN && (isRich(x) || isRich(y)) {
		v, err := rich(op, x, y, starlark.CompareLimit)
		return v, true, err
	}
	ok, err := comparison(op, x, y)
	return starlark.Bool(ok), true, err
}

// comparison is x op y, as Python does.
func comparison(op syntax.Token, x, y starlark.Value) (bool, error) {
	switch op {
	case syntax.IN, syntax.NOT_IN:
		in, err := includes(y, x)
		return in == (op == syntax.IN), err
	}
	switch a := x.(type) {
	case starlark.Int:
		if b, ok := y.(starlark.Int); ok {
			if a == b { // small ones are equal by what they are made of
				return threeWay(op, 0), nil
			}
			n, err := a.Cmp(b, 1)
			return threeWay(op, n), err
		}
	case starlark.String:
		if b, ok := y.(starlark.String); ok {
			return threeWay(op, cmp.Compare(a, b)), nil
		}
	}
	return compare(op, x, y, starlark.CompareLimit)
}

// threeWay is the outcome of a comparison that gave n.
func threeWay(op syntax.Token, n int) bool {
	switch op {
	case syntax.EQL:
		return n == 0
	case syntax.NEQ:
		return n != 0
	case syntax.LT:
		return n < 0
	case syntax.LE:
		return n <= 0
	case syntax.GT:
		return n > 0
	}
	return n >= 0
}

// includes reports whether x is in y.
func includes(y, x starlark.Value) (bool, error) {
	switch y := y.(type) {
	case *starlark.Dict:
		_, in, err := lookUp(y, x)
		return in, err
	case *starlark.Set:
		return hasElement(y, x)
	case *frozenset:
		return hasElement(y.set, x)
	case *bytearray:
		return y.Has(x)
	case *starlark.List:
		return isElement(y, x)
	case starlark.Tuple:
		return isElement(y, x)
	}
	in, err := starlark.Binary(syntax.IN, x, y)
	return err == nil && bool(in.Truth()), err
}

// compared guards a comparison, unless Starlark's is Python's for operands of these kinds.
func (g *guarding) compared(b *syntax.BinaryExpr, x, y seen) syntax.Expr {
	if !odd(b.Op, x, y) && !(g.features().classes && own(b.Op, x, y)) {
		return b
	}
	if c := g.fixedSide(b, "right", b.Y, b.X); c != nil {
		return c
	}
	if c := g.fixedSide(b, "left", b.X, b.Y); c != nil {
		return c
	}
	return &syntax.IndexExpr{X: g.index(comparisonGuards[b.Op], b.X, b.OpPos), Lbrack: b.OpPos, Y: b.Y, Rbrack: b.OpPos}
}

// number makes 1 and 0 of an operand of arithmetic that may be True or False, which is told of it.
func (g *guarding) number(x syntax.Expr, truth bool) syntax.Expr {
	if !truth {
		return x
	}
	if name, ok := g.once("__number__", x); ok {
		return &syntax.Ident{NamePos: syntax.Start(x), Name: name}
	}
	return g.index("__number__", x, syntax.Start(x))
}

// truth reports whether x, which no guard stands in yet, may be True or False: by its kinds, or by where truths go.
func (g *guarding) truth(x syntax.Expr, of kindSet) bool {
	return isTruth(of) || isTruth(g.guessed(x)) || of.can(kTruth) && g.features().flow.truth(x)
}

// isTruth reports whether it is known that a value may be True or False.
func isTruth(of kindSet) bool { return of.can(kTruth) && of != kAny }

// numbering is the guard of an operand of arithmetic.
type numbering struct{ guard }

// Get is v, or 1 or 0 if it is True or False.
func (numbering) Get(v starlark.Value) (starlark.Value, bool, error) { return asNumber(v), true, nil }

// odd reports whether Starlark's comparison of such operands may be another one than Python's:
// if True or False meet a number, NaN a float, or what holds others its like.
func odd(op syntax.Token, x, y seen) bool {
	meet := func(a, b kindSet) bool { return x.can(a) && y.can(b) || x.can(b) && y.can(a) }
	alike := meet(kHolder, kHolder) || meet(kSet, kSet)
	switch op {
	case syntax.IN, syntax.NOT_IN:
		return y.can(kHolder|kSet) && x.can(kNumber|kTruth|kHolder) && !isOddNumber(x.Expr)
	case syntax.EQL, syntax.NEQ:
		return (meet(kTruth, kNumber) || meet(kFloat, kFloat) || alike) && !isOddNumber(x.Expr) && !isOddNumber(y.Expr)
	}
	return meet(kTruth, kNumber) || meet(kFloat, kNumber) || alike
}

// own reports whether a class of the script's may have a comparison of such operands.
func own(op syntax.Token, x, y seen) bool {
	if isNone(x.Expr) || isNone(y.Expr) {
		return false
	}
	if op == syntax.IN || op == syntax.NOT_IN {
		return y.can(kHolder | kOther)
	}
	return x.can(kOther) || y.can(kOther)
}

func isNone(x syntax.Expr) bool {
	id, ok := x.(*syntax.Ident)
	return ok && (id.Name == "None" || id.Name == "__True__" || id.Name == "__False__")
}

// isOddNumber reports whether x is a literal of a number that is neither 0 nor 1, and so nothing
// but a number is equal to it.
func isOddNumber(x syntax.Expr) bool {
	if u, ok := x.(*syntax.UnaryExpr); ok && u.Op == syntax.MINUS {
		l, ok := u.X.(*syntax.Literal)
		return ok && (isOddNumber(l) || l.Value == int64(1) || l.Value == 1.0)
	}
	l, ok := x.(*syntax.Literal)
	if !ok {
		return false
	}
	switch v := l.Value.(type) {
	case int64:
		return v > 1
	case float64:
		return v != 0 && v != 1
	}
	return l.Token == syntax.INT // a large one
}
