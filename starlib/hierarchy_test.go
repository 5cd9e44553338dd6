package starlib

import (
	"os"
	"strings"
	"testing"
)

// Every row of rollups and trees is what Deephaven's viewers get.
func TestHierarchiesOfDeephaven(t *testing.T) {
	text, err := os.ReadFile("../testdata/deephaven-api/hierarchies.txt")
	if err != nil {
		t.Fatal(err)
	}
	setup, cases, _ := strings.Cut(string(text), "\n-----\n")
	w := newWorld(t)
	if _, err := w.script(t, "setup.py", `
from deephaven import agg
from deephaven.table import NodeType
from deephaven.column import string_col, int_col, double_col
from deephaven.constants import NULL_INT, NULL_DOUBLE
`+setup+`

def show(r):
    if hasattr(r, "with_filters"):
        for row in r.expand_all().flat().iter_tuple(): print(row[0], row[1], [list(x) if "Array" in type(x).__name__ else x for x in list(row)[2:]])
    else:
        print(type(r).__name__)
`); err != nil {
		t.Fatal(err)
	}
	n := 0
	for c := range strings.SplitSeq(strings.TrimPrefix(cases, "# "), "\n# ") {
		expr, want, _ := strings.Cut(c, "\n")
		got, err := w.script(t, "case.py", "show("+expr+")")
		if want = strings.TrimSpace(want); want == "error" {
			if err == nil {
				t.Errorf("%s gives\n%s\nwant an error", expr, got)
			}
		} else if err != nil || strings.TrimSpace(got) != want {
			t.Errorf("%s gives\n%s\n%v\nwant\n%s", expr, got, err, want)
		}
		n++
	}
	if n < 80 {
		t.Errorf("only %d cases", n)
	}
}
