package starlib

import "testing"

// plainScripts is what scripts do all day, of which bounds must not make a difference.
var plainScripts = map[string]string{
	"additions": "def f():\n    s = 0\n    for i in range(1000000): s = s + 1\n    return s\nf()",
	"globals":   "s = 0\nfor i in range(300000): s += 1",
	"calls":     "def g(x): return x + 1\ndef f():\n    s = 0\n    for i in range(200000): s = g(s)\nf()",
	"dicts":     "def f():\n    d = {}\n    for i in range(200000):\n        k = i % 1000\n        d[k] = d.get(k, 0) + 1\n    n = 0\n    for k, v in d.items(): n += v\nf()",
	"texts":     "def f():\n    n = 0\n    for i in range(50000):\n        s = 'a,b,c,' + str(i)\n        t = '-'.join(s.split(',')).replace('-', '+')\n        if 'b' in t: n += len(t)\nf()",
	"lists":     "def f():\n    l = list(range(50000))\n    n = max(l) + min(l) + sum(l) + len(sorted(l)) + len(set(l)) + len(list(map(str, l)))\n    for i, x in enumerate(l): n += i\n    for x, y in zip(l, l): n += x\nf()",
	"indexes":   "def f(l, d, s):\n    n = 0\n    for i in range(100000):\n        n += l[i % 3] + d[i % 3] + d['a']\n        if s[i % 20] == 'a': n += 1\n    return n\nf([1, 2, 3], {0: 1, 1: 2, 2: 3, 'a': 4}, 'abcdefghijklmnopqrst')",
	"compares":  "def f(a, b):\n    n = 0\n    i = 0\n    while i < a:\n        i += 1\n        if i == b or i >= a: n += 1\n        if i % 3 == 0: n += 1\n    return n\nf(100000, 5000)",
	"slices":    "def f(s):\n    n = 0\n    for i in range(100000):\n        if s.startswith('ab') and s.find('k') == 10 and s[2:5] == 'cde': n += len(s)\n    return n\nf('abcdefghijklmnopqrst')",
	"long":      "def f(s):\n    n = 0\n    for i in range(len(s)):\n        if s[i] == 'a': n += 1\n    return n\nf('abcdefghij' * 10000)",
	"formats":   "def f():\n    n = 0\n    for i in range(50000): n += len('%s-%d' % ('a', i)) + len('{}:{}'.format(i, 1.5)) + len(f'{i}/{1.5}') + len(str(i / 2))\n    return n\nf()",
	"fstrings":  "def f(a, b):\n    n = 0\n    for i in range(50000): n += len(f'{a}-{i}/{b}: {i + 1}')\n    return n\nf('key', 1.5)",
	"lookups":   "def f(d, keys):\n    n = 0\n    for i in range(20000):\n        for k in keys: n += d[k]\n        if keys[0] in d and 'x' not in d: n += d['a']\n    return n\nf({'a': 1, 'b': 2, 'c': 3, 4: 5}, ['a', 'b', 'c', 4])",
	"nested":    "def f(rows):\n    n = 0\n    for i in range(50000):\n        row = rows[i % 3]\n        if row['k'] == row['v'] or row['k'] > rows[0]['v']: n += rows[2]['l'][1]\n    return n\nf([{'k': 1, 'v': 2}, {'k': 2, 'v': 2}, {'k': 3, 'v': 4, 'l': [1, 2]}])",
	"sums":      "def f(l):\n    n = 0\n    for k in range(50):\n        for x in l: n = n + x - k\n    return n\nf(list(range(2000)))",
	"top":       "n, i, s, l = 0, 0, 'abcdefghij', [1, 2, 3]\nwhile i < 30000:\n    i += 1\n    if i == 5 or l[i % 3] > 2: n += 1\n    if s[i % 10] == 'a': n += 1",
	"while":     "def f(a):\n    i = 0\n    while i < a: i += 1\n    return i\nf(300000)",
	"words":     "def f(l, w):\n    n = 0\n    for k in range(100):\n        for x in l:\n            if x == w or x != 'b' and x < w: n += 1\n    return n\nf(['a', 'b', 'c', 'd'] * 250, 'c')",
	"products":  "def f(a, b):\n    for i in range(200000): s = a * b\nf(1.5, 2)",
}

func BenchmarkPlainScripts(b *testing.B) {
	for name, src := range plainScripts {
		b.Run(name, func(b *testing.B) {
			w := newWorld(b)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := w.script(b, "x.py", src); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
