package json

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"starling/engine/column"
	"starling/internal/wall"
	"starling/specs/wire"
)

// WriterOptions says which columns become which fields of a JSON object.
type WriterOptions struct {
	Include []string // the columns, in the order of the fields; nil is all
	Exclude []string // all columns but these; not together with Include

	// Mapping names the fields of columns; the others are fields of their own names.
	// Of columns that are not written it has no effect.
	Mapping []wire.Mapping
	// NestedDelim, unless empty, separates the names of nested objects in a field:
	// with "." the field "quote.price" is {"quote":{"price":…}}. It is plain text; a
	// backslash before a sign, as in the regular expression `\.`, is passed over.
	NestedDelim string
	OutputNulls bool // write a null as null; otherwise its field is left out

	// TimestampField, unless empty, is a last field with the time of writing: a string
	// of nanoseconds since 1970.
	TimestampField string
	Now            func() time.Time // the clock; nil is wall.Now

	// Text is the text of an object that has no form in JSON; nil is its String.
	Text func(any) string
}

// Writer writes columns as the fields of one JSON object: numbers as Java writes
// them, NaN and the infinities as strings, instants as ISO 8601 text, bytes and
// arrays as arrays. Within an object, nested objects come before fields.
func Writer(opts WriterOptions) (wire.Writer, error) {
	if opts.Include != nil && opts.Exclude != nil {
		return nil, errors.New("include_columns and exclude_columns cannot both be given")
	}
	seen := make(map[string]string, len(opts.Mapping))
	for _, m := range opts.Mapping {
		if f, dup := seen[m.Column]; dup {
			return nil, fmt.Errorf("mapping: column %q is mapped to both %q and %q", m.Column, f, m.Field)
		}
		seen[m.Column] = m.Field
	}
	if opts.Now == nil {
		opts.Now = wall.Now
	}
	opts.NestedDelim = plainDelim(opts.NestedDelim)
	return &writer{opts}, nil
}

// plainDelim takes the backslashes of a regular expression out of a delimiter.
func plainDelim(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && strings.IndexByte(`\.[]{}()*+-?^$|/`, s[i+1]) >= 0 {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

type writer struct{ opts WriterOptions }

// Spec is the options.
func (w *writer) Spec() wire.Spec { return wire.Spec{Format: "json", Options: w.opts} }

func (w *writer) Encoder(_ context.Context, _ wire.Env, table []column.Field) (wire.Encoder, error) {
	cols, err := w.columns(table)
	if err != nil {
		return nil, err
	}
	fields := make(map[string]string, len(w.opts.Mapping))
	for _, m := range w.opts.Mapping {
		if _, err := wire.FindColumn("json_spec: mapping", table, m.Column); err != nil {
			return nil, err
		}
		fields[m.Column] = m.Field
	}
	var root shape
	for k, i := range cols {
		f := table[i]
		name, mapped := fields[f.Name]
		if !mapped {
			name = f.Name
		}
		if err := root.add(f.Name, w.path(name), k); err != nil {
			return nil, fmt.Errorf("json_spec: %w", err)
		}
	}
	if ts := w.opts.TimestampField; ts != "" {
		if err := root.add("timestamp_field", []string{ts}, timestampColumn); err != nil {
			return nil, fmt.Errorf("json_spec: %w", err)
		}
	}
	e, style := &encoder{opts: &w.opts, cols: cols}, w.opts.style()
	for _, i := range cols {
		e.formats = append(e.formats, style.Format(table[i].Type))
	}
	e.ops = root.compile(nil)
	return e, nil
}

// columns is the indexes of the columns to write.
func (w *writer) columns(table []column.Field) (cols []int, err error) {
	for _, name := range w.opts.Include {
		i, err := wire.FindColumn("json_spec: include_columns", table, name)
		if err != nil {
			return nil, err
		}
		cols = append(cols, i)
	}
	if w.opts.Include != nil {
		return cols, nil
	}
	for _, name := range w.opts.Exclude {
		if _, err := wire.FindColumn("json_spec: exclude_columns", table, name); err != nil {
			return nil, err
		}
	}
	for i, f := range table {
		if !slices.Contains(w.opts.Exclude, f.Name) {
			cols = append(cols, i)
		}
	}
	return cols, nil
}

// path is the names, from the outermost object in, that a field stands for.
func (w *writer) path(field string) []string {
	if w.opts.NestedDelim == "" {
		return []string{field}
	}
	return strings.Split(field, w.opts.NestedDelim)
}
