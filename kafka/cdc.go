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
	"starling/specs/cdc"
	"starling/specs/wire"
)

// CDC is a topic of the changes of a database's table, as Debezium writes them.
type CDC struct {
	Topic string
	cdc.Options
}

// Specs is how the key and the value are read.
func (s CDC) Specs() (key, value wire.Reader, err error) {
	if s.Topic == "" {
		return nil, nil, errors.New("the topic has no name")
	}
	return cdc.Readers(s.Options)
}

// ConsumeCDC is the database's table, from the topic's beginning on: the latest row per
// key, without those deleted, and without the columns drop. As a stream, it is a blink
// table of the changes instead, with the column op. The columns of the key come first.
func (e *Env) ConsumeCDC(ctx context.Context, g *engine.Graph, p client.Props, s CDC, parts []int32, stream bool, drop []string) (*engine.Table, error) {
	o := Consume{Topics: []string{s.Topic}, Partitions: parts, Offsets: Offsets{All: SeekToBeginning}, Retention: engine.Blink(), changes: true}
	var err error
	if o.Key, o.Value, err = s.Specs(); err != nil {
		return nil, err
	}
	c, err := e.Consume(ctx, g, p, o)
	if err != nil {
		return nil, err
	}
	c.Table.Retain()
	defer c.Table.Release()
	t, err := c.databaseTable(stream, drop)
	if err != nil {
		return nil, errors.Join(err, c.Close())
	}
	c.mu.Lock()
	c.tables.derived = t
	c.mu.Unlock()
	return t, nil
}

// databaseTable makes the table of the consumer's table of changes.
func (c *Consumer) databaseTable(stream bool, drop []string) (*engine.Table, error) {
	keys := fieldNames(c.layout.keyFields())
	columns, err := c.cdcColumns(keys)
	if err != nil {
		return nil, err
	}
	for _, name := range drop {
		if slices.Contains(keys, name) {
			return nil, fmt.Errorf("cols_to_drop: %s is a column of the key", name)
		}
	}
	t, err := c.Table.View(engine.Env{}, columns...)
	then := func(next func(t *engine.Table) (*engine.Table, error)) {
		if err != nil {
			return
		}
		t.Retain()
		defer t.Release() // the next table holds it
		t, err = next(t)
	}
	if !stream {
		then(func(t *engine.Table) (*engine.Table, error) { return c.compact(t, unrenamed(keys)) })
		then(func(t *engine.Table) (*engine.Table, error) { return t.Where(engine.Env{}, cdc.Op+" not in `d`, `m`") })
		drop = append([]string{cdc.Op}, drop...)
	}
	if len(drop) > 0 {
		then(func(t *engine.Table) (*engine.Table, error) { return t.DropColumns(drop) })
	}
	return t, err
}

// cdcColumns is the view of the changes: the key, the row as it is then, what happened.
func (c *Consumer) cdcColumns(keys []string) ([]string, error) {
	view := slices.Clone(keys)
	var op, after bool
	for _, f := range c.layout.valueFields() {
		name, ok := strings.CutPrefix(f.Name, cdc.After)
		switch {
		case ok:
			after = true
			if slices.Contains(keys, name) {
				continue
			}
			if name = wire.LegalName(name); !slices.Contains(keys, name) {
				view = append(view, name+" = "+f.Name)
			}
		case f.Name == cdc.Op:
			op = f.Type == column.Of(column.String)
		}
	}
	if !after || !op {
		return nil, fmt.Errorf("the value's schema is not of changes as Debezium writes them: it wants a record \"after\" and a string \"op\", and has %s",
			strings.Join(fieldNames(c.layout.valueFields()), ", "))
	}
	if slices.Contains(view, cdc.Op) || slices.ContainsFunc(view, func(s string) bool { return strings.HasPrefix(s, cdc.Op+" = ") }) {
		return nil, fmt.Errorf("the database's table has a column %s itself; kafka.cdc.consume_raw has both", cdc.Op)
	}
	return append(view, cdc.Op), nil
}
