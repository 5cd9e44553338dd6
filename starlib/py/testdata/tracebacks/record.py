#!/usr/bin/env python3
"""record.py: where CPython says that an error is, for TestTracebacks: [snippet, [[line, function, marks] ...], whether the
marks are to be the same]. Comprehensions are calls of their own there, which they are not here."""
import json, pathlib, re, subprocess, sys, tempfile

# Snippets whose marks differ: of loops, sets and stars, which CPython does not mark or marks as a whole.
LOOSE = [
    'with open("/no/such") as f: pass',
    'for i in 5: pass',
    'with 5 as x: pass',
    'del x',
    '[1/0 for x in [1]]',
    '{[]: 1}',
    'x = [*5]',
    'x = -1 + "a" ** 2',
    'y = 2 ** "a" + 1',
    'global_ = [i.nope for i in [1]]',
    'x = [y for y in 5]',
]

SNIPPETS = [
    'def f(a,b):\n    return a+b\nx = [f(1, 2), f(1,\n   "a")]',
    'x = 1 / 0',
    'd={}\nprint(d["a"] + 1)',
    'import os\nos.environ.nope',
    'raise ValueError("x")',
    'assert 1 == 2, "no"',
    'a, b = [1,2,3]',
    'for i in 5: pass',
    'x = undefined + 1',
    'x = [1][5]',
    '-"a"',
    'not_there()',
    'print(len(5))',
    'with 5 as x: pass',
    'x = "a" "b" .nope',
    '(1).foo.bar',
    'lst = [1]\nlst[5] = 2',
    'lst = [1]\nlst[0] += "a"',
    'x = 1\nx += "a"',
    'del x',
    'f"{1/0}"',
    'import nope',
    '[1/0 for x in [1]]',
    'class A:\n    x = 1/0',
    'def f():\n  return g()\ndef g():\n  return 1 < "a"\nf()',
    'x = 1 if undefined else 2',
    '{[]: 1}',
    'int("a")',
    'x = (1 +\n   "a")',
    'print(1,\n  2/0)',
    '1 < 2 < "a"',
    'x = lambda: 1/0\nx()',
    '"a".join([1])',
    'd={}; d["x"]["y"] = 1',
    'd = {}\nd.x = 1',
    'print( *5 )',
    'f = 5\nf(1)(2)',
    'x = [*5]',
    'if undefined: pass',
    'while undefined: pass',
    'return_ = undefined',
    'try:\n    1/0\nexcept ValueError: pass',
    '@undefined\ndef f(): pass',
    'é = "é" + 1',
    'x = 1 + 2 * "a" - 3',
    'x = -1 + "a" ** 2',
    'y = 2 ** "a" + 1',
    'def f(x):\n    try:\n        return x["a"]["b"]\n    finally:\n        pass\nf({"a": 1})',
    'x = 5 if 1 in 5 else 2',
    'x = not 1 < "a"',
    'f = lambda x: x.nope\nf(3)',
    'x = {"a": 1}["b"]',
    's = "abc"; t = s[10]',
    'import math\nx = math.sqrt(-1) + 2',
    'x = f"{undefined!r:>10} {1}"',
    'print("%d" % "a")',
    'def g():\n    yield 1\n    yield 1/0\nlist(g())',
    'class A:\n    def m(self):\n        return self.nope\nA().m()',
    'x = 3\nx.y.z',
    'with open("/no/such") as f: pass',
    'x = int("x") + int("3")',
    'x = max([]) * 2',
    'global_ = [i.nope for i in [1]]',
    'x = (lambda: undefined)()',
    'a = b = undefined',
    'a = [1,2]\na[0], a[5] = 1, 2',
    'x: int = "a" + 1',
    'return_value = {"a": undefined}',
    'print(undefined, sep="")',
    'x = [y for y in 5]',
    'def f():\n    for i in range(3):\n        if i == 2:\n            raise KeyError(i)\n\n\ndef g(x):\n    return f()\n\n\ng(1)',
    'class P:\n    def __init__(self, x):\n        self.x = x\n    @property\n    def y(self):\n        return self.x.z\np = P(1)\nprint(p.y)',
    'def f(n):\n    if n:\n        return f(n - 1) + 1\n    return [] + ()\nf(2)',
    'try:\n    1/0\nexcept ZeroDivisionError:\n    undefined_name',
    'x = """a\nb"""\ny = x + 1',
    'def f(a):\n    global q\n    q = a\n    return q["x"]\nf("s")',
    'with_ = 1\nwhile True:\n    with_ += 1\n    if with_ > 3:\n        break\nelse:\n    pass\nwith_.nope',
    'match 5:\n    case 5:\n        print(undefined)',
    'def f(*a, **k):\n    return k["b"]\nf(1, a=2)',
    'x = [\n    1,\n    2,\n    undefined,\n]',
    'f = dict(\n    a=1,\n    b=int("q"),\n)',
    's = {1, 2}\ns.add([])',
    'a = 1; b = 2; c = a.x',
    'if True:\n    x = 1\n    y = x[0]',
    'd = {"a": {"b": 1}}\nprint(d["a"]["c"])',
    'from math import sqrt\nprint(sqrt(4), sqrt(-4))',
    'def outer():\n    x = 1\n    def inner():\n        nonlocal x\n        x += 1\n        return x.nope\n    return inner()\nouter()',
]

path = pathlib.Path(tempfile.mkdtemp()) / "x.py"
with open(pathlib.Path(__file__).parent / "tracebacks.jsonl", "w") as out:
    for s in SNIPPETS:
        path.write_text(s + "\n")
        lines = subprocess.run([sys.executable, path], capture_output=True, text=True).stderr.splitlines()
        lines = lines[max(i for i, l in enumerate(lines) if l.startswith("Traceback")):]
        frames = []
        for i, l in enumerate(lines):
            m = re.match(r'  File ".*", line (\d+), in (.*)', l)
            if not m or m[2] == "<listcomp>":
                continue
            marks = lines[i + 2][4:] if i + 2 < len(lines) and re.fullmatch(r" +[~^]+", lines[i + 2]) else ""
            frames.append([int(m[1]), m[2], marks])
        print(json.dumps([s, frames, s not in LOOSE], ensure_ascii=False), file=out)
