package protobuf

import (
	"math"

	"starling/engine/column"
)

// numberAt is the i-th value of v as a field of the given kind writes it: a whole
// number as an int64, a real one as its bits. ok is false if it is null.
func numberAt(v column.Vector, i int, kind kind) (u uint64, ok bool) {
	switch v := v.(type) {
	case *column.Vec[int8]:
		return whole(v.V[i], column.NullByte, kind)
	case *column.Vec[int16]:
		return whole(v.V[i], column.NullShort, kind)
	case *column.Vec[uint16]:
		return whole(v.V[i], column.NullChar, kind)
	case *column.Vec[int32]:
		return whole(v.V[i], column.NullInt, kind)
	case *column.Vec[int64]:
		return whole(v.V[i], column.NullLong, kind)
	case *column.Vec[float32]:
		return realBits(float64(v.V[i]), kind), v.V[i] != column.NullFloat
	case *column.Vec[float64]:
		return realBits(v.V[i], kind), v.V[i] != column.NullDouble
	}
	return 0, false
}

func whole[T int8 | int16 | uint16 | int32 | int64](x, null T, kind kind) (uint64, bool) {
	if kind == floatKind || kind == doubleKind {
		return realBits(float64(x), kind), x != null
	}
	return uint64(int64(x)), x != null
}

// realBits is x as a field of the given kind has it.
func realBits(x float64, kind kind) uint64 {
	if kind == floatKind {
		return uint64(math.Float32bits(float32(x)))
	}
	return math.Float64bits(x)
}

// numberOf is numberAt for a value of an array or map. ok is false if it does not fit.
func numberOf(x any, kind kind) (u uint64, ok bool) {
	switch kind {
	case boolKind:
		b, ok := x.(bool)
		if b {
			u = 1
		}
		return u, ok
	case floatKind, doubleKind:
		switch x := x.(type) {
		case int8:
			return realBits(float64(x), kind), true
		case int16:
			return realBits(float64(x), kind), true
		case int32:
			return realBits(float64(x), kind), kind == doubleKind
		case float32:
			return realBits(float64(x), kind), true
		case float64:
			return realBits(x, kind), kind == doubleKind
		}
		return 0, false
	}
	n, ok := column.Whole(x)
	_, long := x.(int64)
	unsigned := long && (kind == uint32Kind || kind == fixed32Kind) && n == int64(uint32(n))
	return uint64(n), ok && (is64(kind) || unsigned || n == int64(int32(n)))
}

// is64 reports whether a whole number of the kind has 64 bits.
func is64(kind kind) bool {
	return kind == int64Kind || kind == sint64Kind || kind == uint64Kind || kind == fixed64Kind
}
