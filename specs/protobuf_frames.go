package specs

import (
	"bytes"
	"errors"
	"fmt"
)

// maxProtoTypes bounds the types of a schema for which the outcome is remembered: records
// can name any number of them.
const maxProtoTypes = 1000

// protoFrames reads what stands before messages, and makes sure that they are those that
// are wanted: by the schema that the record names, or without a registry by the file that
// describes the message here, as far as that goes.
type protoFrames struct {
	schemaFinder
	source *protoSource
	want   string     // full name
	file   *protoFile // where the message is described, if there is no registry
	root   *protoNode // what of it is read

	schemas map[schemaKey]*protoWritten
	schema  schemaKey // of the record before
	written *protoWritten
	typ     []byte // of the record before
	outcome error
}

// protoWritten is a schema that messages were written with.
type protoWritten struct {
	file *protoFile
	err  error            // why it cannot be used
	seen map[string]error // outcomes by type
}

// message is where the message begins in rec; an error if it is another one.
func (x *protoFrames) message(head, rec []byte) (at int, err error) {
	f, err := x.read(head, rec)
	if err != nil {
		if len(head) == 0 && (len(rec) == 0 || rec[0] > magicGUID) && glue(rec) == nil {
			err = fmt.Errorf("%w (ProtobufProtocol.raw() reads records of the message alone)", err)
		}
		return 0, err
	}
	typ := f.after
	if typ == nil {
		typ = rec[f.at:]
	}
	n, err := protoTypeLen(typ, x.wide)
	switch at = f.at; {
	case f.after == nil:
		at += n
	case len(typ) == 0: // a header that knows no indexes is of the first message
		typ, n, err = firstProtoType, len(firstProtoType), nil
	}
	if err != nil {
		return 0, fmt.Errorf("%v: %w", f.schema, err)
	}
	typ = typ[:n]
	if x.written == nil || f.schema != x.schema || !bytes.Equal(typ, x.typ) {
		if err := x.turnTo(f.schema, typ); err != nil {
			return 0, err
		}
	}
	return at, x.outcome
}

// seemsFramed is why a record could not be read as a message alone: err, unless it begins as no
// message does and those of serializers do.
func seemsFramed(rec []byte, err error) error {
	if len(rec) < idFrame || rec[0] > magicMost {
		return err
	}
	if g := glue(rec); g != nil {
		return g
	}
	if rec[0] == magicID || rec[0] == magicGUID {
		return fmt.Errorf("%w; with the name of a schema in front of the message protocol=ProtobufProtocol.serdes() reads it", err)
	}
	return err
}

// turnTo finds the outcome for a schema and a type. An error is that of a lookup, and not kept.
func (x *protoFrames) turnTo(key schemaKey, typ []byte) error {
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
		outcome = x.judge(key, w, parseProtoType(typ, x.wide))
		if len(w.seen) < maxProtoTypes {
			w.seen[string(typ)] = outcome
		}
	}
	x.schema, x.written, x.typ, x.outcome = key, w, append(x.typ[:0], typ...), outcome
	return nil
}

// fetch is the schema of a record. One that cannot be used is one too, by which every
// record is bad.
func (x *protoFrames) fetch(key schemaKey) (*protoWritten, error) {
	w := &protoWritten{seen: map[string]error{}}
	if x.registry == nil {
		w.file = x.file
		return w, nil
	}
	err := x.find(key, func(s Schema) error {
		files, err := x.source.parsed(s.identity(), func() ([]*protoFile, error) { return fetchedProto(x.life, x.registry, s) })
		if lookup := (*lookupError)(nil); errors.As(err, &lookup) {
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
func (x *protoFrames) judge(key schemaKey, w *protoWritten, t protoType) error {
	if w.err != nil {
		return fmt.Errorf("%v: %w", key, w.err)
	}
	switch m := w.file.typed(t, x.want); {
	case m == nil && x.registry == nil:
		return fmt.Errorf("%v: %v is none of the messages of %s, so it may be any; with schema.registry.url the schema is looked up", key, t, w.file.path)
	case m == nil:
		return fmt.Errorf("%v: the schema has no %v", key, t)
	case m.name != x.want:
		return &otherError{"message", m.name, x.want, key}
	case x.registry != nil:
		if err := x.root.changed(m); err != nil {
			return fmt.Errorf("%v: %w", key, err)
		}
	}
	return nil
}
