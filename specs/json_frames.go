package specs

import "fmt"

// jsonFrames takes off what the serializers of schema registries put before JSON. The schema
// is not needed to read it; it is looked up to tell JSON from what is none. A record whose
// schema a header names is the text alone.
type jsonFrames struct {
	schemaFinder
	known  map[schemaKey]error // of schemas of other languages, what they are
	schema schemaKey           // of the record before, unless known is nil
}

// newJSONFrames is by the properties.
func newJSONFrames(e Env) (jsonFrames, error) {
	f, err := e.finder()
	return jsonFrames{schemaFinder: f}, err
}

// text is the JSON of a record.
func (x *jsonFrames) text(rec []byte) ([]byte, error) {
	if len(rec) == 0 || rec[0] > magicMost { // no text begins so
		return rec, nil
	}
	return x.unframed(rec)
}

func (x *jsonFrames) unframed(rec []byte) ([]byte, error) {
	f, err := x.read(nil, rec)
	switch {
	case err != nil && glue(rec) == nil:
		return rec, nil // which is no JSON either
	case err != nil:
		return nil, err
	case x.registry == nil:
		return nil, fmt.Errorf("the record begins with a byte %d and the name of a schema (%v), as serializers of JSON Schema write it; "+
			`with the property "schema.registry.url" that is taken off`, rec[0], f.schema)
	}
	if x.known == nil || f.schema != x.schema {
		if err := x.turnTo(f.schema); err != nil {
			return nil, err
		}
	}
	if err := x.known[f.schema]; err != nil {
		return nil, err
	}
	return rec[f.at:], nil
}

// turnTo sees to the schema's language. An error is that of a lookup, and not kept.
func (x *jsonFrames) turnTo(key schemaKey) error {
	if _, ok := x.known[key]; !ok {
		s, err := x.lookUp(key)
		if err != nil {
			return err
		}
		if x.known == nil {
			x.known = map[schemaKey]error{}
		}
		x.known[key] = nil
		if err := s.check(JSONSchema); err != nil {
			x.known[key] = fmt.Errorf("%v: %w", key, err)
		}
	}
	x.schema = key
	return nil
}
