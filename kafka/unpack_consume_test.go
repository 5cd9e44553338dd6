package kafka

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"

	"starling/kafka/client"
)

// unpackProperty bounds what a batch of records unpacks to.
const unpackProperty = "starling.max.decompressed.bytes"

var codecs = map[string]struct {
	kgo.CompressionCodec
	typ kgo.CompressionCodecType
}{
	"gzip": {kgo.GzipCompression(), kgo.CodecGzip}, "snappy": {kgo.SnappyCompression(), kgo.CodecSnappy},
	"lz4": {kgo.Lz4Compression(), kgo.CodecLz4}, "zstd": {kgo.ZstdCompression(), kgo.CodecZstd},
}

// packing is a producer that packs by a codec.
func (r *rig) packing(codec string, opts ...kgo.Opt) *kgo.Client {
	r.Helper()
	cl, err := r.broker.Client(append([]kgo.Opt{
		kgo.RecordPartitioner(kgo.ManualPartitioner()),
		kgo.ProducerBatchCompression(codecs[codec].CompressionCodec), kgo.ProducerBatchMaxBytes(100 << 20), kgo.BrokerMaxWriteBytes(200 << 20),
	}, opts...)...)
	r.ok(err)
	return cl
}

// A bomb in a topic: what was before it is in the table, which fails with the place of the
// batch and the property; one partition's table fails alone.
func TestUnpackConsume(t *testing.T) {
	for codec := range codecs {
		t.Run(codec, func(t *testing.T) {
			bubble(t, map[string]int{"t": 2}, func(r *rig) {
				cl := r.packing(codec)
				defer cl.Close()
				c := r.consume("t", set(unpackProperty, "100000"))
				p, o := r.consumeArgs("t", []func(client.Props, *Consume){set(unpackProperty, "100000")})
				parts, err := r.env.ConsumePartitioned(r.Context(), r.graph, p, o)
				r.ok(err)
				parts.Partitioned.Retain()
				rec := func(part int32, v string) *kgo.Record {
					return &kgo.Record{Topic: "t", Partition: part, Value: []byte(v)}
				}
				r.ok(cl.ProduceSync(r.Context(), rec(0, strings.Repeat("a", 90_000))).FirstErr())
				r.ok(cl.ProduceSync(r.Context(), rec(1, "b")).FirstErr())
				r.step()
				if n := c.Table.Size(); n != 2 {
					r.Fatalf("%d rows", n)
				}
				r.ok(cl.ProduceSync(r.Context(), rec(0, strings.Repeat("c", 110_000))).FirstErr())
				r.await(func() bool { return r.graph.Step(r.Context()) == nil && c.Table.Err() != nil })
				want := "topic t partition 0 offset 1: the batch of records unpacks to more than starling.max.decompressed.bytes allows; raise that, or begin at offset 2 to leave the batch out"
				if err := c.Table.Err(); !strings.Contains(err.Error(), want) || !errors.Is(err, kgo.ErrMaxDecompress) {
					r.Errorf("%v", err)
				}
				if n := c.Table.Size(); n != 2 {
					r.Errorf("%d rows", n)
				}
				r.ok(cl.ProduceSync(r.Context(), rec(1, "d")).FirstErr())
				time.Sleep(time.Second)
				r.ok(r.graph.Step(r.Context()))
				for i, n := range []int{1, 2} {
					p, _ := parts.Partitioned.Get(int32(i))
					if p.Size() != n || (p.Err() != nil) != (i == 0) {
						r.Errorf("partition %d: %d rows, %v", i, p.Size(), p.Err())
					}
				}
				again := r.consume("t", set(unpackProperty, "120000"), from(SeekToBeginning))
				r.step()
				if n := again.Table.Size(); n != 4 {
					r.Errorf("%d rows with more room", n)
				}
			})
		})
	}
}

// More than may be unpacked at a time arrives all the same, in order and once.
func TestUnpackConsumeMuch(t *testing.T) {
	bubble(t, map[string]int{"t": 3}, func(r *rig) {
		cl := r.packing("zstd", kgo.ProducerLinger(0), kgo.MaxBufferedRecords(1))
		defer cl.Close()
		const n = 60
		for i := range n {
			v := fmt.Appendf(nil, "%d %s", i, strings.Repeat("x", 9_000))
			r.ok(cl.ProduceSync(r.Context(), &kgo.Record{Topic: "t", Partition: int32(i % 3), Value: v}).FirstErr())
		}
		c := r.consume("t", set(unpackProperty, "10000"), from(SeekToBeginning), set("deephaven.partition.column.name", "P"))
		r.step()
		f, err := c.Table.Read(0, n+1, []string{"P", "V"})
		r.ok(err)
		next := []int{0, 1, 2}
		for i := range f.Len() {
			p, v := f.Cols[0].Any(i).(int32), f.Cols[1].Any(i).(string)
			if got, _, _ := strings.Cut(v, " "); got != fmt.Sprint(next[p]) {
				r.Fatalf("row %d: %s of partition %d, want %d", i, got, p, next[p])
			}
			next[p] += 3
		}
		if f.Len() != n || len(r.heard) != 0 {
			r.Errorf("%d rows, notices %q", f.Len(), r.heard)
		}
	})
}

// garbage is a compressor whose data nobody can unpack.
type garbage struct{ kgo.CompressionCodecType }

func (g garbage) Compress(_ *bytes.Buffer, _ []byte, _ ...kgo.CompressFlag) ([]byte, kgo.CompressionCodecType) {
	return []byte("this is not what it says"), g.CompressionCodecType
}

// A batch that cannot be unpacked at all fails the table with its place.
func TestUnpackConsumeGarbage(t *testing.T) {
	for codec, c := range codecs {
		t.Run(codec, func(t *testing.T) {
			bubble(t, map[string]int{"t": 1}, func(r *rig) {
				cl := r.packing(codec, kgo.WithCompressor(garbage{c.typ}))
				defer cl.Close()
				c := r.consume("t")
				r.feed("t", "0 - a")
				r.ok(cl.ProduceSync(r.Context(), &kgo.Record{Topic: "t", Value: make([]byte, 100)}).FirstErr())
				r.await(func() bool { return r.graph.Step(r.Context()) == nil && c.Table.Err() != nil })
				if err := c.Table.Err(); !strings.Contains(err.Error(), "topic t partition 0 offset 1: unable to decompress batch") {
					r.Errorf("%v", err)
				}
				r.want(c.Table, "0 0 - a")
			})
		})
	}
}
