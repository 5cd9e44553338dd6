package column

import (
	"math"
	"math/big"
	"testing"
)

type pair struct{ a, b int32 }

type zone struct {
	name  string
	cache *int
}

func (z zone) Parts() []any { return []any{z.name} }

type dated int64

// TestKey: the values of a line have one key, and it is no other line's.
func TestKey(t *testing.T) {
	huge := func() *big.Int { return new(big.Int).Lsh(big.NewInt(1), 300) }
	classes := [][]any{
		{nil},
		{false},
		{int64(5), int64(5)},
		{int32(5)},
		{5.0},
		{float32(5)},
		{math.NaN(), -math.NaN(), math.Float64frombits(0x7FF0000000000001)},
		{float32(math.NaN())},
		{0.0, math.Copysign(0, -1)},
		{"", ""},
		{"5"},
		{[]byte(nil), []byte{}},
		{[]byte("5"), []byte("5")},
		{huge(), huge()},
		{new(big.Int).Neg(huge())},
		{new(big.Int), big.NewInt(0)},
		{big.NewInt(5)},
		{pair{1, 2}, pair{1, 2}},
		{pair{2, 1}},
		{dated(5)},
		{zone{"UTC", new(int)}, zone{"UTC", new(int)}},
		{zone{"GMT", nil}},
		{[]any{"a", nil, int64(1)}, []any{"a", nil, int64(1)}},
		{[]any{"a", nil, int32(1)}},
		{[]any{"a", "b"}, []any{"a", "b"}},
		{[]any{"ab"}},
		{[]any{[]any{"a"}, "b"}},
		{[]any{"a", []any{"b"}}},
		{[]float64{math.NaN()}, []float64{-math.NaN()}},
		{[]string{"a", "b"}, []string{"a", "b"}},
		{[]any{huge()}, []any{huge()}},
	}
	of := map[any]int{}
	for i, class := range classes {
		for _, x := range class {
			k, ok := Key(x)
			if !ok {
				t.Fatalf("%T %v has no key", x, x)
			}
			if n, seen := of[k]; seen && n != i {
				t.Errorf("%T %v has the key of %T %v", x, x, classes[n][0], classes[n][0])
			}
			of[k] = i
			for _, y := range class {
				if !Same(x, y) {
					t.Errorf("%v is not the same as %v", x, y)
				}
			}
		}
		if i > 0 && Same(class[0], classes[i-1][0]) {
			t.Errorf("%v is the same as %v", class[0], classes[i-1][0])
		}
	}
	if len(of) != len(classes) {
		t.Errorf("%d keys of %d values", len(of), len(classes))
	}
}

// TestNoKey: what has no value to compare by has no key, nor has a list with it.
func TestNoKey(t *testing.T) {
	p := &pair{1, 2}
	for _, x := range []any{p, map[string]int{}, func() {}, struct{ x *int }{}, []any{1, p}, struct{ f float64 }{math.NaN()}} {
		if k, ok := Key(x); ok {
			t.Errorf("%T has key %v", x, k)
		}
	}
	if !Same(p, &pair{1, 2}) || Same(p, &pair{}) || Same(p, "x") {
		t.Error("values without a key are not compared all through")
	}
}
