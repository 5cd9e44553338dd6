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

func TestHierarchyErrors(t *testing.T) {
	w := newWorld(t)
	if _, err := w.script(t, "setup.py", `
from deephaven import agg
from deephaven.table import NodeType
t = new_table({"K": ["a", "b"], "V": [1, 2]})
r = t.rollup(agg.sum_("V"), "K", include_constituents=True)
x = t.update(["Id = i", "P = i > 0 ? i - 1 : null"]).tree("Id", "P")
`); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ src, want string }{
		{"t.rollup('V', 'K')", "aggs: got str, want aggregations"},
		{"t.rollup([agg.sum_('V')], 'Q')", "unknown column names [Q]"},
		{"r.expand(3)", "expand: node: cannot convert 3 (int) to java.lang.String"},
		{"r.expand(['a', 'b'])", "node: got more keys than there are key columns"},
		{"r.expand_to(0)", "depth must be 1 or more, got 0"},
		{"x.expand('a')", "cannot convert \"a\" (str) to int"},
		{"r.node_operation_recorder('x')", "node_type: got \"x\", want a NodeType"},
		{"r.with_node_operations(t)", "recorders: got Table"},
		{"r.with_node_operations(x.node_operation_recorder())", "recorders: one is of another table"},
		{"a = r.node_operation_recorder(NodeType.AGGREGATED)\nr.with_node_operations([a, a.sort('V')])", "two are of one type of nodes"},
		{"x.with_node_operations(3)", "recorder: got int, want what node_operation_recorder of this table gave"},
		{"x.node_operation_recorder().format_column('V')", "is no \"Col = colour\""},
		{"x.node_operation_recorder().format_row_where('Q > 1', 'RED')", "cannot find variable or class Q"},
		{"x.node_operation_recorder().format_column_where('Q', 'V > 1', 'RED')", "unknown column names [Q]"},
		{"x.node_operation_recorder().format_column_where('K', 'V > 1', 'RED').format_column(['K = `red`', 'V = `red`']).q", "no attribute 'q'"},
	} {
		if _, err := w.script(t, "x.py", c.src); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %s", c.src, err, c.want)
		}
	}
}

// What a rollup shows of rows that were aggregated stands in its columns where it fits.
func TestConstituentColumns(t *testing.T) {
	w := newWorld(t)
	w.prints(t, `
from deephaven import agg
t = new_table({"K": ["a", "b"], "V": [1, 2], "S": ["x", "y"]}).update(["I = (int)V", "F = (float)V"])
r = t.rollup([agg.sum_(["I", "F"]), agg.avg("V"), agg.count_("S")], "K", include_constituents=True)
print([c.name + " " + str(c.data_type) for c in r.flat().columns])
print([path for _, path, _ in r.expand_all().rows()])`,
		`['__DEPTH__ int', '__EXPANDED__ java.lang.Boolean', 'K java.lang.String', 'I long', 'F float', 'V double', 'S long', 'V_Constituent long', 'S_Constituent java.lang.String']
[(), ('a',), ('a',), ('b',), ('b',)]`)
}
