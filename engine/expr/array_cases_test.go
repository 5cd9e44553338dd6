package expr

import "testing"

// arrayCases are formulas of arrays and groups with what Deephaven gives; the values are those of
// newWorld's first row, or of all rows where a whole column is read.
var arrayCases = [][2]string{
	{"sum(new int[]{NULL_INT})", "long: null"},
	{"sum('a', 'b')", "long: 195"},
	{"absSum(new int[]{-3, 4, NULL_INT})", "long: 7"},
	{"max(1, 2.5, 'a')", "double: 97.0"},
	{"percentile(0.5, new double[]{1, Double.NaN})", "double: NaN"},
	{"percentile(1.5, new int[]{1})", "error: formula \"percentile(1.5, new int[]{1})\", column 1: a percentile lies from 0 to 1, not at 1.5"},
	{"indexOfMax(1.5, Double.NaN)", "long: null"},
	{"cov(new int[]{2147483647, 1}, new int[]{2147483647, 1})", "double: -1.152921504606847E18"},
	{"wsum(new int[]{1, NULL_INT}, new byte[]{2, 3})", "long: 2"},
	{"wsum(new int[]{1}, new double[]{2.5})", "double: 2.5"},
	{"wtstat(new int[]{1, 2, 5}, new double[]{1, 2, 0.5})", "double: 1.9867985355975657"},
	{"wavg(new int[]{1, 2}, new int[]{0})", "error: formula \"wavg(new int[]{1, 2}, new int[]{0})\", column 1: the arrays have different lengths: 2 and 1"},
	{"sequence(1, 5, 2)", "int[]: [1, 3, 5]"},
	{"sequence(1, 5, -1)", "int[]: []"},
	{"sequence(1, 5, NULL_INT)", "int[]: [1]"},
	{"repeat(`a`, 2)", "String[]: [a, a]"},
	{"repeat(1, -1)", "int[]: []"},
	{"concat(new int[]{1}, new int[]{2}, new int[]{3})", "int[]: [1, 2, 3]"},
	{"concat(new byte[]{1}, new byte[]{2})", "byte[]: [1, 2]"},
	{"concat(new String[]{`a`}, new String[]{`b`})", "String[]: [a, b]"},
	{"concat(new int[]{1}, null)", "int[]: [1]"},
	{"distinct(new double[]{2, Double.NaN, Double.NaN, 0.0, -0.0}, true)", "double[]: [2.0, NaN, 0.0, -0.0]"},
	{"sortDescending(new double[]{Double.NaN, 1.0, NULL_DOUBLE, -0.0, 0.0})", "double[]: [NaN, 1.0, 0.0, -0.0, null]"},
	{"compare(0.0, -0.0)", "int: 1"},
	{"firstObj(new int[]{1})", "error: formula \"firstObj(new int[]{1})\", column 1: cannot find method firstObj(int[]); there is firstObj(String...), firstObj(Instant...), firstObj(Boolean...), firstObj(BigDecimal...), firstObj(BigInteger...), firstObj(LocalDate...), firstObj(LocalTime...), …"},
	{"vecObj(new int[]{1})", "ObjectVector: [[1]]"},
	{"distinct(new int[]{2, NULL_INT, 2}, true)", "int[]: [2, null]"},
	{"countDistinct(new int[]{2, NULL_INT}, true)", "long: 2"},
	{"distinctObj(`b`, `a`, null, `b`)", "String[]: [b, a]"},
	{"countDistinctObj(new String[]{`b`, null}, true)", "long: 2"},
	{"sortObj(`b`, null, `a`)", "String[]: [null, a, b]"},
	{"sortDescendingObj(`b`, null, `a`)", "String[]: [b, a, null]"},
	{"sortObj(new String[]{`b`, `a`}, Comparator.reverseOrder())", "String[]: [b, a]"},
	{"rankObj(`b`, null, `a`)", "int[]: [1, 2, 0]"},
	{"rankDescendingObj(`b`, null, `a`)", "int[]: [0, 2, 1]"},
	{"sortObj(new java.math.BigDecimal[]{new java.math.BigDecimal(`2`), new java.math.BigDecimal(`1`)})", "BigDecimal[]: [1, 2]"},
	{"rank(new double[]{Double.NaN, 1.0, NULL_DOUBLE})", "int[]: [2, 1, 0]"},
	{"replaceIfNull(new String[]{null, `a`}, `z`)", "String[]: [z, a]"},
	{"replaceIfNull(new int[]{1, NULL_INT}, 5)", "int[]: [1, 5]"},
	{"ifelse(new Boolean[]{true, null, false}, 1, 2)", "int[]: [1, null, 2]"},
	{"ifelseObj(new Boolean[]{true, null, false}, `a`, `b`)", "String[]: [a, null, b]"},
	{"not(true, false)", "boolean[]: [false, true]"},
	{"and(new Boolean[]{true, null}, true)", "boolean: true"},
	{"castInt(3000000000L)", "error: formula \"castInt(3000000000L)\", column 1: 3000000000 does not fit the type it is cast to"},
	{"castInt(3000000000L, false)", "int: -1294967296"},
	{"castDouble(9007199254740993L, false)", "double: 9.007199254740992E15"},
	{"castLong(new byte[]{1, 2})", "long[]: [1, 2]"},
	{"binSearchIndex(new int[]{1, 3, 3, 5}, 3, BS_HIGHEST)", "int: 2"},
	{"rawBinSearchIndex(new int[]{1, 3, 3, 5}, 4, BS_ANY)", "int: -4"},
	{"binSearchIndex(vec(1, 2), NULL_INT, BS_ANY)", "int: null"},
	{"addExact(2147483647, 1)", "error: formula \"addExact(2147483647, 1)\", column 1: the result does not fit its type"},
	{"subtractExact(-2147483647, 1)", "error: formula \"subtractExact(-2147483647, 1)\", column 1: the result does not fit its type"},
	{"addExact('a', 'b')", "char: 'Ã'"},
	{"multiplyExact((byte)100, (byte)2)", "error: formula \"multiplyExact((byte)100, (byte)2)\", column 1: the result does not fit its type"},
	{"floorDiv((byte)5, (byte)-2)", "byte: -3"},
	{"lowerBin(-7, 5)", "int: -10"},
	{"lowerBin((byte)-126, (byte)5)", "byte: 126"},
	{"lowerBin(7, -5)", "error: formula \"lowerBin(7, -5)\", column 1: the interval is not positive: -5"},
	{"clamp(1, 3, 2)", "error: formula \"clamp(1, 3, 2)\", column 1: min is above max: 3, 2"},
	{"compare((byte)1, (byte)5)", "int: -4"},
	{"round(123456789)", "long: 123456792"},
	{"signum(3000000000L)", "int: -1"},
	{"pow(-1, Double.POSITIVE_INFINITY)", "double: NaN"},
	{"log(Double.MIN_VALUE)", "double: -744.4400719213812"},
	{"vec(1, 2)", "IntVector: [1, 2]"},
	{"`x` + vec(1, NULL_INT, 3)", "String: `x[1, ,3]`"},
	{"vec(1, 2, 3).toString(2)", "String: `[1,2, ...]`"},
	{"vec(1, 2, 3).toString(0)", "String: `[1, ...]`"},
	{"new int[]{1, 2} + 1", "int[]: [2, 3]"},
	{"new int[]{1, 2} / new int[]{2, 0}", "double[]: [0.5, Infinity]"},
	{"new int[]{1, 2} + new int[]{1}", "error: formula \"new int[]{1, 2} + new int[]{1}\", column 17: + takes arrays of the same length, these have 2 and 1"},
	{"new int[]{1, 2} == new int[]{1, 3}", "boolean[]: [true, false]"},
	{"new String[]{`a`, null} == `a`", "boolean[]: [true, false]"},
	{"vec(1, 3) & 1", "int[]: [1, 1]"},
	{"plusArray(vec(1, 3), 1)", "int[]: [2, 4]"},
	{"plus(vec(1, 3), 1)", "error: formula \"plus(vec(1, 3), 1)\", column 1: cannot find method plus(IntVector, int); there is plus(Instant, long), plus(Instant, Duration), plus(Instant, Period), plus(Duration, Duration), plus(Period, Period), plus(LocalDate, Period), plus(LocalDateTime, Period), …"},
	{"compareTo(`a`, `b`)", "int: -1"},
	{"eq(1, 1.0)", "boolean: true"},
	{"xor(true, false)", "boolean: true"},
	{"remainder(7, 4)", "int: 3"},
	{"java.util.Arrays.toString(new String[]{`a`, null})", "String: `[a, null]`"},
}

func TestArraysAsDeephaven(t *testing.T) { checkFirst(t, arrayCases) }

// checkFirst runs formulas on newWorld's first row.
func checkFirst(t *testing.T, cases [][2]string) {
	w := newWorld()
	w.n = 1
	for name, v := range w.cols {
		v.Truncate(1)
		w.cols[name] = v
	}
	for _, c := range cases {
		if got := runCase(t, w, c[0], Compile); got != c[1] {
			t.Errorf("%s\n got %s\nwant %s", c[0], got, c[1])
		}
	}
}

// Whole columns are groups; a part of one is read without the rest.
func TestWholeColumns(t *testing.T) {
	for _, c := range [][2]string{
		{"Z_ + Z", "int[]: [0, 1, 0, 2] [1, 2, 1, 3] [0, 1, 0, 2] [2, 3, 2, 4]"},
		{"Z_ >= Z", "boolean[]: [true, true, true, true] [false, true, false, true] [true, true, true, true] [false, false, false, true]"},
		{"sum(Z_.subVector(i-1, i+1))", "long: 0 1 1 2"},
		{"Z_.subVector(-1, 1)", "IntVector: [null, 0] [null, 0] [null, 0] [null, 0]"},
		{"Z_.subVector(0, i).size()", "long: 0 1 2 3"},
		{"rank(Z_)", "int[]: [0, 2, 1, 3] [0, 2, 1, 3] [0, 2, 1, 3] [0, 2, 1, 3]"},
		{"firstIndexOfObj(S, S_)", "long: 0 1 2 3"},
		{"Z_[i-1] - Z", "int: null -1 1 -2"},
		{"Z_", "IntVector: [0, 1, 0, 2] [0, 1, 0, 2] [0, 1, 0, 2] [0, 1, 0, 2]"},
	} {
		if got := runCase(t, newWorld(), c[0], Compile); got != c[1] {
			t.Errorf("%s\n got %s\nwant %s", c[0], got, c[1])
		}
	}
}
