package py

import (
	"strings"

	"go.starlark.net/starlark"
)

// alias is a generic class with its parameters: Box[int], which is Box.
type alias struct {
	of     *class
	params starlark.Value
}

func (a *alias) String() string {
	list, ok := a.params.(starlark.Tuple)
	if !ok {
		list = starlark.Tuple{a.params}
	}
	return a.of.fullName() + "[" + strings.Join(typeReprs(list), ", ") + "]"
}
func (a *alias) Type() string          { return "_GenericAlias" }
func (a *alias) Freeze()               {}
func (a *alias) Truth() starlark.Bool  { return true }
func (a *alias) Hash() (uint32, error) { return a.of.Hash() }
func (a *alias) Name() string          { return a.of.name }

// CallInternal makes an instance.
func (a *alias) CallInternal(th *starlark.Thread, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	return a.of.CallInternal(th, args, kwargs)
}

// Attr is an attribute of the class.
func (a *alias) Attr(name string) (starlark.Value, error) {
	switch name {
	case "__origin__":
		return a.of, nil
	case "__args__":
		if t, ok := a.params.(starlark.Tuple); ok {
			return t, nil
		}
		return starlark.Tuple{a.params}, nil
	}
	return a.of.Attr(name)
}

// AttrNames is the names of them.
func (a *alias) AttrNames() []string { return a.of.AttrNames() }

// Get is the alias with other parameters.
func (a *alias) Get(key starlark.Value) (starlark.Value, bool, error) {
	return &alias{a.of, key}, true, nil
}
