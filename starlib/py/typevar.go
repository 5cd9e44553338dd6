package py

import (
	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// typeVar is a name for any type: a TypeVar, a ParamSpec or a TypeVarTuple.
type typeVar struct {
	ip          *Interp
	kind, name  string
	sign        string // before the name: "~", "+" where it is covariant, "-" where it is contravariant
	bound       starlark.Value
	constraints starlark.Tuple
}

func (t *typeVar) String() string        { return t.sign + t.name }
func (t *typeVar) Type() string          { return t.kind }
func (t *typeVar) Freeze()               {}
func (t *typeVar) Truth() starlark.Bool  { return true }
func (t *typeVar) Hash() (uint32, error) { return uint32(PointerOf(t) >> 4), nil }
func (t *typeVar) Name() string          { return t.name }

// Binary is a union with another type.
func (t *typeVar) Binary(op syntax.Token, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	return t.ip.typingUnion(t, op, y, side)
}

// Attr is what it was made of.
func (t *typeVar) Attr(name string) (starlark.Value, error) {
	switch name {
	case "__name__":
		return starlark.String(t.name), nil
	case "__bound__":
		return t.bound, nil
	case "__constraints__":
		return t.constraints, nil
	case "__covariant__":
		return starlark.Bool(t.sign == "+"), nil
	case "__contravariant__":
		return starlark.Bool(t.sign == "-"), nil
	case "__module__":
		return starlark.String("__main__"), nil
	case "args", "kwargs":
		if t.kind == "ParamSpec" {
			return forwardRef(t.name + "." + name), nil
		}
	}
	return nil, nil
}

// AttrNames is the names of these.
func (t *typeVar) AttrNames() []string {
	return []string{"__bound__", "__constraints__", "__contravariant__", "__covariant__", "__module__", "__name__"}
}

// newTypeVar is TypeVar(name, *constraints, bound=None, covariant=False, contravariant=False) and its kin.
func newTypeVar(kind string) func(c *Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		args, kwargs := c.Args, c.Kwargs
		if len(args) == 0 && len(kwargs) > 0 && kwargs[0][0] == starlark.String("name") {
			args, kwargs = starlark.Tuple{kwargs[0][1]}, kwargs[1:]
		}
		if len(args) == 0 && len(kwargs) > 0 {
			return nil, Raise("TypeError", "%s() got an unexpected keyword argument %s", kind, kwargs[0][0])
		}
		if len(args) == 0 {
			return nil, Raise("TypeError", "%s.__new__() missing 1 required positional argument: 'name'", kind)
		}
		name, ok := starlark.AsString(args[0])
		if !ok {
			return nil, Raise("TypeError", "%s: name: got %s, want a string", kind, TypeOf(args[0]))
		}
		t := &typeVar{ip: c.Interp, kind: kind, name: name, sign: "~", bound: starlark.None, constraints: starlark.Tuple{}}
		if kind == "TypeVarTuple" {
			t.sign = ""
		}
		if kind == "TypeVar" {
			t.constraints = append(t.constraints, args[1:]...)
		} else if len(args) > 1 {
			return nil, Raise("TypeError", "%s() takes 1 positional argument but %d were given", kind, len(args))
		}
		covariant, contravariant := false, false
		err := starlark.UnpackArgs(kind, nil, kwargs, "bound?", &t.bound, "covariant?", &covariant, "contravariant?", &contravariant)
		switch {
		case err != nil:
			return nil, Raise("TypeError", "%w", err)
		case covariant && contravariant:
			return nil, Raise("ValueError", "Bivariant types are not supported.")
		case len(t.constraints) == 1:
			return nil, Raise("TypeError", "A single constraint is not allowed")
		case len(t.constraints) > 0 && t.bound != starlark.None:
			return nil, Raise("TypeError", "Constraints cannot be combined with bound=...")
		case covariant:
			t.sign = "+"
		case contravariant:
			t.sign = "-"
		}
		return t, nil
	}
}

// forwardRef is the name of a type that is to come: List["Node"].
type forwardRef string

func (r forwardRef) String() string        { return "ForwardRef(" + quoted(string(r)) + ")" }
func (r forwardRef) Type() string          { return "ForwardRef" }
func (r forwardRef) Freeze()               {}
func (r forwardRef) Truth() starlark.Bool  { return true }
func (r forwardRef) Hash() (uint32, error) { return starlark.String(r).Hash() }

// Attr is the name.
func (r forwardRef) Attr(name string) (starlark.Value, error) {
	if name == "__forward_arg__" {
		return starlark.String(r), nil
	}
	return nil, nil
}

// AttrNames is the name of it.
func (r forwardRef) AttrNames() []string { return []string{"__forward_arg__"} }

// Binary is a union with another type.
func (r forwardRef) Binary(syntax.Token, starlark.Value, starlark.Side) (starlark.Value, error) {
	return nil, nil
}

// newType is what NewType makes: a function that gives back its argument.
type newType struct {
	ip   *Interp
	name string
	of   starlark.Value
}

func (n *newType) String() string        { return "__main__." + n.name }
func (n *newType) Type() string          { return "NewType" }
func (n *newType) Freeze()               {}
func (n *newType) Truth() starlark.Bool  { return true }
func (n *newType) Hash() (uint32, error) { return starlark.String(n.name).Hash() }
func (n *newType) Name() string          { return n.name }

// CallInternal gives back the argument.
func (n *newType) CallInternal(_ *starlark.Thread, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	if len(args) != 1 || len(kwargs) > 0 {
		return nil, Raise("TypeError", "NewType.__call__() takes 2 positional arguments but %d were given", len(args)+len(kwargs)+1)
	}
	return args[0], nil
}

// Binary is a union with another type.
func (n *newType) Binary(op syntax.Token, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	return n.ip.typingUnion(n, op, y, side)
}

// Attr is what it was made of.
func (n *newType) Attr(name string) (starlark.Value, error) {
	switch name {
	case "__name__", "__qualname__":
		return starlark.String(n.name), nil
	case "__module__":
		return starlark.String("__main__"), nil
	case "__supertype__":
		return n.of, nil
	}
	return nil, nil
}

// AttrNames is the names of these.
func (n *newType) AttrNames() []string { return []string{"__module__", "__name__", "__supertype__"} }
