package py

import (
	"strings"
	"testing"
)

func TestWalrus(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct{ src, want string }{
		{"if n := 7: print(n)\nprint(n)", "7\n7"},
		{"def f(d):\n    if v := d.get('a'):\n        return v\n    elif (n := len(d)) > 1:\n        return n\n    return [v, n]\nprint(f({'a': 1}), f({}), f({'x': 1, 'y': 2}))", "1 [None, 0] 2"},
		{"xs = [3, 0, 2, 1]\nwhile x := xs.pop():\n    if x == 2: continue\n    print(x)\nprint(xs)", "1\n[3]"},
		{"print([y for x in range(4) if (y := x * x) > 1], {k: (z := k + 1) * z for k in range(2)}, (q := 5) + q)", "[4, 9] {0: 1, 1: 4} 10"},
		{"def f(n): return (k := n + 1) * k\nprint(f(2))", "9"},
		{"a = 1 and (c := 2)\nf = lambda: (c := 3) + c\nprint(str('x'), (d := 2), a, c, f(), c, d)", "x 2 2 2 6 2 2"},
		{"def f(xs):\n    g = lambda: last\n    big = any((last := x) > 2 for x in xs)\n    return big, last, g()\nprint(f([1, 3]))", "(True, 3, 3)"},
		{"print(f'{(u := 3)}{u}', (a := (b := 2) + 1), a, b)", "33 3 3 2"},
	} {
		w.prints(t, c.src, c.want)
	}
}

func TestImportAll(t *testing.T) {
	w := newWorld(t)
	w.prints(t, "from math import *\nprint(floor(2.5), pi)\ndef f(): return ceil(0.5)\nprint(f())", "2 3.141592653589793\n1")
	if _, err := w.script(t, "x.py", "from nowhere import *"); err == nil || !strings.Contains(err.Error(), "No module named 'nowhere'") {
		t.Errorf("%v", err)
	}
}
