package protobuf

import (
	"bytes"
	"errors"
	"fmt"

	"starling/specs/wire"
)

// maxTypes bounds the types of a schema for which the outcome is remembered: records
// can name any number of them.
const maxTypes = 1000

// frames reads what stands before messages, and makes sure that they are those that
// are wanted: by the schema that the record names, or without a registry by the file that
// describes the message here, as far as that goes.
type frames struct {
	wire.Finder
	source *source
	want   string // full name
	file   *file  // where the message is described, if there is no registry
	root   *node  // what of it is read

	schemas map[wire.SchemaKey]*written
	schema  wire.SchemaKey // of the record before
	written *written
	typ     []byte // of the record before
	outcome error
}

// written is a schema that messages were written with.
type written struct {
	file *file
	err  error            // why it cannot be used
	seen map[string]error // outcomes by type
}

// message is where the message begins in rec; an error if it is another one.
func (x *frames) message(head, rec []byte) (at int, err error) {
	f, err := x.Read(head, rec)
	if err != nil {
		if len(head) == 0 && (len(rec) == 0 || rec[0] > wire.MagicGUID) && wire.CheckGlue(rec) == nil {
			err = fmt.Errorf("%w (ProtobufProtocol.raw() reads records of the message alone)", err)
		}
		return 0, err
	}
	typ := f.After
	if typ == nil {
		typ = rec[f.At:]
	}
	n, err := typeLen(typ, x.Wide)
	switch at = f.At; {
	case f.After == nil:
		at += n
	case len(typ) == 0: // a header that knows no indexes is of the first message
		typ, n, err = firstType, len(firstType), nil
	}
	if err != nil {
		return 0, fmt.Errorf("%v: %w", f.Schema, err)
	}
	typ = typ[:n]
	if x.written == nil || f.Schema != x.schema || !bytes.Equal(typ, x.typ) {
		if err := x.turnTo(f.Schema, typ); err != nil {
			return 0, err
		}
	}
	return at, x.outcome
}

// seemsFramed is why a record could not be read as a message alone: err, unless it begins as no
// message does and those of serializers do.
func seemsFramed(rec []byte, err error) error {
	if len(rec) < wire.IDFrame || rec[0] > wire.MagicMost {
		return err
	}
	if g := wire.CheckGlue(rec); g != nil {
		return g
	}
	if rec[0] == wire.MagicID || rec[0] == wire.MagicGUID {
		return fmt.Errorf("%w; with the name of a schema in front of the message protocol=ProtobufProtocol.serdes() reads it", err)
	}
	return err
}

// turnTo finds the outcome for a schema and a type. An error is that of a lookup, and not kept.
func (x *frames) turnTo(key wire.SchemaKey, typ []byte) error {
	w := x.schemas[key]
	if w == nil {
		var err error
		if w, err = x.fetch(key); err != nil {
			return err
		}
		x.schemas[key] = w
	}
	outcome, known := w.seen[string(typ)]
	if !known {
		outcome = x.judge(key, w, parseType(typ, x.Wide))
		if len(w.seen) < maxTypes {
			w.seen[string(typ)] = outcome
		}
	}
	x.schema, x.written, x.typ, x.outcome = key, w, append(x.typ[:0], typ...), outcome
	return nil
}

// fetch is the schema of a record. One that cannot be used is one too, by which every
// record is bad.
func (x *frames) fetch(key wire.SchemaKey) (*written, error) {
	w := &written{seen: map[string]error{}}
	if x.Registry == nil {
		w.file = x.file
		return w, nil
	}
	err := x.Find(key, func(s wire.Schema) error {
		files, err := x.source.parsed(s.Identity(), func() ([]*file, error) { return fetched(x.Life, x.Registry, s) })
		if lookup := (*wire.LookupError)(nil); errors.As(err, &lookup) {
			return lookup
		}
		if w.err = err; err == nil {
			w.file = files[0]
		}
		return nil
	})
	return w, err
}

// judge is nil if the messages of a type are those that are wanted, and their fields of the
// types that are read.
func (x *frames) judge(key wire.SchemaKey, w *written, t messageType) error {
	if w.err != nil {
		return fmt.Errorf("%v: %w", key, w.err)
	}
	switch m := w.file.typed(t, x.want); {
	case m == nil && x.Registry == nil:
		return fmt.Errorf("%v: %v is none of the messages of %s, so it may be any; with schema.registry.url the schema is looked up", key, t, w.file.path)
	case m == nil:
		return fmt.Errorf("%v: the schema has no %v", key, t)
	case m.name != x.want:
		return &wire.OtherError{What: "message", Got: m.name, Want: x.want, Schema: key}
	case x.Registry != nil:
		if err := x.root.changed(m); err != nil {
			return fmt.Errorf("%v: %w", key, err)
		}
	}
	return nil
}
