package kafka

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"starling/engine"
	"starling/engine/column"
	"starling/kafka/client"
	"starling/specs/json"
	"starling/specs/simple"
	"starling/specs/wire"
)

// Consume says what to read and into which table.
type Consume struct {
	// Topics are names of topics; one that starts with ^ is a regular expression for all
	// topics, also later ones, whose names it matches from their beginning on. Partitions,
	// Offsets and Until hold for each of them.
	Topics     []string
	Partitions []int32 // nil: all, also those that appear later; unknown ones are ignored
	Offsets    Offsets
	// Until, unless nil, is where reading ends: before where it would start by these
	// Offsets. Only topics and partitions are read that there are now.
	Until      *Offsets
	Key, Value wire.Reader
	Retention  engine.Retention

	changes bool // of a database's table, as ConsumeCDC reads them
}

// layout is the columns of a consumer's table: those of the record itself, in Kafka's
// fixed order and only where named, then the key's, then the value's.
type layout struct {
	fields []column.Field
	own    []ownColumn // of the record itself
	key    int         // number of key columns
}

// ownColumn is a column that every record has, whatever its format.
type ownColumn uint8

const (
	topicColumn ownColumn = iota
	partitionColumn
	offsetColumn
	timestampColumn
	receiveTimeColumn
	keyBytesColumn
	valueBytesColumn
	headersColumn
)

// severalTopics is the name of the topicColumn where several topics are read.
const severalTopics = "KafkaTopic"

// ownColumns is the table of these columns: the property that names one, and its name
// without that property ("" is none).
var ownColumns = [...]struct {
	property, name string
	typ            column.Type
}{
	topicColumn:       {"starling.topic.column.name", "", column.Of(column.String)},
	partitionColumn:   {"deephaven.partition.column.name", "KafkaPartition", column.Of(column.Int)},
	offsetColumn:      {"deephaven.offset.column.name", "KafkaOffset", column.Of(column.Long)},
	timestampColumn:   {"deephaven.timestamp.column.name", "KafkaTimestamp", column.Of(column.Instant)},
	receiveTimeColumn: {"deephaven.receivetime.column.name", "", column.Of(column.Instant)},
	keyBytesColumn:    {"deephaven.keybytes.column.name", "", column.Of(column.Int)},
	valueBytesColumn:  {"deephaven.valuebytes.column.name", "", column.Of(column.Int)},
	headersColumn:     {"starling.headers.column.name", "", column.Map},
}

// newLayout resolves the columns; it fails where a spec or a name does not do.
func (c *Consumer) newLayout(ctx context.Context) (*layout, error) {
	p, o, l := c.props, &c.want, &layout{}
	for i, own := range ownColumns {
		name := own.name
		if ownColumn(i) == topicColumn && c.topics.several() {
			name = severalTopics
		}
		if name = p.Get(own.property, name); name != "" {
			l.own = append(l.own, ownColumn(i))
			l.fields = append(l.fields, column.Field{Name: name, Type: own.typ})
		}
	}
	if o.Key == wire.Reader(simple.Ignore) && o.Value == wire.Reader(simple.Ignore) {
		return nil, errors.New("key_spec and value_spec: at least one must be different from KeyValueSpec.IGNORE")
	}
	key, err := o.Key.Fields(ctx, c.part("key"))
	if err != nil {
		return nil, fmt.Errorf("key_spec: %w", err)
	}
	value, err := o.Value.Fields(ctx, c.part("value"))
	if err != nil {
		return nil, fmt.Errorf("value_spec: %w", err)
	}
	if err := json.CheckDocuments(p.Values(), o.Value); err != nil {
		return nil, err
	}
	l.key = len(key)
	l.fields = append(append(l.fields, key...), value...)
	return l, l.check()
}

// part is where a spec of the consumer says what its columns are.
func (c *Consumer) part(name string) wire.Env {
	env := wire.Env{Part: name, Props: c.props.Values(), Files: c.env.Files, Life: c.ctx}
	if c.registry != nil {
		env.Registry = c.registry
	}
	return env
}

// decoding is part where records are read, for which it is better to wait than to fail.
func (c *Consumer) decoding(name string) wire.Env {
	env := c.part(name)
	if c.registry != nil {
		env.Registry = c.registry.Patient()
	}
	return env
}

// check reports a column name that two parts want.
func (l *layout) check() error {
	seen := map[string]bool{}
	var twice []string
	for _, f := range l.fields {
		if seen[f.Name] && !slices.Contains(twice, f.Name) {
			twice = append(twice, f.Name)
		}
		seen[f.Name] = true
	}
	if len(twice) > 0 {
		return fmt.Errorf("duplicate column names [%s]: name the columns of key and value differently", strings.Join(twice, ", "))
	}
	return nil
}

// Consume reads a topic into a table of g. It returns when the start position of every
// partition is known, so nothing produced afterwards is missed; a topic that does not
// exist is waited for in the background, with a warning. The consumer ends when the table is closed.
func (e *Env) Consume(ctx context.Context, g *engine.Graph, p client.Props, o Consume) (c *Consumer, err error) {
	defer e.Veiled(&err)
	c, err = e.newConsumer(ctx, g, p, o)
	if err != nil {
		return nil, err
	}
	all, err := c.newLane()
	if err != nil {
		return nil, errors.Join(err, c.Close())
	}
	c.Table = all.table
	c.laneOf = func(topicPartition) (*lane, error) { return all, nil }
	return c, c.start()
}

// ConsumePartitioned is Consume into one table per partition, with the key column
// Partition; of several topics, with Topic before it. Without a partition to read it
// fails, unless a topic is still to come.
func (e *Env) ConsumePartitioned(ctx context.Context, g *engine.Graph, p client.Props, o Consume) (c *Consumer, err error) {
	defer e.Veiled(&err)
	c, err = e.newConsumer(ctx, g, p, o)
	if err != nil {
		return nil, err
	}
	if len(c.seen.begin) == 0 && !c.awaited() && !e.Planning {
		err := fmt.Errorf("none of the partitions %v exist in %v", o.Partitions, c.topics)
		return nil, errors.Join(err, c.Close())
	}
	key := []column.Field{{Name: "Partition", Type: column.Of(column.Int)}}
	if c.topics.several() {
		key = append([]column.Field{{Name: "Topic", Type: column.Of(column.String)}}, key...)
	}
	c.Partitioned, err = engine.NewPartitioned(g, key, "Table", c.layout.fields)
	if err != nil {
		return nil, errors.Join(err, c.Close())
	}
	c.Partitioned.Expect(o.Retention)
	c.laneOf = func(tp topicPartition) (*lane, error) {
		l, err := c.newLane()
		if err != nil {
			return nil, err
		}
		l.table.Retain()
		defer l.table.Release() // the partitioned table holds it from then on
		keys := []any{tp.partition}
		if c.topics.several() {
			keys = []any{tp.topic, tp.partition}
		}
		return l, c.Partitioned.Add(keys, l.table)
	}
	return c, c.start()
}
