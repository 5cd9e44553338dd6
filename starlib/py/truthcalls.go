package py

import (
	"strings"

	"go.starlark.net/syntax"
)

var (
	// truthNames is what gives truths, as a function, a method or an attribute, beside what begins with is or has.
	truthNames = wordSet(`all any bool callable __is__ __compare__ startswith endswith exists lexists samefile acquire locked wait truth contains not_
		eq ne lt le gt ge fnmatch fnmatchcase compare_digest closed daemon eof same_quantum readable writable seekable done cancelled
		__eq__ __ne__ __lt__ __le__ __gt__ __ge__ __contains__ __bool__ match_hostname has_columns auto_locking await_update getboolean`)

	// noTruthNames is what begins with is or has and gives none.
	noTruthNames = wordSet("islice isoformat isocalendar isoweekday isqrt hash hashlib isolation_level")

	// outsideNames is what gives data from outside, of which nothing is known.
	outsideNames = wordSet(`loads load parse_args parse_known_args iter_dict iter_tuple iter_chunk_dict iter_chunk_tuple raw_decode decode_json
		literal_eval eval getitem to_dict snapshot_rows rows records get_value next_row`)

	// truthless is what gives numbers, texts and the like, and none of its arguments.
	truthless = wordSet(`len int float str repr hash ord chr hex oct bin abs round pow print input range format type id ascii bytes bytearray
		open exit help divmod complex __fstr__ __format__ __pow__ __import__ __assert__ __delete__ __matmul__ __try__ __unindent__
		join replace strip lstrip rstrip upper lower encode decode write writelines info debug warning error sort index find count
		isoformat strftime bit_length`)

	// holdingNames is what gives something that holds what its arguments hold.
	holdingNames = wordSet(`list tuple set frozenset dict sorted enumerate zip reversed iter filter map __list__ __dict__ __set__ __tuple__
		__entries__ values items keys copy`)

	// handsOn is what gives the very values that are in its arguments.
	handsOn = wordSet(`list tuple set frozenset dict sorted enumerate zip reversed iter filter map next max min __list__ __dict__ __tuple__ __unpack__ __unpacked__
		__cell__ __genexpr__ __whole__ __first__ getattr chain islice partial`)

	// callsBack is those of them that call functions.
	callsBack = wordSet("filter map sorted")

	// readsOnly is what leaves its arguments as they are.
	readsOnly = wordSet("max min next reduce zip_longest chain product combinations permutations repeat partial dumps __matches__ __fold__")

	// containerNames is methods of dicts, lists and the like that a script's functions may share a name with.
	containerNames = wordSet("get pop popitem setdefault items values keys append add update insert extend remove copy popleft appendleft put send")

	// answersTruth is special methods whose result is made True or False, or a number or a text.
	answersTruth = wordSet(`__eq__ __ne__ __lt__ __le__ __gt__ __ge__ __bool__ __contains__ __hash__ __len__ __str__ __repr__ __format__ __exit__
		__int__ __float__ __index__ __set__ __setattr__ __setitem__ __delitem__ __delattr__ __del__ __set_name__ __init_subclass__`)

	// builds is special methods that a class is called for.
	builds = wordSet("__init__ __new__ __post_init__")
)

func isTruthName(name string) bool {
	return truthNames[name] || !noTruthNames[name] && (strings.HasPrefix(name, "is") || strings.HasPrefix(name, "has"))
}

func isSpecial(name string) bool {
	return len(name) > 4 && strings.HasPrefix(name, "__") && strings.HasSuffix(name, "__")
}

// arg is an argument of a call: where it stands, what it is named, and its node.
type truthArg struct {
	x       syntax.Expr
	n       truthNode
	name    string
	starred bool
}

func (f *truthFlow) arguments(list []syntax.Expr) []truthArg {
	all := make([]truthArg, len(list))
	for i, a := range list {
		arg := truthArg{x: a}
		switch x := a.(type) {
		case *syntax.BinaryExpr:
			if id, ok := x.X.(*syntax.Ident); ok && x.Op == syntax.EQ {
				arg.name, arg.x = id.Name, x.Y
			}
		case *syntax.UnaryExpr:
			if x.Op == syntax.STAR || x.Op == syntax.STARSTAR {
				arg.starred, arg.x = true, x.X
			}
		}
		arg.n = f.expr(arg.x)
		if arg.starred {
			arg.n = f.from(arg.n, extracts)
		}
		all[i] = arg
	}
	return all
}

// call is the node of a call's result.
func (f *truthFlow) call(x *syntax.CallExpr) truthNode {
	if n, ok := f.ownCall(x); ok {
		return n
	}
	name, _ := calledName(x)
	var of, result truthNode // what the function comes from
	place := 0
	switch fn := unparen(x.Fn).(type) {
	case *syntax.DotExpr:
		of, place = f.expr(fn.X), 1
		result = f.from(f.name(name), extracts)
	case *syntax.Ident:
		result = f.from(f.name(name), extracts)
	default:
		result = f.from(f.expr(x.Fn), extracts)
	}
	args := f.arguments(x.Args)
	if f.defs[name] {
		result = f.join(result, f.handed(name, x, args, of, place))
		if !f.rebound[name] && !(place == 1 && containerNames[name]) {
			return result
		}
	}
	return f.join(result, f.unknown(name, x, args, of))
}

// handed hands the arguments on to the functions of a name, and gives what these return.
func (f *truthFlow) handed(name string, x *syntax.CallExpr, args []truthArg, of truthNode, place int) truthNode {
	if d, ok := unparen(x.Fn).(*syntax.DotExpr); ok {
		to := f.argument(name, 0)
		f.edge(of, to, copies)
		f.back(to, d.X)
	}
	for i, a := range args {
		switch {
		case a.name != "":
			f.keyword(name, a)
		case a.starred:
			f.edge(a.n, f.name(name+allArgs), copies)
			f.back(f.name(name+allArgs), a.x)
		default:
			for at := i; at <= i+place; at++ { // of a method, or of a module's function
				to := f.argument(name, at)
				f.edge(a.n, to, copies)
				f.back(to, a.x)
			}
		}
	}
	return f.name(name + resultMark)
}

// keyword hands a named argument on to the parameter or attribute of that name.
func (f *truthFlow) keyword(name string, a truthArg) {
	to := f.name(nameOfVariable(a.name))
	f.edge(a.n, to, copies)
	f.back(to, a.x)
	for i := range maxPlaces { // **keywords is somewhere
		f.edge(f.from(a.n, boxes), f.argument(name, i), shares)
	}
}

// unknown is the node of what a function gives that is not the script's, or not known.
func (f *truthFlow) unknown(name string, x *syntax.CallExpr, args []truthArg, of truthNode) truthNode {
	_, isMethod := unparen(x.Fn).(*syntax.DotExpr)
	for _, a := range args {
		if a.name != "" {
			f.edge(a.n, f.name(a.name), copies)
			f.back(f.name(a.name), a.x)
			f.edge(a.n, f.name(attrNode), copies)
		}
	}
	switch {
	case truthless[name]:
		return nothing
	case name == "sum" && !isMethod:
		return f.sum(args)
	case isTruthName(name):
		return f.aTruth()
	}
	if outsideNames[name] {
		n := f.node()
		f.add(n, anyTruths)
		for _, a := range args {
			if f.isFunction(a.x) {
				f.edge(n, f.name(escapedNode), copies)
			}
		}
		return n
	}
	class := f.classes[name]
	for i, a := range args {
		switch {
		case a.name != "":
			if isMethod && !containerNames[name] && !class || name == "sorted" {
				args[i].n = f.from(a.n, shares) // a setting, as a rule
			}
		case class:
			for _, of := range []string{"__init__", "__new__"} {
				to := f.argument(of, i+1)
				if a.starred {
					to = f.name(of + allArgs)
				}
				f.edge(a.n, to, copies)
				f.back(to, a.x)
			}
			f.edge(a.n, f.name(fieldNode), copies)
		}
	}
	f.keys(name, args)
	all := f.all(args)
	switch {
	case class:
		return f.from(all, boxes)
	case holdingNames[name]:
		if callsBack[name] {
			f.edge(f.from(all, opens), f.name(escapedNode), copies)
		}
		return f.join(f.from(all, boxes), f.from(of, shares))
	}
	f.edge(f.from(all, opens), f.name(escapedNode), copies)
	if isMethod {
		f.edge(f.from(of, extracts), f.name(escapedNode), copies)
		for _, place := range f.places(unparen(x.Fn).(*syntax.DotExpr).X, nil) {
			f.edge(all, place, boxes)
		}
		if name == "send" {
			f.edge(all, f.name(sentNode), copies)
		}
	}
	if len(args) > 1 && !readsOnly[name] {
		for _, a := range args {
			for _, place := range f.places(a.x, nil) {
				f.edge(all, place, boxes)
			}
		}
	}
	return f.join(f.from(all, mixes), f.from(of, opens))
}

// sum is the node of what sum gives: a number of numbers, a list that holds what the lists do of which it is made,
// and where there are none, the very value that it begins with.
func (f *truthFlow) sum(args []truthArg) truthNode {
	var of []truthNode
	for i, a := range args {
		if i > 0 || a.starred || a.name != "" {
			of = append(of, a.n)
		}
	}
	if len(of) == 0 { // which are numbers
		return nothing
	}
	return f.join(append(of, f.from(args[0].n, shares))...)
}

func (f *truthFlow) all(args []truthArg) truthNode {
	of := make([]truthNode, len(args))
	for i, a := range args {
		of[i] = a.n
	}
	return f.join(of...)
}

// comprehended is the node of what has the elements of a comprehension: of the function that makes them of the
// first iterable (starlib/lower), which only gets that.
func (f *truthFlow) comprehended(args []syntax.Expr) truthNode {
	fn, ok := args[0].(*syntax.LambdaExpr)
	if !ok || len(args) < 2 {
		return f.expr(args[0])
	}
	if p, ok := fn.Params[0].(*syntax.Ident); ok {
		f.give(f.name(nameOfVariable(p.Name)), args[1], copies)
	}
	return f.expr(fn)
}

func (f *truthFlow) isFunction(x syntax.Expr) bool {
	switch x := unparen(x).(type) {
	case *syntax.LambdaExpr:
		return true
	case *syntax.Ident:
		return f.defs[nameOfVariable(x.Name)]
	case *syntax.DotExpr:
		return f.defs[x.Name.Name]
	}
	return false
}

// ownCall is the node of a call that a statement of Python's has become (starlib/lower).
func (f *truthFlow) ownCall(x *syntax.CallExpr) (truthNode, bool) {
	id, ok := x.Fn.(*syntax.Ident)
	if !ok || !strings.HasPrefix(id.Name, "__") && id.Name != "setattr" && id.Name != "getattr" && id.Name != "vars" && id.Name != "asdict" {
		return nothing, false
	}
	at := func(i int) truthNode {
		if i < len(x.Args) {
			return f.expr(x.Args[i])
		}
		return nothing
	}
	switch id.Name {
	case "__cell__", "__return__":
		n := nothing
		for i := range x.Args {
			n = at(i)
		}
		if id.Name == "__return__" {
			f.edge(n, f.name(f.function+resultMark), copies)
			for _, a := range x.Args {
				f.back(f.name(f.function+resultMark), a)
			}
		}
		return n, true
	case "__bind__": // __bind__(place, key, value)
		n := at(2)
		f.target(&syntax.IndexExpr{X: x.Args[0], Y: x.Args[1]}, n, x.Args[2])
		return n, true
	case "__fieldof__":
		if name, ok := literalText(x.Args[1]); ok {
			f.edge(at(3), f.name(name), copies)
			f.edge(f.name(fieldNode), f.name(name), copies)
			f.edge(at(3), f.name(attrNode), copies)
		}
		return nothing, true
	case "__unpacked__", "__unpack__":
		return at(0), true
	case "__yield__":
		f.edge(at(0), f.yields, boxes)
		return f.name(sentNode), true
	case "__found__": // of __first__ and __until__
		f.edge(at(0), f.yields, boxes)
		return nothing, true
	case "__yield_from__":
		n := at(0)
		f.edge(n, f.yields, shares)
		return f.join(f.name(sentNode), f.from(n, extracts)), true
	case "__genexpr__", "__whole__":
		return f.comprehended(x.Args), true
	case "__first__": // __first__(fn, iterable, *default)
		of := f.from(f.comprehended(x.Args), extracts)
		return f.join(of, at(2)), true
	case "__until__":
		f.comprehended(x.Args)
		return f.aTruth(), true
	case "__raise__":
		for i := range x.Args {
			f.edge(f.from(at(i), shares), f.name(raisedNode), copies)
		}
		return nothing, true
	case "__with__":
		f.edge(f.from(at(0), opens), f.name(raisedNode), copies)
		at(1)
		return nothing, true
	case "__makeclass__":
		for i := range x.Args {
			at(i)
		}
		return nothing, true
	case "__generator__":
		return f.name(f.function + resultMark), true
	case "setattr", "getattr":
		if len(x.Args) < 2 {
			break
		}
		name, ok := literalText(x.Args[1])
		if !ok {
			name = attrNode
		}
		of, value := f.from(at(0), extracts), at(2)
		at(1)
		if id.Name == "setattr" {
			f.edge(value, f.name(name), copies)
			f.edge(value, f.name(attrNode), copies)
			for _, place := range f.places(x.Args[0], nil) {
				f.edge(value, place, boxes)
			}
			return nothing, true
		}
		return f.join(of, f.mentioned(name), value), true
	case "vars", "asdict":
		return f.join(at(0), f.from(f.name(attrNode), boxes)), true
	}
	return nothing, false
}
