package expr

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"starling/engine/column"
	"starling/engine/rowset"
)

// world is a table and a script to compile formulas against.
type world struct {
	cols  map[string]column.Vector
	types map[string]column.Type
	vars  map[string]Var
	n     int
}

func (w *world) Column(name string) (column.Type, bool) { t, ok := w.types[name]; return t, ok }

func (w *world) Columns() []string { return slices.Sorted(maps.Keys(w.types)) }

func (w *world) Vars() []string { return slices.Sorted(maps.Keys(w.vars)) }

func (w *world) Var(name string) (Var, bool) { v, ok := w.vars[name]; return v, ok }

func (w *world) add(name string, t column.Type, values ...any) {
	v := column.NewVector(t)
	for _, x := range values {
		if !v.AppendAny(x) {
			panic(fmt.Sprintf("%s: %T", name, x))
		}
	}
	w.cols[name], w.types[name], w.n = v, t, len(values)
}

// wholeColumn is a column as an Array.
type wholeColumn struct {
	t column.Type
	v column.Vector
}

func (a wholeColumn) Type() column.Type { return a.t }

func (a wholeColumn) Len() int64 { return int64(a.v.Len()) }

func (a wholeColumn) Gather(dst column.Vector, positions []int64) {
	for _, p := range positions {
		if p < 0 || p >= a.Len() {
			dst.AppendNull()
		} else {
			dst.AppendFrom(a.v, int(p))
		}
	}
}

// input is the page of the world's rows for f.
func (w *world) input(f *Formula) Input {
	in := Input{N: w.n}
	for _, name := range f.Columns {
		in.Cols = append(in.Cols, w.cols[name])
	}
	for _, name := range f.Arrays {
		in.Arrays = append(in.Arrays, wholeColumn{w.types[name], w.cols[name]})
	}
	for i := range w.n {
		if f.Position {
			in.Pos = append(in.Pos, int64(i))
		}
		if f.RowKey {
			in.Rows = append(in.Rows, rowset.Row(100+i))
		}
	}
	return in
}

// run gives the type and the values of f as text: "int: 1 null 3".
func (w *world) run(f *Formula) string {
	out := column.NewVector(f.Type)
	e := f.NewEval()
	if err := e.Run(w.input(f), out); err != nil {
		return "error: " + err.Error()
	}
	texts := []string{typeName(f.Type) + ":"}
	for i := range out.Len() {
		texts = append(texts, show(out, f.Type, i))
	}
	return strings.Join(texts, " ")
}

func show(v column.Vector, t column.Type, i int) string {
	x := v.Any(i)
	switch x := x.(type) {
	case nil:
		return "null"
	case string:
		return "`" + x + "`"
	case uint16:
		return fmt.Sprintf("'%c'", x)
	}
	b, _ := column.Java.Format(t)(nil, v, i)
	return string(b)
}

// newWorld has four rows; the last is all null.
func newWorld() *world {
	w := &world{cols: map[string]column.Vector{}, types: map[string]column.Type{}, vars: map[string]Var{}}
	w.add("By", byteType, int8(1), int8(-2), int8(127), nil)
	w.add("Sh", shortType, int16(1), int16(-2), int16(32767), nil)
	w.add("Ch", charType, uint16('a'), uint16('z'), uint16('é'), nil)
	w.add("I", intType, int32(1), int32(-2), int32(math.MaxInt32), nil)
	w.add("L", longType, int64(10), int64(-3), int64(math.MaxInt64), nil)
	w.add("F", floatType, float32(1.5), float32(-2), float32(math.NaN()), nil)
	w.add("D", doubleType, 2.5, math.NaN(), math.Inf(-1), nil)
	w.add("S", stringType, "AAPL", "héllo", "", nil)
	w.add("T", instantType, int64(0), int64(1704067200123456789), int64(-1), nil)
	w.add("B", boolType, true, false, true, nil)
	w.add("Raw", bytesType, []byte{1, 2}, []byte{255}, []byte{}, nil)
	w.add("Arr", column.ObjectOf("[I"), []int32{1, 2}, []int32{3}, []int32{}, nil)
	w.add("Z", intType, int32(0), int32(1), int32(0), int32(2))
	return w
}

func runCase(t *testing.T, w *world, formula string, compile func(string, Scope, Objects) (*Formula, error)) string {
	t.Helper()
	f, err := compile(formula, w, testObjects{})
	if err != nil {
		return "error: " + err.Error()
	}
	return w.run(f)
}

func TestOperators(t *testing.T) {
	for _, c := range [][2]string{
		{"I + 1", "int: 2 -1 null null"},
		{"I / Z", "double: Infinity -2.0 Infinity null"},
		{"L - I", "long: 9 -1 9223372034707292160 null"},
		{"I > 0 && D > 1", "boolean: true false false false"},
		{"S == `AAPL`", "boolean: true false false false"},
		{"`a` + 1 + 2", "String: `a12` `a12` `a12` `a12`"},
		{"1 + 2 + `a`", "String: `3a` `3a` `3a` `3a`"},
		{"S + I", "String: `AAPL1` `héllo-2` `2147483647` `nullnull`"},
		{"I > 0 ? 1 : 2.5", "double: 1.0 2.5 1.0 2.5"},
		{"(int) D", "int: 2 0 null null"},
		{"I_[i-1]", "int: null 1 -2 2147483647"},
		{"i + ii + k", "long: 100 103 106 109"},
		{"Raw.length", "error: formula \"Raw.length\", column 5: the array is null; guard it, as in isNull(A) ? 0 : A.length"},
		{"isNull(Raw) ? -1 : Raw.length", "int: 2 1 0 -1"},
		{"isNull(Arr) || Arr.length == 0 ? -1 : Arr[0]", "int: 1 3 -1 -1"},
		{"new int[]{1, 2, i}", "int[]: [1, 2, 0] [1, 2, 1] [1, 2, 2] [1, 2, 3]"},
		{"Z = 0", "boolean: true false true false"},
	} {
		if got := runCase(t, newWorld(), c[0], Compile); got != c[1] {
			t.Errorf("%s\n got %s\nwant %s", c[0], got, c[1])
		}
	}
}
