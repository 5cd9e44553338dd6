package py

import (
	"maps"
	"slices"
	"strings"

	"go.starlark.net/syntax"

	"starling/starlib/lower"
)

// textFeatures is what the texts of a session have that other guards are put in for: without it operators are as
// fast as before.
type textFeatures struct {
	classes bool                  // comparisons may be a class's
	indexes bool                  // numbers in brackets may be instances
	slices  bool                  // slices in brackets may be for an instance, which hands them on
	mixed   kindSet               // what instances may be equal to as keys
	attrs   map[string]bool       // names of attributes that are set of functions
	funcs   map[string]bool       // names of functions
	inPlace map[syntax.Token]bool // the operators that a class does in place, x += y
	flow    truthFlow             // where True and False may come
}

// inPlaceMethods is the operators by the special methods that do them in place.
var inPlaceMethods = func() map[string]syntax.Token {
	all := map[string]syntax.Token{}
	for op, name := range binarySpecial {
		all["__i"+name+"__"] = op
	}
	return all
}()

// inPlaceCounter is the operators that a Counter does in place.
var inPlaceCounter = map[syntax.Token]bool{syntax.PLUS: true, syntax.MINUS: true, syntax.PIPE: true, syntax.AMP: true}

// inPlaceBuiltins is the operators that values of CPython's own do in place, by the names of their classes.
var inPlaceBuiltins = map[string][]syntax.Token{
	"deque":   {syntax.PLUS, syntax.STAR},
	"Counter": slices.Collect(maps.Keys(inPlaceCounter)),
}

// learn notes the features of a text.
func (f *textFeatures) learn(list []syntax.Stmt) {
	f.flow.learn(list)
	if f.funcs == nil {
		f.funcs, f.attrs = map[string]bool{}, map[string]bool{}
		for _, name := range []string{"__annotations__", "__defaults__", "__dict__", "__doc__", "__module__", "__qualname__"} {
			f.attrs[name] = true
		}
	}
	for _, s := range list {
		syntax.Walk(s, func(n syntax.Node) bool {
			if def, ok := n.(*syntax.DefStmt); ok {
				f.funcs[lower.Name(def.Name.Name)] = true
			}
			return true
		})
	}
	for _, s := range list {
		syntax.Walk(s, func(n syntax.Node) bool {
			switch n := n.(type) {
			case *syntax.Ident:
				f.name(n.Name)
			case *syntax.DotExpr:
				f.name(n.Name.Name)
			case *syntax.Literal:
				if s, ok := n.Value.(string); ok { // what is imported
					f.name(s)
				}
			case *syntax.DefStmt:
				f.name(n.Name.Name)
			case *syntax.CallExpr:
				f.base(n)
			case *syntax.AssignStmt:
				if d, ok := n.LHS.(*syntax.DotExpr); ok && f.isFunction(d.X) {
					f.attrs[d.Name.Name] = true
				}
			}
			return true
		})
	}
}

// base notes a class whose instances are equal to texts, numbers or tuples.
func (f *textFeatures) base(x *syntax.CallExpr) {
	if id, ok := x.Fn.(*syntax.Ident); !ok || id.Name != "__makeclass__" || len(x.Args) < 2 {
		return
	}
	for _, b := range items(x.Args[1]) {
		if id, ok := b.(*syntax.Ident); ok {
			f.mixed |= map[string]kindSet{"str": kText, "int": kNumber, "float": kNumber, "tuple": kHolder}[id.Name]
		}
	}
}

// isFunction reports whether x may be a function: its name is one's.
func (f *textFeatures) isFunction(x syntax.Expr) bool {
	switch x := x.(type) {
	case *syntax.Ident:
		return f.funcs[lower.Name(x.Name)]
	case *syntax.IndexExpr: // a cell
		id, ok := x.X.(*syntax.Ident)
		if ok {
			name, isCell := lower.Cell(id.Name)
			return isCell && f.funcs[name]
		}
	case *syntax.DotExpr:
		return f.funcs[x.Name.Name]
	}
	return false
}

func (f *textFeatures) name(name string) {
	name, _, _ = strings.Cut(name, "\x00")
	switch name {
	case "__getitem__":
		f.slices = true
	case "array":
		f.classes, f.slices = true, true
	case "ipaddress", "NormalDist":
		f.classes = true
	case "NamedTuple", "namedtuple":
		f.classes, f.mixed = true, f.mixed|kHolder
	case "__makeclass__", "make_dataclass", "Path", "SimpleNamespace", "Namespace", "ChainMap", "UserDict", "UserList", "UserString":
		f.classes = true
	case "Decimal", "Fraction", "decimal", "fractions":
		f.classes, f.mixed = true, f.mixed|kNumber|kOther
	case "Enum", "StrEnum":
		f.classes, f.mixed = true, f.mixed|kText
	case "IntEnum", "IntFlag":
		f.classes, f.indexes, f.mixed = true, true, f.mixed|kNumber
	case "__index__":
		f.classes, f.indexes = true, true
	}
	ops := inPlaceBuiltins[name]
	if op, ok := inPlaceMethods[name]; ok {
		ops = []syntax.Token{op}
	}
	for _, op := range ops {
		if f.inPlace == nil {
			f.inPlace = map[syntax.Token]bool{}
		}
		f.inPlace[op] = true
	}
}

// features is what the text of s has.
func (s *scope) features() *textFeatures {
	for s.outer != nil {
		s = s.outer
	}
	if s.has == nil {
		s.has = &textFeatures{}
	}
	return s.has
}
