package client

import (
	"slices"
	"strings"
	"testing"
)

// TestPropertyHelp: every property that makes a difference has a line, no other has, and the
// values that are named are good ones.
func TestPropertyHelp(t *testing.T) {
	var names []string
	for _, h := range Help() {
		names = append(names, h.Name)
		if h.Doc == "" || len(h.Doc) > 90 || !strings.HasSuffix(h.Doc, ".") {
			t.Errorf("%s: %q is no line", h.Name, h.Doc)
		}
		for _, v := range h.Values {
			if err := properties[h.Name].set(&settings{}, Arg{Name: h.Name, Value: v}); err != nil {
				t.Errorf("%s: %v", h.Name, err)
			}
		}
	}
	if !slices.IsSorted(names) {
		t.Error("the table is not in alphabetical order")
	}
	for name, p := range properties {
		if slices.Contains(names, name) == p.idle {
			t.Errorf("%s: idle is %v, and it has a line or not", name, p.idle)
		}
	}
	for _, name := range names {
		if _, ok := properties[name]; !ok {
			t.Errorf("there is no property %s", name)
		}
	}
}
