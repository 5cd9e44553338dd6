package starlib

import "testing"

// TestUpdateByErrors: an argument that will not do is named, and its type.
func TestUpdateByErrors(t *testing.T) {
	w := newWorld(t)
	head := "from deephaven import updateby as uby\nt = empty_table(3).update(['A = i', 'S = `s` + i', 'B = i > 1', 'D = i * 1.5', 'T = epochNanosToInstant(2 - i)'])\n"
	for _, c := range []struct{ src, want string }{
		{"t.update_by('A')", "TypeError: update_by: for parameter ops: got str, want operations such as cum_sum(\"Qty\") of deephaven.updateby"},
		{"t.update_by([3])", "TypeError: update_by: for parameter ops: got int, want operations such as cum_sum(\"Qty\") of deephaven.updateby"},
		{"t.update_by([])", "DHError: update_by: at least one operation must be given"},
		{"t.update_by(uby.cum_sum('X = S'))", "DHError: update_by: cum_sum(X=S): unsupported type java.lang.String"},
		{"t.update_by(uby.cum_sum('X = Q'))", "DHError: update_by: cum_sum(X=Q): unknown column names [Q], available column names are [A, S, B, D, T]"},
		{"t.update_by(uby.cum_sum('A'), by='Q')", "DHError: update_by: unknown column names [Q], available column names are [A, S, B, D, T]"},
		{"t.update_by(uby.cum_sum('X = A'), by='K = S')", "\"K = S\" is no name of a column; update or rename_columns gives the key another name first"},
		{"t.update_by([uby.cum_sum('X = A'), uby.cum_max('X = D')])", "DHError: update_by: two results are named \"X\""},
		{"t.update_by(uby.rolling_sum_tick('X = A', 0))", "DHError: update_by: rolling_sum: the window has no row: rev_ticks=0, fwd_ticks=0; rev_ticks counts the row itself"},
		{"t.update_by(uby.rolling_sum_time('T', 'X = A', 'PT1s', '-PT2s'))", "DHError: update_by: rolling_sum: the window ends before it begins, rev_time and fwd_time are -1000000000 ns together"},
		{"t.update_by(uby.rolling_sum_time('A', 'X = A', 'PT1s'))", "DHError: update_by: rolling_sum(X=A): ts_col: column \"A\" is int, want java.time.Instant or long"},
		{"t.update_by(uby.rolling_sum_time('T', 'X = A', 'PT1s'))", "DHError: update_by: column \"T\": timestamps must not decrease within a group"},
		{"t.update_by(uby.ema_time('T', 'PT1s', 'X = A'))", "DHError: update_by: column \"X\": timestamps must not decrease within a group"},
		{"uby.ema_tick('2', 'X = A')", "TypeError: updateby.ema_tick: for parameter decay_ticks: got str, want a number"},
		{"uby.rolling_sum_tick('A', 2.0)", "TypeError: updateby.rolling_sum_tick: for parameter rev_ticks: got float, want int"},
		{"uby.rolling_sum_time('T', 'A', 2.0)", "TypeError: updateby.rolling_sum_time: rev_time: got 2.0 (float), want a text such as \"PT1s\", nanoseconds or a timedelta"},
		{"uby.delta('A', delta_control=1)", "TypeError: updateby.delta: delta_control: got 1, want a DeltaControl"},
		{"uby.ema_tick(1, 'A', op_control=1)", "TypeError: updateby.ema_tick: op_control: got int, want an OperationControl"},
		{"uby.OperationControl(on_nan='SKIP')", "TypeError: updateby.OperationControl: on_nan: got \"SKIP\", want a BadDataBehavior"},
		{"t.update_by(uby.ema_tick(1, 'X = D2', op_control=uby.OperationControl(on_nan=uby.BadDataBehavior.THROW)))", "DHError: update_by: ema(X=D2): unknown column names [D2], available column names are [A, S, B, D, T]; did you mean D?"},
		{"t.update('N = 0.0 / 0').update_by(uby.ema_tick(1, 'X = N', op_control=uby.OperationControl(on_nan=uby.BadDataBehavior.THROW)))", "DHError: update_by: column \"X\": a value is NaN, which op_control does not allow"},
		{"t.update_by(uby.cum_count_where('N', 'Q > 1'))", "DHError: update_by: cum_count_where(N): filter 1: formula \"Q > 1\", column 1: cannot find variable or class Q"},
		{"t.update_by(uby.rolling_formula_tick('x + 1', 'x', 'X = S', rev_ticks=2))", "DHError: update_by: rolling_formula(X=S): formula \"x + 1\", column 3: "},
		{"t.update_by(uby.rolling_formula_tick('x[i]', 'x', 'X = A', rev_ticks=2))", "DHError: update_by: rolling_formula(X=A): a formula over a window knows no i, ii, k or whole columns"},
		{"t.update_by(uby.rolling_formula_tick('parseInt(x[0])', 'x', 'X = S', rev_ticks=1))", "DHError: update_by: column \"X\": "},
		{"t.update_by(uby.rolling_formula_tick('sum(A)', rev_ticks=2))", "DHError: update_by: rolling_formula: formula \"sum(A)\" has no name for its column"},
		{"t.update_by(uby.rolling_formula_tick('sum(A)', cols='A', rev_ticks=2))", "DHError: update_by: rolling_formula: cols needs a formula_param, which stands for the column in the formula"},
	} {
		_, err := w.script(t, "x.py", head+c.src)
		if err == nil || !contains(err.Error(), c.want) {
			t.Errorf("%s\nfailed with\n%v\nwant\n%s", c.src, err, c.want)
		}
	}
}
