package kafka

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"

	"starling/engine"
	"starling/engine/column"
	"starling/engine/rowset"
	"starling/specs"
)

// rowEncoder makes records of rows.
type rowEncoder struct {
	topic      string
	partition  int32
	key, value partEncoder
	route      []int           // the columns below that are given, in this order
	routeVecs  []column.Vector // topic, partition, timestamp; nil where not given
	topicCol   int             // index into routeVecs, -1 for none
	partCol    int
	timeCol    int
	keyDeps    engine.ColSet
	valueDeps  engine.ColSet
	rows       []rowset.Row
	buf        []byte
}

// partEncoder is the encoder of a key or value and the vectors it takes.
type partEncoder struct {
	specs.Encoder
	vecs []column.Vector
}

func newPartEncoder(ctx context.Context, env specs.Env, t *engine.Table, w specs.Writer) (partEncoder, error) {
	e, err := w.Encoder(ctx, env, t.Schema)
	if err != nil {
		return partEncoder{}, err
	}
	p := partEncoder{Encoder: e}
	for _, c := range e.Columns() {
		p.vecs = append(p.vecs, column.NewVector(t.Schema[c].Type.Kind))
	}
	return p, nil
}

func newRowEncoder(ctx context.Context, env specs.Env, t *engine.Table, o *Produce) (*rowEncoder, error) {
	if o.Key == specs.Writer(specs.Ignore) && o.Value == specs.Writer(specs.Ignore) {
		return nil, fmt.Errorf("key_spec and value_spec: at least one must be different from KeyValueSpec.IGNORE")
	}
	if o.Topic == "" && o.TopicCol == "" {
		return nil, fmt.Errorf("topic: must set topic or topic_col (or both)")
	}
	e := &rowEncoder{topic: o.Topic, partition: anyPartition}
	if o.Partition != nil {
		e.partition = *o.Partition
	}
	var err error
	env.Part = "key"
	if e.key, err = newPartEncoder(ctx, env, t, o.Key); err != nil {
		return nil, fmt.Errorf("key_spec: %w", err)
	}
	env.Part = "value"
	if e.value, err = newPartEncoder(ctx, env, t, o.Value); err != nil {
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
			return nil, fmt.Errorf("%s: the table has no column %s", r.arg, r.name)
		}
		if k := t.Schema[c].Type.Kind; k != r.kind {
			return nil, fmt.Errorf("%s: column %s is %s, must be %s", r.arg, r.name, t.Schema[c].Type, column.Of(r.kind))
		}
		*r.at = len(e.route)
		e.route = append(e.route, c)
		e.routeVecs = append(e.routeVecs, column.NewVector(r.kind))
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

// gone appends tombstones: of rows that went, and of rows whose key is another now.
func (e *rowEncoder) gone(recs []*kgo.Record, t *engine.Table, u *engine.Update) ([]*kgo.Record, error) {
	rows := u.Removed
	if u.Cols.Overlaps(e.keyDeps) {
		rows = rowset.Union(rows, e.rekeyed(t, u.Modified))
	}
	e.rows = t.Ordered(e.rows[:0], rows, column.Prev)
	return e.encode(recs, t, column.Prev, true)
}

// present appends the rows that came, and those of which something published changed.
func (e *rowEncoder) present(recs []*kgo.Record, t *engine.Table, u *engine.Update) ([]*kgo.Record, error) {
	rows := u.Added
	switch {
	case u.Cols.Overlaps(e.valueDeps):
		rows = rowset.Union(rows, u.Modified)
	case u.Cols.Overlaps(e.keyDeps):
		rows = rowset.Union(rows, e.rekeyed(t, u.Modified))
	}
	e.rows = t.Ordered(e.rows[:0], rows, column.Cur)
	return e.encode(recs, t, column.Cur, false)
}

// rekeyed is those of the rows whose key differs between before and now.
func (e *rowEncoder) rekeyed(t *engine.Table, rows rowset.Set) rowset.Set {
	var b rowset.Builder
	for r := range rows.All() {
		same := !slices.ContainsFunc(e.key.Columns(), func(c int) bool {
			return !equal(column.Value(t.Cols[c], r, column.Prev), column.Value(t.Cols[c], r, column.Cur))
		})
		if !same {
			b.Add(r)
		}
	}
	return b.Set()
}

func equal(a, b any) bool { return reflect.DeepEqual(a, b) }

// encodeRows is how many rows are read from the table at a time.
const encodeRows = 4096

// encode appends one record per row of e.rows; a tombstone has a null value.
func (e *rowEncoder) encode(recs []*kgo.Record, t *engine.Table, when column.When, tombstone bool) ([]*kgo.Record, error) {
	for rows := range slices.Chunk(e.rows, encodeRows) {
		columnsOf(t, e.key.Columns(), e.key.vecs, rows, when)
		columnsOf(t, e.route, e.routeVecs, rows, when)
		if !tombstone {
			columnsOf(t, e.value.Columns(), e.value.vecs, rows, when)
		}
		block := make([]kgo.Record, len(rows))
		e.buf = make([]byte, 0, 64*len(rows)) // the records keep it
		for i := range rows {
			r := &block[i]
			if err := e.record(r, i, tombstone); err != nil {
				return recs, fmt.Errorf("row %d: %w", t.Rows.Rank(rows[i]), err)
			}
			recs = append(recs, r)
		}
	}
	return recs, nil
}

func (e *rowEncoder) record(r *kgo.Record, i int, tombstone bool) (err error) {
	r.Topic, r.Partition = e.topic, e.partition
	if e.topicCol >= 0 && !e.routeVecs[e.topicCol].Null(i) {
		r.Topic = string([]byte(e.routeVecs[e.topicCol].(*column.Vec[string]).V[i]))
	}
	if r.Topic == "" {
		return fmt.Errorf("topic_col is null and no topic is given")
	}
	if e.partCol >= 0 && !e.routeVecs[e.partCol].Null(i) {
		if r.Partition = e.routeVecs[e.partCol].(*column.Vec[int32]).V[i]; r.Partition < 0 {
			return fmt.Errorf("partition_col: %d is negative", r.Partition)
		}
	}
	if e.timeCol >= 0 && !tombstone && !e.routeVecs[e.timeCol].Null(i) {
		r.Timestamp = time.Unix(0, e.routeVecs[e.timeCol].(*column.Vec[int64]).V[i])
	}
	if r.Key, err = e.part(&e.key, i); err != nil {
		return fmt.Errorf("key: %w", err)
	}
	if !tombstone {
		if r.Value, err = e.part(&e.value, i); err != nil {
			return fmt.Errorf("value: %w", err)
		}
	}
	return nil
}

// part is the bytes of a key or value, nil for Kafka's null.
func (e *rowEncoder) part(p *partEncoder, i int) ([]byte, error) {
	n := len(e.buf)
	buf, null, err := p.Append(e.buf, p.vecs, i)
	if err != nil {
		return nil, err
	}
	e.buf = buf
	if null {
		return nil, nil
	}
	return e.buf[n:len(e.buf):len(e.buf)], nil
}
