package column

import (
	"math"
	"testing"
)

// TestDiffer: values are the same if nobody can tell them apart, and where that is not looked
// into, they are taken to differ.
func TestDiffer(t *testing.T) {
	for _, c := range []struct {
		kind Kind
		a, b any // nil is null
		want bool
	}{
		{Bool, true, true, false},
		{Bool, false, nil, true},
		{Byte, int8(3), int8(4), true},
		{Short, int16(3), int16(3), false},
		{Char, uint16('a'), uint16('b'), true},
		{Int, nil, nil, false},
		{Long, int64(5), int64(5), false},
		{Instant, int64(5), nil, true},
		{Float, float32(0), float32(math.Copysign(0, -1)), true},
		{Float, float32(math.NaN()), float32(math.NaN()), false},
		{Double, 0.0, math.Copysign(0, -1), true},
		{Double, math.NaN(), math.NaN(), false},
		{Double, 1.5, 1.25, true},
		{String, "", nil, true},
		{String, nil, nil, false},
		{String, "x", "x", false},
		{Bytes, []byte("x"), []byte("y"), true},
		{Object, nil, nil, false},
		{Object, LocalDate(1), nil, true},
		{Object, LocalDate(1), LocalDate(1), true},
	} {
		a, b := NewVector(c.kind), NewVector(c.kind)
		for _, v := range []Vector{a, b} { // a difference is found behind what is the same
			v.AppendNull()
			v.AppendNull()
		}
		if !a.AppendAny(c.a) || !b.AppendAny(c.b) {
			t.Fatalf("%v and %v are not of kind %v", c.a, c.b, c.kind)
		}
		if got := Differ(a, b); got != c.want {
			t.Errorf("%v: %v and %v differ: %v", c.kind, c.a, c.b, got)
		}
	}
}
