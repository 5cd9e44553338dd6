package py

import "testing"

func TestBuiltins(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct{ src, want string }{
		{"print(1, 'a', sep='-', end='!\\n')", "1-a!"},
		{"import sys\nprint('x', file=sys.stdout)\nsys.stdout.write('y')", "x\ny"},
		{"print(sum([1, 2.5]), sum([[1], [2]], []))", "3.5 [1, 2]"},
		{"print(round(2.5), round(3.5), round(2.675, 2), round(1234, -2), round(25, -1), round(-0.5), round(1e20))", "2 4 2.67 1200 20 0 100000000000000000000"},
		{"print(pow(2, 10), 2 ** -1, pow(3, -1, 7) if False else pow(3, 4, 5), 2.0 ** 3)", "1024 0.5 1 8.0"},
		{"print(divmod(-7, 2), hex(255), oct(-8), bin(5))", "(-4, 1) 0xff -0o10 0b101"},
		{"print(list(map(lambda x, y: x + y, [1, 2], [3, 4])), list(filter(None, [0, 1, '', 'a'])))", `[4, 6] [1, 'a']`},
		{"print(isinstance(1, int), isinstance(True, int), isinstance('a', (int, str)), isinstance(1.5, int), isinstance([], list))", "True True True False True"},
		{"print(type(1) == int, type('a') is str, type([]) == list, type(None))", "True True True <class 'NoneType'>"},
		{"x = 3.14159\nn = 1234567\nprint(f'{x:.2f} {n:,} {n:>10} {n:<10}| {n:^11} {x:08.3f} {x!r} {\"a\"!r:>5} {n:x} {0.5:.0%}')", `3.14 1,234,567    1234567 1234567   |   1234567   0003.142 3.14159   'a' 12d687 50%`},
		{"print('%5.1f|%-5d|%05d|%s|%r|%x|%+d|%e|%%' % (3.14159, 42, 42, 'a', 'a', 255, 5, 12345.678))", `  3.1|42   |00042|a|'a'|ff|+5|1.234568e+04|%`},
		{"print('%(a)03d' % {'a': 7})", "007"},
		{"print('{:>5}|{0:.1f}|{n:,}'.format(1.25, n=1000) if False else '{0:>5}|{0:.1f}|{n:,}'.format(1.25, n=1000))", " 1.25|1.2|1,000"},
		{"d = {'a': [1, 2]}\nprint('{d[a][1]:03}'.format(d=d))", "002"},
		{"a, *b, c = [1, 2, 3, 4]\nprint(a, b, c)", "1 [2, 3] 4"},
		{"x = 5\nprint(1 < x <= 5 < len('abcdef'), 1 < x > 7)", "True False"},
		{"def f(*a, **k): return (a, k)\nprint(f(*[1], 2, *[3], x=1, **{'y': 2}))", `((1, 2, 3), {'x': 1, 'y': 2})`},
		{"from dataclasses import dataclass, field, asdict\n@dataclass\nclass P:\n    x: int\n    y: int = 2\n    l: list = field(default_factory=list)\np = P(1)\np.l.append(3)\np.y = 7\nprint(p, P(1) == P(x=1), asdict(p), isinstance(p, P), type(p) == P)", `P(x=1, y=7, l=[3]) True {'x': 1, 'y': 7, 'l': [3]} True True`},
		{"from dataclasses import dataclass\n@dataclass(frozen=True, order=True)\nclass P:\n    x: int\nprint(P(1) < P(2), {P(1): 'a'}[P(1)], sorted([P(2), P(1)]))", `True a [P(x=1), P(x=2)]`},
		{"import json\nprint(json.loads(b'{\"a\": [1, 2.5, null, true, \"\\\\u00e9\"]}'))", `{'a': [1, 2.5, None, True, 'é']}`},
		{"import json\nprint(json.loads(b'\\xef\\xbb\\xbf{\"a\": 1}'))", `{'a': 1}`},
		{"import json\nprint(json.dumps({'b': [1, 2.0, None, True, 'é\"'], 'a': {}}), json.dumps({'b': 1, 'a': [1]}, indent=2, sort_keys=True), json.dumps([1, {'a': 2}], separators=(',', ':')), json.dumps('é', ensure_ascii=False))", "{\"b\": [1, 2.0, null, true, \"\\u00e9\\\"\"], \"a\": {}} {\n  \"a\": [\n    1\n  ],\n  \"b\": 1\n} [1,{\"a\":2}] \"é\""},
		{"import math\nprint(math.floor(-1.5), math.ceil(1.2), math.sqrt(16), math.pi, math.isnan(math.nan), math.log(8, 2), math.factorial(20), math.gcd(12, 18))", "-2 2 4.0 3.141592653589793 True 3.0 2432902008176640000 6"},
		{"import datetime\nd = datetime.datetime(2024, 1, 31, 12, 30, tzinfo=datetime.timezone.utc)\nprint(d, d + datetime.timedelta(days=1, seconds=1.5), d.isoformat(), d.strftime('%d/%m/%y %H:%M'), d.year, d.weekday(), (d - datetime.timedelta(hours=1)) < d, d.timestamp())", "2024-01-31 12:30:00+00:00 2024-02-01 12:30:01.500000+00:00 2024-01-31T12:30:00+00:00 31/01/24 12:30 2024 2 True 1706704200.0"},
		{"from datetime import datetime, timedelta\nprint(datetime.fromisoformat('2024-01-31'), timedelta(days=-1, hours=3), timedelta(seconds=90).total_seconds(), datetime.fromtimestamp(0))", "2024-01-31 00:00:00 -1 day, 3:00:00 90.0 1970-01-01 00:00:00"},
		{"import random\nrandom.seed(1)\na = [random.randint(1, 5) for _ in range(100)]\nrandom.seed(1)\nprint(a == [random.randint(1, 5) for _ in range(100)], min(a), max(a))\nl = list(range(5))\nrandom.shuffle(l)\nprint(sorted(l), len(random.sample(l, 2)), random.choice([7]), 1 <= random.uniform(1, 2) <= 2, random.randrange(0, 10, 5) in (0, 5))", "True 1 5\n[0, 1, 2, 3, 4] 2 7 True True"},
		{"import datetime as dt\nz = dt.timezone(-dt.timedelta(hours=5))\nprint(z, dt.timezone(offset=dt.timedelta(hours=5, minutes=30), name='IST'), dt.timezone(dt.timedelta(0)) == dt.timezone.utc, dt.datetime(2024, 1, 2, 3, 4, tzinfo=z), dt.datetime(2024, 1, 2, 3, 4, tzinfo=z).timestamp())", "UTC-05:00 IST True 2024-01-02 03:04:00-05:00 1704182640.0"},
		{"import sys, os\nprint(sys.argv, os.path.join('a', 'b'), os.getenv('NOT_SET_AT_ALL', 'x'))", `['x.py', 'a'] a/b x`},
		{"from typing import Optional, List\ndef f(x: Optional[int], y: List[str]) -> None: pass\nprint(f(1, []))", "None"},
		{"x = 1\nprint(globals()['x'], callable(print), callable(3), format(3.14159, '.2f'))", "1 True False 3.14"},
		{"from time import time, sleep\nt = time()\nsleep(0.01)\nprint(time() - t >= 0.01)", "True"},
	} {
		w.prints(t, c.src, c.want)
	}
}

func TestHelp(t *testing.T) {
	w := newWorld(t)
	w.prints(t, "help(hex)", "hex(number) -> str\n    A whole number as 0x and hexadecimal digits.")
	w.prints(t, "def f(a, b):\n    \"\"\"Does it.\"\"\"\nhelp(f)", "f(a, b)\n    Does it.")
}
