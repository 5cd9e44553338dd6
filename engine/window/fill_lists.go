package window

import "starling/engine/column"

// fillLists is forward_fill of lists.
type fillLists struct{ typ column.Type }

// Types implements Cumulative.
func (f fillLists) Types() []column.Type { return []column.Type{f.typ} }

// Accumulate implements Cumulative.
func (f fillLists) Accumulate(out, was, in []column.Vector, of []Stretch) {
	for i, some := range of {
		from, at := was[0], i
		for k := some.From; k < some.To; k++ {
			if !in[0].Null(k) {
				from, at = in[0], k
			}
			out[0].AppendFrom(from, at)
		}
	}
}
