package py

import "go.starlark.net/syntax"

// Which operators have guards, and around which of their operands.

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
		if (x.truth || y.truth || x.only(kHolder|kSet|kOther) || y.only(kHolder|kSet|kOther)) && x.can(kOther) && y.can(kOther) { // sets, of which one may have True where the other has 1
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

// assigned is the guard of the right operand where the left one has none.
func (d guarded) assigned() string {
	if d.left {
		return "__i" + d.guard[2:]
	}
	return d.guard
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
