package kafka

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/twmb/franz-go/pkg/kgo"

	"starling/engine/column"
	"starling/kafka/client"
	"starling/kafka/cluster"
	"starling/specs/guess"
)

// peekSample is how many of a topic's last records are looked at to guess how they are written.
const peekSample = 100

// Peek is the last records of a topic, and how its records seem to be written.
type Peek struct {
	Topic      cluster.Topic
	Looked     int  // records that were looked at
	Whole      bool // these are the last there are; else the broker gave no more in time
	Key, Value guess.Part
	Config     client.Config
	Fields     []column.Field // of the last records: their own columns, the key's, the value's
	Cols       []column.Vector
}

// peekOwn is the columns that every record has.
var peekOwn = []ownColumn{partitionColumn, offsetColumn, timestampColumn}

// Peek looks at the last n records of a topic, over all its partitions and without a group. p
// names the broker and the registry; of the embedded broker the registry is taken unasked.
func (e *Env) Peek(ctx context.Context, p client.Props, topic string, n int) (_ *Peek, err error) {
	defer e.Veiled(&err)
	if _, ok := e.Defaults.With(p)["schema.registry.url"]; !ok && e.Embedded != nil {
		p = p.With(client.Props{"schema.registry.url": EmbeddedRegistry})
	}
	out := &Peek{}
	if out.Config, err = e.Config(p); err != nil {
		return nil, err
	}
	conn, err := cluster.Dial(ctx, &e.Env, p)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	topics, err := conn.Topics(ctx, cluster.Select{Names: []string{topic}}, true)
	if err != nil {
		return nil, err
	}
	out.Topic = topics[0]
	recs, whole, err := conn.Tail(ctx, []string{topic}, max(n, peekSample))
	if err != nil {
		return nil, err
	}
	out.Looked, out.Whole = len(recs), whole
	if err := e.guess(ctx, out, recs); err != nil {
		return nil, err
	}
	out.table(recs, n)
	return out, nil
}

// EmbeddedRegistry stands for the registry beside the embedded broker, which answers for any.
const EmbeddedRegistry = "http://127.0.0.1:8081"

// guess guesses by the records how they are written.
func (e *Env) guess(ctx context.Context, out *Peek, recs []*kgo.Record) error {
	t := guess.Topic{Name: out.Topic.Name, Props: out.Config.Values()}
	for _, c := range peekOwn {
		t.Taken = append(t.Taken, ownColumns[c].name)
	}
	view, err := e.registries.View(out.Config)
	if err != nil {
		return err
	}
	if view != nil {
		t.Registry = view
	}
	sample := make([]guess.Record, len(recs))
	for i, r := range recs {
		sample[i] = guess.Record{Key: r.Key, Value: r.Value, KeyHead: header(r, keySchema), ValueHead: header(r, valueSchema)}
	}
	bounded, cancel := context.WithTimeout(ctx, cluster.Limit)
	defer cancel()
	out.Key, out.Value, err = t.Parts(bounded, sample)
	if err != nil && ctx.Err() == nil && errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("the schema registry did not answer within %v", cluster.Limit)
	}
	return err
}

// Size is how much there is: "1,204 records in 3 partitions".
func (k *Peek) Size() string {
	return plural(max(0, k.Topic.Records), "record") + " in " + plural(int64(k.Topic.Partitions), "partition")
}

// header is the value of the last header of that name, nil without one.
func header(r *kgo.Record, name string) []byte {
	for _, h := range slices.Backward(r.Headers) {
		if h.Key == name {
			return h.Value
		}
	}
	return nil
}

// table makes columns of the last n records.
func (k *Peek) table(recs []*kgo.Record, n int) {
	from := max(0, len(recs)-n)
	for _, c := range peekOwn {
		v := column.NewVector(ownColumns[c].typ)
		for _, r := range recs[from:] {
			v.AppendAny(ownValue(c, r))
		}
		k.Fields = append(k.Fields, column.Field{Name: ownColumns[c].name, Type: ownColumns[c].typ})
		k.Cols = append(k.Cols, v)
	}
	for _, p := range []guess.Part{k.Key, k.Value} {
		for i, f := range p.Fields[:min(len(p.Fields), len(p.Cols))] { // of no records there are no columns
			if p.Format == guess.Binary {
				f.Type = column.Of(column.String)
			}
			v := column.NewVector(f.Type)
			for j := from; j < p.Cols[i].Len(); j++ {
				if p.Format == guess.Binary {
					v.AppendAny(hexOf(p.Cols[i].Any(j)))
				} else {
					v.AppendFrom(p.Cols[i], j)
				}
			}
			k.Fields, k.Cols = append(k.Fields, f.Field), append(k.Cols, v)
		}
	}
}

// ownValue is a column of the record itself as column.Vector's Any gives it.
func ownValue(c ownColumn, r *kgo.Record) any {
	switch c {
	case partitionColumn:
		return r.Partition
	case offsetColumn:
		return r.Offset
	}
	if ns, ok := instantOf(r); ok && ns != column.NullLong {
		return ns
	}
	return nil
}

// hexMost is how many bytes are shown.
const hexMost = 64

// hexOf is bytes as text, nil for null.
func hexOf(x any) any {
	b, ok := x.([]byte)
	switch {
	case !ok:
		return nil
	case len(b) > hexMost:
		return fmt.Sprintf("%x… (%s)", b[:hexMost], plural(int64(len(b)), "byte"))
	}
	return fmt.Sprintf("%x", b)
}
