package py

import (
	"go.starlark.net/starlark"
)

// structEntries is the module struct.
func structEntries() []Entry {
	return []Entry{
		{Sig: "Struct(format)", Doc: "A format with the functions of the module as methods.", Class: "struct.Struct", Fn: newStruct},
		{Sig: "calcsize(format) -> int", Doc: "How many bytes the values of a format take.", Fn: structSize},
		{Sig: "error", Doc: "The error of formats and of values that do not fit.", Value: ExceptionClass{"struct", "error", "Exception"}},
		{Sig: "iter_unpack(format, buffer)", Doc: "The values of bytes that follow a format again and again, a tuple each time.", Fn: structIterUnpack},
		{Sig: "pack(format, *values)", Doc: "The bytes of values by a format, such as \">Ihf\".", Fn: structPack},
		{Sig: "pack_into(format, buffer, offset, *values)", Doc: "Writes the bytes of values into a bytearray, from offset on.", Fn: structPackInto},
		{Sig: "unpack(format, buffer)", Doc: "The values of bytes by a format, as a tuple.", Fn: structUnpack},
		{Sig: "unpack_from(format, buffer, offset=0)", Doc: "The values of the bytes from offset on, of which there may be more.", Fn: structUnpackFrom},
	}
}

// structMethods is THE table of what a Struct has.
func structMethods() []Entry {
	return []Entry{
		{Sig: "format", Doc: "The text of the format.", Fn: func(c *Call) (starlark.Value, error) {
			return starlark.String(c.Recv.(*layout).text), nil
		}},
		{Sig: "iter_unpack(buffer)", Doc: "The values of bytes that follow the format again and again.", Fn: structIterUnpack},
		{Sig: "pack(*values)", Doc: "The bytes of values.", Fn: structPack},
		{Sig: "pack_into(buffer, offset, *values)", Doc: "Writes the bytes of values into a bytearray, from offset on.", Fn: structPackInto},
		{Sig: "size", Doc: "How many bytes the values take.", Fn: func(c *Call) (starlark.Value, error) {
			return starlark.MakeInt(c.Recv.(*layout).size), nil
		}},
		{Sig: "unpack(buffer)", Doc: "The values of bytes, as a tuple.", Fn: structUnpack},
		{Sig: "unpack_from(buffer, offset=0)", Doc: "The values of the bytes from offset on.", Fn: structUnpackFrom},
	}
}

func (l *layout) String() string        { return "<_struct.Struct object>" }
func (l *layout) Class() string         { return "struct.Struct" }
func (l *layout) Type() string          { return "Struct" }
func (l *layout) Freeze()               {}
func (l *layout) Truth() starlark.Bool  { return true }
func (l *layout) Hash() (uint32, error) { return uint32(PointerOf(l) >> 4), nil }

// Attr is a method or the format.
func (l *layout) Attr(name string) (starlark.Value, error) {
	return l.ip.Attribute(structMethods(), l, name)
}

// AttrNames is the names of these.
func (l *layout) AttrNames() []string { return EntryNames(structMethods()) }

func newStruct(c *Call) (starlark.Value, error) {
	var format starlark.Value
	if err := c.Unpack("format", &format); err != nil {
		return nil, err
	}
	return c.layoutOf(format)
}

// layoutOf is the layout of a format, which is a text or bytes.
func (c *Call) layoutOf(format starlark.Value) (*layout, error) {
	text := ""
	switch v := format.(type) {
	case starlark.String:
		text = string(v)
	case starlark.Bytes:
		text = string(v)
	default:
		return nil, Raise("TypeError", "Struct() argument 1 must be a str or bytes object, not %s", TypeOf(format))
	}
	if l := c.layouts[text]; l != nil {
		return l, nil
	}
	l, err := parseLayout(text)
	if err != nil {
		return nil, err
	}
	l.ip = c.Interp
	if err := c.bounds.Size(c.Name, l.size); err != nil {
		return nil, err
	}
	if c.layouts == nil || len(c.layouts) >= regexesMost {
		c.layouts = map[string]*layout{}
	}
	c.layouts[text] = l
	return l, nil
}

// layoutArgs takes the arguments of a function of the module, or of a Struct's method.
func (c *Call) layoutArgs(pairs ...any) (*layout, error) {
	if l, ok := c.Recv.(*layout); ok {
		return l, c.Unpack(pairs...)
	}
	var format starlark.Value
	if err := c.Unpack(append([]any{"format", &format}, pairs...)...); err != nil {
		return nil, err
	}
	return c.layoutOf(format)
}

func structSize(c *Call) (starlark.Value, error) {
	l, err := c.layoutArgs()
	if err != nil {
		return nil, err
	}
	return starlark.MakeInt(l.size), nil
}

func structPack(c *Call) (starlark.Value, error) {
	if err := c.onlyPositional(); err != nil {
		return nil, err
	}
	l, args := (*layout)(nil), c.Args
	if own, ok := c.Recv.(*layout); ok {
		l = own
	} else if len(args) == 0 {
		return nil, Raise("TypeError", "pack expected at least 1 argument, got 0")
	} else {
		var err error
		if l, err = c.layoutOf(args[0]); err != nil {
			return nil, err
		}
		args = args[1:]
	}
	b, err := l.pack(args)
	return starlark.Bytes(b), err
}

func structPackInto(c *Call) (starlark.Value, error) {
	if err := c.onlyPositional(); err != nil {
		return nil, err
	}
	l, args := (*layout)(nil), c.Args
	if own, ok := c.Recv.(*layout); ok {
		l = own
	} else if len(args) > 0 {
		var err error
		if l, err = c.layoutOf(args[0]); err != nil {
			return nil, err
		}
		args = args[1:]
	}
	if len(args) < 2 {
		return nil, Raise("TypeError", "pack_into expected buffer and offset arguments")
	}
	into, ok := args[0].(*bytearray)
	if !ok {
		return nil, Raise("TypeError", "pack_into() needs a bytearray: argument 1 must be read-write bytes-like object, not %s", TypeOf(args[0]))
	}
	offset, err := starlark.AsInt32(args[1])
	if err != nil {
		return nil, Raise("TypeError", "'%s' object cannot be interpreted as an integer", TypeOf(args[1]))
	}
	at := offset
	if at < 0 {
		if at += len(into.b); at < 0 {
			return nil, Raise("struct.error", "offset %d out of range for %d-byte buffer", offset, len(into.b))
		}
	}
	if len(into.b)-at < l.size {
		return nil, Raise("struct.error", "pack_into requires a buffer of at least %d bytes for packing %d bytes at offset %d (actual buffer size is %d)", at+l.size, l.size, at, len(into.b))
	}
	b, err := l.pack(args[2:])
	if err == nil {
		copy(into.b[at:], b)
	}
	return starlark.None, err
}

func structUnpack(c *Call) (starlark.Value, error) {
	var b starlark.Bytes
	l, err := c.layoutArgs("buffer", bytesOf{&b})
	if err != nil {
		return nil, err
	}
	if len(b) != l.size {
		return nil, Raise("struct.error", "unpack requires a buffer of %d bytes", l.size)
	}
	return l.unpack(string(b)), nil
}

func structUnpackFrom(c *Call) (starlark.Value, error) {
	var b starlark.Bytes
	offset := 0
	l, err := c.layoutArgs("buffer", bytesOf{&b}, "offset?", &offset)
	if err != nil {
		return nil, err
	}
	at := offset
	if at < 0 {
		if at+l.size > 0 {
			return nil, Raise("struct.error", "not enough data to unpack %d bytes at offset %d", l.size, offset)
		}
		if at += len(b); at < 0 {
			return nil, Raise("struct.error", "offset %d out of range for %d-byte buffer", offset, len(b))
		}
	}
	if len(b)-at < l.size {
		return nil, Raise("struct.error", "unpack_from requires a buffer of at least %d bytes for unpacking %d bytes at offset %d (actual buffer size is %d)", at+l.size, l.size, at, len(b))
	}
	return l.unpack(string(b[at:])), nil
}

func structIterUnpack(c *Call) (starlark.Value, error) {
	var b starlark.Bytes
	l, err := c.layoutArgs("buffer", bytesOf{&b})
	if err != nil {
		return nil, err
	}
	if l.size == 0 {
		return nil, Raise("struct.error", "cannot iteratively unpack with a struct of length 0")
	}
	if len(b)%l.size != 0 {
		return nil, Raise("struct.error", "iterative unpacking requires a buffer of a multiple of %d bytes", l.size)
	}
	rest := string(b)
	return c.newLazy(func(p *starlark.Value) (bool, error) {
		if rest == "" {
			return false, nil
		}
		*p, rest = l.unpack(rest), rest[l.size:]
		return true, nil
	})
}
