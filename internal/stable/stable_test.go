package stable

import (
	"cmp"
	"slices"
	"testing"
)

func TestSort(t *testing.T) {
	type pair struct{ key, n int }
	s := []pair{{2, 0}, {1, 1}, {2, 2}, {0, 3}, {1, 4}}
	Sort(s, func(a, b pair) int { return cmp.Compare(a.key, b.key) })
	if want := []pair{{0, 3}, {1, 1}, {1, 4}, {2, 0}, {2, 2}}; !slices.Equal(s, want) {
		t.Errorf("%v, want %v", s, want)
	}
	Sort([]pair(nil), func(a, b pair) int { panic("there is nothing to compare") })
}
