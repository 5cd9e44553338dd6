package flink

import "starling/engine/expr"

// plainName is the column that a formula is, "" if it is more than that.
func plainName(n expr.Node) string {
	if name, ok := n.(*expr.Name); ok {
		return name.Name
	}
	return ""
}

// namesIn is the names in a formula.
func namesIn(n expr.Node) []string {
	var out []string
	var walk func(n expr.Node)
	walk = func(n expr.Node) {
		switch n := n.(type) {
		case *expr.Name:
			out = append(out, n.Name)
		case *expr.Unary:
			walk(n.X)
		case *expr.Binary:
			walk(n.X)
			walk(n.Y)
		case *expr.Cond:
			walk(n.If)
			walk(n.Then)
			walk(n.Else)
		case *expr.Cast:
			walk(n.X)
		case *expr.Call:
			if n.On != nil {
				walk(n.On)
			}
			for _, a := range n.Args {
				walk(a)
			}
		case *expr.Match:
			out = append(out, n.Column)
		}
	}
	walk(n)
	return out
}
