package expr

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"starling/engine/column"
)

// fn is a function of the script.
type fn struct {
	name   string
	result column.Type
	call   func(args []any) (any, error)
	calls  *int
}

func (f fn) Name() string { return f.name }

func (f fn) Result() (column.Type, bool) { return f.result, f.result.Kind != 0 }

func (f fn) Check([]column.Type) error { return nil }

func (f fn) Call(args []Values, n int, out column.Vector) error {
	if f.calls != nil {
		*f.calls++
	}
	for i := range n {
		row := make([]any, len(args))
		for k, a := range args {
			if a.Len() != n {
				return fmt.Errorf("argument %d has %d values, not %d", k, a.Len(), n)
			}
			row[k] = a.Any(i)
		}
		x, err := f.call(row)
		if err != nil {
			return &RowError{Index: i, Err: err}
		}
		if !out.AppendAny(x) {
			return fmt.Errorf("%T", x)
		}
	}
	return nil
}

// module is an object with attributes known when compiled.
type module map[string]Var

func (m module) Attr(name string) (Var, bool) { v, ok := m[name]; return v, ok }

func (m module) Value() any { return m }

// thing is an object without such attributes.
type thing struct{ v any }

func (thing) Attr(string) (Var, bool) { return Var{}, false }

func (t thing) Value() any { return t.v }

func scriptWorld() *world {
	w := newWorld()
	w.add("P", column.PyObject, person{31, "Ann"}, person{42, "Bo"}, person{7, "Cy"}, person{1, "Di"})
	double := fn{name: "twice", result: longType, call: func(a []any) (any, error) {
		if len(a) != 1 {
			return nil, fmt.Errorf("%d arguments", len(a))
		}
		if a[0] == nil {
			return nil, nil
		}
		x, ok := a[0].(int32)
		if !ok {
			return nil, fmt.Errorf("%T is no int", a[0])
		}
		return 2 * int64(x), nil
	}}
	w.vars = map[string]Var{
		"my_parser": {Func: fn{name: "my_parser", call: func(a []any) (any, error) {
			if len(a) != 1 {
				return nil, fmt.Errorf("%d arguments", len(a))
			}
			b, ok := a[0].([]byte)
			if !ok {
				return nil, errors.New("no bytes")
			}
			return person{int64(len(b)), string(rune('a' + len(b)))}, nil
		}}},
		"twice":   {Func: double},
		"limit":   {Type: longType, Value: int64(5)},
		"my_list": {ElemType: stringType, List: []any{"AAPL", nil}},
		"random":  {Object: module{"randint": {Func: double}, "pi": {Type: doubleType, Value: 3.5}}},
		"d":       {Object: thing{map[any]any{"a": int64(9)}}},
		"f":       {Object: thing{"callable"}},
		"abs":     {Func: double}, // the function of the language is found first
	}
	return w
}

func TestScript(t *testing.T) {
	for _, c := range [][2]string{
		{"(org.jpy.PyObject) P", "PyObject: {31 Ann} {42 Bo} {7 Cy} {1 Di}"},
		{"(int) P.age", "int: 31 42 7 1"},
		{"(String) P.name", "String: `Ann` `Bo` `Cy` `Di`"},
		{"(int) P.age + 1", "int: 32 43 8 2"},
		{"P.greet(1, `x`)", "PyObject: `Ann.greet/2` `Bo.greet/2` `Cy.greet/2` `Di.greet/2`"},
		{"twice(I)", "long: 2 -4 4294967294 null"},
		{"twice(i) + 1", "long: 1 3 5 7"},
		{"random.randint(3)", "long: 6 6 6 6"},
		{"random.pi * 2", "double: 7.0 7.0 7.0 7.0"},
		{"abs(I)", "int: 1 2 2147483647 null"},
		{"I + limit", "long: 6 3 2147483652 null"},
		{"(int) d[`a`]", "int: 9 9 9 9"},
		{"f(1, 2)", "PyObject: 2 2 2 2"},
		{"my_list[0]", "String: `AAPL` `AAPL` `AAPL` `AAPL`"},
		{"isNull(P)", "boolean: false false false false"},
		{"P == null", "boolean: false false false false"},
		{"isNull(Raw) ? null : my_parser(Raw)", "PyObject: {2 c} {1 b} {0 a} null"},
		{"I > 0 && twice(I) > 2", "boolean: false false true false"},
		{"`<` + (String) P.name + `>`", "String: `<Ann>` `<Bo>` `<Cy>` `<Di>`"},
		{"my_parser(Raw)", "error: formula \"my_parser(Raw)\", column 1: no bytes"},
		{"P.age + 1", "error: formula \"P.age + 1\", column 7: cannot apply + to PyObject and int: cast it, as in (int) P.age"},
		{"P.name == `Ann`", "error: formula \"P.name == `Ann`\", column 8: P.name is a value of the script: cast it before it is compared, as in (String) P.name"},
		{"(double) P.name", "error: formula \"(double) P.name\", column 1: cannot cast string to Double"},
		{"P.size", "error: formula \"P.size\", column 3: no attribute size"},
		{"random.nope(1)", "error: formula \"random.nope(1)\", column 8: random has no function nope"},
		{"twice", "error: formula \"twice\", column 1: twice is a function; call it, as in twice(…)"},
		{"limit(1)", "error: formula \"limit(1)\", column 1: cannot find method limit(int): limit is a variable, not a function"},
		{"sum(P)", "error: formula \"sum(P)\", column 1: cannot find method sum(PyObject); there is sum(byte...), sum(short...), sum(int...), sum(long...), sum(float...), sum(double...), sum(char...); values of the script are cast first, as in (double) x"},
		{"P ? 1 : 2", "error: formula \"P ? 1 : 2\", column 3: ? : takes a boolean, P is PyObject: cast it, as in (boolean) P"},
	} {
		if got := runCase(t, scriptWorld(), c[0], Compile); got != c[1] {
			t.Errorf("%s\n got %s\nwant %s", c[0], got, c[1])
		}
	}
	for _, c := range [][2]string{
		{"S in my_list", "boolean: true false false true"},
		{"S not in my_list, `héllo`", "boolean: false false true false"},
		{"I > limit", "boolean: false false true false"},
		{"P", "error: formula \"P\", column 1: a filter gives boolean, this is PyObject: cast it, as in (boolean) my_test(A)"},
	} {
		if got := runCase(t, scriptWorld(), c[0], CompileFilter); got != c[1] {
			t.Errorf("%s\n got %s\nwant %s", c[0], got, c[1])
		}
	}
}

// A script function is called once per page, for the rows that need it.
func TestScriptCalls(t *testing.T) {
	calls, rows := 0, 0
	w := newWorld()
	w.vars["f"] = Var{Func: fn{name: "f", result: boolType, calls: &calls, call: func([]any) (any, error) { rows++; return true, nil }}}
	f, err := Compile("I > 0 && f(I)", w, testObjects{})
	if err != nil {
		t.Fatal(err)
	}
	if got := w.run(f); got != "boolean: true false true false" || calls != 1 || rows != 2 {
		t.Errorf("%s, %d calls, %d rows", got, calls, rows)
	}
	if !f.Script || f.Pure {
		t.Errorf("Script %v, Pure %v", f.Script, f.Pure)
	}
}

func TestFormulaUses(t *testing.T) {
	w := scriptWorld()
	f, err := Compile("A_ == null ? i : 1", w, nil)
	if err == nil {
		t.Fatalf("compiled: %v", f.Tree)
	}
	f, err = Compile("I_[i-1] + I * L + k + I", w, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(f.Columns, ","); got != "I,L" || !f.Position || !f.RowKey || f.Arrays[0] != "I" || !f.Pure || f.Script {
		t.Errorf("%s %+v", got, f)
	}
	if got := f.Tree.String(); got != "(((I_[(i - 1)] + (I * L)) + k) + I)" {
		t.Error(got)
	}
	for src, pure := range map[string]bool{"now()": false, "random()": false, "randomInt(1, 5)": false, "I + 1": true, "1 + 1": true} {
		f, err := Compile(src, w, nil)
		if err != nil || f.Pure != pure {
			t.Errorf("%s: %v %v", src, f, err)
		}
	}
}

func TestParseAssignment(t *testing.T) {
	for _, c := range [][4]string{
		{"X = A + 1", "X", "A + 1", ""},
		{"X=A==1", "X", "A==1", ""},
		{" X ", "X", "X", ""},
		{"LastPrice = Price", "LastPrice", "Price", ""},
		{"Größe=1", "Größe", "1", ""},
		{"int = 1", "", "", "invalid column name \"int\": \"int\" is a reserved keyword"},
		{"1X = 1", "", "", "invalid column name \"1X\": '1' is not allowed there; a name has letters, digits and _ and does not start with a digit"},
		{"bad name = 1", "", "", "invalid column name \"bad name\": ' ' is not allowed there; a name has letters, digits and _ and does not start with a digit"},
		{"A + 1", "", "", "formula \"A + 1\" has no name for its column; write \"New = A + 1\""},
		{"A == 1", "", "", "formula \"A == 1\" has no name for its column; write \"New = A == 1\""},
		{"X =", "", "", "formula \"X =\": nothing follows the ="},
		{"", "", "", "the formula is empty; write \"New = A + 1\""},
	} {
		name, formula, err := ParseAssignment(c[0])
		if c[3] != "" {
			if err == nil || err.Error() != c[3] {
				t.Errorf("%q: %v", c[0], err)
			}
			continue
		}
		if err != nil || name != c[1] || formula != c[2] {
			t.Errorf("%q: %q %q %v", c[0], name, formula, err)
		}
	}
}
