package py

import (
	"bytes"
	"io"
	"strings"
	"unicode/utf8"

	"go.starlark.net/starlark"

	"starling/internal/files"
)

// diskFile is what open gives. It reads in chunks ahead and writes at once, so that what was written is there also if
// the file is never closed.
type diskFile struct {
	ip         *Interp
	f          files.File
	name       starlark.Value // as it was opened
	mode       string
	text       bool
	reads      bool
	writes     bool
	shown      string // the encoding as it was given
	codec, how string // of text
	newline    string // "" with given: lines end in all three ways and stay as they are
	given      bool   // newline was given: nothing is translated when it is read
	ahead      []byte // read, but not asked for yet
	ended      bool   // there is nothing behind ahead
	begun      bool   // something was read or written: there is no mark of the byte order any more
	closed     bool
}

// Type is the class that CPython has for such a file.
func (f *diskFile) Type() string {
	switch {
	case f.text:
		return "TextIOWrapper"
	case f.reads && f.writes:
		return "BufferedRandom"
	case f.writes:
		return "BufferedWriter"
	}
	return "BufferedReader"
}

func (f *diskFile) String() string {
	s := "<_io." + f.Type() + " name=" + plain(f.name, PlainMost)
	if f.text {
		s += " mode=" + quoted(f.mode) + " encoding=" + quoted(f.shown)
	}
	return s + ">"
}
func (f *diskFile) Class() string         { return "_io." + f.Type() }
func (f *diskFile) Freeze()               {}
func (f *diskFile) Truth() starlark.Bool  { return true }
func (f *diskFile) Hash() (uint32, error) { return uint32(PointerOf(f) >> 4), nil }

// Attr is a method or a property.
func (f *diskFile) Attr(name string) (starlark.Value, error) {
	return f.ip.Attribute(diskFileMethods(), f, name)
}

// AttrNames is the names of these.
func (f *diskFile) AttrNames() []string { return EntryNames(diskFileMethods()) }

// Iterate goes through the lines that are left.
func (f *diskFile) Iterate() starlark.Iterator { return f }

// Next is the next line.
func (f *diskFile) Next(p *starlark.Value) bool {
	v, more, err := f.nextLine()
	if err != nil {
		r := f.ip.gil.holder
		r.stop(r.blame(err))
		return false
	}
	*p = v
	return more
}

// Done leaves the rest for later.
func (f *diskFile) Done() {}

// nextLine is the next line, if there is one.
func (f *diskFile) nextLine() (starlark.Value, bool, error) {
	if err := f.readable(); err != nil {
		return nil, false, err
	}
	v, err := f.line(-1)
	return v, err == nil && starlark.Len(v) > 0, err
}

func (f *diskFile) usable() error {
	if f.closed {
		return Raise("ValueError", "I/O operation on closed file.")
	}
	return nil
}

func (f *diskFile) readable() error {
	if !f.text && !f.reads {
		return Raise("io.UnsupportedOperation", "read")
	}
	if err := f.usable(); err != nil || f.reads {
		return err
	}
	return Raise("io.UnsupportedOperation", "not readable")
}

func (f *diskFile) writable() error {
	if !f.text && !f.writes {
		return Raise("io.UnsupportedOperation", "write")
	}
	if err := f.usable(); err != nil || f.writes {
		return err
	}
	return Raise("io.UnsupportedOperation", "not writable")
}

const fileChunk = 1 << 16

// fill reads on. All that is read ahead counts against the bound of one value.
func (f *diskFile) fill() error {
	if err := f.ip.bounds.Size("read", len(f.ahead)+fileChunk); err != nil {
		return err
	}
	chunk := make([]byte, fileChunk)
	n, err := f.f.Read(chunk)
	f.ahead = append(f.ahead, chunk[:n]...)
	if err == io.EOF {
		f.ended = true
		return nil
	}
	if err != nil {
		return fileError("read", err, PlainText(f.name, PlainMost))
	}
	return nil
}

// wide reports whether the ends of lines cannot be found in the bytes: the whole is decoded then.
func (f *diskFile) wide() bool {
	return f.text && strings.HasPrefix(f.codec, "utf-16") || f.text && strings.HasPrefix(f.codec, "utf-32")
}

// narrow reads all of a file in a wide encoding, and goes on with it in UTF-8.
func (f *diskFile) narrow() error {
	for !f.ended {
		if err := f.fill(); err != nil {
			return err
		}
	}
	s, err := f.call().decode(string(f.ahead), f.codec, f.how)
	f.ahead, f.codec = []byte(s), "utf-8"
	return err
}

func (f *diskFile) call() *Call { return &Call{Interp: f.ip, Name: "read"} }

// line is the next line with its end, up to most characters if that is not below 0.
func (f *diskFile) line(most int) (starlark.Value, error) {
	if f.wide() {
		if err := f.narrow(); err != nil {
			return nil, err
		}
	}
	for from := 0; ; {
		if end, ok := f.lineEnd(from); ok {
			return f.take(end, most)
		}
		if f.ended {
			return f.take(len(f.ahead), most)
		}
		from = max(0, len(f.ahead)-1) // \r\n may be in two chunks
		if most >= 0 && from > 4*most {
			return f.take(len(f.ahead), most)
		}
		if err := f.fill(); err != nil {
			return nil, err
		}
	}
}

// lineEnd is behind the first end of a line at from or behind it.
func (f *diskFile) lineEnd(from int) (int, bool) {
	rest := f.ahead[from:]
	switch {
	case !f.text || f.given && f.newline == "\n":
		i := bytes.IndexByte(rest, '\n')
		return from + i + 1, i >= 0
	case f.given && f.newline != "":
		i := bytes.Index(rest, []byte(f.newline))
		return from + i + len(f.newline), i >= 0
	}
	i := bytes.IndexAny(rest, "\r\n")
	switch {
	case i < 0:
		return 0, false
	case rest[i] == '\n':
		return from + i + 1, true
	case i+1 < len(rest) && rest[i+1] == '\n':
		return from + i + 2, true
	}
	return from + i + 1, i+1 < len(rest) || f.ended
}

// take is the first bytes of what was read ahead, up to most characters of them.
func (f *diskFile) take(n, most int) (starlark.Value, error) {
	if !f.text {
		if most >= 0 {
			n = min(n, most)
		}
		b := starlark.Bytes(f.ahead[:n])
		f.ahead = f.ahead[n:]
		return b, nil
	}
	if most >= 0 {
		n = f.chars(f.ahead[:n], most)
	}
	b := string(f.ahead[:n])
	f.ahead = f.ahead[n:]
	codec := f.codec
	if codec == "utf-8-sig" && f.begun {
		codec = "utf-8"
	}
	f.begun = true
	s, err := f.call().decode(b, codec, f.how)
	if err != nil {
		return nil, err
	}
	if !f.given && strings.IndexByte(s, '\r') >= 0 {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	}
	return starlark.String(s), nil
}

// chars is how many bytes the first characters take; \r\n is one where it becomes \n.
func (f *diskFile) chars(b []byte, most int) int {
	n := 0
	if f.codec == "utf-8-sig" && !f.begun && bytes.HasPrefix(b, []byte("\ufeff")) {
		n = 3
	}
	for ; most > 0 && n < len(b); most-- {
		size := 1
		if strings.HasPrefix(f.codec, "utf-8") {
			_, size = utf8.DecodeRune(b[n:])
		}
		if !f.given && b[n] == '\r' && n+1 < len(b) && b[n+1] == '\n' {
			size = 2
		}
		n += size
	}
	return n
}

// read is up to most characters or bytes, below 0 all that are left.
func (f *diskFile) read(most int) (starlark.Value, error) {
	if f.wide() {
		if err := f.narrow(); err != nil {
			return nil, err
		}
	}
	for !f.ended && (most < 0 || len(f.ahead) < 4*most+2) {
		if err := f.fill(); err != nil {
			return nil, err
		}
	}
	return f.take(len(f.ahead), most)
}

// place is where the file stands, in bytes.
func (f *diskFile) place() (int64, error) {
	at, err := f.f.Seek(0, io.SeekCurrent)
	if err != nil {
		return 0, fileError("tell", err, PlainText(f.name, PlainMost))
	}
	return at - int64(len(f.ahead)), nil
}

// seek goes to a place; what was read ahead is forgotten.
func (f *diskFile) seek(offset int64, whence int) (int64, error) {
	if whence == io.SeekCurrent {
		offset -= int64(len(f.ahead))
	}
	at, err := f.f.Seek(offset, whence)
	if err != nil {
		return 0, fileError("seek", err, PlainText(f.name, PlainMost))
	}
	f.ahead, f.ended = nil, false
	if at == 0 {
		f.begun = false
	}
	return at, nil
}

// write writes at the place where the file stands, and gives the number of characters or bytes.
func (f *diskFile) write(v starlark.Value) (int, error) {
	var b string
	n := 0
	if f.text {
		s, ok := starlark.AsString(valueOf(v))
		if !ok {
			return 0, Raise("TypeError", "write() argument must be str, not %s", TypeOf(v))
		}
		n = utf8.RuneCountInString(s)
		if f.newline != "" && f.newline != "\n" {
			s = strings.ReplaceAll(s, "\n", f.newline)
		}
		codec := f.codec
		if f.begun || strings.HasPrefix(f.mode, "a") { // a mark of the byte order is for the beginning
			codec = map[string]string{"utf-8-sig": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}[codec]
			if codec == "" {
				codec = f.codec
			}
		}
		var err error
		if b, err = f.call().encode(s, codec, f.how); err != nil {
			return 0, err
		}
	} else {
		var ok bool
		if b, ok = bytesLike(v); !ok {
			return 0, Raise("TypeError", "a bytes-like object is required, not '%s'", TypeOf(v))
		}
		n = len(b)
	}
	if len(f.ahead) > 0 {
		if _, err := f.seek(0, io.SeekCurrent); err != nil {
			return 0, err
		}
	}
	f.begun = f.begun || b != ""
	if _, err := f.f.WriteString(b); err != nil {
		return 0, fileError("write", err, PlainText(f.name, PlainMost))
	}
	return n, nil
}

// close closes the file; again it does nothing.
func (f *diskFile) close() error {
	if f.closed {
		return nil
	}
	f.closed, f.ahead = true, nil
	if err := f.f.Close(); err != nil {
		return fileError("close", err, PlainText(f.name, PlainMost))
	}
	return nil
}
