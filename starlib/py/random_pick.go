package py

import (
	"math"
	"sort"

	"go.starlark.net/starlark"
)

// population takes a sequence to choose from.
func (c *Call) population(v starlark.Value) (starlark.Indexable, error) {
	list, ok := looped(v).(starlark.Indexable)
	if !ok && c.EntryName() == "sample" {
		return nil, Raise("TypeError", "Population must be a sequence.  For dicts or sets, use sorted(d).")
	}
	if !ok {
		return nil, Raise("TypeError", "%s: got %s, want a sequence", c.Name, TypeOf(v))
	}
	return list, nil
}

func randomChoice(c *Call) (starlark.Value, error) {
	var seq starlark.Value
	if err := c.Unpack("seq", &seq); err != nil {
		return nil, err
	}
	list, err := c.population(seq)
	if err != nil {
		return nil, err
	}
	if list.Len() == 0 {
		return nil, Raise("IndexError", "Cannot choose from an empty sequence")
	}
	return list.Index(c.generator().below(list.Len())), nil
}

func randomChoices(c *Call) (starlark.Value, error) {
	var seq, weights, sums starlark.Value = nil, starlark.None, starlark.None
	k := 1
	if len(c.Args) > 2 {
		return nil, Raise("TypeError", "choices() takes 2 positional arguments but %d were given", len(c.Args))
	}
	if err := c.Unpack("population", &seq, "weights?", &weights, "cum_weights?", &sums, "k?", &k); err != nil {
		return nil, err
	}
	list, err := c.population(seq)
	if err != nil {
		return nil, err
	}
	ends, err := c.weighed(weights, sums, list.Len())
	if err != nil {
		return nil, err
	}
	if list.Len() == 0 && k > 0 {
		return nil, Raise("IndexError", "list index out of range")
	}
	if err := c.bounds.Count("choices", k); err != nil {
		return nil, err
	}
	out, p := make([]starlark.Value, max(k, 0)), c.Pace()
	for i := range out {
		if err := p.Step(); err != nil {
			return nil, err
		}
		x := c.generator().float()
		if ends == nil {
			out[i] = list.Index(int(math.Floor(x * float64(list.Len()))))
			continue
		}
		x *= ends[len(ends)-1]
		out[i] = list.Index(sort.Search(len(ends)-1, func(j int) bool { return x < ends[j] }))
	}
	return starlark.NewList(out), nil
}

// weighed is where the share of each of n elements ends; nil: all are as likely.
func (c *Call) weighed(weights, sums starlark.Value, n int) ([]float64, error) {
	list := weights
	switch {
	case weights == starlark.None && sums == starlark.None:
		return nil, nil
	case weights != starlark.None && sums != starlark.None:
		return nil, Raise("TypeError", "Cannot specify both weights and cumulative weights")
	case weights == starlark.None:
		list = sums
	}
	ends, err := c.numbers(list)
	if err != nil {
		return nil, err
	}
	if weights != starlark.None {
		for i := 1; i < len(ends); i++ {
			ends[i] += ends[i-1]
		}
	}
	switch {
	case len(ends) != n:
		return nil, Raise("ValueError", "The number of weights does not match the population")
	case n > 0 && ends[n-1] <= 0:
		return nil, Raise("ValueError", "Total of weights must be greater than zero")
	case n > 0 && (math.IsInf(ends[n-1], 0) || math.IsNaN(ends[n-1])):
		return nil, Raise("ValueError", "Total of weights must be finite")
	}
	return ends, nil
}

// numbers takes an iterable of numbers.
func (c *Call) numbers(v starlark.Value) (out []float64, err error) {
	seq, ok := v.(starlark.Iterable)
	if !ok {
		return nil, Raise("TypeError", "'%s' object is not iterable", TypeOf(v))
	}
	for x := range c.Each(seq, c.bounds.Elements, &err) {
		f, ok := starlark.AsFloat(x)
		if !ok {
			return nil, Raise("TypeError", "%s: got %s, want numbers", c.Name, TypeOf(x))
		}
		out = append(out, f)
	}
	return out, err
}

func randomShuffle(c *Call) (starlark.Value, error) {
	var x *starlark.List
	if err := c.Unpack("x", &x); err != nil {
		return nil, err
	}
	p := c.Pace()
	for i := x.Len() - 1; i > 0; i-- {
		if err := p.Step(); err != nil {
			return nil, err
		}
		j := c.generator().below(i + 1)
		a, b := x.Index(i), x.Index(j)
		if err := x.SetIndex(i, b); err != nil {
			return nil, err
		}
		if err := x.SetIndex(j, a); err != nil {
			return nil, err
		}
	}
	return starlark.None, nil
}
