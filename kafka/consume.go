package kafka

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"starling/engine"
	"starling/engine/column"
	"starling/specs"
)

// Consume says what to read and into which table.
type Consume struct {
	Topic      string
	Partitions []int32 // nil: all, also those that appear later; unknown ones are ignored
	Offsets    Offsets
	Key, Value specs.Reader
	Retention  engine.Retention
}

// layout is the columns of a consumer's table: those of the record itself, in Kafka's
// fixed order and only where named, then the key's, then the value's.
type layout struct {
	fields []column.Field
	own    []ownColumn // of the record itself
	key    int         // number of key columns
	value  int
}

// ownColumn is a column that every record has, whatever its format.
type ownColumn uint8

const (
	partitionColumn ownColumn = iota
	offsetColumn
	timestampColumn
	receiveTimeColumn
	keyBytesColumn
	valueBytesColumn
	headersColumn
)

// ownColumns is the table of these columns: the property that names one, and its name
// without that property ("" is none).
var ownColumns = [...]struct {
	property, name string
	typ            column.Type
}{
	partitionColumn:   {"deephaven.partition.column.name", "KafkaPartition", column.Of(column.Int)},
	offsetColumn:      {"deephaven.offset.column.name", "KafkaOffset", column.Of(column.Long)},
	timestampColumn:   {"deephaven.timestamp.column.name", "KafkaTimestamp", column.Of(column.Instant)},
	receiveTimeColumn: {"deephaven.receivetime.column.name", "", column.Of(column.Instant)},
	keyBytesColumn:    {"deephaven.keybytes.column.name", "", column.Of(column.Int)},
	valueBytesColumn:  {"deephaven.valuebytes.column.name", "", column.Of(column.Int)},
	headersColumn:     {"starling.headers.column.name", "", column.ObjectOf("java.util.Map")},
}

// newLayout resolves the columns; it fails where a spec or a name does not do.
func (c *Consumer) newLayout(ctx context.Context) (*layout, error) {
	p, o, l := c.props, &c.want, &layout{}
	for own, c := range ownColumns {
		if name := p.Get(c.property, c.name); name != "" {
			l.own = append(l.own, ownColumn(own))
			l.fields = append(l.fields, column.Field{Name: name, Type: c.typ})
		}
	}
	if o.Key == specs.Reader(specs.Ignore) && o.Value == specs.Reader(specs.Ignore) {
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
	l.key, l.value = len(key), len(value)
	l.fields = append(append(l.fields, key...), value...)
	return l, l.check()
}

// part is where a spec of the consumer is used.
func (c *Consumer) part(name string) specs.Env {
	return specs.Env{Part: name, Props: c.props, Registry: c.registry, Life: c.ctx}
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
func (e *Env) Consume(ctx context.Context, g *engine.Graph, p Props, o Consume) (*Consumer, error) {
	c, err := e.newConsumer(ctx, g, p, o)
	if err != nil {
		return nil, err
	}
	all, err := c.newLane()
	if err != nil {
		c.Close()
		return nil, err
	}
	c.Table = all.table
	c.laneOf = func(int32) (*lane, error) { return all, nil }
	return c, c.start()
}

// ConsumePartitioned is Consume into one table per partition, with the key column
// Partition. Without a partition to read it fails, unless the topic is still to come.
func (e *Env) ConsumePartitioned(ctx context.Context, g *engine.Graph, p Props, o Consume) (*Consumer, error) {
	c, err := e.newConsumer(ctx, g, p, o)
	if err != nil {
		return nil, err
	}
	if len(c.begin) == 0 && c.exists {
		c.Close()
		return nil, fmt.Errorf("none of the partitions %v exist in topic %s", o.Partitions, o.Topic)
	}
	key := []column.Field{{Name: "Partition", Type: column.Of(column.Int)}}
	c.Partitioned, err = engine.NewPartitioned(g, key, "Table", c.layout.fields)
	if err != nil {
		c.Close()
		return nil, err
	}
	c.Partitioned.Expect(o.Retention)
	c.laneOf = func(partition int32) (*lane, error) {
		l, err := c.newLane()
		if err != nil {
			return nil, err
		}
		l.table.Retain()
		defer l.table.Release() // the partitioned table holds it from then on
		return l, c.Partitioned.Add([]any{partition}, l.table)
	}
	return c, c.start()
}
