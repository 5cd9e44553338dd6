package agg

import (
	"cmp"
	"math"
	"math/big"
	"slices"
	"strings"

	"starling/engine/column"
)

// The reference: aggregations over all values of a group at once, boxed, null as nil.

// naive is what the named aggregation must give for the rows of one group, in
// row order, and how far off a double may be.
func naive(name string, in []column.Type, args Args, rows [][]any) (want any, slack float64) {
	if name == "count" {
		return int64(len(rows)), 0
	}
	var vals []any // of the last input, without nulls
	for _, r := range rows {
		if !slices.Contains(r, nil) {
			vals = append(vals, r[len(r)-1])
		}
	}
	switch name {
	case "sum", "abs_sum":
		return naiveSum(in[0], vals, name == "abs_sum")
	case "avg":
		return naiveAvg(vals)
	case "min", "max":
		return naiveExtreme(vals, name == "max"), 0
	case "weighted_sum":
		if t, _ := weightedSumType(in, args); t.Kind == column.Long {
			var s int64
			for _, r := range rows {
				if !slices.Contains(r, nil) {
					s += asLong(r[0]) * asLong(r[1])
				}
			}
			if len(vals) == 0 {
				return nil, 0
			}
			return wrapped(s), 0
		}
		s := weighted(rows)
		return s.value()
	}
	panic(name)
}

// wrapped is the sum s, which is null where it wrapped around to just that number.
func wrapped(s int64) any {
	if s == column.NullLong {
		return nil
	}
	return s
}

func asLong(x any) int64 {
	switch x := x.(type) {
	case bool:
		if x {
			return 1
		}
		return 0
	case int8:
		return int64(x)
	case int16:
		return int64(x)
	case uint16:
		return int64(x)
	case int32:
		return int64(x)
	}
	return x.(int64)
}

func asDouble(x any) float64 {
	switch x := x.(type) {
	case float32:
		return float64(x)
	case float64:
		return x
	}
	return float64(asLong(x))
}

// drift is what values up to 1e16 that came and went may leave behind.
const drift = 1e-12

// exact is a sum without rounding.
type exact struct {
	sum           big.Float
	n             int
	abs           float64
	nan, pos, neg bool
}

func (e *exact) add(x float64) {
	e.n++
	switch {
	case math.IsNaN(x):
		e.nan = true
	case math.IsInf(x, 0):
		e.pos, e.neg = e.pos || x > 0, e.neg || x < 0
	default:
		e.sum.SetPrec(4000).Add(&e.sum, new(big.Float).SetFloat64(x))
		e.abs += math.Abs(x)
	}
}

func (e *exact) over(n int) float64 {
	switch {
	case e.nan || e.pos && e.neg:
		return math.NaN()
	case e.pos:
		return math.Inf(1)
	case e.neg:
		return math.Inf(-1)
	}
	f, _ := new(big.Float).SetPrec(4000).Quo(&e.sum, big.NewFloat(float64(n))).Float64()
	return f
}

func (e *exact) value() (any, float64) {
	if e.n == 0 {
		return nil, 0
	}
	return e.over(1), drift + 1e-30*e.abs
}

func weighted(rows [][]any) *exact {
	var e exact
	for _, r := range rows {
		if slices.Contains(r, nil) {
			continue
		}
		w, x := asDouble(r[0]), asDouble(r[1])
		if math.IsInf(w, 0) || math.IsInf(x, 0) {
			w = math.NaN()
		}
		e.add(w * x)
	}
	return &e
}

func naiveSum(t column.Type, vals []any, abs bool) (any, float64) {
	if len(vals) == 0 {
		return nil, 0
	}
	if !floating(t) {
		var s int64
		for _, x := range vals {
			if y := asLong(x); abs && y < 0 {
				s -= y
			} else {
				s += y
			}
		}
		return wrapped(s), 0
	}
	var e exact
	for _, x := range vals {
		if y := asDouble(x); abs {
			e.add(math.Abs(y))
		} else {
			e.add(y)
		}
	}
	if t.Kind == column.Float {
		return float32(e.over(1)), 0
	}
	return e.value()
}

func naiveAvg(vals []any) (any, float64) {
	if len(vals) == 0 {
		return nil, 0
	}
	var e exact
	sum := new(big.Int)
	for _, x := range vals {
		switch x.(type) {
		case float32, float64:
			e.add(asDouble(x))
		default:
			sum.Add(sum, big.NewInt(asLong(x)))
		}
	}
	if e.n > 0 {
		return e.over(e.n), drift + 1e-30*e.abs
	}
	f, _ := new(big.Rat).SetFrac(sum, big.NewInt(int64(len(vals)))).Float64()
	return f, 0
}

func isNaN(x any) bool {
	switch x := x.(type) {
	case float32:
		return x != x
	case float64:
		return x != x
	}
	return false
}

// compare orders boxed values: -0.0 below 0.0, NaN above all.
func compare(a, b any) int {
	switch x := a.(type) {
	case string:
		return strings.Compare(x, b.(string))
	case float32, float64:
		p, q := asDouble(a), asDouble(b)
		switch {
		case isNaN(a) || isNaN(b):
			return cmp.Compare(bit(isNaN(a)), bit(isNaN(b)))
		case p == q:
			return cmp.Compare(bit(math.Signbit(q)), bit(math.Signbit(p)))
		}
		return cmp.Compare(p, q)
	}
	return cmp.Compare(asLong(a), asLong(b))
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

func naiveExtreme(vals []any, most bool) any {
	vals = slices.DeleteFunc(slices.Clone(vals), isNaN)
	switch {
	case len(vals) == 0:
		return nil
	case most:
		return slices.MaxFunc(vals, compare)
	}
	return slices.MinFunc(vals, compare)
}
