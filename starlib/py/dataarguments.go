package py

import (
	"fmt"
	"slices"

	"go.starlark.net/starlark"
)

// dataArguments is the arguments of the __init__ of a dataclass, or of the __new__ of a named tuple.
type dataArguments struct {
	name   string // of the function, as errors have it
	fields []*dataField
}

// bind is the values of the fields that were given, nil for the others.
func (a *dataArguments) bind(c *Call) ([]starlark.Value, error) {
	values := make([]starlark.Value, len(a.fields))
	var places []int // of the positional ones
	least := 1
	for i, in := range a.fields {
		if in.init && !in.kwOnly {
			places = append(places, i)
			if in.value == nil && in.factory == nil {
				least++
			}
		}
	}
	if len(c.Args) > len(places) {
		takes := fmt.Sprint(len(places) + 1)
		if least <= len(places) {
			takes = fmt.Sprintf("from %d to %d", least, len(places)+1)
		}
		s, were := "s", "were"
		if takes == "1" {
			s = ""
		}
		return nil, Raise("TypeError", "%s takes %s positional argument%s but %d %s given", a.name, takes, s, len(c.Args)+1, were)
	}
	for j, v := range c.Args {
		values[places[j]] = v
	}
	for _, kv := range c.Kwargs {
		name := string(kv[0].(starlark.String))
		i := slices.IndexFunc(a.fields, func(in *dataField) bool { return in.name == name && in.init })
		switch {
		case i < 0:
			return nil, Raise("TypeError", "%s got an unexpected keyword argument '%s'", a.name, name)
		case values[i] != nil:
			return nil, Raise("TypeError", "%s got multiple values for argument '%s'", a.name, name)
		}
		values[i] = kv[1]
	}
	return values, a.missing(values)
}

// missing is the error of fields that were not given.
func (a *dataArguments) missing(values []starlark.Value) error {
	for _, keyword := range []bool{false, true} {
		var names []string
		for i, in := range a.fields {
			if in.init && in.kwOnly == keyword && values[i] == nil && in.value == nil && in.factory == nil {
				names = append(names, in.name)
			}
		}
		if len(names) == 0 {
			continue
		}
		kind, s := "positional", ""
		if keyword {
			kind = "keyword-only"
		}
		if len(names) > 1 {
			s = "s"
		}
		return Raise("TypeError", "%s missing %d required %s argument%s: %s", a.name, len(names), kind, s, quotedNames(names))
	}
	return nil
}
