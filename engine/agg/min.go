package agg

import "starling/engine/column"

// newMin is the least value of a group, null if there is none.
func newMin(in []column.Type, args Args, retract bool) (Agg, error) {
	return extremeOf("min", in, args, retract, false)
}
