package expr

import (
	"math"
	"strings"

	"starling/engine/column"
)

// joinArrays is its arguments, arrays, one after the other; null if one is.
func joinArrays[T any](c *call) error {
	in := make([]arrays[T], len(c.args))
	for k, a := range c.args {
		in[k] = arraysOf[T](a)
	}
	for i := range c.n {
		var all []T
		some := true
		for k := range in {
			s, ok := in[k].at(i)
			all, some = append(all, s...), some && ok
		}
		appendArrayTo(c.out, all, some)
	}
	return nil
}

// choose is one of two values for each element of an array, chooseEach one of two elements.
func choose[T any](c *call) error {
	which, x, y := arraysOf[int8](c.args[0]), vals[T](c.args[1]), vals[T](c.args[2])
	for i := range c.n {
		s, ok := which.at(i)
		out := make([]T, len(s))
		for k, b := range s {
			out[k] = ifelse(b, x[i], y[i])
		}
		appendArrayTo(c.out, out, ok)
	}
	return nil
}

func chooseEach[T any](c *call) error {
	which, x, y := arraysOf[int8](c.args[0]), arraysOf[T](c.args[1]), arraysOf[T](c.args[2])
	for i := range c.n {
		s, ok := which.at(i)
		a, ok1 := x.at(i)
		b, ok2 := y.at(i)
		ok = ok && ok1 && ok2
		if ok && (len(a) != len(s) || len(b) != len(s)) {
			return rowErr(i, "the arrays have different lengths: %d, %d and %d", len(s), len(a), len(b))
		}
		out := make([]T, len(s))
		for k := range out {
			if ok {
				out[k] = ifelse(s[k], a[k], b[k])
			}
		}
		appendArrayTo(c.out, out, ok)
	}
	return nil
}

// repeated is an array of a value, so many times.
func repeated[T any](c *call) error {
	x := vals[T](c.args[0])
	for i, n := range vals[int32](c.args[1]) {
		if n > maxArray {
			return rowErr(i, "an array has 0 to %d values, not %d", maxArray, n)
		}
		out := make([]T, max(n, 0))
		fill(out, x[i])
		appendArrayTo(c.out, out, true)
	}
	return nil
}

// sequence is an array of the numbers from start to end by a step: none if the step leads away.
func sequence[T int8 | int16 | int32 | int64 | float32 | float64](c *call) error {
	from, to, by := vals[T](c.args[0]), vals[T](c.args[1]), vals[T](c.args[2])
	for i := range c.n {
		var out []T
		if n := math.Trunc((float64(to[i]) - float64(from[i])) / float64(by[i])); by[i] != 0 && n >= 0 {
			if n >= maxArray {
				return rowErr(i, "an array has 0 to %d values, not %.0f", maxArray, n+1)
			}
			for k := range int(n) + 1 {
				out = append(out, from[i]+T(k)*by[i])
			}
		}
		appendArrayTo(c.out, out, true)
	}
	return nil
}

// arrayText is the text of an array as java.util.Arrays.toString writes it.
func arrayText(t column.Type) kernel {
	format := column.Java.Format(t)
	return func(c *call) error {
		out := grow[string](c.out, c.n)
		var b []byte
		for i := range out {
			var ok bool
			if b, ok = format(b[:0], c.args[0], i); !ok {
				b = append(b, "null"...)
			}
			out[i] = strings.Clone(string(b))
		}
		return nil
	}
}
