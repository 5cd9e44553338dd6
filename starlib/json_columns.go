package starlib

import (
	"context"
	"fmt"
	"slices"

	"starling/engine/column"
	"starling/specs/json"
	"starling/specs/wire"
)

// jsonColumns reads objects into columns: by json_spec what that reads, and arrays and numbers of
// any size, which it keeps as they are written, by the processor of their type.
type jsonColumns struct {
	built []column.Builder // what the decoder fills
	rows  wire.Decoder
	parts []*jsonPart
}

// jsonPart is a column that takes what json_spec has kept as it is written.
type jsonPart struct {
	at     int // the column
	raw    *column.Vec[any]
	to     column.Builder
	values wire.Decoder
	name   []byte // of the field, as the text before a value
	text   []byte // scratch
}

// checkHeader is the error of a type that no JSON becomes.
func (r *jsonRows) checkHeader() error {
	for _, f := range r.header {
		if _, ok := jsonPartOf(f.Type); !ok && !json.Reads(f.Type) {
			return fmt.Errorf("column %s: type %s cannot be read from JSON", f.Name, f.Type.Name())
		}
	}
	return nil
}

// jsonPartOf is what reads a type that json_spec does not; Java's names for the infinities are
// numbers, as they are written.
func jsonPartOf(t column.Type) (json.Value, bool) {
	v, ok := jsonOf(t)
	if !ok || !t.Big() && isScalar(v) {
		return nil, false
	}
	if a, ok := v.(*json.Array); ok {
		if elem := a.Element.(*json.Scalar); elem.Type.Kind == column.Double || elem.Type.Kind == column.Float {
			elem.Allow |= json.String
		}
	}
	return v, true
}

func isScalar(v json.Value) bool {
	_, array := v.(*json.Array)
	return !array
}

func newJSONColumns(ctx context.Context, fields []column.Field, mapping []wire.Mapping) (*jsonColumns, error) {
	env := wire.Env{Part: "value", Single: true, Life: ctx}
	c := &jsonColumns{built: make([]column.Builder, len(fields))}
	taken := slices.Clone(fields) // as json_spec reads them
	for i, f := range fields {
		if v, ok := jsonPartOf(f.Type); ok {
			p, err := newJSONPart(env, f, v)
			if err != nil {
				return nil, fmt.Errorf("column %s: %w", f.Name, err)
			}
			p.at = i
			taken[i].Type = column.Anything
			c.parts = append(c.parts, p)
		}
		c.built[i] = column.NewBuilder(taken[i].Type)
	}
	spec, err := json.Reader(taken, mapping)
	if err != nil {
		return nil, err
	}
	for _, p := range c.parts {
		p.raw = c.built[p.at].(*column.Vec[any])
	}
	c.rows, err = spec.Decoder(env, c.built)
	return c, err
}

func newJSONPart(env wire.Env, f column.Field, v json.Value) (*jsonPart, error) {
	spec, err := json.ObjectProcessor(&json.Object{Fields: []json.Field{{Name: f.Name, Value: v}}})
	if err != nil {
		return nil, err
	}
	p := &jsonPart{to: column.NewBuilder(f.Type), name: append(wire.AppendQuoted([]byte{'{'}, f.Name), ':')}
	p.values, err = spec.Decoder(env, []column.Builder{p.to})
	return p, err
}

// add appends a row. An error is of a value that does not fit its column.
func (c *jsonColumns) add(object []byte) error {
	if err := c.rows.Decode(object); err != nil {
		return err
	}
	for _, p := range c.parts {
		if err := p.take(); err != nil {
			return err
		}
	}
	return nil
}

// take moves the value of the row on.
func (p *jsonPart) take() error {
	raw, some := p.raw.Any(0).(json.Text)
	p.raw.Truncate(0)
	if !some {
		p.to.AppendNull()
		return nil
	}
	p.text = append(append(append(p.text[:0], p.name...), raw...), '}')
	return p.values.Decode(p.text)
}

// vectors is the columns; nothing is appended to them any more.
func (c *jsonColumns) vectors() []column.Vector {
	out := make([]column.Vector, len(c.built))
	for i, b := range c.built {
		out[i] = column.Built(b)
	}
	for _, p := range c.parts {
		out[p.at] = column.Built(p.to)
	}
	return out
}
