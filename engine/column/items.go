package column

import "slices"

// Items is the elements of x, a list as columns hold it, and their type. That is want, as Type.Elem has it, unless x holds something else: then its
// Go type tells, by which the elements of []int8 are booleans and those of []int64 longs.
// They are read and not written. ok is false if x is no list.
func Items(x any, want Type) (items Vector, elem Type, ok bool) {
	switch x := x.(type) {
	case []int8:
		return itemsOf(x, want, Bool, Byte)
	case []int16:
		return itemsOf(x, want, Short)
	case []uint16:
		return itemsOf(x, want, Char)
	case []int32:
		return itemsOf(x, want, Int)
	case []int64:
		return itemsOf(x, want, Long, Instant)
	case []float32:
		return itemsOf(x, want, Float)
	case []float64:
		return itemsOf(x, want, Double)
	case []string:
		return itemsOf(x, want, String, Bytes)
	case []any:
		return itemsOf(x, want, Object, List)
	}
	return nil, Type{}, false
}

// itemsOf is the slice as a vector of the wanted kind, or of the first of those that it
// can have.
func itemsOf[T any](xs []T, want Type, can ...Kind) (Vector, Type, bool) {
	if !slices.Contains(can, want.Kind) {
		want = typeAs(want, can[0])
	}
	v := NewVec[T](want.Kind)
	v.V = xs
	return v, want, true
}

// typeAs is want if it has kind k, else the type that k alone has.
func typeAs(want Type, k Kind) Type {
	switch {
	case want.Kind == k:
		return want
	case k == Object:
		return Anything
	case k == List:
		return ArrayOf(Anything)
	}
	return Of(k)
}
