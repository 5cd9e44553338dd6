package py

import (
	"go.starlark.net/starlark"
)

// derivableType is a builtin that classes of scripts may derive from: their instances have a value
// of it.
type derivableType struct {
	fixed   bool // the value is made by __new__, else by __init__
	methods []Entry
}

// derivables is THE table of those.
var derivables = map[string]derivableType{
	"Counter":     {methods: dictMethods},
	"OrderedDict": {methods: dictMethods},
	"bytes":       {fixed: true, methods: sequenceMethods},
	"defaultdict": {methods: dictMethods},
	"deque":       {methods: listMethods},
	"dict":        {methods: dictMethods},
	"float":       {fixed: true},
	"frozenset":   {fixed: true, methods: setMethods},
	"int":         {fixed: true},
	"list":        {methods: listMethods},
	"set":         {methods: setMethods},
	"str":         {fixed: true, methods: sequenceMethods},
	"tuple":       {fixed: true, methods: sequenceMethods},
}

// native makes an instance with a value of the type.
func (d derivableType) native(name string) func(c *Call, k *class) (starlark.Value, error) {
	return func(c *Call, k *class) (starlark.Value, error) {
		o := newInstance(k)
		args, kwargs := c.Args, c.Kwargs
		if !d.fixed {
			args, kwargs = nil, nil
		}
		v, err := starlark.Call(c.Thread, k.ip.builtinClass(name).stands, args, kwargs)
		if err != nil {
			return nil, err
		}
		o.own = v
		return o, nil
	}
}

// refill gives an instance another value of its type.
func refill(c *Call) (starlark.Value, error) {
	o, err := c.recvInstance()
	if err != nil {
		return nil, err
	}
	of := o.class.maker()
	v, err := starlark.Call(c.Thread, of.stands, c.Args, c.Kwargs)
	if err != nil {
		return nil, err
	}
	o.own = v
	return starlark.None, nil
}

// own is the value of the builtin that the receiver is.
func (c *Call) ownValue() starlark.Value { return valueOf(c.Recv) }

var (
	initSlot     = Entry{Sig: "__init__(*args, **kwargs)", Doc: "Fills it.", Fn: refill}
	containsSlot = Entry{Sig: "__contains__(x)", Doc: "Whether x is in it.", Fn: func(c *Call) (starlark.Value, error) {
		var x starlark.Value
		if err := c.Unpack("x", &x); err != nil {
			return nil, err
		}
		in, err := includes(c.ownValue(), x)
		return starlark.Bool(in), err
	}}
	deleteSlot = Entry{Sig: "__delitem__(key)", Doc: "Deletes an element.", Fn: func(c *Call) (starlark.Value, error) {
		var key starlark.Value
		if err := c.Unpack("key", &key); err != nil {
			return nil, err
		}
		d := *c
		d.Args = starlark.Tuple{c.ownValue(), key}
		return pyDelete(&d)
	}}
	getSlot = Entry{Sig: "__getitem__(key)", Doc: "An element.", Fn: func(c *Call) (starlark.Value, error) {
		var key starlark.Value
		if err := c.Unpack("key", &key); err != nil {
			return nil, err
		}
		v, _, err := (&waitingSubscript{x: untagged(c.ownValue())}).Get(key)
		if o, ok := c.Recv.(*instance); ok && KindOf(err, "") == "KeyError" {
			if v, ok, err := o.ask("__missing__", key); ok {
				return v, err
			}
		}
		return v, err
	}}
	iterSlot = Entry{Sig: "__iter__()", Doc: "What goes through it.", Fn: func(c *Call) (starlark.Value, error) {
		return c.iterOf(c.gil.holder.th, c.ownValue())
	}}
	lenSlot = Entry{Sig: "__len__()", Doc: "How many elements it has.", Fn: func(c *Call) (starlark.Value, error) {
		return c.length(c.Thread, nil, starlark.Tuple{c.ownValue()}, nil)
	}}
	setSlot = Entry{Sig: "__setitem__(key, value)", Doc: "Sets an element.", Fn: func(c *Call) (starlark.Value, error) {
		var key, v starlark.Value
		if err := c.Unpack("key", &key, "value", &v); err != nil {
			return nil, err
		}
		switch own := c.ownValue().(type) {
		case starlark.HasSetKey:
			return starlark.None, own.SetKey(key, v)
		case starlark.HasSetIndex:
			return starlark.None, setIndex(own, key, v)
		}
		return nil, Raise("TypeError", "'%s' object does not support item assignment", TypeOf(c.Recv))
	}}

	dictMethods     = []Entry{containsSlot, deleteSlot, getSlot, initSlot, iterSlot, lenSlot, setSlot}
	listMethods     = []Entry{containsSlot, deleteSlot, getSlot, initSlot, iterSlot, lenSlot, setSlot}
	sequenceMethods = []Entry{containsSlot, getSlot, iterSlot, lenSlot}
	setMethods      = []Entry{containsSlot, initSlot, iterSlot, lenSlot}
)
