package client

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"io"
	"math/rand/v2"
	"runtime"
	"testing"
	"testing/synctest"
	"time"

	"github.com/klauspost/compress/s2"
	"github.com/klauspost/compress/zstd"
	"github.com/pierrec/lz4/v4"
	"github.com/twmb/franz-go/pkg/kgo"

	"starling/internal/racing"
	"starling/kafka/kafkatest"
)

var codecs = map[string]struct {
	kgo.CompressionCodec
	typ kgo.CompressionCodecType
}{
	"gzip": {kgo.GzipCompression(), kgo.CodecGzip}, "snappy": {kgo.SnappyCompression(), kgo.CodecSnappy},
	"lz4": {kgo.Lz4Compression(), kgo.CodecLz4}, "zstd": {kgo.ZstdCompression(), kgo.CodecZstd},
}

// packed is p as a producer packs it.
func packed(t testing.TB, codec string, p []byte) []byte {
	t.Helper()
	c, err := kgo.DefaultCompressor(codecs[codec].CompressionCodec)
	if err != nil {
		t.Fatal(err)
	}
	out, typ := c.Compress(new(bytes.Buffer), p)
	if typ != codecs[codec].typ {
		t.Fatalf("%s: packed by %d", codec, typ)
	}
	return bytes.Clone(out)
}

// xerialOf is a stream of n blocks of which each unpacks to p.
func xerialOf(p []byte, n int) []byte {
	out := append(append([]byte{}, xerial...), 0, 0, 0, 1, 0, 0, 0, 1)
	block := s2.EncodeSnappy(nil, p)
	for range n {
		out = append(binary.BigEndian.AppendUint32(out, uint32(len(block))), block...)
	}
	return out
}

// zeros is n bytes of zeros packed by w, which writes to a buffer.
func zeros(t *testing.T, n int, open func(io.Writer) io.WriteCloser) []byte {
	t.Helper()
	var out bytes.Buffer
	w := open(&out)
	for chunk := make([]byte, 1<<20); n > 0; n -= len(chunk) {
		if _, err := w.Write(chunk[:min(n, len(chunk))]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// A batch that would unpack to much more than it may is refused with the memory that it
// may take, and no more.
func TestUnpackBombs(t *testing.T) {
	const most = 4 << 20
	large := racing.Less(1 << 28) // it is packed here
	z := func(opts ...zstd.EOption) func(io.Writer) io.WriteCloser {
		return func(w io.Writer) io.WriteCloser {
			e, err := zstd.NewWriter(w, append(opts, zstd.WithEncoderConcurrency(1))...)
			if err != nil {
				t.Fatal(err)
			}
			return e
		}
	}
	open := z()
	gz := zeros(t, large, func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) })
	small := zeros(t, 1<<20, open)
	for _, c := range []struct {
		name, codec string
		src         []byte
	}{
		{"gzip", "gzip", gz},
		{"gzip of two parts", "gzip", append(packed(t, "gzip", []byte("x")), gz...)},
		{"gzip of many parts", "gzip", bytes.Repeat(packed(t, "gzip", make([]byte, 1<<20)), 5)},
		{"lz4", "lz4", zeros(t, large, func(w io.Writer) io.WriteCloser { return lz4.NewWriter(w) })},
		{"zstd", "zstd", zeros(t, large, open)},
		{"zstd with a large window", "zstd", zeros(t, large, z(zstd.WithWindowSize(64<<20)))},
		{"zstd of many frames", "zstd", bytes.Repeat(small, 5)},
		{"snappy", "snappy", s2.EncodeSnappy(nil, make([]byte, most+1))},
		{"snappy that says so", "snappy", binary.AppendUvarint(nil, 1<<31)},
		{"xerial", "snappy", xerialOf(make([]byte, 1<<20), 256)},
		{"xerial that says so", "snappy", append(append(append([]byte{}, xerial...), 0, 0, 0, 1, 0, 0, 0, 1), 0, 0, 0, 5, 0x80, 0x80, 0x80, 0x80, 0x08)},
		{"one byte too many", "gzip", packed(t, "gzip", make([]byte, most+1))},
		{"one byte too many", "lz4", packed(t, "lz4", make([]byte, most+1))},
		{"one byte too many", "zstd", packed(t, "zstd", make([]byte, most+1))},
	} {
		u := newUnpacker(most)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		out, err := u.Decompress(c.src, codecs[c.codec].typ)
		runtime.ReadMemStats(&after)
		if !errors.Is(err, kgo.ErrMaxDecompress) || out != nil {
			t.Errorf("%s %s: %d bytes, %v", c.codec, c.name, len(out), err)
		}
		if got := after.TotalAlloc - before.TotalAlloc; got > 64<<20 { // the decoders have buffers of their own
			t.Errorf("%s %s: %d bytes allocated", c.codec, c.name, got)
		}
	}
}

// What fits is unpacked as it was, to the last byte, by decoders that were used before.
func TestUnpack(t *testing.T) {
	const most = 9 << 20
	u := newUnpacker(most)
	r := rand.New(rand.NewPCG(1, 2))
	for _, n := range []int{0, 1, 100, 4096, 4097, 1 << 16, 1<<20 + 1, most} {
		for _, noise := range []bool{false, true} {
			p := bytes.Repeat([]byte("starling "), n/9+1)[:n]
			if noise {
				for i := range p {
					p[i] = byte(r.Uint32())
				}
			}
			for codec, c := range codecs {
				u.Taken()
				if out, err := u.Decompress(packed(t, codec, p), c.typ); err != nil || !bytes.Equal(out, p) {
					t.Errorf("%s of %d bytes: %d bytes, %v", codec, n, len(out), err)
				}
			}
			if out, err := u.Decompress(p, kgo.CodecNone); err != nil || !bytes.Equal(out, p) {
				t.Error(err)
			}
			if n < most/3 {
				if out, err := u.Decompress(xerialOf(p, 3), kgo.CodecSnappy); err != nil || !bytes.Equal(out, bytes.Repeat(p, 3)) {
					t.Errorf("xerial of %d bytes: %d bytes, %v", n, len(out), err)
				}
			}
		}
	}
	if out, err := u.Decompress([]byte("x"), 7); err == nil || out != nil {
		t.Error("an unknown codec")
	}
}

// Data that are cut off or changed are an error, never less data.
func TestUnpackCutOff(t *testing.T) {
	u := newUnpacker(1 << 20)
	p := bytes.Repeat([]byte("0123456789"), 1000)
	for codec, c := range codecs {
		src := packed(t, codec, p)
		for n := range len(src) {
			u.Taken()
			if out, err := u.Decompress(src[:n], c.typ); err == nil && len(out) < len(p) && n > 0 {
				t.Errorf("%s: %d of %d bytes unpack to %d", codec, n, len(src), len(out))
			}
		}
	}
	for n, src := 0, xerialOf(p, 2); n < len(src); n++ {
		u.Taken()
		out, err := u.Decompress(src[:n], kgo.CodecSnappy)
		if whole := n == xerialHead || n == xerialHead+(len(src)-xerialHead)/2; err == nil && !whole && n > 0 {
			t.Errorf("xerial: %d of %d bytes unpack to %d", n, len(src), len(out))
		}
	}
}

// Many batches that each fit are unpacked as the consumer takes them, or as time passes.
func TestUnpackMuch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const most = 1 << 16
		u := newUnpacker(most)
		src := packed(t, "gzip", make([]byte, most))
		some := func() (n int) {
			for range 100 {
				out, err := u.Decompress(src, kgo.CodecGzip)
				if errors.Is(err, ErrUnpackLater) {
					return n
				}
				if err != nil || len(out) != most {
					t.Fatal(err)
				}
				n++
			}
			return n
		}
		if n := some(); n != unpackBatches {
			t.Errorf("%d batches at first", n)
		}
		u.Taken()
		if n := some(); n != unpackBatches {
			t.Errorf("%d batches when they were taken", n)
		}
		if n := some(); n != 0 {
			t.Errorf("%d batches more", n)
		}
		time.Sleep(unpackPause)
		if n := some(); n != unpackBatches {
			t.Errorf("%d batches after a while", n)
		}
	})
}

// FuzzUnpack holds the unpacker against the client's own: whatever the data, there is no
// more of it than may be, and it is the same.
func FuzzUnpack(f *testing.F) {
	const most = 1 << 16
	for codec, c := range codecs {
		for _, p := range [][]byte{{}, []byte("starling"), make([]byte, most), make([]byte, most+1)} {
			f.Add(byte(c.typ), packed(f, codec, p))
		}
	}
	f.Add(byte(kgo.CodecSnappy), xerialOf([]byte("starling"), 3))
	theirs := kgo.DefaultDecompressor()
	u := newUnpacker(most)
	f.Fuzz(func(t *testing.T, codec byte, src []byte) {
		typ := kgo.CompressionCodecType(codec%4 + 1)
		if typ == kgo.CodecSnappy && len(src) == xerialHead {
			return // the client takes a stream without blocks for a block
		}
		u.Taken()
		out, err := u.Decompress(src, typ)
		if len(out) > most {
			t.Fatalf("%d bytes", len(out))
		}
		if errors.Is(err, kgo.ErrMaxDecompress) {
			return
		}
		want, wrong := theirs.Decompress(src, typ)
		if (err == nil) != (wrong == nil) || err == nil && !bytes.Equal(out, want) {
			t.Fatalf("%d bytes, %v; the client: %d bytes, %v", len(out), err, len(want), wrong)
		}
	})
}

func TestUnpackProperty(t *testing.T) {
	for text, want := range map[string]string{
		"": "is not a whole number", "64MB": "is not a whole number", "0": "is less than 1", "-1": "is less than 1", "2147483648": "is more than 2147483647",
	} {
		_, _, err := Options(with(Props{unpackProperty: text}))
		kafkatest.WantErr(t, err, nil, unpackProperty+": ", want)
	}
	for text, want := range map[string]int{"1": 1, " 2147483647 ": 1<<31 - 1} {
		if n, err := conf(Props{unpackProperty: text}).unpackBound(); err != nil || n != want {
			t.Errorf("%q: %d, %v", text, n, err)
		}
	}
	if u, ok := option(t, nil, kgo.WithDecompressor).(*Unpacker); !ok || u.most != 64<<20 {
		t.Errorf("by default %v", u)
	}
}
