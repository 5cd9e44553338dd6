package wire

import (
	"fmt"
	"testing"
)

func TestLegalNames(t *testing.T) {
	got, err := LegalNames([]string{"a b", "a-b", "a.b", "ab2", "ab", "_0", "0", "größe", "i", "int", "x y z", "$a"})
	want := "[ab ab2 ab3 ab22 ab4 _0 column_0 größe column_i column_int xyz $a]"
	if fmt.Sprint(got) != want || err != nil {
		t.Errorf("%v, %v, want %s", got, err, want)
	}
}
