package column

import (
	"math"
	"testing"
)

// TestDiffer: values are the same if nobody can tell them apart, and where that is not looked
// into, they are taken to differ.
func TestDiffer(t *testing.T) {
	for _, c := range []struct {
		typ  Type
		a, b any // nil is null
		want bool
	}{
		{Of(Bool), true, true, false},
		{Of(Bool), false, nil, true},
		{Of(Byte), int8(3), int8(4), true},
		{Of(Short), int16(3), int16(3), false},
		{Of(Char), uint16('a'), uint16('b'), true},
		{Of(Int), nil, nil, false},
		{Of(Long), int64(5), int64(5), false},
		{Of(Instant), int64(5), nil, true},
		{Of(Float), float32(0), float32(math.Copysign(0, -1)), true},
		{Of(Float), float32(math.NaN()), float32(math.NaN()), false},
		{Of(Double), 0.0, math.Copysign(0, -1), true},
		{Of(Double), math.NaN(), math.NaN(), false},
		{Of(Double), 1.5, 1.25, true},
		{Of(String), "", nil, true},
		{Of(String), nil, nil, false},
		{Of(String), "x", "x", false},
		{Of(Bytes), []byte("x"), []byte("y"), true},
		{Of(Object), nil, nil, false},
		{Of(Object), LocalDate(1), nil, true},
		{Of(Object), LocalDate(1), LocalDate(1), true},
		{ArrayOf(Of(Int)), nil, nil, false},
		{ArrayOf(Of(Int)), []int32{1}, nil, true},
		{ArrayOf(Of(Int)), []int32{1}, []int32{1}, true},
	} {
		a, b := NewVector(c.typ), NewVector(c.typ)
		for _, v := range []Vector{a, b} { // a difference is found behind what is the same
			v.AppendNull()
			v.AppendNull()
		}
		if !a.AppendAny(c.a) || !b.AppendAny(c.b) {
			t.Fatalf("%v and %v are not of type %v", c.a, c.b, c.typ)
		}
		if got := Differ(a, b); got != c.want {
			t.Errorf("%v: %v and %v differ: %v", c.typ, c.a, c.b, got)
		}
	}
}
