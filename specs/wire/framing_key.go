package wire

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// SchemaKey names a schema as a record does: by its id or, unless it is all zeros, by its GUID.
type SchemaKey struct {
	id   int64
	guid [16]byte
}

func (k SchemaKey) byGUID() bool { return k.guid != [16]byte{} }

func (k SchemaKey) String() string {
	if k.byGUID() {
		return "schema GUID " + guidText(k.guid)
	}
	return fmt.Sprintf("schema id %d", k.id)
}

func guidText(g [16]byte) string { return string(AppendUUID(nil, g[:])) }

// AppendUUID appends the text of 16 bytes, or nothing.
func AppendUUID(b, raw []byte) []byte {
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

// Finder looks up the schemas that records name.
type Finder struct {
	Framing
	Registry Registry
	Life     context.Context
}

// Finder is that of the part by the properties.
func (e Env) Finder() (Finder, error) {
	f, err := e.Framing()
	return Finder{f, e.Registry, e.Context()}, err
}

// lookupPause is between two attempts at a schema that another refers to.
const lookupPause = time.Second

// Find looks a schema up and has it compiled; it waits for the registry, see Registry.ByID.
// compile may return an error of another lookup, which is tried again; what else is wrong
// with a schema it keeps.
func (f *Finder) Find(key SchemaKey, compile func(Schema) error) error {
	s, err := f.LookUp(key)
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
		case <-f.Life.Done():
			return f.Life.Err()
		case <-time.After(lookupPause):
		}
	}
}

// LookUp is the schema of that name; it waits for the registry, see Registry.ByID.
func (f *Finder) LookUp(key SchemaKey) (s Schema, err error) {
	switch {
	case key.byGUID():
		s, err = f.Registry.ByGUID(f.Life, guidText(key.guid))
	case key.id < 0 || int64(int(key.id)) != key.id:
		err = fmt.Errorf("%v: %w", key, ErrNoSchema)
	default:
		s, err = f.Registry.ByID(f.Life, int(key.id))
	}
	if err != nil && errors.Is(err, ErrNoSchema) {
		err = fmt.Errorf("%w%s", err, f.doubt(key))
	}
	return s, err
}
