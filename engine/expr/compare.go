package expr

import (
	"math"

	"starling/engine/column"
)

// ordered is what is compared: the other kinds have been widened before.
type ordered interface {
	int8 | int32 | int64 | float64 | string
}

// swapped is the operator that gives the same with the sides exchanged.
var swapped = map[string]string{"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}

// compareKernel is x op y for two arguments of the type t. Null is lowest and equal to
// null; NaN is unequal to all and neither less nor greater.
func compareKernel(op string, t column.Type, x, y *op) kernel {
	if x.constant() && !y.constant() {
		return flip(compareKernel(swapped[op], t, y, x))
	}
	if !y.constant() && (op == ">" || op == ">=") {
		return flip(compareKernel(swapped[op], t, y, x))
	}
	switch k := t.Kind; k {
	case column.Bool, column.Byte:
		return compareOf[int8](op, y)
	case column.Int:
		return compareOf[int32](op, y)
	case column.Long, column.Instant:
		return compareOf[int64](op, y)
	case column.Double:
		if y.constant() {
			if s := vals[float64](y.val)[0]; s > -math.MaxFloat64 { // not null, -Infinity or NaN
				return compareOf[float64](op, y)
			}
			if op == ">" || op == ">=" {
				return flip(compareDoubles(swapped[op]))
			}
		}
		return compareDoubles(op)
	case column.String, column.Bytes:
		if op == "==" || op == "!=" {
			return equalStrings(op, k, y)
		}
		return compareVV(op, lessText, equal[string])
	case column.List:
		return equalLists(op)
	}
	return compareObjects(op, t)
}

// flip is the kernel with its two arguments exchanged.
func flip(k kernel) kernel {
	return func(c *call) error {
		c.args[0], c.args[1] = c.args[1], c.args[0]
		return k(c)
	}
}

func compareOf[T ordered](op string, y *op) kernel {
	if y.constant() {
		s := vals[T](y.val)[0]
		f := map[string]func(out []int8, a []T, s T){
			"==": eqVS[T], "!=": neVS[T], "<": ltVS[T], "<=": leVS[T], ">": gtVS[T], ">=": geVS[T],
		}[op]
		return func(c *call) error {
			f(grow[int8](c.out, c.n), vals[T](c.args[0]), s)
			return nil
		}
	}
	f := map[string]func(out []int8, a, b []T){"==": eqVV[T], "!=": neVV[T], "<": ltVV[T], "<=": leVV[T]}[op]
	return func(c *call) error {
		f(grow[int8](c.out, c.n), vals[T](c.args[0]), vals[T](c.args[1]))
		return nil
	}
}

func bit(b bool) int8 {
	if b {
		return 1
	}
	return 0
}

func eqVV[T ordered](out []int8, a, b []T) {
	b, out = b[:len(a)], out[:len(a)]
	for i, x := range a {
		out[i] = bit(x == b[i])
	}
}

func neVV[T ordered](out []int8, a, b []T) {
	b, out = b[:len(a)], out[:len(a)]
	for i, x := range a {
		out[i] = bit(x != b[i])
	}
}

func ltVV[T ordered](out []int8, a, b []T) {
	b, out = b[:len(a)], out[:len(a)]
	for i, x := range a {
		out[i] = bit(x < b[i])
	}
}

func leVV[T ordered](out []int8, a, b []T) {
	b, out = b[:len(a)], out[:len(a)]
	for i, x := range a {
		out[i] = bit(x <= b[i])
	}
}

func eqVS[T ordered](out []int8, a []T, s T) {
	out = out[:len(a)]
	for i, x := range a {
		out[i] = bit(x == s)
	}
}

func neVS[T ordered](out []int8, a []T, s T) {
	out = out[:len(a)]
	for i, x := range a {
		out[i] = bit(x != s)
	}
}

func ltVS[T ordered](out []int8, a []T, s T) {
	out = out[:len(a)]
	for i, x := range a {
		out[i] = bit(x < s)
	}
}

func leVS[T ordered](out []int8, a []T, s T) {
	out = out[:len(a)]
	for i, x := range a {
		out[i] = bit(x <= s)
	}
}

func gtVS[T ordered](out []int8, a []T, s T) {
	out = out[:len(a)]
	for i, x := range a {
		out[i] = bit(x > s)
	}
}

func geVS[T ordered](out []int8, a []T, s T) {
	out = out[:len(a)]
	for i, x := range a {
		out[i] = bit(x >= s)
	}
}

// compareVV is the loop for types with an order of their own.
func compareVV[T any](op string, less, same func(x, y T) bool) kernel {
	holds := map[string]func(x, y T) bool{
		"==": same,
		"!=": func(x, y T) bool { return !same(x, y) },
		"<":  less,
		"<=": func(x, y T) bool { return less(x, y) || same(x, y) },
		">":  func(x, y T) bool { return less(y, x) },
		">=": func(x, y T) bool { return less(y, x) || same(x, y) },
	}[op]
	return func(c *call) error {
		out, a, b := grow[int8](c.out, c.n), vals[T](c.args[0]), vals[T](c.args[1])
		b, out = b[:len(a)], out[:len(a)]
		for i, x := range a {
			out[i] = bit(holds(x, b[i]))
		}
		return nil
	}
}

func equal[T comparable](x, y T) bool { return x == y }

// compareDoubles is == != < <= of doubles: null is below -Infinity, NaN nowhere.
func compareDoubles(op string) kernel {
	f := map[string]func(out []int8, a, b []float64){
		"==": eqVV[float64], "!=": neVV[float64], "<": lessDoubles, "<=": mostDoubles,
	}[op]
	return func(c *call) error {
		f(grow[int8](c.out, c.n), vals[float64](c.args[0]), vals[float64](c.args[1]))
		return nil
	}
}

func lessDoubles(out []int8, a, b []float64) {
	b, out = b[:len(a)], out[:len(a)]
	for i, x := range a {
		y := b[i]
		r := bit(x < y)
		if x == column.NullDouble || y == column.NullDouble {
			r = bit(x == column.NullDouble && y != column.NullDouble && y == y)
		}
		out[i] = r
	}
}

func mostDoubles(out []int8, a, b []float64) {
	b, out = b[:len(a)], out[:len(a)]
	for i, x := range a {
		y := b[i]
		r := bit(x <= y)
		if x == column.NullDouble || y == column.NullDouble {
			r = bit(x == column.NullDouble && y == y)
		}
		out[i] = r
	}
}

// equalStrings is == and != by value. Null equals null only: no text has its bytes, and
// raw bytes that have are told apart.
func equalStrings(op string, k column.Kind, y *op) kernel {
	want := bit(op == "==")
	if y.constant() && k == column.String {
		s := vals[string](y.val)[0]
		return func(c *call) error {
			out, a := grow[int8](c.out, c.n), vals[string](c.args[0])
			out = out[:len(a)]
			for i, x := range a {
				out[i] = bit(x == s) ^ want ^ 1
			}
			return nil
		}
	}
	return func(c *call) error {
		out, a, b := grow[int8](c.out, c.n), vals[string](c.args[0]), vals[string](c.args[1])
		b, out = b[:len(a)], out[:len(a)]
		for i, x := range a {
			y := b[i]
			same := x == y && (k == column.String || column.IsNullString(x) == column.IsNullString(y))
			out[i] = bit(same) ^ want ^ 1
		}
		return nil
	}
}

// lessText orders text as Java does, by UTF-16 units, with null first.
func lessText(x, y string) bool { return column.CompareText(x, y) < 0 }

// compareObjects compares dates, durations and the like; of other objects only == and !=
// with the same value hold.
func compareObjects(op string, t column.Type) kernel {
	return compareVV(op, func(x, y any) bool { return t.Class.Compare(x, y) < 0 }, column.Equal)
}
