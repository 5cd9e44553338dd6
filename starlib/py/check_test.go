package py

import (
	"fmt"
	"strings"
	"testing"
)

func TestCheck(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct{ src, want string }{
		{"import json, math\nprint(json.dumps([math.pi], indent=2))", ""},
		{"import numpy as np\nx = np.array([1])", "1: ModuleNotFoundError"},
		{"from json import dumps, loads\ndumps([], x=1)\nloads(y=2)", "2: TypeError json.dumps() got an unexpected | 3: TypeError"},
		{"from json import lod\nimport math\nmath.sqroot(2)", "1: ImportError | 3: AttributeError"},
		{"def f(x):\n    return y + x + len(z)\ny = 1", "2: NameError name 'z'"},
		{"print(1, file=None, foo=2)", "1: TypeError print() got an unexpected keyword argument 'foo'"},
		{"async def f(g):\n    h = 1\nprint(f, h)\nprint(i)", "1: SyntaxError | 4: NameError name 'i'"},
		{"exec('y = 3')\nprint(y)", "1: NotImplementedError exec is not available"},
		{"import sys\nsys.getsizeof(1)\nprint(z)", "2: NotImplementedError | 3: NameError"},
		{"from numpy import (array,\n    zeros, ones)", "1: ModuleNotFoundError"},
		{"import logging.handlers", "1: ModuleNotFoundError No module named 'logging.handlers'; Python has it, Starling does not: logging.FileHandler"},
		{"globals()['zz'] = 3\nprint(zz)", ""},
		{"from collections import deque, OrderedDict\nd = deque((1, 2), maxlen=1)\nOrderedDict(a=1)\nprint(d, file=None)\ndeque(maxlne=1)", "5: TypeError collections.deque() got an unexpected keyword argument 'maxlne'; it takes iterable, maxlen"},
		{"x = = 1\ny = 2\nasync def f():\n    pass\nprint(y)", "1: SyntaxError | 3: SyntaxError"},
		{"try:\n    import numpy\nexcept ImportError:\n    numpy = None\nprint(numpy)", "2: ModuleNotFoundError No module named 'numpy' | (handled)"},
		{"try:\n    import numpy\nexcept ValueError as e:\n    print(e)", "2: ModuleNotFoundError"},
		{"class A(B):\n    n: int = 1\n    def m(self):\n        return n + m", "1: NameError"},
		{"match x:\n    case [a, *b] if a: print(b, c)", "1: NameError name 'x' | 2: NameError name 'c'"},
		{"with open('x') as f, g() as (h, i): print(f, h, i)", "1: NameError name 'g'"},
		{"from math import *\nprint(floor(pi), [k for k in range(3)], (lambda q: q)(1), (w := 2), w)", ""},
		{"math = 1\nimport math\nmath.nothing", ""},
		{"def f():\n    nonlocal q\n    q = 1", "no binding for nonlocal 'q' found"},
		{"global_ = 1\ndef f():\n    global late\n    late = 1\nprint(late)", ""},
	} {
		var got []string
		for _, e := range w.Check("x.py", c.src) {
			handled := ""
			if e.Handled {
				handled = " (handled)"
			}
			got = append(got, fmt.Sprintf("%d: %s %s%s", e.place().Line, e.Kind, e.Msg, handled))
		}
		text := strings.Join(got, " | ")
		rest := text
		for _, part := range strings.Split(c.want, " | ") {
			_, after, ok := strings.Cut(rest, part)
			if rest = after; !ok || c.want == "" && text != "" {
				t.Errorf("%s\nfound %s\nwant %s", c.src, text, c.want)
				break
			}
		}
	}
}
