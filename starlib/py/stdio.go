package py

import (
	"io"

	"go.starlark.net/starlark"
)

// ioEntries is the module io.
func ioEntries() []Entry {
	return []Entry{
		{Sig: "BytesIO(initial_bytes=b\"\")", Class: "io.BytesIO", Doc: "A file of bytes in memory.", Fn: newBytesIO},
		{Sig: "SEEK_CUR", Value: starlark.MakeInt(1)},
		{Sig: "SEEK_END", Value: starlark.MakeInt(2)},
		{Sig: "SEEK_SET", Value: starlark.MakeInt(0)},
		{Sig: "StringIO(initial_value=\"\", newline=\"\\n\")", Class: "io.StringIO", Doc: "A file of text in memory.", Fn: newStringIO},
		{Sig: "UnsupportedOperation", Doc: "The error of what a file cannot do.", Value: ExceptionClass{"io", "UnsupportedOperation", "OSError,ValueError"}},
	}
}

func newStringIO(c *Call) (starlark.Value, error) {
	var initial, newline starlark.Value = starlark.None, starlark.String("\n")
	if err := c.Unpack("initial_value?", &initial, "newline?", &newline); err != nil {
		return nil, err
	}
	f := &memoryFile{ip: c.Interp, text: true}
	switch newline {
	case starlark.String("\n"):
	case starlark.String(""):
		f.universal = true
	case starlark.None:
		f.universal, f.translate = true, true
	default:
		return nil, Raise("ValueError", "StringIO: newline: got %s, only None, \"\" and \"\\n\" are available", Short(newline))
	}
	if initial == starlark.None {
		return f, nil
	}
	if _, ok := initial.(starlark.String); !ok {
		return nil, Raise("TypeError", "initial_value must be str or None, not %s", TypeOf(initial))
	}
	_, err := f.write(initial)
	f.pos = 0
	return f, err
}

func newBytesIO(c *Call) (starlark.Value, error) {
	var initial starlark.Value = starlark.Bytes("")
	if err := c.Unpack("initial_bytes?", &initial); err != nil {
		return nil, err
	}
	f := &memoryFile{ip: c.Interp}
	if initial == starlark.None {
		return f, nil
	}
	_, err := f.write(initial)
	f.pos = 0
	return f, err
}

// fileWriter writes to a file as a script has one: a stream, or anything with a method write.
func (c *Call) fileWriter(file starlark.Value) (io.Writer, error) {
	if s, ok := file.(*stream); ok {
		return s.w, nil
	}
	write, err := GetAttr(file, "write")
	if err != nil {
		return nil, err
	}
	return writerFunc(func(b []byte) (int, error) {
		_, err := c.apply(write, starlark.String(b))
		return len(b), err
	}), nil
}

type writerFunc func(b []byte) (int, error)

// Write calls the function.
func (f writerFunc) Write(b []byte) (int, error) { return f(b) }
