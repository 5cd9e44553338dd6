package py

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"go.starlark.net/syntax"

	"starling/starlib/lower"
	"starling/starlib/pysyntax"
)

// sides makes one guard of those of a comparison.
var sides = strings.NewReplacer("_left__", "__", "_right__", "__")

func parsed(t *testing.T, src string) *syntax.File {
	t.Helper()
	r, err := pysyntax.Rewrite("x.py", src)
	if err != nil {
		t.Fatal(err)
	}
	f, err := fileOptions.Parse("x.py", r.Source, 0)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// guardsOf is the guards of a text, each once.
func guardsOf(t *testing.T, src string) string {
	t.Helper()
	f, used := parsed(t, src), map[string]bool{}
	names := outermost(f.Stmts, nil)
	for _, s := range f.Stmts {
		for _, b := range guards([]syntax.Stmt{s}, names, unusual{}) {
			x := b.(*syntax.AssignStmt).RHS
			if with, ok := x.(*syntax.IndexExpr); ok {
				x = with.X
			}
			used[sides.Replace(x.(*syntax.Ident).Name)] = true
		}
	}
	return strings.Join(slices.Sorted(maps.Keys(used)), " ")
}

// guardsWithFlow is the guards of a text of which it is known where truths go.
func guardsWithFlow(t *testing.T, src string) string {
	t.Helper()
	f, used, has := parsed(t, src), map[string]bool{}, &textFeatures{}
	r, err := lower.Statements(f.Stmts)
	if err != nil {
		t.Fatal(err)
	}
	all := slices.Concat(r.Groups...)
	names := outermost(all, r.Globals)
	names.has = has
	has.learn(all)
	for _, group := range r.Groups {
		for _, b := range guards(group, names, unusual{}) {
			x := b.(*syntax.AssignStmt).RHS
			if with, ok := x.(*syntax.IndexExpr); ok {
				x = with.X
			}
			used[sides.Replace(x.(*syntax.Ident).Name)] = true
		}
	}
	return strings.Join(slices.Sorted(maps.Keys(used)), " ")
}

// A truth is a number wherever it goes, and numbers have no guards where no truths go.
func TestGuardsOfTruths(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"def f(v): return v + 1\nf(True)", "__number__"},
		{"def f(v): return v + 1\nf(2)", ""},
		{"def f(v): return -v\nf(v=1 > 2)", "__number__"},
		{"def f(*a): return a[0] + 1\nf(True)", "__number__ __text__"},
		{"def f(a): return a.on + 1\na.on = not b", "__number__"},
		{"def f(a): return a.on + 1\na.off = not b", ""},
		{"def f(a): return g(a) + 1\ndef g(a): return a.isdigit()", "__number__ __str_isdigit__"},
		{"def f(a): return g(a) + 1\ndef g(a): return len(a)", ""},
		{"l = [1 < 2]\ndef f(): return l.pop() + 1", "__number__ __str_pop__"},
		{"l = []\ndef f(): return l.pop() + 1", "__str_pop__"},
		{"l = []\ndef f(): l.append(True)\ndef g(): return l[0] - 1", "__number__ __str_append__ __text__"},
		{"def f(x, l):\n  n = 0\n  for v in l: n += v\n  return n\nf(0, [True])", "__loop__ __number__"},
		{"def f(x, l):\n  n = 0\n  for v in l: n += v\n  return n\nf(True, [0])", "__loop__"},
		{"def f(d, k): d[k] = 1\nf({}, True)", "__keyed__"},
		{"def f(d, k): d[k] = 1\nf({}, 1)", ""},
		{"def f(a, b): return a & b\nf(True, 1)", "__and__"},
		{"def f(a): return next(x > 1 for x in a) + 1", "__gt__ __loop__ __number__"},
		{"def f(a): return next(x for x in a) + 1\nf([2])", "__loop__"},
		{"def f(a): return next((x for x in a), True) - 3\nf([2])", "__loop__ __number__"},
		{"def f(a): return sum([], a) + 1\nf(True)", "__number__"},
		{"def f(a): return sum([], a) + 1\nf(2)", ""},
		{"def f(d): return d[1]\nf({1 > 0: 5, 2: 3})", "__keyed__"},
		{"def f(d): return d[1]\nf({1: 5 > 2, 2: 3})", "__text__"},
		{"def f(d): return d[1]\nf(dict([(1 > 0, 5)]))", "__keyed__"},
		{"def f(p):\n  def g():\n    nonlocal p\n    p >>= 1\n  return g\nf(2)\nd = {1 > 0: 5}", ""},
	} {
		if got := guardsWithFlow(t, c.src); got != c.want {
			t.Errorf("%s\nhas the guards %q, want %q", c.src, got, c.want)
		}
	}
}

// Plain scripts have the guards that they have without a look at where truths go.
func TestGuardsOfPlainScripts(t *testing.T) {
	for name, src := range plainScripts {
		if with, without := guardsWithFlow(t, src), guardsOf(t, src); with != without {
			t.Errorf("%s has the guards %q, want %q", name, with, without)
		}
	}
}

// What is known of operands spares their guards, and what is not known does not.
func TestGuardsSpared(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"def f(l):\n  i = 0\n  while i < len(l): i += 1\n  return i == 3", ""},
		{"def f(a):\n  i = 0\n  while i < a: i += 1", "__lt__"},
		{"def f(a):\n  for i in range(9):\n    if i % 3 == 0 or i >= 5: a.add(i - 1 == 1)", "__str_add__"},
		{"def f(a):\n  for i, x in enumerate([1, 2]):\n    if i == x: return -i > 1", ""},
		{"def f(a):\n  for i, x in enumerate(a):\n    if i == x: return 0", "__eq__"},
		{"def f(a):\n  for x in a: a = x == 1", "__eq__ __loop__"},
		{"def f(a):\n  l = [a]\n  d = {}\n  for x in l: d[x] = l[0]\n  return d[a]", "__loop__"},
		{"def f(a): return a[0], a['k'], a[1:]", "__text__"},
		{"def f(a): return a == 'x', a != None, a is True, a == 2, a == -1, a == 1.5, 'x' in a, 5 in a", ""},
		{"def f(a): return a == 0", "__eq__"},
		{"def f(a): return a > 2", "__gt__"},
		{"def f(a, b): return (a - b) == 0, (a - b) * 2", ""},
		{"def f(a): return a / 2 == a / 3", "__eq__ __truediv__"},
		{"def f(a): return [x == y for x in range(3) for y in (1, 2)]", ""},
		{"def f(a): return [x == y for x in range(3) for y in a]", "__eq__ __loop__"},
		{"def f(a):\n  t = a == 2\n  return t + 1", "__number__"},
		{"def f(a):\n  n, m = 1, 2\n  n, m = m, n\n  return n == m, n // m, n & m, n % m", ""},
		{"def f(a):\n  n = 1\n  n = a\n  return n == 1", "__eq__"},
		{"def f(a):\n  n = 1\n  return lambda m: (n == 1, m == 1)", "__eq__"},
		{"def f(i):\n  return [i for i in range(i)], i == 1", "__eq__"},
		{"def len(x): return True\ndef f(a): return len(a) == 1", "__eq__"},
		{"def f(len, a): return len(a) == 1", "__eq__"},
		{"i = 0\nwhile i < 9: i += 1", "__lt__"},
		{"def f(a):\n  i = 0\n  i = a if a else i\n  return i < 1", "__lt__"},
		{"def f(a):\n  i = 0\n  del i\n  i = 2\n  return i < 1", ""},
	} {
		if got := guardsOf(t, c.src); got != c.want {
			t.Errorf("%s\nhas the guards %q, want %q", c.src, got, c.want)
		}
	}
}
