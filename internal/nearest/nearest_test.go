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
		{"fisrt_by", []string{"first_by"}},
		{"bas", []string{"abs"}},
		{"zzz", nil},
		{"", nil},
		{"last_by", nil},
	} {
		if got := Names(c.name, all, 3); !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, want %q", c.name, got, c.want)
		}
	}
	for name, want := range map[string]string{"lastby": "; did you mean last_by?", "zzz": "", "abz": "; did you mean abs?", "aby_by": "; did you mean avg_by?"} {
		if got := Hint(name, all); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
	if got := Names("ag", []string{"ab", "ac", "ad"}, 2); !slices.Equal(got, []string{"ab", "ac"}) {
		t.Errorf("as close: %q", got)
	}
}
