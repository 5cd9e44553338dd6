package agg

import (
	"fmt"
	"math"

	"starling/engine/column"
)

// quantileType is the type of a quantile: that of the input, but for averages of
// int and long, which are double.
func quantileType(name string) typeRule {
	return func(in []column.Type, args Args) (column.Type, error) {
		switch t := in[0]; {
		case !ordered(t):
			return column.Type{}, unsupported(name, t)
		case !(args.Percentile >= 0 && args.Percentile <= 1):
			return column.Type{}, fmt.Errorf("%s: percentile %v is not from 0 to 1", name, args.Percentile)
		case averaged(t, args) && t.Kind != column.Float:
			return column.Of(column.Double), nil
		default:
			return t, nil
		}
	}
}

// averaged reports whether the mean of two middle values is taken: of int, long,
// float and double; other kinds yield one of their values, as in Deephaven.
func averaged(t column.Type, args Args) bool {
	return args.AverageEvenlyDivided && (floating(t) || t.Kind == column.Int || t.Kind == column.Long)
}

// quantileOf is the value at a percentile of the values of a group; nulls are skipped,
// NaN makes NaN.
func quantileOf(name string, in []column.Type, args Args) (Agg, error) {
	t, err := quantileType(name)(in, args)
	if err != nil {
		return nil, err
	}
	if t.Ordered() {
		return &objectBag{
			out: newOut[any](t), quantile: true, p: args.Percentile,
			bags: newTextBags(), from: objectKeys{order: t.Class.Order},
		}, nil
	}
	if t.Kind == column.String {
		return &textQuantile{vecOut: newVecOut(t), p: args.Percentile, bags: newTextBags()}, nil
	}
	return &quantile{
		vecOut: newVecOut(t), p: args.Percentile, mean: averaged(in[0], args),
		floating: floating(in[0]), bags: newKeyBags(),
	}, nil
}

type quantile struct {
	vecOut
	p        float64
	mean     bool
	floating bool
	bags     bags[int64] // order keys
	buf      []int64
}

func (a *quantile) Grow(groups int) {
	a.touched.Grow(groups)
	a.bags.grow(groups)
}

func (a *quantile) Add(groups []int32, in []column.Vector) {
	a.touched.AddAll(groups)
	keys := orderKeys(&a.buf, in[0])
	for i, g := range groups {
		if k := keys[i]; k != nullKey {
			a.bags.add(g, k)
		}
	}
}

func (a *quantile) Remove(groups []int32, in []column.Vector) {
	a.touched.AddAll(groups)
	keys := orderKeys(&a.buf, in[0])
	for i, g := range groups {
		if k := keys[i]; k != nullKey {
			a.bags.remove(g, k)
		}
	}
}

// place is the position of percentile p among n values.
func place(p float64, n int64) int64 { return int64(math.Floor(float64(n-1)*p + 0.5)) }

// Flush writes the quantiles of the touched groups.
func (a *quantile) Flush() {
	a.flush(func(dst column.Vector, g int32) {
		n := a.bags.len(g)
		switch {
		case n == 0:
			dst.AppendNull()
		case a.floating && a.bags.last(g) == nanKey:
			appendKey(dst, nanKey)
		case a.mean:
			appendDouble(dst, a.middle(g, n))
		default:
			appendKey(dst, a.bags.at(g, place(a.p, n)))
		}
	})
}

// middle is the value below the percentile, or its mean with the next where they split
// the n values of group g into halves.
func (a *quantile) middle(g int32, n int64) float64 {
	i := int64(float64(n-1) * a.p)
	lo := a.bags.at(g, i)
	hi := lo
	if 2*(i+1) == n {
		hi = a.bags.at(g, i+1)
	}
	if !a.floating {
		var s wideSum
		s.add(lo, 1)
		s.add(hi, 1)
		return s.mean()
	}
	x, y := keyDouble(lo), keyDouble(hi)
	if m := (x + y) / 2; m-m == 0 {
		return m
	}
	return x/2 + y/2 // the sum overflows, or there are infinities
}

func appendDouble(dst column.Vector, x float64) {
	if d, ok := dst.(*column.Vec[float32]); ok {
		d.Append(float32(x))
		return
	}
	dst.(*column.Vec[float64]).Append(x)
}

// textQuantile is a quantile of strings.
type textQuantile struct {
	vecOut
	p    float64
	bags bags[string]
}

func (a *textQuantile) Grow(groups int) {
	a.touched.Grow(groups)
	a.bags.grow(groups)
}

func (a *textQuantile) Add(groups []int32, in []column.Vector) {
	a.touched.AddAll(groups)
	v := in[0].(*column.Vec[string]).V
	for i, g := range groups {
		if x := v[i]; !column.IsNullString(x) {
			a.bags.add(g, javaOrder(x))
		}
	}
}

func (a *textQuantile) Remove(groups []int32, in []column.Vector) {
	a.touched.AddAll(groups)
	v := in[0].(*column.Vec[string]).V
	for i, g := range groups {
		if x := v[i]; !column.IsNullString(x) {
			a.bags.remove(g, javaOrder(x))
		}
	}
}

// Flush writes the quantiles of the touched groups.
func (a *textQuantile) Flush() {
	a.flush(func(dst column.Vector, g int32) {
		n := a.bags.len(g)
		if n == 0 {
			dst.AppendNull()
			return
		}
		dst.(*column.Vec[string]).Append(javaText(a.bags.at(g, place(a.p, n))))
	})
}
