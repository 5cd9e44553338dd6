package py

import (
	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// addDataMethods gives a dataclass the methods that it does not define itself.
func (k *class) addDataMethods(f *dataFields) error {
	explicit := k.attrs.get("__hash__")
	if explicit == starlark.None && k.attrs.get("__eq__") != nil {
		explicit = nil
	}
	put := func(e Entry) {
		if k.attrs.get(e.Name()) == nil {
			k.set(e.Name(), &slot{k.ip, k, &e})
		}
	}
	if f.init {
		put(Entry{Sig: "__init__(*args, **kwargs)", Doc: "Sets the fields.", Fn: func(c *Call) (starlark.Value, error) { return dataInit(c, k) }})
	}
	if f.repr {
		put(Entry{Sig: "__repr__()", Doc: "The fields with their values.", Fn: func(c *Call) (starlark.Value, error) {
			o, err := c.recvInstance()
			if err != nil {
				return nil, err
			}
			w := &reprWriter{p: c.Pace(), most: c.bounds.Bytes, quote: quoted}
			err = w.dataclass(o, k)
			return starlark.String(w.String()), err
		}})
	}
	if f.eq {
		put(Entry{Sig: "__eq__(other)", Doc: "Whether the fields are equal.", Fn: func(c *Call) (starlark.Value, error) { return dataCompare(c, k, syntax.EQL) }})
	}
	if f.order {
		for op, names := range comparisonSpecial {
			if sameness := op == syntax.EQL || op == syntax.NEQ; sameness {
				continue
			}
			if k.attrs.get(names.name) != nil {
				return Raise("TypeError", "Cannot overwrite attribute %s in class %s. Consider using functools.total_ordering", names.name, k.name)
			}
			put(Entry{Sig: names.name + "(other)", Doc: "Compares field by field.", Fn: func(c *Call) (starlark.Value, error) { return dataCompare(c, k, op) }})
		}
	}
	if f.frozen {
		for _, name := range []string{"__setattr__", "__delattr__"} {
			if k.attrs.get(name) != nil {
				return Raise("TypeError", "Cannot overwrite attribute %s in class %s", name, k.name)
			}
		}
		put(Entry{Sig: "__setattr__(name, value)", Doc: "Fails: it is frozen.", Fn: func(c *Call) (starlark.Value, error) { return dataFrozen(c, k, "assign to") }})
		put(Entry{Sig: "__delattr__(name)", Doc: "Fails: it is frozen.", Fn: func(c *Call) (starlark.Value, error) { return dataFrozen(c, k, "delete") }})
	}
	if f.match && k.attrs.get("__match_args__") == nil {
		var names starlark.Tuple
		for _, in := range f.list {
			if in.init && !in.kwOnly {
				names = append(names, starlark.String(in.name))
			}
		}
		k.set("__match_args__", names)
	}
	return k.addDataHash(f, explicit)
}

// addDataHash gives a dataclass its __hash__: None if instances change and are compared.
func (k *class) addDataHash(f *dataFields, explicit starlark.Value) error {
	hash := &slot{k.ip, k, &Entry{Sig: "__hash__()", Doc: "That of the fields.", Fn: func(c *Call) (starlark.Value, error) {
		o, err := c.recvInstance()
		if err != nil {
			return nil, err
		}
		t, err := o.dataKey(k, true)
		if err != nil {
			return nil, err
		}
		n, err := t.Hash()
		return starlark.MakeUint(uint(n)), err
	}}}
	switch {
	case f.hash:
		if explicit != nil {
			return Raise("TypeError", "Cannot overwrite attribute __hash__ in class %s", k.name)
		}
		k.set("__hash__", hash)
	case f.eq && explicit == nil:
		if f.frozen {
			k.set("__hash__", hash)
		} else {
			k.set("__hash__", starlark.None)
		}
	}
	return nil
}

// dataKey is the fields of k that are compared or hashed.
func (o *instance) dataKey(k *class, hash bool) (starlark.Tuple, error) {
	var t starlark.Tuple
	for _, in := range k.fields.real() {
		counts := in.compare
		if hash && in.hash != starlark.None {
			counts = bool(in.hash.Truth())
		}
		if !counts {
			continue
		}
		v, err := o.Attr(in.name)
		if err != nil {
			return nil, err
		}
		t = append(t, v)
	}
	return t, nil
}

func dataCompare(c *Call, k *class, op syntax.Token) (starlark.Value, error) {
	var other starlark.Value
	if err := c.Unpack("other", &other); err != nil {
		return nil, err
	}
	o, err := c.recvInstance()
	if err != nil {
		return nil, err
	}
	p, ok := other.(*instance)
	if !ok || o.class != p.class {
		return notImplemented{}, nil
	}
	a, err := o.dataKey(k, false)
	if err != nil {
		return nil, err
	}
	b, err := p.dataKey(k, false)
	if err != nil {
		return nil, err
	}
	is, err := compare(op, a, b, starlark.CompareLimit)
	return starlark.Bool(is), err
}

func dataFrozen(c *Call, k *class, what string) (starlark.Value, error) {
	name, _ := starlark.AsString(c.Args[0])
	return nil, Raise("FrozenInstanceError", "cannot %s field %s", what, quoted(name))
}

// dataInit is __init__ of a dataclass.
func dataInit(c *Call, k *class) (starlark.Value, error) {
	o, err := c.recvInstance()
	if err != nil {
		return nil, err
	}
	a := &dataArguments{name: k.qualname + ".__init__()", fields: k.fields.list}
	values, err := a.bind(c)
	if err != nil {
		return nil, err
	}
	var post starlark.Tuple
	direct := true
	if fn, _ := o.class.find("__setattr__"); isScripts(fn) {
		direct = false
	}
	for i, in := range k.fields.list {
		v := values[i]
		if in.kind == classVar {
			continue
		}
		if v == nil {
			switch {
			case in.factory != nil:
				if v, err = starlark.Call(c.Thread, in.factory, nil, nil); err != nil {
					return nil, err
				}
			case in.value != nil:
				v = in.value
			default:
				continue // the rest is for __post_init__
			}
		}
		if in.kind == initField {
			post = append(post, v)
			continue
		}
		if direct {
			err = o.assign(in.name, v)
		} else {
			err = o.SetField(in.name, v)
		}
		if err != nil {
			return nil, err
		}
	}
	if fn, err := o.special("__post_init__"); fn != nil || err != nil {
		if err == nil {
			_, err = starlark.Call(c.Thread, fn, post, nil)
		}
		return starlark.None, err
	}
	return starlark.None, nil
}

// dataclass writes an instance by the __repr__ that the dataclass k was given; one within itself is three dots.
func (w *reprWriter) dataclass(o *instance, k *class) error {
	return w.inside(o.class.qualname+"(", o, ")", "...", func() error { return w.dataFields(o, k) })
}

// dataFields writes the fields of k with their values.
func (w *reprWriter) dataFields(o *instance, k *class) error {
	sep := ""
	for _, in := range k.fields.real() {
		if !in.repr {
			continue
		}
		v, err := o.Attr(in.name)
		if err != nil {
			return err
		}
		w.WriteString(sep + in.name + "=")
		if err := w.value(v); err != nil {
			return err
		}
		sep = ", "
	}
	return nil
}

// quotedNames is names as errors have them: 'a', 'b', and 'c'.
func quotedNames(names []string) string {
	for i := range names {
		names[i] = "'" + names[i] + "'"
	}
	return listed(names)
}
