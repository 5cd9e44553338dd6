package py

import (
	"bytes"
	"slices"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// bytearray is bytes that can be changed.
type bytearray struct{ b []byte }

func (a *bytearray) String() string       { return "bytearray(" + quotedBytes(string(a.b)) + ")" }
func (a *bytearray) Type() string         { return "bytearray" }
func (a *bytearray) Freeze()              {}
func (a *bytearray) Truth() starlark.Bool { return len(a.b) > 0 }
func (a *bytearray) Hash() (uint32, error) {
	return 0, Raise("TypeError", "unhashable type: 'bytearray'")
}

// Len is the number of bytes.
func (a *bytearray) Len() int { return len(a.b) }

// Index is the byte at a place, as a number.
func (a *bytearray) Index(i int) starlark.Value { return starlark.MakeInt(int(a.b[i])) }

// SetIndex sets a byte.
func (a *bytearray) SetIndex(i int, v starlark.Value) error {
	b, err := byteOf(v)
	if err != nil {
		return Raise(KindOf(err, "ValueError"), "%s", byteRange(err))
	}
	a.b[i] = b
	return nil
}

// byteRange is what Python says of a number that is no byte of a bytearray.
func byteRange(err error) string {
	if KindOf(err, "") == "ValueError" {
		return "byte must be in range(0, 256)"
	}
	return err.Error()
}

// Slice is a bytearray too.
func (a *bytearray) Slice(start, end, step int) starlark.Value {
	var out []byte
	for i := start; step > 0 && i < end || step < 0 && i > end; i += step {
		out = append(out, a.b[i])
	}
	return &bytearray{out}
}

// Iterate goes through the numbers.
func (a *bytearray) Iterate() starlark.Iterator { return &bytesIterator{of: a} }

// Has reports whether there is such a byte, or such bytes.
func (a *bytearray) Has(y starlark.Value) (bool, error) {
	return starlark.Bytes(a.b).Has(plainBytes(y))
}

// plainBytes is the bytes that a bytearray holds, and any other value itself.
func plainBytes(v starlark.Value) starlark.Value {
	if a, ok := v.(*bytearray); ok {
		return starlark.Bytes(a.b)
	}
	return v
}

// CompareSameType compares the bytes.
func (a *bytearray) CompareSameType(op syntax.Token, y starlark.Value, _ int) (bool, error) {
	return threeWay(op, bytes.Compare(a.b, y.(*bytearray).b)), nil
}

// Binary is a + b and a * n.
func (a *bytearray) Binary(op syntax.Token, other starlark.Value, side starlark.Side) (starlark.Value, error) {
	switch op {
	case syntax.PLUS:
		b, ok := bytesLike(other)
		switch {
		case !ok:
			return nil, nil
		case side == starlark.Right:
			return starlark.Bytes(b + string(a.b)), nil
		}
		return &bytearray{slices.Concat(a.b, []byte(b))}, nil
	case syntax.STAR:
		v, err := starlark.Binary(op, starlark.Bytes(a.b), other)
		if b, ok := v.(starlark.Bytes); ok {
			return &bytearray{[]byte(b)}, nil
		}
		return nil, err
	}
	return nil, nil
}

// bytesIterator goes through bytes as numbers.
type bytesIterator struct {
	of starlark.Value // bytes or a bytearray
	at int
}

// Next is the next byte.
func (it *bytesIterator) Next(p *starlark.Value) bool {
	switch of := it.of.(type) {
	case starlark.Bytes:
		if it.at >= len(of) {
			return false
		}
		*p = starlark.MakeInt(int(of[it.at]))
	case *bytearray:
		if it.at >= len(of.b) {
			return false
		}
		*p = starlark.MakeInt(int(of.b[it.at]))
	}
	it.at++
	return true
}

// Done has nothing to end.
func (*bytesIterator) Done() {}

// byteNumbers is bytes as a sequence of numbers.
type byteNumbers struct{ starlark.Bytes }

// Iterate goes through the numbers.
func (b byteNumbers) Iterate() starlark.Iterator { return &bytesIterator{of: b.Bytes} }

// Index is the number at a place.
func (b byteNumbers) Index(i int) starlark.Value { return starlark.MakeInt(int(b.Bytes[i])) }

// newBytearray is bytearray(source, encoding, errors).
func newBytearray(c *Call) (starlark.Value, error) {
	b, err := c.bytesFrom()
	return &bytearray{b}, err
}

// bytearrayMethods is the methods of bytearrays.
func bytearrayMethods() []Entry {
	return append([]Entry{
		{Sig: "append(item)", Fn: bytearrayMethod(1, func(c *Call, a *bytearray) (starlark.Value, error) {
			b, err := byteOf(c.Args[0])
			if err != nil {
				return nil, Raise(KindOf(err, "ValueError"), "%s", byteRange(err))
			}
			return starlark.None, c.setBytes(a, append(a.b, b))
		})},
		{Sig: "clear()", Fn: bytearrayMethod(0, func(_ *Call, a *bytearray) (starlark.Value, error) {
			a.b = nil
			return starlark.None, nil
		})},
		{Sig: "copy()", Fn: bytearrayMethod(0, func(_ *Call, a *bytearray) (starlark.Value, error) {
			return &bytearray{slices.Clone(a.b)}, nil
		})},
		{Sig: "extend(iterable)", Fn: bytearrayMethod(1, func(c *Call, a *bytearray) (starlark.Value, error) {
			more, err := c.bytesOf(c.Args[0])
			if err != nil {
				return nil, err
			}
			return starlark.None, c.setBytes(a, append(a.b, more...))
		})},
		{Sig: "insert(index, item)", Fn: bytearrayMethod(2, func(c *Call, a *bytearray) (starlark.Value, error) {
			i, err := bound(c.Args[0], 0, 0, len(a.b), len(a.b))
			if err != nil {
				return nil, err
			}
			b, err := byteOf(c.Args[1])
			if err != nil {
				return nil, Raise(KindOf(err, "ValueError"), "%s", byteRange(err))
			}
			return starlark.None, c.setBytes(a, slices.Insert(a.b, i, b))
		})},
		{Sig: "pop(index=-1)", Fn: popByte},
		{Sig: "remove(value)", Fn: bytearrayMethod(1, func(c *Call, a *bytearray) (starlark.Value, error) {
			b, err := byteOf(c.Args[0])
			if err != nil {
				return nil, Raise(KindOf(err, "ValueError"), "%s", byteRange(err))
			}
			i := bytes.IndexByte(a.b, b)
			if i < 0 {
				return nil, Raise("ValueError", "value not found in bytearray")
			}
			a.b = slices.Delete(a.b, i, i+1)
			return starlark.None, nil
		})},
		{Sig: "reverse()", Fn: bytearrayMethod(0, func(_ *Call, a *bytearray) (starlark.Value, error) {
			slices.Reverse(a.b)
			return starlark.None, nil
		})},
	}, bytesMethodsOf()...)
}

// bytesMethodsOf is the methods of bytes for bytearrays.
func bytesMethodsOf() []Entry {
	all := bytesMethods()
	for i := range all {
		if all[i].Name() == "fromhex" {
			all[i].Fn = fromHex(true)
		}
	}
	return all
}

// bytearrayMethod is a method with so many arguments.
func bytearrayMethod(n int, do func(c *Call, a *bytearray) (starlark.Value, error)) func(c *Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		if err := c.positional(n, n); err != nil {
			return nil, err
		}
		return do(c, c.Recv.(*bytearray))
	}
}

// setBytes gives a bytearray other bytes, if they are not too many.
func (c *Call) setBytes(a *bytearray, b []byte) error {
	if err := c.bounds.Size(c.Name, len(b)); err != nil {
		return err
	}
	a.b = b
	return nil
}

func popByte(c *Call) (starlark.Value, error) {
	if err := c.positional(0, 1); err != nil {
		return nil, err
	}
	a, i := c.Recv.(*bytearray), -1
	if len(c.Args) > 0 {
		n, err := c.whole(c.Args[0])
		if err != nil {
			return nil, err
		}
		if i, err = wholeOf(n); err != nil {
			return nil, err
		}
	}
	if i < 0 {
		i += len(a.b)
	}
	switch {
	case len(a.b) == 0:
		return nil, Raise("IndexError", "pop from empty bytearray")
	case i < 0 || i >= len(a.b):
		return nil, Raise("IndexError", "pop index out of range")
	}
	b := a.b[i]
	a.b = slices.Delete(a.b, i, i+1)
	return starlark.MakeInt(int(b)), nil
}
