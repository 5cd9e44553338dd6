package py

import (
	"slices"
	"strings"

	"go.starlark.net/starlark"
)

// memoryFile is a StringIO, or a BytesIO, whose characters are bytes.
type memoryFile struct {
	ip        *Interp
	text      bool
	universal bool // lines end with \r and \r\n too
	translate bool // these become \n when they are written
	data      []rune
	pos       int
	closed    bool
}

func (f *memoryFile) String() string        { return "<_io." + f.Type() + " object>" }
func (f *memoryFile) Class() string         { return "io." + f.Type() }
func (f *memoryFile) Freeze()               {}
func (f *memoryFile) Truth() starlark.Bool  { return true }
func (f *memoryFile) Hash() (uint32, error) { return uint32(PointerOf(f) >> 4), nil }

// Type is which of the two it is.
func (f *memoryFile) Type() string {
	if f.text {
		return "StringIO"
	}
	return "BytesIO"
}

// Attr is a method or a property.
func (f *memoryFile) Attr(name string) (starlark.Value, error) {
	return f.ip.Attribute(memoryFileMethods(), f, name)
}

// AttrNames is the names of these.
func (f *memoryFile) AttrNames() []string { return EntryNames(memoryFileMethods()) }

// Iterate goes through the lines that are left.
func (f *memoryFile) Iterate() starlark.Iterator { return f }

// Next is the next line.
func (f *memoryFile) Next(p *starlark.Value) bool {
	if f.closed {
		r := f.ip.gil.holder
		r.stop(r.blame(f.usable()))
		return false
	}
	line := f.line(-1)
	*p = f.value(line)
	return len(line) > 0
}

// nextLine is the next line, if there is one.
func (f *memoryFile) nextLine() (starlark.Value, bool, error) {
	if err := f.usable(); err != nil {
		return nil, false, err
	}
	line := f.line(-1)
	return f.value(line), len(line) > 0, nil
}

// Done leaves the rest for later.
func (f *memoryFile) Done() {}

// value is characters as a text, or as bytes.
func (f *memoryFile) value(part []rune) starlark.Value {
	if f.text {
		return starlark.String(string(part))
	}
	b := make([]byte, len(part))
	for i, r := range part {
		b[i] = byte(r)
	}
	return starlark.Bytes(b)
}

func (f *memoryFile) usable() error {
	switch {
	case f.closed && f.text: // as CPython has it, without the dot
		return Raise("ValueError", "I/O operation on closed file")
	case f.closed:
		return Raise("ValueError", "I/O operation on closed file.")
	}
	return nil
}

// write puts v where the file stands, over what is there.
func (f *memoryFile) write(v starlark.Value) (int, error) {
	var part []rune
	switch v := v.(type) {
	case starlark.String:
		if !f.text {
			return 0, Raise("TypeError", "a bytes-like object is required, not 'str'")
		}
		s := string(v)
		if f.translate {
			s = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s)
		}
		part = []rune(s)
	default:
		b, ok := bytesLike(v)
		if ok && !f.text {
			for i := range len(b) {
				part = append(part, rune(b[i]))
			}
			break
		}
		if f.text {
			return 0, Raise("TypeError", "string argument expected, got '%s'", TypeOf(v))
		}
		return 0, Raise("TypeError", "a bytes-like object is required, not '%s'", TypeOf(v))
	}
	if err := f.ip.bounds.Size(f.Type(), max(f.pos+len(part), len(f.data))); err != nil {
		return 0, err
	}
	if len(part) > 0 && f.pos > len(f.data) {
		f.data = append(f.data, make([]rune, f.pos-len(f.data))...)
	}
	n := copy(f.data[min(f.pos, len(f.data)):], part)
	f.data = append(f.data, part[n:]...)
	f.pos += len(part)
	if s, ok := v.(starlark.String); ok {
		return len([]rune(string(s))), nil
	}
	return len(part), nil
}

// read is up to n characters, below 0 all that are left.
func (f *memoryFile) read(n int) []rune {
	from := min(f.pos, len(f.data))
	to := len(f.data)
	if n >= 0 {
		to = min(to, from+n)
	}
	f.pos = max(f.pos, to)
	return f.data[from:to]
}

// line is the rest of the line, up to n characters of it.
func (f *memoryFile) line(n int) []rune {
	from := min(f.pos, len(f.data))
	rest := f.data[from:]
	end := slices.Index(rest, '\n')
	if f.universal {
		end = slices.IndexFunc(rest, func(r rune) bool { return r == '\n' || r == '\r' })
		if end >= 0 && rest[end] == '\r' && end+1 < len(rest) && rest[end+1] == '\n' {
			end++
		}
	}
	if end < 0 {
		end = len(rest) - 1
	}
	end++
	if n >= 0 {
		end = min(end, n)
	}
	return f.read(end)
}

// sizeArg is an argument that says how many; None is all.
func (c *Call) sizeArg(name string) (int, error) {
	var v starlark.Value = starlark.None
	if err := c.Unpack(name+"?", &v); err != nil {
		return 0, err
	}
	if v == starlark.None {
		return -1, nil
	}
	n, err := starlark.AsInt32(v)
	if err != nil {
		return 0, Raise("TypeError", "argument should be integer or None, not '%s'", TypeOf(v))
	}
	return n, nil
}
