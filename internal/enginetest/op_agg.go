package enginetest

import (
	"cmp"
	"fmt"
	"math"
	"math/big"
	"slices"
	"strings"

	"starling/engine"
	"starling/engine/agg"
	"starling/engine/column"
)

// drawKeys draws the columns to group by, perhaps none, perhaps renamed.
func drawKeys(d *Draw, t int) []engine.Pair {
	var by []engine.Pair
	if d.IntN(6) == 0 {
		return by
	}
	for _, f := range pick(d, d.nodes[t].Schema, 3, keyable) {
		p := engine.Pair{New: f.Name, Old: f.Name}
		if d.IntN(4) == 0 {
			p.New = d.fresh("Key")
		}
		by = append(by, p)
	}
	return by
}

func drawAggBy(d *Draw, t int) *Step {
	by := drawKeys(d, t)
	schema := d.nodes[t].Schema
	var aggs []engine.Aggregation
	for range 1 + d.IntN(4) {
		if a, ok := drawAggregation(d, schema); ok {
			aggs = append(aggs, a)
		}
	}
	if len(aggs) == 0 {
		return nil
	}
	s := aggStep(t, aggs, by)
	s.Apply = func(in []*engine.Table) (*engine.Table, error) { return in[0].AggBy(aggs, by) }
	return s
}

// drawAggregation draws one of agg's table with fitting columns.
func drawAggregation(d *Draw, schema []column.Field) (engine.Aggregation, bool) {
	defs := agg.Defs()
	def := defs[d.IntN(len(defs))]
	a := engine.Aggregation{Name: def.Name}
	if references[def.Name] == nil {
		return a, false
	}
	for range 1 + d.IntN(2) {
		in := make([]column.Type, def.Inputs)
		names := make([]string, def.Inputs)
		for i := range in {
			f := schema[d.IntN(len(schema))]
			in[i], names[i] = f.Type, f.Name
		}
		if len(a.Pairs) > 0 && def.Inputs == 2 {
			break
		}
		if _, err := def.Result(in, agg.Args{}); err != nil {
			continue
		}
		p := engine.Pair{New: d.fresh("A")}
		if def.Inputs > 0 {
			p.Old = names[def.Inputs-1]
		}
		if def.Inputs == 2 {
			a.Weight = names[0]
		}
		a.Pairs = append(a.Pairs, p)
	}
	return a, len(a.Pairs) > 0
}

func drawAllBy(d *Draw, t int) *Step {
	by := drawKeys(d, t)
	name := []string{"sum", "abs_sum", "avg", "min", "max", "first", "last"}[d.IntN(7)]
	def, _ := agg.Lookup(name)
	a, ok := allOf(name, d.nodes[t].Schema, by, func(t column.Type) bool {
		_, err := def.Result([]column.Type{t}, agg.Args{})
		return err == nil
	})
	if !ok {
		return nil
	}
	s := aggStep(t, []engine.Aggregation{a}, by)
	s.Apply = func(in []*engine.Table) (*engine.Table, error) { return in[0].AllBy(name, by) }
	return s
}

func drawFirstBy(d *Draw, t int) *Step { return drawPick(d, t, "first", (*engine.Table).FirstBy) }
func drawLastBy(d *Draw, t int) *Step  { return drawPick(d, t, "last", (*engine.Table).LastBy) }

func drawPick(d *Draw, t int, name string, f func(*engine.Table, []engine.Pair) (*engine.Table, error)) *Step {
	by := drawKeys(d, t)
	a, ok := allOf(name, d.nodes[t].Schema, by, func(column.Type) bool { return true })
	if !ok {
		return nil
	}
	s := aggStep(t, []engine.Aggregation{a}, by)
	s.Apply = func(in []*engine.Table) (*engine.Table, error) { return f(in[0], by) }
	return s
}

// allOf is the aggregation of all columns that are no key, false if one will not do.
func allOf(name string, schema []column.Field, by []engine.Pair, ok func(column.Type) bool) (engine.Aggregation, bool) {
	a := engine.Aggregation{Name: name}
	for _, f := range schema {
		if slices.ContainsFunc(by, func(p engine.Pair) bool { return p.New == f.Name || p.Old == f.Name }) {
			continue
		}
		if !ok(f.Type) {
			return a, false
		}
		a.Pairs = append(a.Pairs, engine.Pair{New: f.Name, Old: f.Name})
	}
	return a, true
}

// aggStep is a step of the given aggregations, without its Apply.
func aggStep(t int, aggs []engine.Aggregation, by []engine.Pair) *Step {
	s := &Step{In: []int{t}, Keys: len(by), Approx: true, Sense: perSet}
	var text []string
	for _, a := range aggs {
		text = append(text, strings.TrimSpace(a.Name+" "+a.Weight)+" "+pairText(a.Pairs))
		if a.Name == "first" || a.Name == "last" {
			s.Sense = perOrder
		}
	}
	s.Args = fmt.Sprintf("[%s] by %s", strings.Join(text, "; "), pairText(by))
	s.Ref = func(in []*Rel) (*Rel, error) { return aggregated(in[0], aggs, by), nil }
	return s
}

func aggregated(r *Rel, aggs []engine.Aggregation, by []engine.Pair) *Rel {
	out := &Rel{}
	var keys []int
	for _, p := range by {
		keys = append(keys, r.at(p.Old)...)
		out.Fields = append(out.Fields, column.Field{Name: p.New, Type: r.field(p.Old).Type})
	}
	var groups [][][]any
	index := map[string]int{}
	for _, row := range r.Rows {
		k := keyText(row, keys)
		g, ok := index[k]
		if !ok {
			g = len(groups)
			index[k] = g
			groups = append(groups, nil)
			var key []any
			for _, i := range keys {
				key = append(key, asKey(row[i]))
			}
			out.Rows = append(out.Rows, key)
		}
		groups[g] = append(groups[g], row)
	}
	for _, a := range aggs {
		for _, p := range a.Pairs {
			at, types := inputs(r, a, p)
			def, _ := agg.Lookup(a.Name)
			typ, err := def.Result(types, agg.Args{})
			if err != nil {
				panic(err)
			}
			out.Fields = append(out.Fields, column.Field{Name: p.New, Type: typ})
			for g, rows := range groups {
				out.Rows[g] = append(out.Rows[g], references[a.Name](typ, columns(rows, at)))
			}
		}
	}
	return out
}

// inputs is the columns that an aggregation reads, the weight first, and their types.
func inputs(r *Rel, a engine.Aggregation, p engine.Pair) (at []int, types []column.Type) {
	if a.Name == "count" {
		return nil, nil
	}
	if a.Weight != "" {
		at = r.at(a.Weight)
	}
	at = append(at, r.at(p.Old)...)
	for _, i := range at {
		types = append(types, r.Fields[i].Type)
	}
	return at, types
}

func columns(rows [][]any, at []int) [][]any {
	out := make([][]any, len(rows))
	for i, row := range rows {
		for _, k := range at {
			out[i] = append(out[i], row[k])
		}
	}
	return out
}

// references is what each aggregation gives for the rows of a group, which is not
// empty: the values of its inputs, in table order.
var references = map[string]func(t column.Type, rows [][]any) any{
	"abs_sum":      func(t column.Type, rows [][]any) any { return sum(t, rows, true) },
	"avg":          avg,
	"count":        func(_ column.Type, rows [][]any) any { return int64(len(rows)) },
	"first":        func(_ column.Type, rows [][]any) any { return rows[0][0] },
	"last":         func(_ column.Type, rows [][]any) any { return rows[len(rows)-1][0] },
	"max":          func(_ column.Type, rows [][]any) any { return extreme(rows, 1) },
	"min":          func(_ column.Type, rows [][]any) any { return extreme(rows, -1) },
	"sum":          func(t column.Type, rows [][]any) any { return sum(t, rows, false) },
	"weighted_sum": weightedSum,
}

// known drops the rows with a null.
func known(rows [][]any) [][]any {
	return slices.DeleteFunc(slices.Clone(rows), func(r []any) bool { return slices.Contains(r, nil) })
}

func sum(t column.Type, rows [][]any, abs bool) any {
	rows = known(rows)
	if len(rows) == 0 {
		return nil
	}
	var whole int64
	var float float64
	for _, r := range rows {
		switch {
		case t.Kind == column.Long && abs && asLong(r[0]) < 0:
			whole -= asLong(r[0])
		case t.Kind == column.Long:
			whole += asLong(r[0])
		case abs:
			float += math.Abs(asDouble(r[0]))
		default:
			float += asDouble(r[0])
		}
	}
	switch t.Kind {
	case column.Long:
		return long(whole)
	case column.Float:
		return float32(float)
	}
	return float
}

func avg(_ column.Type, rows [][]any) any {
	rows = known(rows)
	if len(rows) == 0 {
		return nil
	}
	whole, float := new(big.Int), 0.0
	for _, r := range rows {
		switch x := r[0].(type) {
		case float32, float64:
			float += asDouble(x)
		default:
			whole.Add(whole, big.NewInt(asLong(x)))
		}
	}
	mean, _ := new(big.Rat).SetFrac(whole, big.NewInt(int64(len(rows)))).Float64()
	return float/float64(len(rows)) + mean
}

func weightedSum(t column.Type, rows [][]any) any {
	rows = known(rows)
	if len(rows) == 0 {
		return nil
	}
	var whole int64
	var float float64
	for _, r := range rows {
		if t.Kind == column.Long {
			whole += asLong(r[0]) * asLong(r[1])
			continue
		}
		w, x := asDouble(r[0]), asDouble(r[1])
		if w-w != 0 || x-x != 0 {
			w = math.NaN()
		}
		float += w * x
	}
	if t.Kind == column.Long {
		return long(whole)
	}
	return float
}

// extreme is the greatest value, with sign -1 the least. NaN is skipped; -0.0 is below 0.0.
func extreme(rows [][]any, sign int) (best any) {
	for _, r := range known(rows) {
		x := r[0]
		if !same(x, x) || isNaN(x) {
			continue
		}
		if best == nil || sign*cmp.Or(compare(x, best), zeroSign(x)-zeroSign(best)) > 0 {
			best = x
		}
	}
	return best
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

func zeroSign(x any) int {
	switch x.(type) {
	case float32, float64:
		if asDouble(x) == 0 {
			return bit(!math.Signbit(asDouble(x)))
		}
	}
	return 0
}
