package starlib

import "testing"

const parser = `from deephaven import new_table, empty_table
from dataclasses import dataclass
import json, random, math

@dataclass
class Person:
    age: int
    name: str

def my_parser(raw_bytes) -> Person:
    json_object = json.loads(bytes(raw_bytes))
    return Person(age=json_object["age"], name=json_object["name"])

raw = new_table({"Bytes": [b'{"age": 7, "name": "Ann"}', b'{"age": 9, "name": "Bo"}']})
`

func TestFormulasCallScripts(t *testing.T) {
	w := newWorld(t)
	rows := func(expr string) string {
		return parser + "t = " + expr + "\nprint([tuple(r) for r in t.iter_tuple()], {n: d.data_type for n, d in t.definition.items()})"
	}
	for _, c := range []struct{ src, want string }{
		{rows(`raw.update(["Person = (org.jpy.PyObject) my_parser(Bytes)"]).view(["Age = (int) Person.age", "Name = (String) Person.name"])`), `[(7, 'Ann'), (9, 'Bo')] {'Age': int, 'Name': java.lang.String}`},
		{rows(`raw.view(["P = my_parser(Bytes)"])`), `[(Person(age=7, name='Ann'),), (Person(age=9, name='Bo'),)] {'P': org.jpy.PyObject}`},
		{"def f(x) -> int: return x + 1\n" + rows(`empty_table(2).update("A = f(i)")`), `[(1,), (2,)] {'A': long}`},
		{"def f(x) -> float: return x\n" + rows(`empty_table(2).update("A = f(i) / 2")`), `[(0.0,), (0.5,)] {'A': double}`},
		{"def f(x) -> 'np.int32': return x\n" + rows(`empty_table(2).update("A = f(i)")`), `[(0,), (1,)] {'A': int}`},
		{"def f(x, y) -> str: return str(x) + y\n" + rows("empty_table(2).update('A = f(i, `!`)')"), `[('0!',), ('1!',)] {'A': java.lang.String}`},
		{"from typing import Optional\ndef f(x) -> Optional[bool]: return None if x == 0 else x > 1\n" + rows(`empty_table(3).update("A = f(i)")`), `[(None,), (False,), (True,)] {'A': java.lang.Boolean}`},
		{"from datetime import datetime\nfrom deephaven.time import to_j_instant\na, b = to_j_instant(datetime(2024, 1, 31)), datetime(2024, 1, 31)\n" + rows("empty_table(1).update(['A = a', 'B = b']).view(['C = `` + A', 'A', 'B']).meta_table.view(['DataType'])"), "[('java.lang.String',), ('java.time.Instant',), ('org.jpy.PyObject',)] {'DataType': java.lang.String}"},
		{"def f(x): return x\n" + rows(`empty_table(2).update(["A = f(i)", "B = (long) A", "C = (String) f(`+"`x`"+`)"])`), `[(0, 0, 'x'), (1, 1, 'x')] {'A': org.jpy.PyObject, 'B': long, 'C': java.lang.String}`},
		{"factor = 3\nlabel = 'x'\n" + rows(`empty_table(2).update(["A = i * factor", "B = label + i"])`), `[(0, 'x0'), (3, 'x1')] {'A': int, 'B': java.lang.String}`},
		{"syms = ['a', 'b']\n" + rows("empty_table(3).update('S = i == 0 ? `a` : `c`').where('S in syms')"), `[('a',)] {'S': java.lang.String}`},
		{"d = {'a': 5}\n" + rows("empty_table(1).update('A = (int) d[`a`]')"), `[(5,)] {'A': int}`},
		{"def g(n):\n    m = n * 2\n    def inner(): return m\n    return empty_table(2).update('A = i + m + n')\n" + rows("g(10)"), `[(30,), (31,)] {'A': int}`},
		{"def f(x) -> int: return helper(x)\ndef helper(x): return x * 7\n" + rows("empty_table(2).update('A = f(i)')"), `[(0,), (7,)] {'A': long}`},
		{"def f(x) -> str: return str(x)\ndef g(x: Optional[int]) -> str: return str(x)\n" + rows("empty_table(2).update(['N = i == 0 ? NULL_INT : i', 'A = f(N)', 'B = g(N)', 'C = f((char) (97 + i))'])"), `[(None, '-2147483648', 'None', '97'), (1, '1', '1', '98')] {'N': int, 'A': java.lang.String, 'B': java.lang.String, 'C': java.lang.String}`},
		{"v = [1, 2]\nd = {'a': 1}\nt2 = (1, 2)\ndef f(x): return x + 0.5\n" + rows("empty_table(1).update(['A = v', 'B = v.size()', 'C = (int) v[1] + 1', 'D = d.size()', 'E = d.containsKey(`a`)', 'F = t2', 'G = f(i)', 'H = f(i + 1)', 'I = (int) f(i + 3)', 'J = math.pi'])"), `[([1, 2], 2, 3, 1, True, (1, 2), 0.5, 1.5, 3, 3.141592653589793)] {'A': org.jpy.PyObject, 'B': int, 'C': int, 'D': int, 'E': java.lang.Boolean, 'F': org.jpy.PyObject, 'G': org.jpy.PyObject, 'H': java.lang.Object, 'I': int, 'J': org.jpy.PyObject}`},
		{rows("empty_table(50).update('A = (int) random.randint(1, 5)').where('A < 1 || A > 5')"), `[] {'A': int}`},
		{"class_ = 1\n" + rows("empty_table(2).update(['A = (double) math.sqrt(i)'])"), `[(0.0,), (1.0,)] {'A': double}`},
	} {
		w.prints(t, c.src, c.want)
	}
}

func TestFormulaErrors(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct{ src, want string }{
		{parser + "raw = new_table({'Bytes': [b'{}', b'x']})\nraw.update('P = my_parser(Bytes)')", `Traceback (most recent call last):
  File "x.py", line 16, column 11, in <module>
    raw.update('P = my_parser(Bytes)')
DHError: update: formula "P = my_parser(Bytes)": row 0: formula "my_parser(Bytes)", column 1: my_parser (x.py, line 12): KeyError: 'age'`},
		{"def f(x) -> int: return 'a'\nempty_table(1).update('A = f(i)')", `f: TypeError: cannot convert "a" (str) to long`},
		{"def f(x): return 2 ** 70\nempty_table(1).update('A = (int) f(i)')", `OverflowError: 1180591620717411303424 does not fit int (-2147483648 to 2147483647)`},
		{"def f(x: float) -> float: return x\nempty_table(1).update('A = f(i)')", `column 1: f: the annotation of x is double, which takes no int; cast it, as in (double)`},
		{"v = 2 ** 70\nempty_table(1).update('A = v')", `v: 1180591620717411303424 is no long: numbers of formulas go up to 9223372036854775807; cast it`},
		{"def f(x): return x\nempty_table(1).update(\"A = f('a')\")", `column 3: a function of the script takes no literal in single quotes`},
		{"def f(x) -> str: return 'a'\nempty_table(1).update('A = f(i).length()')", `put it in parentheses, as in (f(i)).length(…)`},
		{"empty_table(1).update('A = len(`abc`)')", `cannot find method len(String)`},
		{"def f(x) -> int: return empty_table(1).size\nempty_table(1).update('A = f(i)')", `not possible inside a function that a formula calls`},
		{"def f(x) -> int: return x.nope\nempty_table(1).update('A = f(i)')", `Traceback (most recent call last):
  File "x.py", line 2, column 22, in <module>
    empty_table(1).update('A = f(i)')
DHError: update: formula "A = f(i)": row 0: formula "f(i)", column 1: f (x.py, line 1): AttributeError: 'int' object has no attribute 'nope'`},
	} {
		_, err := w.script(t, "x.py", c.src)
		if err == nil || !contains(err.Error(), c.want) {
			t.Errorf("%s\nfailed with\n%v\nwant\n%s", c.src, err, c.want)
		}
	}
}

func TestStarlarkScripts(t *testing.T) {
	w := newWorld(t)
	src := `load("deephaven.column", "int_col", text = "string_col")
load("deephaven/agg.star", "sum_")
t = new_table([text("S", ["a", "b", "a"]), int_col("N", [1, 2, 3])])
print([tuple(r) for r in t.agg_by([sum_("N")], by = "S").sort("S", order = SortDirection.DESCENDING).iter_tuple()])
print(type(t), type("x") == "string", dht.int64, agg.sum_("X"))
`
	got, err := w.script(t, "x.star", src)
	want := "[('b', 2), ('a', 4)]\nTable True long <agg.sum>\n"
	if err != nil || got != want {
		t.Errorf("gave %q, %v; want %q", got, err, want)
	}
}
