package enginetest

import (
	"fmt"
	"slices"

	"starling/engine"
	"starling/engine/column"
)

func drawMerge(d *Draw, t int) *Step {
	in := []int{t}
	for range d.IntN(4) {
		n := d.IntN(len(d.nodes))
		if mergeable(d.nodes[t].Schema, d.nodes[n].Schema) {
			in = append(in, n)
		}
	}
	if len(in) == 1 && d.IntN(4) > 0 {
		in = append(in, t)
	}
	return &Step{
		Args: fmt.Sprint(len(in)), In: in, Keys: -1,
		Apply: engine.Merge,
		Ref:   func(in []*Rel) (*Rel, error) { return merged(in), nil },
	}
}

// merged is the rows of all tables, one after the other.
func merged(in []*Rel) *Rel {
	out := &Rel{Fields: in[0].Fields}
	var names []string
	for _, f := range out.Fields {
		names = append(names, f.Name)
	}
	for _, r := range in {
		out.Rows = append(out.Rows, r.project(r.at(names...), out.Fields).Rows...)
	}
	return out
}

// mergeable reports whether two tables have the same columns, in whatever order.
func mergeable(a, b []column.Field) bool {
	return len(a) == len(b) && !slices.ContainsFunc(a, func(f column.Field) bool { return !slices.Contains(b, f) })
}

func drawSnapshot(_ *Draw, t int) *Step {
	return &Step{
		In: []int{t}, Keys: -1,
		Apply: func(in []*engine.Table) (*engine.Table, error) { return in[0].Snapshot() },
		Ref:   func(in []*Rel) (*Rel, error) { return in[0], nil },
	}
}

func drawBlinkToAppendOnly(d *Draw, t int) *Step {
	if !d.nodes[t].Attrs.Blink {
		return nil
	}
	return &Step{
		In: []int{t}, Keys: -1,
		Apply: func(in []*engine.Table) (*engine.Table, error) { return in[0].BlinkToAppendOnly() },
		Ref:   func(in []*Rel) (*Rel, error) { return in[0], nil },
	}
}
