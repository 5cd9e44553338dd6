package expr

import "testing"

// javaObjectCases are formulas that make objects of Java's library, or name where a function is, with
// what Deephaven gives.
var javaObjectCases = [][2]string{
	{"new Random(5).nextInt()", "int: -1157408321"},
	{"new Random(5).nextInt(16)", "int: 11"},
	{"new Random(7).nextInt(100)", "int: 36"},
	{"new Random(5).nextInt(3, 9)", "int: 8"},
	{"new Random(5).nextLong()", "long: -4971030886054769832"},
	{"new Random(5).nextDouble()", "double: 0.730519863614471"},
	{"new Random(5).nextFloat()", "float: 0.73051983"},
	{"new Random(5).nextBoolean()", "boolean: true"},
	{"new Random(5).nextGaussian()", "double: 0.23506366996956274"},
	{"new java.util.Random().nextInt(5) < 5", "boolean: true"},
	{"new Random(5).nextInt(0)", "error: formula \"new Random(5).nextInt(0)\", column 15: the lower bound is not below the upper bound"},
	{"new UUID(123456789, 987654321).toString()", "String: `00000000-075b-cd15-0000-00003ade68b1`"},
	{"new UUID(123456789, 987654321).getLeastSignificantBits()", "long: 987654321"},
	{"new UUID(123456789, 987654321).version()", "int: 12"},
	{"new SimpleDateFormat(`dd/MM/yyyy HH:mm:ss.SSS`).parse(`01/02/2023 03:04:05.678`).toInstant()", "Instant: 2023-02-01T03:04:05.678Z"},
	{"new java.text.SimpleDateFormat(`yyyy'/'MM`).format('2024-05-06')", "String: `2024/05`"},
	{"new SimpleDateFormat(`yyyy`).parse(`x`)", "error: formula \"new SimpleDateFormat(`yyyy`).parse(`x`)\", column 30: \"x\" is no date as yyyy"},
	{"new SimpleDateFormat(`q`)", "error: formula \"new SimpleDateFormat(`q`)\", column 1: pattern \"q\": illegal pattern character 'q'"},
	{"StrictMath.max(1, 2) + StrictMath.getExponent(5.5)", "int: 4"},
	{"java.lang.StrictMath.PI", "double: 3.141592653589793"},
	{"Math.getExponent(0.0)", "int: -1023"},
	{"DateTimeUtils.parseLocalDate(`2023-01-01`).getYear()", "int: 2023"},
	{"io.deephaven.time.DateTimeUtils.SECOND", "long: 1000000000"},
	{"io.deephaven.util.QueryConstants.MAX_INT", "int: 2147483647"},
	{"io.deephaven.function.Numeric.abs(-1)", "int: 1"},
	{"io.deephaven.function.Sort.sort(new int[]{3, 1})", "int[]: [1, 3]"},
	{"io.deephaven.time.calendar.StaticCalendarMethods.isBusinessDay(`2023-01-02`)", "boolean: true"},
	{"io.deephaven.time.calendar.Calendars.calendar(`UTC`).name()", "String: `UTC`"},
	{"io.deephaven.gui.color.Color.color(`RED`).toString()", "String: `Color{255,0,0,255}`"},
	{"DateTimeUtils.nix()", "error: formula \"DateTimeUtils.nix()\", column 15: cannot find method nix in DateTimeUtils"},
	{"timeZoneAliasRm(`NOPE_ZZ`)", "boolean: false"},
	{"currentClock().currentTimeMillis() > 0 && currentClock().instantNanos() != null", "boolean: true"},
}

func TestJavaObjects(t *testing.T) { checkFirst(t, javaObjectCases) }
