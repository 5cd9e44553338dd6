package starlib

import (
	"fmt"
	"time"
	"unicode/utf16"

	"go.starlark.net/starlark"

	"starling/engine/column"
	"starling/starlib/py"
)

// scriptValues appends the values of a vector as script values; null is None. t is their
// type: by it the elements of arrays and groups are known.
func scriptValues(dst []starlark.Value, v column.Vector, t column.Type) []starlark.Value {
	return scriptRange(dst, v, t, 0, v.Len())
}

// scriptRange appends the values [lo, hi) of a vector.
func scriptRange(dst []starlark.Value, v column.Vector, t column.Type, lo, hi int) []starlark.Value {
	switch v := v.(type) {
	case *column.Vec[int8]:
		if v.Kind() == column.Bool {
			return convert(dst, v.V[lo:hi], func(x int8) bool { return x == column.NullByte }, func(x int8) starlark.Value { return starlark.Bool(x != 0) })
		}
		return integers(dst, v.V[lo:hi], column.NullByte)
	case *column.Vec[int16]:
		return integers(dst, v.V[lo:hi], column.NullShort)
	case *column.Vec[int32]:
		return integers(dst, v.V[lo:hi], column.NullInt)
	case *column.Vec[int64]:
		if v.Kind() == column.Instant {
			return convert(dst, v.V[lo:hi], func(x int64) bool { return x == column.NullLong }, func(x int64) starlark.Value { return py.Instant(x) })
		}
		return integers(dst, v.V[lo:hi], column.NullLong)
	case *column.Vec[uint16]:
		return convert(dst, v.V[lo:hi], func(x uint16) bool { return x == column.NullChar }, func(x uint16) starlark.Value { return charText(x) })
	case *column.Vec[float32]:
		return convert(dst, v.V[lo:hi], func(x float32) bool { return x == column.NullFloat }, func(x float32) starlark.Value { return starlark.Float(x) })
	case *column.Vec[float64]:
		return convert(dst, v.V[lo:hi], func(x float64) bool { return x == column.NullDouble }, func(x float64) starlark.Value { return starlark.Float(x) })
	case *column.Vec[string]:
		if v.Kind() == column.Bytes {
			return convert(dst, v.V[lo:hi], column.IsNullString, func(x string) starlark.Value { return starlark.Bytes(x) })
		}
		return convert(dst, v.V[lo:hi], column.IsNullString, func(x string) starlark.Value { return starlark.String(x) })
	case *column.Vec[any]:
		return convert(dst, v.V[lo:hi], func(x any) bool { return x == nil }, fromAny)
	case *column.Lists:
		elem, _ := t.Elem()
		for i := lo; i < hi; i++ {
			if from, to, ok := v.At(i); ok {
				dst = append(dst, listOf(v.Elems(), elem, from, to))
			} else {
				dst = append(dst, starlark.None)
			}
		}
		return dst
	}
	panic(fmt.Sprintf("starlib: vector %T", v))
}

func convert[T any](dst []starlark.Value, src []T, null func(T) bool, value func(T) starlark.Value) []starlark.Value {
	for _, x := range src {
		if null(x) {
			dst = append(dst, starlark.None)
			continue
		}
		dst = append(dst, value(x))
	}
	return dst
}

func integers[T int8 | int16 | int32 | int64](dst []starlark.Value, src []T, null T) []starlark.Value {
	for _, x := range src {
		if x == null {
			dst = append(dst, starlark.None)
			continue
		}
		dst = append(dst, starlark.MakeInt64(int64(x)))
	}
	return dst
}

func charText(x uint16) starlark.Value { return starlark.String(utf16.Decode([]uint16{x})) }

// fromAny is the script value of what an Object column holds, or of a Go value.
func fromAny(x any) starlark.Value {
	switch x := x.(type) {
	case nil:
		return starlark.None
	case starlark.Value:
		return x
	case bool:
		return starlark.Bool(x)
	case int:
		return starlark.MakeInt(x)
	case int64:
		return starlark.MakeInt64(x)
	case float64:
		return starlark.Float(x)
	case string:
		return starlark.String(x)
	case []byte:
		return starlark.Bytes(x)
	case time.Duration:
		return py.TimedeltaOf(x)
	}
	if items, elem, ok := column.Items(x); ok {
		return listOf(items, elem, 0, items.Len())
	}
	return fromRecord(x)
}

// listOf is a list of the values [lo, hi) of v, which have type t.
func listOf(v column.Vector, t column.Type, lo, hi int) starlark.Value {
	return starlark.NewList(scriptRange(make([]starlark.Value, 0, hi-lo), v, t, lo, hi))
}
