package column

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"reflect"
)

// orderedClass is a class of values of T that have an order, in which equal ones are the
// same.
func orderedClass[T any](name string, compare func(x, y any) int, o *Order, text func(T) string, key func(any) (any, bool)) *Class {
	c := keyedClass(name, text, key)
	c.Compare, c.Order = nullFirst(compare), o
	c.Equal = func(x, y any) bool { return compare(x, y) == 0 }
	return c
}

func nullFirst(compare func(x, y any) int) func(x, y any) int {
	return func(x, y any) int {
		switch {
		case x == nil && y == nil:
			return 0
		case x == nil:
			return -1
		case y == nil:
			return 1
		}
		return compare(x, y)
	}
}

// wholeClass is orderedClass for values that are one number.
func wholeClass[T ~int32 | ~int64](name string, text func(T) string) *Class {
	return orderedClass(name, func(x, y any) int { return cmp.Compare(x.(T), y.(T)) }, &Order{
		Append: func(b []byte, x any) []byte { return appendPlace(b, int64(x.(T))) },
		Value:  func(key string) any { return T(place(key)) },
		Same:   wholeKey,
	}, text, itself)
}

// plainClass is a class of values of T, which are compared with == and have no order.
func plainClass[T comparable](name string, text func(T) string) *Class {
	return keyedClass(name, text, itself)
}

// keyedClass is a class of values of T that are equal if their keys are.
func keyedClass[T any](name string, text func(T) string, key func(any) (any, bool)) *Class {
	return &Class{
		Name: name, Key: key, Format: func(x any) string { return text(x.(T)) }, values: reflect.TypeFor[T](),
		Equal: func(x, y any) bool {
			a, _ := key(x)
			b, _ := key(y)
			return a == b
		},
	}
}

// itself is the Key of what is compared with ==.
func itself(x any) (any, bool) { return x, true }

// wholeKey is the Same of an order in which only the same values are equal.
func wholeKey(key string) string { return key }

// appendPlace appends eight bytes that order as whole numbers do; place is the number.
func appendPlace(b []byte, x int64) []byte { return binary.BigEndian.AppendUint64(b, uint64(x)^1<<63) }

func place(key string) int64 { return int64(binary.BigEndian.Uint64([]byte(key)) ^ 1<<63) }

// formatAny is the text of what tells by itself what it is.
func formatAny(x any) string {
	if x, ok := x.(fmt.Stringer); ok {
		return x.String()
	}
	return "an object"
}
