package py

import (
	"strings"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// sided is the guard of a comparison of which one operand is known before: the right one or the
// left one.
type sided struct {
	guard
	op    syntax.Token
	right bool
}

// Get is a guard that compares with v.
func (g *sided) Get(v starlark.Value) (starlark.Value, bool, error) {
	return &sidedOperand{g.guard, g.op, g.right, v}, true, nil
}

type sidedOperand struct {
	guard
	op    syntax.Token
	right bool
	v     starlark.Value
}

// Get compares with w.
func (c *sidedOperand) Get(w starlark.Value) (starlark.Value, bool, error) {
	x, y := c.v, w
	if c.right {
		x, y = w, c.v
	}
	return answer(c.op, x, y)
}

// sideGuard is the name of the guard of a comparison with an operand on that side.
func sideGuard(op syntax.Token, side string) string {
	return strings.TrimSuffix(comparisonGuards[op], "__") + "_" + side + "__"
}

// fixedSide is a comparison with an operand, x, that is a number or a name that lasts, where that
// pays.
func (g *guarding) fixedSide(b *syntax.BinaryExpr, side string, x, other syntax.Expr) syntax.Expr {
	guard := sideGuard(b.Op, side)
	if name, ok := g.once(guard, x); ok {
		return indexOf(name, other, b.OpPos)
	}
	raw, ok := numeral(x)
	if !ok || g.loops == 0 && !g.inFunction() {
		return nil
	}
	name := guard + raw
	g.used[name] = &syntax.IndexExpr{X: &syntax.Ident{NamePos: b.OpPos, Name: guard}, Lbrack: b.OpPos, Y: x, Rbrack: b.OpPos}
	return indexOf(guardName(name), other, b.OpPos)
}

// numeral is the text of a number.
func numeral(x syntax.Expr) (string, bool) {
	sign := ""
	if u, ok := x.(*syntax.UnaryExpr); ok && u.Op == syntax.MINUS {
		sign, x = "-", u.X
	}
	l, ok := x.(*syntax.Literal)
	if !ok || l.Token != syntax.INT && l.Token != syntax.FLOAT {
		return "", false
	}
	return sign + l.Raw, true
}
