package protobuf

import (
	"fmt"
	"testing"

	"github.com/jhump/protoreflect/desc/protoparse" //lint:ignore SA1019 the parser that was asked for; the reference of this test
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/dynamicpb"

	"starling/specs/wire"
	"starling/specs/wire/wiretest"
)

const fuzz = `syntax = "proto3"; package fuzz;
import "google/protobuf/timestamp.proto"; import "google/protobuf/duration.proto"; import "google/protobuf/wrappers.proto"; import "google/protobuf/any.proto";
enum Side { BUY = 0; SELL = 1; BIG = 1000; NEG = -1; }
message Inner { int32 x = 1; string y = 2; }
message Leaf { sint64 n = 1; repeated int32 l = 2; Inner in = 3; optional bool b = 4; oneof p { fixed32 a = 5; google.protobuf.Timestamp t = 6; } }
message Mid { repeated Leaf leaf = 1; Leaf one = 2; map<bool, google.protobuf.UInt32Value> w = 3; }
message Fuzz {
  int32 i32 = 1; int64 i64 = 2; uint32 u32 = 3; uint64 u64 = 4; sint32 s32 = 5; sint64 s64 = 6; fixed32 f32 = 7; sfixed64 sf64 = 8;
  float f = 9; double d = 10; bool b = 11; string s = 12; bytes by = 13; Side side = 14; Inner inner = 15; repeated int32 ri = 16; repeated string rs = 17;
  repeated Inner rinner = 18; map<string, int32> m = 19; oneof choice { int32 c1 = 20; string c2 = 21; Inner c3 = 22; }
  google.protobuf.Timestamp ts = 23; google.protobuf.Duration du = 24; google.protobuf.Int32Value wi = 25; google.protobuf.StringValue ws = 26;
  google.protobuf.BytesValue wby = 34; optional int32 oi = 29; optional string os = 30; repeated Side rside = 31; repeated double rd = 33 [packed = false];
  repeated Mid mid = 40; google.protobuf.Any any = 41; Leaf sub = 43; repeated google.protobuf.Duration dus = 44; }`

// FuzzDynamic holds the decoder against dynamicpb: what is a message, and what
// its fields are. Only instants that 64 bits do not hold are refused here alone.
func FuzzDynamic(f *testing.F) {
	texts := map[string]string{"fuzz.proto": fuzz}
	parsed, err := protoparse.Parser{Accessor: protoparse.FileContentsFromMap(texts)}.ParseFiles("fuzz.proto")
	if err != nil {
		f.Fatal(err)
	}
	md := parsed[0].UnwrapFile().Messages().ByName("Fuzz")
	m := newConverter().message(md)
	for _, rec := range []pb{
		{},
		record(f, "CP///////////wEQgICAgIAgGP////8PIP///////////wEoCTALPQcAAABB+P////////9NAADAP1EAAAAAAAAEQFgBYgNzdHJqAgD/cAF6BggDEgJpboIBAgECigEBYYoBAWKSAQUIARIBcJIBBQgCEgFxmgEFCgFrEAWgAQu6AQsIgOLPqgYQlZrvOsIBBAhaEAXKAQIIKtIBAwoBdw=="),
		pb{}.message(40, pb{}.message(1, pb{}.varint(1, 5).bytes(2, "\x01")).message(3, pb{}.varint(1, 1))), pb{}.message(43, pb{}.message(6, nil).fixed32(5, 1)),
	} {
		f.Add([]byte(rec))
	}
	f.Fuzz(func(t *testing.T, rec []byte) {
		if rec == nil {
			rec = []byte{}
		}
		d, dst := builders(t, m, shape{})
		err := d.Decode(rec)
		want := dynamicpb.NewMessage(md)
		wrong, broke := unmarshal(rec, want)
		if broke {
			return
		}
		if err != nil {
			if wrong == nil && (naiveMessage{}).merge(m, rec) == nil {
				t.Fatalf("%v; dynamicpb takes it", err)
			}
			return
		}
		if wrong != nil {
			t.Fatalf("dynamicpb refuses it: %v", wrong)
		}
		for i, cell := range fromDynamic(m, want).flat(m) {
			// Of a map, dynamicpb keeps no order.
			if _, isMap := cell.(*wire.Map); isMap {
				if n := len(cell.(*wire.Map).Keys); n > 1 {
					continue
				}
			}
			if got, want := wiretest.Shown(dst[i], 0), naiveShown(cell); got != want {
				t.Fatalf("%s: %s, want %s", d.tree.fields[i].Name, got, want)
			}
		}
	})
}

// unmarshal is proto.Unmarshal; broke says that the library itself panicked, as it does on
// a map entry whose key has another wire type.
func unmarshal(rec []byte, m proto.Message) (err error, broke bool) {
	defer func() { broke = recover() != nil }()
	return proto.Unmarshal(rec, m), false
}

// fromDynamic is a message as a tree of values.
func fromDynamic(m *message, x protoreflect.Message) naiveMessage {
	out := naiveMessage{}
	x.Range(func(d protoreflect.FieldDescriptor, v protoreflect.Value) bool {
		f := m.field(string(d.Name()))
		switch {
		case d.IsMap():
			var list []any
			key, value := f.message.field("key"), f.message.field("value")
			v.Map().Range(func(k protoreflect.MapKey, v protoreflect.Value) bool {
				list = append(list, naiveMessage{key: dynamicValue(key, k.Value()), value: dynamicValue(value, v)})
				return true
			})
			out[f] = list
		case d.IsList():
			var list []any
			for i := range v.List().Len() {
				list = append(list, dynamicValue(f, v.List().Get(i)))
			}
			out[f] = list
		default:
			out[f] = dynamicValue(f, v)
		}
		return true
	})
	return out
}

func dynamicValue(f *field, v protoreflect.Value) any {
	switch x := v.Interface().(type) {
	case protoreflect.Message:
		return fromDynamic(f.message, x)
	case uint32:
		return int32(x)
	case uint64:
		return int64(x)
	case protoreflect.EnumNumber:
		for _, s := range f.enum.values {
			if s.number == int32(x) {
				return s.name
			}
		}
		return fmt.Sprintf("UNKNOWN_ENUM_VALUE_%s_%d", f.enum.name, x)
	default:
		return x
	}
}
