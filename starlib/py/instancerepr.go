package py

import (
	"fmt"

	"go.starlark.net/starlark"
)

// str is str(o).
func (o *instance) str(p printer) (string, error) {
	v, ok, err := o.ask("__str__")
	if err != nil {
		return "", err
	}
	if ok {
		s, isText := starlark.AsString(valueOf(v))
		if !isText {
			return "", Raise("TypeError", "__str__ returned non-string (type %s)", TypeOf(v))
		}
		return s, nil
	}
	if fn, _ := o.class.find("__repr__"); !isScripts(fn) {
		switch own := o.value().(type) {
		case nil, *starlark.Set, *frozenset, *Named: // which are written with the name of the class
		default:
			return p.str(own)
		}
	}
	return p.repr(o)
}

// instance writes repr(o).
func (w *reprWriter) instance(o *instance) error {
	fn, owner := o.class.find("__repr__")
	if _, ours := fn.(*slot); ours && owner.fields != nil {
		return w.dataclass(o, owner)
	}
	v, ok, err := w.ask(o, "__repr__")
	if err != nil {
		return err
	}
	if !ok {
		return w.plainInstance(o)
	}
	s, isText := starlark.AsString(valueOf(v))
	if !isText {
		return Raise("TypeError", "__repr__ returned non-string (type %s)", TypeOf(v))
	}
	w.WriteString(s)
	return nil
}

// plainInstance writes o as object.__repr__ does, or the builtin that it is.
func (w *reprWriter) plainInstance(o *instance) error {
	switch own := o.value().(type) {
	case nil:
		fmt.Fprintf(w, "<%s object at 0x%x>", o.class.fullName(), PointerOf(o))
		return nil
	case *Named:
		return w.named(o.class.name, own)
	case *starlark.Set:
		if o.class.maker().name != "set" {
			return w.value(own)
		}
		if own.Len() == 0 {
			w.WriteString(o.class.name + "()")
			return nil
		}
		return w.inside(o.class.name+"({", own, "})", o.class.name+"(...)", func() error { return w.elements(own) })
	case *frozenset:
		if own.Len() == 0 {
			w.WriteString(o.class.name + "()")
			return nil
		}
		return w.inside(o.class.name+"({", own, "})", o.class.name+"(...)", func() error { return w.elements(own) })
	default:
		return w.value(own)
	}
}

// method writes a bound method.
func (w *reprWriter) method(m *method) error {
	fmt.Fprintf(w, "<bound method %s of ", m.qualname())
	if err := w.value(m.self); err != nil {
		return err
	}
	w.WriteString(">")
	return nil
}
