package py

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"testing"
	"time"

	"go.starlark.net/starlark"

	"starling/internal/racing"
)

// smallWorld is a world in which values may have 16 MiB, or a million elements.
func smallWorld(t testing.TB) *world { return worldOf(t, Config{MaxBytes: 1 << 24}) }

// bounded is expressions that ask for more than there is, and the kind of their error.
var bounded = []struct{ src, kind string }{
	// Lists and the like of what never ends, or nearly.
	{"list(range(10**18))", "MemoryError"},
	{"tuple(range(10**18))", "MemoryError"},
	{"sorted(range(10**18))", "MemoryError"},
	{"set(range(10**18))", "MemoryError"},
	{"dict(enumerate(range(10**18)))", "MemoryError"},
	{"dict(zip(range(10**18), range(10**18)))", "MemoryError"},
	{"{}.update(zip(range(10**18), range(10**18)))", "MemoryError"},
	{"list(reversed(range(10**18)))", "MemoryError"},
	{"list(enumerate(range(10**18)))", "MemoryError"},
	{"list(zip(range(10**18), range(10**18)))", "MemoryError"},
	{"list(map(str, range(10**10)))", "MemoryError"},
	{"list(map(lambda x: x, range(10**10)))", "MemoryError"},
	{"list(filter(None, range(10**10)))", "MemoryError"},
	{"sorted(map(str, range(10**10)))", "MemoryError"},
	{"bytes(range(10**12))", "MemoryError"},
	{"[1].extend(range(10**18))", "MemoryError"},
	{"[1].extend(map(str, range(10**18)))", "MemoryError"},
	{"l = [1]\nl += range(10**18)", "MemoryError"},
	{"l = [1]\nl += zip(range(10**18))", "MemoryError"},
	{"set([1]).union(range(10**18))", "MemoryError"},
	{"set([1]).update(range(10**18))", "MemoryError"},
	{"print(*range(10**18))", "MemoryError"},
	{"m = range(3)\nfor i in range(10**6): m = map(str, m)", "RecursionError"},
	{"m = range(3)\nfor i in range(10**6): m = zip(m)", "RecursionError"},
	{"m = range(3)\nfor i in range(10**6): m = filter(None, enumerate(m))", "RecursionError"},
	{"a, *b = range(10**18)", "MemoryError"},
	{"[*range(10**18)]", "MemoryError"},
	{"{*range(10**18)}", "MemoryError"},
	{"import random\nrandom.sample(range(10**18), 10**13)", "MemoryError"},
	{"sum([[0] * 10**6] * 10**4, [])", "MemoryError"},
	// Texts.
	{"''.join(map(str, range(10**11)))", "MemoryError"},
	{"('a' * 10**6).join(['b'] * 10**6)", "MemoryError"},
	{"('a' * 10**6).replace('a', 'b' * 10**6)", "MemoryError"},
	{"('a' * 10**6).replace('', 'b' * 10**6, 10**5)", "MemoryError"},
	{"('a,' * 10**6 * 2).split(',')", "MemoryError"},
	{"('a ' * 10**6 * 2).split()", "MemoryError"},
	{"('\\n' * 10**6 * 2).splitlines()", "MemoryError"},
	{"f = ('a' * 10**6).replace\nf('a', 'b' * 10**6)", "MemoryError"},
	{"getattr('a' * 10**6, 'replace')('a', 'b' * 10**6)", "MemoryError"},
	{"('{0}' * 10**5).format('a' * 10**5)", "MemoryError"},
	{"('{0}' * 10**5).format(list(range(10**5)))", "MemoryError"},
	{"('{0:5}' * 10**5).format('a' * 10**5)", "MemoryError"},
	{"'%s%s' % ('a' * 10**7, 'b' * 10**7)", "MemoryError"},
	{"('%s' * 100) % tuple([list(range(10**6))] * 100)", "MemoryError"},
	{"'%(a)s' * 100 % {'a': 'b' * 10**6}", "MemoryError"},
	{"'%*d' % (10**9, 1)", "MemoryError"},
	{"'%1000000000d' % 1", "MemoryError"},
	{"format(1, '1000000000')", "MemoryError"},
	{"f'{1:>9999999999}'", "MemoryError"},
	{"'{:>9999999999}'.format(1)", "MemoryError"},
	{"'{:.2000000000f}'.format(1.5)", "MemoryError"},
	{"print('a' * 10**7, 'b' * 10**7)", "MemoryError"},
	{"x = 'a' * 10**7\nf'{x}{x}'", "MemoryError"},
	{"('ß' * 10**6 * 8).index('x')", "ValueError"},
	{"str([['a' * 10**6]] * 100)", "MemoryError"},
	{"import json\njson.dumps([['a' * 10**6]] * 100)", "MemoryError"},
	// Operators.
	{"'a' * 10**9", "MemoryError"},
	{"x = 'a'\ny = 10**9\nx * y", "MemoryError"},
	{"def f(x, y): return x * y\nf([0], 10**9)", "MemoryError"},
	{"def f(x, y): return x * y\nf(10**9, (0,))", "MemoryError"},
	{"def f(x, y):\n    x *= y\nf(b'a', 10**9)", "MemoryError"},
	{"x = [0]\nx *= 10**9", "MemoryError"},
	{"d = {'a': [0]}\nd['a'] *= 10**9", "MemoryError"},
	{"x = [0] * 10**6\nx * 1000", "MemoryError"},
	{"10**10**10", "MemoryError"},
	{"pow(2, 10**9)", "MemoryError"},
	{"2 ** (10**30)", "MemoryError"},
	{"x = 2\nx **= 10**9", "MemoryError"},
	{"1 << 10**12", "MemoryError"},
	{"x = 1\nx <<= 10**9", "MemoryError"},
	{"x = 3\nwhile True: x = x * x", "MemoryError"},
	{"x = 3\nwhile True: x *= x", "MemoryError"},
	{"def f(x):\n    for _ in range(100): x = x * x\nf(3)", "MemoryError"},
	{"import math\nmath.factorial(10**7)", "MemoryError"},
	{"import math\nmath.factorial(10**18)", "MemoryError"},
	{"int('9' * 10**7)", "MemoryError"},
	{"import json\njson.loads('9' * 10**7)", "MemoryError"},
	// Depth.
	{"import json\njson.loads('[' * 10**6 + ']' * 10**6)", "RecursionError"},
	{"import json\njson.loads('{\"a\":' * 10**6)", "RecursionError"},
	{deepList + "import json\njson.dumps(a)", "RecursionError"},
	{deepList + "print(a)", "RecursionError"},
	{deepList + "str(a)", "RecursionError"},
	{deepList + "f'{a}'", "RecursionError"},
	{deepList + "f'{a!s:>5}'", "RecursionError"},
	{deepList + "'%s' % a", "RecursionError"},
	{deepList + "'{}'.format(a)", "RecursionError"},
	{deepList + "fail(a)", "RecursionError"},
	{deepList + "b = a\na == b", "RecursionError"},
	{deepList + "a < a", "RecursionError"},
	{deepTuple + "{t: 1}[t]", "RecursionError"},
	{deepTuple + "{}[t]", "KeyError"},
	{"a = []\nfor i in range(10**9): a = [a]", "RecursionError"},
	{"t = ()\nfor i in range(10**9): t = (i, t)", "RecursionError"},
	{"def f():\n    d = {}\n    for i in range(10**9): d = {'a': d, 'b': [d]}\nf()", "RecursionError"},
	{"def f(x, n): return f([x], n - 1) if n else x\nf([], 10**9)", "RecursionError"},
	{deepInstance + "print(o)", "RecursionError"},
	{deepInstance + "{o: 1}", "RecursionError"},
	{deepInstance + "asdict(o)", "RecursionError"},
	{"x = " + strings.Repeat("(", 1e6), "SyntaxError"},
	{"x = 1" + strings.Repeat(" + 1", 1e6), "SyntaxError"},
	{"x = " + strings.Repeat("f'{", 1e5), "SyntaxError"},
}

// Values that nest deeper than anything that walks them may go.
const (
	deepList     = "a = []\nfor i in range(50000): a = [a]\n"
	deepTuple    = "t = ()\nfor i in range(50000): t = (t,)\n"
	deepInstance = "from dataclasses import dataclass, asdict\n@dataclass(frozen=True)\nclass C:\n    x: object\no = C(1)\nfor i in range(50000): o = C(o)\n"
)

func TestBounded(t *testing.T) {
	w := smallWorld(t)
	for i, c := range bounded {
		if racing.On && i%10 != 0 { // each takes seconds there
			continue
		}
		_, err := w.script(t, "x.py", c.src)
		bad := new(Error)
		if !errors.As(err, &bad) || bad.Kind != c.kind {
			t.Errorf("%.80s: a %s (%.300s); want a %s", c.src, bad.Kind, bad.Msg, c.kind)
		}
		w.prints(t, "print(6 * 7)", "42")
	}
}

// TestBoundsLeaveRoom: what is just within the bounds is as it was.
func TestBoundsLeaveRoom(t *testing.T) {
	w := smallWorld(t)
	for _, c := range []struct{ src, want string }{
		{"print(len(list(range(10**6))), len(sorted(range(10**6), reverse=True)), len(set(range(10**5))))", "1000000 1000000 100000"},
		{"print(max(range(10**6)), min(map(lambda x: -x, range(10**4))), sum(range(10**6)))", "999999 -9999 499999500000"},
		{"print(len('a' * 10**7), len([0] * 10**6), len('ab' * 3 + 'c'))", "10000000 1000000 7"},
		{"print(len(('a' * 10**6).replace('a', 'bcd')), len('a,' * 10**5), len(('a,' * 10**5).split(',')), len(('a b ' * 10**5).split()))", "3000000 200000 100001 200000"},
		{"print(len(('ab' * 10**5).rsplit('b', 2)), ('x\\n' * 40000).splitlines()[39999], len(('x\\n' * 40000).splitlines(True)))", "3 x 40000"},
		{"s = 'ab' * 10**6 + 'xé'\nprint(s.count('ab'), s.count('x'), s.count('zz'), s.find('x'), s.find('zz'), s.index('é'), s.count('b', 5), s.find('b', 5))", "1000000 1 0 2000000 -1 2000001 999998 5"},
		{"s = 'aé' * 10**6\nprint(s.upper() == 'AÉ' * 10**6, s.upper().lower() == s, len(s.lower()), ('a' * 2**20 + 'é').upper()[-2:] == 'AÉ')", "True True 2000000 True"},
		{"print(len(','.join(map(str, range(10**5)))), '-'.join(['a', 'b']), ''.join(reversed(['a', 'b'])), 'a'.replace('a', 'b', 0), 'aaa'.replace('a', 'b', 2))", "588889 a-b ba a bba"},
		{"print(2 ** 100, 1 << 600 == 2 ** 600, 0 << 10**12, (-1) ** 10**30, 1 ** 10**30, 0 ** 10**30, 3 ** 0, pow(3, 10**30, 7), pow(2, 10**6, 10**9 + 7))", "1267650600228229401496703205376 True 0 1 1 0 1 4 235042059"},
		{"x = 3\nx *= 4\ny = [1]\ny *= 2\nd = {'a': 3}\nd['a'] *= 5\ns = '%s-'\ns %= 7\nn = 1\nn <<= 3\nprint(x, y, d, s, n)", `12 [1, 1] {'a': 15} 7- 8`},
		{"a = set([1, 2, 3])\nb = set([3, 4])\na |= set([5])\nprint(a | b, a & b, a ^ b, 6 & 3, 6 | 1, 6 ^ 3, {'a': 1} | {'b': 2})", `{1, 2, 3, 5, 4} {3} {1, 2, 5, 4} 2 7 5 {'a': 1, 'b': 2}`},
		{"a = set(range(60000))\nb = set(range(30000, 90000))\nprint(len(a | b), len(a & b), len(a ^ b), list(a ^ b)[0], list(a ^ b)[-1], list(a & b)[0])", "90000 30000 60000 0 89999 30000"},
		{"d = {'a': 1}\ne = d\ne |= {'b': 2}\nprint(d)", `{'a': 1, 'b': 2}`},
		{"print('%s %d %r' % ('a', 2, [1, 'b']), '%s' % [1], '%(a)s %(b)s' % {'a': [1], 'b': 'c'}, '%s' % {'a': 1}, 7 % 4, 7.5 % 2)", `a 2 [1, 'b'] [1] [1] c {'a': 1} 3 1.5`},
		{"print('{} {!r} {a}'.format([1], 'b', a={'c': 1}))", `[1] 'b' {'c': 1}`},
		{"import datetime\nprint(datetime.timedelta(seconds=2) * 3, 3 * datetime.timedelta(seconds=2))", "0:00:06 0:00:06"},
		{"import json\nprint(json.loads('[' * 900 + ']' * 900) != None, len(json.dumps(json.loads('[' * 900 + ']' * 900))))", "True 1800"},
		{"a = [1]\na.append(a)\nd = {'a': a}\nd['d'] = d\nprint(a, d, [a, a])", `[1, [...]] {'a': [1, [...]], 'd': {...}} [[1, [...]], [1, [...]]]`},
		{"from dataclasses import dataclass\n@dataclass\nclass C:\n    x: object\no = C(1)\no.x = o\nprint(o, [C((1,))])", `C(x=...) [C(x=(1,))]`},
		{"a = [0]\nfor i in range(10**6): a[0] = [i]\nprint(a)", "[[999999]]"},
		{"a = []\na.append(a)\nfor i in range(200000): pass\nprint(a)", "[[...]]"},
		{"import random\nprint(len(set(random.sample(range(10**18), 1000))))", "1000"},
		{"import math\nprint(len(str(math.factorial(10**5))), int('9' * 1000) == 10**1000 - 1)", "456574 True"},
	} {
		w.prints(t, c.src, c.want)
	}
}

// endlessLine is a device without lines.
type endlessLine struct{}

func (endlessLine) Read(b []byte) (int, error) { return len(b), nil }

func TestInputIsBounded(t *testing.T) {
	w := worldOf(t, Config{MaxBytes: 1 << 20, Stdin: endlessLine{}})
	if _, err := w.script(t, "x.py", "input()"); err == nil || !strings.Contains(err.Error(), "MemoryError: a line would take ") {
		t.Error(err)
	}
}

// TestDefaultBounds: the machine's own bounds, which no list of that many elements may reach.
func TestDefaultBounds(t *testing.T) {
	w := newWorld(t)
	for _, src := range []string{"list(range(10**18))", "'a' * 10**12", "('a' * 10**6).replace('a', 'b' * 10**6)"} {
		_, err := w.script(t, "x.py", src)
		if bad := new(Error); !errors.As(err, &bad) || bad.Kind != "MemoryError" {
			t.Errorf("%s: %v", src, err)
		}
	}
}

// TestInterruptsBuiltins: what would go on for hours ends when the script is interrupted.
func TestInterruptsBuiltins(t *testing.T) {
	w := newWorld(t)
	w.bounds.Elements, w.bounds.Bytes = 1<<40, 1<<50 // so that nothing else ends them
	for _, src := range []string{
		"max(range(10**12))",
		"min(range(10**12))",
		"all(map(lambda x: True, range(10**12)))",
		"any(map(lambda x: False, range(10**12)))",
		"sum(range(10**12))",
		"10**12 in map(str, range(10**12))",
		"max(map(str, range(10**12)))",
		"max(zip(range(10**12)))",
		"max(enumerate(range(10**12)))",
		"list(filter(None, map(lambda x: 0, range(10**12))))",
		"set([1]).issuperset(map(lambda x: 1, range(10**12)))",
		"set([1]).union(map(lambda x: 1, range(10**12)))",
		"set(map(lambda x: 1, range(10**12)))",
		"dict(map(lambda x: (1, 1), range(10**12)))",
		"{}.update(map(lambda x: (1, 1), range(10**12)))",
		"''.join(map(lambda x: '', range(10**12)))",
		"l = list(range(10**7))\nwhile True: sorted(l, key=lambda x: -x)",
		"a, *b = filter(None, map(lambda x: 0, range(10**12)))",
		"pow(3, 10**300000, 10**300000 + 1)",
		"s = 'ab' * 10**7\nwhile True: s.count('ac') or s.find('ac') or s.upper()",
	} {
		ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
		ran := make(chan struct{})
		var err error
		go func() {
			defer close(ran)
			err = w.ExecFile(ctx, "x.py", src)
		}()
		soon(t, src, ran)
		cancel()
		if bad := new(Error); !errors.As(err, &bad) || bad.Kind != "KeyboardInterrupt" {
			t.Errorf("%s gave %v", src, err)
		}
	}
	w.prints(t, "print('alive')", "alive")
}

// TestMemoryWatch: what grows in small bites ends before the memory does.
func TestMemoryWatch(t *testing.T) {
	w := newWorld(t)
	w.memory = memoryWatch{limit: 4 << 30, used: func() uint64 { return heapBytes() * 16 }} // as if it had 256 MiB
	for _, src := range []string{
		"a = []\nwhile True: a.append('x' * 1000)",
		"a = [x for x in range(10**12)]",
		"s = 'x'\nwhile True: s = s + s",
		"def f():\n    s = 'x' * 1000\n    while True: s += s\nf()",
		"d = {}\nfor i in range(10**12): d[i] = i",
	} {
		_, err := w.script(t, "x.py", src)
		if bad := new(Error); !errors.As(err, &bad) || bad.Kind != "MemoryError" {
			t.Errorf("%s gave %.300v", src, err)
		}
		w.script(t, "x.py", "a = d = s = None") //nolint:errcheck // it cannot fail
		runtime.GC()
	}
	w.prints(t, "l = []\nfor i in range(300000): l = ['x' * 1000]\nprint(len(l))", "1") // garbage does not count
}

// TestMemoryWatchSparesOthers: what grows while a script waits is not its own.
func TestMemoryWatchSparesOthers(t *testing.T) {
	w := newWorld(t)
	used := make(chan uint64, 1)
	used <- 1 << 20
	w.memory = memoryWatch{limit: 1 << 30, used: func() uint64 { n := <-used; used <- n; return n }}
	grow := func() { <-used; used <- 900 << 20 }
	w.SetGlobal("grow", starlark.NewBuiltin("grow", func(*starlark.Thread, *starlark.Builtin, starlark.Tuple, []starlark.Tuple) (starlark.Value, error) {
		return starlark.None, w.Outside(func() error { grow(); time.Sleep(5 * memoryTick); return nil })
	}))
	w.prints(t, "import time\ngrow()\nend = time.time() + 0.1\nwhile time.time() < end: pass\nprint('on')", "on")
}
