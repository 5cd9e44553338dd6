package column

import (
	"slices"
	"testing"
)

func TestReserved(t *testing.T) {
	if !slices.IsSorted(reserved) {
		t.Error("the reserved words are not in order")
	}
	for name, want := range map[string]bool{"i": true, "while": true, "abstract": true, "I": false, "": false, "Price": false} {
		if Reserved(name) != want {
			t.Errorf("%q: %v, want %v", name, !want, want)
		}
	}
}
