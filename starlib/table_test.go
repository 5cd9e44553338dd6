package starlib

import "testing"

func TestTables(t *testing.T) {
	w := newWorld(t)
	head := "from deephaven import new_table, empty_table, time_table, merge, agg, SortDirection\nfrom deephaven.column import string_col, int_col, long_col, double_col, datetime_col, bool_col, char_col, byte_col, short_col, float_col\nt = new_table([string_col('S', ['a', 'b', 'a', None]), int_col('N', [1, 2, 3, 4]), double_col('X', [0.5, None, 2.5, 3.0])])\n"
	rows := func(expr string) string { return head + "print([tuple(r) for r in " + expr + ".iter_tuple()])" }
	rename := func(pairs string) string {
		return head + "r = t.rename_columns(" + pairs + ")\nprint(' '.join(r.column_names) + ': ' + ' '.join([str(v) for v in [tuple(r) for r in r.iter_tuple()][0]]))"
	}
	for _, c := range []struct{ src, want string }{
		{head + "print(t)", "         S|         N|                   X\n----------+----------+--------------------\na         |         1|                 0.5\nb         |         2|(null)              \na         |         3|                 2.5\n(null)    |         4|                 3.0\n"},
		{rows("t.where('N > 1').view(['S', 'M = N * 2'])"), `[('b', 4), ('a', 6), (None, 8)]`},
		{rows("t.where(['N > 1', 'S = `a`'])"), `[('a', 3, 2.5)]`},
		{rows("t.update(formulas=['Y = i'])"), `[('a', 1, 0.5, 0), ('b', 2, None, 1), ('a', 3, 2.5, 2), (None, 4, 3.0, 3)]`},
		{rows("t.update_view('Y = N + 1').select(['Y'])"), `[(2,), (3,), (4,), (5,)]`},
		{rows("t.select()"), `[('a', 1, 0.5), ('b', 2, None), ('a', 3, 2.5), (None, 4, 3.0)]`},
		{rows("t.rename_columns(['Sym = S']).drop_columns(['N', 'X'])"), `[('a',), ('b',), ('a',), (None,)]`},
		{rename("'S = N'"), "S X: 1 0.5"},
		{rename("['X = S', 'N = X']"), "X N: a 0.5"},
		{rename("['N = S', 'S = N']"), "N S X: a 1 0.5"},
		{rename("['N = N', 'S = X']"), "N S: 1 0.5"},
		{rename("['A = S', 'S = N', 'N = X']"), "A S N: a 1 0.5"},
		{rename("[]"), "S N X: a 1 0.5"},
		{rename("'X = X'") + "\nprint(' '.join(t.rename_columns('X = S').where('X == `b`').column_names))", "S N X: a 1 0.5\nX N"},
		{rows("t.last_by('S')"), `[('a', 3, 2.5), ('b', 2, None), (None, 4, 3.0)]`},
		{rows("t.first_by(['S'])"), `[('a', 1, 0.5), ('b', 2, None), (None, 4, 3.0)]`},
		{rows("t.last_by()"), `[(None, 4, 3.0)]`},
		{rows("t.agg_by([agg.sum_('Total = N'), agg.weighted_sum('N', 'W = X'), agg.count_('C')], by=['S'])"), `[('a', 4, 8.0, 2), ('b', 2, None, 1), (None, 4, 12.0, 1)]`},
		{rows("t.sum_by('S')"), `[('a', 4, 3.0), ('b', 2, None), (None, 4, 3.0)]`},
		{rows("t.drop_columns('S').avg_by()"), `[(2.5, 2.0)]`},
		{rows("t.min_by('S')"), `[('a', 1, 0.5), ('b', 2, None), (None, 4, 3.0)]`},
		{rows("t.max_by('S')"), `[('a', 3, 2.5), ('b', 2, None), (None, 4, 3.0)]`},
		{rows("t.count_by('C', 'S')"), `[('a', 2), ('b', 1), (None, 1)]`},
		{rows("t.agg_all_by(agg.max_(), by='S')"), `[('a', 3, 2.5), ('b', 2, None), (None, 4, 3.0)]`},
		{rows("t.sort('X')"), `[('b', 2, None), ('a', 1, 0.5), ('a', 3, 2.5), (None, 4, 3.0)]`},
		{rows("t.sort(['S', 'N'], order=[SortDirection.ASCENDING, SortDirection.DESCENDING])"), `[(None, 4, 3.0), ('a', 3, 2.5), ('a', 1, 0.5), ('b', 2, None)]`},
		{rows("t.sort_descending('N').head(1)"), `[(None, 4, 3.0)]`},
		{rows("t.tail(1)"), `[(None, 4, 3.0)]`},
		{rows("merge([t.head(1), None, t.tail(1)])"), `[('a', 1, 0.5), (None, 4, 3.0)]`},
		{rows("t.natural_join(t.last_by('S').view(['K = S', 'L = N']), on=['S = K'], joins=['Last = L'])"), `[('a', 1, 0.5, 3), ('b', 2, None, 2), ('a', 3, 2.5, 3), (None, 4, 3.0, 4)]`},
		{rows("t.natural_join(table=t.last_by('S').view(['S', 'L = N']), on=['S'])"), `[('a', 1, 0.5, 3), ('b', 2, None, 2), ('a', 3, 2.5, 3), (None, 4, 3.0, 4)]`},
		{rows("t.meta_table.view(['Name', 'DataType'])"), `[('S', 'java.lang.String'), ('N', 'int'), ('X', 'double')]`},
		{rows("t.snapshot().head(1)"), `[('a', 1, 0.5)]`},
		{head + "print(t.size, t.is_blink, t.is_refreshing, t.is_failed, t.column_names, t.attributes(), {n: d.data_type for n, d in t.definition.items()})", `4 False False False ['S', 'N', 'X'] {} {'S': java.lang.String, 'N': int, 'X': double}`},
		{head + "print([c.name for c in t.columns], t.columns[1].data_type, t.has_columns(['S', 'Q']))", `['S', 'N', 'X'] int False`},
		{head + "print(list(t.head(1).iter_dict()))", `[{'S': 'a', 'N': 1, 'X': 0.5}]`},
		{head + "tt = time_table('PT0.01s').update('X = i')\nwhile tt.size < 3: tt.await_update()\nprint(tt.is_refreshing, tt.attributes(), tt.column_names)", `True {'AddOnly': True, 'AppendOnly': True} ['Timestamp', 'X']`},
		{"b = time_table('PT0.01s', blink_table=True)\nprint(b.is_blink, b.attributes(), blink_to_append_only(b).is_blink)", `True {'BlinkTable': True} False`},
		{"t2 = time_table('PT1000h', start_time='2024-01-01T00:00:00Z')\nwhile t2.size == 0: t2.await_update(100)\nprint(t2.head(1).view('Timestamp').to_string(), time_table('PT1000h').await_update(timeout_ms=10) in (True, False))", "                        Timestamp\n---------------------------------\n2024-01-01T00:00:00.000000000 UTC\n True"},
		{"print([tuple(r) for r in new_table({'A': [1, 2], 'B': ['x', None], 'C': [1.5, 2], 'D': [True, None]}).iter_tuple()])", `[(1, 'x', 1.5, True), (2, None, 2.0, None)]`},
		{head + "from deephaven.constants import NULL_SHORT\nprint([tuple(r) for r in new_table([short_col('H', [7, NULL_SHORT]), datetime_col('T', ['2023-11-14T22:13:20.123456789Z', None]), char_col('C', [ord('c'), 'd']), byte_col('Y', [8, -8]), bool_col('B', [True, None]), float_col('F', [1.5, None]), long_col('L', [1 << 40, -1])]).iter_tuple()])", `[(7, datetime.datetime(2023, 11, 14, 22, 13, 20, 123456, nanosecond=789, tzinfo=datetime.timezone.utc), 'c', 8, True, 1.5, 1099511627776), (None, None, 'd', -8, None, None, -1)]`},
		{"print(empty_table(2).update(['T = i == 0 ? now() : null', 'B = new byte[]{(byte)1, (byte)i}']).view('B').to_string(1))", "                                       B\n----------------------------------------\n[1, 0]                                  \n"},
	} {
		w.prints(t, c.src, c.want)
	}
}

func TestTableErrors(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct{ src, want string }{
		{"empty_table(-1)", "DHError: empty_table: size must not be negative, got -1"},
		{"empty_table('x')", "TypeError: empty_table: for parameter size: got string, want int"},
		{"empty_table(1).update(3)", "TypeError: update: for parameter formulas: got int, want a string or a list of strings"},
		{"empty_table(1).update(['A = 1']).sum_by('Q')", "DHError: sum_by: unknown column names [Q], available column names are [A]"},
		{"empty_table(1).update('A = i').sort('A', order=3)", "DHError: sort: order: got 3, want a SortDirection"},
		{"empty_table(1).update('A = i').agg_by([3])", "DHError: agg_by: aggs: got int, want aggregations such as agg.sum_(\"Qty\")"},
		{"empty_table(1).update(['A = 1', 'B = 2']).rename_columns(['X = A', 'Y = A'])", `DHError: rename_columns: column "A" gets two names, "X" and "Y"; update gives it another column`},
		{"empty_table(1).update(['A = 1', 'B = 2']).rename_columns(['X = A', 'X = B'])", `DHError: rename_columns: two columns get the name "X"`},
		{"empty_table(1).update('A = 1').rename_columns('X = Q')", "DHError: rename_columns: unknown column names [Q], available column names are [A]"},
		{"merge([3])", "DHError: merge: tables: got a list with int, want tables"},
		{"merge([])", "DHError: merge: no table to merge"},
		{"time_table('x')", `DHError: time_table: period: "x"`},
		{"new_table({'A': []})", "DHError: new_table: column A: no value tells its type; use string_col, int_col and the like"},
		{"from deephaven.column import int_col\nint_col('A', [1, 3000000000])", "DHError: int_col: column A, row 1: 3000000000 does not fit int (-2147483648 to 2147483647)"},
		{"from deephaven.column import int_col\nint_col('A', ['x'])", `DHError: int_col: column A, row 0: cannot convert "x" (str) to int`},
	} {
		_, err := w.script(t, "x.py", c.src)
		if err == nil || !contains(err.Error(), c.want) {
			t.Errorf("%s\nfailed with\n%v\nwant\n%s", c.src, err, c.want)
		}
	}
}
