package json

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"starling/engine/column"
	"starling/specs/wire"
	"starling/specs/wire/wiretest"
)

func TestMapping(t *testing.T) {
	fields := []column.Field{wiretest.Field("A", column.String), wiretest.Field("B", column.Int), wiretest.Field("C", column.Int)}
	for _, c := range []struct {
		mapping []wire.Mapping
		rec     string
		want    string
	}{
		{nil, `{"A":"x","B":1,"C":2}`, "x 1 2"},
		{[]wire.Mapping{{Field: "a", Column: "A"}}, `{"A":"no","a":"x","B":1,"C":2}`, "x 1 2"},
		{[]wire.Mapping{{Field: "/q/b", Column: "B"}, {Field: "/q/c", Column: "C"}}, `{"q":{"c":2,"b":1},"A":"x"}`, "x 1 2"},
		{[]wire.Mapping{{Field: "/q/0", Column: "B"}, {Field: "/q/1/c", Column: "C"}}, `{"q":[1,{"c":2},3],"A":"x"}`, "x 1 2"},
		{[]wire.Mapping{{Field: "/q/0", Column: "B"}, {Field: "/q/9", Column: "C"}}, `{"q":[1,{"c":2},3],"A":"x"}`, "x 1 <nil>"},
		{[]wire.Mapping{{Field: "/q/0", Column: "B"}}, `{"q":{"0":1},"A":"x"}`, "x 1 <nil>"},
		{[]wire.Mapping{{Field: "/q/00", Column: "B"}}, `{"q":[1],"A":"x"}`, "x <nil> <nil>"},
		{[]wire.Mapping{{Field: "/q/-1", Column: "B"}}, `{"q":[1],"A":"x"}`, "x <nil> <nil>"},
		{[]wire.Mapping{{Field: "/q", Column: "A"}, {Field: "/q/b", Column: "B"}}, `{"q":{"b" : 1},"C":2}`, `{"b":1} 1 2`},
		{[]wire.Mapping{{Field: "/q/b", Column: "B"}}, `{"q":5,"A":"x"}`, "x <nil> <nil>"},
		{[]wire.Mapping{{Field: "/q/b", Column: "B"}}, `{"q":null,"A":"x"}`, "x <nil> <nil>"},
		{[]wire.Mapping{{Field: "/q/b", Column: "B"}}, `{"q":[],"A":"x"}`, "x <nil> <nil>"},
		{[]wire.Mapping{{Field: "/q/b", Column: "B"}, {Field: "/q/c", Column: "C"}}, `{"q":{"b":1,"c":"bad"},"A":"x","q":{"c":2}}`, "x <nil> 2"},
		{[]wire.Mapping{{Field: "/q/b", Column: "B"}}, `{"q":{"b":1},"A":"x","q":7}`, "x <nil> <nil>"},
		{[]wire.Mapping{{Field: "/q/b", Column: "B"}}, `{"q":{"b":"z"},"A":"x"}`, `error: field "/q/b", column "B" (int): "\"z\"" is not a number`},
		{[]wire.Mapping{{Field: "/a~1b/c~0d", Column: "B"}}, `{"a/b":{"c~d":1},"A":"x"}`, "x 1 <nil>"},
		{[]wire.Mapping{{Field: "a~1", Column: "B"}}, `{"a~1":1,"A":"x"}`, "x 1 <nil>"},
		{[]wire.Mapping{{Field: "/", Column: "B"}}, `{"":1,"A":"x"}`, "x 1 <nil>"},
		{[]wire.Mapping{{Field: "", Column: "B"}}, `{"":1,"A":"x"}`, "x 1 <nil>"},
		{[]wire.Mapping{{Field: `a"b`, Column: "B"}}, `{"a\"b":1,"A":"x"}`, "x 1 <nil>"},
		{[]wire.Mapping{{Field: "é", Column: "B"}, {Field: "/é", Column: "C"}}, `{"\u00e9":1,"A":"x"}`, "x 1 1"},
		{[]wire.Mapping{{Field: "B", Column: "C"}}, `{"A":"x","B":1}`, "x 1 1"},
		{[]wire.Mapping{{Field: "/1", Column: "B"}}, `[5,6]`, "<nil> 6 <nil>"},
	} {
		if got := wiretest.Rows(t, readerOf(t, fields, c.mapping...), c.rec)[0]; got != c.want {
			t.Errorf("%v of %s: %s, want %s", c.mapping, c.rec, got, c.want)
		}
	}
}

// Order, gaps and strangers among the fields make no difference, whatever came before.
func TestFieldOrder(t *testing.T) {
	var fields []column.Field
	for i := range 20 { // enough for the map of names
		fields = append(fields, wiretest.Field(fmt.Sprintf("F%d", i), column.Int))
	}
	d, dst := wiretest.Builders(t, readerOf(t, fields), wire.Env{})
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

func TestErrors(t *testing.T) {
	a := wiretest.Field("A", column.String)
	for _, c := range []struct {
		fields  []column.Field
		mapping []wire.Mapping
		want    string
	}{
		{nil, nil, "no columns"},
		{[]column.Field{a, a}, nil, `column "A" is there twice`},
		{[]column.Field{a}, []wire.Mapping{{Field: "p", Column: "Nope"}}, `mapping: field "p" is mapped to column "Nope", which is not among the columns`},
		{[]column.Field{a}, []wire.Mapping{{Field: "p", Column: "A"}, {Field: "/q", Column: "A"}}, `mapping: fields "p" and "/q" are both mapped to column "A"`},
		{[]column.Field{a}, []wire.Mapping{{Field: "/p~2", Column: "A"}}, `mapping: JSON pointer "/p~2": write ~0 for ~ and ~1 for /`},
		{[]column.Field{a}, []wire.Mapping{{Field: "/p~", Column: "A"}}, `mapping: JSON pointer "/p~"`},
		{[]column.Field{a, {Name: "N", Type: column.BigDecimal}}, nil, `json_spec: column "N": type BigDecimal is not supported, only Boolean, byte, `},
		{[]column.Field{{Name: "O", Type: column.ObjectOf("[D")}}, nil, `json_spec: column "O": type double[] is not supported`},
		{[]column.Field{wiretest.Field("R", column.Bytes)}, nil, `json_spec: column "R": type byte[] is not supported`},
	} {
		r, err := Reader(c.fields, c.mapping)
		if err == nil {
			_, err = r.Fields(context.Background(), wire.Env{})
		}
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%v %v: %v, want %s", c.fields, c.mapping, err, c.want)
		}
	}
	if _, err := readerOf(t, []column.Field{a}).Decoder(wire.Env{}, nil); err == nil {
		t.Error("no builder: no error")
	}
}

func TestAllocs(t *testing.T) {
	for _, c := range []struct {
		name string
		r    wire.Reader
		rec  string
	}{
		{"order", readerOf(t, wiretest.OrderFields), string(wiretest.Order)},
		{"floats", readerOf(t, wiretest.OrderFields), `{"Symbol":"A","Id":"b","LimitPrice":0.1234567890123456789,"Qty":1e3}`},
		{"text numbers", readerOf(t, wiretest.OrderFields), `{"Symbol":"A","Id":"b","LimitPrice":" 1.5","Qty":"12"}`},
		{"escapes", readerOf(t, wiretest.OrderFields), `{"Symbol":"A\u00e9\n","Id":"\ud83d\ude00","Qty":1,"\u0041":2}`},
		{"bytes that are not UTF-8", readerOf(t, wiretest.OrderFields), "{\"Symbol\":\"A\xff\"}"},
		{"pointers", readerOf(t, wiretest.OrderFields, wire.Mapping{Field: "/a/0/b", Column: "Id"}), `{"a":[{"b":"x"}],"Symbol":"s"}`},
		{"instants", readerOf(t, []column.Field{wiretest.Field("T", column.Instant)}), `{"T":"2023-11-14T22:13:20.5 ET"}`},
		{"null", readerOf(t, wiretest.OrderFields), `null`},
	} {
		d, dst := wiretest.Builders(t, c.r, wire.Env{Part: "value"})
		rec := []byte(c.rec)
		n := testing.AllocsPerRun(1000, func() {
			wiretest.Reset(dst)
			if err := d.Decode(rec); err != nil {
				t.Fatal(err)
			}
		})
		if n != 0 {
			t.Errorf("%s: %v allocations per record", c.name, n)
		}
	}
}
