package starlib

import "testing"

func TestModules(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct{ src, want string }{
		{"import deephaven.dtypes as dht\nfrom deephaven import dtypes\nprint(dht.int64, dht.string, dht.byte_array, dht.Instant, dht.bool_, dht.int64 == dtypes.long, dht.int32 == dht.int64)", "long java.lang.String [B java.time.Instant java.lang.Boolean True False"},
		{"from deephaven.constants import NULL_INT, NULL_LONG\nprint(NULL_INT, NULL_LONG)", "-2147483648 -9223372036854775808"},
		{"import deephaven\nprint(deephaven.agg, deephaven.stream.blink_to_append_only)", "<module 'deephaven.agg'> <built-in function blink_to_append_only>"},
		{"load('deephaven/agg', s='sum_')\nprint(s('A'))", "<agg.sum>"},
	} {
		w.prints(t, c.src, c.want)
	}
}

func TestHelp(t *testing.T) {
	w := newWorld(t)
	w.prints(t, "help(empty_table)", "empty_table(size)\n    A table of so many rows without columns; update gives it some, as [\"X = i\"].")
	w.prints(t, "help(empty_table(1).where)", "where(filters=None)\n    The rows for which all filters hold, as [\"Price > 100\", \"Sym in `A`, `B`\"].")
}
