package py

import "go.starlark.net/syntax"

// keys notes what becomes keys of a dict by a call that makes or changes one. A dict display of several entries is
// such a call too: __dict__([(k, v), (l, w)]).
func (f *truthFlow) keys(name string, args []truthArg) {
	to := f.name(keyNode)
	for i, a := range args {
		if a.name != "" {
			continue
		}
		switch name {
		case "__dict__", "dict", "OrderedDict", "defaultdict", "update":
			f.keysOf(a, to)
		case "fromkeys":
			if i == 0 {
				f.edge(f.from(a.n, extracts), to, copies)
			}
		case "setdefault":
			if i == 0 {
				f.edge(a.n, to, copies)
			}
		}
	}
}

// keysOf notes the keys of pairs. Of pairs that are not in the text it is not told which part holds a truth.
func (f *truthFlow) keysOf(a truthArg, to truthNode) {
	var pairs []syntax.Expr
	switch x := unparen(a.x).(type) {
	case *syntax.ListExpr:
		pairs = x.List
	case *syntax.TupleExpr:
		pairs = x.List
	case *syntax.Comprehension:
		pairs = []syntax.Expr{x.Body}
	case *syntax.DictExpr, *syntax.LambdaExpr: // whose keys are noted, and what makes the values that are not there
		return
	}
	for _, p := range pairs {
		if t, ok := unparen(p).(*syntax.TupleExpr); !ok || len(t.List) != 2 {
			pairs = nil
			break
		}
	}
	for _, p := range pairs {
		f.edge(f.seen(unparen(p).(*syntax.TupleExpr).List[0]), to, copies)
	}
	if pairs == nil {
		f.edge(f.from(f.from(a.n, extracts), extracts), to, copies)
	}
}

// seen is the node of an expression that was gone through.
func (f *truthFlow) seen(x syntax.Expr) truthNode {
	if id, ok := x.(*syntax.Ident); ok {
		return f.mentioned(nameOfVariable(id.Name))
	}
	return f.exprs[x]
}
