package agg

import "starling/engine/column"

// newPct is the value of a group at args.Percentile.
func newPct(in []column.Type, args Args, _ bool) (Agg, error) {
	return quantileOf("pct", in, args)
}
