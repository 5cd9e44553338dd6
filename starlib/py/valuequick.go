package py

import "go.starlark.net/starlark"

// quickMethod is what a method gives without a look at bounds or at rare arguments; false: it has to look.
type quickMethod func(x starlark.Value, args starlark.Tuple) (v starlark.Value, ok bool)

// quickMethods is THE table of those, of the methods that loops call.
var quickMethods = map[valueKind]map[string]quickMethod{
	dictKind: {"get": quickGet, "setdefault": quickDefault},
	setKind:  {"add": quickAdd},
}

// quickGet is d.get(key, default) of a key that only itself is equal to.
func quickGet(x starlark.Value, args starlark.Tuple) (starlark.Value, bool) {
	d, ok := x.(*starlark.Dict)
	if !ok || len(args) == 0 || len(args) > 2 {
		return nil, false
	}
	v, found, err := d.Get(args[0])
	switch {
	case found:
		return v, true
	case err != nil || otherKey(args[0]) != nil:
		return nil, false
	case len(args) == 2:
		return args[1], true
	}
	return starlark.None, true
}

// quickDefault is d.setdefault(key, default) of a key that is there.
func quickDefault(x starlark.Value, args starlark.Tuple) (starlark.Value, bool) {
	d, ok := x.(*starlark.Dict)
	if !ok || len(args) != 2 {
		return nil, false
	}
	v, found, err := d.Get(args[0])
	return v, found && err == nil
}

// quickAdd is s.add(elem) of an element that only itself is equal to.
func quickAdd(x starlark.Value, args starlark.Tuple) (starlark.Value, bool) {
	if len(args) != 1 || otherKey(args[0]) != nil {
		return nil, false
	}
	s := x.(*starlark.Set)
	if in, err := s.Has(args[0]); in || err != nil {
		return starlark.None, err == nil
	}
	return starlark.None, s.Insert(args[0]) == nil
}
