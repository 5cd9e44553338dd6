package protobuf

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"starling/engine/column"
	"starling/specs/wire"
)

// target says which columns of a table become which fields of a message.
type target struct {
	include   []string // the columns; nil is all
	exclude   []string // all columns but these
	mapping   []wire.Mapping
	timestamp string // a field that gets the time of writing
	duration  func(any) (int64, bool)
	now       func() time.Time
}

// newEncoder compiles the encoder of a message, which follows head in a record.
func newEncoder(m *message, head []byte, target target, table []column.Field) (*encoder, error) {
	e := &encoder{head: head, duration: target.duration, now: target.now}
	cols, err := target.columns(table)
	if err != nil {
		return nil, err
	}
	root := &outField{field: &field{message: m}}
	fields := map[string]string{}
	for _, m := range target.mapping {
		if _, err := wire.FindColumn("mapping", table, m.Column); err != nil {
			return nil, err
		}
		if old, twice := fields[m.Column]; twice {
			return nil, fmt.Errorf("mapping: column %q is mapped to both %q and %q", m.Column, old, m.Field)
		}
		fields[m.Column] = m.Field
	}
	for k, i := range cols {
		path, err := findPath(m, table[i].Name, fields[table[i].Name])
		if err == nil {
			err = root.add(path, table[i], k)
		}
		if err != nil {
			return nil, fmt.Errorf("column %q: %w", table[i].Name, err)
		}
	}
	if target.timestamp != "" {
		if err := root.addTimestamp(target.timestamp); err != nil {
			return nil, fmt.Errorf("timestamp_field: %w", err)
		}
	}
	if err := root.close(); err != nil {
		return nil, err
	}
	e.fields, e.cols = root.kids, cols
	return e, nil
}

// columns is the indexes of the columns to write.
func (t *target) columns(table []column.Field) (cols []int, err error) {
	for _, name := range t.include {
		i, err := wire.FindColumn("include_only_columns", table, name)
		if err != nil {
			return nil, err
		}
		if slices.Contains(cols, i) {
			return nil, fmt.Errorf("include_only_columns: column %q is there twice", name)
		}
		cols = append(cols, i)
	}
	if t.include != nil {
		return cols, nil
	}
	for _, name := range t.exclude {
		if _, err := wire.FindColumn("exclude_columns", table, name); err != nil {
			return nil, err
		}
	}
	for i, f := range table {
		if !slices.Contains(t.exclude, f.Name) {
			cols = append(cols, i)
		}
	}
	return cols, nil
}

// findPath is the fields, from the outermost in, that a column is written to: those of
// the mapping, or those whose names joined by _ are the column's.
func findPath(m *message, name, mapped string) ([]*field, error) {
	if mapped == "" {
		if path := pathNamed(m, name); path != nil {
			return path, nil
		}
		if word, ok := strings.CutPrefix(name, wire.LegalPrefix); ok && column.Reserved(word) && m.field(word) != nil {
			return []*field{m.field(word)}, nil // as a reader names it
		}
		return nil, fmt.Errorf("message %s has no field of this name; it has %s: name one in mapping, or leave the column out by exclude_columns",
			m.name, fieldNames(m))
	}
	var path []*field
	for _, part := range pathParts(mapped) {
		if len(path) > 0 {
			last := path[len(path)-1]
			if last.message == nil || last.list {
				return nil, fmt.Errorf("field %q: %q is no message", mapped, last.name)
			}
			m = last.message
		}
		f := m.field(part)
		if f == nil {
			return nil, fmt.Errorf("field %q: message %s has no field %q; it has %s", mapped, m.name, part, fieldNames(m))
		}
		path = append(path, f)
	}
	if path == nil {
		return nil, fmt.Errorf("field %q: it has no name", mapped)
	}
	return path, nil
}

// pathNamed is the path whose names joined by _ are name, the shortest first.
func pathNamed(m *message, name string) []*field {
	if f := m.field(name); f != nil {
		return []*field{f}
	}
	for _, f := range m.fields {
		rest, ok := strings.CutPrefix(name, f.name+"_")
		if !ok || f.list || f.message == nil || isSingle(f.message) {
			continue
		}
		if path := pathNamed(f.message, rest); path != nil {
			return append([]*field{f}, path...)
		}
	}
	return nil
}

// isSingle reports whether a message is one value.
func isSingle(m *message) bool {
	_, known := known[m.name]
	return known || wrappers[m.name]
}

func fieldNames(m *message) string {
	names := make([]string, len(m.fields))
	for i, f := range m.fields {
		names[i] = f.name
	}
	return strings.Join(names, ", ")
}

// kid is what field f of the message o is written from, made if there is none.
func (o *outField) kid(f *field) (k *outField, isNew bool) {
	for _, k := range o.kids {
		if k.field == f {
			return k, false
		}
	}
	k = &outField{field: f, tag: appendTag(nil, f.number, wireType(f))}
	o.kids = append(o.kids, k)
	return k, true
}

// leaf is what the last field of a path is written from, which nothing else is.
func (o *outField) leaf(path []*field) (*outField, error) {
	for i, f := range path {
		k, isNew := o.kid(f)
		if last := i == len(path)-1; !isNew && (last || k.put != putMessage) {
			return nil, fmt.Errorf("field %q is written already, by column %q", f.name, k.first())
		}
		o = k
	}
	return o, nil
}

// first is the name of a column that is written within o.
func (o *outField) first() string {
	for len(o.kids) > 0 {
		o = o.kids[0]
	}
	return o.name
}

// add has column c, number k of those written, become the field at a path.
func (o *outField) add(path []*field, c column.Field, k int) error {
	leaf, err := o.leaf(path)
	if err != nil {
		return err
	}
	leaf.name, leaf.col = c.Name, k
	if m := leaf.field.message; m != nil && !leaf.field.list && wrappers[m.name] {
		leaf.put = putMessage
		in, _ := leaf.kid(m.fields[0])
		in.name, in.col = c.Name, k
		leaf = in
	}
	return leaf.take(c.Type)
}

// addTimestamp has the time of writing become a field.
func (o *outField) addTimestamp(field string) error {
	path, err := findPath(o.field.message, field, field)
	if err != nil {
		return err
	}
	leaf, err := o.leaf(path)
	if err != nil {
		return err
	}
	if m := leaf.field.message; m == nil || leaf.field.list || m.name != "google.protobuf.Timestamp" {
		return fmt.Errorf("field %q is no google.protobuf.Timestamp", field)
	}
	leaf.put, leaf.name = putNow, "timestamp_field"
	return nil
}

// close puts the fields in the order of their numbers and ties oneofs together. It
// reports a required field that no column is written to.
func (o *outField) close() error {
	slices.SortFunc(o.kids, func(a, b *outField) int { return cmp.Compare(a.field.number, b.field.number) })
	oneofs := map[string]*outOneof{}
	for _, k := range o.kids {
		if name := k.field.oneof; name != "" {
			if oneofs[name] == nil {
				oneofs[name] = &outOneof{}
			}
			k.oneof = oneofs[name]
		}
		if len(k.kids) > 0 {
			if err := k.close(); err != nil {
				return err
			}
		}
	}
	for _, f := range o.field.message.fields {
		if f.required && !slices.ContainsFunc(o.kids, func(k *outField) bool { return k.field == f }) {
			return fmt.Errorf("field %q of message %s is required, and no column is written to it", f.name, o.field.message.name)
		}
	}
	return nil
}
