package enginetest

import (
	"fmt"
	"math"
	"time"

	"starling/engine"
	"starling/engine/column"
	"starling/engine/plan"
)

// drawAddOnlyToBlink plays the blink table of an append-only one, and keeps its rows: that is the
// append-only table again.
func drawAddOnlyToBlink(d *Draw, t int) *Step {
	if a := d.nodes[t].Attrs; !a.AppendOnly && !a.Blink || !a.Refreshing {
		return nil
	}
	return &Step{
		In: []int{t}, Keys: -1, Sense: perOrder,
		Apply: func(in []*engine.Table) (*engine.Table, error) {
			blink, err := in[0].AddOnlyToBlink()
			if err != nil {
				return nil, err
			}
			blink.Retain()
			defer blink.Release()
			return blink.BlinkToAppendOnly()
		},
		Ref: func(in []*Rel) (*Rel, error) { return in[0], nil },
	}
}

func drawRemoveBlink(_ *Draw, t int) *Step {
	return &Step{
		In: []int{t}, Keys: -1,
		Apply: func(in []*engine.Table) (*engine.Table, error) { return in[0].RemoveBlink() },
		Ref:   func(in []*Rel) (*Rel, error) { return in[0], nil },
	}
}

// drawRingTable is over tables whose rows come in the table's order.
func drawRingTable(d *Draw, t int) *Step {
	if a := d.nodes[t].Attrs; !a.AppendOnly && !a.Blink {
		return nil
	}
	n := max(1, drawCount(d))
	return &Step{
		Args: fmt.Sprint(n), In: []int{t}, Keys: -1, Sense: perOrder,
		Apply: func(in []*engine.Table) (*engine.Table, error) { return in[0].Ring(n, true) },
		Ref: func(in []*Rel) (*Rel, error) {
			return in[0].with(in[0].Rows[max(0, len(in[0].Rows)-n):]), nil
		},
	}
}

// drawSnapshotWhen has the table itself, or a view of it, for the trigger, so that it changes
// whenever the table does: what rows are stamped with cannot depend on the cycles then.
func drawSnapshotWhen(d *Draw, t int) *Step {
	if !d.nodes[t].Attrs.Refreshing {
		return nil
	}
	name, from := d.fresh("Stamp"), d.IntN(len(d.nodes[t].Schema))
	how := plan.SnapshotWhen{Initial: true, Incremental: d.IntN(2) == 0}
	old := d.nodes[t].Schema[from]
	how.Stamp = []engine.Pair{{New: name, Old: old.Name}}
	if how.Incremental {
		old = column.Field{Name: "One", Type: column.Of(column.Int)}
		how.Stamp[0].Old = old.Name
	}
	return &Step{
		Args: fmt.Sprintf("%v", how), In: []int{t}, Keys: -1, Sense: perOrder,
		Apply: func(in []*engine.Table) (*engine.Table, error) {
			if !how.Incremental {
				return in[0].SnapshotWhen(in[0], how)
			}
			one, err := in[0].Update(engine.Env{}, "One = 1")
			if err != nil {
				return nil, err
			}
			one.Retain()
			defer one.Release()
			return in[0].SnapshotWhen(one, how)
		},
		Ref: func(in []*Rel) (*Rel, error) {
			out := &Rel{Fields: append(in[0].Fields[:len(in[0].Fields):len(in[0].Fields)], column.Field{Name: name, Type: old.Type})}
			for _, row := range in[0].Rows {
				var stamp any = int32(1)
				if !how.Incremental {
					stamp = in[0].Rows[len(in[0].Rows)-1][from]
				}
				out.Rows = append(out.Rows, append(row[:len(row):len(row)], stamp))
			}
			return out, nil
		},
	}
}

// drawTimeWindow has windows that no instant leaves while the case is played.
func drawTimeWindow(d *Draw, t int) *Step {
	var at []int
	for i, f := range d.nodes[t].Schema {
		if f.Type.Kind == column.Instant || f.Type.Kind == column.Long {
			at = append(at, i)
		}
	}
	if len(at) == 0 {
		return nil
	}
	from, name := at[d.IntN(len(at))], d.fresh("In")
	window := []int64{0, math.MaxInt64, math.MinInt64, int64(20 * 365 * 24 * time.Hour), -1}[d.IntN(5)]
	return &Step{
		Args: fmt.Sprintf("%s, %d", d.nodes[t].Schema[from].Name, window), In: []int{t}, Keys: -1,
		Apply: func(in []*engine.Table) (*engine.Table, error) {
			return in[0].TimeWindow(in[0].Schema[from].Name, window, name)
		},
		Ref: func(in []*Rel) (*Rel, error) {
			out := &Rel{Fields: append(in[0].Fields[:len(in[0].Fields):len(in[0].Fields)], column.Field{Name: name, Type: column.Of(column.Bool)})}
			now := float64(time.Now().UnixNano())
			for _, row := range in[0].Rows {
				var is any
				if x, ok := row[from].(int64); ok {
					is = float64(x)+float64(window) > now
				}
				out.Rows = append(out.Rows, append(row[:len(row):len(row)], is))
			}
			return out, nil
		},
	}
}
