package py

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"go.starlark.net/syntax"

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
