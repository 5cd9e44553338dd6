package enginetest

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"slices"
	"strings"

	"starling/engine"
	"starling/engine/column"
	"starling/engine/plan"
	"starling/engine/window"
)

// drawUpdateBy draws operations over rows around a row.
func drawUpdateBy(d *Draw, t int) *Step { return drawWindows(d, t, "") }

// drawUpdateByTime draws operations over rows around a row in time, most often of a table in the order
// of the times: out of order they fail.
func drawUpdateByTime(d *Draw, t int) *Step {
	clocks := pick(d, d.nodes[t].Schema, 1, func(t column.Type) bool { return t.Kind == column.Instant || t.Kind == column.Long })
	if len(clocks) == 0 {
		return nil
	}
	clock := clocks[0].Name
	s := drawWindows(d, t, clock)
	if s == nil || d.IntN(4) == 0 && !strings.Contains(s.Args, "em") {
		return s
	}
	keys := []engine.SortKey{{Column: clock}}
	apply, ref := s.Apply, s.Ref
	s.Args = "in the order of " + clock + ": " + s.Args
	s.Apply = func(in []*engine.Table) (*engine.Table, error) {
		t, err := in[0].Sort(keys)
		if err != nil {
			return nil, err
		}
		return apply([]*engine.Table{t})
	}
	s.Ref = func(in []*Rel) (*Rel, error) { return ref([]*Rel{sorted(in[0], keys)}) }
	return s
}

func drawWindows(d *Draw, t int, clock string) *Step {
	var by []engine.Pair
	for _, p := range drawKeys(d, t) {
		by = append(by, engine.Pair{New: p.Old, Old: p.Old})
	}
	var ops []*windowOp
	for range 1 + d.IntN(4) {
		w, ok := drawWindow(d, d.nodes[t], clock)
		if ok && !slices.ContainsFunc(ops, func(o *windowOp) bool { return o.Pairs[0].New == w.Pairs[0].New }) {
			ops = append(ops, w)
		}
	}
	if len(ops) == 0 {
		return nil
	}
	var text []string
	var plans []engine.Window
	for _, w := range ops {
		text = append(text, w.String())
		plans = append(plans, w.Window)
	}
	return &Step{
		Args: fmt.Sprintf("[%s] by %s", strings.Join(text, "; "), pairText(by)), In: []int{t}, Keys: -1, Approx: true, Sense: perOrder,
		Apply: func(in []*engine.Table) (*engine.Table, error) { return in[0].UpdateBy(engine.Env{}, plans, by) },
		Ref:   func(in []*Rel) (*Rel, error) { return windowed(in[0], ops, by) },
	}
}

// windowOp is an operation as it was drawn.
type windowOp struct {
	engine.Window
	def      window.Def
	typ      column.Type // of the result
	floating bool        // its input is in floating point
	pass     func(r *Rel, row []any) bool
}

// drawWindow draws one of window's table with a fitting column.
func drawWindow(d *Draw, t *engine.Table, clock string) (*windowOp, bool) {
	defs := window.Defs()
	w := &windowOp{def: defs[d.IntN(len(defs))]}
	w.Name = w.def.Name
	f := t.Schema[d.IntN(len(t.Schema))]
	if d.IntN(2) == 0 {
		f = t.Schema[t.Position("N")*bit(t.Position("N") >= 0)]
	}
	timed := clock != "" && (w.def.Decays || w.def.Rolls != nil && !w.def.Pair)
	switch {
	case windowRefs[w.Name] == nil, clock != "" && !timed, w.Name == "rolling_avg" && (f.Type.Kind == column.Long || f.Type.Kind == column.Float):
		return w, false
	case timed && w.def.Decays && t.Schema[t.Position(clock)].Name != unique && t.Schema[t.Position(clock)].Type.Kind == column.Long:
		return w, false // whose differences are too large
	case timed:
		w.Time = clock
	}
	w.Args = window.Args{Delta: window.DeltaControl(d.IntN(3)), Null: window.BadData(d.IntN(2)), NaN: []window.BadData{window.Skip, window.Reset, window.Poison}[d.IntN(3)], Timed: timed}
	if w.Args.Decay = float64(1 + d.IntN(4)); timed {
		w.Args.Decay *= 10
	}
	w.Pairs = []engine.Pair{{New: d.fresh("W"), Old: f.Name}}
	in := f.Type
	w.floating = in.Kind == column.Float || in.Kind == column.Double
	switch {
	case w.def.Filters:
		if len(literals(f.Type.Kind)) == 0 {
			return w, false
		}
		test := drawTest(d, f)
		w.pass = func(r *Rel, row []any) bool { return test.holds(row[r.at(f.Name)[0]]) }
		w.Filters = plan.Formulas(test.text)
		w.Pairs[0].Old, in = "", column.Of(column.Bool)
	case w.def.Formula:
		w.Formula.Text, w.Param = "v.size()", "v"
		w.typ = column.Of(column.Long)
	}
	if w.typ == (column.Type{}) {
		w.typ = resultOf(w, in)
	}
	if w.typ == (column.Type{}) {
		return w, false
	}
	if d.IntN(6) == 0 && !w.def.Filters {
		w.Pairs[0].New = f.Name
	}
	switch {
	case w.def.Rolls == nil || w.def.Pair:
	case timed:
		w.Back = []int{0, 1, 7, 30, 1_700_000_000_000_000_000, -3}[d.IntN(6)]
		w.Ahead = []int{0, 0, 2, 9, -1}[d.IntN(5)]
		if clock != unique && t.Schema[t.Position(clock)].Type.Kind == column.Long { // which has the greatest time there is
			w.Back, w.Ahead = max(w.Back, 0), max(w.Ahead, 0)
		}
		w.Ahead = max(w.Ahead, -w.Back)
	default:
		w.Back = d.IntN(8) - 2
		w.Ahead = max(d.IntN(5)-1, 1-w.Back)
	}
	return w, true
}

// resultOf is the type of the results for a column, the zero type if it will not do.
func resultOf(w *windowOp, t column.Type) column.Type {
	in := []column.Type{t, column.Of(column.Long)}
	if w.def.Carries != nil {
		if c, err := w.def.Carries(in, w.Args); err == nil {
			return c.Types()[0]
		}
		return column.Type{}
	}
	if r, err := w.def.Rolls(in, w.Args); err == nil {
		return r.Type()
	}
	return column.Type{}
}

// windowed is r with the columns of ops, each taken from all rows of its window.
func windowed(r *Rel, ops []*windowOp, by []engine.Pair) (*Rel, error) {
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
		to := out.set(column.Field{Name: w.Pairs[0].New, Type: w.typ})
		for _, rows := range groups {
			for p, i := range rows {
				x, err := w.value(r, rows, p)
				if err != nil {
					return nil, err
				}
				out.Rows[i] = append(out.Rows[i][:to:to], append([]any{x}, out.Rows[i][min(to+1, len(out.Rows[i])):]...)...)
			}
		}
	}
	return out, nil
}

// errDisorder is that of times that go back.
var errDisorder = errors.New("timestamps must not decrease within a group")

// value is the result of the p-th of the rows of a group.
func (w *windowOp) value(r *Rel, rows []int, p int) (any, error) {
	s := &surrounding{windowOp: w}
	lo, hi := 0, p+1
	switch {
	case w.def.Pair:
		lo = max(p-1, 0)
	case w.def.Rolls != nil && w.Time == "":
		lo, hi = max(p-w.Back+1, 0), min(p+w.Ahead+1, len(rows))
	case w.def.Rolls != nil:
		lo, hi = 0, len(rows)
	}
	var at int
	if w.Time != "" {
		at = r.at(w.Time)[0]
	}
	own := r.Rows[rows[p]]
	var last any
	for k := lo; k < hi; k++ {
		row := r.Rows[rows[k]]
		if w.Time != "" && w.def.Rolls != nil {
			switch {
			case row[at] == nil:
				continue
			case last != nil && asLong(row[at]) < asLong(last):
				return nil, errDisorder
			}
			if last = row[at]; own[at] == nil || !within(asLong(own[at]), asLong(row[at]), w) {
				continue
			}
		}
		if w.Time != "" {
			s.times = append(s.times, row[at])
		}
		if w.pass != nil {
			s.values = append(s.values, w.pass(r, row))
		} else {
			s.values = append(s.values, row[r.at(w.Pairs[0].Old)[0]])
		}
	}
	if w.Time != "" && w.def.Rolls != nil && own[at] == nil {
		return nil, nil
	}
	return windowRefs[w.Name](s), nil
}

// within reports whether a row of time x is in the window of one of time t.
func within(t, x int64, w *windowOp) bool {
	d := new(big.Int).Sub(big.NewInt(x), big.NewInt(t))
	return d.Cmp(big.NewInt(int64(-w.Back))) >= 0 && d.Cmp(big.NewInt(int64(w.Ahead))) <= 0
}

// surrounding is the values in the window of a row, or up to it, and their times.
type surrounding struct {
	*windowOp
	values, times []any
}

// windowRefs is what each operation gives.
var windowRefs = map[string]func(s *surrounding) any{
	"cum_count_where": func(s *surrounding) any { return int64(s.passed()) },
	"cum_max":         func(s *surrounding) any { return folded(s.values, firstOr(1)) },
	"cum_min":         func(s *surrounding) any { return folded(s.values, firstOr(-1)) },
	"cum_prod": func(s *surrounding) any {
		return folded(s.values, arith(s.typ, func(a, b int64) int64 { return a * b }, func(a, b float64) float64 { return a * b }))
	},
	"cum_sum": func(s *surrounding) any {
		return folded(s.values, arith(s.typ, func(a, b int64) int64 { return a + b }, func(a, b float64) float64 { return a + b }))
	},
	"delta": difference,
	"ema": func(s *surrounding) any {
		return s.moved(func(was, x, alpha float64) float64 { return was*alpha + x*(1-alpha) })
	},
	"emmax": func(s *surrounding) any {
		return s.moved(func(was, x, alpha float64) float64 { return max(was*alpha, x) })
	},
	"emmin": func(s *surrounding) any {
		return s.moved(func(was, x, alpha float64) float64 { return min(was*alpha, x) })
	},
	"ems":                 func(s *surrounding) any { return s.moved(func(was, x, alpha float64) float64 { return was*alpha + x }) },
	"emstd":               (*surrounding).deviated,
	"forward_fill":        func(s *surrounding) any { return folded(s.values, func(_, b any) any { return b }) },
	"rolling_avg":         func(s *surrounding) any { return avg(column.Type{}, single(s.values)) },
	"rolling_count":       func(s *surrounding) any { return int64(len(known(single(s.values)))) },
	"rolling_count_where": func(s *surrounding) any { return int64(s.passed()) },
	"rolling_formula":     func(s *surrounding) any { return int64(len(s.values)) },
	"rolling_group":       listed,
	"rolling_max":         func(s *surrounding) any { return folded(s.values, nanOr(1)) },
	"rolling_min":         func(s *surrounding) any { return folded(s.values, nanOr(-1)) },
	"rolling_prod":        func(s *surrounding) any { return product(s.values) },
	"rolling_sum":         func(s *surrounding) any { return sum(s.typ, single(s.values), false) },
}

// listed is the values as a list; of objects in time there is none where there are no rows.
func listed(s *surrounding) any {
	elem, _ := s.typ.Elem()
	if len(s.values) == 0 && s.Time != "" && !elem.Kind.Numeric() && elem.Kind != column.Char {
		return nil
	}
	return grouped(s.typ, single(s.values))
}

func (s *surrounding) passed() (n int) {
	for _, x := range s.values {
		n += bit(x == true)
	}
	return n
}

// moved is a moving value after all values.
func (s *surrounding) moved(join func(was, x, alpha float64) float64) (m any) {
	s.move(func() { m = nil }, func() { m = math.NaN() }, func(x float64, alpha func() (float64, bool)) {
		if m == nil {
			m = x
		} else if a, ok := alpha(); ok && !isNaN(m) {
			m = join(m.(float64), x, a)
		}
	})
	return m
}

// deviated is a moving standard deviation after all values.
func (s *surrounding) deviated() any {
	std, mean, variance := math.NaN(), any(nil), 0.0
	s.move(func() { std, mean = math.NaN(), nil }, func() { std, mean, variance = math.NaN(), math.NaN(), math.NaN() }, func(x float64, alpha func() (float64, bool)) {
		if mean == nil {
			mean, variance = x, 0
		} else if a, _ := alpha(); !isNaN(mean) {
			off := x - mean.(float64)
			variance = a * (variance + (1-a)*(off*off))
			mean, std = mean.(float64)*a+(1-a)*x, math.Sqrt(variance)
		}
	})
	return std
}

// move gives the values that count to take, with what is left then of the one before: false if
// that was at the same time, and values in floating point.
func (s *surrounding) move(reset, poison func(), take func(x float64, alpha func() (float64, bool))) {
	var last int64
	for i, x := range s.values {
		switch {
		case x == nil && s.Args.Null == window.Reset, isNaN(x) && s.Args.NaN == window.Reset:
			reset()
		case isNaN(x) && s.Args.NaN == window.Poison:
			poison()
		case x == nil, isNaN(x), s.Time != "" && s.times[i] == nil:
		default:
			var now int64
			if s.Time != "" {
				now = asLong(s.times[i])
			}
			take(asDouble(x), func() (float64, bool) {
				if s.Time == "" {
					return math.Exp(-1 / s.Args.Decay), true
				}
				return math.Exp(float64(last-now) / s.Args.Decay), now != last || !s.floating
			})
			last = now
		}
	}
}

// difference is that of the last value to the one before it.
func difference(s *surrounding) any {
	n := len(s.values)
	switch x := s.values[n-1]; {
	case x == nil:
		return nil
	case n > 1 && s.values[0] != nil:
		return minus(x, s.values[0])
	case s.Args.Delta == window.ValueDominates:
		return x
	case s.Args.Delta == window.ZeroDominates:
		switch x.(type) {
		case float32:
			return float32(0)
		case float64:
			return 0.0
		}
		return minus(x, x)
	}
	return nil
}

// minus is x-y of one type.
func minus(x, y any) any {
	switch x := x.(type) {
	case int8:
		return narrowed(x-y.(int8), column.NullByte)
	case int16:
		return narrowed(x-y.(int16), column.NullShort)
	case uint16:
		return narrowed(x-y.(uint16), column.NullChar)
	case int32:
		return narrowed(x-y.(int32), column.NullInt)
	case float32:
		return x - y.(float32)
	case float64:
		return x - y.(float64)
	}
	return long(asLong(x) - asLong(y))
}

func narrowed[T comparable](x, null T) any {
	if x == null {
		return nil
	}
	return x
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
func product(values []any) any {
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
