package agg

import "starling/engine/column"

// newStd is the sample standard deviation of the values of a group: the root of var.
func newStd(in []column.Type, args Args, _ bool) (Agg, error) {
	return varianceOf("std", in, args, true)
}
