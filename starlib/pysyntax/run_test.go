package pysyntax

import (
	"errors"
	"strings"
	"testing"

	"go.starlark.net/resolve"
	"go.starlark.net/starlark"
)

// runCases are Python programs that set r, and what Python prints for it (with
// Starlark's double quotes).
var runCases = []struct{ src, want string }{
	{"r = 2 ** 3 ** 2", "512"},
	{"r = -2 ** 2", "-4"},
	{"r = 2 ** -1", "0.5"},
	{"r = 2 * 3 ** 2 + 1", "19"},
	{"x = 3\nx **= 2\nr = x", "9"},
	{"d = {'a': [2]}\nd['a'][0] **= 3\nr = d", `{"a": [8]}`},
	{"r = [a for a in range(6) if 1 < a <= 4]", "[2, 3, 4]"},
	{"r = (1 < 2 < 3, 1 < 3 < 2, 3 > 2 >= 2 != 1, not 1 < 2 < 3)", "(True, False, True, False)"},
	{"log = []\ndef f(x):\n  log.append(x)\n  return x\nf(1) < f(5) < f(3) < f(9)\nr = log", "[1, 5, 3]"},
	{"def f(x): return x\nr = (f(1) in [f(1)] != f([]) and 2 == f(2) not in [3])", "True"},
	{"x = None\nr = (x is None, x is not None, type(x) is type(None))", "(True, False, True)"},
	{"x, y = 'a', 3.14159\nr = f'{x}|{x!r}|{y:.2f}|{x:>3}|{{}}|{y:{\".1f\"}}|{x=}|{x = !s}'", `"a|\"a\"|3.14|  a|{}|3.1|x=\"a\"|x = a"`},
	{"d = {'k': 1}\nr = f\"{d[\"k\"]} {d['k'] + 1}\" ' ' \"x\"", `"1 2 x"`},
	{"x = 1\nr = f'''a\n'{x}'\n'''", `"a\n'1'\n"`},
	{"x = 1\nr = rf'\\d{x}\\n' + f'\\d{x}'", `"\\d1\\n\\d1"`},
	{"r = ('a' 'b'\n  'c'.upper())", `"ABC"`},
	{"r = 'a%s' 'b%s' % (1, 2)", `"a1b2"`},
	{"r = ('\\xe9', '\\d', '\\101', u'x', R'\\d', '\\\n')", `("é", "\\d", "A", "x", "\\d", "")`},
	{"r = 1_000 + 0x_ff + int(1_0.5)", "1265"},
	{"a = b = c = [1]\nr = (a, b, c)\na.append(2)", "([1, 2], [1, 2], [1, 2])"},
	{"x = [0]\nx[0] = i, j = 1, 2\nr = (x, i, j)", "([(1, 2)], 1, 2)"},
	{"a, *b = 1, 2, 3\n*c, d = [1]\n[e, *f, g] = range(5)\nr = (a, b, c, d, e, f, g)", "(1, [2, 3], [], 1, 0, [1, 2, 3], 4)"},
	{"a, = [1]\nb = 1,\nr = (a, b)\nfor c, in [(2,)]: r += (c,)", "(1, (1,), 2)"},
	{"a, b = [1], (2, 3)\nr = [*a, 0, *b], (*a, 1), {*a, *b}, {**{'x': 1}, 'x': 2, **{'y': 3}}", `([1, 0, 2, 3], (1, 1), set([1, 2, 3]), {"x": 2, "y": 3})`},
	{"r = {1, 2, 1}, {x % 2 for x in range(5)}, len(x for x in [1, 2]), max((x for x in [1, 3]))", "(set([1, 2]), set([0, 1]), 2, 3)"},
	{"def f(*a, **k): return a, k\nr = [f(*[1], 2, *(3,), x=1, **{'y': 2}), f(*[1], x=2), f(**{'a': 1}, b=2)]", `[((1, 2, 3), {"x": 1, "y": 2}), ((1,), {"x": 2}), ((), {"a": 1, "b": 2})]`},
	{"d, x = {'a': 1, 'b': 2, (1, 2): 3}, 5\ndel d['a'], d[1, 2]\nr = d", `{"b": 2}`},
	{"l = [1, 2]\nif True:\n  del l[0]\nr = l", "[2]"},
	{"assert True, [][0]\nr = 1", "1"},
	{"assert 1 > 2, 'no'", "AssertionError: no"},
	{"x = 3\nassert x is None, f'bad {x}'", "AssertionError: bad 3"},
	{"def f(x: int, y: str = 'b') -> bool:\n  z: int = x\n  w: str\n  ...\n  return z, y\nr = f(1)", `(1, "b")`},
	{"import a.b, a.c as d\nfrom m import (x,\n  y as z)\nr = (a, d, x, z)", `("a", "a.c", "m:x", "m:y")`},
	{"r = 0\nif __name__ == '__main__':\n  r = 1", "1"},
	{"r = [(lambda x, y=2: x ** y)(3), [i ** 2 for i in range(3)]]", "[9, [0, 1, 4]]"},
}

func TestRun(t *testing.T) {
	for _, c := range runCases {
		r, err := Rewrite("in.py", c.src)
		if err != nil {
			t.Errorf("%v\n%s", err, c.src)
			continue
		}
		got := ""
		globals, err := starlark.ExecFileOptions(options, &starlark.Thread{}, "in.py", r.Source, host)
		if err != nil {
			got = err.Error()
		} else {
			got = globals["r"].String()
		}
		if got != c.want {
			t.Errorf("%s\ngives %s, want %s\n%s", c.src, got, c.want, r.Source)
		}
	}
}

// The host finds a function's annotations by the position Starlark reports.
func TestFuncPosition(t *testing.T) {
	src := "x = 2 ** 3\nif x is not None:\n\tdef f(a: int) -> str: return 'é'\n"
	r, err := Rewrite("in.py", src)
	if err != nil {
		t.Fatal(err)
	}
	globals, err := starlark.ExecFileOptions(options, &starlark.Thread{}, "in.py", r.Source, host)
	if err != nil {
		t.Fatal(err)
	}
	pos := globals["f"].(*starlark.Function).Position()
	if f := r.Funcs[0]; int(pos.Line) != f.Line || int(pos.Col) != f.Col {
		t.Errorf("Starlark says %v, Funcs %d:%d", pos, f.Line, f.Col)
	}
}

// An error in Starlark points, through Origin, at the place in the script.
func TestOrigin(t *testing.T) {
	for _, c := range []struct{ src, at string }{
		{"x = 2 ** 3; nope", "nope"},
		{"é = f'{1}{2 ** 2:>3}{nope}'", "nope"},
		{"\ufeffx = 1 < 2 < nope", "nope"},
		{"from a import (b,\n  c as d); x = 'a' 'b'; nope", "nope"},
		{"a = b = nope", "nope"},
		{"x = nope", "nope"},
	} {
		r, err := Rewrite("in.py", c.src)
		if err != nil {
			t.Fatal(err)
		}
		_, err = starlark.ExecFileOptions(options, &starlark.Thread{}, "in.py", r.Source, host)
		var list resolve.ErrorList
		if !errors.As(err, &list) {
			t.Fatalf("%v\n%s", err, r.Source)
		}
		pos := list[0].Pos
		line, col := r.Origin(int(pos.Line), int(pos.Col))
		ls := newLines(c.src, bomLen(c.src))
		want := ls.position(c.src, strings.Index(c.src, c.at))
		if line != want.line || col != want.col {
			t.Errorf("%q: %d:%d, want %d:%d (%v)\n%s", c.src, line, col, want.line, want.col, err, r.Source)
		}
	}
}
