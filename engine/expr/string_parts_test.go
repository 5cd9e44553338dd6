package expr

import "testing"

// partCases are methods of texts and classes, and readings of times, and what they give.
var partCases = [][2]string{
	{"`abc`.chars().count()", "long: 3"},
	{"`a\nb\n`.lines().count()", "long: 2"},
	{"`a😀b`.codePointCount(0, 4)", "int: 3"},
	{"`Hello`.regionMatches(true, 1, `xEL`, 1, 2)", "boolean: true"},
	{"`Hello`.regionMatches(1, `xEL`, 1, 2)", "boolean: false"},
	{"`%d of %s`.formatted(1, `x`).length()", "int: 6"},
	{"` a`.indent(-3).length()", "int: 2"},
	{"`a`.indent(2).length()", "int: 4"},
	{"`abc`.contentEquals(`abc`)", "boolean: true"},
	{"'UTC'.getClass().getSimpleName().length()", "int: 10"},
	{"((Object)`x`).getClass().getName().length()", "int: 16"},
	{"'24:00:00'", "LocalTime: 00:00"},
	{"parseLocalDateTime(`2024-01-01T24:00:00`)", "LocalDateTime: 2024-01-02T00:00"},
	{"'2024-01-01T24:00:00 UTC'", "Instant: 2024-01-02T00:00:00Z"},
	{"parseLocalTime(`1:2:3`)", "LocalTime: 01:02:03"},
	{"parseLocalDate(`2024-2-9`)", "LocalDate: 2024-02-09"},
	{"parseDuration(`P1D`)", "Duration: PT24H"},
	{"parseDurationNanos(`PT2:3`)", "long: 7380000000000"},
	{"'P1D'", "Period: P1D"},
	{"parsePeriod((String)null)", `error: formula "parsePeriod((String)null)", column 1: an argument is null; guard it with isNull`},
	{"NULL_INT_BOXED", "int: null"},
}

func TestParts(t *testing.T) { runFirst(t, partCases) }
