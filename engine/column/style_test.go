package column

import (
	"math"
	"math/big"
	"strings"
	"testing"
)

// marked writes texts in <>, bytes by their number, and null as ?.
var marked = &Style{
	Null: "?", Sep: ";", Most: 4,
	Text:   func(b []byte, s string) []byte { return append(append(append(b, '<'), s...), '>') },
	Bytes:  func(b []byte, s string) []byte { return append(b, strings.Repeat("b", len(s))...) },
	Object: func(b []byte, x any) ([]byte, bool) { return append(b, "own"...), x == any(own{}) },
}

type own struct{}

// Every kind of value, as a scalar, in an array, in a group and within another list, is
// written the same way, and null as null.
func TestStyle(t *testing.T) {
	object := Anything
	for _, c := range []struct {
		elem        Type
		values      any // a slice, as an array has it
		java, other string
	}{
		{Of(Bool), []int8{1, 0, NullByte}, "true, false, null", "true;false;?"},
		{Of(Short), []int16{-32767, 32767, NullShort}, "-32767, 32767, null", "-32767;32767;?"},
		{Of(Char), []uint16{'é', 0xd800, NullChar}, "é, \ufffd, null", "<é>;<\ufffd>;?"},
		{Of(Int), []int32{math.MaxInt32, -math.MaxInt32, NullInt}, "2147483647, -2147483647, null", "2147483647;-2147483647;?"},
		{Of(Long), []int64{math.MaxInt64, NullLong}, "9223372036854775807, null", "9223372036854775807;?"},
		{Of(Instant), []int64{-1, 0, NullLong}, "1969-12-31T23:59:59.999999999Z, 1970-01-01T00:00:00Z, null", "1969-12-31T23:59:59.999999999Z;1970-01-01T00:00:00Z;?"},
		{Of(Float), []float32{1.1, float32(math.Inf(-1)), NullFloat}, "1.1, -Infinity, null", "1.1;-Infinity;?"},
		{Of(Double), []float64{1e-5, math.NaN(), math.Copysign(0, -1), NullDouble}, "1.0E-5, NaN, -0.0, null", "1.0E-5;NaN;-0.0;?"},
		{Of(String), []string{"a", "", "[b, c]", NullString}, "a, , [b, c], null", "<a>;<>;<[b, c]>;?"},
		{Of(Bytes), []string{"\x00\x7f\x80\xff", "", NullString}, "[0, 127, -128, -1], [], null", "bbbb;;?"},
		{BigInteger, []any{big.NewInt(7), nil}, "7, null", "<7>;?"},
		{ObjectOf("[I"), []any{[]int32{1, NullInt}, nil, []int32{}}, "[1, null], null, []", "[1;?];?;[]"},
		{ObjectOf("[Ljava.time.Instant;"), []any{[]int64{0, NullLong}}, "[1970-01-01T00:00:00Z, null]", "[1970-01-01T00:00:00Z;?]"},
		{Bools, []any{[]int8{1, 0}}, "[true, false]", "[true;false]"},
		{GroupOf(Of(Byte)), []any{[]int8{-1, NullByte}}, "[-1, null]", "[-1;?]"},
		{object, []any{true, int8(1), int16(2), uint16('c')}, "true, 1, 2, c", "true;1;2;<c>"},
		{object, []any{int32(3), int64(4), float32(0.1), 0.1}, "3, 4, 0.1, 0.1", "3;4;0.1;0.1"},
		{object, []any{"x", []byte{0xff}, []int64{NullLong}, nil}, "x, [-1], [null], null", "<x>;b;[?];?"},
		{object, []any{5, own{}, []any{[]string{"y"}}}, "5, an object, [[y]]", "5;own;[[<y>]]"},
		{Of(Int), []int32{1, 2, 3, 4, 5}, "1, 2, 3, 4, 5", "1;2;3;4;…"},
	} {
		items := NewVector(c.elem)
		for _, typ := range []Type{ArrayOf(c.elem), GroupOf(c.elem)} {
			v := NewLists(typ)
			if !v.AppendAny(c.values) || !v.AppendAny(nil) {
				t.Fatalf("%s takes no %v", typ, c.values)
			}
			lo, hi, _ := v.At(0)
			items.Reset()
			items.AppendRange(v.Elems(), lo, hi)
			for s, want := range map[*Style]string{Java: c.java, marked: c.other} {
				if got, ok := s.Format(typ)([]byte(">"), v, 0); string(got) != ">["+want+"]" || !ok {
					t.Errorf("%s: %s, %v, want [%s]", typ, got, ok, want)
				}
				if got, ok := s.Format(typ)(nil, v, 1); len(got) != 0 || ok {
					t.Errorf("%s: null is %s, %v", typ, got, ok)
				}
			}
		}
		scalars(t, c.elem, items, c.java)
	}
}

// scalars compares the texts of values on their own with those within a list.
func scalars(t *testing.T, elem Type, items Vector, want string) {
	format := Java.Format(elem)
	var texts []string
	for i := range items.Len() {
		b, ok := format(nil, items, i)
		if ok == items.Null(i) {
			t.Errorf("%s: %s, %v", elem, b, ok)
		}
		if !ok {
			b = append(b, "null"...)
		}
		texts = append(texts, string(b))
	}
	if got := strings.Join(texts, ", "); got != want {
		t.Errorf("%s: %s, want %s", elem, got, want)
	}
}

// What is in a list may have another style than what stands alone.
func TestStyleInside(t *testing.T) {
	s := &Style{Null: "x", Inside: marked}
	v := NewLists(ArrayOf(Of(String)))
	v.AppendAny([]string{"a", NullString})
	if got, _ := s.Format(ArrayOf(Of(String)))(nil, v, 0); string(got) != "[<a>, ?]" {
		t.Errorf("%s", got)
	}
	if got := s.Append(s.Append(nil, nil), "a"); string(got) != "xa" {
		t.Errorf("%s", got)
	}
}
