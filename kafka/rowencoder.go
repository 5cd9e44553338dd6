package kafka

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"

	"starling/engine"
	"starling/engine/column"
	"starling/engine/rowset"
	"starling/internal/nearest"
	"starling/internal/wall"
	"starling/kafka/client"
	"starling/specs/simple"
	"starling/specs/wire"
)

// rowEncoder chooses the rows to publish, within cycles, and makes records of them, on the
// producer's sending goroutine. The two halves share what does not change.
type rowEncoder struct {
	topic     string
	partition int32
	key       wire.Encoder
	value     wire.Encoder
	route     []int // the columns below that are given, in this order
	topicCol  int   // index into route, -1 for none
	partCol   int
	timeCol   int
	keyDeps   engine.ColSet
	valueDeps engine.ColSet
	keyed     bool         // a key is written
	dated     bool         // records without a time get that of package wall, not that of their sending
	rows      []rowset.Row // within cycles
	buf       []byte       // of the sending goroutine
}

func newRowEncoder(ctx context.Context, env wire.Env, t *engine.Table, o *Produce) (*rowEncoder, error) {
	if o.Key == wire.Writer(simple.Ignore) && o.Value == wire.Writer(simple.Ignore) {
		return nil, fmt.Errorf("key_spec and value_spec: at least one must be different from KeyValueSpec.IGNORE")
	}
	if o.Topic == "" && o.TopicCol == "" {
		return nil, fmt.Errorf("topic: must set topic or topic_col (or both)")
	}
	e := &rowEncoder{topic: o.Topic, partition: client.AnyPartition, keyed: o.Key != wire.Writer(simple.Ignore)}
	if o.Partition != nil {
		e.partition = *o.Partition
	}
	var err error
	env.Part = "key"
	if e.key, err = o.Key.Encoder(ctx, env, t.Schema); err != nil {
		return nil, fmt.Errorf("key_spec: %w", err)
	}
	env.Part = "value"
	if e.value, err = o.Value.Encoder(ctx, env, t.Schema); err != nil {
		return nil, fmt.Errorf("value_spec: %w", err)
	}
	e.keyDeps, e.valueDeps = engine.Cols(e.key.Columns()...), engine.Cols(e.value.Columns()...)
	for _, r := range []struct {
		arg, name string
		kind      column.Kind
		at        *int
	}{
		{"topic_col", o.TopicCol, column.String, &e.topicCol},
		{"partition_col", o.PartitionCol, column.Int, &e.partCol},
		{"timestamp_col", o.TimestampCol, column.Instant, &e.timeCol},
	} {
		*r.at = -1
		if r.name == "" {
			continue
		}
		c := t.Position(r.name)
		if c < 0 {
			return nil, fmt.Errorf("%s: the table has no column %s%s", r.arg, r.name, nearest.Hint(r.name, fieldNames(t.Schema)))
		}
		if k := t.Schema[c].Type.Kind; k != r.kind {
			return nil, fmt.Errorf("%s: column %s is %s, must be %s", r.arg, r.name, t.Schema[c].Type, column.Of(r.kind))
		}
		*r.at = len(e.route)
		e.route = append(e.route, c)
	}
	return e, nil
}

// keyNames is the columns of the key, as last_by takes them.
func (e *rowEncoder) keyNames(t *engine.Table) []engine.Pair {
	var out []engine.Pair
	for _, c := range e.key.Columns() {
		out = append(out, engine.Pair{New: t.Schema[c].Name, Old: t.Schema[c].Name})
	}
	return out
}

// gone is the rows whose keys get a tombstone: those that went, and those whose key is
// another now. Both are read at Prev. The result is valid until the next call.
func (e *rowEncoder) gone(t *engine.Table, u *engine.Update) []rowset.Row {
	rows := u.Removed
	if u.Cols.Overlaps(e.keyDeps) {
		rows = rowset.Union(rows, e.rekeyed(t, u.Modified))
	}
	e.rows = t.Ordered(e.rows[:0], rows, column.Prev)
	return e.rows
}

// present is the rows that came, and those of which something published changed. The
// result is valid until the next call.
func (e *rowEncoder) present(t *engine.Table, u *engine.Update) []rowset.Row {
	rows := u.Added
	switch {
	case u.Cols.Overlaps(e.valueDeps):
		rows = rowset.Union(rows, u.Modified)
	case u.Cols.Overlaps(e.keyDeps):
		rows = rowset.Union(rows, e.rekeyed(t, u.Modified))
	}
	e.rows = t.Ordered(e.rows[:0], rows, column.Cur)
	return e.rows
}

// rekeyed is those of the rows whose key differs between before and now.
func (e *rowEncoder) rekeyed(t *engine.Table, rows rowset.Set) rowset.Set {
	var b rowset.Builder
	for r := range rows.All() {
		same := !slices.ContainsFunc(e.key.Columns(), func(c int) bool {
			return !column.Same(column.Value(t.Cols[c], r, column.Prev), column.Value(t.Cols[c], r, column.Cur))
		})
		if !same {
			b.Add(r)
		}
	}
	return b.Set()
}

// encode appends a record per row of a parcel; a tombstone has a null value.
func (e *rowEncoder) encode(recs []*kgo.Record, p *parcel) ([]*kgo.Record, error) {
	block := make([]kgo.Record, len(p.rows))
	e.buf = make([]byte, 0, 64*len(p.rows)) // the records keep it
	for i := range p.rows {
		r := &block[i]
		if err := e.record(r, p, i); err != nil {
			return recs, fmt.Errorf("%s: %w", p.place(i), err)
		}
		recs = append(recs, r)
	}
	return recs, nil
}

func (e *rowEncoder) record(r *kgo.Record, p *parcel, i int) (err error) {
	r.Topic, r.Partition = e.topic, e.partition
	if e.topicCol >= 0 && !p.route[e.topicCol].Null(i) {
		r.Topic = strings.Clone(p.route[e.topicCol].(*column.Vec[string]).V[i])
	}
	if r.Topic == "" {
		return errors.New("topic_col is null and no topic is given")
	}
	if e.partCol >= 0 && !p.route[e.partCol].Null(i) {
		if r.Partition = p.route[e.partCol].(*column.Vec[int32]).V[i]; r.Partition < 0 {
			return fmt.Errorf("partition_col: %d is negative", r.Partition)
		}
	}
	if e.dated {
		r.Timestamp = wall.Now()
	}
	if e.timeCol >= 0 && !p.tombstone && !p.route[e.timeCol].Null(i) {
		r.Timestamp = time.Unix(0, p.route[e.timeCol].(*column.Vec[int64]).V[i])
	}
	if r.Key, err = e.part(e.key, p.key, i); err != nil {
		return fmt.Errorf("key: %w", err)
	}
	if !p.tombstone {
		if r.Value, err = e.part(e.value, p.value, i); err != nil {
			return fmt.Errorf("value: %w", err)
		}
	}
	return nil
}

// part is the bytes of a key or value, nil for Kafka's null.
func (e *rowEncoder) part(enc wire.Encoder, vecs []column.Vector, i int) ([]byte, error) {
	n := len(e.buf)
	buf, null, err := enc.Append(e.buf, vecs, i)
	if err != nil {
		return nil, err
	}
	e.buf = buf
	if null {
		return nil, nil
	}
	return e.buf[n:len(e.buf):len(e.buf)], nil
}
