package engine

import (
	"fmt"
	"reflect"

	"starling/engine/column"
)

// appendValue appends x to v: a number that fits v's kind, a text, a boolean or null.
func appendValue(v column.Vector, x any) error {
	ok := false
	switch v := v.(type) {
	case *column.Vec[int8]:
		if b, isBool := x.(bool); isBool && v.Kind() == column.Bool {
			x = 0
			if b {
				x = 1
			}
		} else if x != nil && v.Kind() == column.Bool {
			break
		}
		ok = appendWhole(v, x)
	case *column.Vec[int16]:
		ok = appendWhole(v, x)
	case *column.Vec[int32]:
		ok = appendWhole(v, x)
	case *column.Vec[int64]:
		ok = appendWhole(v, x)
	case *column.Vec[float64]:
		var number float64
		if number, ok = x.(float64); x == nil {
			number, ok = column.NullDouble, true
		}
		if ok {
			v.Append(number)
		}
	case *column.Vec[string]:
		var text string
		if text, ok = x.(string); x == nil {
			text, ok = column.NullString, true
		}
		if ok {
			v.Append(text)
		}
	}
	if !ok {
		return fmt.Errorf("%s is no value of type %s", column.Java.Append(nil, x), column.Of(v.Kind()))
	}
	return nil
}

// appendWhole appends the whole number or null x if it is one of T's.
func appendWhole[T int8 | int16 | int32 | int64](v *column.Vec[T], x any) bool {
	if x == nil {
		v.AppendNull()
		return true
	}
	n := reflect.ValueOf(x)
	if !n.CanInt() || int64(T(n.Int())) != n.Int() {
		return false
	}
	v.Append(T(n.Int()))
	if last := v.Len() - 1; v.Null(last) {
		v.Truncate(last)
		return false
	}
	return true
}
