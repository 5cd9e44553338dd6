package agg

import "starling/engine/column"

// newSum is the sum of the values of a group: long for whole numbers, where it wraps
// around, and the number of true for Booleans; float and double for themselves.
func newSum(in []column.Type, args Args, _ bool) (Agg, error) {
	t, err := sumType("sum")(in, args)
	if err == nil && t.Big() {
		return bigSumOf(t, nil, false), nil
	}
	return sumOf(t, err, nil, nil)
}

// sumOf is a sum of type t of the values, or of those that map puts in their place,
// in a buffer of its own, if given.
func sumOf(t column.Type, err error, mapLongs func(dst, src []int64), mapDoubles func(dst, src []float64)) (Agg, error) {
	switch {
	case err != nil:
		return nil, err
	case t.Kind == column.Long:
		return &longSum{out: newOut[int64](t), mapped: mapLongs}, nil
	case t.Kind == column.Float:
		return &floatSumOf[float32]{out: newOut[float32](t), null: column.NullFloat, mapped: mapDoubles}, nil
	}
	return &floatSumOf[float64]{out: newOut[float64](t), null: column.NullDouble, mapped: mapDoubles}, nil
}

type longSum struct {
	out[int64]
	sums   wholeSums
	mapped func(dst, src []int64)
	buf    []int64
}

func (a *longSum) Grow(groups int) {
	a.touched.Grow(groups)
	a.sums = grow(a.sums, groups)
}

func (a *longSum) Add(groups []int32, in []column.Vector)    { a.apply(groups, in, 1) }
func (a *longSum) Remove(groups []int32, in []column.Vector) { a.apply(groups, in, -1) }

func (a *longSum) apply(groups []int32, in []column.Vector, sign int64) {
	a.touched.AddAll(groups)
	v := longs(&a.buf, in[0])
	if a.mapped != nil {
		d := sized(&a.buf, len(v))
		a.mapped(d, v)
		v = d
	}
	a.sums.apply(groups, v, sign)
}

// Flush writes the sums of the touched groups.
func (a *longSum) Flush() { a.flush(a.sums.value) }

// floatSumOf sums doubles and floats, the latter in double precision too.
type floatSumOf[T float32 | float64] struct {
	out[T]
	sums   floatSums
	null   T
	mapped func(dst, src []float64)
	buf    []float64
}

func (a *floatSumOf[T]) Grow(groups int) {
	a.touched.Grow(groups)
	a.sums.grow(groups)
}

func (a *floatSumOf[T]) Add(groups []int32, in []column.Vector)    { a.apply(groups, in, 1) }
func (a *floatSumOf[T]) Remove(groups []int32, in []column.Vector) { a.apply(groups, in, -1) }

func (a *floatSumOf[T]) apply(groups []int32, in []column.Vector, sign int64) {
	a.touched.AddAll(groups)
	v := doubles(&a.buf, in[0])
	if a.mapped != nil {
		d := sized(&a.buf, len(v))
		a.mapped(d, v)
		v = d
	}
	a.sums.apply(groups, v, sign)
}

// Flush writes the sums of the touched groups.
func (a *floatSumOf[T]) Flush() {
	a.flush(func(g int32) T {
		if a.sums.count(g) == 0 {
			return a.null
		}
		return T(a.sums.over(g, 1))
	})
}
