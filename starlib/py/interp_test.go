package py

import (
	"context"
	"testing"
)

func TestGlobalsAreLive(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct{ src, want string }{
		{"x = 1\ndef f(): return x\nx = 2\nprint(f())", "2"},
		{"def g(): return later()\ndef later(): return 'late'\nprint(g())", "late"},
		{"x = 1\nx = x + 1\nx += 10\nprint(x)", "12"},
		{"total = 0\nfor i in range(4):\n    total += i\nprint(total, i)", "6 3"},
		{"a, (b, c) = 1, (2, 3)\n[d, e] = [4, 5]\nprint(a, b, c, d, e)", "1 2 3 4 5"},
		{"l = [1]\nm = l\nl += [2]\nprint(m)", "[1, 2]"},
		{"n = 3\nwhile n > 0:\n    n -= 1\n    if n == 1: break\nprint(n)", "1"},
		{"if True:\n    def h(): return y\n    y = 1\ny = 5\nprint(h())", "5"},
		{"def fact(n): return 1 if n < 2 else n * fact(n - 1)\nprint(fact(20))", "2432902008176640000"},
		{"def fib(n): return n if n < 2 else fib(n-1) + fib(n-2)\ncalls = []\norig = fib\ndef counted(n):\n    calls.append(n)\n    return orig(n)\nfib = counted\nfib(3)\nprint(len(calls))", "5"},
		{"def f(f): return f\nprint(f(3))", "3"},
		{"def f(): return [f for f in [1, 2]]\nprint(f())", "[1, 2]"},
		{"def f(x=1): return dict(f=2, x=x)\nprint(f())", `{'f': 2, 'x': 1}`},
		{"max = 3\nprint(max)\n", "3"},
	} {
		w.prints(t, c.src, c.want)
	}
}

func TestREPL(t *testing.T) {
	w := newWorld(t)
	exec := func(src string) string {
		v, err := w.Exec(context.Background(), "<stdin>", src)
		if err != nil {
			return err.Error()
		}
		if v == nil {
			return ""
		}
		return w.Repr(v)
	}
	for _, c := range []struct{ in, want string }{
		{"1 + 2\n", "3"},
		{"_ * 2\n", "6"},
		{"x = 5\n", ""},
		{"def f(n) -> int:\n    return n + x\n\n", ""},
		{"f(1)\n", "6"},
		{"x = 6\n", ""},
		{"f(1)\n", "7"},
		{"def g(a, *rest):\n    return a + sum(rest) - rest[0]\n\n", ""},
		{"g(True, True, 2)\n", "3"}, // which nothing said when g was typed
		{"import logging\nlogging.basicConfig(filname='x')\n", "Traceback (most recent call last):\n  File \"<stdin>\", line 2, column 20, in <module>\n    logging.basicConfig(filname='x')\nValueError: Unrecognised argument(s): filname"},
		{"None\n", "None"},
		{"'text'\n", `'text'`},
		{"y\n", "Traceback (most recent call last):\n  File \"<stdin>\", line 1, column 1, in <module>\n    y\nNameError: name 'y' is not defined"},
	} {
		if got := exec(c.in); got != c.want {
			t.Errorf("%q gave %q, want %q", c.in, got, c.want)
		}
	}
}
