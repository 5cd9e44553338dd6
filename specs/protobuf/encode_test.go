package protobuf

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
	"starling/specs/wire"
	"starling/specs/wire/wiretest"
)

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
func TestRoundTrip(t *testing.T) {
	recs := []pb{
		record(t, "CP///////////wEQgICAgIAgGP////8PIP///////////wEoCTALPQcAAABB+P////////9NAADAP1EAAAAAAAAEQFgBYgNzdHJqAgD/cAF6BggDEgJpboIBAgECigEBYYoBAWKaAQUKAWsQBaABC7oBCwiA4s+qBhCVmu86wgEECFoQBcoBAggq0gEDCgF32gEJCQAAAAAAAOA/4gECCAHoAQDyAQD6AQIAAYoCEAAAAAAAAPA/AAAAAAAAAECSAgMKAQE="),
		{},
		pb{}.bytes(21, "b").varint(29, 0).bytes(30, ""), pb{}.message(22, pb{}.varint(1, 5)).double(10, math.Copysign(0, -1)).message(34, nil),
		pb{}.message(23, pb{}.varint(1, math.MaxUint64).varint(2, 5)).bytes(12, strings.Repeat("x", 300)).bytes(16, strings.Repeat("\x01", 200)),
	}
	in, err := newInclude([]string{
		"/i32", "/i64", "/u32", "/u64", "/s32", "/s64", "/f32", "/sf64", "/f", "/d", "/b", "/s", "/by", "/side", "/inner/*",
		"/ri", "/rs", "/m", "/c1", "/c2", "/c3/*", "/ts", "/du", "/wi", "/ws", "/wd", "/wb", "/oi", "/os", "/rside", "/rd", "/wby",
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, widen := range []bool{false, true} {
		shape := shape{include: in, widen: widen}
		d, dst := builders(t, outer, shape)
		var table []column.Vector
		for _, rec := range recs {
			if err := d.Decode(rec); err != nil {
				t.Fatal(err)
			}
		}
		for _, b := range dst {
			table = append(table, column.Built(b))
		}
		e, err := newEncoder(outer, []byte("head"), target{duration: nanosOf}, d.tree.fields)
		if err != nil {
			t.Fatal(err)
		}
		again, dst2 := builders(t, outer, shape)
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
		if a, b := shown(dst), shown(dst2); a != b {
			t.Errorf("widen %v:\n%s, want\n%s", widen, b, a)
		}
	}
}

func TestWriter(t *testing.T) {
	m := newMessage("demo.M", pbSingle(1, "s", stringKind), pbOptional(pbSingle(2, "n", int64Kind)), pbWithin(3, "in", newMessage("In", pbSingle(1, "x", int32Kind), pbSingle(2, "y_z", doubleKind))),
		pbInOne("o", pbSingle(4, "a", int32Kind)), pbInOne("o", pbSingle(5, "b", boolKind)), pbSymbolic(6, "side", side), pbRepeated(pbSingle(7, "l", int32Kind)),
		pbWithin(8, "at", timestamp), pbRepeated(pbWithin(9, "r", inner)), pbSingle(10, "f", floatKind), pbRepeated(pbSingle(11, "u", uint32Kind)))
	m.fields[6].packed = true
	str := func(v ...string) column.Vector { return &column.Vec[string]{V: v} }
	i32 := func(v ...int32) column.Vector { return &column.Vec[int32]{V: v} }
	for _, c := range []struct {
		fields []column.Field
		row    []column.Vector
		target target
		want   pb
		err    string
	}{
		{[]column.Field{wiretest.Field("s", column.String), wiretest.Field("n", column.Int)}, []column.Vector{str("x"), i32(5)}, target{}, pb{}.bytes(1, "x").varint(2, 5), ""},
		{[]column.Field{wiretest.Field("n", column.Int), wiretest.Field("s", column.String)}, []column.Vector{i32(0), str("")}, target{}, pb{}.varint(2, 0), ""},
		{[]column.Field{wiretest.Field("n", column.Int), wiretest.Field("s", column.String)}, []column.Vector{i32(column.NullInt), str(column.NullString)}, target{}, pb{}, ""},
		{[]column.Field{wiretest.Field("in_x", column.Int), wiretest.Field("in_y_z", column.Int)}, []column.Vector{i32(0), i32(3)}, target{}, pb{}.message(3, pb{}.double(2, 3)), ""},
		{[]column.Field{wiretest.Field("in_x", column.Int)}, []column.Vector{i32(0)}, target{}, pb{}.message(3, nil), ""},
		{[]column.Field{wiretest.Field("in_x", column.Int)}, []column.Vector{i32(column.NullInt)}, target{}, pb{}, ""},
		{[]column.Field{wiretest.Field("P", column.Int), wiretest.Field("Q", column.String)}, []column.Vector{i32(3)}, target{mapping: []wire.Mapping{{Field: "in.x", Column: "P"}}, exclude: []string{"Q"}}, pb{}.message(3, pb{}.varint(1, 3)), ""},
		{[]column.Field{wiretest.Field("a", column.Int), wiretest.Field("b", column.Bool)}, []column.Vector{i32(3), &column.Vec[int8]{V: []int8{column.NullByte}}}, target{}, pb{}.varint(4, 3), ""},
		{[]column.Field{wiretest.Field("a", column.Int), wiretest.Field("b", column.Bool)}, []column.Vector{i32(3), &column.Vec[int8]{V: []int8{0}}}, target{}, nil, `columns "a" and "b" both have a value, but oneof "o" takes one of them`},
		{[]column.Field{wiretest.Field("side", column.String)}, []column.Vector{str("SELL")}, target{}, pb{}.varint(6, 1), ""},
		{[]column.Field{wiretest.Field("side", column.Int)}, []column.Vector{i32(7)}, target{}, pb{}.varint(6, 7), ""},
		{[]column.Field{wiretest.Field("side", column.String)}, []column.Vector{str("HOLD")}, target{}, nil, `column "side", field "side": "HOLD" is no symbol of enum Side, which has BUY, SELL`},
		{[]column.Field{{Name: "l", Type: column.ObjectOf("[I")}}, []column.Vector{wiretest.List(column.ObjectOf("[I"), []int32{1, -1})}, target{}, pb{}.bytes(7, "\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"), ""},
		{[]column.Field{{Name: "l", Type: column.ObjectOf("[I")}}, []column.Vector{wiretest.List(column.ObjectOf("[I"), []int32{1, column.NullInt})}, target{}, nil, `column "l", field "l": element 1 is null, and a repeated field cannot have that`},
		{[]column.Field{{Name: "u", Type: column.ObjectOf("[J")}}, []column.Vector{wiretest.List(column.ObjectOf("[J"), []int64{math.MaxUint32})}, target{}, pb{}.varint(11, math.MaxUint32), ""},
		{[]column.Field{{Name: "u", Type: column.ObjectOf("[J")}}, []column.Vector{wiretest.List(column.ObjectOf("[J"), []int64{1 << 32})}, target{}, nil, `column "u", field "u": element 0: "4294967296" has no form in field "u"`},
		{[]column.Field{wiretest.Field("s", column.String)}, []column.Vector{str("x")}, target{timestamp: "at", now: func() time.Time { return time.Unix(5, 7) }}, pb{}.bytes(1, "x").message(8, pb{}.varint(1, 5).varint(2, 7)), ""},
		{[]column.Field{wiretest.Field("s", column.String), wiretest.Field("n", column.Int)}, []column.Vector{i32(4)}, target{include: []string{"n"}}, pb{}.varint(2, 4), ""},

		{[]column.Field{wiretest.Field("zz", column.Int)}, nil, target{}, nil, `column "zz": message demo.M has no field of this name; it has s, n, in, a, b, side, l, at, r, f, u: name one in mapping, or leave the column out by exclude_columns`},
		{[]column.Field{wiretest.Field("a", column.Long)}, nil, target{}, nil, `column "a": type long does not fit field "a", which takes byte, short, char or int`},
		{[]column.Field{wiretest.Field("f", column.Double)}, nil, target{}, nil, `column "f": type double does not fit field "f", which takes byte, short or float`},
		{[]column.Field{wiretest.Field("in", column.Int)}, nil, target{}, nil, `column "in": field "in" is a message; name a field of it in mapping, such as "in.x"`},
		{[]column.Field{{Name: "r", Type: column.ObjectOf("[I")}}, nil, target{}, nil, `column "r": field "r" is a repeated message, which cannot be written; leave the column out by exclude_columns`},
		{[]column.Field{{Name: "l", Type: column.ObjectOf("[J")}}, nil, target{}, nil, `column "l": its elements: type long does not fit field "l", which takes byte, short, char or int`},
		{[]column.Field{wiretest.Field("l", column.Int)}, nil, target{}, nil, `column "l": type int does not fit field "l", which takes arrays`},
		{[]column.Field{wiretest.Field("s", column.String), wiretest.Field("T", column.String)}, nil, target{mapping: []wire.Mapping{{Field: "s", Column: "T"}}}, nil, `column "T": field "s" is written already, by column "s"`},
		{[]column.Field{wiretest.Field("s", column.String)}, nil, target{mapping: []wire.Mapping{{Field: "s", Column: "Q"}}}, nil, `mapping: no column "Q" in the table, which has s`},
		{[]column.Field{wiretest.Field("s", column.String)}, nil, target{mapping: []wire.Mapping{{Field: "in.q", Column: "s"}}}, nil, `column "s": field "in.q": message In has no field "q"; it has x, y_z`},
		{[]column.Field{wiretest.Field("s", column.String)}, nil, target{timestamp: "s"}, nil, `timestamp_field: field "s" is written already, by column "s"`},
		{[]column.Field{wiretest.Field("s", column.String)}, nil, target{timestamp: "n"}, nil, `timestamp_field: field "n" is no google.protobuf.Timestamp`},
		{[]column.Field{wiretest.Field("s", column.String)}, nil, target{exclude: []string{"Q"}}, nil, `exclude_columns: no column "Q" in the table, which has s`},
	} {
		e, err := newEncoder(m, nil, c.target, c.fields)
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

func TestWriterRequired(t *testing.T) {
	m := newMessage("P2", pbRequired(pbSingle(1, "a", int32Kind)), pbWithin(2, "in", newMessage("In", pbRequired(pbSingle(1, "r", int32Kind)), pbOptional(pbSingle(2, "q", int32Kind)))))
	if _, err := newEncoder(m, nil, target{}, []column.Field{wiretest.Field("in_r", column.Int)}); err == nil || err.Error() != `field "a" of message P2 is required, and no column is written to it` {
		t.Error(err)
	}
	e, err := newEncoder(m, nil, target{}, []column.Field{wiretest.Field("a", column.Int), wiretest.Field("in_r", column.Int), wiretest.Field("in_q", column.Int)})
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

func BenchmarkWrite(b *testing.B) {
	e, rows := orderEncoder(b)
	b.ReportAllocs()
	var buf []byte
	for b.Loop() {
		buf, _, _ = e.Append(buf[:0], rows, 0)
	}
}

func TestEncodeAllocations(t *testing.T) {
	if invariants.Enabled {
		t.Skip("not measured under the invariants tag")
	}
	e, rows := orderEncoder(t)
	buf := make([]byte, 0, 100)
	if n := testing.AllocsPerRun(100, func() { buf, _, _ = e.Append(buf[:0], rows, 0) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
	if !bytes.Equal(buf, orderRec) {
		t.Errorf("%x", buf)
	}
}

func orderEncoder(t testing.TB) (*encoder, []column.Vector) {
	fields := []column.Field{wiretest.Field("symbol", column.String), wiretest.Field("id", column.String), wiretest.Field("limit_price", column.Double), wiretest.Field("qty", column.Int), wiretest.Field("note", column.String)}
	e, err := newEncoder(orderMessage, nil, target{}, slices.Clone(fields))
	if err != nil {
		t.Fatal(err)
	}
	return e, []column.Vector{
		&column.Vec[string]{V: []string{"AAPL"}}, &column.Vec[string]{V: []string{"o1"}}, &column.Vec[float64]{V: []float64{136.5}},
		&column.Vec[int32]{V: []int32{7}}, &column.Vec[string]{V: []string{"hi"}},
	}
}
