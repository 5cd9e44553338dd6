package py

import "go.starlark.net/starlark"

// What stands behind a star in a display, or among the arguments of a call.

// spreading is __spread__(iterable): list(iterable), with Python's word for what is none.
func spreading(list starlark.Callable) *starlark.Builtin {
	return starlark.NewBuiltin("__spread__", func(th *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
		if v := args[0]; !isIterable(v) {
			return nil, Raise("TypeError", "Value after * must be an iterable, not %s", TypeOf(v))
		}
		return starlark.Call(th, list, args, nil)
	})
}

// starred is the guard of what stands behind a star in a call: texts and bytes give their characters and numbers.
type starred struct{ guard }

// Get is v, or what goes through it.
func (starred) Get(v starlark.Value) (starlark.Value, bool, error) { return looped(v), true, nil }

// isIterable reports whether v is something to loop over.
func isIterable(v starlark.Value) bool {
	if o, ok := v.(*instance); ok {
		return o.iterable()
	}
	_, ok := looped(v).(starlark.Iterable)
	return ok
}

// mappingOf is __mapping__(mapping): dict(mapping) of what has keys.
func mappingOf(dict starlark.Callable) *starlark.Builtin {
	return starlark.NewBuiltin("__mapping__", func(th *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
		if from := args[0]; !hasKeys(from) {
			return nil, Raise("TypeError", "'%s' object is not a mapping", TypeOf(from))
		}
		return starlark.Call(th, dict, args, nil)
	})
}

// hasKeys reports whether v has keys.
func hasKeys(v starlark.Value) bool {
	o, ok := v.(*instance)
	if !ok {
		_, ok = v.(starlark.IterableMapping)
		return ok
	}
	if keys, _ := o.class.find("keys"); keys != nil {
		return true
	}
	_, ok = o.value().(starlark.IterableMapping)
	return ok
}
