package enginetest

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"starling/engine"
	"starling/engine/column"
	"starling/engine/window"
)

func drawUpdateBy(d *Draw, t int) *Step {
	var by []engine.Pair
	for _, p := range drawKeys(d, t) {
		by = append(by, engine.Pair{New: p.Old, Old: p.Old})
	}
	var ops []engine.Window
	for range 1 + d.IntN(4) {
		w, ok := drawWindow(d, d.nodes[t])
		if ok && !slices.ContainsFunc(ops, func(o engine.Window) bool { return o.Pairs[0].New == w.Pairs[0].New }) {
			ops = append(ops, w)
		}
	}
	if len(ops) == 0 {
		return nil
	}
	var text []string
	for _, w := range ops {
		text = append(text, w.String())
	}
	return &Step{
		Args: fmt.Sprintf("[%s] by %s", strings.Join(text, "; "), pairText(by)), In: []int{t}, Keys: -1, Approx: true, Sense: perOrder,
		Apply: func(in []*engine.Table) (*engine.Table, error) { return in[0].UpdateBy(engine.Env{}, ops, by) },
		Ref:   func(in []*Rel) (*Rel, error) { return windowed(in[0], ops, by), nil },
	}
}

// drawWindow draws one of window's table with a fitting column.
func drawWindow(d *Draw, t *engine.Table) (engine.Window, bool) {
	defs := window.Defs()
	def := defs[d.IntN(len(defs))]
	w := engine.Window{Name: def.Name}
	if windowRefs[def.Name] == nil {
		return w, false
	}
	f := t.Schema[d.IntN(len(t.Schema))]
	if d.IntN(2) == 0 {
		f = t.Schema[t.Position("N")*bit(t.Position("N") >= 0)]
	}
	if resultOf(&def, f.Type) == (column.Type{}) || def.Name == "rolling_avg" && (f.Type.Kind == column.Long || f.Type.Kind == column.Float) {
		return w, false
	}
	w.Pairs = []engine.Pair{{New: d.fresh("W"), Old: f.Name}}
	if d.IntN(6) == 0 {
		w.Pairs[0].New = f.Name
	}
	if def.Rolls != nil {
		w.Back = d.IntN(8) - 2
		w.Ahead = max(d.IntN(5)-1, 1-w.Back)
	}
	return w, true
}

// resultOf is the type of the results for a column, the zero type if it will not do.
func resultOf(def *window.Def, t column.Type) column.Type {
	if def.Carries != nil {
		if c, err := def.Carries([]column.Type{t}, window.Args{}); err == nil {
			return c.Types()[0]
		}
		return column.Type{}
	}
	if r, err := def.Rolls([]column.Type{t}, window.Args{}); err == nil {
		return r.Type()
	}
	return column.Type{}
}

// windowed is r with the columns of ops, each taken from all rows of its window.
func windowed(r *Rel, ops []engine.Window, by []engine.Pair) *Rel {
	var keys []int
	for _, p := range by {
		keys = append(keys, r.at(p.Old)...)
	}
	groups := map[string][]int{}
	for i, row := range r.Rows {
		k := keyText(row, keys)
		groups[k] = append(groups[k], i)
	}
	out := &Rel{Fields: slices.Clone(r.Fields)}
	for _, row := range r.Rows {
		out.Rows = append(out.Rows, slices.Clone(row))
	}
	for _, w := range ops {
		def, _ := window.Lookup(w.Name)
		from, typ := r.at(w.Pairs[0].Old)[0], resultOf(&def, r.field(w.Pairs[0].Old).Type)
		to := out.set(column.Field{Name: w.Pairs[0].New, Type: typ})
		for _, rows := range groups {
			for p, i := range rows {
				lo, hi := 0, p+1
				if def.Rolls != nil {
					lo, hi = max(p-w.Back+1, 0), min(p+w.Ahead+1, len(rows))
				}
				var values []any
				for _, k := range rows[min(lo, hi):max(hi, min(lo, hi))] {
					if lo < hi {
						values = append(values, r.Rows[k][from])
					}
				}
				x := windowRefs[w.Name](typ, values)
				out.Rows[i] = append(out.Rows[i][:to:to], append([]any{x}, out.Rows[i][min(to+1, len(out.Rows[i])):]...)...)
			}
		}
	}
	return out
}

// windowRefs is what each operation gives for the values in its window, or up to the row.
var windowRefs = map[string]func(t column.Type, values []any) any{
	"cum_max": func(_ column.Type, values []any) any { return folded(values, firstOr(1)) },
	"cum_min": func(_ column.Type, values []any) any { return folded(values, firstOr(-1)) },
	"cum_prod": func(t column.Type, values []any) any {
		return folded(values, arith(t, func(a, b int64) int64 { return a * b }, func(a, b float64) float64 { return a * b }))
	},
	"cum_sum": func(t column.Type, values []any) any {
		return folded(values, arith(t, func(a, b int64) int64 { return a + b }, func(a, b float64) float64 { return a + b }))
	},
	"rolling_avg":   func(_ column.Type, values []any) any { return avg(column.Type{}, single(values)) },
	"rolling_count": func(_ column.Type, values []any) any { return int64(len(known(single(values)))) },
	"rolling_max":   func(_ column.Type, values []any) any { return folded(values, nanOr(1)) },
	"rolling_min":   func(_ column.Type, values []any) any { return folded(values, nanOr(-1)) },
	"rolling_prod":  product,
	"rolling_sum":   func(t column.Type, values []any) any { return sum(t, single(values), false) },
}

// single is values as rows of one column.
func single(values []any) [][]any {
	rows := make([][]any, len(values))
	for i, x := range values {
		rows[i] = []any{x}
	}
	return rows
}

// folded joins the values that are not null, one after the other.
func folded(values []any, join func(a, b any) any) (s any) {
	for _, x := range values {
		switch {
		case x == nil:
		case s == nil:
			s = join(nil, x)
		default:
			s = join(s, x)
		}
	}
	return s
}

// firstOr is the greater of two values, with sign -1 the less, the first if neither is.
func firstOr(sign int) func(a, b any) any {
	return func(a, b any) any {
		if a == nil || !isNaN(a) && !isNaN(b) && sign*compare(b, a) > 0 {
			return b
		}
		return a
	}
}

// nanOr is that or NaN; -0.0 is below 0.0.
func nanOr(sign int) func(a, b any) any {
	return func(a, b any) any {
		switch {
		case a == nil, isNaN(b):
			return b
		case isNaN(a):
			return a
		case compare(a, b) == 0 && sign*(zeroSign(b)-zeroSign(a)) > 0:
			return b
		}
		return firstOr(sign)(a, b)
	}
}

// arith computes with longs or doubles, as the result is.
func arith(t column.Type, whole func(a, b int64) int64, float func(a, b float64) float64) func(a, b any) any {
	return func(a, b any) any {
		switch {
		case t.Kind == column.Long && a == nil:
			return long(asLong(b))
		case t.Kind == column.Long:
			return long(whole(asLong(a), asLong(b)))
		case a == nil:
			return asDouble(b)
		}
		return float(asDouble(a), asDouble(b))
	}
}

// product is that of numbers as double: zero if one is zero, NaN if one is NaN.
func product(_ column.Type, values []any) any {
	var p any
	zero := false
	for _, x := range values {
		if x == nil {
			continue
		}
		if p == nil {
			p = 1.0
		}
		zero = zero || asDouble(x) == 0
		p = p.(float64) * asDouble(x)
	}
	if zero && slices.ContainsFunc(values, func(x any) bool { return x != nil && math.IsInf(asDouble(x), 0) }) || p != nil && p != p && slices.ContainsFunc(values, isNaN) {
		return math.NaN()
	}
	if zero {
		return 0.0
	}
	return p
}
