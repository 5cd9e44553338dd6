package py

import (
	"go.starlark.net/starlark"
)

// Special methods, such as __add__. Starlark's interfaces bring no thread along, so they are
// called on that of what runs now.

// deepestCall is how many calls stand within one another when special methods are to be called.
const deepestCall = 5000

// call calls a function of the script's as a part of what runs now.
func (ip *Interp) call(fn starlark.Value, args ...starlark.Value) (starlark.Value, error) {
	return ip.callWith(fn, args, nil)
}

func (ip *Interp) callWith(fn starlark.Value, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	r := ip.gil.holder
	if r == nil {
		return nil, Raise("RuntimeError", "nothing of a script can be called here")
	}
	if r.th == nil { // the host looks at a value
		r.th = ip.newThread("look")
		defer func() { r.th = nil }()
	}
	if r.th.CallStackDepth() > deepestCall {
		return nil, Raise("RecursionError", "maximum recursion depth exceeded")
	}
	return starlark.Call(r.th, fn, args, kwargs)
}

// notImplemented is what a special method gives for operands that it does not know.
type notImplemented struct{}

func (notImplemented) String() string        { return "NotImplemented" }
func (notImplemented) Type() string          { return "NotImplementedType" }
func (notImplemented) Freeze()               {}
func (notImplemented) Truth() starlark.Bool  { return true }
func (notImplemented) Hash() (uint32, error) { return 1, nil }

// special is the special method of that name of the class of o as the script wrote it, bound to
// o; nil if there is none but object's.
func (o *instance) special(name string) (starlark.Value, error) {
	fn, owner := o.class.find(name)
	if fn == nil || owner == o.class.ip.object {
		return nil, nil
	}
	return o.class.ip.bound(fn, o, o.class)
}

// ask calls the special method of that name; ok is false if there is none.
func (o *instance) ask(name string, args ...starlark.Value) (v starlark.Value, ok bool, err error) {
	fn, owner := o.class.find(name)
	if fn == nil || owner == o.class.ip.object {
		return nil, false, nil
	}
	if f, isFunction := fn.(*starlark.Function); isFunction {
		v, err = o.class.ip.callWith(f, append(starlark.Tuple{o}, args...), nil)
		return v, true, err
	}
	if fn == starlark.None {
		return nil, false, nil
	}
	if fn, err = o.class.ip.bound(fn, o, o.class); err != nil {
		return nil, true, err
	}
	v, err = o.class.ip.callWith(fn, args, nil)
	return v, true, err
}

// value is what o is beside an instance of a class of the script's: of a class that derives from
// int the number, from dict the dict; nil if nothing.
func (o *instance) value() starlark.Value {
	switch own := o.own.(type) {
	case starlark.Value:
		return own
	case *enumMember:
		return own.mixed
	}
	return nil
}

// valueOf is the value that an instance of a class that derives from a builtin is, and any other
// value itself.
func valueOf(v starlark.Value) starlark.Value {
	if o, ok := v.(*instance); ok {
		if own := o.value(); own != nil {
			return own
		}
	}
	return v
}
