package agg

import "starling/engine/column"

// wholeSums is a sum of whole numbers per group. It wraps around as Java's long does.
type wholeSums []wholeSum

// wholeSum is the sum of n values.
type wholeSum struct{ sum, n int64 }

// apply adds the values, or with sign -1 takes them out. Nulls are skipped.
func (s wholeSums) apply(groups []int32, v []int64, sign int64) {
	for i, g := range groups {
		if x := v[i]; x != column.NullLong {
			w := &s[g]
			w.sum += x * sign
			w.n += sign
		}
	}
}

// value is the sum of group g, null if there is no value.
func (s wholeSums) value(g int32) int64 {
	if s[g].n == 0 {
		return column.NullLong
	}
	return s[g].sum
}
