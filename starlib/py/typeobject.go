package py

import (
	"fmt"
	"slices"
	"strings"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// TypeObject is one of Python's own types: called it makes a value, and it has the methods of its
// values as functions.
type TypeObject struct {
	ip   *Interp
	name string
	kind valueKind         // noKind: its values have no methods by the table
	make starlark.Callable // what a call does
}

// typeObjects is the names of the builtins that are types.
var typeObjects = strings.Fields("bool bytearray bytes dict enumerate filter float frozenset int list map range reversed set slice str tuple type zip")

func (t *TypeObject) Name() string          { return t.name }
func (t *TypeObject) String() string        { return fmt.Sprintf("<class '%s'>", t.name) }
func (t *TypeObject) Type() string          { return "type" }
func (t *TypeObject) Freeze()               {}
func (t *TypeObject) Truth() starlark.Bool  { return true }
func (t *TypeObject) Hash() (uint32, error) { return starlark.String(t.name).Hash() }

// CallInternal makes a value.
func (t *TypeObject) CallInternal(th *starlark.Thread, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	return t.make.CallInternal(th, args, kwargs)
}

// Attr is a method of its values that takes the value first, or one of the type itself.
func (t *TypeObject) Attr(name string) (starlark.Value, error) {
	switch name {
	case "__name__", "__qualname__":
		return starlark.String(t.name), nil
	case "__module__":
		return starlark.String("builtins"), nil
	case "__doc__":
		return starlark.String(t.about()), nil
	case "__bases__", "__dict__", "__mro__":
		return t.ip.builtinClass(t.name).Attr(name)
	}
	for _, e := range classMethods()[t.kind] {
		if e.Name() == name {
			m := t.ip.methods[name].by[t.kind]
			return m.unbound.BindReceiver(t), nil
		}
	}
	if t.kind == noKind || !slices.Contains(t.AttrNames(), name) {
		return nil, Raise("AttributeError", "type object '%s' has no attribute '%s'", t.name, name)
	}
	return starlark.NewBuiltin(name, t.unbound), nil
}

// about is the line of the table about the type.
func (t *TypeObject) about() string {
	if f, ok := t.make.(*Function); ok {
		return f.entry.Doc
	}
	return t.name
}

// AttrNames is the names of the methods.
func (t *TypeObject) AttrNames() []string {
	if t.kind == noKind {
		return nil
	}
	return t.ip.attrNames(sampleOf(t.kind))
}

// sampleOf is a value of a kind.
func sampleOf(k valueKind) starlark.Value {
	return [valueKinds]starlark.Value{
		nil, starlark.String(""), starlark.Bytes(""), &bytearray{}, new(starlark.List), new(starlark.Dict), new(starlark.Set),
		&frozenset{new(starlark.Set)},
		starlark.Tuple{},
		zero, starlark.Float(0), starlark.False, &span{}, &slice{}, starlark.None,
	}[k]
}

// unbound calls a method with the value as the first argument.
func (t *TypeObject) unbound(th *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	if len(args) == 0 {
		return nil, Raise("TypeError", "unbound method %s.%s() needs an argument", t.name, b.Name())
	}
	kind := valueKindOf(args[0])
	if kind != t.kind && !(t.kind == intKind && kind == boolKind) {
		return nil, Raise("TypeError", "descriptor '%s' for '%s' objects doesn't apply to a '%s' object", b.Name(), t.name, TypeOf(args[0]))
	}
	m, err := t.ip.attr(args[0], b.Name())
	if err != nil {
		return nil, err
	}
	f, ok := m.(starlark.Callable)
	if !ok {
		return m, nil
	}
	return f.CallInternal(th, args[1:], kwargs)
}

// Get is what stands for a type of values in an annotation, list[int]. Starlark asks it for x in list, too.
func (t *TypeObject) Get(key starlark.Value) (starlark.Value, bool, error) {
	if t.ip.atMembership() {
		r := t.ip.gil.holder
		r.stop(t.ip.found(r, Raise("TypeError", "argument of type 'type' is not iterable"))) // Starlark takes an error for "not in"
		return nil, false, nil
	}
	if !slices.Contains(strings.Fields("dict enumerate filter frozenset list map set tuple type"), t.name) {
		return nil, false, Raise("TypeError", "type '%s' is not subscriptable", t.name)
	}
	args, ok := key.(starlark.Tuple)
	if !ok {
		args = starlark.Tuple{key}
	}
	return &typeAlias{t, args}, true, nil
}

// atMembership reports whether the script is at an operator in, or not in.
func (ip *Interp) atMembership() bool {
	r := ip.gil.holder
	if r == nil || r.th == nil || r.th.CallStackDepth() == 0 {
		return false
	}
	p, ok := ip.sources.place(r.th.CallFrame(0).Pos)
	if text := []rune(p.Text); ok && p.Col >= 1 && p.Col <= len(text) {
		at := string(text[p.Col-1:])
		return strings.HasPrefix(at, "in ") || strings.HasPrefix(at, "not ")
	}
	return false
}

// Binary is a union of types, int | None.
func (t *TypeObject) Binary(op syntax.Token, other starlark.Value, side starlark.Side) (starlark.Value, error) {
	return typeUnion(t, op, other, side)
}

// typeUnion is x | y of types.
func typeUnion(t starlark.Value, op syntax.Token, other starlark.Value, side starlark.Side) (starlark.Value, error) {
	switch o := other.(type) {
	case *TypeObject, *typeAlias, *class, *alias, *Constructor, TypeName, starlark.NoneType:
	case *Function:
		if o.entry.Class == "" {
			return nil, nil
		}
	default:
		return nil, nil
	}
	switch {
	case op != syntax.PIPE:
		return nil, nil
	case side == starlark.Right:
		return newUnion(other, t), nil
	}
	return newUnion(t, other), nil
}

// typeAlias is a type with the types of what it holds, list[int].
type typeAlias struct {
	of   *TypeObject
	args starlark.Tuple
}

func (a *typeAlias) String() string        { return a.of.name + "[" + typeNames(a.args, ", ") + "]" }
func (a *typeAlias) Type() string          { return "types.GenericAlias" }
func (a *typeAlias) Freeze()               {}
func (a *typeAlias) Truth() starlark.Bool  { return true }
func (a *typeAlias) Hash() (uint32, error) { return starlark.String(a.String()).Hash() }
func (a *typeAlias) Name() string          { return a.of.name }

// Attr is what it is made of, or an attribute of the type.
func (a *typeAlias) Attr(name string) (starlark.Value, error) {
	switch name {
	case "__origin__":
		return a.of, nil
	case "__args__":
		return a.args, nil
	case "__parameters__":
		return typeVars(a.args), nil
	}
	return a.of.Attr(name)
}

// AttrNames is the names of these.
func (a *typeAlias) AttrNames() []string {
	return append(a.of.AttrNames(), "__args__", "__origin__", "__parameters__")
}

// CompareSameType compares the types.
func (a *typeAlias) CompareSameType(op syntax.Token, y starlark.Value, depth int) (bool, error) {
	b, ok := y.(*typeAlias)
	same := ok && a.of.name == b.of.name
	if same {
		var err error
		if same, err = starlark.EqualDepth(a.args, b.args, depth-1); err != nil {
			return false, err
		}
	}
	switch op {
	case syntax.EQL:
		return same, nil
	case syntax.NEQ:
		return !same, nil
	}
	return false, Raise("TypeError", "'%s' not supported between instances of 'types.GenericAlias' and '%s'", op, TypeOf(y))
}

// CallInternal makes a value of the type.
func (a *typeAlias) CallInternal(th *starlark.Thread, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	return a.of.CallInternal(th, args, kwargs)
}

// Binary is a union of types.
func (a *typeAlias) Binary(op syntax.Token, other starlark.Value, side starlark.Side) (starlark.Value, error) {
	return typeUnion(a, op, other, side)
}

// typeNames is types as annotations have them.
func typeNames(types starlark.Tuple, sep string) string {
	names := make([]string, len(types))
	for i, t := range types {
		names[i] = typeRepr(t)
	}
	return strings.Join(names, sep)
}
