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
	if len(in) == 1 && in[0].Big() && slices.Contains([]string{"sum", "abs_sum", "avg", "var", "std"}, name) {
		return naiveBig(name, in[0], vals), 0
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
		s, slack := weighted(rows).value()
		return s, slack + productDrift
	}
	return naiveMore(name, in, args, rows, vals)
}

func naiveMore(name string, in []column.Type, args Args, rows [][]any, vals []any) (any, float64) {
	switch name {
	case "weighted_avg":
		e := weighted(rows)
		if e.n == 0 {
			return nil, 0
		}
		var w exact
		for _, r := range rows {
			if !slices.Contains(r, nil) {
				w.add(asDouble(r[0]))
			}
		}
		d := w.over(1)
		if e.nan || e.pos || e.neg {
			return e.over(1) / d, 0
		}
		if math.Abs(d) < 1e-9 || math.IsInf(d, 0) {
			return nil, anything // a division by next to nothing
		}
		f, _ := new(big.Float).SetPrec(4000).Quo(&e.sum, &w.sum).Float64()
		return f, productDrift + 1e-12*math.Abs(f) + 1e-30*e.abs/math.Abs(d)
	case "var", "std":
		return naiveVar(vals, name == "std")
	case "median", "pct":
		if name == "median" {
			args.Percentile = 0.5
		}
		return naiveQuantile(in[0], args, vals)
	case "group":
		all := make([]any, len(rows))
		for i, r := range rows {
			all[i] = r[0]
		}
		return all, exactly
	case "count_where":
		n := int64(0)
		for _, x := range vals {
			if x == true {
				n++
			}
		}
		return n, 0
	case "count_distinct":
		if n := len(naiveSet(rows, args.CountNulls)); n > 0 {
			return int64(n), 0
		}
		return nil, 0
	case "distinct":
		if s := naiveSet(rows, args.IncludeNulls); len(s) > 0 {
			return s, exactly
		}
		return nil, 0
	case "unique":
		switch s := naiveSet(rows, args.IncludeNulls); len(s) {
		case 0:
			return nil, 0
		case 1:
			return s[0], exactly
		}
		v, _ := sentinel(in[0], args.NonUniqueSentinel)
		return v.Any(0), exactly
	}
	panic(name)
}

// naiveSet is the distinct values of the rows, ascending, null first.
func naiveSet(rows [][]any, nulls bool) []any {
	var s []any
	for _, r := range rows {
		x := r[0]
		switch x {
		case float32(0):
			x = float32(0)
		case 0.0:
			x = 0.0
		}
		if (x == nil || isNaN(x)) && !nulls || slices.ContainsFunc(s, func(y any) bool { return agree(x, y, exactly) }) {
			continue
		}
		s = append(s, x)
	}
	slices.SortFunc(s, func(a, b any) int {
		if a == nil || b == nil {
			return bit(b == nil) - bit(a == nil)
		}
		return compare(a, b)
	})
	return s
}

func naiveVar(vals []any, root bool) (any, float64) {
	if len(vals) == 0 {
		return nil, 0
	}
	var sum, sum2 exact
	for _, x := range vals {
		y := asDouble(x)
		if !(math.Abs(y) < wildest) {
			return math.NaN(), 0
		}
		sum.add(y)
		sum2.sum.SetPrec(4000).Add(&sum2.sum, new(big.Float).SetPrec(4000).Mul(big.NewFloat(y), big.NewFloat(y)))
	}
	if len(vals) == 1 {
		return math.NaN(), 0
	}
	n := big.NewFloat(float64(len(vals)))
	m := new(big.Float).SetPrec(4000).Quo(new(big.Float).SetPrec(4000).Mul(&sum.sum, &sum.sum), n)
	f, _ := m.Sub(&sum2.sum, m).Quo(m, big.NewFloat(float64(len(vals)-1))).Float64()
	s2, _ := sum2.sum.Float64()
	slack := 1e-9 + 1e-28*s2
	if root {
		return math.Sqrt(f), math.Sqrt(f+slack) - math.Sqrt(max(0, f-slack))
	}
	return f, slack
}

func naiveQuantile(t column.Type, args Args, vals []any) (any, float64) {
	n := len(vals)
	if n == 0 {
		return nil, 0
	}
	s := slices.SortedFunc(slices.Values(vals), compare)
	if floating(t) && isNaN(s[n-1]) {
		return s[n-1], exactly
	}
	if !averaged(t, args) {
		return s[int(math.Floor(float64(n-1)*args.Percentile+0.5))], exactly
	}
	i := int(float64(n-1) * args.Percentile)
	x, y := asDouble(s[i]), asDouble(s[i])
	if (i + 1) == n-(i+1) {
		y = asDouble(s[i+1])
	}
	var m any = x/2 + y/2
	if x+y-(x+y) == 0 {
		m = (x + y) / 2
	}
	if t.Kind == column.Float {
		m = float32(m.(float64))
	}
	return m, 0
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

// productDrift is what products do: they reach 1e48, where 106 bits end above one.
const productDrift = 1e-5

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
		if slices.ContainsFunc(r, infinite) {
			e.add(math.NaN())
			continue
		}
		if slices.Contains(r, nil) {
			continue
		}
		switch w, x := asDouble(r[0]), asDouble(r[1]); {
		case math.IsInf(w*scale*x, 0):
			e.add(w * x)
		default:
			e.n++
			e.sum.SetPrec(4000).Add(&e.sum, new(big.Float).SetPrec(4000).Mul(big.NewFloat(w), big.NewFloat(x)))
			e.abs += math.Abs(w * x)
		}
	}
	return &e
}

// infinite reports whether x is a number and not finite.
func infinite(x any) bool { return x != nil && asDouble(x)-asDouble(x) != 0 }

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
	case column.Decimal, *big.Int:
		return column.CompareBig(a, b)
	case column.ZonedDateTime:
		y := b.(column.ZonedDateTime)
		return cmp.Or(cmp.Compare(x.Nanos, y.Nanos), strings.Compare(x.Zone.Name, y.Zone.Name))
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
	nan := slices.IndexFunc(vals, isNaN)
	switch {
	case len(vals) == 0:
		return nil
	case nan >= 0:
		return vals[nan]
	case most:
		return slices.MaxFunc(vals, compare)
	}
	return slices.MinFunc(vals, compare)
}
