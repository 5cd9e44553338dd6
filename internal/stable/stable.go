// Package stable sorts what is sorted seldom. slices.SortFunc is compiled anew for each type of
// elements, some 20 KB of the binary each time; here the places of the elements are sorted, which
// is compiled once and costs a copy. Paths that are hot keep slices.SortFunc.
package stable

import "slices"

// Sort sorts s in place; elements that compare as equal stay in their order.
func Sort[T any](s []T, compare func(a, b T) int) {
	at := make([]int, len(s))
	for i := range at {
		at[i] = i
	}
	slices.SortStableFunc(at, func(i, k int) int { return compare(s[i], s[k]) })
	out := make([]T, len(s))
	for i, k := range at {
		out[i] = s[k]
	}
	copy(s, out)
}
