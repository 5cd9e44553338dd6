package py

import "go.starlark.net/starlark"

// byClass is obj as the class of the argument cls writes it: what encode gives of an instance that was made with the
// other arguments.
func (w *jsonWriter) byClass(obj starlark.Value) (starlark.Value, error) {
	orNone := func(v starlark.Value) starlark.Value {
		if v == nil {
			return starlark.None
		}
		return v
	}
	encoder, err := starlark.Call(w.Thread, w.class, nil, []starlark.Tuple{
		{starlark.String("skipkeys"), starlark.Bool(w.skip)},
		{starlark.String("ensure_ascii"), starlark.Bool(w.ascii)},
		{starlark.String("check_circular"), starlark.Bool(w.circular)},
		{starlark.String("allow_nan"), starlark.Bool(w.allowNaN)},
		{starlark.String("indent"), orNone(w.indented)},
		{starlark.String("separators"), orNone(w.separated)},
		{starlark.String("default"), orNone(w.otherwise)},
		{starlark.String("sort_keys"), starlark.Bool(w.sorted)},
	})
	if err != nil {
		return nil, err
	}
	return w.callMethod(encoder, "encode", obj)
}

// byClass is s as the class of the argument cls reads it.
func (r *jsonReader) byClass(s starlark.Value) (starlark.Value, error) {
	var kwargs []starlark.Tuple
	for _, h := range []struct {
		name string
		v    starlark.Value
	}{{"object_hook", r.hooks.object}, {"parse_float", r.hooks.real}, {"parse_int", r.hooks.whole}, {"parse_constant", r.hooks.constant}, {"object_pairs_hook", r.hooks.pairs}} {
		if h.v != nil {
			kwargs = append(kwargs, starlark.Tuple{starlark.String(h.name), h.v})
		}
	}
	if r.lenient {
		kwargs = append(kwargs, starlark.Tuple{starlark.String("strict"), starlark.False})
	}
	decoder, err := starlark.Call(r.Thread, r.class, nil, kwargs)
	if err != nil {
		return nil, err
	}
	return r.callMethod(decoder, "decode", s)
}
