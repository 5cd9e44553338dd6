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

// inStarlark reports whether the call stands in a .star file.
func (c *Call) inStarlark() bool {
	if c.Thread == nil || c.Thread.CallStackDepth() < 2 {
		return false
	}
	src := c.sources.get(c.Thread.CallFrame(1).Pos.Filename())
	return src != nil && strings.HasSuffix(src.file, ".star")
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

// classed is a value of a class that makes it, nil where it has none.
type classed interface{ pyClass() *Constructor }

// kin is a value of more classes than the one of its type.
type kin interface{ IsA(class string) bool }

// builtinInstance is isinstance(x, t) of a value that is not of a class of the script's.
func builtinInstance(x, t starlark.Value) (bool, error) {
	name := ""
	switch t := t.(type) {
	case *starlark.Builtin:
		name = t.Name()
	case *TypeObject:
		name = t.name
	case *Function:
		name = t.entry.Name()
	case TypeName:
		name = string(t)
	case *Namespace:
		name = t.Name
	case *Constructor:
		name = t.Name()
	case starlark.NoneType:
		name = "NoneType"
	default:
		return false, notAType(t, false)
	}
	if _, ok := x.(*Named); ok && name == "tuple" {
		return true, nil
	}
	if _, ok := x.(*Constructor); ok {
		return name == "type" || name == "object", nil
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
