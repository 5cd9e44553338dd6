package py

import (
	"go.starlark.net/starlark"
)

// raise is __raise__(), __raise__(x) or __raise__(x, cause).
func (ip *Interp) raise(th *starlark.Thread, args starlark.Tuple) (starlark.Value, error) {
	r := ip.gil.holder
	if len(args) == 0 {
		if h := r.current(); h != nil {
			return nil, h.err
		}
		return nil, Raise("RuntimeError", "No active exception to reraise")
	}
	o, err := ip.raisable(th, args[0], "exceptions must derive from BaseException")
	if err != nil {
		return nil, err
	}
	x := exceptionIn(o)
	if len(args) > 1 {
		x.cause, x.suppress = nil, true
		if args[1] != starlark.None {
			if x.cause, err = ip.raisable(th, args[1], "exception causes must derive from BaseException"); err != nil {
				return nil, err
			}
		}
	}
	if h := r.current(); h != nil && h.o != o {
		x.context = contextFor(o, h.o)
	}
	return nil, &thrown{o: o, before: x.trace}
}

// raisable is v as an exception; of a class an instance is made.
func (ip *Interp) raisable(th *starlark.Thread, v starlark.Value, otherwise string) (*instance, error) {
	if k, ok := v.(*class); ok && k.is(ip.baseException()) {
		made, err := starlark.Call(th, k, nil, nil)
		if err != nil {
			return nil, err
		}
		if exceptionIn(made) == nil {
			return nil, Raise("TypeError", "calling %s should have returned an instance of BaseException, not %s", k, TypeOf(made))
		}
		v = made
	}
	if exceptionIn(v) == nil {
		return nil, Raise("TypeError", "%s", otherwise)
	}
	return v.(*instance), nil
}
