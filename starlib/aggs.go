package starlib

import (
	"fmt"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/engine/agg"
	"starling/starlib/py"
)

// aggregation is what agg.sum_("New = Old") gives.
type aggregation struct{ engine.Aggregation }

func (a *aggregation) String() string        { return fmt.Sprintf("<agg.%s>", a.Name) }
func (a *aggregation) Type() string          { return "Aggregation" }
func (a *aggregation) Freeze()               {}
func (a *aggregation) Truth() starlark.Bool  { return true }
func (a *aggregation) Hash() (uint32, error) { return starlark.String(a.Name).Hash() }

// aggEntries is the module deephaven.agg.
func aggEntries() []py.Entry {
	return []py.Entry{
		{Sig: "abs_sum(cols=None)", Doc: "The sum of the absolute values.", Fn: does(aggOf("abs_sum"))},
		{Sig: "avg(cols=None)", Doc: "The average.", Fn: does(aggOf("avg"))},
		{Sig: "count_(col)", Doc: "The number of rows, in a column of the given name.", Fn: does(aggCount)},
		{Sig: "count_distinct(cols=None, count_nulls=False)", Doc: "The number of different values.", Fn: does(aggCountDistinct)},
		{Sig: "distinct(cols=None, include_nulls=False)", Doc: "The different values, as an array.", Fn: does(aggDistinct)},
		{Sig: "first(cols=None)", Doc: "The value of the first row.", Fn: does(aggOf("first"))},
		{Sig: "group(cols=None)", Doc: "All values, as an array in the order of the rows; not of a blink table.", Fn: does(aggOf("group"))},
		{Sig: "last(cols=None)", Doc: "The value of the last row.", Fn: does(aggOf("last"))},
		{Sig: "max_(cols=None)", Doc: "The greatest value.", Fn: does(aggOf("max"))},
		{Sig: "median(cols=None, average_evenly_divided=True)", Doc: "The value in the middle.", Fn: does(aggMedian)},
		{Sig: "min_(cols=None)", Doc: "The least value.", Fn: does(aggOf("min"))},
		{Sig: "pct(percentile, cols=None, average_evenly_divided=False)", Doc: "The value that a part, from 0 to 1, of the values is below.", Fn: does(aggPct)},
		{Sig: "std(cols=None)", Doc: "The standard deviation of the sample.", Fn: does(aggOf("std"))},
		{Sig: "sum_(cols=None)", Doc: "The sum.", Fn: does(aggOf("sum"))},
		{Sig: "unique(cols=None, include_nulls=False, non_unique_sentinel=None)", Doc: "The one value, or the sentinel where there are several.", Fn: does(aggUnique)},
		{Sig: "var(cols=None)", Doc: "The variance of the sample.", Fn: does(aggOf("var"))},
		{Sig: "weighted_avg(wcol, cols=None)", Doc: "The average weighted by a column.", Fn: does(aggWeighted("weighted_avg"))},
		{Sig: "weighted_sum(wcol, cols=None)", Doc: "The sum weighted by a column.", Fn: does(aggWeighted("weighted_sum"))},
	}
}

// newAgg is an aggregation that the engine has.
func (c *call) newAgg(a engine.Aggregation, cols pairs) (starlark.Value, error) {
	if _, ok := agg.Lookup(a.Name); !ok {
		return nil, py.Raise("NotImplementedError", "%s is not available", c.Name)
	}
	a.Pairs = cols
	return &aggregation{a}, nil
}

func aggOf(name string) func(*call) (starlark.Value, error) {
	return func(c *call) (starlark.Value, error) {
		var cols pairs
		if err := c.Unpack("cols?", &cols); err != nil {
			return nil, err
		}
		return c.newAgg(engine.Aggregation{Name: name}, cols)
	}
}

func aggCount(c *call) (starlark.Value, error) {
	var col string
	if err := c.Unpack("col", &col); err != nil {
		return nil, err
	}
	return c.newAgg(engine.Aggregation{Name: "count"}, pairs{{New: col}})
}

func aggCountDistinct(c *call) (starlark.Value, error) {
	var cols pairs
	a := engine.Aggregation{Name: "count_distinct"}
	if err := c.Unpack("cols?", &cols, "count_nulls?", &a.Args.CountNulls); err != nil {
		return nil, err
	}
	return c.newAgg(a, cols)
}

func aggDistinct(c *call) (starlark.Value, error) {
	var cols pairs
	a := engine.Aggregation{Name: "distinct"}
	if err := c.Unpack("cols?", &cols, "include_nulls?", &a.Args.IncludeNulls); err != nil {
		return nil, err
	}
	return c.newAgg(a, cols)
}

func aggMedian(c *call) (starlark.Value, error) {
	var cols pairs
	a := engine.Aggregation{Name: "median", Args: agg.Args{AverageEvenlyDivided: true}}
	if err := c.Unpack("cols?", &cols, "average_evenly_divided?", &a.Args.AverageEvenlyDivided); err != nil {
		return nil, err
	}
	return c.newAgg(a, cols)
}

func aggPct(c *call) (starlark.Value, error) {
	var cols pairs
	var pct starlark.Float
	a := engine.Aggregation{Name: "pct"}
	if err := c.Unpack("percentile", py.FloatArg(&pct), "cols?", &cols, "average_evenly_divided?", &a.Args.AverageEvenlyDivided); err != nil {
		return nil, err
	}
	if pct < 0 || pct > 1 || pct != pct {
		return nil, py.Raise("ValueError", "%s: percentile must be from 0 to 1, got %s", c.Name, pct)
	}
	a.Args.Percentile = float64(pct)
	return c.newAgg(a, cols)
}

func aggUnique(c *call) (starlark.Value, error) {
	var cols pairs
	var sentinel starlark.Value = starlark.None
	a := engine.Aggregation{Name: "unique"}
	if err := c.Unpack("cols?", &cols, "include_nulls?", &a.Args.IncludeNulls, "non_unique_sentinel?", &sentinel); err != nil {
		return nil, err
	}
	if _, x, ok := constant(sentinel); ok {
		a.Args.NonUniqueSentinel = x
		return c.newAgg(a, cols)
	}
	return nil, py.Raise("TypeError", "%s: non_unique_sentinel: got %s, want a plain value", c.Name, py.TypeOf(sentinel))
}

func aggWeighted(name string) func(*call) (starlark.Value, error) {
	return func(c *call) (starlark.Value, error) {
		var wcol string
		var cols pairs
		if err := c.Unpack("wcol", &wcol, "cols?", &cols); err != nil {
			return nil, err
		}
		return c.newAgg(engine.Aggregation{Name: name, Weight: wcol}, cols)
	}
}

func aggBy(c *call) (starlark.Value, error) {
	var list starlark.Value
	var by pairs
	var empty bool
	var initial starlark.Value = starlark.None
	if err := c.Unpack("aggs", &list, "by?", &by, "preserve_empty?", &empty, "initial_groups?", &initial); err != nil {
		return nil, err
	}
	if empty || initial != starlark.None {
		return nil, py.Raise("NotImplementedError", "agg_by: preserve_empty and initial_groups are not available")
	}
	aggs, err := aggregations(list)
	if err != nil {
		return nil, c.failed(err)
	}
	for _, a := range aggs {
		if len(a.Pairs) == 0 {
			return nil, c.failed(fmt.Errorf("agg.%s names no columns; agg_all_by aggregates all of them", a.Name))
		}
	}
	return c.table(func() (*engine.Table, error) { return c.self().AggBy(aggs, by) })
}

// aggregations takes one aggregation or a list.
func aggregations(v starlark.Value) ([]engine.Aggregation, error) {
	list := []starlark.Value{v}
	if seq, ok := v.(starlark.Iterable); ok {
		list = list[:0]
		for x := range starlark.Elements(seq) {
			list = append(list, x)
		}
	}
	out := make([]engine.Aggregation, len(list))
	for i, x := range list {
		a, ok := x.(*aggregation)
		if !ok {
			return nil, fmt.Errorf("aggs: got %s, want aggregations such as agg.sum_(\"Qty\")", py.TypeOf(x))
		}
		out[i] = a.Aggregation
	}
	return out, nil
}

func aggAllBy(c *call) (starlark.Value, error) {
	var one *aggregation
	var by pairs
	if err := c.Unpack("agg", &one, "by?", &by); err != nil {
		return nil, err
	}
	a := one.Aggregation
	if len(a.Pairs) > 0 {
		return nil, c.failed(fmt.Errorf("agg.%s must not name columns here", a.Name))
	}
	a.Pairs = by.others(c.self(), a.Weight)
	return c.table(func() (*engine.Table, error) { return c.self().AggBy([]engine.Aggregation{a}, by) })
}
