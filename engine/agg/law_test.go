package agg

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"starling/engine/column"
	"starling/engine/rowset"
)

// pools is what the random values of a kind are drawn from, next to random ones.
var pools = map[column.Kind][]any{
	column.Bool:    {true, false},
	column.Byte:    {int8(0), int8(1), int8(-127), int8(127)},
	column.Short:   {int16(0), int16(-32767), int16(32767)},
	column.Char:    {uint16('a'), uint16(0), uint16(0xfffe)},
	column.Int:     {int32(0), int32(math.MaxInt32), int32(-math.MaxInt32)},
	column.Long:    {int64(0), int64(math.MaxInt64), int64(-math.MaxInt64), int64(1) << 62},
	column.Instant: {int64(0), int64(1700000000e9), int64(math.MaxInt64), int64(-math.MaxInt64)},
	column.Float: {
		float32(0), float32(math.Copysign(0, -1)), float32(math.NaN()), float32(math.Inf(1)), float32(math.Inf(-1)),
		float32(math.MaxFloat32), float32(1e-40), float32(1.5),
	},
	column.Double: {
		0.0, math.Copysign(0, -1), math.NaN(), math.Inf(1), math.Inf(-1), math.MaxFloat64, 1e308, -1e308,
		1e300, -1e300, 1e-300, 0.1, 1e16,
	},
	column.String: {"", "a", "b", "é", "日本", "\x00", "zz"},
}

func draw(r *rand.Rand, k column.Kind) any {
	switch p := pools[k]; {
	case r.IntN(5) == 0:
		return nil
	case r.IntN(3) == 0:
		return p[r.IntN(len(p))]
	}
	n := r.IntN(40) - 20
	switch k {
	case column.Bool:
		return n > 0
	case column.Byte:
		return int8(n)
	case column.Short:
		return int16(n)
	case column.Char:
		return uint16(n + 100)
	case column.Int:
		return int32(n)
	case column.Float:
		return float32(n) / 3
	case column.Double:
		return float64(n) / 7
	case column.String:
		return fmt.Sprint(n)
	}
	return int64(n)
}

// put appends a boxed value to v.
func put(v column.Vector, x any) {
	if !v.AppendAny(x) {
		panic(fmt.Sprintf("put %T into %s", x, v.Kind()))
	}
}

// step is one row that comes, or with gone one that leaves.
type step struct {
	id, group int
	vals      []any
	gone      bool
}

// history is a random sequence of steps; without retract no row leaves.
func history(r *rand.Rand, in []column.Type, retract bool, steps, groups int) []step {
	var h, live []step
	for len(h) < steps {
		leave := 0.45
		if len(h)/100%2 == 1 {
			leave = 0.55 // groups empty and return
		}
		if retract && len(live) > 0 && r.Float64() < leave {
			i := r.IntN(len(live))
			s := live[i]
			s.gone = true
			h = append(h, s)
			live = slices.Delete(live, i, i+1)
			continue
		}
		g := r.IntN(groups)
		if r.IntN(3) == 0 {
			g = 0 // one group is large
		}
		s := step{id: len(h), group: g}
		for _, t := range in {
			switch {
			case t.Big():
				s.vals = append(s.vals, drawBig(r, t))
				continue
			case t == zonedType:
				s.vals = append(s.vals, drawZoned(r))
				continue
			}
			s.vals = append(s.vals, draw(r, t.Kind))
		}
		h, live = append(h, s), append(live, s)
	}
	return h
}

// runner drives an aggregation through cycles and keeps the rows that are there.
type runner struct {
	t    *testing.T
	r    *rand.Rand
	def  Def
	in   []column.Type
	args Args
	agg  Agg
	rows map[int]step
	n    int
}

// cycle applies the steps at once: the net of them, in pages of random length.
func (u *runner) cycle(steps []step) {
	var adds, gone []step
	for _, s := range steps {
		u.n = max(u.n, s.group+1)
		if !s.gone {
			adds = append(adds, s)
			u.rows[s.id] = s
			continue
		}
		delete(u.rows, s.id)
		if i := slices.IndexFunc(adds, func(a step) bool { return a.id == s.id }); i >= 0 {
			adds = slices.Delete(adds, i, i+1)
		} else {
			gone = append(gone, s)
		}
	}
	u.agg.Grow(u.n)
	u.feed(gone, u.agg.Remove)
	u.feed(adds, u.agg.Add)
	u.agg.Flush()
}

func (u *runner) feed(steps []step, to func([]int32, []column.Vector)) {
	for len(steps) > 0 {
		n := 1 + u.r.IntN(min(len(steps), 50))
		var groups []int32
		in := make([]column.Vector, len(u.in))
		for i, t := range u.in {
			in[i] = column.NewVector(t)
		}
		for _, s := range steps[:n] {
			groups = append(groups, int32(s.group))
			for i, x := range s.vals {
				put(in[i], x)
			}
		}
		to(groups, in)
		for _, v := range in {
			v.Reset() // nothing of it may have been kept
		}
		steps = steps[n:]
	}
}

// check compares every group's result with the reference.
func (u *runner) check() []any {
	u.t.Helper()
	byGroup := make([][][]any, u.n)
	ids := make([]int, 0, len(u.rows))
	for id := range u.rows {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		s := u.rows[id]
		byGroup[s.group] = append(byGroup[s.group], s.vals)
	}
	got := make([]any, u.n)
	for g, rows := range byGroup {
		got[g] = unbox(column.Value(u.agg.Result(), rowset.Row(g), column.Cur), u.agg.Result().Type())
		if len(rows) == 0 {
			continue // the row is gone
		}
		want, slack := naive(u.def.Name, u.in, u.args, rows)
		if !agree(got[g], want, slack) {
			u.t.Fatalf("%s%v group %d: got %v, want %v (slack %g) of %v", u.def.Name, u.in, g, got[g], want, slack, rows)
		}
	}
	return got
}

// unbox turns a list, a value of type t, into a slice of its values.
func unbox(x any, t column.Type) any {
	elem, ok := t.Elem()
	if !ok || x == nil {
		return x
	}
	lists := column.NewLists(column.GroupOf(elem))
	lists.AppendAny(x)
	v := lists.Elems()
	s := make([]any, v.Len())
	for i := range s {
		s[i] = v.Any(i)
	}
	return s
}

// agree reports whether a and b are the same value; doubles may differ by slack
// and by rounding.
func agree(a, b any, slack float64) bool {
	if slack == anything {
		return true
	}
	switch x := a.(type) {
	case column.Decimal: // of equal ones any may be shown
		y, ok := b.(column.Decimal)
		return ok && (x == y || slack == exactly && x.Cmp(y) == 0)
	case *big.Int:
		y, ok := b.(*big.Int)
		return ok && x.Cmp(y) == 0
	case column.ZonedDateTime:
		return column.Equal(a, b)
	case float32:
		y, ok := b.(float32)
		return ok && (math.Float32bits(x) == math.Float32bits(y) || x != x && y != y ||
			x == 0 && y == 0 && slack != exactly || math.Abs(float64(x-y)) <= 1e-7*math.Abs(float64(y)) && slack != exactly)
	case float64:
		y, ok := b.(float64)
		return ok && (math.Float64bits(x) == math.Float64bits(y) || x != x && y != y ||
			slack != exactly && (x == y || math.Abs(x-y) <= slack+1e-13*math.Abs(y)))
	case []any:
		y, ok := b.([]any)
		return ok && slices.EqualFunc(x, y, func(p, q any) bool { return agree(p, q, slack) })
	}
	return a == b
}

// zonedType stands for the objects that are no numbers and have an order.
var zonedType = column.ObjectOf("java.time.ZonedDateTime")

// drawZoned is one of a few times in a few zones, or null.
func drawZoned(r *rand.Rand) any {
	if r.IntN(5) == 0 {
		return nil
	}
	z, err := column.LoadZone([]string{"UTC", "America/New_York", "+01:00"}[r.IntN(3)])
	if err != nil {
		panic(err)
	}
	return column.ZonedDateTime{Nanos: r.Int64N(7) - 3, Zone: z}
}

// exactly is the slack of results that are values of the input.
const exactly = -1

// anything is the slack of results that are not compared.
const anything = -2

// cases are the input types each aggregation is tried with.
func cases(d Def) [][]column.Type {
	var kinds []column.Type
	for k := range pools {
		kinds = append(kinds, column.Of(k))
	}
	slices.SortFunc(kinds, func(a, b column.Type) int { return int(a.Kind) - int(b.Kind) })
	kinds = append(append(kinds, bigTypes...), zonedType)
	var all [][]column.Type
	switch d.Inputs {
	case 0:
		return [][]column.Type{{}}
	case 1:
		for _, k := range kinds {
			all = append(all, []column.Type{k})
		}
	case 2:
		for _, k := range kinds {
			all = append(all, []column.Type{k, column.Of(column.Double)}, []column.Type{column.Of(column.Int), k})
		}
	}
	return slices.DeleteFunc(all, func(in []column.Type) bool { _, err := d.Result(in, Args{}); return err != nil })
}

// TestLaw checks every aggregation, on every kind, against the reference: after each
// cycle of a random history, for three ways to cut it into cycles; and Prev in between.
func TestLaw(t *testing.T) {
	for _, d := range Defs() {
		if d.New == nil {
			continue
		}
		for _, in := range cases(d) {
			for _, retract := range []bool{false, true} {
				if retract && d.Ordered {
					continue
				}
				for _, args := range variants(d.Name) {
					t.Run(fmt.Sprint(d.Name, in, retract, args), func(t *testing.T) {
						r := rand.New(rand.NewPCG(1, 2))
						h := history(r, in, retract, 600, 10)
						for _, most := range []int{1, 40, 600} {
							runHistory(t, r, d, in, args, retract, h, most)
						}
					})
				}
			}
		}
	}
}

func runHistory(t *testing.T, r *rand.Rand, d Def, in []column.Type, args Args, retract bool, h []step, most int) {
	a, err := d.New(in, args, retract)
	if err != nil {
		t.Fatal(err)
	}
	if want, _ := d.Result(in, args); a.Result().Type() != want {
		t.Fatalf("result is %v, want %v", a.Result().Type(), want)
	}
	u := &runner{t: t, r: r, def: d, in: in, args: args, agg: a, rows: map[int]step{}}
	var before []any
	for len(h) > 0 {
		n := min(len(h), 1+r.IntN(most))
		u.cycle(h[:n])
		h = h[n:]
		for g, x := range before {
			if got := unbox(column.Value(a.Result(), rowset.Row(g), column.Prev), a.Result().Type()); !agree(got, x, exactly) {
				t.Fatalf("group %d: Prev is %v, want %v", g, got, x)
			}
		}
		if most > 1 || r.IntN(20) == 0 || len(h) == 0 {
			u.check()
		}
		if before == nil || most > 1 || r.IntN(10) == 0 {
			a.Commit()
			before = nil
			for g := range u.n {
				before = append(before, unbox(column.Value(a.Result(), rowset.Row(g), column.Cur), a.Result().Type()))
			}
		}
	}
}

// variants are the parameters an aggregation is tried with.
func variants(name string) []Args {
	switch name {
	case "median":
		return []Args{{}, {AverageEvenlyDivided: true}}
	case "pct":
		return []Args{{}, {Percentile: 0.9}, {Percentile: 1}, {Percentile: 0.5, AverageEvenlyDivided: true}, {Percentile: 0.25, AverageEvenlyDivided: true}}
	case "count_distinct":
		return []Args{{}, {CountNulls: true}}
	case "distinct", "unique":
		return []Args{{}, {IncludeNulls: true}}
	}
	return []Args{{}}
}
