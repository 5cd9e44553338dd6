package py

import (
	"iter"
	"slices"

	"go.starlark.net/starlark"
)

// attributes is names with values, in the order in which they were set first.
type attributes struct {
	list  []attribute
	index map[string]int // where each stands; nil while they are few

	shared *starlark.Dict // has them all from when a script asked for __dict__; nil before
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
	if a.shared != nil {
		if v, found, err := a.shared.Get(starlark.String(name)); err == nil && found {
			return v
		}
		return nil
	}
	if i := a.at(name); i >= 0 {
		return a.list[i].value
	}
	return nil
}

func (a *attributes) set(name string, v starlark.Value) {
	if a.shared != nil {
		_ = a.shared.SetKey(starlark.String(name), v) // a dict takes every string
		return
	}
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
	if a.shared != nil {
		_, found, err := a.shared.Delete(starlark.String(name))
		return found && err == nil
	}
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
	var names []string
	for name := range a.all() {
		names = append(names, name)
	}
	return names
}

// all is the names and values in their order.
func (a *attributes) all() iter.Seq2[string, starlark.Value] {
	return func(yield func(string, starlark.Value) bool) {
		if a.shared != nil {
			for k, v := range a.shared.Entries() {
				if name, ok := starlark.AsString(k); ok && !yield(name, v) {
					return
				}
			}
			return
		}
		for _, x := range a.list {
			if !yield(x.name, x.value) {
				return
			}
		}
	}
}

// copied is a copy as a dict of the script's.
func (a *attributes) copied() *starlark.Dict {
	d := new(starlark.Dict)
	for name, v := range a.all() {
		_ = d.SetKey(starlark.String(name), v) // a new dict takes every string
	}
	return d
}

// dict is the attributes themselves as a dict: what is set in one is in the other.
func (a *attributes) dict() *starlark.Dict {
	if a.shared == nil {
		a.share(a.copied())
	}
	return a.shared
}

func (a *attributes) share(d *starlark.Dict) { a.list, a.index, a.shared = nil, nil, d }
