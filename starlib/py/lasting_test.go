package py

import (
	"slices"
	"strings"
	"testing"

	"go.starlark.net/syntax"
)

// A guard of a name that lasts is asked once, before the loop.
func TestAskedOnce(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"def f(s, n):\n  i = 0\n  while i < n and s[i] == 'a' and s[i + 1] != s[0]: i += 1", "n__lt_right__ s__text__"},
		{"def f(l, w):\n  return [x for x in l if w == x or x in l]", "l__in_right__ w__eq_left__"},
		{"def f(l):\n  for a in l:\n    for b in l:\n      if a < b or l > b: a[b]", "l__gt_left__"},
		{"def f(l):\n  'Says.'\n  m = max(l)\n  n = [v for v in l if v >= m]\n  return n", "m__ge_right__"},
		{"def f(s):\n  return s[0], s == 1", ""},
		{"def f(s):\n  for i in range(3):\n    s = s[1:]", ""},
		{"def f(s):\n  s = s[1:]\n  for i in range(3): s[i]", "s__text__"},
		{"def f(s):\n  if s: t = s[1:]\n  for i in range(3): t[i]", ""},
		{"def f(s):\n  for i in range(3): s[i]\n  s += 'b'\n  return s[0]", ""},
		{"def f(s):\n  for t in s:\n    u = t\n    u[0]", ""},
		{"def f(s):\n  for i in range(3): t[i]\n  t = s", ""},
		{"def f(s):\n  del s\n  for i in range(3): s[i]", ""},
		{"def f(s):\n  return [s[0] for s in s]", ""},
		{"def f(s):\n  for i in s:\n    g = lambda i: s[i]", ""},
		{"def f(s):\n  t, u = s, 1\n  for i in range(3): t[i]", ""},
		{"def f(s, *a, k=1, **d):\n  for i in range(3): a[i], k[i], d[i]", "k__text__ a__text__ d__text__"},
		{"for s in 'ab': s[0]", ""},
	} {
		f := parsed(t, c.src)
		guards(f.Stmts[:1], outermost(f.Stmts, nil), unusual{})
		var got []string
		if def, ok := f.Stmts[0].(*syntax.DefStmt); ok {
			for _, s := range def.Body {
				a, ok := s.(*syntax.AssignStmt)
				if !ok {
					continue
				}
				if id, ok := a.LHS.(*syntax.Ident); ok && strings.Contains(id.Name, onceMark) {
					got = append(got, strings.ReplaceAll(id.Name, onceMark, ""))
				}
			}
		}
		slices.Sort(got)
		want := strings.Fields(c.want)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s\nasks once %q, want %q", c.src, got, want)
		}
	}
}

// What a function says of itself stays its first statement.
func TestAskedOnceBelowDoc(t *testing.T) {
	w := newWorld(t)
	w.prints(t, "def f(s):\n    'What it does.'\n    for i in range(2): s[i]\nhelp(f)", "f(s)\n    What it does.")
}
