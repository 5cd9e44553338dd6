package lower

import "go.starlark.net/syntax"

// bases lowers the arguments of a class: a tuple of its bases and a dict of its keywords, with those
// that *x and **x stand for.
func (l *lowering) bases(s *scope, at syntax.Position, args []syntax.Expr) (bases, keywords syntax.Expr) {
	var plain, entries, merged []syntax.Expr
	var starred syntax.Expr
	for _, a := range args {
		switch a := a.(type) {
		case *syntax.BinaryExpr:
			if a.Op == syntax.EQ {
				key := a.X.(*syntax.Ident)
				entries = append(entries, &syntax.DictEntry{Key: text(key.NamePos, key.Name), Colon: a.OpPos, Value: l.expr(s, a.Y)})
				continue
			}
		case *syntax.UnaryExpr:
			switch a.Op {
			case syntax.STAR:
				starred = call(a.OpPos, "__tuple__", l.expr(s, a.X))
				continue
			case syntax.STARSTAR:
				merged = append(merged, l.expr(s, a.X))
				continue
			}
		}
		plain = append(plain, l.expr(s, a))
	}
	bases = tuple(at, plain...)
	if starred != nil {
		bases = &syntax.BinaryExpr{X: bases, OpPos: at, Op: syntax.PLUS, Y: starred}
	}
	keywords = &syntax.DictExpr{Lbrace: at, List: entries, Rbrace: at}
	if len(merged) > 0 {
		keywords = call(at, "__merge__", append([]syntax.Expr{keywords}, merged...)...)
	}
	return bases, keywords
}
