package starlib

import (
	"strings"
	"testing"
)

const publisherImport = `from deephaven.stream.table_publisher import table_publisher, TablePublisher
from deephaven import new_table, DynamicTableWriter
`

// TestPublisher: rows that a script adds come in when it waits, all of one wait in one cycle, and
// what it then waits for is not missed.
func TestPublisher(t *testing.T) {
	w := newWorld(t)
	w.prints(t, publisherImport+`
blink, pub = table_publisher("ticks", {"S": dht.string, "N": dht.long})
last = blink.last_by("S")
n = blink.count_by("n")
for i in range(3):
    pub.add(new_table({"N": [i, 10 * i], "S": ["a", "b"], "More": [1, 2]}))
    blink.await_update()
print([tuple(r) for r in last.iter_tuple()], [tuple(r) for r in n.iter_tuple()], pub.is_alive, blink.is_blink)
`, "[('a', 2), ('b', 20)] [(6,)] True True")
	w.prints(t, `pub.publish_failure("no more")
print(blink.await_update(), blink.is_failed, n.is_failed, pub.is_alive)
pub.add(new_table({"N": [1], "S": ["a"]}))
`, "True True True False")
	for text, want := range map[string]string{
		`table_publisher("x", {"A": dht.int64})[1].add(new_table({"B": [1]}))`: "add: column A is missing",
		`table_publisher("x", {"A": dht.int32})[1].add(new_table({"A": [1]}))`: "add: column A is long, want int",
		`table_publisher("x", {"A": dht.int32}, on_flush_callback=5)`:          "on_flush_callback: got int, want a function",
		`table_publisher("x", {"A": dht.int32}, None, 5)`:                      "on_shutdown_callback: got int, want a function",
		`table_publisher("x", {"A": 5})`:                                       "col_defs: got \"A\": 5",
		`table_publisher("x", {"A": dht.int32})[1].publish_failure()`:          "missing argument for failure",
		`DynamicTableWriter({"A": dht.int32}).write_row(1, 2)`:                 "write_row: got 2 values for 1 columns",
		`DynamicTableWriter({"A": dht.int32}).write_row("a")`:                  "write_row: column A: cannot convert \"a\" (str) to int",
		`DynamicTableWriter({"A": dht.int32}).write_row(True)`:                 "cannot convert True (bool) to int",
		`DynamicTableWriter({"A": dht.bool_}).write_row(1)`:                    "cannot convert 1 (int) to",
		`DynamicTableWriter({"A": dht.int32}).write_row(A=1)`:                  "takes values, not \"A\"=",
	} {
		if _, err := w.Exec(t.Context(), "x.py", text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v\nwant %s", text, err, want)
		}
	}
}

// TestPublisherCallbacks: a function is called cycle by cycle and adds rows, until one fails.
func TestPublisherCallbacks(t *testing.T) {
	w := newWorld(t)
	w.prints(t, publisherImport+`
calls, over = [], []
def flush(p):
    calls.append(p.is_alive)
    p.add(new_table({"N": [len(calls)]}))
    if len(calls) == 3:
        fail()
blink, pub = table_publisher("counts", {"N": dht.long}, flush, lambda: over.append(pub.is_alive))
total = blink.sum_by()
while pub.is_alive: blink.await_update(10)
import time
while not over: time.sleep(0.001)
print(calls, over, blink.is_failed)
`, "[True, True, True] [False] True")
}

// TestDynamicTableWriter: numbers are narrowed as Java's casts do.
func TestDynamicTableWriter(t *testing.T) {
	w := newWorld(t)
	w.prints(t, publisherImport+`
w = DynamicTableWriter({"I": dht.int32, "L": dht.int64, "B": dht.int8, "D": dht.double, "S": dht.string, "C": dht.char})
w.write_row(1, 2, 3, 4, "x", "c")
w.write_row(1.7, -2.9, 300, 4.5, None, None)
w.write_row(2.0 ** 40, 2.0 ** 80, -300, None, "y", None)
w.write_row(-2.0 ** 40, float("nan"), None, 1, "", 99)
w.write_row(2 ** 40, -2.0 ** 80, 1e10, 1, "", 99)
w.table.await_update()
w.close()
for row in w.table.iter_tuple(): print(tuple(row))
print(w.table.attributes())
`, `(1, 2, 3, 4.0, 'x', 'c')
(1, -2, 44, 4.5, None, None)
(2147483647, 9223372036854775807, -44, None, 'y', None)
(None, 0, None, 1.0, '', 'c')
(0, None, -1, 1.0, '', 'c')
{'AddOnly': True, 'AppendOnly': True}`)
	w.prints(t, `
for i in range(10000): w.write_row(i, i, 0, 0, "s", None)
while w.table.size < 10005: w.table.await_update(1000)
print(w.table.size)
`, "10005")
}
