package specs

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"starling/engine/column"
)

func TestJSONMapping(t *testing.T) {
	fields := []column.Field{field("A", column.String), field("B", column.Int), field("C", column.Int)}
	for _, c := range []struct {
		mapping []Mapping
		rec     string
		want    string
	}{
		{nil, `{"A":"x","B":1,"C":2}`, "x 1 2"},
		{[]Mapping{{"a", "A"}}, `{"A":"no","a":"x","B":1,"C":2}`, "x 1 2"},
		{[]Mapping{{"/q/b", "B"}, {"/q/c", "C"}}, `{"q":{"c":2,"b":1},"A":"x"}`, "x 1 2"},
		{[]Mapping{{"/q/0", "B"}, {"/q/1/c", "C"}}, `{"q":[1,{"c":2},3],"A":"x"}`, "x 1 2"},
		{[]Mapping{{"/q/0", "B"}, {"/q/9", "C"}}, `{"q":[1,{"c":2},3],"A":"x"}`, "x 1 <nil>"},
		{[]Mapping{{"/q/0", "B"}}, `{"q":{"0":1},"A":"x"}`, "x 1 <nil>"},
		{[]Mapping{{"/q/00", "B"}}, `{"q":[1],"A":"x"}`, "x <nil> <nil>"},
		{[]Mapping{{"/q/-1", "B"}}, `{"q":[1],"A":"x"}`, "x <nil> <nil>"},
		{[]Mapping{{"/q", "A"}, {"/q/b", "B"}}, `{"q":{"b" : 1},"C":2}`, `{"b":1} 1 2`},
		{[]Mapping{{"/q/b", "B"}}, `{"q":5,"A":"x"}`, "x <nil> <nil>"},
		{[]Mapping{{"/q/b", "B"}}, `{"q":null,"A":"x"}`, "x <nil> <nil>"},
		{[]Mapping{{"/q/b", "B"}}, `{"q":[],"A":"x"}`, "x <nil> <nil>"},
		{[]Mapping{{"/q/b", "B"}, {"/q/c", "C"}}, `{"q":{"b":1,"c":"bad"},"A":"x","q":{"c":2}}`, "x <nil> 2"},
		{[]Mapping{{"/q/b", "B"}}, `{"q":{"b":1},"A":"x","q":7}`, "x <nil> <nil>"},
		{[]Mapping{{"/q/b", "B"}}, `{"q":{"b":"z"},"A":"x"}`, `error: field "/q/b", column "B" (int): "\"z\"" is not a number`},
		{[]Mapping{{"/a~1b/c~0d", "B"}}, `{"a/b":{"c~d":1},"A":"x"}`, "x 1 <nil>"},
		{[]Mapping{{"a~1", "B"}}, `{"a~1":1,"A":"x"}`, "x 1 <nil>"},
		{[]Mapping{{"/", "B"}}, `{"":1,"A":"x"}`, "x 1 <nil>"},
		{[]Mapping{{"", "B"}}, `{"":1,"A":"x"}`, "x 1 <nil>"},
		{[]Mapping{{`a"b`, "B"}}, `{"a\"b":1,"A":"x"}`, "x 1 <nil>"},
		{[]Mapping{{"é", "B"}, {"/é", "C"}}, `{"\u00e9":1,"A":"x"}`, "x 1 1"},
		{[]Mapping{{"B", "C"}}, `{"A":"x","B":1}`, "x 1 1"},
		{[]Mapping{{"/1", "B"}}, `[5,6]`, "<nil> 6 <nil>"},
	} {
		if got := rowsOf(t, jsonReaderOf(t, fields, c.mapping...), c.rec)[0]; got != c.want {
			t.Errorf("%v of %s: %s, want %s", c.mapping, c.rec, got, c.want)
		}
	}
}

// Order, gaps and strangers among the fields make no difference, whatever came before.
func TestJSONFieldOrder(t *testing.T) {
	var fields []column.Field
	for i := range 20 { // enough for the map of names
		fields = append(fields, field(fmt.Sprintf("F%d", i), column.Int))
	}
	d, dst := builders(t, jsonReaderOf(t, fields), Env{})
	for n := range 200 {
		var rec strings.Builder
		rec.WriteByte('{')
		for i := range 20 {
			k := (i*(2*(n%5)+1)*3 + n) % 20
			if k%7 == n%7 {
				fmt.Fprintf(&rec, `"X%d":{"F1":[%d]},`, k, k)
			} else {
				fmt.Fprintf(&rec, `"F%d":%d,`, k, 100*n+k)
			}
		}
		rec.WriteString(`"end":0}`)
		if err := d.Decode([]byte(rec.String())); err != nil {
			t.Fatal(err)
		}
		seen := make(map[int]bool)
		for i := range 20 {
			seen[(i*(2*(n%5)+1)*3+n)%20] = true
		}
		for k, b := range dst {
			want := int32(100*n + k)
			if k%7 == n%7 || !seen[k] {
				want = column.NullInt
			}
			if v := b.(*column.Vec[int32]).V; len(v) != n+1 || v[n] != want {
				t.Fatalf("record %d, F%d: %v, want %d", n, k, v[n:], want)
			}
		}
	}
}

func TestJSONErrors(t *testing.T) {
	a := field("A", column.String)
	for _, c := range []struct {
		fields  []column.Field
		mapping []Mapping
		want    string
	}{
		{nil, nil, "no columns"},
		{[]column.Field{a, a}, nil, `column "A" is there twice`},
		{[]column.Field{a}, []Mapping{{"p", "Nope"}}, `mapping: field "p" is mapped to column "Nope", which is not among the columns`},
		{[]column.Field{a}, []Mapping{{"p", "A"}, {"/q", "A"}}, `mapping: fields "p" and "/q" are both mapped to column "A"`},
		{[]column.Field{a}, []Mapping{{"/p~2", "A"}}, `mapping: JSON pointer "/p~2": write ~0 for ~ and ~1 for /`},
		{[]column.Field{a}, []Mapping{{"/p~", "A"}}, `mapping: JSON pointer "/p~"`},
		{[]column.Field{a, {Name: "N", Type: column.BigDecimal}}, nil, `json_spec: column "N": type BigDecimal is not supported, only Boolean, byte, `},
		{[]column.Field{{Name: "O", Type: column.ObjectOf("[D")}}, nil, `json_spec: column "O": type double[] is not supported`},
		{[]column.Field{field("R", column.Bytes)}, nil, `json_spec: column "R": type byte[] is not supported`},
	} {
		r, err := JSON(c.fields, c.mapping)
		if err == nil {
			_, err = r.Fields(context.Background(), Env{})
		}
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%v %v: %v, want %s", c.fields, c.mapping, err, c.want)
		}
	}
	if _, err := jsonReaderOf(t, []column.Field{a}).Decoder(Env{}, nil); err == nil {
		t.Error("no builder: no error")
	}
}

func TestParseInstant(t *testing.T) {
	const nano = 1_000_000_000
	for _, c := range []struct {
		text string
		want any
	}{
		{"1970-01-01T00:00:00Z", int64(0)},
		{"1970-01-01T00:00Z", int64(0)},
		{"1970-01-01t00:00:00z", int64(0)},
		{" 1970-01-01T00:00:01.5Z ", int64(nano * 3 / 2)},
		{"1970-01-01T00:00:00.000000001Z", int64(1)},
		{"1970-01-01T01:00:00+01:00", int64(0)},
		{"1970-01-01T01:30:00+0130", int64(0)},
		{"1969-12-31T19:00:00-05", int64(0)},
		{"1969-12-31T19:00:00 ET", int64(0)},
		{"1969-12-31T19:00:00 America/New_York", int64(0)},
		{"1970-01-01 UTC", int64(0)},
		{"2024-02-29T00:00:00Z", int64(1709164800 * nano)},
		{"-1", int64(-nano)},
		{"2023-02-29T00:00:00Z", bad(notInstant)},
		{"2023-13-01T00:00:00Z", bad(notInstant)},
		{"2023-00-01T00:00:00Z", bad(notInstant)},
		{"2023-01-00T00:00:00Z", bad(notInstant)},
		{"2023-01-01T24:00:00Z", bad(notInstant)},
		{"2023-01-01T00:60:00Z", bad(notInstant)},
		{"2023-01-01T00:00:60Z", bad(notInstant)},
		{"2023-01-01T00:00:00", bad(notInstant)},
		{"2023-01-01", bad(notInstant)},
		{"2023-01-01T00:00:00.Z", bad(notInstant)},
		{"2023-01-01T00:00:00.1234567890Z", bad(notInstant)},
		{"2023-01-01T00:00:00Zx", bad(notInstant)},
		{"2023-01-01T00:00:00 Nowhere/Land", bad(notInstant)},
		{"2023-01-01T00:00:00 Local", bad(notInstant)},
		{"2023-01-01T00:00:00+", bad(notInstant)},
		{"2023-01-01T00:00:00+19:00", bad(notInstant)},
		{"2023-01-01T00:00:00+01:00:00x", bad(notInstant)},
		{"2023-1-1T00:00:00Z", bad(notInstant)},
		{"", bad(notInstant)},
		{"-", bad(notInstant)},
		{"1600-01-01T00:00:00Z", bad(tooBig)},
		{"2300-01-01T00:00:00Z", bad(tooBig)},
		{"99999999999999999999", bad(tooBig)},
	} {
		var n number
		var z zoneCache
		for range 2 { // the second time the zone is at hand
			got, why := parseInstant([]byte(c.text), &n, &z)
			if b, ok := c.want.(bad); ok {
				if why != string(b) {
					t.Errorf("%q: %d, %q; want %q", c.text, got, why, b)
				}
			} else if why != "" || got != c.want {
				t.Errorf("%q: %d, %q; want %d", c.text, got, why, c.want)
			}
		}
	}
}

func TestAllocs(t *testing.T) {
	for _, c := range []struct {
		name string
		r    Reader
		rec  string
	}{
		{"order", jsonReaderOf(t, orderFields), string(order)},
		{"floats", jsonReaderOf(t, orderFields), `{"Symbol":"A","Id":"b","LimitPrice":0.1234567890123456789,"Qty":1e3}`},
		{"text numbers", jsonReaderOf(t, orderFields), `{"Symbol":"A","Id":"b","LimitPrice":" 1.5","Qty":"12"}`},
		{"escapes", jsonReaderOf(t, orderFields), `{"Symbol":"A\u00e9\n","Id":"\ud83d\ude00","Qty":1,"\u0041":2}`},
		{"bytes that are not UTF-8", jsonReaderOf(t, orderFields), "{\"Symbol\":\"A\xff\"}"},
		{"pointers", jsonReaderOf(t, orderFields, Mapping{"/a/0/b", "Id"}), `{"a":[{"b":"x"}],"Symbol":"s"}`},
		{"instants", jsonReaderOf(t, []column.Field{field("T", column.Instant)}), `{"T":"2023-11-14T22:13:20.5 ET"}`},
		{"null", jsonReaderOf(t, orderFields), `null`},
		{"string", Simple("S", column.Of(column.String)), "AAPL"},
		{"double", Simple("D", column.Of(column.Double)), "135.60"},
	} {
		d, dst := builders(t, c.r, Env{Part: "value"})
		rec := []byte(c.rec)
		n := testing.AllocsPerRun(1000, func() {
			reset(dst)
			if err := d.Decode(rec); err != nil {
				t.Fatal(err)
			}
		})
		if n != 0 {
			t.Errorf("%s: %v allocations per record", c.name, n)
		}
	}
}
