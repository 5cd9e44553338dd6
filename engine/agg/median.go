package agg

import "starling/engine/column"

// newMedian is the middle value of a group: the mean of the middle two of an even
// number where args.AverageEvenlyDivided says so.
func newMedian(in []column.Type, args Args, _ bool) (Agg, error) {
	args.Percentile = 0.5
	return quantileOf("median", in, args)
}
