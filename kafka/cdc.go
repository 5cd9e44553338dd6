package kafka

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"starling/engine"
	"starling/engine/column"
	"starling/internal/nearest"
	"starling/specs"
)

// CDC is a topic of the changes of a database's table, as Debezium writes them: key and
// value are Avro with the schemas of these subjects of the registry, or JSON with or without
// its schema beside it, of which the columns of the table are given.
type CDC struct {
	Topic        string
	KeySubject   string
	KeyVersion   string // "latest" (as is ""), or a number
	ValueSubject string
	ValueVersion string

	JSONKey, JSONValue []column.Field    // nil: Avro
	JSONNames          map[string]string // by column, the name in the database if it is another
}

const (
	cdcBefore = "before__" // begins the columns of the row as it was before the change
	cdcAfter  = "after__"  // begins the columns of the row as it is after the change
	cdcOp     = "op"       // the column of what happened: c, u, d, r for a row that was there before, t for all rows that go, m for a message beside the table
)

// Specs is how the key and the value are read.
func (s CDC) Specs() (key, value specs.Reader, err error) {
	if s.Topic == "" {
		return nil, nil, errors.New("the topic has no name")
	}
	if s.JSONKey != nil || s.JSONValue != nil {
		return s.jsonSpecs()
	}
	if key, err = specs.Avro(specs.AvroOptions{Schema: s.KeySubject, Version: s.KeyVersion}); err != nil {
		return nil, nil, fmt.Errorf("key: %w", err)
	}
	if value, err = specs.Avro(specs.AvroOptions{Schema: s.ValueSubject, Version: s.ValueVersion}); err != nil {
		return nil, nil, fmt.Errorf("value: %w", err)
	}
	return key, value, nil
}

// pointed is JSON pointers to columns of the table, within what the path leads to.
func (s CDC) pointed(path, prefix string, columns []column.Field) (fields []column.Field, m []specs.Mapping) {
	escape := strings.NewReplacer("~", "~0", "/", "~1")
	for _, f := range columns {
		name := cmp.Or(s.JSONNames[f.Name], f.Name)
		m = append(m, specs.Mapping{Field: path + "/" + escape.Replace(name), Column: prefix + f.Name})
		fields = append(fields, column.Field{Name: prefix + f.Name, Type: f.Type})
	}
	return fields, m
}

// jsonSpecs is Specs of JSON. The columns have the names that those of Avro have.
func (s CDC) jsonSpecs() (key, value specs.Reader, err error) {
	fields, m := s.pointed("", "", s.JSONKey)
	if key, err = specs.JSONIn(fields, m, fieldNames(fields)...); err != nil {
		return nil, nil, fmt.Errorf("key: %w", err)
	}
	for name := range s.JSONNames {
		if is := func(f column.Field) bool { return f.Name == name }; !slices.ContainsFunc(s.JSONKey, is) && !slices.ContainsFunc(s.JSONValue, is) {
			return nil, nil, fmt.Errorf("mapping: %s is not among the columns%s", name, nearest.Hint(name, append(fieldNames(s.JSONKey), fieldNames(s.JSONValue)...)))
		}
	}
	if len(s.JSONValue) == 0 {
		return nil, nil, errors.New("value: no columns")
	}
	fields, m = s.pointed("/before", cdcBefore, s.JSONValue)
	after, more := s.pointed("/after", cdcAfter, s.JSONValue)
	own, which := s.pointed("", "", []column.Field{{Name: cdcOp, Type: column.Of(column.String)}, {Name: "ts_ms", Type: column.Of(column.Long)}})
	if value, err = specs.JSONIn(slices.Concat(fields, after, own), slices.Concat(m, more, which), cdcOp); err != nil {
		return nil, nil, fmt.Errorf("value: %w", err)
	}
	return key, value, nil
}

// ConsumeCDC is the database's table, from the topic's beginning on: the latest row per
// key, without those deleted, and without the columns drop. As a stream, it is a blink
// table of the changes instead, with the column op. The columns of the key come first.
func (e *Env) ConsumeCDC(ctx context.Context, g *engine.Graph, p Props, s CDC, parts []int32, stream bool, drop []string) (*engine.Table, error) {
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
	c.derived = t
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
		then(func(t *engine.Table) (*engine.Table, error) { return t.Where(engine.Env{}, cdcOp+" not in `d`, `m`") })
		drop = append([]string{cdcOp}, drop...)
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
		name, ok := strings.CutPrefix(f.Name, cdcAfter)
		switch {
		case ok:
			after = true
			if slices.Contains(keys, name) {
				continue
			}
			if name = specs.ColumnName(name); !slices.Contains(keys, name) {
				view = append(view, name+" = "+f.Name)
			}
		case f.Name == cdcOp:
			op = f.Type == column.Of(column.String)
		}
	}
	if !after || !op {
		return nil, fmt.Errorf("the value's schema is not of changes as Debezium writes them: it wants a record \"after\" and a string \"op\", and has %s",
			strings.Join(fieldNames(c.layout.valueFields()), ", "))
	}
	if slices.Contains(view, cdcOp) || slices.ContainsFunc(view, func(s string) bool { return strings.HasPrefix(s, cdcOp+" = ") }) {
		return nil, fmt.Errorf("the database's table has a column %s itself; kafka.cdc.consume_raw has both", cdcOp)
	}
	return append(view, cdcOp), nil
}
