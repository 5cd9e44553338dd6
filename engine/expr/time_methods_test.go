package expr

import (
	"strings"
	"testing"
)

// timeMethods are Java's methods of times and what they give.
var timeMethods = [][2]string{
	{"'2024-02-29'.plusYears(1)", "LocalDate: 2025-02-28"},
	{"'2024-01-31'.plusMonths(1).getDayOfWeek().getValue()", "int: 4"},
	{"'2024-01-31'.until('2023-12-01')", "Period: P-1M-30D"},
	{"'2024-01-01'.datesUntil('2024-03-01').count()", "long: 60"},
	{"'2024-01-31'.withMonth(2).atTime(12, 30)", "LocalDateTime: 2024-02-29T12:30"},
	{"'2024-03-10'.atTime(2, 30).atZone('ET')", "ZonedDateTime: 2024-03-10T03:30-04:00[America/New_York]"},
	{"'2024-01-01'.hashCode()", "int: 4145217"},
	{"'12:34:56'.plusMinutes(90).truncatedTo(java.time.temporal.ChronoUnit.HOURS)", "LocalTime: 14:00"},
	{"'00:00:01'.minusSeconds(2)", "LocalTime: 23:59:59"},
	{"'2024-11-03T05:30:00Z'.atZone('ET').plusHours(1).getOffset()", "ZoneOffset: -05:00"},
	{"'2024-11-03T06:30:00Z'.atZone('ET').withMinute(0)", "ZonedDateTime: 2024-11-03T01:00-05:00[America/New_York]"},
	{"'2024-01-01T00:00:00Z'.truncatedTo(ChronoUnit.DAYS).plus(2, ChronoUnit.HALF_DAYS)", "Instant: 2024-01-02T00:00:00Z"},
	{"'-PT0.5s'.toSeconds()", "long: -1"},
	{"'PT1h30m'.dividedBy(2)", "Duration: PT45M"},
	{"'P14m'.normalized()", "Period: P1Y2M"},
	{"Duration.between('2024-01-01T00:00:00Z', '2024-01-02T00:00:00.000000001Z')", "Duration: PT24H0.000000001S"},
	{"LocalDate.of(2023, 2, 29)", `error: formula "LocalDate.of(2023, 2, 29)", column 11: there is no day 29 in month 2 of 2023`},
	{"java.time.Month.of(2).plus(11).maxLength()", "int: 31"},
	{"java.time.YearMonth.of(2024, 2).atEndOfMonth()", "LocalDate: 2024-02-29"},
	{"java.time.OffsetDateTime.parse(`2024-01-01T00:00:00+02:00`).toInstant()", "Instant: 2023-12-31T22:00:00Z"},
	{"java.time.format.DateTimeFormatter.ofPattern(`d MMM yy, hh:mm a`).format('2024-01-05'.atTime(15, 7))", "String: 5 Jan 24, 03:07 PM"},
	{"LocalDate.parse(`05/01/2024`, DateTimeFormatter.ofPattern(`dd/MM/yyyy`))", "LocalDate: 2024-01-05"},
	{"((LocalDate)null).getYear()", `error: formula "((LocalDate)null).getYear()", column 19: a method of null (LocalDate); guard it with isNull`},
	{"'2024-01-01'.isAfter((LocalDate)null)", `error: formula "'2024-01-01'.isAfter((LocalDate)null)", column 14: an argument is null; guard it with isNull`},
	{"'2024-01-01'.plusDays(NULL_LONG)", `error: formula "'2024-01-01'.plusDays(NULL_LONG)", column 14: the date lies outside the years -999999999 to 999999999`},
}

func TestTimeMethods(t *testing.T) { runFirst(t, timeMethods) }

// runFirst holds what formulas give in the first row against what they should.
func runFirst(t *testing.T, cases [][2]string) {
	t.Helper()
	w := newWorld()
	for _, c := range cases {
		if got := firstValue(runCase(t, w, c[0], Compile)); got != c[1] {
			t.Errorf("%s\n got %s\nwant %s", c[0], got, c[1])
		}
	}
}

// firstValue is the type and first value of what runCase gives.
func firstValue(s string) string {
	kind, values, ok := strings.Cut(s, ": ")
	if !ok || kind == "error" || kind == "String" {
		if n := len(values); kind == "String" && n%4 == 3 { // four times the same, with blanks between
			values = values[:n/4]
			return kind + ": " + strings.Trim(values, "`")
		}
		return s
	}
	first, _, _ := strings.Cut(values, " ")
	return kind + ": " + first
}
