package expr

import (
	"errors"
	"math/rand/v2"
)

// randomFuncs are random values, one or an array of them.
var randomFuncs = join(
	expand(
		kind{"int", "", randomLines("randomInt", randomWhole[int32])},
		kind{"long", "", randomLines("randomLong", randomWhole[int64])},
		kind{"float", "", randomLines("randomFloat", randomFloat(rand.Float32))},
		kind{"double", "", randomLines("randomDouble", randomFloat(rand.Float64))},
	),
	expand(kind{"double", "", randomLines("randomGaussian", func(m, s float64) (float64, error) { return m + s*rand.NormFloat64(), nil })}),
	table{
		"random": {"a random number from 0 to 1", []overload{{"double()", r0(rand.Float64), impure | present}}},
		"randomBool": {"true or false at random", []overload{
			{"boolean()", r0(randomBool), impure | present},
			{"boolean[](int)", randomFlags, impure | fails | present},
		}},
	},
)

// randomDocs say what the two numbers of each function are.
var randomDocs = map[string]string{
	"randomInt": "a random whole number, from min up to, not including, max; an array of so many", "randomLong": "a random whole number, from min up to, not including, max; an array of so many",
	"randomFloat": "a random number from min to max; an array of so many", "randomDouble": "a random number from min to max; an array of so many",
	"randomGaussian": "a random number of a normal distribution (mean, standard deviation); an array of so many",
}

func randomLines[T numeric](name string, f func(a, b T) (T, error)) []line {
	return []line{
		{name, randomDocs[name], "T(T, T)", fe2(f), impure | fails},
		{name, randomDocs[name], "T[](T, T, int)", func(c *call) error {
			a, b := vals[T](c.args[0]), vals[T](c.args[1])
			for i, n := range vals[int32](c.args[2]) {
				if n < 0 || n > maxArray {
					return rowErr(i, "an array has 0 to %d values, not %d", maxArray, n)
				}
				out := make([]T, n)
				for k := range out {
					var err error
					if out[k], err = f(a[i], b[i]); err != nil {
						return &RowError{Index: i, Err: err}
					}
				}
				appendArrayTo(c.out, out, true)
			}
			return nil
		}, impure | fails},
	}
}

func randomBool() int8 { return int8(rand.IntN(2)) }

func randomFlags(c *call) error {
	for i, n := range vals[int32](c.args[0]) {
		if n < 0 || n > maxArray {
			return rowErr(i, "an array has 0 to %d values, not %d", maxArray, n)
		}
		out := make([]int8, n)
		for k := range out {
			out[k] = randomBool()
		}
		appendArrayTo(c.out, out, true)
	}
	return nil
}

var errBounds = errors.New("the lower bound is not below the upper bound")

func randomFloat[T float32 | float64](draw func() T) func(low, high T) (T, error) {
	return func(low, high T) (T, error) {
		if !(low < high) {
			return 0, errBounds
		}
		return low + draw()*(high-low), nil
	}
}

func randomWhole[T int32 | int64](low, high T) (T, error) {
	if low >= high {
		return 0, errBounds
	}
	return T(int64(low) + int64(rand.Uint64N(uint64(high)-uint64(low)))), nil
}
