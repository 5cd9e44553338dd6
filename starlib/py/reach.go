package py

import (
	"errors"
	"strings"

	"go.starlark.net/starlark"
)

// GetAttr is v.name.
func GetAttr(v starlark.Value, name string) (starlark.Value, error) {
	if a, ok := v.(starlark.HasAttrs); ok {
		if x, err := a.Attr(name); x != nil || err != nil {
			return x, err
		}
	}
	return nil, Raise("AttributeError", "'%s' object has no attribute '%s'", TypeOf(v), name)
}

// missingKey is the error of a key that is not there.
func missingKey(key starlark.Value) error {
	return &raised{kind: "KeyError", err: errors.New(plain(key, PlainMost)), args: starlark.Tuple{key}}
}

// Index is x[key], as in Python.
func Index(x, key starlark.Value) (starlark.Value, error) {
	switch x := x.(type) {
	case *starlark.Dict:
		v, found, err := lookUp(x, key)
		if err == nil && !found {
			err = missingKey(key)
		}
		return v, err
	case starlark.Mapping:
		v, found, err := x.Get(key)
		if err == nil && !found {
			err = throw("KeyError", key)
		}
		return v, err
	case starlark.String:
		return Index(charactersOf(string(x)), key)
	case starlark.Indexable:
		k, ok := asNumber(key).(starlark.Int)
		if !ok {
			return nil, Raise("TypeError", "%s indices must be integers or slices, not %s", TypeOf(x), TypeOf(key))
		}
		i, ok := k.Int64()
		if i < 0 {
			i += int64(x.Len())
		}
		if !ok || i < 0 || i >= int64(x.Len()) {
			return nil, Raise("IndexError", "%s index out of range", strings.Replace(TypeOf(x), "str", "string", 1))
		}
		return x.Index(int(i)), nil
	}
	return nil, Raise("TypeError", "'%s' object is not subscriptable", TypeOf(x))
}
