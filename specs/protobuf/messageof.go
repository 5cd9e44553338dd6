package protobuf

import (
	"context"
	"fmt"

	"starling/specs/wire"
)

// MessageOf is the full name of the message that a record holds, by the schema that the record
// names; first says that it is the first one of that. head is the value of the record's header
// for schemas, nil without one.
func MessageOf(ctx context.Context, env wire.Env, head, rec []byte) (first bool, name string, err error) {
	finder, err := env.Finder()
	if err != nil {
		return false, "", err
	}
	f, err := finder.Read(head, rec)
	if err != nil {
		return false, "", err
	}
	typ := f.After
	if typ == nil {
		typ = rec[f.At:]
	} else if len(typ) == 0 {
		typ = firstType
	}
	n, err := typeLen(typ, finder.Wide)
	if err != nil {
		return false, "", fmt.Errorf("%v: %w", f.Schema, err)
	}
	s, err := finder.LookUp(f.Schema)
	if err != nil {
		return false, "", err
	}
	files, err := fetched(ctx, env.Registry, s)
	if err != nil {
		return false, "", fmt.Errorf("%v: %w", f.Schema, err)
	}
	t := parseType(typ[:n], finder.Wide)
	m := files[0].typed(t, "")
	if m == nil {
		return false, "", fmt.Errorf("%v: the schema has no %v", f.Schema, t)
	}
	return m == files[0].messages[0], m.name, nil
}
