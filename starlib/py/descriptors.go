package py

import (
	"fmt"

	"go.starlark.net/starlark"

	"starling/starlib/lower"
)

// What stands in a class and is another thing where an instance is asked for it: functions are
// methods then, properties are computed.

// descriptor is such a value of ours.
type descriptor interface {
	starlark.Value
	// bound is what it is for an instance of k; without one, self is nil, for k itself.
	bound(self starlark.Value, k *class) (starlark.Value, error)
}

// dataDescriptor is a descriptor that goes before the attributes of the instance.
type dataDescriptor interface {
	descriptor
	// assign sets, without a value deletes.
	assign(self *instance, name string, v starlark.Value) error
}

// bound is what v, which k has under that name, is for self.
func (ip *Interp) bound(v, self starlark.Value, k *class) (starlark.Value, error) {
	switch v := v.(type) {
	case *starlark.Function:
		if self == nil {
			return v, nil
		}
		return &method{self, v}, nil
	case *wrapper, *remembering:
		if self == nil {
			return v, nil
		}
		return &method{self, v.(starlark.Callable)}, nil
	case descriptor:
		return v.bound(self, k)
	case *instance:
		if get, _ := v.class.find("__get__"); get != nil {
			of := self
			if of == nil {
				of = starlark.None
			}
			return ip.call(get, v, of, k)
		}
	}
	return v, nil
}

// isData reports whether v goes before the attributes of an instance.
func isData(v starlark.Value) bool {
	switch v := v.(type) {
	case *slot:
		return !v.entry.Method()
	case dataDescriptor:
		return true
	case *instance:
		set, _ := v.class.find("__set__")
		del, _ := v.class.find("__delete__")
		return set != nil || del != nil
	}
	return false
}

// method is a function with its first argument.
type method struct {
	self starlark.Value
	fn   starlark.Callable
}

// Name is that of the function.
func (m *method) Name() string { return plainName(m.fn.Name()) }

// plainName is a name as the script wrote it.
func plainName(name string) string {
	if name = lower.Name(name); name == "lambda" {
		return "<lambda>"
	}
	return name
}

func (m *method) String() string       { return plain(m, PlainMost) }
func (m *method) Type() string         { return "method" }
func (m *method) Freeze()              {}
func (m *method) Truth() starlark.Bool { return true }
func (m *method) Hash() (uint32, error) {
	return uint32(PointerOf(m.self)>>4) ^ uint32(PointerOf(m.fn)>>3), nil
}

// CallInternal calls the function.
func (m *method) CallInternal(th *starlark.Thread, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	all := make(starlark.Tuple, 0, len(args)+1)
	return starlark.Call(th, m.fn, append(append(all, m.self), args...), kwargs)
}

// Attr is what a method has, else what its function has.
func (m *method) Attr(name string) (starlark.Value, error) {
	switch name {
	case "__self__":
		return m.self, nil
	case "__func__":
		return m.fn, nil
	case "__name__":
		return starlark.String(m.Name()), nil
	case "__qualname__":
		return starlark.String(m.qualname()), nil
	case "__doc__":
		return docOf(m.fn), nil
	}
	if a, ok := m.fn.(starlark.HasAttrs); ok {
		return a.Attr(name)
	}
	return nil, nil
}

// AttrNames is the names of that.
func (m *method) AttrNames() []string {
	return []string{"__doc__", "__func__", "__name__", "__qualname__", "__self__"}
}

// qualname is the name with that of the class whose the function is.
func (m *method) qualname() string {
	if f, ok := m.fn.(*starlark.Function); ok {
		return qualName(f)
	}
	return m.Name()
}

// qualName is the name of a function with those of the classes and functions around it.
func qualName(f *starlark.Function) string {
	if name := lower.QualName(f.Name()); name != "lambda" {
		return name
	}
	return "<lambda>"
}

// same reports whether two methods are equal: of the same function and the same object.
func (m *method) same(n *method) bool { return m.fn == n.fn && m.self == n.self }

// docOf is the documentation of a function of the script's, None if it has none.
func docOf(fn starlark.Value) starlark.Value {
	if f, ok := fn.(*starlark.Function); ok && f.Doc() != "" {
		return starlark.String(f.Doc())
	}
	if w, ok := fn.(*wrapper); ok {
		return docOf(w.wrapped)
	}
	return starlark.None
}

// staticMethod is a function in a class that is nobody's method.
type staticMethod struct{ fn starlark.Value }

func (s *staticMethod) String() string        { return fmt.Sprintf("<staticmethod(%s)>", s.fn) }
func (s *staticMethod) Type() string          { return "staticmethod" }
func (s *staticMethod) Freeze()               {}
func (s *staticMethod) Truth() starlark.Bool  { return true }
func (s *staticMethod) Hash() (uint32, error) { return uint32(PointerOf(s) >> 4), nil }
func (s *staticMethod) Name() string          { return "staticmethod" }
func (s *staticMethod) bound(starlark.Value, *class) (starlark.Value, error) {
	return s.fn, nil
}

// CallInternal calls the function, as within the body of the class.
func (s *staticMethod) CallInternal(th *starlark.Thread, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	return starlark.Call(th, s.fn, args, kwargs)
}

// classMethod is a function in a class whose first argument is the class.
type classMethod struct{ fn starlark.Value }

func (m *classMethod) String() string        { return fmt.Sprintf("<classmethod(%s)>", m.fn) }
func (m *classMethod) Type() string          { return "classmethod" }
func (m *classMethod) Freeze()               {}
func (m *classMethod) Truth() starlark.Bool  { return true }
func (m *classMethod) Hash() (uint32, error) { return uint32(PointerOf(m) >> 4), nil }
func (m *classMethod) bound(_ starlark.Value, k *class) (starlark.Value, error) {
	if p, ok := m.fn.(*property); ok {
		return k.ip.call(p.get, k)
	}
	return k.ip.bound(m.fn, k, k)
}

func newStaticMethod(c *Call) (starlark.Value, error) {
	var fn starlark.Value
	err := c.Unpack("function", &fn)
	return &staticMethod{fn}, err
}

func newClassMethod(c *Call) (starlark.Value, error) {
	var fn starlark.Value
	err := c.Unpack("function", &fn)
	return &classMethod{fn}, err
}
