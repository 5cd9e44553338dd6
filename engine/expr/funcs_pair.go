package expr

import (
	"math"

	"starling/engine/column"
)

// pairFuncs are the statistics of two arrays of the same length, of the places where both
// have a value.
var pairFuncs = table{
	"cor":    {"the correlation of two arrays", ofPairs(cor)},
	"cov":    {"the covariance of two arrays", ofPairs(cov)},
	"wavg":   {"the average weighted by a second array", ofPairs(wavg)},
	"wstd":   {"the standard deviation weighted by a second array", ofPairs(wstd)},
	"wste":   {"the standard error weighted by a second array", ofPairs(wste)},
	"wsum":   {"the sum of the products with a second array", productSums()},
	"wtstat": {"the t-statistic weighted by a second array", ofPairs(wtstat)},
	"wvar":   {"the variance weighted by a second array", ofPairs(wvar)},
}

// moments are the sums of x and y and of their products. Each product has the type that Java
// gives it: those of ints are ints, and may wrap around.
type moments struct {
	n, x, y, xx, yy, xy, xxy float64
}

func cov(m moments) float64 { return m.xy/m.n - m.x*m.y/m.n/m.n }

func cor(m moments) float64 {
	return cov(m) / (math.Sqrt(m.xx/m.n-m.x*m.x/m.n/m.n) * math.Sqrt(m.yy/m.n-m.y*m.y/m.n/m.n))
}

func wavg(m moments) float64 { return m.xy / m.y }

func wvar(m moments) float64 { return (m.y*m.xxy - m.xy*m.xy) / (m.y*m.y - m.yy) }

func wstd(m moments) float64 { return math.Sqrt(wvar(m)) }

func wste(m moments) float64 { return wstd(m) * math.Sqrt(m.yy/m.y/m.y) }

func wtstat(m moments) float64 { return wavg(m) / wste(m) }

// ofPairs are the overloads of a function of two arrays of any numbers or char; without a
// pair of values it is null.
func ofPairs(f func(moments) float64) []overload {
	return eachPair(func(x, y column.Kind) (string, kernel) {
		xx, yy, xy := productsOf(x, x), productsOf(y, y), productsOf(x, y)
		return "double", pairKernel(func(p pairs, out column.Vector) {
			n := len(p.x)
			if n == 0 {
				out.AppendNull()
				return
			}
			m := moments{n: float64(n)}
			m.x, _, m.xx, _ = xx(p.from, p.from, p.x, p.x)
			m.y, _, m.yy, _ = yy(p.to, p.to, p.y, p.y)
			_, _, m.xy, m.xxy = xy(p.from, p.to, p.x, p.y)
			out.(*column.Vec[float64]).Append(f(m))
		})
	})
}

// productSums are the overloads of wsum: long for whole numbers, double otherwise.
func productSums() []overload {
	return eachPair(func(x, y column.Kind) (string, kernel) {
		switch promote(column.Of(x), column.Of(y)).Kind {
		case column.Int, column.Long:
			return "long", pairKernel(productSum[int64])
		}
		return "double", pairKernel(productSum[float64])
	})
}

// eachPair are the overloads for all pairs of kinds; of gives the type of the result and the
// kernel.
func eachPair(of func(x, y column.Kind) (string, kernel)) []overload {
	var out []overload
	for _, a := range elements {
		for _, b := range elements {
			result, k := of(mustType(a).Kind, mustType(b).Kind)
			out = append(out, overload{result + "(" + a + "[], " + b + "[])", k, fails})
		}
	}
	return out
}

// products gives the sums of the values of a at x and of b at y, of their products, and of
// a * a * b.
type products func(a, b column.Vector, x, y []int) (sa, sb, ab, aab float64)

// productsOf are the products in the type that Java gives to x * y.
func productsOf(x, y column.Kind) products {
	switch promote(column.Of(x), column.Of(y)).Kind {
	case column.Int:
		return productsIn[int32]
	case column.Long:
		return productsIn[int64]
	case column.Float:
		return productsIn[float32]
	}
	return productsIn[float64]
}

func productsIn[P int32 | int64 | float32 | float64](a, b column.Vector, x, y []int) (sa, sb, ab, aab float64) {
	u, v := valuesAs[P](a, x), valuesAs[P](b, y)
	for i := range u {
		sa, sb = sa+float64(u[i]), sb+float64(v[i])
		ab, aab = ab+float64(u[i]*v[i]), aab+float64(v[i]*u[i]*u[i])
	}
	return sa, sb, ab, aab
}

// productSum appends the sum of the products, null if there is no pair.
func productSum[P int64 | float64](p pairs, out column.Vector) {
	u, v := valuesAs[P](p.from, p.x), valuesAs[P](p.to, p.y)
	if len(u) == 0 {
		out.AppendNull()
		return
	}
	sum := P(0)
	for i := range u {
		sum += u[i] * v[i]
	}
	out.(*column.Vec[P]).Append(sum)
}

// valuesAs are the values of v in the rows at, in a wider type.
func valuesAs[P numeric](v column.Vector, at []int) []P {
	switch v := v.(type) {
	case *column.Vec[int8]:
		return gatherAs[int8, P](v.V, at)
	case *column.Vec[int16]:
		return gatherAs[int16, P](v.V, at)
	case *column.Vec[uint16]:
		return gatherAs[uint16, P](v.V, at)
	case *column.Vec[int32]:
		return gatherAs[int32, P](v.V, at)
	case *column.Vec[int64]:
		return gatherAs[int64, P](v.V, at)
	case *column.Vec[float32]:
		return gatherAs[float32, P](v.V, at)
	}
	return gatherAs[float64, P](vals[float64](v), at)
}

func gatherAs[A, P numeric](v []A, at []int) []P {
	out := make([]P, len(at))
	for i, k := range at {
		out[i] = P(v[k])
	}
	return out
}

// pairs are the pairs of values of two arrays: those of from at x with those of to at y.
type pairs struct {
	from, to column.Vector
	x, y     []int
}

// pairKernel gives each row's pairs to put; a null array gives null.
func pairKernel(put func(p pairs, out column.Vector)) kernel {
	return func(c *call) error {
		a, b := itemsOf(c.args[0]), itemsOf(c.args[1])
		p := pairs{from: a.elems, to: b.elems}
		for i := range c.n {
			lo, hi, ok := a.at(i)
			from, to, some := b.at(i)
			switch {
			case !ok || !some:
				c.out.AppendNull()
				continue
			case hi-lo != to-from:
				return rowErr(i, "the arrays have different lengths: %d and %d", hi-lo, to-from)
			}
			p.x, p.y = p.x[:0], p.y[:0]
			for k := range hi - lo {
				if !a.elems.Null(lo+k) && !b.elems.Null(from+k) {
					p.x, p.y = append(p.x, lo+k), append(p.y, from+k)
				}
			}
			put(p, c.out)
		}
		return nil
	}
}

// items are the elements of the arrays of a vector, end to end, and where each array lies.
type items struct {
	elems column.Vector
	lists *column.Lists
	ends  []int // of byte arrays
	text  []string
}

func itemsOf(v column.Vector) items {
	if l, ok := v.(*column.Lists); ok {
		return items{elems: l.Elems(), lists: l}
	}
	it := items{text: vals[string](v)}
	bytes := &column.Vec[int8]{}
	in := arraysOf[int8](v)
	for i := range it.text {
		s, _ := in.at(i)
		bytes.V = append(bytes.V, s...)
		it.ends = append(it.ends, len(bytes.V))
	}
	it.elems = bytes
	return it
}

func (it *items) at(i int) (lo, hi int, ok bool) {
	if it.lists != nil {
		return it.lists.At(i)
	}
	hi = it.ends[i]
	return hi - len(it.text[i]), hi, !column.IsNullString(it.text[i])
}
