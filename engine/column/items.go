package column

// Items is the elements of x, a list that an object holds, and their type, by its Go type:
// the elements of []int8 are booleans and those of []int64 longs. They are read and not
// written. ok is false if x is no list.
func Items(x any) (items Vector, elem Type, ok bool) {
	switch x := x.(type) {
	case []int8:
		return itemsOf(x, Of(Bool))
	case []int16:
		return itemsOf(x, Of(Short))
	case []uint16:
		return itemsOf(x, Of(Char))
	case []int32:
		return itemsOf(x, Of(Int))
	case []int64:
		return itemsOf(x, Of(Long))
	case []float32:
		return itemsOf(x, Of(Float))
	case []float64:
		return itemsOf(x, Of(Double))
	case []string:
		return itemsOf(x, Of(String))
	case []any:
		return itemsOf(x, Anything)
	}
	return nil, Type{}, false
}

func itemsOf[T any](xs []T, t Type) (Vector, Type, bool) {
	v := NewVec[T](t.Kind)
	v.V = xs
	return v, t, true
}
