package wire

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// RegistryID is the property that says how long the ids of schemas in records are:
// "4 bytes", as Confluent's serializers write them, or "8 bytes", as Apicurio's do.
const RegistryID = "starling.registry.id"

// SchemaHeader is the name of the header of a record in which serializers that leave the
// payload as it is name the schema of a part, "key" or "value".
func SchemaHeader(part string) string { return "__" + part + "_schema_id" }

// Framing is how the serializers of schema registries say which schema a record has. In
// front of the payload, or in a header of the record, stand a byte and what it announces:
//
//	0  the schema's id, of four bytes, or eight
//	1  the schema's GUID, of sixteen bytes
//
// and for Protobuf, in the same place, which message of the schema it is; see protoType.
// This file is all that knows the bytes.
type Framing struct {
	Header string // of the part
	Wide   bool   // ids have eight bytes
}

// The bytes that frames begin with; none is above MagicMost.
const (
	MagicID   = 0
	MagicGUID = 1
	magicGlue = 3 // of AWS Glue's serializers, before a byte of compression and a GUID
	MagicMost = magicGlue
)

// How long they are; IDFrame is the shortest.
const (
	IDFrame   = 1 + 4
	wideFrame = 1 + 8
	guidFrame = 1 + 16
	glueFrame = 2 + 16
)

// Framing is that of the part by the properties.
func (e Env) Framing() (Framing, error) {
	f := Framing{Header: SchemaHeader(e.Part)}
	switch s, ok := e.Props[RegistryID]; {
	case s == "8 bytes":
		f.Wide = true
	case ok && s != "4 bytes":
		return f, fmt.Errorf(`property %q: %q is not supported, only "4 bytes" or "8 bytes"`, RegistryID, s)
	}
	return f, nil
}

// Frame is what a record says of its schema.
type Frame struct {
	Schema SchemaKey
	At     int    // of the record behind that
	After  []byte // of the header behind that; nil if the record itself says it
}

// Read takes the frame of a record. head is the value of the record's header for schemas,
// which counts if it is there.
func (f Framing) Read(head, rec []byte) (Frame, error) {
	if len(head) > 0 {
		key, n, err := f.name(head)
		if err != nil {
			return Frame{}, fmt.Errorf("header %s: %w", f.Header, err)
		}
		return Frame{Schema: key, After: head[n:]}, nil
	}
	if len(rec) >= IDFrame && rec[0] == MagicID && !f.Wide { // most are so
		return Frame{Schema: SchemaKey{id: int64(binary.BigEndian.Uint32(rec[1:]))}, At: IDFrame}, nil
	}
	key, n, err := f.name(rec)
	return Frame{Schema: key, At: n}, err
}

// name reads the name of a schema at the beginning of b, and how long it is.
func (f Framing) name(b []byte) (key SchemaKey, n int, err error) {
	if len(b) == 0 {
		return key, 0, errors.New("0 bytes; a record begins with a zero byte and the id of its schema")
	}
	switch b[0] {
	case MagicID:
		n = IDFrame
		if f.Wide {
			n = wideFrame
		}
		if len(b) < n {
			return key, 0, fmt.Errorf("%d bytes, too few for the id of the schema", len(b))
		}
		if f.Wide {
			key.id = int64(binary.BigEndian.Uint64(b[1:]))
		} else {
			key.id = int64(binary.BigEndian.Uint32(b[1:]))
		}
		return key, n, nil
	case MagicGUID:
		if len(b) < guidFrame {
			return key, 0, fmt.Errorf("%d bytes, too few for the GUID of the schema that a byte 1 announces", len(b))
		}
		copy(key.guid[:], b[1:])
		return key, guidFrame, nil
	}
	if err := CheckGlue(b); err != nil {
		return key, 0, err
	}
	return key, 0, fmt.Errorf("the first byte is %d, not 0; was it written with a schema registry?", b[0])
}

// CheckGlue is the error of a record that begins as those of AWS Glue's serializers do, nil for
// all others.
func CheckGlue(b []byte) error {
	const none, zlib = 0, 5
	if len(b) < glueFrame || b[0] != magicGlue || b[1] != none && b[1] != zlib {
		return nil
	}
	return fmt.Errorf("the record begins with the header of AWS Glue Schema Registry (schema version %s), which is not supported: "+
		"only registries with Confluent's interface are", guidText([16]byte(b[2:])))
}

// Head is what a record begins with whose schema has this id.
func (f Framing) Head(id int) []byte {
	if f.Wide {
		return binary.BigEndian.AppendUint64([]byte{MagicID}, uint64(id))
	}
	return binary.BigEndian.AppendUint32([]byte{MagicID}, uint32(id))
}

// doubt is what ids that no registry gives suggest, as the end of an error.
func (f Framing) doubt(k SchemaKey) string {
	switch {
	case k.byGUID():
	case !f.Wide && k.id == 0:
		return fmt.Sprintf("; if Apicurio's serializer wrote the record, set {%q: %q}", RegistryID, "8 bytes")
	case f.Wide && (k.id < 0 || k.id > math.MaxUint32):
		return fmt.Sprintf("; if the record has an id of 4 bytes, leave out %q", RegistryID)
	}
	return ""
}
