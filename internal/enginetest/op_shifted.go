package enginetest

import (
	"fmt"

	"starling/engine"
	"starling/engine/column"
)

// drawShifted is a column of the neighbour's values, over tables whose rows change anywhere.
func drawShifted(d *Draw, t int) *Step {
	a, fields := d.nodes[t].Attrs, d.nodes[t].Schema
	from, by := d.IntN(len(fields)), []int{-3, -1, 1, 2}[d.IntN(4)]
	if a.AppendOnly || a.Blink || !a.Refreshing || fields[from].Type.Kind == column.List {
		return nil
	}
	name := d.fresh("Near")
	text := fmt.Sprintf("%s = %s_[i%+d]", name, fields[from].Name, by)
	return &Step{
		Args: text, In: []int{t}, Keys: -1, Sense: perOrder,
		Apply: func(in []*engine.Table) (*engine.Table, error) { return in[0].Update(engine.Env{}, text) },
		Ref: func(in []*Rel) (*Rel, error) {
			out := &Rel{Fields: append(in[0].Fields[:len(in[0].Fields):len(in[0].Fields)], column.Field{Name: name, Type: fields[from].Type})}
			for i, row := range in[0].Rows {
				var near any
				if k := i + by; k >= 0 && k < len(in[0].Rows) {
					near = in[0].Rows[k][from]
				}
				out.Rows = append(out.Rows, append(row[:len(row):len(row)], near))
			}
			return out, nil
		},
	}
}
