package py

import (
	"strings"

	"go.starlark.net/syntax"
)

// textFeatures is what the texts of a session have that other guards are put in for: without it operators are as
// fast as before.
type textFeatures struct {
	classes bool                  // comparisons may be a class's
	indexes bool                  // numbers in brackets may be instances
	inPlace map[syntax.Token]bool // the operators that a class does in place, x += y
}

// inPlaceMethods is the operators by the special methods that do them in place.
var inPlaceMethods = func() map[string]syntax.Token {
	all := map[string]syntax.Token{}
	for op, name := range binarySpecial {
		all["__i"+name+"__"] = op
	}
	return all
}()

// learn notes the features of a text.
func (f *textFeatures) learn(list []syntax.Stmt) {
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
			}
			return true
		})
	}
}

func (f *textFeatures) name(name string) {
	name, _, _ = strings.Cut(name, "\x00")
	switch name {
	case "__makeclass__", "Enum", "StrEnum", "make_dataclass", "Decimal", "Fraction", "Path", "SimpleNamespace", "Namespace", "ChainMap", "UserDict", "UserList", "UserString",
		"decimal", "fractions":
		f.classes = true
	case "IntEnum", "IntFlag", "__index__":
		f.classes, f.indexes = true, true
	}
	if op, ok := inPlaceMethods[name]; ok {
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
