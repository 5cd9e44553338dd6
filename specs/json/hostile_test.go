package json

import (
	"fmt"
	"math"
	"math/big"
	"strings"
	"testing"

	"starling/engine/column"
	"starling/specs/wire"
	"starling/specs/wire/wiretest"
)

// Nesting, numbers and repetition beyond what anybody writes: each is read or refused in
// the time that its length takes, and the next record is read.
func TestHostileRecords(t *testing.T) {
	fields := append([]column.Field{}, fuzzFields...)
	fields[8] = column.Field{Name: "O", Type: column.Anything}
	r, err := Reader(fields, fuzzMapping)
	if err != nil {
		t.Fatal(err)
	}
	const digits = 1 << 20
	nines := strings.Repeat("9", digits)
	deep := func(n int, open, end string) string { return strings.Repeat(open, n) + strings.Repeat(end, n) }
	for _, c := range []struct {
		name, rec string
		col       int // the column to look at
		want      any // or the text of an error, as bad
	}{
		{"arrays", `{"x":` + deep(1_000_000, "[", "]") + `}`, 0, wiretest.Bad("expected less nesting at byte")},
		{"arrays that never end", strings.Repeat("[", 1_000_000), 0, wiretest.Bad("expected less nesting at byte 1000")},
		{"objects that never end", strings.Repeat(`{"o":`, 1_000_000), 0, wiretest.Bad("expected less nesting at byte 5000")},
		{"objects", `{"x":` + strings.Repeat(`{"x":`, 1_000_000), 0, wiretest.Bad("expected less nesting")},
		{"a column of arrays", `{"o":` + deep(1_000_000, "[", "]") + `}`, 0, wiretest.Bad("expected less nesting")},
		{"arrays in strings", `{"S":"` + deep(1_000_000, "[", "]") + `"}`, 0, deep(1_000_000, "[", "]")},
		{"a large exponent", `{"D":1e999999999}`, 3, math.Inf(1)},
		{"a larger exponent", `{"D":-1e` + nines + `}`, 3, math.Inf(-1)},
		{"a small exponent", `{"D":1e-` + nines + `}`, 3, 0.0},
		{"a zero with an exponent", `{"D":0e` + nines + `,"L":0}`, 3, 0.0},
		{"digits that cancel out", `{"D":1` + strings.Repeat("0", 700) + `e-700}`, 3, 1.0},
		{"digits", `{"D":` + nines + `}`, 3, math.Inf(1)},
		{"digits after the point", `{"D":0.` + nines + `}`, 3, 1.0},
		{"a whole number of digits", `{"N":` + nines + `}`, 1, wiretest.Bad(`column "N" (int): "99999`)},
		{"a whole number with an exponent", `{"N":1e999999999}`, 1, wiretest.Bad("is out of range")},
		{"a whole number with a small exponent", `{"N":1e-999999999}`, 1, wiretest.Bad("is not a whole number")},
		{"a whole zero", `{"N":0e999999999}`, 1, int32(0)},
		{"an instant with an exponent", `{"a":[0,1e999999999]}`, 7, wiretest.Bad("is out of range")},
		{"text of digits", `{"N":"` + nines + `"}`, 1, wiretest.Bad("is out of range")},
		{"text that is no instant", `{"a":[0,"2024-01-01T00:00:00.` + nines + `Z"]}`, 7, wiretest.Bad("is not an instant")},
		{"text of a time zone", `{"a":[0,"2024-01-01 ` + strings.Repeat("../", 10_000) + `etc/passwd"]}`, 7, wiretest.Bad("is not an instant")},
		{"the same field", `{` + strings.Repeat(`"N":1,`, 100_000) + `"N":2}`, 1, int32(2)},
		{"the same field, which does not fit", `{` + strings.Repeat(`"N":"x",`, 100_000) + `"N":2}`, 1, int32(2)},
		{"the same object", `{` + strings.Repeat(`"o":{"l":1,"c":"x"},`, 100_000) + `"N":2}`, 1, int32(2)},
		{"fields that nobody knows", `{` + strings.Repeat(`"xx":1,`, 500_000) + `"N":2}`, 1, int32(2)},
		{"a long name", `{"` + strings.Repeat("x", 1<<20) + `":1,"N":2}`, 1, int32(2)},
		{"a long name of escapes", `{"` + strings.Repeat(`\u0041`, 1<<17) + `":1,"N":2}`, 1, int32(2)},
		{"a long array", `{"a":[0,0` + strings.Repeat(",0", 500_000) + `],"N":2}`, 1, int32(2)},
		{"halves of characters", `{"S":"` + strings.Repeat(`\ud800`, 1<<16) + `"}`, 0, strings.Repeat("\ufffd", 1<<16)},
		{"bytes that are no text", `{"S":"` + strings.Repeat("\xff", 1<<16) + `"}`, 0, strings.Repeat("\ufffd", 1<<16)},
		{"a string that never ends", `{"S":"` + strings.Repeat("x", 1<<20), 0, wiretest.Bad("expected the end of a string")},
		{"an escape that never ends", `{"S":"\u00`, 0, wiretest.Bad("expected four hexadecimal digits")},
	} {
		d, dst := wiretest.Builders(t, r, wire.Env{})
		wiretest.AtMost(t, 1<<28, func() { err = d.Decode([]byte(c.rec)) })
		if want, ok := c.want.(wiretest.Bad); ok {
			wiretest.Refused(t, c.name, err, string(want))
		} else if err != nil {
			t.Errorf("%s: %s", c.name, wire.Clip(err.Error()))
		} else if got := wiretest.Values(dst[c.col])[0]; got != c.want {
			t.Errorf("%s: %s, want %s", c.name, wire.Clip(fmt.Sprint(got)), wire.Clip(fmt.Sprint(c.want)))
		}
		n := dst[0].Len()
		if err := d.Decode(wiretest.Order); err != nil {
			t.Errorf("after %s: %v", c.name, err)
		}
		for i, b := range dst {
			if b.Len() != n+1 {
				t.Errorf("after %s: column %d has %d values, want %d", c.name, i, b.Len(), n+1)
			}
		}
		if j := d.(*decoder); cap(j.raw) > wire.KeepBytes || cap(j.clean) > wire.KeepBytes {
			t.Errorf("after %s: %d and %d bytes are kept", c.name, cap(j.raw), cap(j.clean))
		}
	}
}

// An array into many columns by index takes the time of its length, whatever it holds.
func TestHostileIndexes(t *testing.T) {
	var fields []column.Field
	var mapping []wire.Mapping
	for i := range 500 {
		name := fmt.Sprintf("C%d", i)
		fields = append(fields, wiretest.Field(name, column.Int))
		mapping = append(mapping, wire.Mapping{Field: fmt.Sprintf("/%d", i), Column: name})
	}
	r, err := Reader(fields, mapping)
	if err != nil {
		t.Fatal(err)
	}
	d, dst := wiretest.Builders(t, r, wire.Env{})
	if err := d.Decode([]byte(`[7` + strings.Repeat(",7", 2_000_000) + `]`)); err != nil || wiretest.Values(dst[499])[0] != int32(7) {
		t.Error(err)
	}
}

// The same for values that are described, which can be large numbers and arrays.
func TestObjectProcessorHostileRecords(t *testing.T) {
	nested := Value(&Array{Element: &Array{Element: jLong(), Allow: Optional}, Allow: Optional})
	v := &Object{Allow: Optional, Fields: []Field{
		{Name: "i", Value: jBig(column.BigInteger.String()).with(Decimal)},
		{Name: "d", Value: jBig(column.BigDecimal.String())},
		{Name: "a", Value: nested},
		{Name: "any", Value: Any{}},
		{Name: "typed", Value: &Typed{Field: "t", Allow: Optional, Objects: []TypedObject{{"x", &Object{Fields: []Field{{Name: "x", Value: jLong()}}}}}}},
	}}
	r, err := ObjectProcessor(v)
	if err != nil {
		t.Fatal(err)
	}
	const digits = 1 << 20
	for _, c := range []struct {
		name, rec string
		col       int
		want      any
	}{
		{"digits", `{"i":` + strings.Repeat("9", digits) + `}`, 0, wiretest.Bad("has more than 1000 digits")},
		{"an exponent", `{"i":1e999999999}`, 0, wiretest.Bad("has more than 1000 digits")},
		{"an exponent of digits", `{"i":1e` + strings.Repeat("9", digits) + `}`, 0, wiretest.Bad("has more than 1000 digits")},
		{"a small exponent", `{"i":1e-999999999}`, 0, new(big.Int)},
		{"a decimal of digits", `{"d":` + strings.Repeat("9", digits) + `}`, 1, wiretest.Bad("has more than 1000 digits")},
		{"a decimal's exponent", `{"d":1e999999999}`, 1, wiretest.Bad("has more than 10000 digits, or an exponent beyond that")},
		{"a decimal's small exponent", `{"d":1e-999999999}`, 1, wiretest.Bad("has more than 10000 digits, or an exponent beyond that")},
		{"an exponent beyond 64 bits", `{"d":1e99999999999999999999}`, 1, wiretest.Bad("has more than 10000 digits, or an exponent beyond that")},
		{"a decimal as large as can be", `{"d":1e-9999}`, 1, column.NewDecimal(big.NewInt(1), 9999)},
		{"arrays", `{"any":` + strings.Repeat("[", 1_000_000), 0, wiretest.Bad("expected less nesting")},
		{"arrays in a number", `{"i":` + strings.Repeat("[", 1_000_000), 0, wiretest.Bad("expected less nesting")},
		{"arrays in arrays", `{"a":` + strings.Repeat("[", 1_000_000), 0, wiretest.Bad("expected less nesting")},
		{"an array that never ends", `{"a":[[1` + strings.Repeat(",1", 500_000), 0, wiretest.Bad("expected a comma or ]")},
		{"unknown fields", `{` + strings.Repeat(`"u":1,`, 500_000) + `"i":2}`, 0, big.NewInt(2)},
		{"a type that comes last", `{"typed":{` + strings.Repeat(`"x":1,`, 100_000) + `"t":"x"}}`, 0, wiretest.Bad(`field "x" is there twice`)},
	} {
		d, dst := wiretest.Builders(t, r, wire.Env{})
		wiretest.AtMost(t, 1<<28, func() { err = d.Decode([]byte(c.rec)) })
		if want, ok := c.want.(wiretest.Bad); ok {
			wiretest.Refused(t, c.name, err, string(want))
		} else if err != nil {
			t.Errorf("%s: %s", c.name, wire.Clip(err.Error()))
		} else if got := wiretest.Values(dst[c.col])[0]; fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%s: %s, want %v", c.name, wire.Clip(fmt.Sprint(got)), c.want)
		}
		n := dst[0].Len()
		if err := d.Decode([]byte(`{"a":[[1],[2,3]]}`)); err != nil || fmt.Sprint(wiretest.Values(dst[2])[n]) != "[[1] [2 3]]" {
			t.Errorf("after %s: %v", c.name, err)
		}
	}
	closed, err := ObjectProcessor(&Object{Closed: true, Fields: []Field{{Name: "i", Value: jLong()}}})
	if err != nil {
		t.Fatal(err)
	}
	d, _ := wiretest.Builders(t, closed, wire.Env{})
	wiretest.Refused(t, "a long name", d.Decode([]byte(`{"`+strings.Repeat("x", 1<<20)+`":1}`)), "unknown field \"xxx")
}
