package expr

import (
	"math/big"
	"testing"

	"starling/engine/column"
)

// bigWorld has five rows of numbers of all types. With nulls one row of A, B and N, and
// another of M, is null.
func bigWorld(nulls bool) *world {
	w := &world{cols: map[string]column.Vector{}, types: map[string]column.Type{}, vars: map[string]Var{}}
	dec := func(s string) any {
		d, err := column.ParseDecimal(s)
		if err != nil {
			panic(err)
		}
		return d
	}
	whole := func(x int64) any { return big.NewInt(x) }
	a, b, n, m := dec("0.00"), dec("1E-9"), whole(7), whole(3)
	if nulls {
		a, b, n, m = nil, nil, nil, nil
	}
	w.add("A", decimalType, dec("1.50"), dec("1.5"), a, dec("-7.125"), dec("1E+3"))
	w.add("B", decimalType, dec("3"), dec("0.250"), b, dec("2.5"), dec("7"))
	w.add("N", bigIntegerType, whole(-13), whole(-3), n, whole(17), whole(27))
	w.add("M", bigIntegerType, whole(2), m, whole(4), whole(5), whole(6))
	w.add("I", intType, int32(1), int32(2), int32(3), int32(4), int32(5))
	w.add("L", longType, int64(1), int64(2), int64(3), int64(4), int64(5))
	w.add("D", doubleType, 0.25, 0.75, 1.25, 1.75, 2.25)
	w.add("F", floatType, float32(0), float32(0.1), float32(0.2), float32(0.3), float32(0.4))
	w.add("S", shortType, int16(1), int16(2), int16(3), int16(4), int16(5))
	w.add("Y", byteType, int8(2), int8(3), int8(4), int8(5), int8(6))
	w.add("C", charType, uint16('A'), uint16('B'), uint16('C'), uint16('D'), uint16('E'))
	w.add("T", stringType, "1.5", "1.5", "1.5", "1.5", "1.5")
	return w
}

// Where Starling does more than Deephaven: functions, values of other types, NaN.
var bigFormulas = [][2]string{
	{"abs(A)", "BigDecimal: 1.50 1.5 null 7.125 1E+3"},
	{"abs(N)", "BigInteger: 13 3 null 17 27"},
	{"max(A, B)", "BigDecimal: 3 1.5 null 2.5 1E+3"},
	{"min(N, M)", "BigInteger: -13 -3 4 5 6"},
	{"max(A, (java.math.BigDecimal)null)", "BigDecimal: 1.50 1.5 null -7.125 1E+3"},
	{"round(A)", "BigDecimal: 2 2 null -7 1000"},
	{"round(-A)", "BigDecimal: -1 -1 null 7 -1000"},
	{"round(N)", "BigInteger: -13 -3 null 17 27"},
	{"floor(A)", "BigDecimal: 1 1 null -8 1000"},
	{"ceil(A)", "BigDecimal: 2 2 null -7 1000"},
	{"ceil(N)", "BigInteger: -13 -3 null 17 27"},
	{"signum(A)", "int: 1 1 null -1 1"},
	{"signum(N)", "int: -1 -1 null 1 1"},
	{"A + null", "error: formula \"A + null\", column 3: null beside + has no type; write NULL_INT, or isNull(…) to ask for null"},
	{"A < null", "error: formula \"A < null\", column 3: null beside < has no type; write NULL_INT, or isNull(…) to ask for null"},
	{"A > null", "error: formula \"A > null\", column 3: null beside > has no type; write NULL_INT, or isNull(…) to ask for null"},
	{"A < 1.0 / 0", "boolean: true true true true true"},
	{"A > -1.0 / 0", "boolean: true true false true true"},
	{"A != 0.0 / 0", "boolean: true true true true true"},
	{"N >= 1.0 / 0", "boolean: false false false false false"},
	{"A.add(java.math.BigDecimal.valueOf(0.5)) == 2", "error: formula \"A.add(java.math.BigDecimal.valueOf(0.5)) == 2\", column 3: a method of null (BigDecimal); guard it with isNull"},
	{"isNull(A) ? null : A.setScale(0, RoundingMode.HALF_EVEN)", "BigDecimal: 2 2 null -7 1000"},
	{"new BigDecimal(`12345678901234567.89`) == 12345678901234567.89", "boolean: true true true true true"},
	{"new BigDecimal(`12345678901234567.89`) == 12345678901234567.90", "boolean: false false false false false"},
	{"replaceIfNull(N, M)", "BigInteger: -13 -3 4 17 27"},
	{"java.math.BigDecimal.valueOf(NULL_LONG)", "BigDecimal: null null null null null"},
	{"new java.math.BigDecimal(NULL_DOUBLE)", "BigDecimal: null null null null null"},
	{"String.format(`%.1f|%d`, A, N)", "String: `1.5|-13` `1.5|-3` `n|null` `-7.1|17` `1000.0|27`"},
	{"BigInteger.ONE.shiftLeft(70)", "BigInteger: 1180591620717411303424 1180591620717411303424 1180591620717411303424 1180591620717411303424 1180591620717411303424"},
	{"BigDecimal.ONE.divide(new BigDecimal(`3`), MathContext.DECIMAL32)", "BigDecimal: 0.3333333 0.3333333 0.3333333 0.3333333 0.3333333"},
	{"BigDecimal.TEN.divide(new BigDecimal(`4`), new MathContext(9))", "BigDecimal: 2.5 2.5 2.5 2.5 2.5"},
	{"new BigDecimal(`2`).divide(new BigDecimal(`3`), new MathContext(1, RoundingMode.UP))", "BigDecimal: 0.7 0.7 0.7 0.7 0.7"},
	{"A / 0", "error: formula \"A / 0\", column 3: / by zero"},
	{"N % 0", "error: formula \"N % 0\", column 3: / by zero"},
	{"A / (I - 1.0)", "error: formula \"A / (I - 1.0)\", column 3: / by zero"},
	{"A + 0.0 / 0", "error: formula \"A + 0.0 / 0\", column 3: NaN is no BigDecimal"},
	{"A * (1.0 / 0)", "error: formula \"A * (1.0 / 0)\", column 3: Infinity is no BigDecimal"},
	{"A == T", "boolean: false false false false false"},
	{"A == true", "boolean: false false false false false"},
	{"A > `1`", "error: formula \"A > `1`\", column 3: cannot compare A (BigDecimal) with `1` (String); write it as in 1.5"},
	{"(String) A", "error: formula \"(String) A\", column 1: cannot cast A (BigDecimal) to String; use String.valueOf"},
	{"(java.math.BigDecimal) I", "error: formula \"(java.math.BigDecimal) I\", column 1: cannot cast I (int) to java.math.BigDecimal; use java.math.BigDecimal.valueOf(X)"},
	{"(java.math.BigInteger) A", "error: formula \"(java.math.BigInteger) A\", column 1: cannot cast A (BigDecimal) to java.math.BigInteger; use X.toBigInteger()"},
	{"A.setScale(1)", "error: formula \"A.setScale(1)\", column 3: a method of null (BigDecimal); guard it with isNull"},
	{"new BigDecimal(`1.55`).setScale(1)", "error: formula \"new BigDecimal(`1.55`).setScale(1)\", column 24: rounding is necessary: the number has more digits than the result may have"},
	{"new BigDecimal(`abc`)", "error: formula \"new BigDecimal(`abc`)\", column 1: \"abc\" is no decimal number"},
	{"new BigDecimal(`1E1000000000`)", "error: formula \"new BigDecimal(`1E1000000000`)\", column 1: \"1E1000000000\" has more than 10000 digits, or an exponent beyond that"},
	{"new BigDecimal(`1E9999`) + new BigDecimal(`1E-9999`)", "error: formula \"new BigDecimal(`1E9999`) + new BigDecimal(`1E-9999`)\", column 26: the result has more than 10000 digits, or an exponent beyond that"},
	{"new BigDecimal(`1E9999`).setScale(9999)", "error: formula \"new BigDecimal(`1E9999`).setScale(9999)\", column 26: the result has more than 10000 digits, or an exponent beyond that"},
	{"new BigDecimal(`1E9999`).pow(999999999)", "error: formula \"new BigDecimal(`1E9999`).pow(999999999)\", column 26: the result has more than 10000 digits, or an exponent beyond that"},
	{"BigInteger.TWO.pow(999999999)", "error: formula \"BigInteger.TWO.pow(999999999)\", column 16: the result has more than 10000 digits, or an exponent beyond that"},
	{"BigInteger.ONE.shiftLeft(2000000000)", "error: formula \"BigInteger.ONE.shiftLeft(2000000000)\", column 16: the result has more than 10000 digits, or an exponent beyond that"},
	{"BigDecimal.ONE.movePointLeft(2000000000)", "error: formula \"BigDecimal.ONE.movePointLeft(2000000000)\", column 16: the result has more than 10000 digits, or an exponent beyond that"},
	{"BigDecimal.ONE.scaleByPowerOfTen(2000000000)", "error: formula \"BigDecimal.ONE.scaleByPowerOfTen(2000000000)\", column 16: the result has more than 10000 digits, or an exponent beyond that"},
	{"new BigDecimal(`1E9999`) == new BigDecimal(`1E-9999`)", "boolean: false false false false false"},
	{"(int) new BigDecimal(`1E9999`)", "int: 0 0 0 0 0"},
}

// In a filter equality is by value too, and a literal is read as the column's type.
var bigFilters = [][2]string{
	{"A == 1.5", "boolean: true true false false false"},
	{"A == 1.50", "boolean: true true false false false"},
	{"1.5 == A", "boolean: true true false false false"},
	{"A = 1.500f", "boolean: true true false false false"},
	{"A != 1.5", "boolean: false false true true true"},
	{"A == 1000", "boolean: false false false false true"},
	{"A == `1.500`", "boolean: true true false false false"},
	{"A > '1'", "boolean: true true false false true"},
	{"A == NaN", "boolean: false false false false false"},
	{"A < Infinity", "boolean: true true true true true"},
	{"A in NaN, 1.5", "boolean: true true false false false"},
	{"N == 017", "boolean: false false false true false"},
	{"A > `1`", "boolean: true true false false true"},
	{"A < 1.6", "boolean: true true true true false"},
	{"A > 1 && A < 2", "boolean: true true false false false"},
	{"A in 1.5, 1000L", "boolean: true true false false true"},
	{"A in `1.500`, null", "boolean: true true true false false"},
	{"A not in 1.5, 1000", "boolean: false false true true false"},
	{"A in 0.0 / 0, -7.125", "error: formula \"A in 0.0 / 0, -7.125\", column 10: the values of in and includes are literals and variables, (0.0 / 0) is neither"},
	{"N == 17.0", "boolean: false false false true false"},
	{"N in `17`, 27.0, 7.5", "boolean: false false false true true"},
	{"N == `17`", "boolean: false false false true false"},
	{"N < 99999999999999999999", "boolean: true true true true true"},
	{"A > -99999999999999999999", "boolean: true true false true true"},
	{"N not in 99999999999999999999", "boolean: true true true true true"},
	{"L == 99999999999999999999", "boolean: false false false false false"},
	{"D < 99999999999999999999", "boolean: true true true true true"},
	{"N < 99999999999999999999 + 1", "error: formula \"N < 99999999999999999999 + 1\", column 5: 99999999999999999999 is not a number that fits its type"},
	{"N > 16.5", "boolean: false false false true true"},
	{"A == null", "boolean: false false true false false"},
	{"A == N + 14.5", "boolean: true false true false false"},
	{"A == T", "error: formula \"A == T\", column 3: cannot compare A (BigDecimal) with T (String); read the text with new java.math.BigDecimal(T)"},
	{"A == `x`", "error: formula \"A == `x`\", column 3: cannot compare A (BigDecimal) with `x` (String); write it as in 1.5"},
	{"A in `x`", "error: formula \"A in `x`\", column 6: cannot compare A (BigDecimal) with `x` (String); write it as in 1.5"},
	{"N in true", "error: formula \"N in true\", column 6: cannot compare N (BigInteger) with true (boolean); write it as in 42"},
}

func TestBigNumbers(t *testing.T) {
	for _, c := range bigFormulas {
		if got := runCase(t, bigWorld(true), c[0], Compile); got != c[1] {
			t.Errorf("%s\n got %s\nwant %s", c[0], got, c[1])
		}
	}
	for _, c := range bigFilters {
		if got := runCase(t, bigWorld(true), c[0], CompileFilter); got != c[1] {
			t.Errorf("where %s\n got %s\nwant %s", c[0], got, c[1])
		}
	}
}
