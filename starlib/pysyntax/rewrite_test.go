package pysyntax

import (
	"strings"
	"testing"

	"go.starlark.net/syntax"
)

var options = &syntax.FileOptions{
	Set: true, While: true, TopLevelControl: true, GlobalReassign: true, Recursion: true,
}

// parses fails the test unless text is Starlark.
func parses(t testing.TB, text string) {
	t.Helper()
	if _, err := options.Parse("out.star", text, 0); err != nil {
		t.Errorf("not Starlark: %v\n%s", err, text)
	}
}

func TestRewrite(t *testing.T) {
	for name, cases := range rewriteCases {
		t.Run(name, func(t *testing.T) {
			for _, c := range cases {
				r, err := Rewrite("in.py", c[0])
				if err != nil {
					t.Errorf("%v\n%s", err, c[0])
					continue
				}
				if r.Source != c[1] {
					t.Errorf("of\n%s\ngot\n%s\nwant\n%s", c[0], r.Source, c[1])
				}
				if in, out := len(newLines(c[0], 0)), len(newLines(r.Source, 0)); in != out {
					t.Errorf("%d lines became %d:\n%s", in, out, r.Source)
				}
				parses(t, r.Source)
				again, err := Rewrite("in.py", r.Source)
				if err != nil || again.Source != r.Source && !hasPattern(r.Source) {
					t.Errorf("a second Rewrite changes\n%s\n%v", r.Source, err)
				}
			}
		})
	}
}

// rewriteCases holds pairs of Python and Starlark.
var rewriteCases = map[string][][2]string{
	"import": {
		{"import json", `json = __import__("json", None)`},
		{"import a.b", `a = __import__("a.b", None, top=True)`},
		{"import a.b as c, math", `c, math = __import__("a.b", None), __import__("math", None)`},
		{"import a, \\\n  b", "a, b = \\\n__import__(\"a\", None), __import__(\"b\", None)"},
		{"from a.b import c", `c = __import__("a.b", "c")`},
		{"from a import b, c as d", `b, d = __import__("a", "b"), __import__("a", "c")`},
		{
			"from a import (\n    b,  # why\n    c as d,\n)\n",
			"b, d = (\n    __import__(\"a\", \"b\"),  # why\n    __import__(\"a\", \"c\"),\n)\n",
		},
		{"from a import (b,)", `b = (__import__("a", "b"))`},
		{"from a \\\n import b", "b =\\\n __import__(\"a\", \"b\")"},
		{"from __future__ import annotations", "pass"},
		{"def f():\n  import x; return x", "def f():\n  x = __import__(\"x\", None); return x"},
		{"if a:\n\tfrom b import c\n", "if a:\n\tc = __import__(\"b\", \"c\")\n"},
	},
	"annotations": {
		{"def f(a: int, b: str = 'x') -> bool: pass", "def f(a     , b      = 'x')        : pass"},
		{"def f(*a: int, k: D[str, int]={}, **kw: X): pass", "def f(*a     , k             ={}, **kw   ): pass"},
		{"def f() -> D[\n  str]: pass", "def f()      \\\n      : pass"},
		{"def f(a: D[\n  str],): pass", "def f(a    \n      ,): pass"},
		{"def f(a, /, b): pass", "def f(a, __slash__, b): pass"},
		{"def f(a, /): pass", "def f(a, __slash__): pass"},
		{"f = lambda a, /, b: a", "f = lambda a, __slash__, b: a"},
		{"f = lambda a, b,: a", "f = lambda a, b : a"},
		{"f = lambda a, /,: a", "f = lambda a, __slash__ : a"},
		{"x: int = 5", "x      = 5"},
		{"x.y: int = 5", "x.y      = 5"},
		{"x: int", "pass"},
		{"x: D[\\\n  int] = 5", "x     \\\n       = 5"},
		{"x: tuple = 1,", "x        = (1,)"},
	},
	"try": {
		{"try:\n  f()\nexcept E as e:\n  g()\nexcept (A, B):\n  h()\nexcept:\n  pass\nelse:\n  i()\nfinally:\n  j()\n", "if __try__:\n  f()\nelif __except__(E, e):\n  g()\nelif __except__((A, B)):\n  h()\nelif __except__():\n  pass\nelif __else__:\n  i()\nelif __finally__:\n  j()\n"},
		{"try: f()\nfinally: g()", "if __try__: f()\nelif __finally__: g()"},
		{"try : f()\nexcept \\\n E as \\\n e: g()", "if __try__: f()\nelif __except__(\nE, \ne): g()"},
		{"raise", "__raise__()"},
		{"raise e", "__raise__(e)"},
		{"raise A(1) from b", "__raise__(A(1), b)"},
		{"raise a.Error() from \\\n b", "__raise__(a.Error(), \nb)"},
	},
	"with": {
		{"with a: b", "if __with__(a, __none__): b"},
		{"with a() as b.c, d as (e, f):\n  pass", "if __with__(a(), b.c, d, (e, f)):\n  pass"},
		{"with (a as b, # c\n  d,\n):\n  pass", "if __with__(a, b, # c\n  d, __none__,\n):\n  pass"},
		{"with (a, b): pass", "if __with__(a, __none__, b, __none__): pass"},
		{"with (a): pass", "if __with__((a), __none__): pass"},
		{"with (a, b) as c: pass", "if __with__((a, b), c): pass"},
		{"with (a).b as c, (d): pass", "if __with__((a).b, c, (d), __none__): pass"},
		{"with (a for a, b in c): pass", "if __with__(__genexpr__([a for a, b in c]), __none__): pass"},
		{"with a as b, \\\n  c: pass", "if __with__(a, b, \\\n  c, __none__): pass"},
	},
	"class": {
		{"class A: pass", "if __classdef__(A): pass"},
		{"class A():\n  x = 1\n  def f(self): pass\n", "if __classdef__(A):\n  x = 1\n  def f(self): pass\n"},
		{"class A(B, c.D, metaclass=M): ...", "if __classdef__(A, B, c.D, metaclass=M): pass"},
		{"class A(\n  B,\n):\n  'doc'", "if __classdef__(A, \nB,\n):\n  'doc'"},
		{"class A(*b, c, **d): pass", "if __classdef__(A, *(__spread__(b) + [c]), **d): pass"},
		{"@dataclass\nclass A:\n  x: int\n  y: L[str] = 'a'\n  z: T = 1, 2\n", "__decorator__(dataclass)\nif __classdef__(A):\n  __field__(x, \"int\")\n  __field__(y, \"L[str]\", 'a')\n  __field__(z, \"T\", (1, 2))\n"},
		{"class A:\n  if a:\n    x: D[\n int] = 1; y: int\n  def f(self):\n    z: int = 2\n    self.z: int = 3\n  w: 'A' = None", "if __classdef__(A):\n  if a:\n    __field__(x, \"D[int]\"\n, 1); __field__(y, \"int\")\n  def f(self):\n    z      = 2\n    self.z      = 3\n  __field__(w, \"A\", None)"},
	},
	"decorator": {
		{"@a\n@b.c(1)  # why\ndef f(): pass", "__decorator__(a)\n__decorator__(b.c(1))  # why\ndef f(): pass"},
		{"if a:\n  @ b\n  def f(): pass", "if a:\n  __decorator__(b)\n  def f(): pass"},
	},
	"scope": {
		{"def f():\n  global a, b; a = 1", "def f():\n  __global__(a, b); a = 1"},
		{"def f(x):\n  def g():\n    nonlocal \\\n x", "def f(x):\n  def g():\n    __nonlocal__(\nx)"},
	},
	"loop else": {
		{"for x in y:\n  break\nelse:\n  f()", "for x in y:\n  break\nif __loopelse__:\n  f()"},
		{"while x: pass\nelse : f()", "while x: pass\nif __loopelse__: f()"},
	},
	"match": {
		{"match x:\n  case 1: pass\n  case 'a' | -2.5 | None: pass\n  case _: pass", "if __match__(x):\n  if __case__(1): pass\n  if __case__('a' | -2.5 | None): pass\n  if __case__(_): pass"},
		{"match x, y:\n\n  # c\n  case a, *b if a > 1:\n    pass\n  case [(c as d), *_, e.f]: pass", "if __match__((x, y)):\n\n  # c\n  if __case__((a, __star__(b)), a > 1):\n    pass\n  if __case__([(__as__(c, d)), __star__(_), e.f]): pass"},
		{"match (x):\n  case {'k': v, e.f: w, **r}: pass\n  case P(1, y=z) as p: pass\n  case (): pass\n  case a,: pass", "if __match__((x)):\n  if __case__({'k': v, e.f: w, __rest__: r}): pass\n  if __case__(__as__(P(1, y=z), p)): pass\n  if __case__(()): pass\n  if __case__(((a,))): pass"},
		{"match -x:\n  case (1 |\n   2): pass", "if __match__(-x):\n  if __case__((1 |\n   2)): pass"},
		{"match = {}\nmatch[1] = case = 2\nmatch (x)\n", "match = {}\nmatch[1] , case = [2] * 2\nmatch (x)\n"},
	},
	"yield": {
		{"def f():\n  yield\n  yield 1\n  yield 1, 2\n  yield *a, 1\n  yield from x", "def f():\n  __yield__(None)\n  __yield__(1)\n  __yield__((1, 2))\n  __yield__((__tuple__(__spread__(a) + [1])))\n  __yield_from__(x)"},
		{"def f():\n  x = yield v\n  y = f((yield), (yield\n from x))\n  x += yield", "def f():\n  x = __yield__(v)\n  y = f((__yield__(None)), (__yield_from__(\nx)))\n  x += __yield__(None)"},
		{"def f():\n  x = y = yield", "def f():\n  x , y = [__yield__(None)] * 2"},
	},
	"fstring": {
		{`f"a"`, `"a" `},
		{`f"{{a}}"`, `"{a}"   `},
		{`f"{x}"`, `__fstr__(x)`},
		{`f"a{x}b{y}"`, `__fstr__("a", x, "b", y)`},
		{`f"{x!r}{y!s:>3}"`, `__fstr__(__format__(x, "", "r"), __format__(y, ">3", "s"))`},
		{`f'{x:.2f}'`, `__fstr__(__format__(x, '.2f', ""))`},
		{`f"{x:{w}.{p}f}"`, `__fstr__(__format__(x, __fstr__(w, ".", p, "f"), ""))`},
		{`f"{x=}"`, `__fstr__("x=", __format__(x, "", "r"))`},
		{`f"{x = !s}"`, `__fstr__("x = ", __format__(x, "", "s"))`},
		{`f"{x=:.1f}"`, `__fstr__("x=", __format__(x, ".1f", ""))`},
		{`f"{x != y}{x == y}"`, `__fstr__(x != y, x == y)`},
		{`f"{d['k']}"`, `__fstr__(d['k'])`},
		{`f"{d["k"]}"`, `__fstr__(d["k"])`},
		{`f"{a[1:2]}"`, `__fstr__(a[1:2])`},
		{`f"{ {'a': 1}['a'] }"`, `__fstr__({'a': 1}['a'])`},
		{`f"{1, 2}"`, `__fstr__((1, 2))`},
		{`f"{f'{x}'}"`, `__fstr__(__fstr__(x))`},
		{`f"{x ** 2}"`, `__fstr__(__pow__(x, 2))`},
		{`f"a\{x}"`, `__fstr__("a\\", x)`},
		{`rf"\d{x}"`, `__fstr__("\\d", x)`},
		{`f"\d{x}\n"`, `__fstr__("\\d", x, "\n")`},
		{"f'''a\n'b' {x}\n'''", "__fstr__('''a\n\\'b\\' ''', x, '''\n''')"},
		{"f'''{\nx\n}'''", "__fstr__(\nx\n)"},
		{`f"a" "b"`, `("a"  + "b")`},
		{`f"{x}" 'b'`, `(__fstr__(x) + 'b')`},
		{`f"é{x}"`, `__fstr__("é", x)`},
		{`f"{(lambda: 1)()}"`, `__fstr__((lambda: 1)())`},
	},
	"walrus": {
		{"if n := f(x): pass", "if __walrus__(n, f(x)): pass"},
		{"if (n:=len(a)) > 3: pass", "if (__walrus__(n,len(a))) > 3: pass"},
		{"print((n :=\n  a ** 2))", "print((__walrus__(n,\n  __pow__(a, 2))))"},
		{"[y for x in xs if (y := f(x))]", "[y for x in xs if (__walrus__(y, f(x)))]"},
	},
	"import all": {
		{"from a.b import *", "__import_all__(\"a.b\")"},
		{"from a import *; f()", "__import_all__(\"a\"); f()"},
	},
	"power": {
		{"a ** b", "__pow__(a, b)"},
		{"a**b**c", "__pow__(a, __pow__(b, c))"},
		{"-a ** -b", "-__pow__(a, -b)"},
		{"(a\n **\n b)", "(__pow__(a\n ,\n b))"},
		{"a.b(c) ** d[e] * f", "__pow__(a.b(c), d[e]) * f"},
		{"f(a ** 2, **kw)", "f(__pow__(a, 2), **kw)"},
		{"x **= 2 + 1", "x = __ipow__(x, 2 + 1)"},
		{"a.b['c'] **= 2", "a.b['c'] = __ipow__(a.b['c'], 2)"},
	},
	"compare": {
		{"a < b", "a < b"},
		{"a < b <= c", "(a < b and b <= c)"},
		{"1 < x < 1_0 < 2", "(1 < x and x < 10  and 10 < 2)"},
		{"not a < b < c and d", "not (a < b and b < c) and d"},
		{"a < f(x) <= c", `__compare__(a , "<", f(x) , "<=", lambda: c)`},
		{"(a\n not \n in f() in b)", "(__compare__(a\n , \"not in\",\n f() , \"in\", lambda: b))"},
		{"a is None", "a == None"},
		{"a is not None", "a !=     None"},
		{"a is None is b", "(a == None and None == b)"},
		{"type(a) is int", "type(a) == int"},
		{"a is b", "__is__(a, b)"},
		{"a is not b", "(not __is__(a, b))"},
		{"a is b is not c", "(__is__(a, b) and not __is__(b, c))"},
		{"a < b is c == d", "(a < b and __is__(b, c) and c == d)"},
		{"(a\n is\n not b)", "((not __is__(a\n ,\n b)))"},
		{"f(a is b(1) is None)", "f(__compare__(a , \"is\", b(1) , \"==\", lambda: None))"},
		{"x = not a is b + 1", "x = not __is__(a, b + 1)"},
		{"a not in b", "a not in b"},
	},
	"strings": {
		{`'a' "b"`, `('a' + "b")`},
		{"x = ('a'\n     'b' # c\n     'd')", "x = (('a'\n     + 'b' # c\n     + 'd'))"},
		{`'a' 'b' % x`, `('a' + 'b') % x`},
		{`b'a' b'b'`, `(b'a' + b'b')`},
		{`u"a"`, `"a" `},
		{`R"\d"`, `r"\d"`},
		{`bR"\d"`, `rb"\d"`},
		{`"\d\.\'"`, `"\\d\\.\'"`},
		{`"\xe9\x41\377\7"`, `"\u00e9\x41\u00ff\7"`},
		{`b"\xe9\u1234\777"`, `b"\xe9\\u1234\xff"`},
		{`"""a"b"""`, `"""a"b"""`},
		{`"\N{DIGIT ONE}\N{grinning face}\N{CJK UNIFIED IDEOGRAPH-4E00}"`, `"\u0031\U0001f600\u4e00"                                      `},
		{`f"\N{EM DASH}{x}"`, `__fstr__("\u2014", x)`},
		{`b"\N{X}"`, `b"\\N{X}"`},
	},
	"numbers": {
		{"1_000 + 1", "1000  + 1"},
		{"0x_ff + 1_0.5_0 + 1_0e1_0", "0xff  + 10.50   + 10e10  "},
		{"0o17 + 0b1 + .5 + 1. + 1e5 + 00", "0o17 + 0b1 + .5 + 1. + 1e5 + 00"},
	},
	"displays": {
		{"[*a, *b]", "(__spread__(a) + __spread__(b))"},
		{"[1, *a, 2, 3, *b,]", "([1] + __spread__(a) + [2, 3] + __spread__(b) )"},
		{"[\n *a, # c\n 1,\n]", "(\n __spread__(a) + # c\n [1] \n)"},
		{"(*a, 1)", "__tuple__(__spread__(a) + [1])"},
		{"x = *a, 1", "x = __tuple__(__spread__(a) + [1])"},
		{"{1, 2}", "__set__([1, 2])"},
		{"{*a, 1}", "__set__(__list__(a) + [1])"},
		{"1 in{0}", "1 in __set__([0])"},
		{"1if(*a,)else 2", "1if __tuple__(__spread__(a) )else 2"},
		{"{x for x in a}", "__set__([x for x in a])"},
		{"{**a, 'k': 1, **b}", "(__mapping__(a) | {'k': 1} | __mapping__(b))"},
		{"{**a}", "(__mapping__(a))"},
		{"{a: 1, b: 2}", "__dict__([(a, 1), (b, 2)])"},
		{"{'a': 1, \"a\": lambda: 2,}", "__dict__([('a', 1), (\"a\", lambda: 2),])"},
		{"{1: 1, True: 2, 1.0 :\n 3}", "__dict__([(1, 1), (True, 2), (1.0 ,\n 3)])"},
		{"{a: 1}", "{a: 1}"},
		{"{'a': 1, 'b': 2, 1: 3, -1: 4, ('a', 1): 5, ('a', 2): 6}", "{'a': 1, 'b': 2, 1: 3, -1: 4, ('a', 1): 5, ('a', 2): 6}"},
		{"{**a, b: 1, c: 2}", "(__mapping__(a) | __dict__([(b, 1), (c, 2)]))"},
		{"{'k': 1}", "{'k': 1}"},
		{"sum(x for x in a)", "sum(__genexpr__([x for x in a]))"},
		{"((x) for x in a)", "__genexpr__([(x) for x in a])"},
		{"f((a) for a in b if a)", "f(__genexpr__([(a) for a in b if a]))"},
		{"{x: 1 for x in a}", "{x: 1 for x in a}"},
		{"return_ = 1,", "return_ = (1,)"},
		{"x[1,] = 1", "x[(1,)] = 1"},
	},
	"calls": {
		{"f(*a, **b)", "f(*a, **b)"},
		{"f(x=1, *a)", "f(x=1, *a)"},
		{"f(1, *a, x=1)", "f(1, *a, **__dict__(x=1))"},
		{"f(*a, b)", "f(*(__spread__(a) + [b]))"},
		{"f(*a, b, c)", "f(*(__spread__(a) + [b, c]))"},
		{"f(0, *a, b, *c, x=1, **d)", "f(0, *(__spread__(a) + [b] + __spread__(c)), **__merge__(__dict__(x=1), d))"},
		{"f(**a, **b)", "f(**__merge__(a, b))"},
		{"f(x=1, **a, y=2, z=3,)", "f(x=1, **__merge__(a, __dict__(y=2, z=3)),)"},
		{"json.load(x)", `json.__load__(x)`},
		{`"%5.2f" % x`, `"%5.2f" % x`},
		{`"%s %d" % x`, `"%s %d" % x`},
		{`"{:.2f}".format(x)`, `"{:.2f}".format(x)`},
		{`"{} {0} {{:}}".format(x)`, `"{} {0} {{:}}".format(x)`},
	},
	"load": {
		{"def load(load=load): return load\ndef f(*load): pass", "def __load__(__load__=__load__): return __load__\ndef f(*__load__): pass"},
		{"import load, a as load\nfrom a import load, b as load", "__load__, __load__ = __import__(\"load\", None), __import__(\"a\", None)\n__load__, __load__ = __import__(\"a\", \"load\"), __import__(\"a\", \"b\")"},
		{"from json import load\nload('a', 'b')", "__load__ = __import__(\"json\", \"load\")\n__load__('a', 'b')"},
		{"class load:\n  load: int = 1\n  load.load = f(load=2)", "if __classdef__(__load__):\n  __field__(__load__, \"int\", 1)\n  __load__.__load__ = f(__load__=2)"},
		{"try: x\nexcept E as load: del load, x.load", "if __try__: x\nelif __except__(E, __load__): __load__ = __deleted__[__load__]; __delattr__(x, \"load\")"},
		{"load(x)\nload()\nf'{load}'\na < load < b", "__load__(x)\n__load__()\n__fstr__(__load__)\n(a < __load__ and __load__ < b)"},
		{"match x:\n  case load: load @ 2", "if __match__(x):\n  if __case__(__load__): __matmul__(__load__, 2)"},
		{"lambda *, load: load", "lambda *, __load__: __load__"},
	},
	"ellipsis": {
		{"x = ...", "x = __ellipsis__"},
		{"x[..., 1]", "x[__ellipsis__, 1]"},
	},
	"slices": {
		{"x[1:2, 3]", "x[__slice__(1,2, None), 3]"},
		{"x[:, ::2, a:b:c,]", "x[(__slice__(None, None, None), __slice__(None,None,2), __slice__(a,b,c),)]"},
		{"x[*a]", "x[__tuple__(__spread__(a))]"},
		{"x[0, *a, 1:]", "x[__tuple__([0] + __spread__(a) + [__slice__(1, None, None)])]"},
		{"x[1:2] = y[::-1]", "x[1:2] = y[::-1]"},
	},
	"relative import": {
		{"from . import a", `a = __import__(".", "a")`},
		{"from ...b.c import (a, d)", `a, d = (__import__("...b.c", "a"), __import__("...b.c", "d"))`},
		{"from .. import *", `__import_all__("..")`},
	},
	"statements": {
		{"a = b = 1", "a , b = [1] * 2"},
		{"a = b, c = 1, 2", "a , (b, c) = [(1, 2)] * 2"},
		{"a, *b = x", "a, b = __unpack__(x, 1, 0)"},
		{"*a, b = 1, 2", "a, b = __unpack__((1, 2), 0, 1)"},
		{"*a, = x", "(a,) = __unpack__(x, 0, 0)"},
		{"[a, *b, c] = x", "[a, b, c] = __unpack__(x, 1, 1)"},
		{"a, (b, *c) = d", "a, (b, c) = __unpack__(d, (0, (0, 1,),))"},
		{"a, *(b, c) = d", "a, (b, c) = __unpack__(d, (0, [(0, 0,)],))"},
		{"a = *b, c = 1, 2", "a , (b, c) = __unpack__((1, 2), 0, (1, 0,))"},
		{"for a, *b in c: pass", "for a, b in __unpacked__(c, (0, 1,)): pass"},
		{"for *a, in b, c: pass", "for (a,) in __unpacked__((b, c), (1,)): pass"},
		{"[a for (a, *b), c in d if a]", "[a for (a, b), c in __unpacked__(d, ((0, 1,), 0,)) if a]"},
		{"x @ y @ z", "__matmul__(__matmul__(x, y), z)"},
		{"x @= y, z", "x = __imatmul__(x, (y, z))"},
		{"lambda: (yield)", "lambda: (__yield__(None))"},
		{"x = 1e999 + 1e30", "x = __inf__ + 1e30"},
		{"a, = x", "(a,) = x"},
		{"for a, in x: pass", "for (a,) in x: pass"},
		{"del d[k]", "__delete__(d, k)"},
		{"del d[1, 2], x,", "__delete__(d, (1, 2)); x = __deleted__[x]"},
		{"del (x, [y.a]), z", "x = __deleted__[x]; __delattr__(y, \"a\"); z = __deleted__[z]"},
		{"del (x, # c\n  y,\n)", "x = __deleted__[x]; \\\n\\\ny = __deleted__[y]"},
		{"del ()", "pass"},
		{"del l[1:], l[:2], l[:], l[1:2]", "__delete__(l, 1, None, None); __delete__(l, None,2, None); __delete__(l, None, None, None); __delete__(l, 1,2, None)"},
		{"del l[::], l[::2], l[1::2], l[1:2:3], l[a:b:], l[:-1:c]", "__delete__(l, None,None, None); __delete__(l, None,None,2); __delete__(l, 1,None,2); __delete__(l, 1,2,3); __delete__(l, a,b, None); __delete__(l, None,-1,c)"},
		{"del x.a, y.b.load", "__delattr__(x, \"a\"); __delattr__(y.b, \"load\")"},
		{"del \\\n x", "pass; \\\nx = __deleted__[x]"},
		{"assert a", "__assert__( a)"},
		{"assert a, 'm'", "__assert__( a, 'm')"},
		{"assert (a), m[0]", "__assert__( (a), lambda: m[0])"},
		{"assert.eq(a, b)", "assert.eq(a, b)"},
		{"raise ValueError('x')", `__raise__(ValueError('x'))`},
		{"raise ValueError", `__raise__(ValueError)`},
		{"...", "pass"},
		{"def f(): ...", "def f(): pass"},
		{"if __name__ == '__main__':\n  f()", "if __name__ == '__main__':\n  f()"},
		{"\ufeffx = 1", "x = 1"},
		{"x =\f1\n\f\ny = 2", "x = 1\n \ny = 2"},
		{"x = 1\r\nif x is None:\r\n  pass\r\n", "x = 1\r\nif x == None:\r\n  pass\r\n"},
	},
}

func TestStarlarkPassesUnchanged(t *testing.T) {
	for _, src := range []string{
		"", "\n", "# c", "load('a.star', 'b', c='d')\n", "x = 'a' + r'\\d' + b'\\xff' + rb'\\d'\n",
		"def f(a, b=1, *args, c, d=2, **kw):\n\t'''doc'''\n\treturn a if b else [x for x, _ in c if x if not d]\n",
		"while True:\n  break\nelse_ = 1", "x = lambda *a, **k: (a, k)\nx(1, *[2], **{'a': 3})",
		"x, (y, [z]) = 1, (2, [3]);", "d['a'] += 1; d.a -= 2; x |= y; x <<= 1; x //= 2",
		"print(x)[1:2][::2][:][1:][:1]\n", "match = 1\ncase = match\nmatch(1)\nprint[1]\ntype(match)\n",
		"if a: b; c\nelif d: e\nelse: f\n", "x = {}\ny = ()\nz = []\n(a, b,)\n[a,]\n{1: 2,}\nf(a,)\n",
		"x = 1 \\\n + 2\n", "for x in a, b: pass", "-+~x; not not x; a or b and c", "x = 1if y else 2",
	} {
		parses(t, src)
		r, err := Rewrite("x.star", src)
		if err != nil {
			t.Errorf("%v\n%s", err, src)
		} else if r.Source != src {
			t.Errorf("changed\n%s\nto\n%s", src, r.Source)
		}
	}
}

func TestFuncs(t *testing.T) {
	r, err := Rewrite("f.py", strings.Join([]string{
		"def plain(a): pass",
		"def f(a: int, b, *c: 'Person', d: Optional [ str ]=None) -> np.int32: pass",
		"if x:",
		"    def é(x: Dict[str,",
		"        Tuple[int,]]) -> int|None:  # c",
		"        def inner() -> 'List[Person]': pass",
	}, "\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := []Func{
		{Name: "f", Line: 2, Col: 1, Params: []Param{{"a", "int"}, {"c", "Person"}, {"d", "Optional[str]"}}, Returns: "np.int32"},
		{Name: "é", Line: 4, Col: 5, Params: []Param{{"x", "Dict[str, Tuple[int,]]"}}, Returns: "int | None"},
		{Name: "inner", Line: 6, Col: 9, Returns: "List[Person]"},
	}
	if len(r.Funcs) != len(want) {
		t.Fatalf("got %+v", r.Funcs)
	}
	for i, f := range r.Funcs {
		f.pos = 0
		if f.Name != want[i].Name || f.Line != want[i].Line || f.Col != want[i].Col || f.Returns != want[i].Returns || len(f.Params) != len(want[i].Params) {
			t.Errorf("got %+v, want %+v", f, want[i])
		}
		for j, p := range f.Params {
			if p != want[i].Params[j] {
				t.Errorf("%s: got %+v, want %+v", f.Name, p, want[i].Params[j])
			}
		}
	}
}
