package py

import (
	"context"
	"errors"
	"testing"
	"time"
)

func TestErrors(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct{ src, want string }{
		{"import json\n\ndef f(x):\n    return x + undefined\n\ny = f(1)\n", `Traceback (most recent call last):
  File "x.py", line 6, column 6, in <module>
    y = f(1)
        ^^^^
  File "x.py", line 4, column 16, in f
    return x + undefined
               ^^^^^^^^^
NameError: name 'undefined' is not defined`},
		{"import json\njson.loads('\\ufeff{}')\n", `Traceback (most recent call last):
  File "x.py", line 2, column 11, in <module>
    json.loads('\ufeff{}')
json.decoder.JSONDecodeError: Unexpected UTF-8 BOM (decode using utf-8-sig): line 1 column 1 (char 0)`},
		{"x = (1,\n", `  File "x.py", line 1, column 5
    x = (1,
        ^
SyntaxError: '(' was never closed`},
		{"def f():\n    x = x + 1\nf()\n", `Traceback (most recent call last):
  File "x.py", line 3, column 2, in <module>
    f()
  File "x.py", line 2, column 9, in f
    x = x + 1
        ^
UnboundLocalError: cannot access local variable 'x' where it is not associated with a value`},
		{"return 1\n", `  File "x.py", line 1, column 1
    return 1
    ^
SyntaxError: 'return' outside function`},
		{"random.random()\n", `Traceback (most recent call last):
  File "x.py", line 1, column 1, in <module>
    random.random()
    ^^^^^^
NameError: name 'random' is not defined. Did you forget to import 'random'?`},
		{"import jsn\n", `Traceback (most recent call last):
  File "x.py", line 1, column 1, in <module>
    import jsn
ModuleNotFoundError: No module named 'jsn'. Did you mean: 'json'?`},
		{"x = 1 / 0", `Traceback (most recent call last):
  File "x.py", line 1, column 7, in <module>
    x = 1 / 0
        ~~^~~
ZeroDivisionError: division by zero`},
		{"{}['a']", `Traceback (most recent call last):
  File "x.py", line 1, column 3, in <module>
    {}['a']
    ~~^^^^^
KeyError: 'a'`},
		{"raise ValueError('no ' + 'good')", `Traceback (most recent call last):
  File "x.py", line 1, column 1, in <module>
    raise ValueError('no ' + 'good')
ValueError: no good`},
		{"x = 3\nassert x == 4, f'x is {x}'", `Traceback (most recent call last):
  File "x.py", line 2, column 1, in <module>
    assert x == 4, f'x is {x}'
           ^^^^^^
AssertionError: x is 3`},
		{"def f(n): return f(n + 1)\nf(0)", `Traceback (most recent call last):
  File "x.py", line 2, column 2, in <module>
    f(0)
  File "x.py", line 1, column 19, in f
    def f(n): return f(n + 1)
                     ^^^^^^^^
  [the same call 99998 more times]
  File "x.py", line 1, column 18, in f
    def f(n): return f(n + 1)
                     ^
RecursionError: maximum recursion depth exceeded`},
	} {
		w.fails(t, c.src, c.want)
	}
}

func TestExit(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct {
		src  string
		code int
	}{
		{"exit()", 0}, {"import sys\nsys.exit(3)", 3}, {"quit(2)", 2}, {"exit('gone')", 1}, {"raise SystemExit(4)", 4},
	} {
		_, err := w.script(t, "x.py", c.src+"\nprint('still here')")
		var exit *Exit
		if !errors.As(err, &exit) || exit.Code != c.code {
			t.Errorf("%s gave %v, want code %d", c.src, err, c.code)
		}
		if w.out.Len() > 0 {
			t.Errorf("%s went on", c.src)
		}
	}
}

func TestInterrupt(t *testing.T) {
	w := newWorld(t)
	for _, src := range []string{
		"while True: pass",
		"import time\ntime.sleep(60)",
	} {
		ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
		start := time.Now()
		err := w.ExecFile(ctx, "x.py", src)
		cancel()
		var e *Error
		if !errors.As(err, &e) || e.Kind != "KeyboardInterrupt" || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s gave %v", src, err)
		}
		if d := time.Since(start); d > 5*time.Second {
			t.Errorf("%s took %s to end", src, d)
		}
	}
	w.prints(t, "print('alive')", "alive")
}
