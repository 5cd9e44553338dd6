package client

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"sync"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/s2"
	"github.com/klauspost/compress/zstd"
	"github.com/pierrec/lz4/v4"
	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kgo"
)

const (
	// unpackProperty bounds what a batch of records unpacks to. A few kilobytes of zstd
	// can unpack to gigabytes.
	unpackProperty = "starling.max.decompressed.bytes"
	// unpackMost is that bound unless the property says otherwise. Brokers take batches of
	// 1 MB unless told otherwise, and text rarely packs to less than a twentieth.
	unpackMost = 64 << 20
	// unpackBatches is how many of the largest batches may be unpacked before the consumer
	// has taken what there is: a fetch holds hundreds of small ones.
	unpackBatches = 8
	// unpackPause is after how long without a word of the consumer more is unpacked.
	unpackPause = time.Second
	// unpackBuffer is the bytes of a buffer that is used again and again.
	unpackBuffer = 1 << 20
	// zstdWindow is how far back a zstd frame may refer whatever it unpacks to, as decoders
	// are to take at least.
	zstdWindow = 8 << 20
)

// Unpacker decompresses batches, within bounds, in memory that grows with what is there. It
// is safe for use by several goroutines.
type Unpacker struct {
	most int // bytes of a batch

	gzips   sync.Pool // *gzipReader
	lz4s    sync.Pool // *lz4Reader
	zstds   sync.Pool // *zstd.Decoder
	buffers sync.Pool // *[unpackBuffer]byte

	mu    sync.Mutex
	since time.Time // of the first byte that left counts
	left  int       // bytes until the consumer has to take some
}

type gzipReader struct {
	gzip.Reader
	src bytes.Reader
}

type lz4Reader struct {
	*lz4.Reader
	src bytes.Reader
}

func newUnpacker(most int) *Unpacker {
	u := &Unpacker{most: most}
	u.buffers.New = func() any { return new([unpackBuffer]byte) }
	u.gzips.New = func() any { return new(gzipReader) }
	u.lz4s.New = func() any { return &lz4Reader{Reader: lz4.NewReader(nil)} }
	u.zstds.New = func() any {
		// Errors are those of options. Of what a frame says of its size and window the
		// decoder believes no more than the bound.
		d, _ := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxMemory(uint64(max(most, zstdWindow))))
		return d
	}
	u.Taken()
	return u
}

// Unpacker is a decompressor within the bounds that the properties set.
func (c Config) Unpacker() (*Unpacker, error) {
	bound, err := c.unpackBound()
	if err != nil {
		return nil, err
	}
	return newUnpacker(bound), nil
}

// unpackBound is what a batch may unpack to by the properties.
func (c Config) unpackBound() (int, error) {
	a, ok := c.Lookup(unpackProperty)
	if !ok {
		return unpackMost, nil
	}
	n, err := a.integer(1, math.MaxInt32)
	return int(n), err
}

// Taken is told that the consumer has worked off what it got.
func (u *Unpacker) Taken() {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.left = u.most * unpackBatches
}

// ErrUnpackLater ends a partition's part of a fetch. The client drops what follows, as if
// the broker had sent no more, and asks for it again.
var ErrUnpackLater = fmt.Errorf("enough is unpacked for now: %w", kerr.ThrottlingQuotaExceeded)

// room reports whether another batch may be unpacked now.
func (u *Unpacker) room() bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	now := time.Now()
	if u.left == u.most*unpackBatches {
		u.since = now
	}
	if u.left > 0 {
		return true
	}
	if now.Sub(u.since) < unpackPause {
		return false
	}
	u.left = u.most * unpackBatches // what was unpacked never reached the consumer, or it is slow
	u.since = now
	return true
}

// Decompress implements kgo.Decompressor. Of more than the bound the client makes a
// kgo.ErrDecompressTooLarge, which says where the batch is, and reads no further.
func (u *Unpacker) Decompress(src []byte, codec kgo.CompressionCodecType) ([]byte, error) {
	if codec == kgo.CodecNone {
		return src, nil
	}
	if !u.room() {
		return nil, ErrUnpackLater
	}
	out, err := u.unpack(src, codec)
	u.mu.Lock()
	u.left -= len(out)
	u.mu.Unlock()
	return out, err
}

func (u *Unpacker) unpack(src []byte, codec kgo.CompressionCodecType) ([]byte, error) {
	switch codec {
	case kgo.CodecGzip:
		r := u.gzips.Get().(*gzipReader)
		defer u.gzips.Put(r)
		defer r.src.Reset(nil)
		r.src.Reset(src)
		if err := r.Reset(&r.src); err != nil {
			return nil, err
		}
		return u.readMost(r)
	case kgo.CodecSnappy:
		return unpackSnappy(src, u.most)
	case kgo.CodecLz4:
		r := u.lz4s.Get().(*lz4Reader)
		defer u.lz4s.Put(r)
		defer r.src.Reset(nil)
		r.src.Reset(src)
		r.Reset(&r.src)
		return u.readMost(r)
	case kgo.CodecZstd:
		d := u.zstds.Get().(*zstd.Decoder)
		defer u.zstds.Put(d)
		out, err := d.DecodeAll(src, nil)
		switch {
		case errors.Is(err, zstd.ErrDecoderSizeExceeded), errors.Is(err, zstd.ErrWindowSizeExceeded), err == nil && len(out) > u.most:
			return nil, kgo.ErrMaxDecompress
		case err != nil:
			return nil, err
		}
		return out, nil
	}
	return nil, fmt.Errorf("unknown compression codec %d", codec)
}

// readMost reads all of r, at most so many bytes. What most batches unpack to fits a buffer
// that is used again; more is read into pieces, so that no more memory is in use than is
// allowed until the end is known.
func (u *Unpacker) readMost(r io.Reader) ([]byte, error) {
	buf := u.buffers.Get().(*[unpackBuffer]byte)
	defer u.buffers.Put(buf)
	var pieces [][]byte
	piece, total := buf[:], 0
	for {
		piece = piece[:min(len(piece), u.most-total+1)] // one more tells what ends here from what goes on
		n, err := readPiece(r, piece)
		total += n
		switch {
		case total > u.most:
			return nil, kgo.ErrMaxDecompress
		case err == io.EOF:
			return bytes.Join(append(pieces, piece[:n]), nil), nil
		case err != nil:
			return nil, err
		}
		if pieces == nil {
			piece = bytes.Clone(piece)
		}
		pieces = append(pieces, piece)
		piece = make([]byte, min(total, 4<<20))
	}
}

// readPiece fills p, or says why there is no more: io.EOF only at the end of all. (io.ReadFull
// has one error for an end and for data that are cut off.)
func readPiece(r io.Reader, p []byte) (n int, err error) {
	for idle := 0; n < len(p) && err == nil; {
		var k int
		k, err = r.Read(p[n:])
		n += k
		if idle++; k > 0 {
			idle = 0
		} else if idle > 100 && err == nil {
			err = io.ErrNoProgress
		}
	}
	return n, err
}

// xerial is how Java's snappy stream begins; versions follow, and then blocks, each behind
// its length.
var xerial = []byte("\x82SNAPPY\x00")

const xerialHead = 16

var errXerial = errors.New("malformed snappy stream")

// unpackSnappy decompresses one block, or a stream of them as Java writes it. A block says
// how large it is, which is looked at before there is memory for it.
func unpackSnappy(src []byte, most int) ([]byte, error) {
	if len(src) < xerialHead || !bytes.HasPrefix(src, xerial) {
		n, err := s2.DecodedLen(src)
		switch {
		case err != nil:
			return nil, err
		case n > most:
			return nil, kgo.ErrMaxDecompress
		}
		return s2.Decode(nil, src)
	}
	total := 0
	blocks := src[xerialHead:]
	for rest := blocks; len(rest) > 0; {
		block, next, err := xerialBlock(rest)
		if err != nil {
			return nil, err
		}
		n, err := s2.DecodedLen(block)
		if err != nil {
			return nil, err
		}
		if total += n; total > most {
			return nil, kgo.ErrMaxDecompress
		}
		rest = next
	}
	out := make([]byte, 0, total)
	for rest := blocks; len(rest) > 0; {
		block, next, err := xerialBlock(rest)
		if err != nil {
			return nil, err
		}
		n, _ := s2.DecodedLen(block)
		if _, err := s2.Decode(out[len(out):len(out)+n], block); err != nil {
			return nil, err
		}
		out, rest = out[:len(out)+n], next
	}
	return out, nil
}

// xerialBlock is the block that p begins with, and what follows it.
func xerialBlock(p []byte) (block, rest []byte, err error) {
	if len(p) < 4 {
		return nil, nil, errXerial
	}
	n := binary.BigEndian.Uint32(p)
	if p = p[4:]; uint64(n) > uint64(len(p)) {
		return nil, nil, errXerial
	}
	return p[:n], p[n:], nil
}

// FetchError is an error of reading a topic in terms of Starling's properties.
func FetchError(err error) error {
	var large *kgo.ErrDecompressTooLarge
	if errors.As(err, &large) {
		return Worded(fmt.Sprintf("topic %s partition %d offset %d: the batch of records unpacks to more than %s allows; raise that, or begin at offset %d to leave the batch out",
			large.Topic, large.Partition, large.Offset, unpackProperty, large.NextOffset), err)
	}
	return Brief(err)
}
