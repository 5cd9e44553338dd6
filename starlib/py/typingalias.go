package py

import (
	"strings"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// typingAlias is a form of typing with its types: Dict[str, int].
type typingAlias struct {
	form *typingForm
	args starlark.Tuple
	more starlark.Tuple // what Annotated says beside the type
	open bool           // Callable[..., int]: what it takes is no list
}

func (a *typingAlias) String() string { return plain(a, PlainMost) }

func (a *typingAlias) write(w *reprWriter) error {
	if len(a.more) == 0 {
		w.WriteString(a.text())
		return nil
	}
	if err := w.enter(a); err != nil {
		return err
	}
	defer w.leave()
	w.WriteString("typing." + a.form.name + "[" + typeRepr(a.args[0]))
	for _, v := range a.more {
		w.WriteString(", ")
		if err := w.value(v); err != nil {
			return err
		}
	}
	w.WriteString("]")
	return nil
}

// text is the repr of what is no Annotated.
func (a *typingAlias) text() string {
	ip, names := a.form.ip, make([]string, 0, len(a.args)+len(a.more))
	switch {
	case a.form.name == "Literal":
		for _, v := range a.args {
			names = append(names, plain(v, PlainMost))
		}
	case a.form.name == "Union" && len(a.args) == 2 && (a.args[0] == ip.noneType() || a.args[1] == ip.noneType()):
		other := a.args[0]
		if other == ip.noneType() {
			other = a.args[1]
		}
		return "typing.Optional[" + typeRepr(other) + "]"
	case a.form.name == "Callable" && !a.open:
		last := len(a.args) - 1
		return "typing.Callable[[" + strings.Join(typeReprs(a.args[:last]), ", ") + "], " + typeRepr(a.args[last]) + "]"
	case a.form.name == "Tuple" && len(a.args) == 0:
		names = append(names, "()")
	default:
		names = append(names, typeReprs(a.args)...)
	}
	return "typing." + a.form.name + "[" + strings.Join(names, ", ") + "]"
}

func (a *typingAlias) Type() string {
	switch a.form.name {
	case "Union":
		return "_UnionGenericAlias"
	case "Literal":
		return "_LiteralGenericAlias"
	case "Annotated":
		return "_AnnotatedAlias"
	case "Callable":
		return "_CallableGenericAlias"
	}
	return "_GenericAlias"
}
func (a *typingAlias) Freeze()               {}
func (a *typingAlias) Truth() starlark.Bool  { return true }
func (a *typingAlias) Hash() (uint32, error) { return a.form.Hash() }
func (a *typingAlias) Name() string          { return a.form.name }

// CompareSameType compares what they are made of; the order of the types of a union does not count.
func (a *typingAlias) CompareSameType(op syntax.Token, y starlark.Value, depth int) (bool, error) {
	b, ok := y.(*typingAlias)
	same := ok && a.form.name == b.form.name && len(a.args) == len(b.args) && len(a.more) == len(b.more) && a.open == b.open
	unordered := a.form.name == "Union" || a.form.name == "Literal"
	for i := 0; same && i < len(a.args); i++ {
		if unordered {
			same = hasEqual(b.args, a.args[i])
			continue
		}
		is, err := starlark.EqualDepth(a.args[i], b.args[i], depth-1)
		if err != nil {
			return false, err
		}
		same = is
	}
	for i := 0; same && i < len(a.more); i++ {
		is, err := starlark.EqualDepth(a.more[i], b.more[i], depth-1)
		if err != nil {
			return false, err
		}
		same = is
	}
	switch op {
	case syntax.EQL:
		return same, nil
	case syntax.NEQ:
		return !same, nil
	}
	return false, Raise("TypeError", "'%s' not supported between instances of '%s' and '%s'", op, a.Type(), TypeOf(y))
}

// Binary is a union with another type.
func (a *typingAlias) Binary(op syntax.Token, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	return a.form.ip.typingUnion(a, op, y, side)
}

// CallInternal is an error: forms make no values.
func (a *typingAlias) CallInternal(th *starlark.Thread, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	if a.form.name == "Annotated" {
		return starlark.Call(th, a.args[0], args, kwargs)
	}
	return a.form.CallInternal(th, args, kwargs)
}

// Attr is what it is made of.
func (a *typingAlias) Attr(name string) (starlark.Value, error) {
	switch name {
	case "__origin__":
		switch {
		case a.form.name == "Annotated":
			return a.args[0], nil
		case a.form.origin == "":
			return a.form, nil
		}
		return a.form.ip.typeByName(a.form.origin), nil
	case "__args__":
		return a.args, nil
	case "__metadata__":
		if a.form.name == "Annotated" {
			return a.more, nil
		}
	case "__parameters__":
		return typeVars(a.args), nil
	}
	return a.form.Attr(name)
}

// AttrNames is the names of these.
func (a *typingAlias) AttrNames() []string {
	return []string{"__args__", "__module__", "__name__", "__origin__", "__parameters__"}
}

// Get puts types in the places of its type variables.
func (a *typingAlias) Get(key starlark.Value) (starlark.Value, bool, error) {
	with, several := key.(starlark.Tuple)
	if !several {
		with = starlark.Tuple{key}
	}
	vars := typeVars(a.args)
	if len(vars) == 0 {
		return nil, false, Raise("TypeError", "%s is not a generic class", a.String())
	}
	if len(with) != len(vars) {
		few := "many"
		if len(with) < len(vars) {
			few = "few"
		}
		return nil, false, Raise("TypeError", "Too %s arguments for %s; actual %d, expected %d", few, a.String(), len(with), len(vars))
	}
	with, err := a.form.ip.typeArgs(with)
	if err != nil {
		return nil, false, err
	}
	return a.replaced(vars, with), true, nil
}

// replaced is a with other types in the places of variables.
func (a *typingAlias) replaced(vars, with starlark.Tuple) starlark.Value {
	args := make(starlark.Tuple, len(a.args))
	for i, v := range a.args {
		args[i] = replacedIn(v, vars, with)
	}
	if a.form.name == "Union" {
		return a.form.ip.unionOf(args)
	}
	return &typingAlias{form: a.form, args: args, more: a.more, open: a.open}
}

func replacedIn(v starlark.Value, vars, with starlark.Tuple) starlark.Value {
	switch v := v.(type) {
	case *typeVar:
		for i, p := range vars {
			if p == starlark.Value(v) {
				return with[i]
			}
		}
	case *typingAlias:
		return v.replaced(vars, with)
	case *typeAlias:
		args := make(starlark.Tuple, len(v.args))
		for i, a := range v.args {
			args[i] = replacedIn(a, vars, with)
		}
		return &typeAlias{v.of, args}
	}
	return v
}

// typeVars is the type variables in types, each once.
func typeVars(types starlark.Tuple) starlark.Tuple {
	out := starlark.Tuple{}
	for _, t := range types {
		switch t := t.(type) {
		case *typeVar:
			out = append(out, t)
		case *typingAlias:
			out = append(out, typeVars(t.args)...)
		case *typeAlias:
			out = append(out, typeVars(t.args)...)
		}
	}
	if len(out) < 2 {
		return out
	}
	return unique(out)
}

// typeRepr is a type as others have it in their brackets.
func typeRepr(v starlark.Value) string {
	switch v := v.(type) {
	case *class:
		return v.fullName()
	case *TypeObject:
		return v.name
	case ellipsis:
		return "..."
	case TypeName:
		return string(v)
	case *Function:
		if v.entry.Class != "" {
			return v.entry.Class
		}
	case *starlark.Builtin:
		return v.Name()
	case *Constructor:
		return v.Class()
	case *starlark.List:
		return "[" + strings.Join(typeReprs(valuesOfList(v)), ", ") + "]"
	}
	return PlainText(v, PlainMost)
}

func typeReprs(types starlark.Tuple) []string {
	out := make([]string, len(types))
	for i, t := range types {
		out[i] = typeRepr(t)
	}
	return out
}
