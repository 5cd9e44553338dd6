package py

import (
	"errors"

	"go.starlark.net/starlark"
)

// generatorMethods is THE table of what generators have, beside what all iterators have.
var generatorMethods = []Entry{
	{Sig: "__name__", Doc: "The name of its function.", Fn: func(c *Call) (starlark.Value, error) { return starlark.String(c.Recv.(*generator).name), nil }},
	{Sig: "__qualname__", Doc: "The name of its function.", Fn: func(c *Call) (starlark.Value, error) { return starlark.String(c.Recv.(*generator).name), nil }},
	{Sig: "close()", Doc: "Ends the generator: yield raises GeneratorExit in it.", Fn: closeGenerator},
	{Sig: "send(value)", Doc: "Goes on to the next value; yield gives the one that is sent.", Fn: sendGenerator},
	{Sig: "throw(type, value=None, traceback=None)", Doc: "Goes on to the next value; yield raises the exception.", Fn: throwGenerator},
}

func itself(c *Call) (starlark.Value, error) { return c.Recv, c.Unpack() }

// Attr is a method.
func (g *generator) Attr(name string) (starlark.Value, error) {
	table := generatorMethods
	if name == "__iter__" || name == "__next__" {
		table = iteratorMethods
	}
	return g.ip().Attribute(table, g, name)
}

// AttrNames is the names of the methods.
func (g *generator) AttrNames() []string {
	return append(EntryNames(iteratorMethods), EntryNames(generatorMethods)...)
}

func (g *generator) ip() *Interp { return g.suspended.ip }

// advanced is what next and the like give: a value, or a StopIteration with what was returned.
func (c *Call) advanced(v starlark.Value, more bool, err error) (starlark.Value, error) {
	if err == nil && !more {
		err = stopIteration(v)
	}
	if err != nil {
		return nil, err
	}
	return v, nil
}

func sendGenerator(c *Call) (starlark.Value, error) {
	g := c.Recv.(*generator)
	var v starlark.Value
	if err := c.Unpack("value", &v); err != nil {
		return nil, err
	}
	if g.state == created && v != starlark.None {
		return nil, Raise("TypeError", "can't send non-None value to a just-started generator")
	}
	return c.advanced(g.advance(v, nil))
}

func throwGenerator(c *Call) (starlark.Value, error) {
	var typ, value, traceback starlark.Value
	if err := c.Unpack("type", &typ, "value?", &value, "traceback?", &traceback); err != nil {
		return nil, err
	}
	thrown, err := c.thrown(typ, value)
	if err != nil {
		return nil, err
	}
	return c.advanced(c.Recv.(*generator).advance(starlark.None, thrown))
}

func closeGenerator(c *Call) (starlark.Value, error) {
	if err := c.Unpack(); err != nil {
		return nil, err
	}
	return starlark.None, c.Recv.(*generator).close()
}

// close ends a generator.
func (s *suspended) close() error {
	if s.state == created {
		s.state = ended
	}
	if s.state == ended {
		return nil
	}
	_, more, err := s.resume(nil, Raise("GeneratorExit", ""))
	switch {
	case more:
		return Raise("RuntimeError", "generator ignored GeneratorExit")
	case err != nil && raises(err, "GeneratorExit"):
		return nil
	}
	return err
}

// stopIteration is what next raises at the end of an iterator that returned v.
func stopIteration(v starlark.Value) error {
	if v == starlark.None {
		return throw("StopIteration")
	}
	return throw("StopIteration", v)
}

func isStopIteration(err error) bool { return raises(err, "StopIteration") }

// raises reports whether err is an exception of the class of that name, one of Python's.
func raises(err error, name string) bool {
	t := thrownIn(err)
	if t == nil {
		return KindOf(err, "") == name
	}
	for _, k := range t.o.class.mro {
		if k.name == name && k.module == "builtins" {
			return true
		}
	}
	return false
}

// returned is what the iterator returned that ended by err.
func returned(err error) starlark.Value {
	var args starlark.Tuple
	var r *raised
	if t := thrownIn(err); t != nil {
		args = exceptionIn(t.o).args
	} else if errors.As(err, &r) {
		args = r.args
	}
	if len(args) == 0 {
		return starlark.None
	}
	return args[0]
}

// thrown is the error that throw(typ, value) raises.
func (c *Call) thrown(typ, value starlark.Value) (error, error) {
	k, isClass := typ.(*class)
	if isClass && k.is(c.baseException()) && value != nil && value != starlark.None {
		if o, ok := value.(*instance); ok && o.class.is(k) {
			typ = o
		} else {
			made, err := starlark.Call(c.Thread, k, starlark.Tuple{value}, nil)
			if err != nil {
				return nil, err
			}
			typ = made
		}
	}
	o, err := c.raisable(c.Thread, typ, "exceptions must be classes or instances deriving from BaseException, not "+TypeOf(typ))
	if err != nil {
		return nil, err
	}
	return &thrown{o: o, before: exceptionIn(o).trace}, nil
}
