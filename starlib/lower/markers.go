package lower

import "go.starlark.net/syntax"

// The markers that package pysyntax writes.
const (
	markTry       = "__try__"        // if __try__: …
	markExcept    = "__except__"     // elif __except__(type, name): …
	markElse      = "__else__"       // elif __else__: …
	markFinally   = "__finally__"    // elif __finally__: …
	markWith      = "__with__"       // if __with__(context, target, …): …
	markNone      = "__none__"       // a context without a target
	markClass     = "__classdef__"   // if __classdef__(name, bases…, keyword=…): …
	markField     = "__field__"      // __field__(name, "type", value)
	markDecorator = "__decorator__"  // __decorator__(d), before a def or class
	markGlobal    = "__global__"     // __global__(name, …)
	markNonlocal  = "__nonlocal__"   // __nonlocal__(name, …)
	markLoopElse  = "__loopelse__"   // if __loopelse__: … after a loop
	markMatch     = "__match__"      // if __match__(subject): if __case__(pattern, guard): …
	markCase      = "__case__"       //
	markStar      = "__star__"       // in a pattern: *name
	markRest      = "__rest__"       // in a pattern: **name, as an entry
	markAs        = "__as__"         // in a pattern: p as name
	markYield     = "__yield__"      // also a builtin: it stays
	markYieldFrom = "__yield_from__" // also a builtin: it stays
	markGenerator = "__genexpr__"    // __genexpr__([x for …])
	markWalrus    = "__walrus__"     // __walrus__(name, value)
)

// mark is the marker that x is, or calls, "" if it is none.
func mark(x syntax.Expr) string {
	if c, ok := x.(*syntax.CallExpr); ok {
		x = c.Fn
	}
	if id, ok := x.(*syntax.Ident); ok && len(id.Name) > 4 && id.Name[:2] == "__" {
		return id.Name
	}
	return ""
}

// marked is the arguments of a statement that calls the marker.
func marked(s syntax.Stmt, marker string) (args []syntax.Expr, ok bool) {
	e, ok := s.(*syntax.ExprStmt)
	if !ok || mark(e.X) != marker {
		return nil, false
	}
	c, ok := e.X.(*syntax.CallExpr)
	if !ok {
		return nil, false
	}
	return c.Args, true
}

// headed is the if statement whose condition is the marker, or calls it.
func headed(s syntax.Stmt, marker string) (i *syntax.IfStmt, args []syntax.Expr, ok bool) {
	i, ok = s.(*syntax.IfStmt)
	if !ok || mark(i.Cond) != marker {
		return nil, nil, false
	}
	if c, ok := i.Cond.(*syntax.CallExpr); ok {
		args = c.Args
	}
	return i, args, true
}

// needs reports whether there is something in a statement that has to be lowered.
func needs(s syntax.Stmt) bool {
	found := false
	syntax.Walk(s, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Ident:
			found = found || markers[n.Name]
		case *syntax.AssignStmt:
			found = found || slices(n.LHS)
		}
		return !found
	})
	return found
}

// markers is those that tell that there is something to lower.
var markers = map[string]bool{
	markTry: true, markWith: true, markClass: true, markDecorator: true, markGlobal: true, markNonlocal: true,
	markLoopElse: true, markMatch: true, markYield: true, markYieldFrom: true, markGenerator: true, markWalrus: true,
}

// slices reports whether a target has a slice in it.
func slices(x syntax.Expr) bool {
	switch x := x.(type) {
	case *syntax.SliceExpr:
		return true
	case *syntax.ParenExpr:
		return slices(x.X)
	case *syntax.TupleExpr:
		return anySlice(x.List)
	case *syntax.ListExpr:
		return anySlice(x.List)
	}
	return false
}

func anySlice(list []syntax.Expr) bool {
	for _, x := range list {
		if slices(x) {
			return true
		}
	}
	return false
}
