package expr

import (
	"fmt"
	"strings"
	"time"

	"starling/engine/column"
)

// The smaller classes of java.time, and what goes with them.
type (
	// ZoneOffset is a java.time.ZoneOffset, a zone at a fixed distance from UTC.
	ZoneOffset column.ZoneID
	// OffsetDateTime is a java.time.OffsetDateTime, whose zone is an offset.
	OffsetDateTime ZonedDateTime
	// Year is a java.time.Year.
	Year int32
	// YearMonth is a java.time.YearMonth.
	YearMonth struct{ Year, Month int32 }
	// Stream is a java.util.stream.Stream, of which there is only the number of elements.
	Stream int64
)

func (z ZoneOffset) seconds() int32 {
	_, off := time.Unix(0, 0).In(ZoneID(z).Location()).Zone()
	return int32(off)
}

// String is +01:00.
func (z ZoneOffset) String() string { return z.Name }

// String is 2024-01-31T09:30+02:00.
func (t OffsetDateTime) String() string { return ZonedDateTime(t).String() }

// String is 2024.
func (y Year) String() string { return fmt.Sprint(int32(y)) }

// String is 2024-02.
func (m YearMonth) String() string { return fmt.Sprintf("%04d-%02d", m.Year, m.Month) }

// String is what Java shows without the address.
func (s Stream) String() string { return "a stream" }

// Parts are what identifies a month of a year.
func (m YearMonth) Parts() []any { return []any{m.Year, m.Month} }

// moreTimeFuncs are the methods of the smaller classes, and of the enumerations.
var moreTimeFuncs = methods(joinedTables(enumFuncs("DayOfWeek", 7, DayOfWeek.String), enumFuncs("Month", 12, Month.String), table{
	"ChronoUnit#between": {"the whole units from one to another", joined(
		je3(func(u ChronoUnit, a, b LocalDate) (int64, error) {
			return untilUnit(LocalDateTime{Date: a}, LocalDateTime{Date: b}, u)
		}),
		je3(func(u ChronoUnit, a, b LocalTime) (int64, error) {
			return untilUnit(LocalDateTime{Time: a}, LocalDateTime{Time: b}, u)
		}),
		je3(func(u ChronoUnit, a, b LocalDateTime) (int64, error) { return untilUnit(a, b, u) }),
		je3(func(u ChronoUnit, a, b instant) (int64, error) {
			z, _ := column.LoadZone("UTC")
			return untilUnit(localOf(ZonedDateTime{Nanos: int64(a), Zone: z}), localOf(ZonedDateTime{Nanos: int64(b), Zone: z}), u)
		}),
		je3(func(u ChronoUnit, a, b ZonedDateTime) (int64, error) {
			if unit := chronoUnits[u].nanos; unit > 0 {
				return (b.Nanos - a.Nanos) / unit, nil
			}
			return untilUnit(localOf(a), localOf(ZonedDateTime{Nanos: b.Nanos, Zone: a.Zone}), u)
		}))},
	"ChronoUnit#name": {"the name of the constant", j1(func(u ChronoUnit) string { return chronoUnits[u].name })},
	"Month#length": {"the days of the month, in a leap year or not", j2(func(m Month, leap bool) int32 {
		if leap {
			return int32(daysIn(2000, int64(m)))
		}
		return int32(daysIn(2001, int64(m)))
	})},
	"Month#maxLength": {"the most days the month has", j1(func(m Month) int32 { return int32(daysIn(2000, int64(m))) })},
	"Month#minLength": {"the fewest days the month has", j1(func(m Month) int32 { return int32(daysIn(2001, int64(m))) })},
	"Year#getValue":   {"the year as a number", j1(func(y Year) int32 { return int32(y) })},
	"Year#isLeap":     {"whether the year has 366 days", j1(func(y Year) bool { return isLeap(int64(y)) })},
	"Year#length":     {"the days of the year", j1(func(y Year) int32 { return 365 + int32(bit(isLeap(int64(y)))) })},
	"Year#atDay":      {"the date of a day of the year", je2(func(y Year, d int32) (LocalDate, error) { return dayOfYear(int64(y), int64(d)) })},
	"Year#plusYears":  {"later by years", j2(func(y Year, n int64) Year { return y + Year(n) })},
	"Year.isLeap":     {"whether a year has 366 days", j1(isLeap)},
	"Year.of":         {"a year", j1(func(y int32) Year { return Year(y) })},
	"YearMonth#atDay": {"the date of a day of the month", je2(func(m YearMonth, d int32) (LocalDate, error) { return civil(int64(m.Year), int64(m.Month), int64(d)) })},
	"YearMonth#atEndOfMonth": {"the last date of the month", je1(func(m YearMonth) (LocalDate, error) {
		return civil(int64(m.Year), int64(m.Month), daysIn(int64(m.Year), int64(m.Month)))
	})},
	"YearMonth#getMonthValue": {"the month, from 1", j1(func(m YearMonth) int32 { return m.Month })},
	"YearMonth#getYear":       {"the year", j1(func(m YearMonth) int32 { return m.Year })},
	"YearMonth#isLeapYear":    {"whether the year has 366 days", j1(func(m YearMonth) bool { return isLeap(int64(m.Year)) })},
	"YearMonth#lengthOfMonth": {"the days of the month", j1(func(m YearMonth) int32 { return int32(daysIn(int64(m.Year), int64(m.Month))) })},
	"YearMonth#plusMonths":    {"later by months", je2(func(m YearMonth, n int64) (YearMonth, error) { return yearMonthPlus(m, n) })},
	"YearMonth.from":          {"the month of a date", j1(func(d LocalDate) YearMonth { y, m, _ := ymd(d); return YearMonth{int32(y), int32(m)} })},
	"YearMonth.of": {"a month of a year", je2(func(y, m int32) (YearMonth, error) {
		if m < 1 || m > 12 {
			return YearMonth{}, fmt.Errorf("the month %d is not from 1 to 12", m)
		}
		return YearMonth{y, m}, nil
	})},
	"Stream#count":               {"how many there are", j1(func(s Stream) int64 { return int64(s) })},
	"ZoneId#getId":               {"the name of the zone", j1(func(z ZoneID) string { return z.Name })},
	"ZoneId.of":                  {"the zone of a name such as ET or Europe/London", je1(parseZone)},
	"ZoneOffset#getId":           {"the text of the offset", j1(func(z ZoneOffset) string { return z.Name })},
	"ZoneOffset#getTotalSeconds": {"the offset in seconds", j1(ZoneOffset.seconds)},
	"ZoneOffset.ofHours": {"the offset of hours", je1(func(h int32) (ZoneOffset, error) {
		if h < -18 || h > 18 {
			return ZoneOffset{}, fmt.Errorf("the offset of %d hours is not from -18 to 18", h)
		}
		return ZoneOffset(column.FixedZone(int(h) * 3600)), nil
	})},
	"DateTimeFormatter#format": {"a date or time as text", joined(
		je2(func(f DateTimeFormatter, d LocalDate) (string, error) { return f.format(d) }),
		je2(func(f DateTimeFormatter, d LocalTime) (string, error) { return f.format(d) }),
		je2(func(f DateTimeFormatter, d LocalDateTime) (string, error) { return f.format(d) }),
		je2(func(f DateTimeFormatter, d ZonedDateTime) (string, error) { return f.format(d) }))},
	"DateTimeFormatter#withZone":  {"the formatter with a zone, for Instants", j2(func(f DateTimeFormatter, z ZoneID) DateTimeFormatter { f.zone = z; return f })},
	"DateTimeFormatter.ofPattern": {"the formatter of a pattern such as yyyy-MM-dd HH:mm", je1(newFormatter)},
}))

func yearMonthPlus(m YearMonth, n int64) (YearMonth, error) {
	d, err := civil(int64(m.Year), int64(m.Month), 1)
	if err == nil {
		d, err = addMonths(d, n)
	}
	y, month, _ := ymd(d)
	return YearMonth{int32(y), int32(month)}, err
}

// enumFuncs are the methods of an enumeration of n constants, which go round.
func enumFuncs[T ~int32](class string, n int64, name func(T) string) table {
	around := func(x T, by int64) T { return T(mod(int64(x)-1+by%n, n) + 1) }
	return table{
		class + "#compareTo": {"the distance of the two", j2(func(a, b T) int32 { return int32(a - b) })},
		class + "#getValue":  {"its number, from 1", j1(func(x T) int32 { return int32(x) })},
		class + "#minus":     {"the one so many before", j2(func(x T, by int64) T { return around(x, -(by % n)) })},
		class + "#name":      {"the name of the constant", j1(name)},
		class + "#ordinal":   {"its number, from 0", j1(func(x T) int32 { return int32(x) - 1 })},
		class + "#plus":      {"the one so many after", j2(around)},
		class + ".of": {"the constant of a number from 1", je1(func(x int32) (T, error) {
			if x < 1 || int64(x) > n {
				return 0, fmt.Errorf("%d is not from 1 to %d", x, n)
			}
			return T(x), nil
		})},
		class + ".valueOf": {"the constant of a name", je1(func(s string) (T, error) {
			for x := T(1); int64(x) <= n; x++ {
				if name(x) == s {
					return x, nil
				}
			}
			return 0, fmt.Errorf("%s has no constant %s", class, s)
		})},
	}
}

// timeConstants are the constants of the classes of java.time.
var timeConstants = timeConstantTable()

func timeConstantTable() map[string]constant {
	utc, _ := column.LoadZone("UTC")
	t := map[string]constant{
		"Duration.ZERO":   {durationType, Duration(0)},
		"Instant.EPOCH":   {instantType, int64(0)},
		"LocalDate.EPOCH": {localDateType, LocalDate(0)}, "LocalDate.MIN": {localDateType, LocalDate(minDay)}, "LocalDate.MAX": {localDateType, LocalDate(maxDay)},
		"LocalTime.MIDNIGHT": {localTimeType, LocalTime(0)}, "LocalTime.MIN": {localTimeType, LocalTime(0)},
		"LocalTime.NOON": {localTimeType, LocalTime(day / 2)}, "LocalTime.MAX": {localTimeType, LocalTime(day - 1)},
		"LocalDateTime.MIN":                     {localDateTimeType, LocalDateTime{Date: minDay}},
		"LocalDateTime.MAX":                     {localDateTimeType, LocalDateTime{Date: maxDay, Time: LocalTime(day - 1)}},
		"Period.ZERO":                           {periodType, Period{}},
		"ZoneOffset.UTC":                        {zoneOffsetType, ZoneOffset(column.FixedZone(0))},
		"DateTimeFormatter.ISO_DATE":            formatterConstant("yyyy-MM-dd"),
		"DateTimeFormatter.ISO_LOCAL_DATE":      formatterConstant("yyyy-MM-dd"),
		"DateTimeFormatter.BASIC_ISO_DATE":      formatterConstant("yyyyMMdd"),
		"DateTimeFormatter.ISO_LOCAL_TIME":      {formatterType, DateTimeFormatter{pattern: "ISO_LOCAL_TIME"}},
		"DateTimeFormatter.ISO_LOCAL_DATE_TIME": {formatterType, DateTimeFormatter{pattern: "ISO_LOCAL_DATE_TIME"}},
		"DateTimeFormatter.ISO_INSTANT":         {formatterType, DateTimeFormatter{pattern: "ISO_INSTANT", zone: utc}},
	}
	for d := DayOfWeek(1); d <= 7; d++ {
		t["DayOfWeek."+d.String()] = constant{dayOfWeekType, d}
	}
	for m := Month(1); m <= 12; m++ {
		t["Month."+m.String()] = constant{monthType, m}
	}
	for u, unit := range chronoUnits {
		t["ChronoUnit."+unit.name] = constant{chronoUnitType, ChronoUnit(u)}
	}
	return t
}

func formatterConstant(pattern string) constant {
	return constant{formatterType, DateTimeFormatter{pattern: pattern}}
}

// parseISOTime reads a time of day as Java does.
func parseISOTime(s string) (LocalTime, error) {
	if strings.HasPrefix(s, "L") {
		return 0, fmt.Errorf("%q is not a time such as 09:30:00", s)
	}
	return parseLocalTime(s)
}

// parseISODuration reads a duration as Java does: of days alone too.
func parseISODuration(s string) (Duration, error) {
	if d, err := parseDuration(s); err == nil {
		return d, nil
	}
	return parseDuration(s + "T0S")
}

// parseISOZoned reads 2024-01-31T09:30:00-05:00, with [America/New_York] or without.
func parseISOZoned(s string) (ZonedDateTime, error) {
	text, zone, named := strings.Cut(strings.TrimSuffix(s, "]"), "[")
	t, err := parseZoned(text)
	if err != nil || !named {
		return t, err
	}
	z, err := column.LoadZone(zone)
	if err != nil {
		return t, err
	}
	return zonedOf(localOf(t), z, offsetOf(t))
}
