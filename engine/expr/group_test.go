package expr

import (
	"strings"
	"testing"

	"starling/engine/column"
)

// groupWorld has three rows of groups; the last is null.
func groupWorld() *world {
	w := newWorld()
	w.cols, w.types = map[string]column.Vector{}, map[string]column.Type{}
	w.add("I", column.GroupOf(intType), []int32{1, column.NullInt, 4}, []int32{column.NullInt}, nil)
	w.add("D", column.GroupOf(doubleType), []float64{1.5, 2.5, 4}, []float64{column.NullDouble}, nil)
	w.add("Y", column.GroupOf(byteType), []int8{1, 2, 4}, []int8{column.NullByte}, nil)
	w.add("S", column.GroupOf(stringType), []string{"x", column.NullString, "y"}, []string{column.NullString}, nil)
	w.add("B", column.GroupOf(boolType), []int8{1, 0, 1}, []int8{column.NullByte}, nil)
	w.add("T", column.GroupOf(instantType), []int64{1, 2, 4}, []int64{3}, nil)
	w.add("A", column.GroupOf(column.ArrayOf(intType)), []any{[]int32{1, 2}, nil}, []any{}, nil)
	w.add("X", column.ArrayOf(doubleType), []float64{1, column.NullDouble, 5}, []float64{2}, []float64{})
	return w
}

// Groups in formulas, as Deephaven has its vectors: places outside of one are null, a
// method of a null one is an error, and functions take them as arrays.
func TestGroups(t *testing.T) {
	null := " null"
	for _, c := range [][2]string{
		{"isNull(I) ? 0 : I.size()", "long: 3 1 0"},
		{"I.size()", `error: formula "I.size()", column 3: a method of null (IntVector); guard it with isNull`},
		{"I[0]", `error: formula "I[0]", column 2: a method of null (IntVector); guard it with isNull`},
		{"isNull(I)", "boolean: false false true"},
		{"I == null", "boolean: false false true"},
		{"sum(I)", "long: 5 null" + null},
		{"avg(I)", "double: 2.5 null" + null},
		{"avg(D)", "double: 2.6666666666666665 null" + null},
		{"sum(Y)", "long: 7 null" + null},
		{"count(I)", "long: 2 0" + null},
		{"countObj(S)", "long: 2 0" + null},
		{"max(I)", "int: 4 null" + null},
		{"min(D)", "double: 1.5 null" + null},
		{"maxObj(S)", "String: `y` null" + null},
		{"median(I)", "double: 2.5 null" + null},
		{"var(D.subVector(0, 2))", `error: formula "var(D.subVector(0, 2))", column 7: a method of null (DoubleVector); guard it with isNull`},
		{"wavg(D, I)", "double: 3.5 null" + null},
		{"wsum(D, X)", "double: 21.5 null" + null},
		{"cor(D, D)", "double: 1.0 null" + null},
		{"percentile(0.5, I)", "int: 4 null" + null},
		{"len(I)", "long: 3 1" + null},
		{"first(I)", "int: 1 null" + null},
		{"last(I)", "int: 4 null" + null},
		{"firstObj(T)", "Instant: 1970-01-01T00:00:00.000000001Z 1970-01-01T00:00:00.000000003Z" + null},
		{"cumsum(I)", "long[]: [1, 1, 5] [null]" + null},
		{"reverse(I)", "int[]: [4, null, 1] [null]" + null},
		{"distinct(I)", "int[]: [1, 4] []" + null},
		{"in(1, I)", "boolean: true false" + null},
		{"firstIndexOf(4, I)", "long: 2 null" + null},
		{"array(Y)", "byte[]: [1, 2, 4] [-128]" + null},
		{"I.length", `error: formula "I.length", column 3: cannot find field length in IntVector; write .size()`},
		{"I.nothing()", `error: formula "I.nothing()", column 3: cannot find method nothing() in IntVector`},
		{"I.subVectors(0, 1)", `error: formula "I.subVectors(0, 1)", column 3: cannot find method subVectors(int, int) in IntVector; did you mean subVector?`},
		{"I.get(`x`)", "error: formula \"I.get(`x`)\", column 3: cannot find method get(String) in IntVector; there is get(long)"},
		{"I.subVector(0)", `error: formula "I.subVector(0)", column 3: cannot find method subVector(int) in IntVector; there is subVector(long, long)`},
		{"(int[]) I", `error: formula "(int[]) I", column 1: cannot cast I (IntVector) to int[]; use .toArray()`},
	} {
		if got := runCase(t, groupWorld(), c[0], Compile); got != c[1] {
			t.Errorf("%s\n got %s\nwant %s", c[0], got, c[1])
		}
	}
	for _, c := range [][2]string{
		{"I[0]", "int: 1 null"},
		{"I[2]", "int: 4 null"},
		{"I[5]", "int: null null"},
		{"I[-1]", "int: null null"},
		{"I[NULL_LONG]", "int: null null"},
		{"I[i]", "int: 1 null"},
		{"I.get(I.size() - 1)", "int: 4 null"},
		{"I[0] + 1", "int: 2 null"},
		{"S[0]", "String: `x` null"},
		{"S.get(7)", "String: null null"},
		{"B[1]", "boolean: false null"},
		{"Y[1]", "byte: 2 null"},
		{"T[0]", "Instant: 1970-01-01T00:00:00.000000001Z 1970-01-01T00:00:00.000000003Z"},
		{"A[0]", "int[]: [1, 2] null"},
		{"I.isEmpty()", "boolean: false false"},
		{"A.isEmpty()", "boolean: false true"},
		{"I.intSize()", "int: 3 1"},
		{"I.subVector(0, 1)", "IntVector: [1] [null]"},
		{"I.subVector(1, 3)", "IntVector: [null, 4] [null, null]"},
		{"I.subVector(-1, 2)", "IntVector: [null, 1, null] [null, null, null]"},
		{"I.subVector(NULL_LONG, 1)", "IntVector: [1] [null]"},
		{"Y.subVector(1, 3)", "ByteVector: [2, 4] [null, null]"},
		{"sum(I.subVector(0, 1))", "long: 1 null"},
		{"S.subVector(0, 2)[0]", "String: `x` null"},
		{"I.subVector(2, 1)", `error: formula "I.subVector(2, 1)", column 3: subVector(2, 1) is no part of a vector`},
		{"I.subVector(0, 9000000)", `error: formula "I.subVector(0, 9000000)", column 3: subVector(0, 9000000) is no part of a vector`},
		{"I.subVectorByPositions(new long[]{1, -1, 0})", "IntVector: [null, null, 1] [null, null, null]"},
		{"I.toArray()", "int[]: [1, null, 4] [null]"},
		{"I.copyToArray()[0]", "int: 1 null"},
		{"I.getDirect().size()", "long: 3 1"},
		{"Y.toArray()", "byte[]: [1, 2, 4] [-128]"},
		{"S.toArray()[0].length()", `error: formula "S.toArray()[0].length()", column 16: a method of null; guard it, as in isNull(S) ? null : S.length()`},
		{"true ? I : null", "IntVector: [1, null, 4] [null]"},
		{"X[0]", "double: 1.0 2.0"},
	} {
		w := groupWorld()
		for name, v := range w.cols {
			v.Truncate(2)
			w.cols[name] = v
		}
		w.n = 2
		if got := runCase(t, w, c[0], Compile); strings.TrimSpace(got) != c[1] {
			t.Errorf("%s\n got %s\nwant %s", c[0], got, c[1])
		}
	}
}
