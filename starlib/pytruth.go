package starlib

import "go.starlark.net/starlark"

var zero, one starlark.Value = starlark.MakeInt(0), starlark.MakeInt(1)

// asNumber is 1 and 0 for True and False, which are numbers in Python, and v for all else.
func asNumber(v starlark.Value) starlark.Value {
	b, ok := v.(starlark.Bool)
	switch {
	case !ok:
		return v
	case bool(b):
		return one
	}
	return zero
}
