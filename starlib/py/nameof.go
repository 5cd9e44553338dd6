package py

import "go.starlark.net/starlark"

// nameGuard is the guard of x.__name__: Starlark's functions and types have no attributes.
const nameGuard = "__name_of__"

// classGuard is the guard of x.__class__.
const classGuard = "__class_of__"

type classOf struct {
	guard
	ip *Interp
}

// Get is the class of x.
func (c classOf) Get(x starlark.Value) (starlark.Value, bool, error) {
	v, err := c.ip.attr(x, "__class__")
	return v, err == nil, err
}

type nameOf struct{ guard }

// Get is the name of a function or type, and for other values their attribute.
func (nameOf) Get(x starlark.Value) (starlark.Value, bool, error) {
	switch x := x.(type) {
	case *starlark.Builtin:
		return starlark.String(x.Name()), true, nil
	case *starlark.Function:
		if v := attrOf(x, "__name__"); v != nil {
			return v, true, nil
		}
		return starlark.String(plainName(x.Name())), true, nil
	case *Function:
		return starlark.String(x.entry.Name()), true, nil
	}
	v, err := GetAttr(x, "__name__")
	return v, err == nil, err
}
