package py

import (
	"slices"
	"strings"

	"go.starlark.net/starlark"
)

// CallInternal makes an instance: __new__ makes it and __init__ fills it.
func (k *class) CallInternal(th *starlark.Thread, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	if fn, _ := k.metaclass().find("__call__"); isScripts(fn) {
		return starlark.Call(th, fn, append(starlark.Tuple{k}, args...), kwargs)
	}
	return k.create(th, args, kwargs)
}

// create is what type.__call__ gives.
func (k *class) create(th *starlark.Thread, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	if k.call != nil {
		return k.call(&Call{Interp: k.ip, Thread: th, Name: k.name, Args: args, Kwargs: kwargs}, k)
	}
	v, err := k.instantiated(th, args, kwargs)
	if err != nil {
		return nil, err
	}
	o, ok := v.(*instance)
	if !ok || !o.class.is(k) {
		return v, nil
	}
	return o, o.init(th, args, kwargs)
}

// init calls __init__.
func (o *instance) init(th *starlark.Thread, args starlark.Tuple, kwargs []starlark.Tuple) error {
	init, owner := o.class.find("__init__")
	if owner == o.class.ip.object {
		if len(args)+len(kwargs) > 0 && !o.class.takes(&Call{Interp: o.class.ip}) {
			return Raise("TypeError", "%s() takes no arguments", o.class.name)
		}
		return nil
	}
	var v starlark.Value
	var err error
	if f, ok := init.(*starlark.Function); ok {
		all := make(starlark.Tuple, 0, len(args)+1)
		v, err = starlark.Call(th, f, append(append(all, o), args...), kwargs)
	} else if init, err = o.class.ip.bound(init, o, o.class); err == nil {
		v, err = starlark.Call(th, init, args, kwargs)
	}
	if err == nil && v != starlark.None {
		err = Raise("TypeError", "__init__() should return None, not '%s'", TypeOf(v))
	}
	return err
}

// instantiated is what __new__ gives.
func (k *class) instantiated(th *starlark.Thread, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	fn, owner := k.find("__new__")
	if owner == k.ip.object {
		return k.make(th, args, kwargs)
	}
	if s, ok := fn.(*staticMethod); ok {
		fn = s.fn
	}
	return starlark.Call(th, fn, append(starlark.Tuple{k}, args...), kwargs)
}

// maker is the class in the mro whose instances Go makes, nil if there is none.
func (k *class) maker() *class {
	for _, of := range k.mro {
		if of.native != nil {
			return of
		}
	}
	return nil
}

// make is a new instance as object.__new__ makes it.
func (k *class) make(th *starlark.Thread, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	if err := k.concrete(); err != nil {
		return nil, err
	}
	if of := k.maker(); of != nil {
		return of.native(&Call{Interp: k.ip, Thread: th, Name: k.name, Args: args, Kwargs: kwargs}, k)
	}
	return newInstance(k), nil
}

// concrete is the error of a class that has abstract methods left.
func (k *class) concrete() error {
	if !k.abstract {
		return nil
	}
	var left []string
	for _, of := range k.mro {
		for name, v := range of.attrs.all() {
			if isAbstract(v) && !slices.Contains(left, name) {
				if now, _ := k.find(name); isAbstract(now) {
					left = append(left, name)
				}
			}
		}
	}
	slices.Sort(left)
	switch len(left) {
	case 0:
		return nil
	case 1:
		return Raise("TypeError", "Can't instantiate abstract class %s with abstract method %s", k.name, left[0])
	}
	return Raise("TypeError", "Can't instantiate abstract class %s with abstract methods %s", k.name, strings.Join(left, ", "))
}

// abstractFunction is a function that abstractmethod has marked.
type abstractFunction struct{ starlark.Callable }

func (f *abstractFunction) bound(self starlark.Value, k *class) (starlark.Value, error) {
	return k.ip.bound(f.Callable, self, k)
}

// isAbstract reports whether a class cannot be instantiated as long as it has v.
func isAbstract(v starlark.Value) bool {
	switch v := v.(type) {
	case *abstractFunction:
		return true
	case *property:
		return isAbstract(v.get) || isAbstract(v.set)
	case *staticMethod:
		return isAbstract(v.fn)
	case *classMethod:
		return isAbstract(v.fn)
	}
	return false
}
