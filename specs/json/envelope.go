package json

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"

	"starling/engine/column"
	"starling/specs/wire"
)

// Enveloped is JSON for what Kafka Connect writes: a record stands by itself or, with its schema
// beside it, in the field payload of an object. Which of the two is found out record by
// record. The mapping's fields are JSON pointers, "/op", into what stands there. need is
// names of columns of which a record that is not null must have one: without any of them it
// is not what was described.
func Enveloped(fields []column.Field, mapping []wire.Mapping, need ...string) (wire.Reader, error) {
	inner := make([]wire.Mapping, len(mapping))
	for i, m := range mapping {
		if !strings.HasPrefix(m.Field, "/") {
			return nil, fmt.Errorf("mapping: %q is no JSON pointer", m.Field)
		}
		inner[i] = wire.Mapping{Field: "/payload" + m.Field, Column: m.Column}
	}
	bare, err := Reader(fields, mapping)
	if err != nil {
		return nil, err
	}
	within, err := Reader(fields, inner)
	if err != nil {
		return nil, err
	}
	r := &envelopeReader{bare: bare, within: within, need: need}
	for i, f := range fields {
		for _, name := range need {
			if f.Name == name {
				r.at = append(r.at, i)
			}
		}
	}
	return r, nil
}

type envelopeReader struct {
	bare, within wire.Reader
	need         []string
	at           []int // where these columns are
}

// Spec is that of the document itself.
func (r *envelopeReader) Spec() wire.Spec { return r.bare.Spec() }

func (r *envelopeReader) Fields(ctx context.Context, env wire.Env) ([]column.Field, error) {
	return r.bare.Fields(ctx, env)
}

func (r *envelopeReader) Decoder(env wire.Env, dst []column.Builder) (wire.Decoder, error) {
	env.Single = true
	d := &envelopeDecoder{r: r, dst: dst}
	var err error
	if d.frames, err = newFrames(env); err != nil {
		return nil, err
	}
	if d.bare, err = r.bare.Decoder(env, dst); err != nil {
		return nil, err
	}
	d.within, err = r.within.Decoder(env, dst)
	return d, err
}

type envelopeDecoder struct {
	scanner
	frames       frames
	r            *envelopeReader
	bare, within wire.Decoder
	dst          []column.Builder
}

// Decode appends the record's values; see Enveloped.
func (d *envelopeDecoder) Decode(rec []byte) error {
	inner := d.bare
	if d.enveloped(rec) {
		inner = d.within
	}
	if err := inner.Decode(rec); err != nil || rec == nil || len(d.r.at) == 0 {
		return err
	}
	n := d.dst[0].Len() - 1
	for _, i := range d.r.at {
		if !d.dst[i].(interface{ Null(i int) bool }).Null(n) {
			return nil
		}
	}
	for _, b := range d.dst {
		b.Truncate(n)
	}
	if len(rec) == 0 {
		return errors.New("the record is empty")
	}
	return fmt.Errorf("the record has none of %s", strings.Join(d.r.need, ", "))
}

// enveloped reports whether a record is an object with the fields schema and payload. One
// that is no JSON is not.
func (d *envelopeDecoder) enveloped(rec []byte) bool {
	if !bytes.Contains(rec, payloadField) || !bytes.Contains(rec, schemaField) {
		return false
	}
	rec, err := d.frames.text(rec)
	if err != nil {
		return false
	}
	d.p = rec
	var n wire.Number
	i := d.opening(&documents{})
	if i >= len(rec) || rec[i] != '{' {
		return false
	}
	schema, payload := false, false
	i = d.blank(i + 1)
	for more := true; more && i >= 0 && i < len(rec) && rec[i] == '"'; {
		start := i
		if i = d.str(i); i < 0 {
			return false
		}
		schema = schema || bytes.Equal(rec[start:i], schemaField)
		payload = payload || bytes.Equal(rec[start:i], payloadField)
		if i = d.colon(i); i < 0 {
			return false
		}
		if i = d.skip(i, 1, &n); i < 0 {
			return false
		}
		i, more = d.next(i, '}')
	}
	return schema && payload
}

var schemaField, payloadField = []byte(`"schema"`), []byte(`"payload"`)
