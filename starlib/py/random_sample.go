package py

import (
	"math"
	"sort"

	"go.starlark.net/starlark"
)

func randomSample(c *Call) (starlark.Value, error) {
	var population, counts starlark.Value = nil, starlark.None
	var k int
	if len(c.Args) > 2 {
		return nil, Raise("TypeError", "sample() takes 2 positional arguments but %d were given", len(c.Args))
	}
	if err := c.Unpack("population", &population, "k", &k, "counts?", &counts); err != nil {
		return nil, err
	}
	list, err := c.population(population)
	if err != nil {
		return nil, err
	}
	at, n := list.Index, list.Len()
	if counts != starlark.None {
		ends, err := c.numbers(counts)
		switch {
		case err != nil:
			return nil, err
		case len(ends) != n:
			return nil, Raise("ValueError", "The number of counts does not match the population")
		}
		n = 0
		for i := range ends {
			if ends[i] < 0 {
				return nil, Raise("ValueError", "Counts must be non-negative")
			}
			n += int(ends[i])
			ends[i] = float64(n)
		}
		at = func(i int) starlark.Value {
			return list.Index(sort.Search(len(ends), func(j int) bool { return float64(i) < ends[j] }))
		}
	}
	if k < 0 || k > n {
		return nil, Raise("ValueError", "Sample larger than population or is negative")
	}
	if err := c.bounds.Count("sample", k); err != nil {
		return nil, err
	}
	places, err := c.places(n, k)
	out := make([]starlark.Value, len(places))
	for i, j := range places {
		out[i] = at(j)
	}
	return starlark.NewList(out), err
}

// places is k different numbers below n, drawn as CPython draws them: of few or many from what
// is left, else again where one is taken.
func (c *Call) places(n, k int) ([]int, error) {
	few := 21
	if k > 5 {
		few += int(math.Pow(4, math.Ceil(math.Log(float64(3*k))/math.Log(4))))
	}
	out, p, r := make([]int, k), c.Pace(), c.generator()
	moved, taken := map[int]int{}, map[int]bool{}
	at := func(i int) int {
		if j, ok := moved[i]; ok {
			return j
		}
		return i
	}
	for i := range out {
		if err := p.Step(); err != nil {
			return nil, err
		}
		if n <= few {
			j := r.below(n - i)
			out[i] = at(j)
			moved[j] = at(n - i - 1)
			continue
		}
		j := r.below(n)
		for taken[j] {
			j = r.below(n)
		}
		taken[j] = true
		out[i] = j
	}
	return out, nil
}
