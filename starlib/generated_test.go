package starlib

import (
	"strings"
	"testing"
)

const generatedImport = "from deephaven import function_generated_table, input_table, empty_table, new_table\n"

// TestGeneratedOfSources: the function is called anew when a source has changed, and what it gives
// replaces the rows.
func TestGeneratedOfSources(t *testing.T) {
	w := newWorld(t)
	w.prints(t, generatedImport+`
a = input_table(init_table=new_table({"V": [1, 2]}))
b = input_table(init_table=new_table({"V": [10]}))
calls = []
def make(start, step=1):
    calls.append(start)
    return new_table({"Sum": [start, sum([v for v, in a.iter_tuple()]) + step * sum([v for v, in b.iter_tuple()])]})
one = function_generated_table(make, source_tables=a, args=(7,))
both = function_generated_table(make, source_tables=[a, b], args=[8], kwargs={"step": 2})
total = both.sum_by()
print(calls, [tuple(r) for r in one.iter_tuple()], [tuple(r) for r in both.iter_tuple()], one.attributes(), one.is_refreshing)
a.add(new_table({"V": [3]}))
b.add(new_table({"V": [20]}))
while [tuple(r) for r in total.iter_tuple()] != [(74,)]: total.await_update(1000)
print(len([c for c in calls if c == 7]), len([c for c in calls if c == 8]), [tuple(r) for r in one.iter_tuple()], [tuple(r) for r in both.iter_tuple()])
`, `[7, 8] [(7,), (13,)] [(8,), (23,)] {} True
2 3 [(7,), (16,)] [(8,), (66,)]`)
}

// TestGeneratedAgain: by time, until it fails; then the table has the last rows.
func TestGeneratedAgain(t *testing.T) {
	w := newWorld(t)
	w.prints(t, generatedImport+`
n = []
def grow():
    n.append(1)
    if len(n) == 4:
        return 5
    return empty_table(len(n)).update("I = i")
g = function_generated_table(grow, refresh_interval_ms=1)
while not g.is_failed: g.await_update(1000)
print(g.size)
`, "3")
	for text, want := range map[string]string{
		`function_generated_table(len)`:                                                          "either refresh_interval_ms or source_tables",
		`function_generated_table(len, time_table("PT1s"), 5)`:                                   "only one of refresh_interval_ms and source_tables",
		`function_generated_table(5, refresh_interval_ms=5)`:                                     "table_generator: got int, want a function",
		`function_generated_table(len, refresh_interval_ms="x")`:                                 "refresh_interval_ms",
		`function_generated_table(lambda: 5, refresh_interval_ms=5)`:                             "the function gave 5 (int), want a table",
		`function_generated_table(lambda: 1 // 0, refresh_interval_ms=5)`:                        "ZeroDivisionError",
		`function_generated_table(len, source_tables=empty_table(1))`:                            "all must be refreshing",
		`function_generated_table(len, source_tables=[5])`:                                       "source_tables: got a list with int, want tables",
		`function_generated_table(len, refresh_interval_ms=5, exec_ctx=5)`:                       "exec_ctx: got int",
		`function_generated_table(len, refresh_interval_ms=5, kwargs={1: 2})`:                    "kwargs: got the name 1",
		`function_generated_table(lambda x: empty_table(x), refresh_interval_ms=5, args=("a",))`: "size",
	} {
		if _, err := w.Exec(t.Context(), "x.py", text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v\nwant %s", text, err, want)
		}
	}
}
