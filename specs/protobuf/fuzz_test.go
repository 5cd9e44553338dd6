package protobuf

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"testing"

	"starling/specs/wire"
	"starling/specs/wire/wiretest"
)

// FuzzDecode holds the decoder against a naive one, with a new decoder and one
// that has read other records, and sees to it that a bad record changes nothing.
func FuzzDecode(f *testing.F) {
	group := &field{name: "g", number: 42, kind: groupKind, message: inner, presence: true}
	leaf := newMessage("Leaf", pbSingle(1, "n", sint64Kind), pbRepeated(pbSingle(2, "l", int32Kind)), pbWithin(3, "in", inner), pbOptional(pbSingle(4, "b", boolKind)),
		pbInOne("p", pbSingle(5, "a", fixed32Kind)), pbInOne("p", pbWithin(6, "t", timestamp)))
	m := newMessage("Fuzz", append(append([]*field(nil), outer.fields...),
		pbRepeated(pbWithin(40, "leaf", newMessage("Mid", pbRepeated(pbWithin(1, "leaf", leaf)), pbWithin(2, "one", leaf),
			pbMapping(3, "w", boolKind, pbWithin(0, "", wrapperOf("UInt32Value", uint32Kind)))))),
		pbWithin(41, "any", anyMessage), group, pbWithin(43, "sub", leaf), pbRepeated(pbWithin(44, "dus", duration)))...)
	trained := record(f, "CP///////////wEQgICAgIAgGP////8PIP///////////wEoCTALPQcAAABB+P////////9NAADAP1EAAAAAAAAEQFgBYgNzdHJqAgD/cAF6BggDEgJpboIBAgECigEBYYoBAWKSAQUIARIBcJIBBQgCEgFxmgEFCgFrEAWgAQu6AQsIgOLPqgYQlZrvOsIBBAhaEAXKAQIIKtIBAwoBd9oBCQkAAAAAAADgP+IBAggB6AEA8gEA+gECAAGCAgoICRIGCAgSAm12igIQAAAAAAAA8D8AAAAAAAAAQJICAwoBAQ==")
	deep := pb{}.message(1, pb{}.varint(1, 5).varint(2, 6).bytes(2, "\x01\x02").message(3, pb{}.varint(1, 1)).fixed32(5, 9).message(6, nil))
	for _, rec := range []pb{
		trained,
		{},
		pb{}.bytes(21, "b").message(22, pb{}.varint(1, 1)).varint(20, 3), pb{}.message(40, deep).message(40, deep).message(40, pb{}.message(3, pb{}.varint(1, 1))),
		pb{}.message(43, pb{}.message(6, pb{}.varint(1, 9))).message(43, pb{}.fixed32(5, 1)), pb{}.message(41, pb{}.bytes(1, "u").bytes(2, "v")),
		append(pb{}.tag(42, wireStart).varint(1, 3), pb{}.tag(42, wireEnd)...), pb{}.message(44, pb{}.varint(1, 3)), pb{}.message(24, pb{}.varint(2, 1<<31)),
		append(pb{}.tag(60, wireStart).tag(61, wireStart).tag(61, wireEnd), pb{}.tag(60, wireEnd)...), pb{}.message(19, pb{}.bytes(1, "a")).message(19, pb{}.bytes(1, "a").varint(2, 4)),
		pb{}.message(32, nil).message(32, pb{}.message(2, nil)), pb{}.varint(16, 1).bytes(16, "\x02\x03"),
		{0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f},
		{0x80},
		pb(strings.Repeat("\xa2\x01\x00\xaa\x01\x00", 20)), // the members of a oneof in turn
		pb(strings.Repeat("\xe3\x03", 120)),                // groups within groups
		pb{}.bytes(16, strings.Repeat("\x00", 300)), pb{}.bytes(31, strings.Repeat("\x05", 300)), pb(strings.Repeat("\x92\x01\x00", 100)),
		pb("\x62" + string(binary.AppendUvarint(nil, 1<<63))), pb("\x82\x01" + string(binary.AppendUvarint(nil, 1<<31)) + "\x00\x00"), pb(strings.Repeat("\xff", 11)),
	} {
		f.Add([]byte(rec))
	}
	f.Fuzz(func(t *testing.T, rec []byte) {
		if rec == nil {
			rec = []byte{}
		}
		d, dst := builders(t, m, shape{})
		used, dst2 := builders(t, m, shape{})
		if err := used.Decode(trained); err != nil {
			t.Fatal(err)
		}
		before := bytes.Clone(rec)
		err, err2 := d.Decode(rec), used.Decode(rec)
		if !bytes.Equal(before, rec) {
			t.Fatal("the record was changed")
		}
		if fmt.Sprint(err) != fmt.Sprint(err2) {
			t.Fatalf("new decoder: %v; used decoder: %v", err, err2)
		}
		want := naiveMessage{}
		if wrong := want.merge(m, rec); (wrong == nil) != (err == nil) {
			t.Fatalf("%v; naively %v", err, wrong)
		}
		cells := want.flat(m)
		for i, b := range dst {
			name := d.tree.fields[i].Name
			if err != nil {
				if b.Len() != 0 || dst2[i].Len() != 1 {
					t.Fatalf("%s: %d and %d values after an error", name, b.Len(), dst2[i].Len())
				}
				continue
			}
			got := wiretest.Shown(b, 0)
			if again := wiretest.Shown(dst2[i], 1); again != got {
				t.Fatalf("%s: %s by a new decoder, %s by a used one", name, got, again)
			}
			if want := naiveShown(cells[i]); got != want {
				t.Fatalf("%s: %s, want %s", name, got, want)
			}
		}
	})
}

// FuzzSchema: whatever the schema and the bytes, reading it ends, and decoding by
// it, with one value in every column or with none.
func FuzzSchema(f *testing.F) {
	for _, text := range []string{
		orderSchema, moneySchema, `syntax = "proto2"; message M { required int32 a = 1; optional group G = 2 { repeated M m = 1; } extensions 100 to max; }`,
		`syntax = "proto3"; message A { B b = 1; map<string, B> m = 2; oneof o { B c = 3; int32 d = 4; } } message B { repeated C c = 1; C d = 2; } message C { E e = 1; } enum E { X = 0; Y = -1; }`,
		`edition = "2023"; option features.field_presence = IMPLICIT; message M { repeated int32 a = 1 [features.repeated_field_encoding = EXPANDED]; }`,
		"syntax = \"proto3\"; /* { */ message M { string s = 1 [json_name = '}\\'{']; } // {", "message M { message M { message M { M m = 1; } M m = 1; } M m = 1; }",
	} {
		f.Add(text, []byte("\x0a\x02\x08\x01\x12\x00"))
	}
	f.Fuzz(func(t *testing.T, text string, rec []byte) {
		if len(text) > 1<<12 || len(rec) > 1<<12 || rec == nil {
			return
		}
		r, err := Reader(ReaderOptions{Schema: "s", Framing: Raw})
		if err != nil {
			t.Fatal(err)
		}
		reg := registry{"s": {Subject: "s", Type: wire.ProtobufSchema, Text: text}}
		if _, err := r.Fields(t.Context(), wire.Env{Registry: reg}); err != nil {
			return
		}
		d, dst := wiretest.Builders(t, r, wire.Env{Registry: reg})
		err = d.Decode(rec)
		for i, b := range dst {
			if err == nil && b.Len() != 1 || err != nil && b.Len() != 0 {
				t.Fatalf("%v: builder %d has %d values", err, i, b.Len())
			}
		}
	})
}

// Whatever stands where the type of a message does, no more is taken than is there.
func FuzzType(f *testing.F) {
	f.Add([]byte("\x02\x04\x0a\x01r"), false)
	f.Add([]byte("\x07\x0a\x05Order\x0a\x01a"), true)
	f.Add([]byte{}, false)
	f.Fuzz(func(t *testing.T, rec []byte, wide bool) {
		if n, err := typeLen(rec, wide); err == nil {
			if n > len(rec) {
				t.Fatalf("%d of %d bytes", n, len(rec))
			}
			_ = parseType(rec[:n], wide).String()
		}
	})
}
