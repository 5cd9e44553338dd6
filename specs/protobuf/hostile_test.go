package protobuf

import (
	"encoding/binary"
	"fmt"
	"strings"
	"testing"

	"starling/specs/wire"
	"starling/specs/wire/wiretest"
)

// doubling is messages each of which has the one before twice: M0 is as given, and
// Mn has it 2^n times.
func doubling(n int, m0 *message) *message {
	for i := 1; i <= n; i++ {
		m0 = newMessage(fmt.Sprintf("M%d", i), pbWithin(1, "a", m0), pbWithin(2, "b", m0))
	}
	return m0
}

// Whatever a record says of lengths and numbers, it is refused before anything is done
// for them, the builders stay as they were, and the next record is read.
func TestHostileRecords(t *testing.T) {
	many := make([]*field, 200)
	for i := range many {
		many[i] = pbSingle(int32(i+1), fmt.Sprintf("f%d", i), int32Kind)
	}
	wide := newMessage("Wide", many...)
	long := &enum{"Long", []symbol{{strings.Repeat("S", 900), 0}, {"B", 1}}}
	m := newMessage("M", pbSingle(1, "s", stringKind), pbRepeated(pbSingle(2, "ns", int64Kind)), pbRepeated(pbWithin(3, "rows", wide)),
		pbInOne("o", pbWithin(4, "o1", wide)), pbInOne("o", pbWithin(5, "o2", wide)), pbRepeated(pbSymbolic(6, "es", long)),
		pbMapping(7, "em", int32Kind, pbSymbolic(0, "", long)), pbRepeated(pbSingle(8, "bs", bytesKind)), pbWithin(9, "in", inner))
	packed := func(num, n int, item string) string { return string(pb{}.bytes(num, strings.Repeat(item, n))) }
	good := pb{}.bytes(1, "first").varint(2, 1)
	for _, c := range []struct{ name, rec, want string }{
		{"a length that is not there", "\x0a" + string(binary.AppendUvarint(nil, 1<<40)), `field "s" is cut off`},
		{"the greatest length", "\x0a" + string(binary.AppendUvarint(nil, 1<<64-1)) + "abc", `field "s" is cut off`},
		{"a length of 32 bits and a sign", "\x0a" + string(binary.AppendUvarint(nil, 1<<31)) + "abc", `field "s" is cut off`},
		{"a length within a length", string(pb{}.bytes(9, "\x12\x7f")), `field "in/y" is cut off`},
		{"a number without end", "\x10" + strings.Repeat("\xff", 100), "has a number of more than 64 bits"},
		{"a tag without end", strings.Repeat("\xff", 100), "has a number of more than 64 bits"},
		{"packed numbers that are cut off", "\x12\x03\x01\x80\x80", `field "ns" is cut off`},
		{"more packed numbers than are taken", packed(2, maxElements+1, "\x00"), "more than 16777216 elements"},
		{"more rows than are taken", strings.Repeat("\x1a\x00", 100_000), "more than 16777216 elements"},
		{"a oneof that changes its mind", strings.Repeat("\x22\x00\x2a\x00", 100_000), "more than 16777216 elements"},
		{"long symbols", packed(6, 400_000, "\x00"), "more than 16777216 elements"},
		{"long symbols in a map", strings.Repeat(string(pb{}.bytes(7, "\x10\x00")), 300_000), "more than 16777216 elements"},
		{"groups of unknown fields", strings.Repeat("\x83\x01", 10_000), "has more than 100 groups within groups"},
		{"groups that never end", "\x83\x01" + strings.Repeat("\x88\x01\x01", 100), "is cut off"},
		{"a group that another ends", "\x83\x01\x8c\x01", "has the end of group 17, which has not begun"},
	} {
		d, dst := builders(t, m, shape{})
		if err := d.Decode(good); err != nil {
			t.Fatal(err)
		}
		wiretest.AtMost(t, 1<<30, func() { wiretest.Refused(t, c.name, d.Decode([]byte(c.rec)), c.want) })
		if err := d.Decode(good); err != nil {
			t.Errorf("after %s: %v", c.name, err)
		}
		for i, b := range dst {
			if b.Len() != 2 || wiretest.Shown(b, 0) != wiretest.Shown(b, 1) {
				t.Errorf("after %s: column %d has %d values", c.name, i, b.Len())
			}
		}
	}
	// What is repeated a little less is read.
	d, _ := builders(t, m, shape{})
	if err := d.Decode([]byte(strings.Repeat("\x22\x00\x2a\x00", 10_000) + packed(2, 1_000_000, "\x05") + strings.Repeat("\x1a\x00", 10_000))); err != nil {
		t.Error(err)
	}
}

// The indexes in front of a message are read and no more.
func TestHostileHeader(t *testing.T) {
	d, _ := builders(t, inner, shape{})
	d.frames = framesOf(inner)
	deep := binary.AppendVarint([]byte{0, 0, 0, 0, 1}, 1_000_000)
	for _, rec := range []string{
		string(binary.AppendVarint([]byte{0, 0, 0, 0, 1}, 1<<62)),
		string(binary.AppendVarint([]byte{0, 0, 0, 0, 1}, -1)),
		"\x00\x00\x00\x00\x01" + strings.Repeat("\x80", 20),
		"\x00\x00\x00\x00\x01\x04\x00\x80",
		string(deep) + strings.Repeat("\x02", 1_000_000),
	} {
		wiretest.Refused(t, fmt.Sprintf("%.10q", rec), d.Decode([]byte(rec)), errType.Error())
	}
	for i := range 2 * maxTypes { // types that are none do not add up
		_ = d.Decode(binary.AppendVarint([]byte{0, 0, 0, 0, 1, 2}, int64(i)))
	}
	if n := len(d.frames.written.seen); n > maxTypes {
		t.Errorf("%d types are remembered", n)
	}
}

// Messages that multiply, with and without columns, and names that add up.
func TestHostileMessages(t *testing.T) {
	chain := inner
	for i := range 150 {
		chain = newMessage(fmt.Sprintf("C%d", i), pbWithin(1, "c", chain))
	}
	ring := newMessage("Ring")
	ring.fields = []*field{pbWithin(1, "again", newMessage("Other", pbRepeated(pbWithin(1, "ring", ring))))}
	wordy := inner
	for i := range 4 {
		wordy = newMessage(fmt.Sprintf("W%d", i), pbWithin(1, strings.Repeat("w", 900), wordy))
	}
	for _, c := range []struct {
		name string
		m    *message
		want string
	}{
		{"messages without fields", doubling(40, newMessage("M0")), "have more than 100000 fields"},
		{"messages with fields", doubling(40, inner), "more than 10000 columns"},
		{"a chain", chain, "messages within messages are more than 100 deep"},
		{"a ring", ring, "message Ring contains itself"},
		{"long names", wordy, "bytes, more than 2000"},
	} {
		include, _ := newInclude(nil)
		wiretest.AtMost(t, 1<<29, func() {
			_, err := newTree(c.m, shape{include: include})
			wiretest.Refused(t, c.name, err, c.want)
		})
	}
	// 2^13 ways to the same name of a column.
	same := newMessage("S0", pbSingle(1, "x", int32Kind))
	for i := range 6 {
		deep := newMessage(fmt.Sprintf("D%d", i), pbWithin(1, "x", same))
		same = newMessage(fmt.Sprintf("S%d", i+1), pbWithin(1, "x_x", same), pbWithin(2, "x", deep))
	}
	include, _ := newInclude(nil)
	tree, err := newTree(same, shape{include: include})
	if err != nil || len(tree.fields) != 64 || tree.fields[63].Name != strings.Repeat("x_", 12)+"x_64" || tree.fields[1].Name != strings.Repeat("x_", 12)+"x_2" {
		t.Errorf("%v %v", tree, err)
	}
}

// Schemas that would take all time, memory or stack to parse.
func TestHostileSchemas(t *testing.T) {
	const head = "syntax = \"proto3\";\n"
	files := func(n int, text func(i int) string) registry {
		r := registry{}
		for i := range n {
			s := wire.Schema{Subject: fmt.Sprint(i), Type: wire.ProtobufSchema, Text: head + text(i)}
			for k := i + 1; k < n && k <= i+4; k++ {
				s.References = append(s.References, wire.Reference{Name: fmt.Sprintf("f%d.proto", k), Subject: fmt.Sprint(k), Version: 1})
			}
			r[s.Subject] = s
		}
		return r
	}
	one := func(text string) registry {
		return registry{"0": {Subject: "0", Type: wire.ProtobufSchema, Text: text}}
	}
	nested := func(n int) string {
		return head + strings.Repeat("message A { ", n) + strings.Repeat("} ", n)
	}
	double := func(n int, m0 string) string {
		s := head + "message M { M" + fmt.Sprint(n) + " m = 1; }" + m0
		for i := 1; i <= n; i++ {
			s += fmt.Sprintf("message M%d { M%d a = 1; M%d b = 2; }\n", i, i-1, i-1)
		}
		return s
	}
	cycle := one(head + `import "a.proto"; message M {}`)
	cycle["a"] = wire.Schema{Subject: "a", Type: wire.ProtobufSchema, Text: head + `import "b.proto";`, References: []wire.Reference{{Name: "b.proto", Subject: "b", Version: 1}}}
	cycle["b"] = wire.Schema{Subject: "b", Type: wire.ProtobufSchema, Text: head + `import "a.proto";`, References: []wire.Reference{{Name: "a.proto", Subject: "a", Version: 1}}}
	main := cycle["0"]
	main.References = []wire.Reference{{Name: "a.proto", Subject: "a", Version: 1}}
	cycle["0"] = main
	for _, c := range []struct {
		name string
		reg  registry
		want string
	}{
		{"too much text", one(head + "message M {} //" + strings.Repeat("x", wire.MaxSchemaText)), "more than the 4194304 that are taken"},
		{"messages within messages", one(nested(200_000)), "nests deeper than 200 levels"},
		{"options within options", one(head + "option (x) = " + strings.Repeat("{a:", 400_000)), "nests deeper than 200 levels"},
		{"lists within lists", one(head + "option (x) = {a:" + strings.Repeat("[", 400_000)), "nests deeper than 200 levels"},
		{"braces in comments and strings", one(head + "/* " + strings.Repeat("{", 300) + "*/ // " + strings.Repeat("{", 300) + "\noption java_package = '" + strings.Repeat("{\\'", 300) + "'; message M {}"), ""},
		{"a comment that never ends", one(head + "message M {} /* " + strings.Repeat("{", 300)), "block comment never terminates"},
		{"imports in a circle", cycle, "cycle found in imports"},
		{"imports over imports", files(45, func(i int) string {
			s := ""
			for k := i + 1; k < 45 && k <= i+4; k++ {
				s += fmt.Sprintf("import public \"f%d.proto\";\n", k)
			}
			return s + fmt.Sprintf("message M%d { M%d m = 1; }", i, min(i+4, 44))
		}), "contains itself"},
		{"a long name", one(head + "message " + strings.Repeat("M", 100_000) + " {}"), "has 100000 bytes, more than 1000"},
		{"a long field", one(head + "message M { int32 " + strings.Repeat("x", 100_000) + " = 1; }"), "has 100000 bytes, more than 1000"},
		{"a long symbol", one(head + "message M { E e = 1; } enum E { " + strings.Repeat("X", 100_000) + " = 0; }"), "has 100000 bytes, more than 1000"},
		{"a type that is not there", one(head + "message M { " + strings.Repeat("x", 100_000) + " a = 1; }"), "unknown type"},
		{"messages that double", one(double(40, "message M0 {}\n")), "have more than 100000 fields"},
		{"columns that double", one(double(40, "message M0 { int32 x = 1; }\n")), "more than 10000 columns"},
	} {
		r, err := Reader(ReaderOptions{Schema: "0"})
		if err != nil {
			t.Fatal(err)
		}
		wiretest.AtMost(t, 1<<30, func() {
			if _, err = r.Fields(t.Context(), wire.Env{Registry: c.reg}); err != nil || c.want != "" {
				wiretest.Refused(t, c.name, err, c.want)
			}
		})
	}
}

// Schemas as large as can be are parsed in the time that their size takes.
func TestLargeSchemas(t *testing.T) {
	var fields, chain, oneof strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&fields, "int32 f%d = %d;", i, i+20_000)
		fmt.Fprintf(&oneof, "int32 f%d = %d;", i, i+20_000)
	}
	for i := range 20_000 {
		fmt.Fprintf(&chain, "message C%d { C%d c = 1; }\n", i, i+1)
	}
	fmt.Fprintf(&chain, "message C%d {}\n", 20_000)
	for _, c := range []struct{ name, text, want string }{
		{"fields", "message M {" + fields.String() + "}", "more than 10000 columns"},
		{"a oneof", "message M { oneof o {" + oneof.String() + "} }", "more than 10000 columns"},
		{"a chain of messages", chain.String(), "more than 100 deep"},
	} {
		r, err := Reader(ReaderOptions{Schema: "0"})
		if err != nil {
			t.Fatal(err)
		}
		reg := registry{"0": {Subject: "0", Type: wire.ProtobufSchema, Text: "syntax = \"proto3\";\n" + c.text}}
		_, err = r.Fields(t.Context(), wire.Env{Registry: reg})
		wiretest.Refused(t, c.name, err, c.want)
	}
}
