package py

import (
	"bytes"
	"io"

	"go.starlark.net/starlark"
)

// compressor compresses bytes bit by bit.
type compressor struct {
	ip   *Interp
	out  bytes.Buffer
	w    io.WriteCloser
	over bool
}

func (z *compressor) String() string        { return "<zlib.Compress object>" }
func (z *compressor) Type() string          { return "Compress" }
func (z *compressor) Class() string         { return "zlib.Compress" }
func (z *compressor) Freeze()               {}
func (z *compressor) Truth() starlark.Bool  { return true }
func (z *compressor) Hash() (uint32, error) { return uint32(PointerOf(z) >> 4), nil }

// Attr is a method.
func (z *compressor) Attr(name string) (starlark.Value, error) {
	return z.ip.Attribute(compressorMethods(), z, name)
}

// AttrNames is the names of the methods.
func (z *compressor) AttrNames() []string { return EntryNames(compressorMethods()) }

// taken is what has come out since the last time.
func (z *compressor) taken() starlark.Value {
	b := starlark.Bytes(z.out.String())
	z.out.Reset()
	return b
}

// compressorMethods is the table of what a compressor has.
func compressorMethods() []Entry {
	return []Entry{
		{Sig: "compress(data)", Doc: "Takes bytes, and gives what is compressed so far.", Fn: func(c *Call) (starlark.Value, error) {
			var data starlark.Bytes
			z := c.Recv.(*compressor)
			if err := c.Unpack("data", bytesOf{&data}); err != nil {
				return nil, err
			}
			if z.over {
				return nil, Raise("zlib.error", "Error -2 while compressing data: inconsistent stream state")
			}
			_, _ = z.w.Write([]byte(data)) // to memory
			return z.taken(), nil
		}},
		{Sig: "flush(mode=4)", Doc: "The rest; with Z_FINISH nothing can follow it.", Fn: func(c *Call) (starlark.Value, error) {
			mode, z := 4, c.Recv.(*compressor)
			if err := c.Unpack("mode?", &mode); err != nil {
				return nil, err
			}
			switch {
			case mode == 4:
				z.over = true
				_ = z.w.Close() // to memory
			case mode == 2 || mode == 3:
				if f, ok := z.w.(interface{ Flush() error }); ok {
					_ = f.Flush() // to memory
				}
			case mode != 0:
				return nil, Raise("zlib.error", "Error -2 while flushing: inconsistent stream state")
			}
			return z.taken(), nil
		}},
	}
}

func newCompressor(c *Call) (starlark.Value, error) {
	level, method, wbits := -1, 8, 15
	if err := c.Unpack("level?", &level, "method?", &method, "wbits?", &wbits); err != nil {
		return nil, err
	}
	if method != 8 {
		return nil, Raise("ValueError", "Invalid initialization option")
	}
	z := &compressor{ip: c.Interp}
	var err error
	z.w, err = deflater(&z.out, level, wbits)
	return z, err
}

// decompressor decompresses bytes bit by bit. It keeps what came in, and reads it from the
// beginning when more has come: Go's readers do not go on behind an end.
type decompressor struct {
	ip     *Interp
	wbits  int
	in     []byte
	given  int // of what came out
	over   bool
	unused []byte
}

func (z *decompressor) String() string        { return "<zlib.Decompress object>" }
func (z *decompressor) Type() string          { return "Decompress" }
func (z *decompressor) Class() string         { return "zlib.Decompress" }
func (z *decompressor) Freeze()               {}
func (z *decompressor) Truth() starlark.Bool  { return true }
func (z *decompressor) Hash() (uint32, error) { return uint32(PointerOf(z) >> 4), nil }

// Attr is a method or a property.
func (z *decompressor) Attr(name string) (starlark.Value, error) {
	return z.ip.Attribute(decompressorMethods(), z, name)
}

// AttrNames is the names of these.
func (z *decompressor) AttrNames() []string { return EntryNames(decompressorMethods()) }

// decompressorMethods is the table of what a decompressor has.
func decompressorMethods() []Entry {
	return []Entry{
		{Sig: "decompress(data)", Doc: "Takes compressed bytes, and gives what they were.", Fn: func(c *Call) (starlark.Value, error) {
			var data starlark.Bytes
			z := c.Recv.(*decompressor)
			if err := c.Unpack("data", bytesOf{&data}); err != nil {
				return nil, err
			}
			return z.more(c, []byte(data))
		}},
		{Sig: "eof", Doc: "Whether the end has come.", Fn: func(c *Call) (starlark.Value, error) {
			return starlark.Bool(c.Recv.(*decompressor).over), nil
		}},
		{Sig: "flush()", Doc: "The rest, which is nothing here.", Fn: func(c *Call) (starlark.Value, error) { return starlark.Bytes(""), c.Unpack() }},
		{Sig: "unconsumed_tail", Doc: "Nothing: all is taken.", Fn: func(c *Call) (starlark.Value, error) { return starlark.Bytes(""), nil }},
		{Sig: "unused_data", Doc: "The bytes behind the end.", Fn: func(c *Call) (starlark.Value, error) {
			return starlark.Bytes(c.Recv.(*decompressor).unused), nil
		}},
	}
}

// more takes bytes and gives what they add.
func (z *decompressor) more(c *Call, data []byte) (starlark.Value, error) {
	if z.over {
		z.unused = append(z.unused, data...)
		return starlark.Bytes(""), nil
	}
	z.in = append(z.in, data...)
	if err := c.bounds.Size(c.Name, len(z.in)); err != nil {
		return nil, err
	}
	r := bytes.NewReader(z.in)
	d, err := inflater(r, z.wbits)
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return starlark.Bytes(""), nil
	}
	if err != nil {
		return nil, zlibError(err, false)
	}
	out, err := c.inflated(d, nil)
	switch err {
	case io.EOF:
		z.over, z.unused = true, z.in[len(z.in)-r.Len():]
	case io.ErrUnexpectedEOF:
	default:
		return nil, zlibError(err, false)
	}
	added := out[z.given:]
	z.given = len(out)
	return starlark.Bytes(added), nil
}

func newDecompressor(c *Call) (starlark.Value, error) {
	wbits := 15
	if err := c.Unpack("wbits?", &wbits); err != nil {
		return nil, err
	}
	return &decompressor{ip: c.Interp, wbits: wbits}, nil
}
