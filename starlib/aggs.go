package starlib

import (
	"errors"
	"fmt"
	"slices"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/engine/agg"
	"starling/engine/plan"
	"starling/starlib/py"
)

// aggregation is what agg.sum_("New = Old") gives.
type aggregation struct{ engine.Aggregation }

func (a *aggregation) String() string        { return fmt.Sprintf("<agg.%s>", a.Name) }
func (a *aggregation) Type() string          { return "Aggregation" }
func (a *aggregation) Freeze()               {}
func (a *aggregation) Truth() starlark.Bool  { return true }
func (a *aggregation) Hash() (uint32, error) { return starlark.String(a.Name).Hash() }

// aggEntries is the module deephaven.agg: all aggregations that there are.
func aggEntries() []py.Entry {
	out := []py.Entry{{Sig: "Aggregation", Doc: "What the functions here make.", Value: py.TypeName("Aggregation")}}
	for _, d := range agg.Defs() {
		out = append(out, py.Entry{Sig: d.Sig, Doc: d.Doc, Fn: does(aggregationOf(&d))})
	}
	return out
}

// aggregationOf makes an aggregation by the parameters that its signature has.
func aggregationOf(d *agg.Def) func(*call) (starlark.Value, error) {
	params := (&py.Entry{Sig: d.Sig}).Params()
	return func(c *call) (starlark.Value, error) {
		a := &aggregation{engine.Aggregation{Name: d.Name}}
		var col string
		var cols pairs
		u := newUnpacking(c)
		for _, p := range params {
			switch p.Name {
			case "col":
				u.into(p, &col)
			case "cols":
				u.into(p, &cols)
			case "wcol":
				u.into(p, &a.Weight)
			case "filters":
				u.into(p, (*filters)(&a.Filters))
			case "formula":
				u.into(p, &a.Formula.Text)
			case "formula_param":
				u.optional(p, &a.Param)
			default:
				u.field(p, &a.Args)
			}
		}
		if err := u.done(); err != nil {
			return nil, err
		}
		if p := a.Args.Percentile; !(p >= 0 && p <= 1) {
			return nil, py.Raise("ValueError", "%s: percentile must be from 0 to 1, got %s", c.Name, starlark.Float(p))
		}
		if a.Args.IncludeNulls && a.Args.NonUniqueSentinel == nil && d.Name == "unique" {
			return nil, c.failed(fmt.Errorf("include_nulls needs a non_unique_sentinel, which tells several values from null"))
		}
		if a.Pairs = cols; col != "" {
			a.Pairs = pairs{{New: col}}
		}
		return a, nil
	}
}

func aggBy(c *call) (starlark.Value, error) {
	op, initial, err := aggByArgs(c)
	if err != nil {
		return nil, err
	}
	return c.aggregated(op, initial)
}

// partitionedAggBy is agg_by with a partition, which is added if there is none.
func partitionedAggBy(c *call) (starlark.Value, error) {
	op, initial, err := aggByArgs(c)
	if err != nil {
		return nil, err
	}
	name := engine.ConstituentName
	if i := slices.IndexFunc(op.Aggs, func(a engine.Aggregation) bool { return a.Name == "partition" }); i >= 0 {
		name = op.Aggs[i].Pairs[0].New
	} else {
		one := engine.Aggregation{Name: "partition", Pairs: []engine.Pair{{New: name}}, Args: agg.Args{IncludeByColumns: true}}
		op.Aggs = append(op.Aggs, one)
	}
	v, err := c.aggregated(op, initial)
	if err != nil {
		return nil, err
	}
	keys := []string{}
	for _, p := range op.By {
		keys = append(keys, p.New)
	}
	return c.partitionedFrom(v.(*Table), keys, name)
}

// aggByArgs is the arguments of agg_by.
func aggByArgs(c *call) (op plan.AggBy, initial *Table, err error) {
	var list starlark.Value
	var by names
	if err := c.Unpack("aggs", &list, "by?", &by, "preserve_empty?", &op.Empty, "initial_groups??", &initial); err != nil {
		return op, nil, err
	}
	if initial != nil && len(by) == 0 {
		return op, nil, py.Raise("ValueError", "agg_by: initial_groups has keys: name their columns in by")
	}
	aggs, err := aggregations(list)
	if err != nil {
		return op, nil, c.failed(err)
	}
	for _, a := range aggs {
		if len(a.Pairs) == 0 && (a.Formula.Text == "" || a.Param != "") {
			return op, nil, c.failed(fmt.Errorf("agg.%s names no columns; agg_all_by aggregates all of them", a.Name))
		}
	}
	op.Aggs, op.By = aggs, by
	return op, initial, nil
}

// aggregated is the table of an agg_by, with the groups of initial first if there is such a table.
func (c *call) aggregated(op plan.AggBy, initial *Table) (starlark.Value, error) {
	env := c.env()
	return c.table(func() (*engine.Table, error) {
		in := []*engine.Table{c.self()}
		if initial != nil {
			in = append(in, initial.t)
		}
		return engine.Build(op, env, in...)
	})
}

// aggregations takes one aggregation or a list.
func aggregations(v starlark.Value) ([]engine.Aggregation, error) {
	list := oneOrMore(v)
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
	var by names
	if err := c.Unpack("agg", &one, "by?", &by); err != nil {
		return nil, err
	}
	a := one.Aggregation
	switch def, _ := agg.Lookup(a.Name); {
	case def.Inputs == 0 || def.Filters || def.Formula && a.Param == "":
		return nil, c.failed(fmt.Errorf("agg.%s is not of a column, as all are here; agg_by takes it", a.Name))
	}
	a.Pairs = by.others(c.self(), a.Weight) // whatever columns it names, as in Deephaven
	if len(a.Pairs) == 0 {
		return nil, c.failed(errors.New("every column is a key: there is none to aggregate"))
	}
	return c.aggregated(plan.AggBy{Aggs: []engine.Aggregation{a}, By: by}, nil)
}
