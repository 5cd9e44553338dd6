package starlib

import (
	"context"
	"errors"
	"testing"
	"time"

	"starling/starlib/py"
)

func TestErrors(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct{ src, want string }{
		{"from deephaven import emptytable\n", `Traceback (most recent call last):
  File "x.py", line 1, column 23, in <module>
    from deephaven import emptytable
                          ^^^^^^^^^^
ImportError: cannot import name 'emptytable' from 'deephaven'. Did you mean: 'empty_table'?`},
		{"from deephaven import empty_table\nt = empty_table(3).update(['A = i * Nope'])\n", `Traceback (most recent call last):
  File "x.py", line 2, column 26, in <module>
    t = empty_table(3).update(['A = i * Nope'])
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
DHError: update: formula "i * Nope", column 5: cannot find variable or class Nope`},
		{"t = empty_table(3).where(filter='x')\n", `Traceback (most recent call last):
  File "x.py", line 1, column 25, in <module>
    t = empty_table(3).where(filter='x')
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
TypeError: where: unexpected keyword argument "filter" (did you mean filters?)`},
		{"empty_table(3).wher('x')\n", `Traceback (most recent call last):
  File "x.py", line 1, column 15, in <module>
    empty_table(3).wher('x')
    ^^^^^^^^^^^^^^^^^^^
AttributeError: 'Table' object has no attribute 'wher'. Did you mean: 'where'?`},
	} {
		w.fails(t, c.src, c.want)
	}
}

func TestInterrupt(t *testing.T) {
	w := newWorld(t)
	for _, src := range []string{
		"def f(i):\n    while True: pass\nt = empty_table(3).update('A = f(i)')",
		"time_table('PT1s', start_time='2100-01-01T00:00:00Z').await_update()",
	} {
		ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
		start := time.Now()
		err := w.ExecFile(ctx, "x.py", src)
		cancel()
		var e *py.Error
		if !errors.As(err, &e) || e.Kind != "KeyboardInterrupt" || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s gave %v", src, err)
		}
		if d := time.Since(start); d > 5*time.Second {
			t.Errorf("%s took %s to end", src, d)
		}
	}
	w.prints(t, "print('alive', empty_table(2).size)", "alive 2")
}
