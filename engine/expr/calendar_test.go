package expr

import "testing"

// calendarCases are functions of business calendars and what they give.
var calendarCases = [][2]string{
	{"calendar(`USNYSE_EXAMPLE`).plusBusinessDays('2024-07-03T12:00:00 UTC', 1)", "Instant: 2024-07-05T12:00:00Z"},
	{"calendar(`USNYSE_EXAMPLE`).plusBusinessDays('2024-07-04', 0)", "LocalDate: null"},
	{"calendar(`USNYSE_EXAMPLE`).numberBusinessDates(`2024-07-03`, `2024-07-08`, false, false)", "int: 1"},
	{"calendar(`USNYSE_EXAMPLE`).fractionStandardBusinessDay(`2024-07-03`)", "double: 0.5384615384615384"},
	{"calendar(`USNYSE_EXAMPLE`).isBusinessTime('2024-07-03T12:59:59.999999999 ET')", "boolean: true"},
	{"calendar(`USNYSE_EXAMPLE`).isBusinessTime('2024-07-03T13:00:00 ET')", "boolean: false"},
	{"calendar(`USNYSE_EXAMPLE`).isBusinessDay(java.time.DayOfWeek.SUNDAY)", "boolean: false"},
	{"calendar(`USBANK_EXAMPLE`).calendarDay('2024-01-02').businessNanos()", "long: 28800000000000"},
	{"calendar(`USBANK_EXAMPLE`).timeZone()", "ZoneId: America/New_York"},
	{"isBusinessDay((String)null)", "boolean: false"},
	{"plusBusinessDays('2024-02-28', 2)", "LocalDate: 2024-03-01"},
	{"plusDays('2024-02-28', 2L)", "LocalDate: 2024-03-01"},
	{"diffBusinessDays('2024-01-01T00:00:00Z', '2024-01-02T12:00:00Z')", "double: 1.5"},
	{"calendar(`NOPE`).name()", "error: formula \"calendar(`NOPE`).name()\", column 1: there is no calendar \"NOPE\"; there are USBANK_EXAMPLE, USNYSE_EXAMPLE, UTC"},
	{"isBusinessDay(`2024-13-01`)", "error: formula \"isBusinessDay(`2024-13-01`)\", column 1: \"2024-13-01\" is not a date: there is no such day"},
	{"lowerBin('2024-01-01T10:44:00Z'.atZone('UTC'), 'PT15m')", "ZonedDateTime: 2024-01-01T10:30Z[UTC]"},
	{"lowerBin('2024-01-01T10:44:00Z', 0)", `error: formula "lowerBin('2024-01-01T10:44:00Z', 0)", column 1: the interval is not positive: 0`},
	{"toExcelTime('2024-01-01T12:00:00Z', 'UTC')", "double: 45292.5"},
	{"excelToInstant(45292.5, 'ET')", "Instant: 2024-01-01T17:00:00Z"},
	{"parseTimePrecision(`2024-01-01T12`)", "ChronoField: HourOfDay"},
	{"microsOfMilli('2024-01-01T12:00:00.0009995Z')", "int: 1000"},
}

func TestCalendars(t *testing.T) { runFirst(t, calendarCases) }
