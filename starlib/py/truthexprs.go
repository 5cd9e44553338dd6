package py

import (
	"strings"

	"go.starlark.net/syntax"

	"starling/starlib/lower"
)

// expr goes through an expression and gives the node of its value.
func (f *truthFlow) expr(x syntax.Expr) truthNode {
	n := f.value(x)
	if n != nothing {
		if _, isName := x.(*syntax.Ident); !isName {
			f.exprs[x] = n
		}
	}
	return n
}

func (f *truthFlow) value(x syntax.Expr) truthNode {
	switch x := x.(type) {
	case *syntax.Ident:
		return f.mentioned(nameOfVariable(x.Name))
	case *syntax.ParenExpr:
		return f.expr(x.X)
	case *syntax.UnaryExpr:
		if x.X == nil {
			return nothing
		}
		n := f.expr(x.X)
		if x.Op == syntax.NOT {
			return f.aTruth()
		}
		if x.Op == syntax.STAR || x.Op == syntax.STARSTAR {
			return n
		}
		return nothing
	case *syntax.BinaryExpr:
		return f.binary(x)
	case *syntax.CondExpr:
		f.expr(x.Cond)
		return f.join(f.expr(x.True), f.expr(x.False))
	case *syntax.CallExpr:
		return f.call(x)
	case *syntax.Comprehension:
		for _, c := range x.Clauses {
			switch c := c.(type) {
			case *syntax.ForClause:
				f.looped(c.Vars, c.X)
			case *syntax.IfClause:
				f.expr(c.Cond)
			}
		}
		return f.from(f.expr(x.Body), boxes)
	case *syntax.DictEntry:
		key := f.expr(x.Key)
		f.edge(key, f.name(keyNode), copies)
		return f.join(key, f.expr(x.Value))
	case *syntax.DictExpr:
		return f.display(x.List)
	case *syntax.ListExpr:
		return f.display(x.List)
	case *syntax.TupleExpr:
		return f.display(x.List)
	case *syntax.DotExpr:
		n := f.from(f.expr(x.X), extracts)
		if isTruthName(x.Name.Name) {
			n = f.join(n, f.aTruth())
		}
		switch x.Name.Name {
		case "__dict__":
			n = f.join(n, f.from(f.name(attrNode), boxes))
		case "value", "_value_": // of a member of an enum
			n = f.join(n, f.name(attrNode))
		}
		return f.join(n, f.mentioned(x.Name.Name))
	case *syntax.IndexExpr:
		if name := variable(x); name != "" {
			return f.mentioned(name)
		}
		if id, ok := x.X.(*syntax.Ident); ok && strings.HasPrefix(id.Name, "__") && !lower.Own(id.Name) {
			f.expr(x.Y)
			return nothing // __returned__, __deleted__
		}
		of, key := f.expr(x.X), f.expr(x.Y)
		f.edge(key, f.name(operandNode), copies)
		return f.from(of, extracts)
	case *syntax.SliceExpr:
		for _, e := range []syntax.Expr{x.Lo, x.Hi, x.Step} {
			if e != nil {
				f.edge(f.expr(e), f.name(operandNode), copies)
			}
		}
		return f.from(f.expr(x.X), shares)
	case *syntax.LambdaExpr:
		return f.lambda(x, "")
	}
	return nothing
}

// aTruth is the node of what is True or False.
func (f *truthFlow) aTruth() truthNode {
	n := f.name("True")
	f.add(n, isTruthful)
	return n
}

// mentioned is the node of a name. If it is a function's, whoever has it may call it.
func (f *truthFlow) mentioned(name string) truthNode {
	if name == "True" || name == "False" {
		return f.aTruth()
	}
	if name == "None" {
		return nothing
	}
	n := f.name(name)
	if !f.defs[name] {
		return n
	}
	f.edge(f.name(escapedNode), f.name(name+allArgs), copies)
	return f.join(n, f.from(f.name(name+resultMark), boxes))
}

// display is the node of a list, tuple, set or dict.
func (f *truthFlow) display(list []syntax.Expr) truthNode {
	of := make([]truthNode, len(list))
	for i, e := range list {
		of[i] = f.expr(e)
	}
	return f.from(f.join(of...), boxes)
}

func (f *truthFlow) binary(x *syntax.BinaryExpr) truthNode {
	a, b := f.expr(x.X), f.expr(x.Y)
	switch x.Op {
	case syntax.AND, syntax.OR:
		return f.join(a, b)
	}
	f.edge(a, f.name(operandNode), copies)
	f.edge(b, f.name(operandNode), copies)
	if _, ok := comparisonGuards[x.Op]; ok {
		return f.aTruth()
	}
	return f.operation(x.Op, a, b)
}

// operation is the node of a op b: of two truths there is one again by & | ^, and else a number. But lists and sets
// hold what their operands do.
func (f *truthFlow) operation(op syntax.Token, a, b truthNode) truthNode {
	switch op {
	case syntax.AMP, syntax.PIPE, syntax.CIRCUMFLEX:
		return f.join(a, b)
	case syntax.PLUS, syntax.STAR, syntax.MINUS:
		return f.join(f.from(a, shares), f.from(b, shares))
	}
	return nothing
}
