package starlib

import (
	"fmt"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/engine/agg"
)

// aggregation is what agg.sum_("New = Old") gives.
type aggregation struct{ engine.Aggregation }

func (a *aggregation) String() string        { return fmt.Sprintf("<agg.%s>", a.Name) }
func (a *aggregation) Type() string          { return "Aggregation" }
func (a *aggregation) Freeze()               {}
func (a *aggregation) Truth() starlark.Bool  { return true }
func (a *aggregation) Hash() (uint32, error) { return starlark.String(a.Name).Hash() }

// aggEntries is the module deephaven.agg.
func aggEntries() []entry {
	return []entry{
		{sig: "abs_sum(cols=None)", doc: "The sum of the absolute values.", fn: aggOf("abs_sum")},
		{sig: "avg(cols=None)", doc: "The average.", fn: aggOf("avg")},
		{sig: "count_(col)", doc: "The number of rows, in a column of the given name.", fn: aggCount},
		{sig: "count_distinct(cols=None, count_nulls=False)", doc: "The number of different values.", fn: aggCountDistinct},
		{sig: "distinct(cols=None, include_nulls=False)", doc: "The different values, as an array.", fn: aggDistinct},
		{sig: "first(cols=None)", doc: "The value of the first row.", fn: aggOf("first")},
		{sig: "group(cols=None)", doc: "All values, as an array; of a table that only appends.", fn: aggOf("group")},
		{sig: "last(cols=None)", doc: "The value of the last row.", fn: aggOf("last")},
		{sig: "max_(cols=None)", doc: "The greatest value.", fn: aggOf("max")},
		{sig: "median(cols=None, average_evenly_divided=True)", doc: "The value in the middle.", fn: aggMedian},
		{sig: "min_(cols=None)", doc: "The least value.", fn: aggOf("min")},
		{sig: "pct(percentile, cols=None, average_evenly_divided=False)", doc: "The value that a part, from 0 to 1, of the values is below.", fn: aggPct},
		{sig: "std(cols=None)", doc: "The standard deviation of the sample.", fn: aggOf("std")},
		{sig: "sum_(cols=None)", doc: "The sum.", fn: aggOf("sum")},
		{sig: "unique(cols=None, include_nulls=False, non_unique_sentinel=None)", doc: "The one value, or the sentinel where there are several.", fn: aggUnique},
		{sig: "var(cols=None)", doc: "The variance of the sample.", fn: aggOf("var")},
		{sig: "weighted_avg(wcol, cols=None)", doc: "The average weighted by a column.", fn: aggWeighted("weighted_avg")},
		{sig: "weighted_sum(wcol, cols=None)", doc: "The sum weighted by a column.", fn: aggWeighted("weighted_sum")},
	}
}

// newAgg is an aggregation that the engine has.
func (c *call) newAgg(a engine.Aggregation, cols pairs) (starlark.Value, error) {
	if _, ok := agg.Lookup(a.Name); !ok {
		return nil, raise("NotImplementedError", "%s is not available", c.name)
	}
	a.Pairs = cols
	return &aggregation{a}, nil
}

func aggOf(name string) func(*call) (starlark.Value, error) {
	return func(c *call) (starlark.Value, error) {
		var cols pairs
		if err := c.unpack("cols?", &cols); err != nil {
			return nil, err
		}
		return c.newAgg(engine.Aggregation{Name: name}, cols)
	}
}

func aggCount(c *call) (starlark.Value, error) {
	var col string
	if err := c.unpack("col", &col); err != nil {
		return nil, err
	}
	return c.newAgg(engine.Aggregation{Name: "count"}, pairs{{New: col}})
}

func aggCountDistinct(c *call) (starlark.Value, error) {
	var cols pairs
	a := engine.Aggregation{Name: "count_distinct"}
	if err := c.unpack("cols?", &cols, "count_nulls?", &a.Args.CountNulls); err != nil {
		return nil, err
	}
	return c.newAgg(a, cols)
}

func aggDistinct(c *call) (starlark.Value, error) {
	var cols pairs
	a := engine.Aggregation{Name: "distinct"}
	if err := c.unpack("cols?", &cols, "include_nulls?", &a.Args.IncludeNulls); err != nil {
		return nil, err
	}
	return c.newAgg(a, cols)
}

func aggMedian(c *call) (starlark.Value, error) {
	var cols pairs
	a := engine.Aggregation{Name: "median", Args: agg.Args{AverageEvenlyDivided: true}}
	if err := c.unpack("cols?", &cols, "average_evenly_divided?", &a.Args.AverageEvenlyDivided); err != nil {
		return nil, err
	}
	return c.newAgg(a, cols)
}

func aggPct(c *call) (starlark.Value, error) {
	var cols pairs
	var pct starlark.Float
	a := engine.Aggregation{Name: "pct"}
	if err := c.unpack("percentile", floatArg(&pct), "cols?", &cols, "average_evenly_divided?", &a.Args.AverageEvenlyDivided); err != nil {
		return nil, err
	}
	if pct < 0 || pct > 1 || pct != pct {
		return nil, raise("ValueError", "%s: percentile must be from 0 to 1, got %s", c.name, pct)
	}
	a.Args.Percentile = float64(pct)
	return c.newAgg(a, cols)
}

func aggUnique(c *call) (starlark.Value, error) {
	var cols pairs
	var sentinel starlark.Value = starlark.None
	a := engine.Aggregation{Name: "unique"}
	if err := c.unpack("cols?", &cols, "include_nulls?", &a.Args.IncludeNulls, "non_unique_sentinel?", &sentinel); err != nil {
		return nil, err
	}
	if _, x, ok := constant(sentinel); ok {
		a.Args.NonUniqueSentinel = x
		return c.newAgg(a, cols)
	}
	return nil, raise("TypeError", "%s: non_unique_sentinel: got %s, want a plain value", c.name, pyType(sentinel))
}

func aggWeighted(name string) func(*call) (starlark.Value, error) {
	return func(c *call) (starlark.Value, error) {
		var wcol string
		var cols pairs
		if err := c.unpack("wcol", &wcol, "cols?", &cols); err != nil {
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
	if err := c.unpack("aggs", &list, "by?", &by, "preserve_empty?", &empty, "initial_groups?", &initial); err != nil {
		return nil, err
	}
	if empty || initial != starlark.None {
		return nil, raise("NotImplementedError", "agg_by: preserve_empty and initial_groups are not available")
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
			return nil, fmt.Errorf("aggs: got %s, want aggregations such as agg.sum_(\"Qty\")", pyType(x))
		}
		out[i] = a.Aggregation
	}
	return out, nil
}

func aggAllBy(c *call) (starlark.Value, error) {
	var one *aggregation
	var by pairs
	if err := c.unpack("agg", &one, "by?", &by); err != nil {
		return nil, err
	}
	a := one.Aggregation
	if len(a.Pairs) > 0 {
		return nil, c.failed(fmt.Errorf("agg.%s must not name columns here", a.Name))
	}
	a.Pairs = by.others(c.self(), a.Weight)
	return c.table(func() (*engine.Table, error) { return c.self().AggBy([]engine.Aggregation{a}, by) })
}
