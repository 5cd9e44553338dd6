package py

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	endian "encoding/binary"
	"hash/adler32"
	"hash/crc32"
	"io"

	"go.starlark.net/starlark"

	"starling/internal/wall"
)

// zlibEntries is the module zlib.
func zlibEntries() []Entry {
	level := func(n int) starlark.Value { return starlark.MakeInt(n) }
	return []Entry{
		{Sig: "DEFLATED", Value: level(8)},
		{Sig: "DEF_MEM_LEVEL", Value: level(8)},
		{Sig: "MAX_WBITS", Value: level(15)},
		{Sig: "Z_BEST_COMPRESSION", Value: level(9)},
		{Sig: "Z_BEST_SPEED", Value: level(1)},
		{Sig: "Z_DEFAULT_COMPRESSION", Value: level(-1)},
		{Sig: "Z_DEFAULT_STRATEGY", Value: level(0)},
		{Sig: "Z_FINISH", Value: level(4)},
		{Sig: "Z_FULL_FLUSH", Value: level(3)},
		{Sig: "Z_NO_COMPRESSION", Value: level(0)},
		{Sig: "Z_NO_FLUSH", Value: level(0)},
		{Sig: "Z_SYNC_FLUSH", Value: level(2)},
		{Sig: "adler32(data, value=1) -> int", Doc: "The Adler-32 checksum of bytes, going on from value.", Fn: checksum(1, adlerFrom)},
		{Sig: "compress(data, level=-1, wbits=15)", Doc: "Bytes, compressed.", Fn: zlibCompress},
		{Sig: "compressobj(level=-1, method=8, wbits=15)", Doc: "What compresses bytes bit by bit: compress(data) and flush().", Fn: newCompressor},
		{Sig: "crc32(data, value=0) -> int", Doc: "The CRC-32 checksum of bytes, going on from value.", Fn: checksum(0, func(sum uint32, b []byte) uint32 {
			return crc32.Update(sum, crc32.IEEETable, b)
		})},
		{Sig: "decompress(data, wbits=15, bufsize=16384)", Doc: "The bytes that were compressed. wbits is -15 of raw deflate, 31 of gzip and 47 of either.", Fn: zlibDecompress},
		{Sig: "decompressobj(wbits=15)", Doc: "What decompresses bytes bit by bit: decompress(data) and flush().", Fn: newDecompressor},
		{Sig: "error", Doc: "The error of bytes that are not compressed.", Value: ExceptionClass{"zlib", "error", "Exception"}},
	}
}

// adlerFrom goes on with an Adler-32 checksum.
func adlerFrom(sum uint32, b []byte) uint32 {
	if sum == 1 {
		return adler32.Checksum(b)
	}
	const mod = 65521
	low, high := sum&0xffff, sum>>16
	for len(b) > 0 {
		part := b[:min(len(b), 5552)]
		b = b[len(part):]
		for _, c := range part {
			low += uint32(c)
			high += low
		}
		low, high = low%mod, high%mod
	}
	return high<<16 | low
}

func checksum(begin uint32, sum func(sum uint32, b []byte) uint32) func(c *Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		var data starlark.Bytes
		value := starlark.MakeUint(uint(begin))
		if err := c.Unpack("data", bytesOf{&data}, "value?", &value); err != nil {
			return nil, err
		}
		n, _ := value.And(starlark.MakeUint64(1<<32 - 1)).Uint64()
		return starlark.MakeUint64(uint64(sum(uint32(n), []byte(data)))), nil
	}
}

// deflater is a writer that compresses, in the form that wbits says.
func deflater(w io.Writer, level, wbits int) (io.WriteCloser, error) {
	if level < -1 || level > 9 {
		return nil, Raise("zlib.error", "Bad compression level")
	}
	switch {
	case wbits >= 9 && wbits <= 15:
		return zlib.NewWriterLevel(w, level)
	case wbits >= 25 && wbits <= 31:
		return gzip.NewWriterLevel(w, level)
	case wbits >= -15 && wbits <= -9:
		return flate.NewWriter(w, level)
	}
	return nil, Raise("ValueError", "Invalid initialization option")
}

// inflater is a reader that decompresses, by the form that wbits says.
func inflater(r *bytes.Reader, wbits int) (io.ReadCloser, error) {
	if wbits >= 40 && wbits <= 47 {
		wbits -= 32
		if b, _ := r.ReadByte(); b == 0x1f {
			wbits += 16
		}
		_ = r.UnreadByte() // the first one has none to give back
	}
	switch {
	case wbits == 0, wbits >= 8 && wbits <= 15:
		return zlib.NewReader(r)
	case wbits >= 24 && wbits <= 31:
		z, err := gzip.NewReader(r)
		if z != nil {
			z.Multistream(false)
		}
		return z, err
	case wbits >= -15 && wbits <= -8:
		return flate.NewReader(r), nil
	}
	return nil, Raise("ValueError", "Invalid initialization option")
}

// inflated is all of a reader, no more than a value may be.
func (c *Call) inflated(z io.Reader, out []byte) ([]byte, error) {
	buf := make([]byte, 1<<16)
	for {
		n, err := z.Read(buf)
		out = append(out, buf[:n]...)
		if err := c.bounds.Size(c.Name, len(out)); err != nil {
			return out, err
		}
		if err != nil {
			return out, err
		}
		if err := c.gil.holder.err(); err != nil {
			return out, err
		}
	}
}

func zlibCompress(c *Call) (starlark.Value, error) {
	var data starlark.Bytes
	level, wbits := -1, 15
	if err := c.Unpack("data", bytesOf{&data}, "level?", &level, "wbits?", &wbits); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	z, err := deflater(&out, level, wbits)
	if err != nil {
		return nil, err
	}
	_, _ = z.Write([]byte(data)) // to memory
	_ = z.Close()
	return starlark.Bytes(out.String()), nil
}

func zlibDecompress(c *Call) (starlark.Value, error) {
	var data starlark.Bytes
	wbits, size := 15, 0
	if err := c.Unpack("data", bytesOf{&data}, "wbits?", &wbits, "bufsize?", &size); err != nil {
		return nil, err
	}
	z, err := inflater(bytes.NewReader([]byte(data)), wbits)
	if err != nil {
		return nil, zlibError(err, len(data) == 0 || len(data) == 1)
	}
	out, err := c.inflated(z, nil)
	if err != io.EOF {
		return nil, zlibError(err, false)
	}
	return starlark.Bytes(out), nil
}

// zlibError is an error of compressed bytes in the words of CPython.
func zlibError(err error, short bool) error {
	if KindOf(err, "") != "" {
		return err
	}
	switch {
	case short, err == io.ErrUnexpectedEOF:
		return Raise("zlib.error", "Error -5 while decompressing data: incomplete or truncated stream")
	case err == zlib.ErrHeader, err == gzip.ErrHeader:
		return Raise("zlib.error", "Error -3 while decompressing data: incorrect header check")
	case err == zlib.ErrChecksum, err == gzip.ErrChecksum:
		return Raise("zlib.error", "Error -3 while decompressing data: incorrect data check")
	case err == zlib.ErrDictionary:
		return Raise("zlib.error", "Error 2 while decompressing data: it needs a dictionary, which is not available")
	}
	if _, ok := err.(flate.CorruptInputError); ok {
		return Raise("zlib.error", "Error -3 while decompressing data: invalid data")
	}
	return err
}

// gzipEntries is the module gzip.
func gzipEntries() []Entry {
	return []Entry{
		{Sig: "BadGzipFile", Doc: "The error of bytes that are not gzip's.", Value: ExceptionClass{"gzip", "BadGzipFile", "OSError"}},
		{Sig: "compress(data, compresslevel=9, *, mtime=None)", Doc: "Bytes, compressed as gzip does.", Fn: gzipCompress},
		{Sig: "decompress(data)", Doc: "The bytes that gzip compressed.", Fn: gzipDecompress},
	}
}

func gzipCompress(c *Call) (starlark.Value, error) {
	var data starlark.Bytes
	var mtime starlark.Value = starlark.None
	level := 9
	if err := c.Unpack("data", bytesOf{&data}, "compresslevel?", &level, "mtime?", &mtime); err != nil {
		return nil, err
	}
	at := wall.Now().Unix()
	if mtime != starlark.None {
		f, ok := starlark.AsFloat(mtime)
		if !ok {
			return nil, Raise("TypeError", "gzip.compress: mtime: got %s, want a number", TypeOf(mtime))
		}
		at = int64(f)
	}
	var out bytes.Buffer
	z, err := gzip.NewWriterLevel(&out, level)
	if err != nil {
		return nil, Raise("zlib.error", "Bad compression level")
	}
	_, _ = z.Write([]byte(data)) // to memory
	_ = z.Close()
	b := out.Bytes()
	endian.LittleEndian.PutUint32(b[4:], uint32(at))
	return starlark.Bytes(b), nil
}

func gzipDecompress(c *Call) (starlark.Value, error) {
	var data starlark.Bytes
	if err := c.Unpack("data", bytesOf{&data}); err != nil {
		return nil, err
	}
	if len(data) == 0 {
		return starlark.Bytes(""), nil
	}
	z, err := gzip.NewReader(bytes.NewReader([]byte(data)))
	if err != nil {
		if len(data) > 1 && data[0] == 0x1f && data[1] == 0x8b {
			return nil, Raise("EOFError", "Compressed file ended before the end-of-stream marker was reached")
		}
		return nil, Raise("gzip.BadGzipFile", "Not a gzipped file (%s)", quotedBytes(string(data[:min(2, len(data))])))
	}
	out, err := c.inflated(z, nil)
	switch {
	case err == io.EOF:
		return starlark.Bytes(out), nil
	case err == io.ErrUnexpectedEOF:
		return nil, Raise("EOFError", "Compressed file ended before the end-of-stream marker was reached")
	case err == gzip.ErrChecksum:
		return nil, Raise("gzip.BadGzipFile", "CRC check failed")
	}
	return nil, zlibError(err, false)
}
