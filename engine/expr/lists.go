package expr

import (
	"slices"

	"starling/engine/column"
)

// Kernels of arrays and groups whose elements are arrays themselves.

func indexOfLists(c *call) error {
	l, at := c.args[0].(*column.Lists), vals[int64](c.args[1])
	for i := range c.n {
		lo, hi, ok := l.At(i)
		if err := checkIndex(i, at[i], hi-lo, !ok); err != nil {
			return err
		}
		c.out.AppendFrom(l.Elems(), lo+int(at[i]))
	}
	return nil
}

// appendNth appends the n-th element of [lo, hi), null where there is none.
func appendNth(out, elems column.Vector, lo, hi int, n int64) {
	if n < 0 || n >= int64(hi-lo) {
		out.AppendNull()
		return
	}
	out.AppendFrom(elems, lo+int(n))
}

func atLists(c *call) error {
	l, at := c.args[0].(*column.Lists), vals[int64](c.args[1])
	for i := range c.n {
		lo, hi, _ := l.At(i)
		appendNth(c.out, l.Elems(), lo, hi, at[i])
	}
	return nil
}

func packLists(c *call) error {
	l := c.out.(*column.Lists)
	for i := range c.n {
		items := l.Open()
		for _, a := range c.args {
			items.AppendFrom(a, i)
		}
		l.Close()
	}
	return nil
}

func subLists(c *call) error {
	in, out, from, to := c.args[0].(*column.Lists), c.out.(*column.Lists), vals[int64](c.args[1]), vals[int64](c.args[2])
	for i := range c.n {
		start, end, ok := in.At(i)
		if !ok {
			out.AppendNull()
			continue
		}
		lo, hi, err := partOf(i, from[i], to[i], end-start)
		if err != nil {
			return err
		}
		items := out.Open()
		for k := lo; k < hi; k++ {
			appendNth(items, in.Elems(), start, end, k)
		}
		out.Close()
	}
	return nil
}

func positionsLists(c *call) error {
	in, out, at := c.args[0].(*column.Lists), c.out.(*column.Lists), arraysOf[int64](c.args[1])
	for i := range c.n {
		lo, hi, ok := in.At(i)
		places, some := at.at(i)
		if !ok {
			out.AppendNull()
			continue
		}
		if !some {
			return rowErr(i, noPositions)
		}
		items := out.Open()
		for _, p := range places {
			appendNth(items, in.Elems(), lo, hi, p)
		}
		out.Close()
	}
	return nil
}

// sizeOfLists is the number of elements, null of null.
func sizeOfLists(c *call) error {
	l, out := c.args[0].(*column.Lists), grow[int64](c.out, c.n)
	for i := range out {
		out[i] = column.NullLong
		if lo, hi, ok := l.At(i); ok {
			out[i] = int64(hi - lo)
		}
	}
	return nil
}

// sameLists is the lists as they are: an array of a group.
func sameLists(c *call) error {
	c.out.AppendRange(c.args[0], 0, c.n)
	return nil
}

// sameOf is sameLists, or byte arrays of groups of bytes.
func sameOf[T any](c *call) error {
	if _, text := c.out.(*column.Vec[string]); text {
		return toArray(same[T])(c)
	}
	return sameLists(c)
}

// equalLists is == or != of arrays or groups: of equal elements, or both null.
func equalLists(op string) kernel {
	same := bit(op == "==")
	return func(c *call) error {
		x, y := c.args[0].(*column.Lists), c.args[1].(*column.Lists)
		out := grow[int8](c.out, c.n)
		for i := range out {
			if out[i] = same; !equalList(x, i, y, i) {
				out[i] = same ^ 1
			}
		}
		return nil
	}
}

// equalList reports whether the i-th list of x and the k-th of y are equal.
func equalList(x *column.Lists, i int, y *column.Lists, k int) bool {
	lo, hi, ok := x.At(i)
	from, to, some := y.At(k)
	if ok != some || hi-lo != to-from {
		return false
	}
	if l, nested := x.Elems().(*column.Lists); nested {
		for n := range hi - lo {
			if !equalList(l, lo+n, y.Elems().(*column.Lists), from+n) {
				return false
			}
		}
		return true
	}
	return equalItems.Of(x.Elems())(x.Elems(), y.Elems(), lo, hi, from)
}

// equalItems reports whether the values [lo, hi) of a vector are those of another from a
// place on.
var equalItems = column.ByType[func(x, y column.Vector, lo, hi, from int) bool]{
	Int8: equalRange[int8], Int16: equalRange[int16], Uint16: equalRange[uint16], Int32: equalRange[int32], Int64: equalRange[int64],
	Float32: equalRange[float32], Float64: equalRange[float64], String: equalTexts, Any: equalObjects,
}

func equalRange[T comparable](x, y column.Vector, lo, hi, from int) bool {
	return slices.Equal(vals[T](x)[lo:hi], vals[T](y)[from:from+hi-lo])
}

func equalTexts(x, y column.Vector, lo, hi, from int) bool {
	return slices.EqualFunc(vals[string](x)[lo:hi], vals[string](y)[from:from+hi-lo], func(a, b string) bool {
		return a == b && column.IsNullString(a) == column.IsNullString(b)
	})
}

func equalObjects(x, y column.Vector, lo, hi, from int) bool {
	return slices.EqualFunc(vals[any](x)[lo:hi], vals[any](y)[from:from+hi-lo], column.Equal)
}
