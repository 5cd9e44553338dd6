package nearest

import (
	"slices"
	"testing"
)

func TestNames(t *testing.T) {
	all := []string{"last_by", "first_by", "avg_by", "abs", "auto.offset.reset", "Größe"}
	for _, c := range []struct {
		name string
		want []string
	}{
		{"lastby", []string{"last_by"}},
		{"Last_By", []string{"last_by"}},
		{"auto.offset.rest", []string{"auto.offset.reset"}},
		{"ab", []string{"abs"}},
		{"Grösse", []string{"Größe"}},
		{"zzz", nil},
		{"", nil},
		{"last_by", nil},
	} {
		if got := Names(c.name, all, 3); !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, want %q", c.name, got, c.want)
		}
	}
	if got := Names("ag", []string{"ab", "ac", "ad"}, 2); !slices.Equal(got, []string{"ab", "ac"}) {
		t.Errorf("as close: %q", got)
	}
}
