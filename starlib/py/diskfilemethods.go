package py

import (
	"go.starlark.net/starlark"
)

// diskFileMethods is THE table of what a file has.
func diskFileMethods() []Entry {
	return []Entry{
		{Sig: "__enter__()", Fn: fileCall((*diskFile).usable, func(c *Call, f *diskFile) (starlark.Value, error) { return f, c.Unpack() })},
		{Sig: "__exit__(exc_type, exc_value, traceback)", Fn: func(c *Call) (starlark.Value, error) {
			return starlark.None, c.Recv.(*diskFile).close()
		}},
		{Sig: "close()", Doc: "Closes it.", Fn: func(c *Call) (starlark.Value, error) {
			if err := c.Unpack(); err != nil {
				return nil, err
			}
			return starlark.None, c.Recv.(*diskFile).close()
		}},
		{Sig: "closed", Doc: "Whether it is closed.", Fn: filePart(func(f *diskFile) starlark.Value { return starlark.Bool(f.closed) })},
		{Sig: "encoding", Doc: "The encoding of text.", Fn: fileText(func(f *diskFile) starlark.Value { return starlark.String(f.shown) })},
		{Sig: "errors", Doc: "What is done about what cannot be encoded.", Fn: fileText(func(f *diskFile) starlark.Value { return starlark.String(f.how) })},
		{Sig: "fileno()", Doc: "An error: files have no numbers here.", Fn: func(c *Call) (starlark.Value, error) {
			if err := c.Unpack(); err != nil {
				return nil, err
			}
			return nil, Raise("io.UnsupportedOperation", "fileno is not available: files have no numbers here")
		}},
		{Sig: "flush()", Doc: "Does nothing: all is written at once.", Fn: fileCall((*diskFile).usable, func(c *Call, _ *diskFile) (starlark.Value, error) { return starlark.None, c.Unpack() })},
		{Sig: "isatty() -> bool", Doc: "False.", Fn: fileCall((*diskFile).usable, func(c *Call, _ *diskFile) (starlark.Value, error) { return starlark.False, c.Unpack() })},
		{Sig: "mode", Doc: "The mode it was opened with.", Fn: filePart(func(f *diskFile) starlark.Value { return starlark.String(f.mode) })},
		{Sig: "name", Doc: "The path it was opened with.", Fn: filePart(func(f *diskFile) starlark.Value { return f.name })},
		{Sig: "read(size=-1)", Doc: "Up to so many characters or bytes, or all that are left.", Fn: fileCall((*diskFile).readable, func(c *Call, f *diskFile) (starlark.Value, error) {
			n, err := c.sizeArg("size")
			if err != nil {
				return nil, err
			}
			return f.read(n)
		})},
		{Sig: "readable() -> bool", Doc: "Whether it can be read.", Fn: fileCall((*diskFile).usable, func(c *Call, f *diskFile) (starlark.Value, error) {
			return starlark.Bool(f.reads), c.Unpack()
		})},
		{Sig: "readline(size=-1)", Doc: "The next line with its end.", Fn: fileCall((*diskFile).readable, func(c *Call, f *diskFile) (starlark.Value, error) {
			n, err := c.sizeArg("size")
			if err != nil {
				return nil, err
			}
			return f.line(n)
		})},
		{Sig: "readlines(hint=-1)", Doc: "The lines that are left; with a hint up to the one that ends behind so many characters.", Fn: fileCall((*diskFile).readable, fileLines)},
		{Sig: "seek(offset, whence=0) -> int", Doc: "Goes to a place in bytes: from the beginning, with 1 from here, with 2 from the end.", Fn: fileCall((*diskFile).usable, fileSeek)},
		{Sig: "seekable() -> bool", Doc: "True.", Fn: fileCall((*diskFile).usable, func(c *Call, _ *diskFile) (starlark.Value, error) { return starlark.True, c.Unpack() })},
		{Sig: "tell() -> int", Doc: "Where it stands, in bytes.", Fn: fileCall((*diskFile).usable, func(c *Call, f *diskFile) (starlark.Value, error) {
			if err := c.Unpack(); err != nil {
				return nil, err
			}
			at, err := f.place()
			return starlark.MakeInt64(at), err
		})},
		{Sig: "truncate(size=None) -> int", Doc: "Cuts off what is behind so many bytes, or behind where it stands.", Fn: fileCall((*diskFile).writable, fileTruncate)},
		{Sig: "writable() -> bool", Doc: "Whether it can be written to.", Fn: fileCall((*diskFile).usable, func(c *Call, f *diskFile) (starlark.Value, error) {
			return starlark.Bool(f.writes), c.Unpack()
		})},
		{Sig: "write(s) -> int", Doc: "Writes, and gives how much that was.", Fn: fileCall((*diskFile).writable, writeValue[*diskFile])},
		{Sig: "writelines(lines)", Doc: "Writes one after the other.", Fn: fileCall((*diskFile).writable, writeValues[*diskFile])},
	}
}

// fileCall is a method that needs the file in a state, of which may is the error.
func fileCall(may func(*diskFile) error, do func(c *Call, f *diskFile) (starlark.Value, error)) func(c *Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		f := c.Recv.(*diskFile)
		if err := may(f); err != nil {
			return nil, err
		}
		return do(c, f)
	}
}

func filePart(of func(f *diskFile) starlark.Value) func(c *Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) { return of(c.Recv.(*diskFile)), nil }
}

// fileText is a property that files of bytes have not.
func fileText(of func(f *diskFile) starlark.Value) func(c *Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		f := c.Recv.(*diskFile)
		if !f.text {
			return nil, Raise("AttributeError", "'_io.%s' object has no attribute '%s'", f.Type(), c.EntryName())
		}
		return of(f), nil
	}
}

func fileLines(c *Call, f *diskFile) (starlark.Value, error) {
	hint, err := c.sizeArg("hint")
	if err != nil {
		return nil, err
	}
	var lines []starlark.Value
	p := c.Pace()
	for size := 0; hint <= 0 || size < hint; {
		v, more, err := f.nextLine()
		if err == nil {
			err = p.Step()
		}
		if err != nil {
			return nil, err
		}
		if !more {
			break
		}
		size += starlark.Len(v)
		lines = append(lines, v)
	}
	return starlark.NewList(lines), c.bounds.Count(c.Name, len(lines))
}

func fileSeek(c *Call, f *diskFile) (starlark.Value, error) {
	var offset int64
	whence := 0
	if err := c.Unpack("offset", &offset, "whence?", &whence); err != nil {
		return nil, err
	}
	switch {
	case whence < 0 || whence > 2:
		return nil, Raise("ValueError", "invalid whence (%d, should be 0, 1 or 2)", whence)
	case whence == 0 && offset < 0 && f.text:
		return nil, Raise("ValueError", "negative seek position %d", offset)
	case whence == 1 && offset != 0 && f.text:
		return nil, Raise("io.UnsupportedOperation", "can't do nonzero cur-relative seeks")
	case whence == 2 && offset != 0 && f.text:
		return nil, Raise("io.UnsupportedOperation", "can't do nonzero end-relative seeks")
	}
	at, err := f.seek(offset, whence)
	return starlark.MakeInt64(at), err
}

func fileTruncate(c *Call, f *diskFile) (starlark.Value, error) {
	n, err := c.sizeArg("size")
	if err != nil {
		return nil, err
	}
	size := int64(n)
	if n < 0 {
		if size, err = f.place(); err != nil {
			return nil, err
		}
	}
	if err := f.f.Truncate(size); err != nil {
		return nil, fileError("truncate", err, PlainText(f.name, PlainMost))
	}
	return starlark.MakeInt64(size), nil
}
