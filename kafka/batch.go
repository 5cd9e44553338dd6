package kafka

import (
	"slices"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"

	"starling/engine/column"
	"starling/specs/cdc"
	"starling/specs/wire"
)

const (
	batchRows  = 8192    // rows at which a batch is handed over
	batchBytes = 1 << 20 // bytes of keys and values at which it is
)

// batch is records of one lane, decoded into columns, on their way to the graph.
type batch struct {
	cols  []column.Builder
	own   []column.Builder // the first of cols
	keys  []column.Builder
	key   wire.Decoder
	value wire.Decoder
	many  wire.RowsDecoder // value, if it makes several rows of some records; else nil
	rows  int
	op    *column.Text // what a change does, of changes of a database's table; else nil
	nulls []int32      // rows that delete their key: whose record has no value
	wipes []int32      // rows that delete all rows before them
	bytes int
	marks []mark // how far each partition has come with this batch

	beyond beyond // records whose timestamps have no place in their column
}

func (c *Consumer) newBatch() (*batch, error) {
	l, o, b := c.layout, &c.want, &batch{}
	for _, f := range l.fields {
		b.cols = append(b.cols, column.NewBuilder(f.Type))
	}
	n := len(l.own)
	b.own, b.keys = b.cols[:n], b.cols[n:n+l.key]
	var err error
	if b.key, err = o.Key.Decoder(c.decoding("key"), b.keys); err != nil {
		return nil, err
	}
	b.value, err = o.Value.Decoder(c.decoding("value"), b.cols[n+l.key:])
	b.many, _ = b.value.(wire.RowsDecoder)
	if i := slices.IndexFunc(l.valueFields(), func(f column.Field) bool { return o.changes && f.Name == cdc.Op }); i >= 0 {
		b.op, _ = b.cols[n+l.key+i].(*column.Text)
	}
	return b, err
}

// opIs reports whether the last row's change does what.
func (b *batch) opIs(what string) bool {
	start := uint32(0)
	if b.rows > 0 {
		start = b.op.End[b.rows-1]
	}
	return string(b.op.Buf[start:b.op.End[b.rows]]) == what
}

// reset empties it, to be filled again. It keeps the memory that a batch takes, but not what
// only a large record took, nor the objects.
func (b *batch) reset() {
	for _, c := range b.cols {
		empty(c)
	}
	b.rows, b.nulls, b.wipes, b.bytes, b.marks = 0, b.nulls[:0], b.wipes[:0], 0, b.marks[:0]
}

func empty(c column.Builder) {
	switch c := c.(type) {
	case *column.Text:
		if c.Reset(); cap(c.Buf) > 2*batchBytes {
			c.Buf = nil
		}
	case *column.Vec[any]:
		letGo(c)
	case *column.ListBuilder:
		if c.Elems.Len() > batchBytes {
			c.Elems.Free()
		}
		empty(c.Elems)
		c.Reset()
	default:
		c.Reset()
	}
}

func (b *batch) full() bool { return b.rows >= batchRows || b.bytes >= batchBytes }

// decode appends the key and value columns of r, mostly in one row; or nothing, and says
// which part is bad.
func (b *batch) decode(r *kgo.Record) (rows int, part string, err error) {
	if err := decodePart(b.key, keySchema, r, r.Key); err != nil {
		return 0, "key", err
	}
	if err := decodePart(b.value, valueSchema, r, r.Value); err != nil {
		for _, c := range b.keys {
			c.Truncate(b.rows)
		}
		return 0, "value", err
	}
	if rows, err = b.repeat(r); err != nil {
		for _, c := range b.cols[len(b.own):] {
			c.Truncate(b.rows)
		}
		return 0, "value", err
	}
	if wipes := b.op != nil && b.opIs("t"); wipes || r.Value == nil {
		b.nulls = append(b.nulls, int32(b.rows))
		if wipes {
			b.wipes = append(b.wipes, int32(b.rows))
		}
	}
	b.rows += rows
	b.bytes += len(r.Key) + len(r.Value)
	return rows, "", nil
}

// The headers of records that name a schema.
var keySchema, valueSchema = wire.SchemaHeader("key"), wire.SchemaHeader("value")

// decodePart decodes rec, a part of r, by the schema that a header names, if one does; of
// several the last counts.
func decodePart(d wire.Decoder, header string, r *kgo.Record, rec []byte) error {
	for _, h := range slices.Backward(r.Headers) {
		if h.Key != header {
			continue
		}
		if d, ok := d.(wire.HeadedDecoder); ok {
			return d.DecodeHeaded(h.Value, rec)
		}
		break
	}
	return d.Decode(rec)
}

// fillOwn appends the record's own columns for records that were decoded, a column at a time.
func (b *batch) fillOwn(own []ownColumn, recs []*kgo.Record, received time.Time) {
	for i, c := range own {
		switch dst := b.own[i].(type) {
		case *column.Text:
			for _, r := range recs {
				dst.AppendString(r.Topic)
			}
		case *column.Vec[int32]:
			fillInts(dst, c, recs)
		case *column.Vec[int64]:
			b.fillLongs(dst, c, recs, received)
		case *column.Vec[any]:
			fillHeaders(dst, recs)
		}
	}
}

func fillInts(dst *column.Vec[int32], c ownColumn, recs []*kgo.Record) {
	switch c {
	case partitionColumn:
		for _, r := range recs {
			dst.V = append(dst.V, r.Partition)
		}
	case keyBytesColumn:
		for _, r := range recs {
			dst.V = append(dst.V, size(r.Key))
		}
	case valueBytesColumn:
		for _, r := range recs {
			dst.V = append(dst.V, size(r.Value))
		}
	}
}

// size is the length of a key or value; null for Kafka's null.
func size(b []byte) int32 {
	if b == nil {
		return column.NullInt
	}
	return int32(len(b))
}

func (b *batch) fillLongs(dst *column.Vec[int64], c ownColumn, recs []*kgo.Record, received time.Time) {
	switch c {
	case offsetColumn:
		for _, r := range recs {
			dst.V = append(dst.V, r.Offset)
		}
	case timestampColumn:
		for _, r := range recs {
			ns, ok := instantOf(r)
			if dst.V = append(dst.V, ns); !ok {
				b.beyond.add(r)
			}
		}
	case receiveTimeColumn:
		ns := received.UnixNano()
		for range recs {
			dst.V = append(dst.V, ns)
		}
	}
}
