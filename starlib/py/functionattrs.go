package py

import (
	"runtime"
	"sync"
	"weak"

	"go.starlark.net/starlark"
)

// Starlark's functions have no attributes, Python's have: f.calls = 0. Where a text sets one, what is set
// and read goes by guards (features.go) to what is kept here for as long as the function is there.
var functionAttrs = struct {
	sync.Mutex
	of map[weak.Pointer[starlark.Function]]*attributes
}{of: map[weak.Pointer[starlark.Function]]*attributes{}}

// attrsOf is the attributes of a function; they are made if there are none.
func attrsOf(f *starlark.Function) *attributes {
	functionAttrs.Lock()
	defer functionAttrs.Unlock()
	key := weak.Make(f)
	a := functionAttrs.of[key]
	if a == nil {
		a = &attributes{}
		functionAttrs.of[key] = a
		runtime.AddCleanup(f, forgetAttrs, key)
	}
	return a
}

func forgetAttrs(key weak.Pointer[starlark.Function]) {
	functionAttrs.Lock()
	defer functionAttrs.Unlock()
	delete(functionAttrs.of, key)
}

// attrOf is an attribute that was set of a function, nil if none was.
func attrOf(f *starlark.Function, name string) starlark.Value {
	functionAttrs.Lock()
	defer functionAttrs.Unlock()
	if len(functionAttrs.of) == 0 {
		return nil
	}
	if a := functionAttrs.of[weak.Make(f)]; a != nil {
		return a.get(name)
	}
	return nil
}

// function is a function with its attributes.
type function struct{ *starlark.Function }

// Attr is an attribute.
func (f function) Attr(name string) (starlark.Value, error) {
	if v := attrOf(f.Function, name); v != nil {
		return v, nil
	}
	switch name {
	case "__name__":
		return starlark.String(plainName(f.Name())), nil
	case "__qualname__":
		return starlark.String(qualName(f.Function)), nil
	case "__module__":
		return starlark.String("__main__"), nil
	case "__doc__":
		return docOf(f.Function), nil
	case "__dict__":
		return attrsOf(f.Function).dict(), nil
	case "__defaults__":
		return defaultsOf(f.Function), nil
	}
	return nil, Raise("AttributeError", "'function' object has no attribute '%s'", name)
}

// defaultsOf is the defaults of the parameters that stand in order, None without any.
func defaultsOf(f *starlark.Function) starlark.Value {
	var all starlark.Tuple
	inOrder := f.NumParams() - f.NumKwonlyParams() // then come those with names alone, * and **
	if f.HasVarargs() {
		inOrder--
	}
	if f.HasKwargs() {
		inOrder--
	}
	for i := range inOrder {
		if v := f.ParamDefault(i); v != nil {
			all = append(all, v)
		}
	}
	if all == nil {
		return starlark.None
	}
	return all
}

// AttrNames is the names of the attributes.
func (f function) AttrNames() []string {
	return append(attrsOf(f.Function).names(), "__defaults__", "__dict__", "__doc__", "__module__", "__name__", "__qualname__")
}

// SetField sets an attribute.
func (f function) SetField(name string, v starlark.Value) error {
	attrsOf(f.Function).set(name, v)
	return nil
}

func (f function) deleteAttr(name string) error {
	if !attrsOf(f.Function).remove(name) {
		return Raise("AttributeError", "'function' object has no attribute '%s'", name)
	}
	return nil
}

// withAttrs is a function of the script's with its attributes, and any other value itself.
func withAttrs(v starlark.Value) starlark.Value {
	switch v := v.(type) {
	case *starlark.Function:
		return function{v}
	case *method:
		if f, ok := v.fn.(*starlark.Function); ok {
			return methodAttrs{v, f}
		}
	}
	return v
}

// methodAttrs is a bound method with the attributes of its function.
type methodAttrs struct {
	*method
	f *starlark.Function
}

// Attr is an attribute of the method, else of the function.
func (m methodAttrs) Attr(name string) (starlark.Value, error) {
	if v, err := m.method.Attr(name); v != nil || err != nil {
		return v, err
	}
	return function{m.f}.Attr(name)
}

// attrGuards gives a guard for each name of an attribute that functions may have.
type attrGuards struct {
	guard
	ip *Interp
}

// Get is the guard for a name.
func (g *attrGuards) Get(name starlark.Value) (starlark.Value, bool, error) {
	s, _ := starlark.AsString(name)
	out := &attrGuard{g.guard, g.ip, s, nil}
	for _, other := range []string{viewGuard(s), methodGuard(s)} {
		if m, ok := g.ip.session.builtins[other].(starlark.Mapping); ok && out.other == nil {
			out.other = m
		}
	}
	return out, true, nil
}

type attrGuard struct {
	guard
	ip    *Interp
	name  string
	other starlark.Mapping // the guard of such a method of what is no function; nil if there is none
}

// Get is the attribute of x.
func (g *attrGuard) Get(x starlark.Value) (starlark.Value, bool, error) {
	if _, ok := x.(*starlark.Function); !ok && g.other != nil {
		return g.other.Get(x)
	}
	v, err := g.ip.attr(x, g.name)
	return v, err == nil, err
}

// settableGuard stands before a dot behind which something is assigned that may be an attribute of a function.
type settableGuard struct{ guard }

// Get is x, as something with attributes.
func (settableGuard) Get(x starlark.Value) (starlark.Value, bool, error) {
	return withAttrs(x), true, nil
}
