package specs

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"starling/engine/column"
	"starling/internal/invariants"
)

// vectorOf is the values of a builder as a vector.
func vectorOf(b column.Builder) column.Vector {
	t, ok := b.(*column.Text)
	if !ok {
		return b.(column.Vector)
	}
	v := column.NewVec[string](t.Kind())
	for i := range t.Len() {
		v.Append(t.At(i))
	}
	return v
}

func nanosOf(x any) (int64, bool) {
	s, ok := x.(string)
	n := int64(0)
	if ok {
		_, err := fmt.Sscanf(s, "%dns", &n)
		ok = err == nil
	}
	return n, ok
}

// What was read is written again, and read as the same.
func TestProtobufRoundTrip(t *testing.T) {
	recs := []pb{
		protoRecord(t, "CP///////////wEQgICAgIAgGP////8PIP///////////wEoCTALPQcAAABB+P////////9NAADAP1EAAAAAAAAEQFgBYgNzdHJqAgD/cAF6BggDEgJpboIBAgECigEBYYoBAWKaAQUKAWsQBaABC7oBCwiA4s+qBhCVmu86wgEECFoQBcoBAggq0gEDCgF32gEJCQAAAAAAAOA/4gECCAHoAQDyAQD6AQIAAYoCEAAAAAAAAPA/AAAAAAAAAECSAgMKAQE="),
		{},
		pb{}.bytes(21, "b").varint(29, 0).bytes(30, ""), pb{}.message(22, pb{}.varint(1, 5)).double(10, math.Copysign(0, -1)).message(34, nil),
		pb{}.message(23, pb{}.varint(1, math.MaxUint64).varint(2, 5)).bytes(12, strings.Repeat("x", 300)).bytes(16, strings.Repeat("\x01", 200)),
	}
	in, err := newProtoInclude([]string{
		"/i32", "/i64", "/u32", "/u64", "/s32", "/s64", "/f32", "/sf64", "/f", "/d", "/b", "/s", "/by", "/side", "/inner/*",
		"/ri", "/rs", "/m", "/c1", "/c2", "/c3/*", "/ts", "/du", "/wi", "/ws", "/wd", "/wb", "/oi", "/os", "/rside", "/rd", "/wby",
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, widen := range []bool{false, true} {
		shape := protoShape{include: in, widen: widen}
		d, dst := protoBuilders(t, protoOuter, shape)
		var table []column.Vector
		for _, rec := range recs {
			if err := d.Decode(rec); err != nil {
				t.Fatal(err)
			}
		}
		for _, b := range dst {
			table = append(table, vectorOf(b))
		}
		e, err := newProtoEncoder(protoOuter, []byte("head"), protoTarget{duration: nanosOf}, d.tree.fields)
		if err != nil {
			t.Fatal(err)
		}
		again, dst2 := protoBuilders(t, protoOuter, shape)
		for i := range recs {
			var args []column.Vector
			for _, c := range e.Columns() {
				args = append(args, table[c])
			}
			buf, null, err := e.Append([]byte("before"), args, i)
			rest, ok := bytes.CutPrefix(buf, []byte("beforehead"))
			if err != nil || null || !ok {
				t.Fatalf("%q %v %v", buf, null, err)
			}
			if err := again.Decode(rest); err != nil {
				t.Fatalf("record %d: %v", i, err)
			}
		}
		if a, b := protoShown(dst), protoShown(dst2); a != b {
			t.Errorf("widen %v:\n%s, want\n%s", widen, b, a)
		}
	}
}

func TestProtobufWriter(t *testing.T) {
	m := newMessage("demo.M", pbSingle(1, "s", protoString), pbOptional(pbSingle(2, "n", protoInt64)), pbWithin(3, "in", newMessage("In", pbSingle(1, "x", protoInt32), pbSingle(2, "y_z", protoDouble))),
		pbInOne("o", pbSingle(4, "a", protoInt32)), pbInOne("o", pbSingle(5, "b", protoBool)), pbSymbolic(6, "side", protoSide), pbRepeated(pbSingle(7, "l", protoInt32)),
		pbWithin(8, "at", protoTimestamp), pbRepeated(pbWithin(9, "r", protoInner)), pbSingle(10, "f", protoFloat), pbRepeated(pbSingle(11, "u", protoUint32)))
	m.fields[6].packed = true
	str := func(v ...string) column.Vector { return &column.Vec[string]{V: v} }
	i32 := func(v ...int32) column.Vector { return &column.Vec[int32]{V: v} }
	for _, c := range []struct {
		fields []column.Field
		row    []column.Vector
		target protoTarget
		want   pb
		err    string
	}{
		{[]column.Field{field("s", column.String), field("n", column.Int)}, []column.Vector{str("x"), i32(5)}, protoTarget{}, pb{}.bytes(1, "x").varint(2, 5), ""},
		{[]column.Field{field("n", column.Int), field("s", column.String)}, []column.Vector{i32(0), str("")}, protoTarget{}, pb{}.varint(2, 0), ""},
		{[]column.Field{field("n", column.Int), field("s", column.String)}, []column.Vector{i32(column.NullInt), str(column.NullString)}, protoTarget{}, pb{}, ""},
		{[]column.Field{field("in_x", column.Int), field("in_y_z", column.Int)}, []column.Vector{i32(0), i32(3)}, protoTarget{}, pb{}.message(3, pb{}.double(2, 3)), ""},
		{[]column.Field{field("in_x", column.Int)}, []column.Vector{i32(0)}, protoTarget{}, pb{}.message(3, nil), ""},
		{[]column.Field{field("in_x", column.Int)}, []column.Vector{i32(column.NullInt)}, protoTarget{}, pb{}, ""},
		{[]column.Field{field("P", column.Int), field("Q", column.String)}, []column.Vector{i32(3)}, protoTarget{mapping: []Mapping{{"in.x", "P"}}, exclude: []string{"Q"}}, pb{}.message(3, pb{}.varint(1, 3)), ""},
		{[]column.Field{field("a", column.Int), field("b", column.Bool)}, []column.Vector{i32(3), &column.Vec[int8]{V: []int8{column.NullByte}}}, protoTarget{}, pb{}.varint(4, 3), ""},
		{[]column.Field{field("a", column.Int), field("b", column.Bool)}, []column.Vector{i32(3), &column.Vec[int8]{V: []int8{0}}}, protoTarget{}, nil, `columns "a" and "b" both have a value, but oneof "o" takes one of them`},
		{[]column.Field{field("side", column.String)}, []column.Vector{str("SELL")}, protoTarget{}, pb{}.varint(6, 1), ""},
		{[]column.Field{field("side", column.Int)}, []column.Vector{i32(7)}, protoTarget{}, pb{}.varint(6, 7), ""},
		{[]column.Field{field("side", column.String)}, []column.Vector{str("HOLD")}, protoTarget{}, nil, `column "side", field "side": "HOLD" is no symbol of enum Side, which has BUY, SELL`},
		{[]column.Field{{Name: "l", Type: column.ObjectOf("[I")}}, []column.Vector{&column.Vec[any]{V: []any{[]int32{1, -1}}}}, protoTarget{}, pb{}.bytes(7, "\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"), ""},
		{[]column.Field{{Name: "l", Type: column.ObjectOf("[I")}}, []column.Vector{&column.Vec[any]{V: []any{[]int32{1, column.NullInt}}}}, protoTarget{}, nil, `column "l", field "l": element 1 is null, and a repeated field cannot have that`},
		{[]column.Field{{Name: "u", Type: column.ObjectOf("[J")}}, []column.Vector{&column.Vec[any]{V: []any{[]int64{math.MaxUint32}}}}, protoTarget{}, pb{}.varint(11, math.MaxUint32), ""},
		{[]column.Field{{Name: "u", Type: column.ObjectOf("[J")}}, []column.Vector{&column.Vec[any]{V: []any{[]int64{1 << 32}}}}, protoTarget{}, nil, `column "u", field "u": element 0: "4294967296" has no form in field "u"`},
		{[]column.Field{field("s", column.String)}, []column.Vector{str("x")}, protoTarget{timestamp: "at", now: func() time.Time { return time.Unix(5, 7) }}, pb{}.bytes(1, "x").message(8, pb{}.varint(1, 5).varint(2, 7)), ""},
		{[]column.Field{field("s", column.String), field("n", column.Int)}, []column.Vector{i32(4)}, protoTarget{include: []string{"n"}}, pb{}.varint(2, 4), ""},

		{[]column.Field{field("zz", column.Int)}, nil, protoTarget{}, nil, `column "zz": message demo.M has no field of this name; it has s, n, in, a, b, side, l, at, r, f, u: name one in mapping, or leave the column out by exclude_columns`},
		{[]column.Field{field("a", column.Long)}, nil, protoTarget{}, nil, `column "a": type long does not fit field "a", which takes byte, short, char or int`},
		{[]column.Field{field("f", column.Double)}, nil, protoTarget{}, nil, `column "f": type double does not fit field "f", which takes byte, short or float`},
		{[]column.Field{field("in", column.Int)}, nil, protoTarget{}, nil, `column "in": field "in" is a message; name a field of it in mapping, such as "in.x"`},
		{[]column.Field{{Name: "r", Type: column.ObjectOf("[I")}}, nil, protoTarget{}, nil, `column "r": field "r" is a repeated message, which cannot be written; leave the column out by exclude_columns`},
		{[]column.Field{{Name: "l", Type: column.ObjectOf("[J")}}, nil, protoTarget{}, nil, `column "l": its elements: type long does not fit field "l", which takes byte, short, char or int`},
		{[]column.Field{field("l", column.Int)}, nil, protoTarget{}, nil, `column "l": type int does not fit field "l", which takes arrays`},
		{[]column.Field{field("s", column.String), field("T", column.String)}, nil, protoTarget{mapping: []Mapping{{"s", "T"}}}, nil, `column "T": field "s" is written already, by column "s"`},
		{[]column.Field{field("s", column.String)}, nil, protoTarget{mapping: []Mapping{{"s", "Q"}}}, nil, `mapping: no column "Q" in the table, which has s`},
		{[]column.Field{field("s", column.String)}, nil, protoTarget{mapping: []Mapping{{"in.q", "s"}}}, nil, `column "s": field "in.q": message In has no field "q"; it has x, y_z`},
		{[]column.Field{field("s", column.String)}, nil, protoTarget{timestamp: "s"}, nil, `timestamp_field: field "s" is written already, by column "s"`},
		{[]column.Field{field("s", column.String)}, nil, protoTarget{timestamp: "n"}, nil, `timestamp_field: field "n" is no google.protobuf.Timestamp`},
		{[]column.Field{field("s", column.String)}, nil, protoTarget{exclude: []string{"Q"}}, nil, `exclude_columns: no column "Q" in the table, which has s`},
	} {
		e, err := newProtoEncoder(m, nil, c.target, c.fields)
		var got []byte
		if err == nil {
			got, _, err = e.Append(nil, c.row, 0)
		}
		if c.err != fmt.Sprint(err) && (err != nil || c.err != "") {
			t.Errorf("%v: %v, want %s", c.fields, err, c.err)
		}
		if !bytes.Equal(got, c.want) {
			t.Errorf("%v: %x, want %x", c.fields, got, c.want)
		}
	}
}

func TestProtobufWriterRequired(t *testing.T) {
	m := newMessage("P2", pbRequired(pbSingle(1, "a", protoInt32)), pbWithin(2, "in", newMessage("In", pbRequired(pbSingle(1, "r", protoInt32)), pbOptional(pbSingle(2, "q", protoInt32)))))
	if _, err := newProtoEncoder(m, nil, protoTarget{}, []column.Field{field("in_r", column.Int)}); err == nil || err.Error() != `field "a" of message P2 is required, and no column is written to it` {
		t.Error(err)
	}
	e, err := newProtoEncoder(m, nil, protoTarget{}, []column.Field{field("a", column.Int), field("in_r", column.Int), field("in_q", column.Int)})
	if err != nil {
		t.Fatal(err)
	}
	null := column.NullInt
	rows := []column.Vector{&column.Vec[int32]{V: []int32{1, null, 1}}, &column.Vec[int32]{V: []int32{null, 2, null}}, &column.Vec[int32]{V: []int32{null, 3, 3}}}
	for i, want := range []string{`field "r" is required, and there is no value for it`, `field "a" is required, and there is no value for it`, `field "r" is required, and there is no value for it`} {
		if i == 0 { // a message within that has no value at all is left out
			want = "<nil>"
		}
		if _, _, err := e.Append(nil, rows, i); fmt.Sprint(err) != want {
			t.Errorf("row %d: %v, want %s", i, err, want)
		}
	}
}

func BenchmarkProtobufEncode(b *testing.B) {
	e, rows := orderEncoder(b)
	b.ReportAllocs()
	var buf []byte
	for b.Loop() {
		buf, _, _ = e.Append(buf[:0], rows, 0)
	}
}

func TestProtobufEncodeAllocations(t *testing.T) {
	if invariants.Enabled {
		t.Skip("not measured under the invariants tag")
	}
	e, rows := orderEncoder(t)
	buf := make([]byte, 0, 100)
	if n := testing.AllocsPerRun(100, func() { buf, _, _ = e.Append(buf[:0], rows, 0) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
	if !bytes.Equal(buf, protoOrderRec) {
		t.Errorf("%x", buf)
	}
}

func orderEncoder(t testing.TB) (*protoEncoder, []column.Vector) {
	fields := []column.Field{field("symbol", column.String), field("id", column.String), field("limit_price", column.Double), field("qty", column.Int), field("note", column.String)}
	e, err := newProtoEncoder(protoOrder, nil, protoTarget{}, slices.Clone(fields))
	if err != nil {
		t.Fatal(err)
	}
	return e, []column.Vector{
		&column.Vec[string]{V: []string{"AAPL"}}, &column.Vec[string]{V: []string{"o1"}}, &column.Vec[float64]{V: []float64{136.5}},
		&column.Vec[int32]{V: []int32{7}}, &column.Vec[string]{V: []string{"hi"}},
	}
}
