package specs

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// schemaKey names a schema as a record does: by its id or, unless it is all zeros, by its GUID.
type schemaKey struct {
	id   int64
	guid [16]byte
}

func (k schemaKey) byGUID() bool { return k.guid != [16]byte{} }

func (k schemaKey) String() string {
	if k.byGUID() {
		return "schema GUID " + guidText(k.guid)
	}
	return fmt.Sprintf("schema id %d", k.id)
}

func guidText(g [16]byte) string { return string(appendUUID(nil, g[:])) }

// appendUUID appends the text of 16 bytes, or nothing.
func appendUUID(b, raw []byte) []byte {
	const hex = "0123456789abcdef"
	for i, x := range raw {
		if i == 4 || i == 6 || i == 8 || i == 10 {
			b = append(b, '-')
		}
		b = append(b, hex[x>>4], hex[x&15])
	}
	return b
}

// HeadedDecoder is a Decoder of records whose schema may be named in a header, SchemaHeader.
type HeadedDecoder interface {
	Decoder
	// DecodeHeaded is Decode of a record that has the header, with this value.
	DecodeHeaded(head, rec []byte) error
}

// schemaFinder looks up the schemas that records name.
type schemaFinder struct {
	framing
	registry Registry
	life     context.Context
}

func (e Env) finder() (schemaFinder, error) {
	f, err := e.framing()
	return schemaFinder{f, e.Registry, e.life()}, err
}

// lookupPause is between two attempts at a schema that another refers to.
const lookupPause = time.Second

// find looks a schema up and has it compiled; it waits for the registry, see Registry.ByID.
// compile may return an error of another lookup, which is tried again; what else is wrong
// with a schema it keeps.
func (f *schemaFinder) find(key schemaKey, compile func(Schema) error) error {
	s, err := f.lookUp(key)
	if err != nil {
		return err
	}
	for {
		err := compile(s)
		switch {
		case err == nil:
			return nil
		case errors.Is(err, ErrNoSchema) || errors.Is(err, ErrTooLarge):
			return fmt.Errorf("%v: %w", key, err)
		}
		select {
		case <-f.life.Done():
			return f.life.Err()
		case <-time.After(lookupPause):
		}
	}
}

func (f *schemaFinder) lookUp(key schemaKey) (s Schema, err error) {
	switch {
	case key.byGUID():
		s, err = f.registry.ByGUID(f.life, guidText(key.guid))
	case key.id < 0 || int64(int(key.id)) != key.id:
		err = fmt.Errorf("%v: %w", key, ErrNoSchema)
	default:
		s, err = f.registry.ByID(f.life, int(key.id))
	}
	if err != nil && errors.Is(err, ErrNoSchema) {
		err = fmt.Errorf("%w%s", err, f.doubt(key))
	}
	return s, err
}
