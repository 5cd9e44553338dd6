// Package cdc is changes of a database's table, as Debezium writes them: the one format
// that is made of others, Avro or JSON.
package cdc

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"starling/engine/column"
	"starling/internal/nearest"
	"starling/specs/avro"
	"starling/specs/json"
	"starling/specs/wire"
)

// Options says what key and value of a change are: Avro with the schemas of these subjects
// of the registry, or JSON with or without its schema beside it, of which the columns of
// the table are given.
type Options struct {
	KeySubject   string
	KeyVersion   string // "latest" (as is ""), or a number
	ValueSubject string
	ValueVersion string

	JSONKey, JSONValue []column.Field    // nil: Avro
	JSONNames          map[string]string // by column, the name in the database if it is another
}

// The names of columns of a change.
const (
	Before = "before__" // begins the columns of the row as it was before the change
	After  = "after__"  // begins the columns of the row as it is after the change
	Op     = "op"       // the column of what happened: c, u, d, r for a row that was there before, t for all rows that go, m for a message beside the table
)

// Readers is how the key and the value are read. The columns have the same names in JSON
// as in Avro.
func Readers(o Options) (key, value wire.Reader, err error) {
	if o.JSONKey != nil || o.JSONValue != nil {
		return o.json()
	}
	if key, err = avro.Reader(avro.ReaderOptions{Schema: o.KeySubject, Version: o.KeyVersion}); err != nil {
		return nil, nil, fmt.Errorf("key: %w", err)
	}
	if value, err = avro.Reader(avro.ReaderOptions{Schema: o.ValueSubject, Version: o.ValueVersion}); err != nil {
		return nil, nil, fmt.Errorf("value: %w", err)
	}
	return key, value, nil
}

func (o Options) json() (key, value wire.Reader, err error) {
	fields, m := o.pointed("", "", o.JSONKey)
	if key, err = json.Enveloped(fields, m, wire.ColumnNames(fields)...); err != nil {
		return nil, nil, fmt.Errorf("key: %w", err)
	}
	columns := slices.Sorted(slices.Values(append(wire.ColumnNames(o.JSONKey), wire.ColumnNames(o.JSONValue)...)))
	for _, name := range slices.Sorted(maps.Keys(o.JSONNames)) {
		if !slices.Contains(columns, name) {
			return nil, nil, fmt.Errorf("mapping: %s is not among the columns%s", name, nearest.Hint(name, slices.Compact(columns)))
		}
	}
	if len(o.JSONValue) == 0 {
		return nil, nil, errors.New("value: no columns")
	}
	fields, m = o.pointed("/before", Before, o.JSONValue)
	after, more := o.pointed("/after", After, o.JSONValue)
	own, which := o.pointed("", "", []column.Field{{Name: Op, Type: column.Of(column.String)}, {Name: "ts_ms", Type: column.Of(column.Long)}})
	if value, err = json.Enveloped(slices.Concat(fields, after, own), slices.Concat(m, more, which), Op); err != nil {
		return nil, nil, fmt.Errorf("value: %w", err)
	}
	return key, value, nil
}

// pointed is JSON pointers to columns of the table, within what the path leads to.
func (o Options) pointed(path, prefix string, columns []column.Field) (fields []column.Field, m []wire.Mapping) {
	escape := strings.NewReplacer("~", "~0", "/", "~1")
	for _, f := range columns {
		name := cmp.Or(o.JSONNames[f.Name], f.Name)
		m = append(m, wire.Mapping{Field: path + "/" + escape.Replace(name), Column: prefix + f.Name})
		fields = append(fields, column.Field{Name: prefix + f.Name, Type: f.Type})
	}
	return fields, m
}
