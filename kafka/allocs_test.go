package kafka

import (
	"encoding/binary"
	"math"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/sr"

	"starling/engine/column"
	"starling/engine/rowset"
	"starling/internal/invariants"
	"starling/kafka/client"
	"starling/specs/avro"
	"starling/specs/json"
	"starling/specs/protobuf"
	"starling/specs/simple"
	"starling/specs/wire"
)

const (
	allocOrder = `{"type":"record","name":"Order","fields":[{"name":"Symbol","type":"string"},{"name":"Price","type":"double"},{"name":"Qty","type":"long"}]}`
	allocProto = `syntax = "proto3"; message Order { string Symbol = 1; double Price = 2; int64 Qty = 3; }`
)

// allocFormat is a format to read and write orders in.
type allocFormat struct {
	name string
	read wire.Reader
	rec  []byte
	out  wire.Writer
}

func allocFormats(r *rig) []allocFormat {
	must := func(f allocFormat, errs ...error) allocFormat {
		for _, err := range errs {
			r.ok(err)
		}
		return f
	}
	id := r.registers("order", allocOrder)
	shop, err := r.broker.Registry.Register("shop", sr.Schema{Schema: allocProto, Type: sr.TypeProtobuf})
	r.ok(err)
	price := binary.LittleEndian.AppendUint64(nil, math.Float64bits(135.5))
	j, err1 := json.Reader([]column.Field{{Name: "Symbol", Type: column.Of(column.String)}, {Name: "Price", Type: column.Of(column.Double)}, {Name: "Qty", Type: column.Of(column.Long)}}, nil)
	jw, err2 := json.Writer(json.WriterOptions{})
	a, err3 := avro.Reader(avro.ReaderOptions{Schema: "order"})
	aw, err4 := avro.Writer(avro.WriterOptions{Subject: "order"})
	p, err5 := protobuf.Reader(protobuf.ReaderOptions{Schema: "shop", Version: wire.Latest})
	pw, err6 := protobuf.Writer(protobuf.WriterOptions{Schema: "shop", Version: wire.Latest, Include: []string{"Symbol", "Price", "Qty"}})
	frame := func(id int) []byte { return binary.BigEndian.AppendUint32([]byte{0}, uint32(id)) }
	return []allocFormat{
		must(allocFormat{"json", j, []byte(`{"Symbol":"AAPL","Price":135.5,"Qty":7}`), jw}, err1, err2),
		must(allocFormat{"avro", a, append(append(append(frame(id), "\x08AAPL"...), price...), 14), aw}, err3, err4),
		must(allocFormat{"protobuf", p, append(append(append(append(frame(shop), 0), "\x0a\x04AAPL\x11"...), price...), 0x18, 7), pw}, err5, err6),
		{"simple", simple.Reader("Symbol", column.Of(column.String)), []byte("AAPL"), simple.Writer("Symbol")},
	}
}

// few is what a page of rows may allocate: the block, bytes that grow, and what the process does
// beside, which is counted too. It is far from one per row.
const few = parcelRows / 64

// allocated is what f allocates. The process does other things beside, now and then, which count
// too: what is seen once without them is what f does.
func allocated(f func()) float64 {
	n := testing.AllocsPerRun(10, f)
	for range 9 {
		if n <= few {
			break
		}
		n = min(n, testing.AllocsPerRun(10, f))
	}
	return n
}

// TestRowsAllocateNothing: what a page of rows costs in allocations, decoded as consumers drive it and
// encoded as producers do, is that of the page.
func TestRowsAllocateNothing(t *testing.T) {
	if invariants.Enabled {
		t.Skip("builders are overwritten under the invariants tag")
	}
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		registry := set("schema.registry.url", r.broker.Registry.URL())
		for _, f := range allocFormats(r) {
			c := r.consume("t", registry, set("deephaven.timestamp.column.name", "At"), set("deephaven.keybytes.column.name", "Size"),
				func(_ client.Props, o *Consume) { o.Value = f.read })
			recs := make([]*kgo.Record, parcelRows)
			for i := range recs {
				recs[i] = &kgo.Record{Topic: "t", Offset: int64(i), Key: []byte("key"), Value: f.rec, Timestamp: time.UnixMilli(1000)}
			}
			b, err := c.newBatch()
			r.ok(err)
			bad := c.bad.of(topicPartition{"t", 0})
			decode := func() {
				b.reset()
				if n, err := c.fill(b, bad, recs, time.Now()); n != len(recs) || err != nil || b.rows != n {
					t.Fatalf("%s: %d of %d records, %d rows, %v", f.name, n, len(recs), b.rows, err)
				}
			}
			decode()
			if n := allocated(decode); n > few {
				t.Errorf("%s: %v allocations to decode %d records", f.name, n, len(recs))
			}
			l := c.tables.lanes[0]
			l.give(b)
			r.ok(r.graph.Step(r.Context()))
			known, err := r.registry()
			r.ok(err)
			enc, err := newRowEncoder(r.Context(), wire.Env{Registry: known}, c.Table, &Produce{Topic: "out", Key: simple.Writer("K"), Value: f.out, PartitionCol: "KafkaPartition", TimestampCol: "At"})
			r.ok(err)
			rows := make([]rowset.Row, 0, parcelRows)
			for row := range c.Table.Rows.All() {
				rows = append(rows, row)
			}
			s := &parcels{enc: enc}
			page := s.take(nil, c.Table, rows, column.Cur, false)[0]
			var out []*kgo.Record
			encode := func() {
				if out, err = enc.encode(out[:0], page); err != nil || len(out) != len(rows) {
					t.Fatalf("%s: %d records, %v", f.name, len(out), err)
				}
			}
			encode()
			if n := allocated(encode); n > few {
				t.Errorf("%s: %v allocations to encode %d rows", f.name, n, len(rows))
			}
		}
	})
}
