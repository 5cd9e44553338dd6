package py

import (
	"go.starlark.net/starlark"
)

// memoryFileMethods is THE table of what a StringIO and a BytesIO have.
func memoryFileMethods() []Entry {
	always := func(sig, doc string) Entry {
		return Entry{Sig: sig + "() -> bool", Doc: doc, Fn: onFile(func(c *Call, f *memoryFile) (starlark.Value, error) {
			return starlark.Bool(sig != "isatty"), c.Unpack()
		})}
	}
	return []Entry{
		{Sig: "__enter__()", Fn: onFile(func(c *Call, f *memoryFile) (starlark.Value, error) { return f, c.Unpack() })},
		{Sig: "__exit__(exc_type, exc_value, traceback)", Fn: func(c *Call) (starlark.Value, error) {
			f := c.Recv.(*memoryFile)
			f.closed, f.data = true, nil
			return starlark.None, nil
		}},
		{Sig: "close()", Doc: "Closes it; what was written is gone then.", Fn: func(c *Call) (starlark.Value, error) {
			f := c.Recv.(*memoryFile)
			if err := c.Unpack(); err != nil {
				return nil, err
			}
			f.closed, f.data = true, nil
			return starlark.None, nil
		}},
		{Sig: "closed", Doc: "Whether it is closed.", Fn: func(c *Call) (starlark.Value, error) {
			return starlark.Bool(c.Recv.(*memoryFile).closed), nil
		}},
		{Sig: "flush()", Doc: "Does nothing.", Fn: onFile(func(c *Call, _ *memoryFile) (starlark.Value, error) { return starlark.None, c.Unpack() })},
		{Sig: "getvalue()", Doc: "All that was written.", Fn: onFile(func(c *Call, f *memoryFile) (starlark.Value, error) {
			return f.value(f.data), c.Unpack()
		})},
		always("isatty", "False."),
		{Sig: "read(size=-1)", Doc: "Up to so many characters or bytes, or all that are left.", Fn: onFile(func(c *Call, f *memoryFile) (starlark.Value, error) {
			n, err := c.sizeArg("size")
			if err != nil {
				return nil, err
			}
			return f.value(f.read(n)), nil
		})},
		always("readable", "True."),
		{Sig: "readline(size=-1)", Doc: "The next line with its end.", Fn: onFile(func(c *Call, f *memoryFile) (starlark.Value, error) {
			n, err := c.sizeArg("size")
			if err != nil {
				return nil, err
			}
			return f.value(f.line(n)), nil
		})},
		{Sig: "readlines(hint=-1)", Doc: "The lines that are left; with a hint up to the one that ends behind so many characters.", Fn: onFile(func(c *Call, f *memoryFile) (starlark.Value, error) {
			hint, err := c.sizeArg("hint")
			if err != nil {
				return nil, err
			}
			var lines []starlark.Value
			for size := 0; hint <= 0 || size < hint; {
				line := f.line(-1)
				if len(line) == 0 {
					break
				}
				size += len(line)
				lines = append(lines, f.value(line))
			}
			return starlark.NewList(lines), c.bounds.Count(c.Name, len(lines))
		})},
		{Sig: "seek(offset, whence=0) -> int", Doc: "Goes to a place: from the beginning, with 1 from here, with 2 from the end.", Fn: onFile(seekFile)},
		always("seekable", "True."),
		{Sig: "tell() -> int", Doc: "Where it stands.", Fn: onFile(func(c *Call, f *memoryFile) (starlark.Value, error) {
			return starlark.MakeInt(f.pos), c.Unpack()
		})},
		{Sig: "truncate(size=None) -> int", Doc: "Cuts off what is behind so many characters, or behind where it stands.", Fn: onFile(func(c *Call, f *memoryFile) (starlark.Value, error) {
			n, err := c.sizeArg("size")
			if err != nil {
				return nil, err
			}
			if n < 0 && len(c.Args)+len(c.Kwargs) > 0 && c.Args[0] != starlark.None {
				return nil, Raise("ValueError", "Negative size value %d", n)
			}
			if n < 0 {
				n = f.pos
			}
			f.data = f.data[:min(n, len(f.data))]
			return starlark.MakeInt(n), nil
		})},
		always("writable", "True."),
		{Sig: "write(s) -> int", Doc: "Writes, and gives how much that was.", Fn: onFile(writeValue[*memoryFile])},
		{Sig: "writelines(lines)", Doc: "Writes one after the other.", Fn: onFile(writeValues[*memoryFile])},
	}
}

// onFile is a method that needs the file open.
func onFile(do func(c *Call, f *memoryFile) (starlark.Value, error)) func(c *Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		f := c.Recv.(*memoryFile)
		if err := f.usable(); err != nil {
			return nil, err
		}
		return do(c, f)
	}
}

func seekFile(c *Call, f *memoryFile) (starlark.Value, error) {
	offset, whence := 0, 0
	if err := c.Unpack("offset", &offset, "whence?", &whence); err != nil {
		return nil, err
	}
	switch {
	case whence < 0 || whence > 2:
		return nil, Raise("ValueError", "Invalid whence (%d, should be 0, 1 or 2)", whence)
	case whence == 0 && offset < 0 && f.text:
		return nil, Raise("ValueError", "Negative seek position %d", offset)
	case whence == 0 && offset < 0:
		return nil, Raise("ValueError", "negative seek value %d", offset)
	case whence > 0 && offset != 0 && f.text:
		return nil, Raise("OSError", "Can't do nonzero cur-relative seeks")
	case whence == 1:
		offset += f.pos
	case whence == 2:
		offset += len(f.data)
	}
	f.pos = max(offset, 0)
	return starlark.MakeInt(f.pos), nil
}
