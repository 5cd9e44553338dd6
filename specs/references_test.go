package specs

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"starling/specs/protobuf"
	"starling/specs/wire"
	"starling/specs/wire/wiretest"
)

// endless is a registry in which every schema refers to one more.
type endless struct {
	typ   wire.SchemaType
	text  func(i int) string
	wide  int  // references of each
	flat  bool // only the first has references
	asked int
}

func (e *endless) Schema(_ context.Context, subject string, version int) (wire.Schema, error) {
	e.asked++
	var i int
	fmt.Sscan(subject, &i)
	s := wire.Schema{Subject: subject, Version: version, ID: i, Type: e.typ, Text: e.text(i)}
	if e.flat && i > 0 {
		return s, nil
	}
	for k := range e.wide {
		next := fmt.Sprint(i*e.wide + k + 1)
		s.References = append(s.References, wire.Reference{Name: "r" + next, Subject: next, Version: 1})
	}
	return s, nil
}

func (e *endless) ByID(ctx context.Context, id int) (wire.Schema, error) {
	return e.Schema(ctx, "0", 1)
}

func (e *endless) ByGUID(ctx context.Context, guid string) (wire.Schema, error) {
	return e.Schema(ctx, "0", 1)
}

func (e *endless) Register(context.Context, string, wire.Schema) (wire.Schema, error) {
	return wire.Schema{}, wire.ErrNoSchema
}

// References are followed so far, and no more is asked of the registry; it is the same
// for the schema of a table and for that of a record.
func TestHostileReferences(t *testing.T) {
	for _, c := range []struct {
		name string
		wide int
		flat bool
		size int
		want string
		most int
	}{
		{"a chain", 1, false, 10, "the chain of references is longer than 50", 60},
		{"a fan", 1000, true, 10, "the schema refers to more than 500 others", 600},
		{"a fan of text", 30, true, 1 << 18, "the schemas that it refers to have more than 4194304 bytes", 30},
	} {
		fill := strings.Repeat("x", c.size)
		avro := &endless{wire.AvroSchema, func(i int) string {
			return fmt.Sprintf(`{"type":"record","name":"R%d","doc":"%s","fields":[]}`, i, fill)
		}, c.wide, c.flat, 0}
		_, err := avroOf(t, "0").Fields(t.Context(), wire.Env{Registry: avro})
		wiretest.Refused(t, c.name, err, c.want)
		if avro.asked > c.most {
			t.Errorf("%s: %d questions", c.name, avro.asked)
		}
		d, _ := wiretest.Builders(t, avroOf(t, intRecord), wire.Env{Registry: avro})
		wiretest.Refused(t, c.name, d.Decode([]byte("\x00\x00\x00\x00\x01\x02")), c.want)

		proto := &endless{wire.ProtobufSchema, func(i int) string { return fmt.Sprintf("syntax = \"proto3\"; message M%d {} // %s", i, fill) }, c.wide, c.flat, 0}
		r, err := protobuf.Reader(protobuf.ReaderOptions{Schema: "0"})
		if err != nil {
			t.Fatal(err)
		}
		_, err = r.Fields(t.Context(), wire.Env{Registry: proto})
		wiretest.Refused(t, c.name, err, c.want)
		if proto.asked > c.most {
			t.Errorf("%s: %d questions", c.name, proto.asked)
		}
	}
}
