package py

import (
	"go.starlark.net/starlark"
)

// instanceBuiltins is THE table of the builtins that ask an instance first: by special methods, the first
// that its class has; the result must be of one of these types.
var instanceBuiltins = map[string]struct {
	methods []string
	gives   string // "" is anything
}{
	"abs":      {[]string{"__abs__"}, ""},
	"bytes":    {[]string{"__bytes__"}, "bytes"},
	"float":    {[]string{"__float__", "__index__"}, "float"},
	"hash":     {[]string{"__hash__"}, "int"},
	"int":      {[]string{"__int__", "__index__", "__trunc__"}, "int"},
	"reversed": {[]string{"__reversed__"}, ""},
}

// askFirst is what the class of the first argument says of a builtin; ok is false if it says nothing, and
// then the argument is the builtin value that the instance is, if it is one.
func (ip *Interp) askFirst(name string, args starlark.Tuple) (v starlark.Value, rest starlark.Tuple, ok bool, err error) {
	if k, isClass := args[0].(*class); isClass && name == "reversed" {
		v, ok, err = k.asks("__reversed__")
		return v, args, ok, err
	}
	o, isInstance := args[0].(*instance)
	if !isInstance {
		return nil, args, false, nil
	}
	b, special := instanceBuiltins[name]
	for _, method := range b.methods {
		if name == "hash" {
			break
		}
		if v, ok, err = o.ask(method); !ok {
			continue
		}
		if own := valueOf(v); err == nil && b.gives != "" && TypeOf(own) != b.gives && !(b.gives == "float" && method == "__index__") {
			if _, isBool := own.(starlark.Bool); !isBool || b.gives != "int" {
				err = Raise("TypeError", "%s returned non-%s (type %s)", method, b.gives, TypeOf(v))
			}
		}
		if err == nil && b.gives == "float" && method == "__index__" {
			f, ok := starlark.AsFloat(asNumber(v))
			if !ok {
				return nil, args, true, Raise("TypeError", "__index__ returned non-int (type %s)", TypeOf(v))
			}
			v = starlark.Float(f)
		}
		return v, args, true, err
	}
	switch name {
	case "hash":
		v, err := o.hashed()
		return v, args, true, err
	case "reversed":
		if list, err := o.backwards(); list != nil || err != nil {
			return list, args, true, err
		}
	}
	if own := o.value(); own != nil && (special || name == "dict") {
		return nil, append(starlark.Tuple{own}, args[1:]...), false, nil
	}
	return nil, args, false, nil
}

// hashed is hash(o).
func (o *instance) hashed() (starlark.Value, error) {
	if v, ok, err := o.ask("__hash__"); ok {
		if _, isInt := asNumber(valueOf(v)).(starlark.Int); err == nil && !isInt {
			return nil, Raise("TypeError", "__hash__ method should return an integer")
		}
		return v, err
	}
	if fn, _ := o.class.find("__hash__"); fn == starlark.None {
		return nil, Raise("TypeError", "unhashable type: '%s'", o.class.name)
	}
	if m := memberOf(o); m != nil && m.mixed == nil {
		n, err := hash64(starlark.String(m.name))
		return starlark.MakeInt64(n), err
	}
	if own := o.value(); own != nil {
		n, err := hash64(untagged(own))
		return starlark.MakeInt64(n), err
	}
	return starlark.MakeUint64(PointerOf(o) >> 4), nil
}

// backwards is the elements of an object with __len__ and __getitem__, from the last; nil if it is none.
func (o *instance) backwards() (starlark.Value, error) {
	get, _ := o.class.find("__getitem__")
	n, ok, err := o.length()
	if get == nil || !ok || err != nil {
		return nil, err
	}
	ip := o.class.ip
	return ip.iterator("reversed", func(p *starlark.Value) (bool, error) {
		if n == 0 {
			return false, nil
		}
		n--
		v, _, err := o.Get(starlark.MakeInt(n))
		if err == nil {
			*p = v
		}
		return err == nil, err
	}), nil
}
