package specs

import (
	"math"

	"starling/engine/column"
)

// numberAt is the i-th value of v as a field of the given kind writes it: a whole
// number as an int64, a real one as its bits. ok is false if it is null.
func numberAt(v column.Vector, i int, kind protoKind) (u uint64, ok bool) {
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

func whole[T int8 | int16 | uint16 | int32 | int64](x, null T, kind protoKind) (uint64, bool) {
	if kind == protoFloat || kind == protoDouble {
		return realBits(float64(x), kind), x != null
	}
	return uint64(int64(x)), x != null
}

// realBits is x as a field of the given kind has it.
func realBits(x float64, kind protoKind) uint64 {
	if kind == protoFloat {
		return uint64(math.Float32bits(float32(x)))
	}
	return math.Float64bits(x)
}

// numberOf is numberAt for a value of an array or map. ok is false if it does not fit.
func numberOf(x any, kind protoKind) (u uint64, ok bool) {
	switch kind {
	case protoBool:
		b, ok := x.(bool)
		if b {
			u = 1
		}
		return u, ok
	case protoFloat, protoDouble:
		switch x := x.(type) {
		case int8:
			return realBits(float64(x), kind), true
		case int16:
			return realBits(float64(x), kind), true
		case int32:
			return realBits(float64(x), kind), kind == protoDouble
		case float32:
			return realBits(float64(x), kind), true
		case float64:
			return realBits(x, kind), kind == protoDouble
		}
		return 0, false
	}
	n, ok := column.Whole(x)
	_, long := x.(int64)
	unsigned := long && (kind == protoUint32 || kind == protoFixed32) && n == int64(uint32(n))
	return uint64(n), ok && (protoWide(kind) || unsigned || n == int64(int32(n)))
}

// protoWide reports whether a whole number of the kind has 64 bits.
func protoWide(kind protoKind) bool {
	return kind == protoInt64 || kind == protoSint64 || kind == protoUint64 || kind == protoFixed64
}
