package expr

import (
	"errors"
	"math"

	"starling/engine/column"
)

// number is what arithmetic works on: byte, short and char have become int before.
type number interface {
	int32 | int64 | float32 | float64
}

// null is the null of a numeric type.
func null[T number]() T {
	var x T
	switch p := any(&x).(type) {
	case *int32:
		*p = column.NullInt
	case *int64:
		*p = column.NullLong
	case *float32:
		*p = column.NullFloat
	case *float64:
		*p = column.NullDouble
	}
	return x
}

// arithmeticKernel is x op y for two arguments of the kind k; y or x may be a constant.
func arithmeticKernel(op string, k column.Kind, x, y *op) kernel {
	switch k {
	case column.Int:
		return arithOf[int32](op, x, y)
	case column.Long, column.Instant:
		return arithOf[int64](op, x, y)
	case column.Float:
		return arithOf[float32](op, x, y)
	}
	return arithOf[float64](op, x, y)
}

func arithOf[T number](name string, x, y *op) kernel {
	table := map[string]loops[T]{
		"+": {addVV[T], addVS[T], func(out, a []T, s, null T) { addVS(out, a, s, null) }},
		"-": {subVV[T], subVS[T], subSV[T]},
		"*": {mulVV[T], mulVS[T], func(out, a []T, s, null T) { mulVS(out, a, s, null) }},
		"/": {divVV[T], divVS[T], divSV[T]},
	}
	l, ok := table[name]
	if !ok {
		return remainderOf[T]()
	}
	return l.kernel(x, y, null[T]())
}

// loops are the loops of an operation: two vectors, a vector and a scalar, a scalar (s)
// and a vector.
type loops[T any] struct {
	vv func(out, a, b []T, null T)
	vs func(out, a []T, s, null T)
	sv func(out, a []T, s, null T)
}

func (l loops[T]) kernel(x, y *op, null T) kernel {
	switch {
	case y.constant():
		s := vals[T](y.val)[0]
		return func(c *call) error {
			l.vs(grow[T](c.out, c.n), vals[T](c.args[0]), s, null)
			return nil
		}
	case x.constant():
		s := vals[T](x.val)[0]
		return func(c *call) error {
			l.sv(grow[T](c.out, c.n), vals[T](c.args[1]), s, null)
			return nil
		}
	}
	return func(c *call) error {
		l.vv(grow[T](c.out, c.n), vals[T](c.args[0]), vals[T](c.args[1]), null)
		return nil
	}
}

// The loops compute first and then ask x <= null, which in hardware is one test where
// == of floating point is two; only null and -Infinity pass it.

func addVV[T number](out, a, b []T, null T) {
	b, out = b[:len(a)], out[:len(a)]
	for i, x := range a {
		y := b[i]
		r := x + y
		if (x <= null || y <= null) && (x == null || y == null) {
			r = null
		}
		out[i] = r
	}
}

func addVS[T number](out, a []T, s, null T) {
	if s == null {
		fill(out, null)
		return
	}
	out = out[:len(a)]
	for i, x := range a {
		r := x + s
		if x <= null && x == null {
			r = null
		}
		out[i] = r
	}
}

func subVV[T number](out, a, b []T, null T) {
	b, out = b[:len(a)], out[:len(a)]
	for i, x := range a {
		y := b[i]
		r := x - y
		if (x <= null || y <= null) && (x == null || y == null) {
			r = null
		}
		out[i] = r
	}
}

func subVS[T number](out, a []T, s, null T) {
	if s == null {
		fill(out, null)
		return
	}
	out = out[:len(a)]
	for i, x := range a {
		r := x - s
		if x <= null && x == null {
			r = null
		}
		out[i] = r
	}
}

func subSV[T number](out, a []T, s, null T) {
	if s == null {
		fill(out, null)
		return
	}
	out = out[:len(a)]
	for i, x := range a {
		r := s - x
		if x <= null && x == null {
			r = null
		}
		out[i] = r
	}
}

func mulVV[T number](out, a, b []T, null T) {
	b, out = b[:len(a)], out[:len(a)]
	for i, x := range a {
		y := b[i]
		r := x * y
		if (x <= null || y <= null) && (x == null || y == null) {
			r = null
		}
		out[i] = r
	}
}

func mulVS[T number](out, a []T, s, null T) {
	if s == null {
		fill(out, null)
		return
	}
	out = out[:len(a)]
	for i, x := range a {
		r := x * s
		if x <= null && x == null {
			r = null
		}
		out[i] = r
	}
}

func divVV[T number](out, a, b []T, null T) {
	b, out = b[:len(a)], out[:len(a)]
	for i, x := range a {
		y := b[i]
		r := x / y
		if (x <= null || y <= null) && (x == null || y == null) {
			r = null
		}
		out[i] = r
	}
}

func divVS[T number](out, a []T, s, null T) {
	if s == null {
		fill(out, null)
		return
	}
	out = out[:len(a)]
	for i, x := range a {
		r := x / s
		if x <= null && x == null {
			r = null
		}
		out[i] = r
	}
}

func divSV[T number](out, a []T, s, null T) {
	if s == null {
		fill(out, null)
		return
	}
	out = out[:len(a)]
	for i, x := range a {
		r := s / x
		if x <= null && x == null {
			r = null
		}
		out[i] = r
	}
}

var errZero = errors.New("/ by zero: % of a whole number by 0; guard it, as in B == 0 ? null : A % B")

// remainderOf is x % y: an error for whole numbers where y is 0.
func remainderOf[T number]() kernel {
	null := null[T]()
	return func(c *call) error {
		out, a, b := grow[T](c.out, c.n), vals[T](c.args[0]), vals[T](c.args[1])
		for i, x := range a {
			y := b[i]
			switch {
			case x == null || y == null:
				out[i] = null
			default:
				r, ok := remainder(x, y)
				if !ok {
					return &RowError{Index: i, Err: errZero}
				}
				out[i] = r
			}
		}
		return nil
	}
}

func remainder[T number](x, y T) (r T, ok bool) {
	switch x := any(x).(type) {
	case int32:
		y := any(y).(int32)
		if y == 0 {
			return 0, false
		}
		return T(x % y), true
	case int64:
		y := any(y).(int64)
		if y == 0 {
			return 0, false
		}
		return T(x % y), true
	case float32:
		return T(math.Mod(float64(x), float64(any(y).(float32)))), true
	}
	return T(math.Mod(float64(x), float64(y))), true
}

// bits is & | ^ on whole numbers, null where either is.
func bits[T int32 | int64](name string) kernel {
	null := null[T]()
	f := map[string]func(out, a, b []T){
		"&": func(out, a, b []T) {
			for i, x := range a {
				out[i] = x & b[i]
			}
		},
		"|": func(out, a, b []T) {
			for i, x := range a {
				out[i] = x | b[i]
			}
		},
		"^": func(out, a, b []T) {
			for i, x := range a {
				out[i] = x ^ b[i]
			}
		},
	}[name]
	return func(c *call) error {
		out, a, b := grow[T](c.out, c.n), vals[T](c.args[0]), vals[T](c.args[1])
		f(out, a, b)
		for i, x := range a {
			if x == null || b[i] == null {
				out[i] = null
			}
		}
		return nil
	}
}

// negate is -x.
func negate[T number]() kernel {
	null := null[T]()
	return func(c *call) error {
		out, a := grow[T](c.out, c.n), vals[T](c.args[0])
		for i, x := range a {
			if x == null {
				out[i] = null
			} else {
				out[i] = -x
			}
		}
		return nil
	}
}
