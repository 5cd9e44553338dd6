package protobuf

import (
	"strings"
	"testing"

	"starling/specs/wire"
	"starling/specs/wire/wiretest"
)

// A field whose type changed under its number is read where the new type says the same, and
// makes a bad record that names both otherwise: the bytes alone are some value of either.
func TestChangedTypes(t *testing.T) {
	const (
		one   = "\x08\x02"             // 1: varint 2
		fixed = "\x0d\x00\x00\x80\x3f" // 1: four bytes
		long  = "\x09\x00\x00\x00\x00\x00\x00\xf0\x3f"
		text  = "\x0a\x02hi"
		bad   = "\x0a\x02h\xff"
		list  = "\x0a\x02\x01\x02"
		inner = "\x0a\x02\x08\x04"
		entry = "\x0a\x06\x0a\x02hi\x10\x05"
	)
	types := ` message A { int32 n = 1; } message B { sint32 n = 1; } message C { int32 n = 1; string s = 2; } enum E { ZERO = 0; TWO = 1; HALF = 2; } enum F { NONE = 0; X = 2; }`
	for _, c := range []struct{ writer, reader, rec, want string }{
		{"int32 v = 1;", "int32 v = 1;", one, "2"},
		{"int32 w = 1;", "int32 v = 1;", one, "2"},
		{"int32 v = 1;", "string v = 1;", one, `"v", number 1, is int32 there and string here`},
		{"string v = 1;", "int32 v = 1;", text, `"v", number 1, is string there and int32 here`},
		{"int32 v = 1;", "sint32 v = 1;", one, `"v", number 1, is int32 there and sint32 here`},
		{"sint32 v = 1;", "int32 v = 1;", one, `"v", number 1, is sint32 there and int32 here`},
		{"sint64 v = 1;", "int64 v = 1;", one, `"v", number 1, is sint64 there and int64 here`},
		{"sint32 v = 1;", "sint64 v = 1;", one, "1"},
		{"sint64 v = 1;", "sint32 v = 1;", one, `"v", number 1, is sint64 there and sint32 here`},
		{"int32 v = 1;", "int64 v = 1;", one, "2"},
		{"int64 v = 1;", "int32 v = 1;", "\x08\x80\x80\x80\x80\x10", `"v", number 1, is int64 there and int32 here`},
		{"uint32 v = 1;", "int64 v = 1;", "\x08\xff\xff\xff\xff\x0f", "4294967295"},
		{"uint32 v = 1;", "int32 v = 1;", "\x08\xff\xff\xff\xff\x0f", `"v", number 1, is uint32 there and int32 here`},
		{"int32 v = 1;", "uint64 v = 1;", one, `"v", number 1, is int32 there and uint64 here`},
		{"bool v = 1;", "int32 v = 1;", "\x08\x01", "1"},
		{"int32 v = 1;", "bool v = 1;", one, `"v", number 1, is int32 there and bool here`},
		{"E v = 1;", "int32 v = 1;", one, "2"},
		{"int32 v = 1;", "E v = 1;", one, `"HALF"`},
		{"E v = 1;", "F v = 1;", one, `"X"`},
		{"E v = 1;", "sint32 v = 1;", one, `"v", number 1, is enum E there and sint32 here`},
		{"fixed32 v = 1;", "float v = 1;", fixed, `"v", number 1, is fixed32 there and float here`},
		{"float v = 1;", "fixed32 v = 1;", fixed, `"v", number 1, is float there and fixed32 here`},
		{"sfixed32 v = 1;", "fixed32 v = 1;", fixed, `"v", number 1, is sfixed32 there and fixed32 here`},
		{"fixed64 v = 1;", "double v = 1;", long, `"v", number 1, is fixed64 there and double here`},
		{"double v = 1;", "sfixed64 v = 1;", long, `"v", number 1, is double there and sfixed64 here`},
		{"float v = 1;", "double v = 1;", fixed, `"v", number 1, is float there and double here`},
		{"double v = 1;", "int64 v = 1;", long, `"v", number 1, is double there and int64 here`},
		{"string v = 1;", "bytes v = 1;", text, "6869."},
		{"bytes v = 1;", "string v = 1;", text, `"hi"`},
		{"bytes v = 1;", "string v = 1;", bad, `protobuf: field "v" is not UTF-8 at byte 8 of 10`},
		{"repeated int32 v = 1;", "int32 v = 1;", list, `"v", number 1, is repeated int32 there and int32 here`},
		{"int32 v = 1;", "repeated int32 v = 1;", one, "[2]"},
		{"string v = 1;", "repeated string v = 1;", text, `[hi]`},
		{"int32 v = 1;", "repeated sint32 v = 1;", one, `"v", number 1, is int32 there and repeated sint32 here`},
		{"repeated string v = 1;", "string v = 1;", text, `"v", number 1, is repeated string there and string here`},
		{"repeated int32 v = 1;", "repeated sint32 v = 1;", list, `"v", number 1, is repeated int32 there and repeated sint32 here`},
		{"repeated int32 v = 1 [packed=false];", "repeated int32 v = 1;", one, "[2]"},
		{"map<string, int32> v = 1;", "map<string, sint32> v = 1;", entry, `"value", number 2, is int32 there and sint32 here`},
		{"repeated C v = 1;", "map<string, int32> v = 1;", entry, `"v", number 1, is repeated shop.C there and map<string, int32> here`},
		{"A v = 1;", "B v = 1;", inner, `"n", number 1, is int32 there and sint32 here`},
		{"A v = 1;", "C v = 1;", inner, `4 ""`},
		{"repeated A v = 1;", "repeated B v = 1;", inner, `"n", number 1, is int32 there and sint32 here`},
		{"A v = 1;", "bytes v = 1;", inner, `"v", number 1, is shop.A there and bytes here`},
		{"string v = 1;", "A v = 1;", text, `"v", number 1, is string there and shop.A here`},
		{"oneof o { int32 v = 1; string x = 2; }", "oneof o { sint32 v = 1; string x = 2; }", one, `"v", number 1, is int32 there and sint32 here`},
		{"int32 v = 1; int32 z = 3;", "int32 v = 1; string z = 3;", one, "2"},
	} {
		text := func(fields string) wire.Schema {
			return wire.Schema{Subject: "s", Type: wire.ProtobufSchema, Text: `syntax = "proto3"; package shop; message M { ` + fields + ` }` + types}
		}
		registry := wiretest.NewRegistry(text(c.writer), text(c.reader))
		for id, want := range []string{c.want, ""} {
			o := ReaderOptions{Schema: "s", Version: 2, Message: "shop.M"}
			if strings.Contains(c.reader, " z = 3") {
				o.Include = []string{"/v"}
			}
			rec := "\x00\x00\x00\x00" + string(rune(id+1)) + "\x00" + c.rec
			got, err := framed(t, o, wire.Env{Registry: registry}, "", rec)
			if id == 1 { // what is read by its own schema is not refused
				if err != nil && strings.Contains(err.Error(), " there and ") {
					t.Errorf("%s by itself: %v", c.reader, err)
				}
				continue
			}
			if err != nil {
				got = strings.TrimPrefix(got, "schema id 1: field ")
			}
			if got != want {
				t.Errorf("%s read as %s: %s, want %s", c.writer, c.reader, got, want)
			}
		}
	}
}
