package py

import (
	"fmt"
	"reflect"
	"strings"

	"go.starlark.net/starlark"
)

// TypeName is a type that has no constructor of its own.
type TypeName string

func (t TypeName) String() string        { return fmt.Sprintf("<class '%s'>", string(t)) }
func (t TypeName) Type() string          { return "type" }
func (t TypeName) Freeze()               {}
func (t TypeName) Truth() starlark.Bool  { return true }
func (t TypeName) Hash() (uint32, error) { return starlark.String(t).Hash() }

// Attr is __name__, without the package.
func (t TypeName) Attr(name string) (starlark.Value, error) {
	if name == "__name__" {
		return starlark.String(t[strings.LastIndexByte(string(t), '.')+1:]), nil
	}
	return nil, nil
}

// AttrNames is empty.
func (t TypeName) AttrNames() []string { return nil }

// typeOf is type(x): in a .star file the name, as in Starlark, else a value that
// compares with str, int, a dataclass and the like, as in Python.
func typeOf(c *Call) (starlark.Value, error) {
	var x starlark.Value
	if err := c.Unpack("x", &x); err != nil {
		return nil, err
	}
	if c.Thread != nil && c.Thread.CallStackDepth() > 1 {
		src := c.sources.get(c.Thread.CallFrame(1).Pos.Filename())
		if src != nil && strings.HasSuffix(src.file, ".star") {
			return starlark.String(x.Type()), nil
		}
	}
	if o, ok := x.(*instance); ok {
		return o.class, nil
	}
	name := TypeOf(x)
	switch v := c.session.builtins[name].(type) {
	case *starlark.Builtin:
		return v, nil
	}
	if j, ok := x.(interface{ Class() string }); ok {
		return c.classNamed(j.Class()), nil
	}
	return TypeName(name), nil
}

// classNamed is the class of that full name, the member of a module if there is one.
func (ip *Interp) classNamed(full string) starlark.Value {
	if at := strings.LastIndexByte(full, '.'); at > 0 {
		if m := ip.modules[full[:at]]; m != nil {
			if f, ok := m.members[full[at+1:]].(*Function); ok && f.entry.Class == full {
				return f
			}
		}
	}
	return TypeName(full)
}

// isInstance is isinstance(x, type).
func isInstance(c *Call) (starlark.Value, error) {
	var x, t starlark.Value
	if err := c.Unpack("x", &x, "type", &t); err != nil {
		return nil, err
	}
	types := starlark.Tuple{t}
	if list, ok := t.(starlark.Tuple); ok {
		types = list
	}
	for _, t := range types {
		is, err := instanceOf(x, t)
		if err != nil || is {
			return starlark.Bool(is), err
		}
	}
	return starlark.Bool(false), nil
}

// kin is a value of more classes than the one of its type.
type kin interface{ IsA(class string) bool }

func instanceOf(x, t starlark.Value) (bool, error) {
	name := ""
	switch t := t.(type) {
	case *class:
		o, ok := x.(*instance)
		return ok && o.class == t, nil
	case *tupleClass:
		n, ok := x.(*Named)
		return ok && n.of == t.of, nil
	case *starlark.Builtin:
		name = t.Name()
	case *Function:
		name = t.entry.Name()
	case TypeName:
		name = string(t)
	case *Namespace:
		name = t.Name
	case *Constructor:
		if _, ok := x.(Datetime); ok && t.Name() == "datetime" {
			return true, nil
		}
		name = t.Name()
	case starlark.NoneType:
		name = "NoneType"
	default:
		return false, Raise("TypeError", "isinstance: got %s, want a type or a tuple of types", TypeOf(t))
	}
	if _, ok := x.(*Named); ok && name == "tuple" {
		return true, nil
	}
	if k, ok := x.(kin); ok && k.IsA(name) {
		return true, nil
	}
	return TypeOf(x) == name || name == "int" && x.Type() == "bool" || name == "object", nil
}

// PointerOf is where a value that has no hash is.
func PointerOf(x starlark.Value) uint64 {
	if v := reflect.ValueOf(x); v.Kind() == reflect.Pointer {
		return uint64(v.Pointer())
	}
	return 0
}

// TypeOf is the name of v's type in Python.
func TypeOf(v starlark.Value) string {
	if v.Type() == "string" {
		return "str"
	}
	return v.Type()
}
