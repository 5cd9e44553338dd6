package json

import (
	"fmt"

	"starling/specs/wire"
)

// frames takes off what the serializers of schema registries put before JSON. The schema
// is not needed to read it; it is looked up to tell JSON from what is none. A record whose
// schema a header names is the text alone.
type frames struct {
	wire.Finder
	known  map[wire.SchemaKey]error // of schemas of other languages, what they are
	schema wire.SchemaKey           // of the record before, unless known is nil
}

// newFrames is by the properties.
func newFrames(e wire.Env) (frames, error) {
	f, err := e.Finder()
	return frames{Finder: f}, err
}

// text is the JSON of a record.
func (x *frames) text(rec []byte) ([]byte, error) {
	if len(rec) == 0 || rec[0] > wire.MagicMost { // no text begins so
		return rec, nil
	}
	return x.unframed(rec)
}

func (x *frames) unframed(rec []byte) ([]byte, error) {
	f, err := x.Read(nil, rec)
	switch {
	case err != nil && wire.CheckGlue(rec) == nil:
		return rec, nil // which is no JSON either
	case err != nil:
		return nil, err
	case x.Registry == nil:
		return nil, fmt.Errorf("the record begins with a byte %d and the name of a schema (%v), as serializers of JSON Schema write it; "+
			`with the property "schema.registry.url" that is taken off`, rec[0], f.Schema)
	}
	if x.known == nil || f.Schema != x.schema {
		if err := x.turnTo(f.Schema); err != nil {
			return nil, err
		}
	}
	if err := x.known[f.Schema]; err != nil {
		return nil, err
	}
	return rec[f.At:], nil
}

// turnTo sees to the schema's language. An error is that of a lookup, and not kept.
func (x *frames) turnTo(key wire.SchemaKey) error {
	if _, ok := x.known[key]; !ok {
		s, err := x.LookUp(key)
		if err != nil {
			return err
		}
		if x.known == nil {
			x.known = map[wire.SchemaKey]error{}
		}
		x.known[key] = nil
		if err := s.Check(wire.JSONSchema); err != nil {
			x.known[key] = fmt.Errorf("%v: %w", key, err)
		}
	}
	x.schema = key
	return nil
}
