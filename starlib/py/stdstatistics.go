package py

import (
	"math"
	"math/big"

	"go.starlark.net/starlark"
)

// statisticsEntries is the module statistics. Sums are exact, as Python's are.
func statisticsEntries() []Entry {
	return []Entry{
		{Sig: "LinearRegression", Doc: "What linear_regression gives: slope and intercept."},
		{Sig: "NormalDist", Doc: "A normal distribution: NormalDist(mu=0.0, sigma=1.0)."},
		{Sig: "StatisticsError", Doc: "The error of data from which nothing can be computed.", Value: ExceptionClass{"statistics", "StatisticsError", "ValueError"}},
		{Sig: "correlation", Doc: "Pearson's correlation: correlation(x, y)."},
		{Sig: "covariance", Doc: "The covariance of a sample: covariance(x, y)."},
		{Sig: "fmean", Doc: "The mean, as a float: fmean(data, weights=None)."},
		{Sig: "geometric_mean", Doc: "The geometric mean."},
		{Sig: "harmonic_mean", Doc: "The harmonic mean: harmonic_mean(data, weights=None)."},
		{Sig: "linear_regression", Doc: "The line through points: linear_regression(x, y, proportional=False)."},
		{Sig: "mean(data)", Doc: "The mean.", Fn: ofNumbers(1, "mean requires at least one data point", func(xs numbers) (starlark.Value, error) {
			return xs.value(xs.mean()), nil
		})},
		{Sig: "median(data)", Doc: "The middle one of the sorted values, or the mean of the two.", Fn: median},
		{Sig: "median_grouped", Doc: "The median of values that stand for intervals: median_grouped(data, interval=1)."},
		{Sig: "median_high", Doc: "The median, of two the larger."},
		{Sig: "median_low", Doc: "The median, of two the smaller."},
		{Sig: "mode(data)", Doc: "The value that there is most often, the first of several.", Fn: mode},
		{Sig: "multimode", Doc: "The values that there are most often."},
		{Sig: "pstdev(data) -> float", Doc: "The standard deviation of all values.", Fn: ofNumbers(1, "pstdev requires at least one data point", func(xs numbers) (starlark.Value, error) {
			return rootOf(xs.spread(0)), nil
		})},
		{Sig: "pvariance(data)", Doc: "The variance of all values.", Fn: ofNumbers(1, "pvariance requires at least one data point", func(xs numbers) (starlark.Value, error) {
			return xs.value(xs.spread(0)), nil
		})},
		{Sig: "quantiles", Doc: "What cuts data into n parts: quantiles(data, n=4, method=\"exclusive\")."},
		{Sig: "stdev(data) -> float", Doc: "The standard deviation of a sample.", Fn: ofNumbers(2, "stdev requires at least two data points", func(xs numbers) (starlark.Value, error) {
			return rootOf(xs.spread(1)), nil
		})},
		{Sig: "variance(data)", Doc: "The variance of a sample.", Fn: ofNumbers(2, "variance requires at least two data points", func(xs numbers) (starlark.Value, error) {
			return xs.value(xs.spread(1)), nil
		})},
	}
}

// numbers is values as exact numbers.
type numbers struct {
	all   []*big.Rat
	whole bool // all of them are
}

// ofNumbers is a function of at least so many finite numbers.
func ofNumbers(least int, few string, fn func(xs numbers) (starlark.Value, error)) func(c *Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		var data starlark.Value
		if err := c.Unpack("data", &data); err != nil {
			return nil, err
		}
		values, err := c.valuesOf(data)
		if err != nil {
			return nil, err
		}
		xs := numbers{whole: true}
		for _, v := range values {
			switch v := asNumber(v).(type) {
			case starlark.Int:
				xs.all = append(xs.all, new(big.Rat).SetInt(v.BigInt()))
			case starlark.Float:
				if f := float64(v); math.IsInf(f, 0) || f != f {
					return nil, Raise("ValueError", "%s: %s is no finite number", c.Name, floatText(f))
				}
				xs.whole = false
				xs.all = append(xs.all, new(big.Rat).SetFloat64(float64(v)))
			default:
				return nil, Raise("TypeError", "can't convert type '%s' to numerator/denominator", TypeOf(v))
			}
		}
		if len(xs.all) < least {
			return nil, Raise("StatisticsError", "%s", few)
		}
		return fn(xs)
	}
}

func (xs numbers) sum() *big.Rat {
	sum := new(big.Rat)
	for _, x := range xs.all {
		sum.Add(sum, x)
	}
	return sum
}

func (xs numbers) mean() *big.Rat {
	sum := xs.sum()
	return sum.Quo(sum, new(big.Rat).SetInt64(int64(len(xs.all))))
}

// spread is the mean square of the distances to the mean, of so many values less.
func (xs numbers) spread(less int) *big.Rat {
	mean, sum := xs.mean(), new(big.Rat)
	for _, x := range xs.all {
		d := new(big.Rat).Sub(x, mean)
		sum.Add(sum, d.Mul(d, d))
	}
	return sum.Quo(sum, new(big.Rat).SetInt64(int64(len(xs.all)-less)))
}

// value is a whole number if all are and it is one, else a float.
func (xs numbers) value(r *big.Rat) starlark.Value {
	if xs.whole && r.IsInt() {
		return starlark.MakeBigInt(r.Num())
	}
	return floatOf(r)
}

func floatOf(r *big.Rat) starlark.Value {
	f, _ := r.Float64()
	return starlark.Float(f)
}

// rootPrecision is so many bits that what is cut off a root is not seen in a float.
const rootPrecision = 256

func rootOf(r *big.Rat) starlark.Value {
	x := new(big.Float).SetPrec(rootPrecision).SetRat(r)
	f, _ := x.Sqrt(x).Float64()
	return starlark.Float(f)
}
