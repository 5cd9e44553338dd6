package py

import (
	"slices"

	"go.starlark.net/starlark"
)

// attributes is names with values, in the order in which they were set first.
type attributes struct {
	list  []attribute
	index map[string]int // where each stands; nil while they are few
}

type attribute struct {
	name  string
	value starlark.Value
}

// fewAttributes is how many are found as fast without an index.
const fewAttributes = 8

func (a *attributes) at(name string) int {
	if a.index != nil {
		if i, ok := a.index[name]; ok {
			return i
		}
		return -1
	}
	for i := range a.list {
		if a.list[i].name == name {
			return i
		}
	}
	return -1
}

// get is the value of a name, nil if it has none.
func (a *attributes) get(name string) starlark.Value {
	if i := a.at(name); i >= 0 {
		return a.list[i].value
	}
	return nil
}

func (a *attributes) set(name string, v starlark.Value) {
	if i := a.at(name); i >= 0 {
		a.list[i].value = v
		return
	}
	a.list = append(a.list, attribute{name, v})
	if a.index != nil {
		a.index[name] = len(a.list) - 1
	} else if len(a.list) > fewAttributes {
		a.reindex()
	}
}

func (a *attributes) reindex() {
	a.index = make(map[string]int, 2*len(a.list))
	for i := range a.list {
		a.index[a.list[i].name] = i
	}
}

// remove takes a name out and reports whether it was there.
func (a *attributes) remove(name string) bool {
	i := a.at(name)
	if i < 0 {
		return false
	}
	a.list = slices.Delete(a.list, i, i+1)
	if a.index != nil {
		a.reindex()
	}
	return true
}

func (a *attributes) names() []string {
	names := make([]string, len(a.list))
	for i := range a.list {
		names[i] = a.list[i].name
	}
	return names
}

// dict is a copy as a dict of the script's.
func (a *attributes) dict() *starlark.Dict {
	d := starlark.NewDict(len(a.list))
	for _, x := range a.list {
		_ = d.SetKey(starlark.String(x.name), x.value) // a new dict takes every string
	}
	return d
}
