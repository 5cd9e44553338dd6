package protobuf

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
)

// Each kind as a single value, optional, repeated (one by one and packed), in a map and
// in a repeated message: what it is when set, and when it is not.
func TestKinds(t *testing.T) {
	raw32 := func(x uint32) pb { return pb{}.fixed32(1, x)[1:] }
	raw64 := func(x uint64) pb { return pb{}.double(1, math.Float64frombits(x))[1:] }
	varint := func(x uint64) pb { return pb{}.varint(1, x)[1:] }
	for _, c := range []struct {
		name, typ   string
		f           *field
		wt          uint64
		raw         pb
		want, unset string
		widen       bool
	}{
		{"bool", "Boolean", pbSingle(1, "v", boolKind), wireVarint, varint(1), "true", "false", false},
		{"bool of many bits", "Boolean", pbSingle(1, "v", boolKind), wireVarint, varint(1 << 60), "true", "false", false},
		{"int32", "int", pbSingle(1, "v", int32Kind), wireVarint, varint(math.MaxUint64 - 6), "-7", "0", false},
		{"int32 of five bytes", "int", pbSingle(1, "v", int32Kind), wireVarint, varint(math.MaxUint32), "-1", "0", false},
		{"sint32", "int", pbSingle(1, "v", sint32Kind), wireVarint, varint(13), "-7", "0", false},
		{"uint32", "int", pbSingle(1, "v", uint32Kind), wireVarint, varint(math.MaxUint32), "-1", "0", false},
		{"uint32 widened", "long", pbSingle(1, "v", uint32Kind), wireVarint, varint(math.MaxUint32), "4294967295", "0", true},
		{"fixed32", "int", pbSingle(1, "v", fixed32Kind), wireFixed32, raw32(math.MaxUint32), "-1", "0", false},
		{"fixed32 widened", "long", &field{name: "v", number: 1, kind: fixed32Kind, unsigned: true}, wireFixed32, raw32(math.MaxUint32), "4294967295", "0", true},
		{"sfixed32 is not widened", "int", pbSingle(1, "v", fixed32Kind), wireFixed32, raw32(math.MaxUint32), "-1", "0", true},
		{"int64", "long", pbSingle(1, "v", int64Kind), wireVarint, varint(math.MaxInt64), "9223372036854775807", "0", false},
		{"sint64", "long", pbSingle(1, "v", sint64Kind), wireVarint, varint(math.MaxUint64 - 2), "-9223372036854775807", "0", false},
		{"uint64", "long", pbSingle(1, "v", uint64Kind), wireVarint, varint(math.MaxUint64), "-1", "0", false},
		{"uint64 widened", "BigInteger", pbSingle(1, "v", uint64Kind), wireVarint, varint(math.MaxUint64), "18446744073709551615", "0", true},
		{"fixed64", "long", pbSingle(1, "v", fixed64Kind), wireFixed64, raw64(math.MaxUint64), "-1", "0", false},
		{"fixed64 widened", "BigInteger", &field{name: "v", number: 1, kind: fixed64Kind, unsigned: true}, wireFixed64, raw64(1 << 63), "9223372036854775808", "0", true},
		{"float", "float", pbSingle(1, "v", floatKind), wireFixed32, raw32(math.Float32bits(1.25)), "1.25", "0.0", false},
		{"double", "double", pbSingle(1, "v", doubleKind), wireFixed64, raw64(math.Float64bits(math.Inf(-1))), "-Infinity", "0.0", false},
		{"string", "String", pbSingle(1, "v", stringKind), wireBytes, pb("\x03\xe2\x82\xac"), `"€"`, `""`, false},
		{"lax string", "String", &field{name: "v", number: 1, kind: stringKind, lax: true}, wireBytes, pb("\x02a\xff"), `"a` + "\ufffd" + `"`, `""`, false},
		{"bytes", "byte[]", pbSingle(1, "v", bytesKind), wireBytes, pb("\x02a\xff"), "61ff.", ".", false},
		{"enum", "String", pbSymbolic(1, "v", side), wireVarint, varint(1), `"SELL"`, `"BUY"`, false},
		{"enum without the symbol", "String", pbSymbolic(1, "v", side), wireVarint, varint(math.MaxUint64), `"UNKNOWN_ENUM_VALUE_Side_-1"`, `"BUY"`, false},
		{"Timestamp", "Instant", pbWithin(1, "v", timestamp), wireBytes, pb("\x04\x08\x01\x10\x05"), "1970-01-01T00:00:01.000000005Z", "null", false},
		{"Duration", "Duration", pbWithin(1, "v", duration), wireBytes, pb("\x04\x08\x01\x10\x05"), `"1000000005ns"`, "null", false},
		{"Any", "Any", pbWithin(1, "v", anyMessage), wireBytes, pb("\x06\x0a\x01u\x12\x01v"), "u (1 bytes)", "null", false},
		{"Int64Value", "long", pbWithin(1, "v", wrapperOf("Int64Value", int64Kind)), wireBytes, pb("\x02\x08\x05"), "5", "null", false},
		{"Int64Value of its default", "long", pbWithin(1, "v", wrapperOf("Int64Value", int64Kind)), wireBytes, pb("\x00"), "0", "null", false},
		{"StringValue", "String", pbWithin(1, "v", wrapperOf("StringValue", stringKind)), wireBytes, pb("\x03\x0a\x01x"), `"x"`, "null", false},
		{"BytesValue", "byte[]", pbWithin(1, "v", wrapperOf("BytesValue", bytesKind)), wireBytes, pb("\x03\x0a\x01x"), "78.", "null", false},
		{"BoolValue", "Boolean", pbWithin(1, "v", wrapperOf("BoolValue", boolKind)), wireBytes, pb("\x02\x08\x01"), "true", "null", false},
	} {
		shape := shape{widen: c.widen}
		set := append(pb{}.tag(1, c.wt), c.raw...)
		one := func(kind string, m *message, typ string, rec pb, want ...string) {
			t.Helper()
			cols, rows := table(t, m, shape, rec, pb{}, nil)
			if cols[0] != "v "+typ || !slices.Equal(rows, want) {
				t.Errorf("%s, %s: %s %q, want %s %q", c.name, kind, cols[0], rows, typ, want)
			}
		}
		one("single", newMessage("M", c.f), c.typ, set, c.want, c.unset, "null")
		opt := *c.f
		one("optional", newMessage("M", pbOptional(&opt)), c.typ, set, c.want, "null", "null")

		list := *c.f
		m := newMessage("M", pbRepeated(&list))
		item := strings.Trim(c.want, `"`)
		if c.typ == "byte[]" {
			item = map[string]string{"61ff.": "a\xff", "78.": "x"}[c.want]
		}
		if c.typ == "Instant" { // in arrays instants are numbers
			item = "1000000005"
		}
		two := "[" + item + ", " + item + "]"
		array := map[string]string{"Boolean": "boolean"}[c.typ]
		if array == "" {
			array = c.typ
		}
		one("repeated", m, array+"[]", slices.Concat(set, set), two, "[]", "null")
		if c.wt != wireBytes {
			one("packed", m, array+"[]", pb{}.bytes(1, string(slices.Concat(c.raw, c.raw))), two, "[]", "null")
			one("packed and not", m, array+"[]", append(set, pb{}.bytes(1, string(c.raw))...), two, "[]", "null")
		}
		// In a repeated message: set, and not set.
		sub := newMessage("Sub", c.f)
		_, rows := table(t, newMessage("M", pbRepeated(pbWithin(1, "r", sub))), shape, pb{}.message(1, set).message(1, nil))
		unset := strings.Trim(c.unset, `"`)
		if c.unset == "." {
			unset = ""
		}
		if want := "[" + item + ", " + unset + "]"; len(rows) != 1 || rows[0] != want {
			t.Errorf("%s in a repeated message: %q, want %q", c.name, rows, want)
		}
		// As the value of a map.
		value := *c.f
		cols, rows := table(t, newMessage("M", pbMapping(1, "v", int32Kind, &value)), shape,
			pb{}.message(1, append(pb{}.varint(1, 4).tag(2, c.wt), c.raw...)), pb{})
		inMap := strings.Trim(c.want, `"`)
		if c.typ == "byte[]" {
			inMap = map[string]string{"61ff.": "[97, -1]", "78.": "[120]"}[c.want]
		}
		if cols[0] != "v Map" || rows[0] != "{4="+inMap+"}" || rows[1] != "{}" {
			t.Errorf("%s in a map: %s %q", c.name, cols, rows)
		}
	}
}

func TestPresence(t *testing.T) {
	deep := newMessage("Deep", pbSingle(1, "n", int32Kind), pbOptional(pbSingle(2, "o", int32Kind)), pbRepeated(pbSingle(3, "l", int32Kind)),
		pbMapping(4, "m", int32Kind, pbSingle(0, "", int32Kind)))
	mid := newMessage("Mid", pbWithin(1, "deep", deep), pbSingle(2, "a", int64Kind))
	m := newMessage("M", pbWithin(1, "mid", mid), pbSingle(2, "z", boolKind))
	sub := func(p pb) pb { return pb{}.message(1, p) }
	cols, rows := table(t, m, shape{},
		pb{}, sub(nil), sub(sub(nil)), sub(sub(pb{}.varint(1, 5).varint(2, 6).varint(3, 7).message(4, pb{}.varint(1, 8).varint(2, 9)))),
		// A message in parts is the sum of its parts; of a value the last one counts.
		slices.Concat(sub(sub(pb{}.varint(1, 5).varint(3, 1))), sub(pb{}.varint(2, 3)), sub(sub(pb{}.varint(2, 6).varint(1, 7).varint(3, 2)))),
		slices.Concat(pb{}.varint(2, 1).varint(2, 0)),
		// Of a key the last value counts.
		sub(sub(pb{}.message(4, pb{}.varint(1, 8).varint(2, 9)).message(4, pb{}).message(4, pb{}.varint(1, 8).varint(2, 1)))),
	)
	if got := strings.Join(cols, ","); got != "mid_deep_n int,mid_deep_o int,mid_deep_l int[],mid_deep_m Map,mid_a long,z Boolean" {
		t.Error(got)
	}
	want := []string{
		"null null null null null false", "null null null null 0 false", "0 null [] {} 0 false", "5 6 [7] {8=9} 0 false",
		"7 6 [1, 2] {} 3 false", "null null null null null false", "0 null [] {8=1, 0=0} 0 false",
	}
	if !slices.Equal(rows, want) {
		t.Errorf("%q, want %q", rows, want)
	}
}

func TestOneof(t *testing.T) {
	m := newMessage("M", pbInOne("o", pbSingle(1, "a", int32Kind)), pbInOne("o", pbSingle(2, "b", stringKind)), pbInOne("o", pbWithin(3, "c", inner)),
		pbInOne("o", pbSingle(4, "d", int32Kind)), pbInOne("p", pbWithin(5, "t", timestamp)), pbInOne("p", pbWithin(6, "r", newMessage("R", pbRepeated(pbSingle(1, "l", int32Kind)), pbRepeated(pbWithin(2, "s", inner))))))
	in, err := newInclude([]string{"/a", "/b", "/c/*", "/t", "/r/*"}) // not /d
	if err != nil {
		t.Fatal(err)
	}
	_, rows := table(t, m, shape{include: in},
		pb{}, pb{}.varint(1, 0), pb{}.varint(1, 5).bytes(2, "x"), pb{}.bytes(2, "x").varint(1, 5).varint(1, 6),
		pb{}.message(3, pb{}.varint(1, 4)).message(3, pb{}.bytes(2, "y")),
		pb{}.message(3, pb{}.varint(1, 4)).bytes(2, "b").message(3, pb{}.bytes(2, "y")),
		pb{}.varint(1, 5).varint(4, 1), pb{}.varint(4, 1).varint(1, 5),
		pb{}.message(5, pb{}.varint(1, 1)).message(5, pb{}.varint(2, 7)),
		pb{}.message(5, pb{}.varint(1, 1)).message(6, pb{}.varint(1, 3).message(2, pb{}.varint(1, 8))),
		pb{}.message(6, pb{}.varint(1, 3).message(2, pb{})).message(5, pb{}.varint(1, 1)),
		pb{}.message(6, pb{}.varint(1, 3).message(2, pb{})).message(5, nil).message(6, pb{}.varint(1, 4)),
	)
	want := []string{
		"null null null null null null null null", "0 null null null null null null null", `null "x" null null null null null null`,
		"6 null null null null null null null", `null null 4 "y" null null null null`, `null null 0 "y" null null null null`,
		"null null null null null null null null", "5 null null null null null null null",
		"null null null null 1970-01-01T00:00:01.000000007Z null null null", "null null null null null [3] [8] []",
		"null null null null 1970-01-01T00:00:01Z null null null", "null null null null null [4] [] []",
	}
	if !slices.Equal(rows, want) {
		t.Errorf("%q, want\n%q", rows, want)
	}
}

func TestLists(t *testing.T) {
	leaf := newMessage("Leaf", pbSingle(1, "n", int32Kind), pbRepeated(pbSingle(2, "l", stringKind)), pbWithin(3, "in", inner), pbOptional(pbSingle(4, "b", boolKind)))
	mid := newMessage("Mid", pbRepeated(pbWithin(1, "leaf", leaf)), pbWithin(2, "w", wrapperOf("Int32Value", int32Kind)), pbRepeated(pbWithin(3, "rw", wrapperOf("StringValue", stringKind))),
		pbMapping(4, "m", stringKind, pbWithin(0, "", wrapperOf("DoubleValue", doubleKind))))
	m := newMessage("M", pbRepeated(pbWithin(1, "mid", mid)))
	l1 := pb{}.varint(1, 1).bytes(2, "a").bytes(2, "b").message(3, pb{}.varint(1, 5))
	l2 := pb{}.varint(1, 2).varint(4, 1)
	cols, rows := table(t, m, shape{}, pb{},
		pb{}.message(1, pb{}.message(1, l1).message(1, l2).message(2, pb{}.varint(1, 9)).message(3, pb{}.bytes(1, "s")).message(3, pb{})).
			message(1, pb{}).message(1, pb{}.message(1, pb{}).message(4, pb{}.bytes(1, "k")).message(4, pb{}.bytes(1, "j").message(2, pb{}.double(1, 2.5)))))
	if got := strings.Join(cols, ","); got != "mid_leaf_n int[][],mid_leaf_l String[][][],mid_leaf_in_x int[][],mid_leaf_in_y String[][],mid_leaf_b Boolean[][],mid_w int[],mid_rw String[][],mid_m Map[]" {
		t.Error(got)
	}
	want := []string{
		"[] [] [] [] [] [] [] []",
		"[[1, 2], [], [0]] [[[a, b], []], [], [[]]] [[5, null], [], [null]] [[, null], [], [null]] [[null, true], [], [null]] [9, null, null] [[s, ], [], []] [{}, {}, {k=0.0, j=2.5}]",
	}
	if !slices.Equal(rows, want) {
		t.Errorf("%q, want\n%q", rows, want)
	}
}

func TestGroups(t *testing.T) {
	g := newMessage("G", pbSingle(1, "x", int32Kind))
	one := &field{name: "g", number: 5, kind: groupKind, message: g, presence: true}
	many := &field{name: "gs", number: 6, kind: groupKind, message: g, list: true}
	body := pb{}.varint(1, 7)
	rec := append(append(pb{}.tag(5, wireStart), body...), pb{}.tag(5, wireEnd)...)
	rec = append(append(append(rec, pb{}.tag(6, wireStart)...), body...), pb{}.tag(6, wireEnd)...)
	rec = append(rec, append(append(pb{}.tag(9, wireStart).tag(10, wireStart).tag(10, wireEnd), body...), pb{}.tag(9, wireEnd)...)...)
	_, rows := table(t, newMessage("M", one, many), shape{}, rec, rec[:2], append(pb{}.tag(5, wireStart), pb{}.tag(6, wireEnd)...))
	want := []string{
		"7 [7]", `error: protobuf: field "g/x" is cut off at byte 2 of 2`,
		`error: protobuf: field "g" has the end of group 6, which has not begun, at byte 2 of 2`,
	}
	if !slices.Equal(rows, want) {
		t.Errorf("%q, want\n%q", rows, want)
	}
}

func TestNames(t *testing.T) {
	sub := newMessage("Sub", pbSingle(1, "b", int32Kind), pbSingle(2, "b_c", int32Kind))
	m := newMessage("M", pbSingle(1, "a_b", int32Kind), pbWithin(2, "a", sub), pbWithin(3, "a_b_", sub), pbSingle(4, "a_b_c", int32Kind), pbSingle(5, "a_b_2", int32Kind))
	cols, _ := table(t, m, shape{})
	if got := strings.Join(cols, ","); got != "a_b int,a_b_2 int,a_b_c int,a_b__b int,a_b__b_c int,a_b_c_2 int,a_b_2_2 int" {
		t.Error(got)
	}
}

func TestRecursive(t *testing.T) {
	node := newMessage("Node", pbSingle(1, "v", int32Kind))
	node.fields = append(node.fields, pbWithin(2, "next", node))
	a, b := newMessage("A", pbSingle(1, "v", int32Kind)), newMessage("B")
	b.fields = []*field{pbRepeated(pbWithin(1, "a", a))}
	a.fields = append(a.fields, pbMapping(2, "b", stringKind, pbWithin(0, "", b)))
	for _, c := range []struct {
		m       *message
		include []string
		want    string
	}{
		{node, nil, `field "next": message Node contains itself (Node.next -> Node)`},
		{node, []string{"/next/*"}, `field "next": message Node contains itself (Node.next -> Node)`},
		{node, []string{"/v"}, "v"},
		{node, []string{"/v", "/next/next/v"}, "v,next_next_v"},
		{a, nil, `field "b/value/a": message A contains itself (A.b -> bEntry.value -> B.a -> A)`},
		{a, []string{"/v", "/b/key"}, "v,b_key"},
	} {
		in, err := newInclude(c.include)
		if err != nil {
			t.Fatal(err)
		}
		tree, err := newTree(c.m, shape{include: in})
		got := ""
		if err != nil {
			got, _, _ = strings.Cut(err.Error(), ",")
		} else {
			for i, f := range tree.fields {
				got += strings.Repeat(",", min(i, 1)) + f.Name
			}
		}
		if got != c.want && c.include == nil || got != c.want && err == nil {
			t.Errorf("%s %q: %s, want %s", c.m.name, c.include, got, c.want)
		}
	}
}

// Schemas that would make columns without end, though no message contains itself.
func TestHugeSchemas(t *testing.T) {
	wide := newMessage("M0", pbSingle(1, "v", int32Kind))
	for i := range 40 {
		wide = newMessage(fmt.Sprint("M", i+1), pbWithin(1, "a", wide), pbWithin(2, "b", wide))
	}
	deep := newMessage("D0", pbSingle(1, "v", int32Kind))
	for i := range 200 {
		deep = newMessage(fmt.Sprint("D", i+1), pbWithin(1, "a", deep))
	}
	in, _ := newInclude(nil)
	for want, m := range map[string]*message{"more than 10000 columns": wide, "more than 100 deep": deep} {
		if _, err := newTree(m, shape{include: in}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

// A sparse table of fields: high numbers, up to the highest there is.
func TestHighNumbers(t *testing.T) {
	m := newMessage("M", pbSingle(maxFieldNumber, "a", int32Kind), pbSingle(256, "b", int32Kind), pbSingle(255, "c", int32Kind))
	_, rows := table(t, m, shape{}, pb{}.varint(maxFieldNumber, 1).varint(256, 2).varint(255, 3).varint(257, 4))
	if rows[0] != "1 2 3" {
		t.Error(rows)
	}
}

func TestMoments(t *testing.T) {
	for _, c := range []struct {
		seconds int64
		nanos   int32
		want    int64
		ok      bool
	}{
		{0, 0, 0, true},
		{1, 5, 1_000_000_005, true},
		{-1, 5, -999_999_995, true},
		{0, -5, -5, true},
		{1, -1, 999_999_999, true},
		{9_223_372_036, 854_775_807, math.MaxInt64, true},
		{9_223_372_036, 854_775_808, 0, false},
		{-9_223_372_037, 145_224_192, math.MinInt64, true},
		{-9_223_372_037, 145_224_191, 0, false},
		{math.MaxInt64, math.MaxInt32, 0, false},
		{math.MinInt64, math.MinInt32, 0, false},
		{253_402_300_799, 0, 0, false},
	} {
		if got, ok := sumNanos(c.seconds, c.nanos); got != c.want || ok != c.ok {
			t.Errorf("%d s %d ns: %d %v, want %d %v", c.seconds, c.nanos, got, ok, c.want, c.ok)
		}
	}
}
