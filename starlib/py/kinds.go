package py

import "go.starlark.net/syntax"

// kindSet is what a value may be, as far as its text tells: a set of kinds. What is known of an
// operand spares its guard.
type kindSet uint8

const (
	kWhole    kindSet = 1 << iota // int
	kFraction                     // float, but no NaN
	kFloat                        // float
	kTruth                        // True or False
	kText                         // str
	kHolder                       // list, tuple, dict, which hold others, and bytes
	kSet                          // set or frozenset, which is kOther as well
	kOther                        // None, a set, what is the host's, ...

	kNumber = kWhole | kFraction | kFloat
	kAny    = kNumber | kTruth | kText | kHolder | kSet | kOther
)

// only reports whether a value is of these kinds for sure.
func (k kindSet) only(of kindSet) bool { return k&^of == 0 }

// can reports whether a value may be of one of these kinds.
func (k kindSet) can(of kindSet) bool { return k&of != 0 }

// builtinKinds is what builtins give, of those for which that helps.
var builtinKinds = map[string]kindSet{
	"__dict__": kHolder, "__format__": kText, "__fstr__": kText, "__ipow__": kNumber, "__list__": kHolder, "__mapping__": kHolder, "__pow__": kNumber,
	"__set__": kHolder | kSet | kOther, "__spread__": kHolder, "__tuple__": kHolder,
	"abs": kNumber | kOther, "all": kTruth, "any": kTruth, "bool": kTruth, "callable": kTruth, "chr": kText, "dict": kHolder,
	"enumerate": kOther, "float": kFloat, "hasattr": kTruth, "hash": kWhole, "hex": kText, "int": kWhole, "isinstance": kTruth,
	"len": kWhole, "list": kHolder, "ord": kWhole, "range": kOther, "repr": kText, "round": kNumber | kOther, "set": kHolder | kSet | kOther,
	"sorted": kHolder, "str": kText, "tuple": kHolder, "zip": kOther,
}

// of is what x may be.
func (s *scope) of(x syntax.Expr) kindSet {
	switch x := x.(type) {
	case *syntax.Literal:
		return literalKinds[x.Token]
	case *syntax.Ident:
		return s.name(x.Name)
	}
	k, ok := s.known[x]
	if !ok {
		k = s.compound(x)
		if s.known != nil {
			s.known[x] = k
		}
	}
	return k
}

func (s *scope) compound(x syntax.Expr) kindSet {
	switch x := x.(type) {
	case *syntax.ParenExpr:
		return s.of(x.X)
	case *syntax.UnaryExpr:
		return s.unary(x)
	case *syntax.BinaryExpr:
		return s.binary(x)
	case *syntax.CondExpr:
		return s.of(x.True) | s.of(x.False)
	case *syntax.CallExpr:
		if f, ok := x.Fn.(*syntax.Ident); ok && !s.binds(f.Name) {
			if k, ok := builtinKinds[f.Name]; ok {
				return k
			}
		}
	case *syntax.ListExpr, *syntax.TupleExpr, *syntax.DictExpr, *syntax.Comprehension:
		return kHolder
	case *syntax.SliceExpr:
		if k := s.of(x.X); k.only(kText | kHolder) {
			return k
		}
	case *syntax.IndexExpr:
		if isDeletion(x) {
			return 0
		}
		if s.of(x.X) == kText {
			return kText
		}
	case *syntax.LambdaExpr:
		return kOther
	}
	return kAny
}

var literalKinds = map[syntax.Token]kindSet{
	syntax.INT: kWhole, syntax.FLOAT: kFraction, syntax.STRING: kText, syntax.BYTES: kText | kHolder,
}

func (s *scope) unary(x *syntax.UnaryExpr) kindSet {
	switch {
	case x.Op == syntax.NOT:
		return kTruth
	case x.X == nil: // a bare * among parameters
		return kAny
	}
	if k := s.of(x.X); k.only(kWhole | kFraction) {
		return k
	}
	return kNumber | kOther
}

func (s *scope) binary(x *syntax.BinaryExpr) kindSet {
	switch x.Op {
	case syntax.AND, syntax.OR:
		return s.of(x.X) | s.of(x.Y)
	case syntax.EQL, syntax.NEQ, syntax.LT, syntax.LE, syntax.GT, syntax.GE, syntax.IN, syntax.NOT_IN:
		return kTruth
	}
	return result(x.Op, s.of(x.X), s.of(x.Y))
}

// result is what an operation with operands of these kinds gives.
func result(op syntax.Token, x, y kindSet) kindSet {
	both, numbers := x|y, kNumber|kTruth
	switch op {
	case syntax.PLUS, syntax.MINUS, syntax.STAR, syntax.SLASHSLASH, syntax.PERCENT:
		switch {
		case both.only(kWhole | kTruth):
			return kWhole
		case both.only(numbers):
			return kWhole | kFloat
		case op == syntax.MINUS && x.can(kSet) && y.can(kSet):
			return kNumber | kSet | kOther
		case op == syntax.MINUS, op == syntax.SLASHSLASH, op == syntax.PERCENT && x.only(numbers),
			op == syntax.PLUS && (x.only(numbers) || y.only(numbers)):
			return kNumber | kOther
		case op == syntax.PERCENT && x.only(kText), op == syntax.PLUS && both.only(kText):
			return kText
		case op == syntax.PLUS && x.only(kHolder) && y.only(kText): // list += text, which adds its characters
			return kHolder
		}
	case syntax.SLASH:
		if both.only(numbers) {
			return kFloat
		}
		return kNumber | kOther
	case syntax.AMP, syntax.PIPE, syntax.CIRCUMFLEX, syntax.LTLT, syntax.GTGT:
		if both.only(kWhole) {
			return kWhole
		}
	}
	return kAny
}

// elements is what a loop over x gives.
func (s *scope) elements(x syntax.Expr) kindSet {
	switch x := x.(type) {
	case *syntax.ParenExpr:
		return s.elements(x.X)
	case *syntax.ListExpr:
		return s.all(x.List)
	case *syntax.TupleExpr:
		return s.all(x.List)
	case *syntax.CallExpr:
		if s.calls(x, "range") {
			return kWhole
		}
	}
	if s.of(x) == kText {
		return kText
	}
	return kAny
}

func (s *scope) all(list []syntax.Expr) (k kindSet) {
	for _, x := range list {
		k |= s.of(x)
	}
	return k
}

// isDeletion reports whether an assignment of x is what del has become, which leaves nothing.
func isDeletion(x syntax.Expr) bool {
	i, ok := x.(*syntax.IndexExpr)
	if !ok {
		return false
	}
	f, ok := i.X.(*syntax.Ident)
	return ok && f.Name == "__deleted__"
}
