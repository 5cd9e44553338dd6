package protobuf

import (
	"strings"
	"testing"

	"starling/engine/column"
	"starling/specs/wire"
	"starling/specs/wire/wiretest"
)

// What is wrong with a record, with the field and the place; the builders stay as they were.
func TestBadRecords(t *testing.T) {
	m := newMessage("M", pbSingle(1, "s", stringKind), pbSingle(2, "n", int64Kind), pbWithin(3, "in", newMessage("In", pbSingle(1, "x", int32Kind), pbWithin(2, "ts", timestamp))),
		pbRepeated(pbWithin(4, "rs", newMessage("R", pbRepeated(pbSingle(1, "l", fixed32Kind)), pbWithin(2, "a", anyMessage)))),
		pbMapping(5, "m", stringKind, pbSingle(0, "", int32Kind)), pbWithin(6, "du", duration), pbRepeated(pbSingle(7, "ss", stringKind)))
	good := pb{}.bytes(1, "first").varint(2, 1).message(4, pb{}.fixed32(1, 5)).message(5, pb{}.bytes(1, "k"))
	for _, c := range []struct{ rec, want string }{
		{"\x0a\x04X", `field "s" is cut off at byte 1 of 3`},
		{"\x0a", `field "s" is cut off at byte 1 of 1`},
		{"\x0a\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", `field "s" is cut off at byte 1 of 11`},
		{"\x0a\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02", `field "s" has a number of more than 64 bits at byte 1 of 11`},
		{"\x10\x80", `field "n" is cut off at byte 1 of 2`},
		{"\x10" + strings.Repeat("\x80", 10) + "\x01", `field "n" has a number of more than 64 bits at byte 1 of 12`},
		{"\x80", `the message is cut off at byte 0 of 1`},
		{"\x00", `the message has a field of number 0, which cannot be, at byte 0 of 1`},
		{"\x80\x80\x80\x80\x10", `the message has a field of number 536870912, which cannot be, at byte 0 of 5`},
		{"\x0f", `the message has a field of wire type 7, which cannot be, at byte 1 of 1`},
		{"\x0c", `the message has the end of group 1, which has not begun, at byte 1 of 1`},
		{"\x0a\x02a\xff", `field "s" is not UTF-8 at byte 2 of 4`},
		{"\x1a\x02\x08", `field "in" is cut off at byte 1 of 3`},
		{"\x1a\x01\x08", `field "in/x" is cut off at byte 3 of 3`},
		{"\x1a\x03\x12\x02\x08", `field "in/ts" is cut off at byte 3 of 5`},
		{"\x1a\x04\x12\x02\x08\x80", `field "in/ts" is cut off at byte 5 of 6`},
		{string(pb{}.message(3, pb{}.message(2, pb{}.varint(1, 1<<62)))), `field "in/ts" is out of range, 4611686018427387904 seconds, at byte 3 of 14`},
		{string(pb{}.message(6, pb{}.varint(1, 1<<63))), `field "du" is out of range, -9223372036854775808 seconds, at byte 1 of 13`},
		{"\x22\x03\x0a\x01a", `field "rs/l" is cut off at byte 4 of 5`},
		{"\x22\x04\x0a\x02aa", `field "rs/l" is cut off at byte 4 of 6`},
		{"\x22\x05\x12\x03\x0a\x01\xff", `field "rs/a" is not UTF-8 at byte 6 of 7`},
		{"\x2a\x03\x0a\x01\xff", `field "m/key" is not UTF-8 at byte 4 of 5`},
		{"\x3a\x01a\x3a\x02a", `field "ss" is cut off at byte 4 of 6`},
		{"\x4b\x4b\x0a\x01", `field "9/1" is cut off at byte 3 of 4`},
		{strings.Repeat("\x4b", 200), `field "9" has more than 100 groups within groups at byte 100 of 200`},
	} {
		d, dst := builders(t, m, shape{})
		for _, prefix := range []string{"", string(good)} {
			if err := d.Decode(good); err != nil {
				t.Fatal(err)
			}
			before := shown(dst)
			err := d.Decode([]byte(prefix + c.rec))
			if err == nil || prefix == "" && err.Error() != "protobuf: "+c.want {
				t.Errorf("%x: %v, want %s", c.rec, err, c.want)
			}
			if got := shown(dst); got != before {
				t.Errorf("%x: the builders went from %s to %s", c.rec, before, got)
			}
			if err := d.Decode(good); err != nil {
				t.Fatal(err)
			}
			n := dst[0].Len()
			for i, b := range dst {
				if wiretest.Shown(b, n-1) != wiretest.Shown(b, 0) {
					t.Errorf("%x: afterwards column %d is %s, want %s", c.rec, i, wiretest.Shown(b, n-1), wiretest.Shown(b, 0))
				}
			}
		}
	}
}

// shown is all values of all builders.
func shown(dst []column.Builder) string {
	var s strings.Builder
	for _, b := range dst {
		for i := range b.Len() {
			s.WriteString(wiretest.Shown(b, i) + " ")
		}
		s.WriteString("| ")
	}
	return s.String()
}

// framesOf takes messages that are the first of a file, without a registry.
func framesOf(m *message) *frames {
	return &frames{
		Finder: wire.Finder{Framing: wire.Framing{Header: wire.SchemaHeader("value")}}, want: m.name,
		file: &file{path: "m.proto", messages: []*message{m}}, schemas: map[wire.SchemaKey]*written{},
	}
}

func TestHeader(t *testing.T) {
	for _, c := range []struct{ rec, want string }{
		{"\x00\x00\x00\x00\x01\x00\x08\x05", "5"},
		{"\x00\xff\xff\xff\xff\x00\x08\x05", "5"},
		{"\x00\x00\x00\x00\x01\x00", "0"},
		{"\x00\x00\x00\x00\x01\x02\x00\x08\x05", "5"},
		{"\x00\x00\x00\x00\x01\x02\x02\x08\x05", "schema id 1: message index 1 is none of the messages of m.proto, so it may be any; with schema.registry.url the schema is looked up"},
		{"", "0 bytes; a record begins with a zero byte and the id of its schema (ProtobufProtocol.raw() reads records of the message alone)"},
		{"\x08\x05\x00\x00\x01\x00", "the first byte is 8, not 0; was it written with a schema registry? (ProtobufProtocol.raw() reads records of the message alone)"},
		{"\x00\x00\x00\x01", "4 bytes, too few for the id of the schema"},
		{"\x00\x00\x00\x00\x01", "schema id 1: " + errType.Error()},
		{"\x00\x00\x00\x00\x01\x01", "schema id 1: " + errType.Error()},
		{"\x00\x00\x00\x00\x01\xfe\xff\xff\xff\x0f\x00", "schema id 1: " + errType.Error()},
		{"\x00\x00\x00\x00\x01\x02", "schema id 1: " + errType.Error()},
		{"\x00\x00\x00\x00\x01\x80", "schema id 1: " + errType.Error()},
		{"\x00\x00\x00\x00\x01\x02\x80", "schema id 1: " + errType.Error()},
		{"\x00\x00\x00\x00\x01\x00\x08", `protobuf: field "v" is cut off at byte 7 of 7`},
	} {
		d, dst := builders(t, newMessage("M", pbSingle(1, "v", int32Kind)), shape{})
		d.frames = framesOf(newMessage("M"))
		err := d.Decode([]byte(c.rec))
		got := ""
		if err != nil {
			got = err.Error()
		} else {
			got = wiretest.Shown(dst[0], 0)
		}
		if got != c.want {
			t.Errorf("%x: %s, want %s", c.rec, got, c.want)
		}
	}
}

func TestRequired(t *testing.T) {
	p2 := newMessage("P2", pbRequired(pbSingle(1, "a", int32Kind)), pbOptional(pbSingle(2, "b", int32Kind)), pbWithin(3, "in", newMessage("In", pbRequired(pbSingle(1, "r", stringKind)))),
		pbRepeated(pbWithin(4, "l", newMessage("L", pbRequired(pbSingle(1, "q", int32Kind))))))
	_, rows := table(t, p2, shape{},
		pb{}.varint(1, 1), pb{}.varint(1, 0).varint(2, 5), pb{}, pb{}.varint(1, 1).message(3, nil), pb{}.varint(1, 1).message(3, pb{}.bytes(1, "")),
		pb{}.varint(1, 1).message(4, nil), pb{}.varint(1, 1).message(4, pb{}.varint(1, 3)), nil)
	for i, want := range []string{
		"1 null null []", "0 5 null []", `error: protobuf: field "a" is required and missing at byte 0 of 0`,
		`error: protobuf: field "in/r" is required and missing at byte 4 of 4`, `1 null "" []`,
		`error: protobuf: field "l/q" is required and missing at byte 4 of 4`, "1 null null [3]", "null null null null",
	} {
		if rows[i] != want {
			t.Errorf("record %d: %s, want %s", i, rows[i], want)
		}
	}
}

// Two bytes of an empty message could otherwise make a value in each of many arrays.
func TestBomb(t *testing.T) {
	var fields []*field
	for i := range 500 {
		fields = append(fields, pbSingle(int32(i+1), "f"+string(rune('a'+i%26))+strings.Repeat("x", i/26), int64Kind))
	}
	m := newMessage("M", pbRepeated(pbWithin(1, "r", newMessage("R", fields...))))
	d, dst := builders(t, m, shape{})
	err := d.Decode([]byte(strings.Repeat("\x0a\x00", 1<<20)))
	if err == nil || !strings.Contains(err.Error(), `field "r" has more than 16777216 elements in its arrays`) {
		t.Error(err)
	}
	if dst[0].Len() != 0 {
		t.Error("a row was left behind")
	}
	for _, b := range d.tree.scratch {
		if v := b.(*column.Vec[int64]); cap(v.V) > keepElements {
			t.Fatalf("%d elements are kept", cap(v.V))
		}
	}
	if err := d.Decode(pb{}.message(1, nil)); err != nil || wiretest.Shown(dst[0], 0) != "[0]" {
		t.Error(err, wiretest.Shown(dst[0], 0))
	}
}
