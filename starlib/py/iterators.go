package py

import (
	"fmt"

	"go.starlark.net/starlark"
)

// cursor walks over an iterable bit by bit: false at the end.
type cursor func(p *starlark.Value) bool

// loopable is v as what a loop can go through, which locks nothing; nil if there is no such thing.
func (ip *Interp) loopable(th *starlark.Thread, v starlark.Value) (starlark.Iterable, error) {
	switch v := v.(type) {
	case *starlark.List:
		return &listLoop{list: v}, nil
	case *starlark.Dict:
		return ip.loopOver(v, keyPart), nil
	case *mapping:
		return ip.loopOver(v.Dict, keyPart), nil
	case *starlark.Set:
		return ip.loopOverSet(v), nil
	case starlark.String:
		return charactersOf(string(v)), nil
	case *instance:
		return v.loopable()
	case starlark.Bytes:
		return byteNumbers{v}, nil
	case starlark.Iterable:
		return v, nil
	}
	return nil, Raise("TypeError", "'%s' object is not iterable%s", TypeOf(v), ip.library.instead("for %s", v.Type()))
}

// cursorOf is a cursor over an argument.
func (c *Call) cursorOf(v starlark.Value) (cursor, error) {
	seq, err := c.loopable(c.gil.holder.th, v)
	if err != nil {
		return nil, err
	}
	return seq.Iterate().Next, nil
}

// iterOf is iter(v).
func (ip *Interp) iterOf(th *starlark.Thread, v starlark.Value) (starlark.Value, error) {
	switch v := v.(type) {
	case *lazy, *generator:
		return v, nil
	case *instance:
		return v.iter()
	}
	seq, err := ip.loopable(th, v)
	if err != nil {
		return nil, err
	}
	next := seq.Iterate().Next
	return ip.iterator(iteratorKind(v), func(p *starlark.Value) (bool, error) { return next(p), nil }), nil
}

// iterator is an iterator over nothing that could be one over others.
func (ip *Interp) iterator(kind string, make func(p *starlark.Value) (bool, error)) *lazy {
	return &lazy{ip: ip, kind: kind, deep: 1, make: make}
}

// iteratorKind is what Python calls the iterator of a value.
func iteratorKind(v starlark.Value) string {
	switch v := v.(type) {
	case starlark.String:
		if isASCII(string(v)) {
			return "str_ascii_iterator"
		}
		return "str_iterator"
	case *starlark.Dict:
		return "dict_keyiterator"
	case *mapping:
		if v.kind == orderedKind {
			return "odict_iterator"
		}
		return "dict_keyiterator"
	case *dictView:
		return v.iteratorKind()
	case *Named, starlark.Tuple:
		return "tuple_iterator"
	case *deque:
		return "_collections._deque_iterator"
	}
	return TypeOf(v) + "_iterator"
}

// iteratorMethods is THE table of what all iterators have.
var iteratorMethods = []Entry{
	{Sig: "__iter__()", Doc: "The iterator itself.", Fn: itself},
	{Sig: "__next__()", Doc: "The next element; StopIteration at the end.", Fn: func(c *Call) (starlark.Value, error) {
		if err := c.Unpack(); err != nil {
			return nil, err
		}
		return c.nextOf(c.gil.holder.th, c.Recv)
	}},
}

// isIterator reports whether next takes v.
func isIterator(v starlark.Value) bool {
	switch v := v.(type) {
	case *lazy, *generator, lineSource:
		return true
	case *instance:
		m, _ := v.class.find("__next__")
		return m != nil
	}
	return false
}

// lineSource is a file, which gives its lines.
type lineSource interface {
	nextLine() (v starlark.Value, more bool, err error)
}

// nextOf is next(it); at the end a StopIteration.
func (ip *Interp) nextOf(th *starlark.Thread, it starlark.Value) (starlark.Value, error) {
	switch it := it.(type) {
	case *generator:
		v, more, err := it.advance(starlark.None, nil)
		if err == nil && !more {
			err = stopIteration(v)
		}
		return v, err
	case *lazy:
		return it.nextValue()
	case *instance:
		return it.next()
	case lineSource:
		v, more, err := it.nextLine()
		if err == nil && !more {
			err = stopIteration(starlark.None)
		}
		return v, err
	}
	return nil, Raise("TypeError", "'%s' object is not an iterator", TypeOf(it))
}

// nextValue is the next value, or why there is none.
func (l *lazy) nextValue() (v starlark.Value, err error) {
	if l.Next(&v) {
		return v, nil
	}
	if err := l.ip.gil.holder.take(); err != nil {
		return nil, err
	}
	if err := l.why; err != nil {
		l.why = nil
		return nil, err
	}
	return nil, stopIteration(starlark.None)
}

func iterate(c *Call) (starlark.Value, error) {
	if err := c.onlyPositional(); err != nil {
		return nil, err
	}
	switch len(c.Args) {
	case 1:
		return c.iterOf(c.Thread, c.Args[0])
	case 2:
		f, ok := c.Args[0].(starlark.Callable)
		if !ok {
			return nil, Raise("TypeError", "iter(v, w): v must be callable")
		}
		return c.untilSentinel(f, c.Args[1]), nil
	}
	return nil, Raise("TypeError", "iter expected at least 1 argument, got %d", len(c.Args))
}

// untilSentinel is the values of a function up to the sentinel.
func (c *Call) untilSentinel(f, sentinel starlark.Value) *lazy {
	return c.iterator("callable_iterator", func(p *starlark.Value) (bool, error) {
		v, err := c.apply(f)
		switch {
		case err != nil && isStopIteration(err):
			return false, nil
		case err != nil:
			return false, err
		}
		*p = v
		same, err := identical(v, sentinel, starlark.CompareLimit)
		return !same, err
	})
}

func nextIn(c *Call) (starlark.Value, error) {
	if err := c.onlyPositional(); err != nil {
		return nil, err
	}
	if len(c.Args) < 1 || len(c.Args) > 2 {
		return nil, Raise("TypeError", "next expected at least 1 argument, got %d", len(c.Args))
	}
	v, err := c.nextOf(c.Thread, c.Args[0])
	if len(c.Args) == 2 && err != nil && isStopIteration(err) {
		return c.Args[1], nil
	}
	return v, err
}

// address is where a value is, as its repr says.
func address(v starlark.Value) string { return fmt.Sprintf("0x%x", PointerOf(v)) }
