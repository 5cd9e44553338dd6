package starlib

import (
	"strings"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// arePlain: the text of y, or of each value in the tuple y, is short.
func arePlain(y starlark.Value) bool {
	t, ok := y.(starlark.Tuple)
	if !ok {
		return isPlain(y)
	}
	for _, v := range t {
		if !isPlain(v) {
			return false
		}
	}
	return true
}

// interpolated is format % y. Starlark formats it, but the texts of y's values are made by a
// printer.
func (h *Host) interpolated(format starlark.String, y starlark.Value) (starlark.Value, error) {
	if len(format) < shortList && arePlain(y) {
		return starlark.Binary(syntax.PERCENT, format, y)
	}
	r := &rendering{h: h, most: strings.Count(string(format), "%")}
	args := y
	switch y := y.(type) {
	case starlark.Tuple:
		all := make(starlark.Tuple, len(y))
		for i, v := range y {
			all[i] = r.of(v)
		}
		args = all
	case *starlark.Dict:
		args = renderedDict{rendered{y, r}, y}
	default:
		args = r.of(y)
	}
	s, err := starlark.Binary(syntax.PERCENT, format, args)
	if r.err != nil {
		return nil, r.err
	}
	return s, err
}

// rendering is the texts of values for one format.
type rendering struct {
	h    *Host
	most int // how often values can occur
	size int // of the texts so far
	err  error
}

// of is v, with its own text if that may be long.
func (r *rendering) of(v starlark.Value) starlark.Value {
	if s, ok := v.(starlark.String); ok {
		if err := r.h.bounds.Times("the text", len(s), r.most); err != nil {
			r.err = err
			return starlark.String("")
		}
		return v
	}
	if isPlain(v) {
		return v
	}
	return rendered{v, r}
}

// rendered is a value whose text is bounded.
type rendered struct {
	starlark.Value
	r *rendering
}

// String is the text, none once there is an error.
func (v rendered) String() string {
	r := v.r
	if r.err != nil {
		return ""
	}
	s, err := r.h.printer().repr(v.Value)
	r.size += len(s)
	if err == nil {
		err = r.h.bounds.Size("the text", r.size)
	}
	r.err = err
	return s
}

// renderedDict is a dict for a format that names keys.
type renderedDict struct {
	rendered
	dict *starlark.Dict
}

// Get is the value of key.
func (d renderedDict) Get(key starlark.Value) (starlark.Value, bool, error) {
	v, found, err := d.dict.Get(key)
	if found && err == nil {
		v = d.r.of(v)
	}
	return v, found, err
}
