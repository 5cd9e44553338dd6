package agg

import "starling/engine/column"

// newMax is the greatest value of a group, null if there is none.
func newMax(in []column.Type, args Args, retract bool) (Agg, error) {
	return extremeOf("max", in, args, retract, true)
}
