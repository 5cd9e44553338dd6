package enginetest

import (
	"cmp"
	"math"
	"math/big"
	"slices"

	"starling/engine"
	"starling/engine/agg"
	"starling/engine/column"
)

// aggregated is one row per distinct key of r, in order of first appearance.
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
	"group":        grouped,
	"last":         func(_ column.Type, rows [][]any) any { return rows[len(rows)-1][0] },
	"max":          func(_ column.Type, rows [][]any) any { return extreme(rows, 1) },
	"min":          func(_ column.Type, rows [][]any) any { return extreme(rows, -1) },
	"sum":          func(t column.Type, rows [][]any) any { return sum(t, rows, false) },
	"weighted_sum": weightedSum,
}

func grouped(_ column.Type, rows [][]any) any {
	all := make([]any, len(rows))
	for i, r := range rows {
		all[i] = r[0]
	}
	return listOf(all)
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
	if slices.ContainsFunc(rows, func(r []any) bool { return slices.ContainsFunc(r, infinite) }) {
		return math.NaN()
	}
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
		float += asDouble(r[0]) * asDouble(r[1])
	}
	if t.Kind == column.Long {
		return long(whole)
	}
	return float
}

// infinite reports whether x is a number and not finite.
func infinite(x any) bool { return x != nil && asDouble(x)-asDouble(x) != 0 }

// extreme is the greatest value, with sign -1 the least. NaN makes NaN; -0.0 is below 0.0.
func extreme(rows [][]any, sign int) (best any) {
	for _, r := range known(rows) {
		x := r[0]
		if isNaN(x) {
			return x
		}
		if !same(x, x) {
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
