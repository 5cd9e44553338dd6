package column

import "fmt"

// ByType is something for each Go type that vectors have, such as the kernel of a page:
// made of one generic function, and chosen once per page or column.
type ByType[F any] struct {
	Int8    F // Bool and Byte
	Int16   F
	Uint16  F
	Int32   F
	Int64   F // Long and Instant
	Float32 F
	Float64 F
	String  F // String and Bytes
	Any     F // Object
	Lists   F // List
}

// Of is that of the Go type of v.
func (t *ByType[F]) Of(v Vector) F { return t.OfKind(v.Kind()) }

// OfKind is that of the Go type of kind k.
func (t *ByType[F]) OfKind(k Kind) F {
	switch k {
	case Bool, Byte:
		return t.Int8
	case Short:
		return t.Int16
	case Char:
		return t.Uint16
	case Int:
		return t.Int32
	case Long, Instant:
		return t.Int64
	case Float:
		return t.Float32
	case Double:
		return t.Float64
	case String, Bytes:
		return t.String
	case Object:
		return t.Any
	case List:
		return t.Lists
	}
	panic(fmt.Sprintf("column: no kind %d", k))
}

// Null is the null of the Go type T of vectors.
func Null[T any]() T {
	var x T
	switch p := any(&x).(type) {
	case *int8:
		*p = NullByte
	case *int16:
		*p = NullShort
	case *uint16:
		*p = NullChar
	case *int32:
		*p = NullInt
	case *int64:
		*p = NullLong
	case *float32:
		*p = NullFloat
	case *float64:
		*p = NullDouble
	case *string:
		*p = NullString
	}
	return x
}
