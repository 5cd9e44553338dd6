package py

import (
	"strings"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// typingForm is a name of the module typing that takes types in brackets, or stands alone: Union, List, Any.
type typingForm struct {
	ip     *Interp
	name   string
	origin string // the type it stands for, "dict" or "collections.abc.Iterable"; "" of what is none
	most   int    // how many types it takes: 0 none, below 0 any number
}

func (f *typingForm) String() string        { return "typing." + f.name }
func (f *typingForm) Freeze()               {}
func (f *typingForm) Truth() starlark.Bool  { return true }
func (f *typingForm) Hash() (uint32, error) { return starlark.String(f.name).Hash() }
func (f *typingForm) Name() string          { return f.name }

// Type is as CPython names it.
func (f *typingForm) Type() string {
	if f.origin != "" {
		return "_SpecialGenericAlias"
	}
	return "_SpecialForm"
}

// Attr is the name, or what it stands for.
func (f *typingForm) Attr(name string) (starlark.Value, error) {
	switch name {
	case "__name__", "__qualname__", "_name":
		return starlark.String(f.name), nil
	case "__module__":
		return starlark.String("typing"), nil
	case "__origin__":
		if f.origin != "" {
			return f.ip.typeByName(f.origin), nil
		}
	}
	return nil, nil
}

// AttrNames is the names of these.
func (f *typingForm) AttrNames() []string { return []string{"__module__", "__name__", "__origin__"} }

// CallInternal is an error: forms make no values.
func (f *typingForm) CallInternal(*starlark.Thread, starlark.Tuple, []starlark.Tuple) (starlark.Value, error) {
	if f.origin != "" {
		return nil, Raise("TypeError", "Type %s cannot be instantiated; use %s() instead", f.name, lastName(f.origin))
	}
	return nil, Raise("TypeError", "Cannot instantiate typing.%s", f.name)
}

// Binary is a union with another type.
func (f *typingForm) Binary(op syntax.Token, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	return f.ip.typingUnion(f, op, y, side)
}

// Get is the form with types.
func (f *typingForm) Get(key starlark.Value) (starlark.Value, bool, error) {
	v, err := f.with(key)
	return v, err == nil, err
}

func (f *typingForm) with(key starlark.Value) (starlark.Value, error) {
	args, several := key.(starlark.Tuple)
	if !several {
		args = starlark.Tuple{key}
	}
	switch f.name {
	case "Literal":
		return &typingAlias{form: f, args: unique(args)}, nil
	case "Annotated":
		if len(args) < 2 {
			return nil, Raise("TypeError", "Annotated[...] should be used with at least two arguments (a type and an annotation).")
		}
		of, err := f.ip.typeArgs(args[:1])
		return &typingAlias{form: f, args: of, more: args[1:]}, err
	case "Callable":
		return f.callable(args)
	case "Union":
		if len(args) == 0 {
			return nil, Raise("TypeError", "Cannot take a Union of no types.")
		}
		all, err := f.ip.typeArgs(args)
		if err != nil {
			return nil, err
		}
		return f.ip.unionOf(all), nil
	case "Tuple":
		if len(args) == 2 && args[1] == (ellipsis{}) {
			of, err := f.ip.typeArgs(args[:1])
			return &typingAlias{form: f, args: append(of, ellipsis{})}, err
		}
	}
	switch {
	case f.most == 0:
		return nil, Raise("TypeError", "typing.%s is not subscriptable", f.name)
	case f.origin == "" && f.most == 1 && len(args) != 1:
		return nil, Raise("TypeError", "typing.%s %s. Got %s.", f.name, map[bool]string{true: "requires a single type", false: "accepts only single type"}[f.name == "Optional"], args.String())
	case f.most > 0 && len(args) > f.most:
		return nil, Raise("TypeError", "Too many arguments for typing.%s; actual %d, expected %d", f.name, len(args), f.most)
	case f.most > 0 && len(args) < f.most:
		return nil, Raise("TypeError", "Too few arguments for typing.%s; actual %d, expected %d", f.name, len(args), f.most)
	}
	all, err := f.ip.typeArgs(args)
	if err != nil {
		return nil, err
	}
	if f.name == "Optional" {
		return f.ip.unionOf(starlark.Tuple{all[0], f.ip.noneType()}), nil
	}
	return &typingAlias{form: f, args: all}, nil
}

// callable is Callable[[types], result].
func (f *typingForm) callable(args starlark.Tuple) (starlark.Value, error) {
	if len(args) != 2 {
		return nil, Raise("TypeError", "Callable must be used as Callable[[arg, ...], result].")
	}
	var takes starlark.Tuple
	switch list := args[0].(type) {
	case *starlark.List:
		takes = starlark.Tuple(valuesOfList(list))
	case ellipsis, *typeVar, *typingAlias:
		result, err := f.ip.typeArgs(args[1:])
		return &typingAlias{form: f, args: append(starlark.Tuple{list}, result...), open: true}, err
	default:
		return nil, Raise("TypeError", "Expected a list of types, an ellipsis, ParamSpec, or Concatenate. Got %s", typeRepr(list))
	}
	all, err := f.ip.typeArgs(append(takes, args[1]))
	return &typingAlias{form: f, args: all}, err
}

func valuesOfList(l *starlark.List) []starlark.Value {
	out := make([]starlark.Value, 0, l.Len())
	for v := range l.Elements() {
		out = append(out, v)
	}
	return out
}

// typeArgs is types as typing keeps them: None is its type, and texts are names of types to come.
func (ip *Interp) typeArgs(args starlark.Tuple) (starlark.Tuple, error) {
	out := make(starlark.Tuple, len(args))
	for i, v := range args {
		switch v := v.(type) {
		case starlark.NoneType:
			out[i] = ip.noneType()
		case starlark.String:
			out[i] = forwardRef(v)
		case starlark.Int, starlark.Float, starlark.Bool, *starlark.Dict, *starlark.Set:
			return nil, Raise("TypeError", "Parameters to generic types must be types. Got %s.", Short(v))
		default:
			out[i] = v
		}
	}
	return out, nil
}

// noneType is the type of None.
func (ip *Interp) noneType() starlark.Value { return ip.builtinClass("NoneType").shown() }

// unionOf is the union of types, of which there may be only one.
func (ip *Interp) unionOf(types starlark.Tuple) starlark.Value {
	var flat starlark.Tuple
	for _, t := range types {
		switch t := t.(type) {
		case *typingAlias:
			if t.form.name == "Union" {
				flat = append(flat, t.args...)
				continue
			}
		case *union:
			for _, one := range t.types {
				if one == starlark.None {
					one = ip.noneType()
				}
				flat = append(flat, one)
			}
			continue
		}
		flat = append(flat, t)
	}
	if flat = unique(flat); len(flat) == 1 {
		return flat[0]
	}
	return &typingAlias{form: ip.typing("Union"), args: flat}
}

// unique is values without those that are there already.
func unique(all starlark.Tuple) starlark.Tuple {
	var out starlark.Tuple
	for _, v := range all {
		if !hasEqual(out, v) {
			out = append(out, v)
		}
	}
	return out
}

func hasEqual(all starlark.Tuple, v starlark.Value) bool {
	for _, o := range all {
		if same, err := starlark.Equal(o, v); err == nil && same && o.Type() == v.Type() {
			return true
		}
	}
	return false
}

// typing is the form of that name.
func (ip *Interp) typing(name string) *typingForm {
	return ip.modules["typing"].members[name].(*typingForm)
}

// typingUnion is x | y where one is a form or an alias of typing.
func (ip *Interp) typingUnion(x starlark.Value, op syntax.Token, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	if op != syntax.PIPE {
		return nil, nil
	}
	switch y.(type) {
	case *TypeObject, *typeAlias, *alias, *class, *union, *typingAlias, *typingForm, *typeVar, *Function, *Constructor, TypeName, starlark.NoneType, starlark.String:
	default:
		return nil, nil
	}
	if side == starlark.Right {
		x, y = y, x
	}
	all, err := ip.typeArgs(starlark.Tuple{x, y})
	if err != nil {
		return nil, err
	}
	return ip.unionOf(all), nil
}

// typeByName is a builtin type or a class of a module.
func (ip *Interp) typeByName(name string) starlark.Value {
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		if m := ip.modules[name[:i]]; m != nil {
			if v := m.members[name[i+1:]]; v != nil {
				return v
			}
		}
		return TypeName(name)
	}
	return ip.builtinClass(name).shown()
}

func lastName(name string) string { return name[strings.LastIndexByte(name, '.')+1:] }
