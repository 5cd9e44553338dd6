package enginetest

import (
	"fmt"
	"math"
	"slices"

	"starling/engine"
	"starling/engine/column"
	"starling/engine/plan"
)

// built makes the table of an operation without formulas.
func built(op plan.Op) func(in []*engine.Table) (*engine.Table, error) {
	return func(in []*engine.Table) (*engine.Table, error) { return engine.Build(op, engine.Env{}, in...) }
}

// ranged is a step that keeps the rows between two positions.
func ranged(t int, op plan.Op, bounds func(size int) (lo, hi int)) *Step {
	return &Step{
		Args: fmt.Sprintf("%+v", op), In: []int{t}, Keys: -1, Sense: perOrder, Apply: built(op),
		Ref: func(in []*Rel) (*Rel, error) {
			n := len(in[0].Rows)
			lo, hi := bounds(n)
			lo, hi = max(lo, 0), min(hi, n)
			return in[0].with(in[0].Rows[min(lo, max(hi, 0)):max(hi, 0)]), nil
		},
	}
}

func drawPart(d *Draw) float64 { return []float64{0, 0.1, 0.5, 0.51, 1}[d.IntN(5)] }

func upTo(part float64, size int) int { return int(math.Ceil(part * float64(size))) }

func drawHeadPct(d *Draw, t int) *Step {
	p := drawPart(d)
	return ranged(t, plan.HeadPct{Part: p}, func(size int) (int, int) { return 0, upTo(p, size) })
}

func drawTailPct(d *Draw, t int) *Step {
	p := drawPart(d)
	return ranged(t, plan.TailPct{Part: p}, func(size int) (int, int) { return size - upTo(p, size), size })
}

func drawSlicePct(d *Draw, t int) *Step {
	p, q := drawPart(d), drawPart(d)
	return ranged(t, plan.SlicePct{Start: p, Stop: q}, func(size int) (int, int) {
		lo, hi := int(p*float64(size)), int(q*float64(size))
		return min(lo, hi), hi
	})
}

func drawSlice(d *Draw, t int) *Step {
	a, b := drawCount(d), drawCount(d)
	switch a, b := min(a, b), max(a, b); d.IntN(4) {
	case 0:
		return ranged(t, plan.Slice{Start: a, Stop: b}, func(int) (int, int) { return a, b })
	case 1: // from the end
		if a > 0 {
			return ranged(t, plan.Slice{Start: -b, Stop: -a}, func(size int) (int, int) { return size - b, size - a })
		}
	case 2:
		if b > 0 {
			return ranged(t, plan.Slice{Start: -b}, func(size int) (int, int) { return size - b, size })
		}
	case 3:
		if b > 0 {
			return ranged(t, plan.Slice{Start: a, Stop: -b}, func(size int) (int, int) { return a, max(a, size-b) })
		}
	}
	return nil
}

func drawReverse(_ *Draw, t int) *Step {
	return &Step{
		In: []int{t}, Keys: -1, Apply: built(plan.Reverse{}),
		Ref: func(in []*Rel) (*Rel, error) {
			rows := slices.Clone(in[0].Rows)
			slices.Reverse(rows)
			return in[0].with(rows), nil
		},
	}
}

func drawFlatten(_ *Draw, t int) *Step {
	return &Step{In: []int{t}, Keys: -1, Apply: built(plan.Flatten{}), Ref: func(in []*Rel) (*Rel, error) { return in[0], nil }}
}

func drawMoveColumns(d *Draw, t int) *Step {
	at := d.IntN(6) - 1
	return moved(d, t, at, func(pairs []engine.Pair) plan.Op { return plan.MoveColumns{Index: at, Pairs: pairs} })
}

func drawMoveColumnsUp(d *Draw, t int) *Step {
	return moved(d, t, 0, func(pairs []engine.Pair) plan.Op { return plan.MoveColumnsUp{Pairs: pairs} })
}

func drawMoveColumnsDown(d *Draw, t int) *Step {
	return moved(d, t, 1000, func(pairs []engine.Pair) plan.Op { return plan.MoveColumnsDown{Pairs: pairs} })
}

// moved is a step that moves columns to a position, one of them under another name.
func moved(d *Draw, t, at int, op func([]engine.Pair) plan.Op) *Step {
	schema := d.nodes[t].Schema
	var pairs []engine.Pair
	for _, f := range pick(d, schema, 3, func(column.Type) bool { return true }) {
		pairs = append(pairs, engine.Pair{New: f.Name, Old: f.Name})
	}
	if len(pairs) == 0 {
		return nil
	}
	pairs[0].New = d.fresh("M")
	return &Step{
		Args: fmt.Sprintf("%d %s", at, pairText(pairs)), In: []int{t}, Keys: -1, Apply: built(op(pairs)),
		Ref: func(in []*Rel) (*Rel, error) {
			var rest []int
			for i, f := range in[0].Fields {
				if !slices.ContainsFunc(pairs, func(p engine.Pair) bool { return p.Old == f.Name }) {
					rest = append(rest, i)
				}
			}
			to := min(max(at, 0), len(rest))
			order := slices.Clone(rest[:to])
			for _, p := range pairs {
				order = append(order, in[0].at(p.Old)...)
			}
			order = append(order, rest[to:]...)
			fields := make([]column.Field, len(order))
			for i, c := range order {
				fields[i] = in[0].Fields[c]
			}
			for i, p := range pairs {
				fields[to+i].Name = p.New
			}
			return in[0].project(order, fields), nil
		},
	}
}

func drawHeadBy(d *Draw, t int) *Step { return drawEndBy(d, t, false) }
func drawTailBy(d *Draw, t int) *Step { return drawEndBy(d, t, true) }

// drawEndBy takes rows at one end of each group, which come together.
func drawEndBy(d *Draw, t int, last bool) *Step {
	s, by := ungrouped(d, t)
	if s == nil {
		return nil
	}
	n := 1 + d.IntN(4)
	s.Args = fmt.Sprintf("%d of %s", n, s.Args)
	s.Apply = built(plan.HeadBy{Rows: n, By: by})
	if last {
		s.Apply = built(plan.TailBy{Rows: n, By: by})
	}
	all := s.Ref
	s.Ref = func(in []*Rel) (*Rel, error) {
		r, err := all(in)
		if err != nil {
			return nil, err
		}
		keys := make([]int, len(by))
		for i := range keys {
			keys[i] = i
		}
		var rows [][]any
		for lo, hi := 0, 0; lo < len(r.Rows); lo = hi {
			for hi < len(r.Rows) && keyText(r.Rows[hi], keys) == keyText(r.Rows[lo], keys) {
				hi++
			}
			if last {
				rows = append(rows, r.Rows[max(lo, hi-n):hi]...)
			} else {
				rows = append(rows, r.Rows[lo:min(hi, lo+n)]...)
			}
		}
		return r.with(rows), nil
	}
	return s
}
