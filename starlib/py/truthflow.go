package py

import (
	"strings"

	"go.starlark.net/syntax"

	"starling/starlib/lower"
)

// Where truths go. To Starlark True is no number, so an operand of arithmetic that may be True or False has a
// guard that makes a number of it (comparing.go), and a key that may be one finds the keys that are equal. Where
// nothing is known of an operand (kinds.go), such as of a parameter, a guard at each would slow all scripts down
// for the few that count truths. So the texts of a session are gone through for where truths are made, and for
// where they go: by assignments, arguments, results, attributes, and what lists, dicts and the like hold.
//
// A name is the same wherever it stands: a variable, a parameter, an attribute and a keyword of one name are one
// node, and what is in a list is one with all that is in it. Such coarseness costs guards where none were needed,
// in scripts that have truths in other places than conditions. Plain scripts have none.

// truthFlow is the flow of the truths of a session.
type truthFlow struct {
	truthGraph
	defs, classes, rebound map[string]bool             // names of functions, of classes, and of what else is assigned too
	exprs                  map[syntax.Expr]truthNode   // of the text that was learned last
	function               string                      // around, while the text is gone through
	yields                 truthNode                   // what the function gives one by one
	ours                   map[*syntax.LambdaExpr]bool // lambdas that are not called by others
	open                   bool                        // texts follow that may call the functions of this one with truths
}

// Nodes that are no names of a script.
const (
	escapedNode = "function()" // arguments of functions of which it is not known who calls them
	operandNode = "operand()"  // operands, which methods such as __add__ get
	specialNode = "special()"  // results of such methods
	raisedNode  = "raise()"    // exceptions, and what with enters
	fieldNode   = "field()"    // arguments of classes, some of which become attributes
	attrNode    = "attr()"     // values of attributes
	keyNode     = "key()"      // keys that are set
	sentNode    = "send()"     // values that generators are sent
	resultMark  = "()"         // after the name of a function: what it returns
	allArgs     = "#"          // after the name of a function: arguments whose place is unknown
)

// maxPlaces is how many arguments are told apart by their places.
const maxPlaces = 12

// learn goes through a text.
func (f *truthFlow) learn(list []syntax.Stmt) {
	if f.names == nil {
		f.truthGraph = newTruthGraph()
		f.defs, f.classes, f.rebound = map[string]bool{}, map[string]bool{}, map[string]bool{}
		f.edge(f.name(escapedNode), f.name("__init__"+allArgs), copies)
	}
	f.exprs, f.ours = map[syntax.Expr]truthNode{}, map[*syntax.LambdaExpr]bool{}
	for _, s := range list {
		syntax.Walk(s, func(n syntax.Node) bool {
			f.declare(n)
			return true
		})
	}
	f.stmts(list)
	f.ours = nil
}

// truth reports whether an expression of the text may give True or False.
func (f *truthFlow) truth(x syntax.Expr) bool {
	if f.names == nil {
		return false
	}
	if f.known[f.name(specialNode)] != 0 {
		return true
	}
	if id, ok := x.(*syntax.Ident); ok {
		n, ok := f.names[nameOfVariable(id.Name)]
		return ok && f.known[n]&isTruthful != 0
	}
	return f.known[f.exprs[x]]&isTruthful != 0
}

// keyed reports whether True or False may be among the keys of a dict.
func (f *truthFlow) keyed() bool { return f.names != nil && f.known[f.name(keyNode)]&isTruthful != 0 }

// declare notes what is a function and what a class.
func (f *truthFlow) declare(n syntax.Node) {
	switch n := n.(type) {
	case *syntax.DefStmt:
		f.defs[lower.Name(n.Name.Name)] = true
	case *syntax.CallExpr:
		if name, ok := calledName(n); ok && name == "__makeclass__" && len(n.Args) > 0 {
			if class, ok := literalText(n.Args[0]); ok {
				f.classes[class] = true
			}
		}
	case *syntax.AssignStmt:
		name := variable(n.LHS)
		if name == "" {
			return
		}
		switch right := n.RHS.(type) {
		case *syntax.LambdaExpr:
			f.defs[name] = true
		case *syntax.Ident:
			if lower.Name(right.Name) == name {
				return
			}
		}
		f.rebound[name] = true
	}
}

// nameOfVariable is the name by which the node of a variable is known.
func nameOfVariable(name string) string {
	if v, ok := lower.Cell(name); ok {
		return v
	}
	return lower.Name(name)
}

// variable is the name of the variable, cell, global or name of a class that x is, "" if it is something else.
func variable(x syntax.Expr) string {
	switch x := unparen(x).(type) {
	case *syntax.Ident:
		return nameOfVariable(x.Name)
	case *syntax.IndexExpr:
		id, ok := x.X.(*syntax.Ident)
		if !ok {
			return ""
		}
		if v, ok := lower.Cell(id.Name); ok {
			return v
		}
		if name, ok := literalText(x.Y); ok && (id.Name == globalsName || strings.HasPrefix(id.Name, "__class") && lower.Own(id.Name)) {
			return name
		}
	}
	return ""
}

func literalText(x syntax.Expr) (string, bool) {
	l, ok := unparen(x).(*syntax.Literal)
	if !ok {
		return "", false
	}
	s, ok := l.Value.(string)
	return s, ok
}

// calledName is the name of what x calls, without what it is an attribute of.
func calledName(x *syntax.CallExpr) (string, bool) {
	switch fn := unparen(x.Fn).(type) {
	case *syntax.Ident:
		return nameOfVariable(fn.Name), true
	case *syntax.DotExpr:
		return fn.Name.Name, true
	case *syntax.IndexExpr:
		name := variable(fn)
		return name, name != ""
	}
	return "", false
}

func (f *truthFlow) stmts(list []syntax.Stmt) {
	for _, s := range list {
		f.stmt(s)
	}
}

func (f *truthFlow) stmt(s syntax.Stmt) {
	switch s := s.(type) {
	case *syntax.AssignStmt:
		f.assigned(s)
	case *syntax.ExprStmt:
		f.expr(s.X)
	case *syntax.DefStmt:
		f.def(s)
	case *syntax.ForStmt:
		f.looped(s.Vars, s.X)
		f.stmts(s.Body)
	case *syntax.WhileStmt:
		f.expr(s.Cond)
		f.stmts(s.Body)
	case *syntax.IfStmt:
		f.expr(s.Cond)
		f.stmts(s.True)
		f.stmts(s.False)
	case *syntax.ReturnStmt:
		if s.Result != nil {
			f.give(f.name(f.function+resultMark), s.Result, copies)
		}
	}
}

// give hands the value of x on to a node; what that comes to hold x holds too, if it is the same list.
func (f *truthFlow) give(to truthNode, x syntax.Expr, by passing) truthNode {
	n := f.expr(x)
	f.edge(n, to, by)
	f.back(to, x)
	return n
}

// back hands what a node holds back to where its value has come from.
func (f *truthFlow) back(from truthNode, x syntax.Expr) {
	for _, place := range f.places(x, nil) {
		f.edge(from, place, shares)
	}
}

// places is the nodes of what x is, or is a part of: what is put into x is put into these.
func (f *truthFlow) places(x syntax.Expr, all []truthNode) []truthNode {
	switch x := unparen(x).(type) {
	case *syntax.Ident:
		if !isConstant(x.Name) {
			all = append(all, f.name(nameOfVariable(x.Name)))
		}
	case *syntax.DotExpr:
		all = append(all, f.name(x.Name.Name))
	case *syntax.IndexExpr:
		if name := variable(x); name != "" {
			return append(all, f.name(name))
		}
		return f.places(x.X, all)
	case *syntax.CondExpr:
		return f.places(x.False, f.places(x.True, all))
	case *syntax.BinaryExpr:
		if x.Op == syntax.AND || x.Op == syntax.OR {
			return f.places(x.Y, f.places(x.X, all))
		}
	case *syntax.CallExpr:
		if d, ok := unparen(x.Fn).(*syntax.DotExpr); ok {
			all = f.places(d.X, all)
		}
		if name, ok := calledName(x); ok && f.defs[name] {
			all = append(all, f.name(name+resultMark))
		} else if ok && handsOn[name] {
			for _, a := range x.Args {
				all = f.places(a, all)
			}
		}
	case *syntax.Comprehension:
		return f.places(x.Body, all)
	case *syntax.LambdaExpr: // whose results are handed on
		return f.places(x.Body, all)
	case *syntax.ListExpr:
		for _, e := range x.List {
			all = f.places(e, all)
		}
	case *syntax.TupleExpr:
		for _, e := range x.List {
			all = f.places(e, all)
		}
	}
	return all
}

func isConstant(name string) bool { return name == "True" || name == "False" || name == "None" }

// assigned notes x = y and x op= y.
func (f *truthFlow) assigned(s *syntax.AssignStmt) {
	if s.Op == syntax.EQ {
		left, right := items(unparen(s.LHS)), items(unparen(s.RHS))
		if left != nil && len(left) == len(right) {
			for i := range left {
				f.assigned(&syntax.AssignStmt{Op: syntax.EQ, LHS: left[i], RHS: right[i]})
			}
			return
		}
		if fn, ok := s.RHS.(*syntax.LambdaExpr); ok && variable(s.LHS) != "" {
			f.lambda(fn, variable(s.LHS))
			f.ours[fn] = true
		}
		f.target(s.LHS, f.expr(s.RHS), s.RHS)
		return
	}
	x, y := f.expr(s.LHS), f.expr(s.RHS)
	f.target(s.LHS, f.operation(augmented(s.Op), x, y), nil)
}

// target notes that what comes to a node is assigned to x. It is the value of y, unless that is nil.
func (f *truthFlow) target(x syntax.Expr, n truthNode, y syntax.Expr) {
	x = unparen(x)
	if name := variable(x); name != "" {
		f.put(name, n, y)
		if _, ok := x.(*syntax.IndexExpr); ok {
			f.edge(n, f.name(attrNode), copies)
		}
		return
	}
	switch x := x.(type) {
	case *syntax.DotExpr:
		f.expr(x.X)
		f.put(x.Name.Name, n, y)
		f.edge(n, f.name(attrNode), copies)
	case *syntax.IndexExpr:
		f.expr(x.X)
		key := f.expr(x.Y)
		f.edge(key, f.name(operandNode), copies)
		f.edge(key, f.name(keyNode), copies)
		f.edge(n, f.name(operandNode), copies)
		for _, place := range f.places(x.X, nil) {
			f.edge(n, place, boxes)
			f.edge(key, place, boxes)
		}
	default:
		for _, e := range items(x) {
			f.target(e, f.from(n, extracts), y)
		}
	}
}

func (f *truthFlow) put(name string, n truthNode, y syntax.Expr) {
	to := f.name(name)
	f.edge(n, to, copies)
	if y != nil {
		f.back(to, y)
	}
}

// looped notes for x in y.
func (f *truthFlow) looped(x, y syntax.Expr) {
	f.target(x, f.from(f.expr(y), extracts), y)
}

// def notes a function: its parameters, and what its body does.
func (f *truthFlow) def(s *syntax.DefStmt) {
	name := lower.Name(s.Name.Name)
	f.params(name, s.Params)
	switch {
	case lower.IsPiece(s.Name.Name):
		f.edge(f.name(raisedNode), f.name(name+allArgs), copies)
	case isSpecial(name) && !builds[name]:
		f.edge(f.name(operandNode), f.name(name+allArgs), copies)
		if !answersTruth[name] {
			f.edge(f.name(name+resultMark), f.name(specialNode), copies)
		}
	}
	outer, yields := f.function, f.yields
	f.function, f.yields = name, f.name(name+resultMark)
	f.stmts(s.Body)
	f.function, f.yields = outer, yields
}

// params notes the parameters of a function, to which its arguments go by their places.
func (f *truthFlow) params(name string, list []syntax.Expr) {
	all := f.name(name + allArgs)
	place := 0
	for _, p := range list {
		by := copies
		if u, ok := p.(*syntax.UnaryExpr); ok {
			if u.X == nil {
				continue
			}
			by = boxes
		}
		id, ok := paramName(p).(*syntax.Ident)
		if !ok {
			continue
		}
		to := f.name(nameOfVariable(id.Name))
		if b, ok := p.(*syntax.BinaryExpr); ok {
			f.give(to, b.Y, copies)
		}
		if f.open {
			f.edge(f.aTruth(), to, by)
		}
		f.edge(all, to, by)
		f.edge(to, all, shares)
		for i := place; i < maxPlaces && (i == place || by == boxes); i++ {
			at := f.argument(name, i)
			f.edge(at, to, by)
			f.edge(to, at, shares)
		}
		place++
	}
}

// argument is the node of an argument in a place.
func (f *truthFlow) argument(name string, place int) truthNode {
	if place >= maxPlaces {
		return f.name(name + allArgs)
	}
	return f.name(name + allArgs + string(rune('a'+place)))
}

// lambda notes a lambda of a name, or "", and gives what has its results.
func (f *truthFlow) lambda(x *syntax.LambdaExpr, name string) truthNode {
	if f.ours[x] {
		return f.exprs[x]
	}
	if name == "" {
		name = escapedNode
	}
	f.params(name, x.Params)
	if name != escapedNode {
		f.edge(f.name(escapedNode), f.name(name+allArgs), copies)
	} else {
		f.edge(f.name(escapedNode), f.name(escapedNode+allArgs), copies)
	}
	yields := f.yields
	f.yields = f.node()
	given := f.expr(x.Body)
	f.edge(f.yields, given, copies)
	if name != escapedNode {
		f.edge(given, f.name(name+resultMark), copies)
	}
	n := f.join(f.from(given, boxes), f.from(f.yields, boxes))
	f.yields = yields
	f.exprs[x] = n
	return n
}
