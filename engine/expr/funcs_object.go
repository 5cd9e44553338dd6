package expr

import (
	"fmt"
	"time"
	"unicode/utf8"

	"starling/engine/column"
)

// objectFuncs are the methods of times and other objects, and the static functions of
// their classes.
var objectFuncs = table{
	"DayOfWeek#getValue":        {"Monday is 1, Sunday 7", []overload{{"int(DayOfWeek#)", r1(func(d any) int32 { return int32(d.(DayOfWeek)) }), present}}},
	"Duration#toMillis":         {"the duration in milliseconds", []overload{{"long(Duration#)", r1(func(d any) int64 { return int64(d.(Duration)) / 1e6 }), present}}},
	"Duration#toNanos":          {"the duration in nanoseconds", []overload{{"long(Duration#)", r1(func(d any) int64 { return int64(d.(Duration)) }), present}}},
	"Duration#toSeconds":        {"the duration in seconds", []overload{{"long(Duration#)", r1(func(d any) int64 { return floorTo(int64(d.(Duration)), 1e9) }), present}}},
	"Duration.ofMillis":         {"a duration of milliseconds", durationOf(1e6)},
	"Duration.ofNanos":          {"a duration of nanoseconds", durationOf(1)},
	"Duration.ofSeconds":        {"a duration of seconds", durationOf(1e9)},
	"Duration.parse":            {"the duration in a text such as PT1h30m", parsing("Duration", anyOf1(parseDuration))},
	"Instant#compareTo":         {"-1, 0 or 1 by the order of the two", []overload{{"int(Instant#, Instant)", r2(compareNumbers[int64]), present}}},
	"Instant#equals":            {"whether the two are the same", []overload{{"boolean(Instant#, Instant)", r2(func(a, b int64) int8 { return bit(a == b) }), present}}},
	"Instant#getEpochSecond":    {"the seconds since 1970", []overload{{"long(Instant#)", r1(func(t int64) int64 { return floorTo(t, 1e9) }), present}}},
	"Instant#getNano":           {"the nanoseconds of the second", []overload{{"int(Instant#)", r1(func(t int64) int32 { return int32(mod(t, 1e9)) }), present}}},
	"Instant#isAfter":           {"whether it is after another", []overload{{"boolean(Instant#, Instant)", r2(func(a, b int64) int8 { return bit(a > b) }), present}}},
	"Instant#isBefore":          {"whether it is before another", []overload{{"boolean(Instant#, Instant)", r2(func(a, b int64) int8 { return bit(a < b) }), present}}},
	"Instant#minusMillis":       {"the time less milliseconds", shift(-1e6)},
	"Instant#minusNanos":        {"the time less nanoseconds", shift(-1)},
	"Instant#minusSeconds":      {"the time less seconds", shift(-1e9)},
	"Instant#plusMillis":        {"the time and milliseconds", shift(1e6)},
	"Instant#plusNanos":         {"the time and nanoseconds", shift(1)},
	"Instant#plusSeconds":       {"the time and seconds", shift(1e9)},
	"Instant#toEpochMilli":      {"the milliseconds since 1970", []overload{{"long(Instant#)", r1(func(t int64) int64 { return floorTo(t, 1e6) }), present}}},
	"Instant#toString":          {"the time as 2024-01-31T09:30:00Z", []overload{{"String(Instant#)", textKernel(instantType), present}}},
	"Instant.now":               {"the time now, the same for all rows of a page", []overload{{"Instant()", current(1), impure | present}}},
	"Instant.ofEpochMilli":      {"the Instant of milliseconds since 1970", fromEpoch(1e6)},
	"Instant.ofEpochSecond":     {"the Instant of seconds since 1970", fromEpoch(1e9)},
	"Instant.parse":             {"the Instant in a text such as 2024-01-31T09:30:00Z", parsing("Instant", parseInstant)},
	"LocalDate#getDayOfMonth":   {"the day of the month", ofDate(func(t time.Time) int32 { return int32(t.Day()) })},
	"LocalDate#getDayOfYear":    {"the day of the year", ofDate(func(t time.Time) int32 { return int32(t.YearDay()) })},
	"LocalDate#getMonthValue":   {"the month, from 1", ofDate(func(t time.Time) int32 { return int32(t.Month()) })},
	"LocalDate#getYear":         {"the year", ofDate(func(t time.Time) int32 { return int32(t.Year()) })},
	"LocalDate#toEpochDay":      {"the days since 1970", []overload{{"long(LocalDate#)", r1(func(d any) int64 { return int64(d.(LocalDate)) }), present}}},
	"LocalDate.ofEpochDay":      {"the date of a number of days since 1970", []overload{{"LocalDate(long)", fe1(epochDate), fails}}},
	"LocalDate.parse":           {"the date in a text such as 2024-01-31", parsing("LocalDate", anyOf1(parseLocalDate))},
	"LocalTime#toNanoOfDay":     {"the nanoseconds since midnight", []overload{{"long(LocalTime#)", r1(func(t any) int64 { return int64(t.(LocalTime)) }), present}}},
	"LocalTime.parse":           {"the time in a text such as 09:30:00", parsing("LocalTime", anyOf1(parseLocalTime))},
	"Map#containsKey":           {"whether there is a value for a key, null or not", []overload{{"boolean(Map#, Object)", r2(func(m, k any) int8 { _, ok := mapped(m, k); return bit(ok) }), present}}},
	"Map#get":                   {"the value of a key, null if there is none; (String) before it makes it a String", []overload{{"Object(Map#, Object)", r2(func(m, k any) any { v, _ := mapped(m, k); return v }), 0}}},
	"Object#equals":             {"whether the two are the same; false for null", []overload{{"boolean(Object#, Object)", r2(func(a, b any) int8 { return bit(column.Equal(a, b)) }), present}}},
	"Object#toString":           {"its text", []overload{{"String(Object#)", textKernel(objectType), present}}},
	"Period.parse":              {"the period in a text such as P1Y2M3D", parsing("Period", anyOf1(parsePeriod))},
	"ZoneId.of":                 {"the zone of a name such as ET or Europe/London", parsing("ZoneId", anyOf1(parseZone))},
	"ZonedDateTime#toInstant":   {"the Instant", []overload{{"Instant(ZonedDateTime#)", r1(func(t any) int64 { return t.(ZonedDateTime).Nanos }), present}}},
	"ZonedDateTime#toLocalDate": {"the date", []overload{{"LocalDate(ZonedDateTime#)", r1(func(t any) any { return column.DateOf(t.(ZonedDateTime).GoTime()) }), present}}},
	"boolean#equals":            {"whether the two are the same", []overload{{"boolean(boolean#, boolean)", r2(func(a, b int8) int8 { return bit(a == b) }), present}}},
	"boolean#toString":          {"true or false", []overload{{"String(boolean#)", textKernel(boolType), present}}},
	"new String": {"the text of UTF-8 bytes, or of characters", []overload{
		{"String(byte[])", fe1(textOfBytes), fails},
		{"String(char[])", a1(fromUnits), 0},
		{"String(String)", f1(func(s string) string { return s }), 0},
	}},
}

// mapped is the value of a key in what an Object column holds as a java.util.Map.
func mapped(m, key any) (value any, ok bool) {
	return m.(interface{ Get(key any) (any, bool) }).Get(key)
}

func durationOf(unit int64) []overload {
	return []overload{{"Duration(long)", fe1(func(x int64) (any, error) {
		if n := x * unit; n/unit == x {
			return Duration(n), nil
		}
		return nil, fmt.Errorf("a duration of %d times %d nanoseconds is out of range", x, unit)
	}), fails}}
}

func shift(unit int64) []overload {
	return []overload{{"Instant(Instant#, long)", f2(func(t, n int64) int64 { return t + n*unit }), 0}}
}

func ofDate(f func(time.Time) int32) []overload {
	return []overload{{"int(LocalDate#)", r1(func(d any) int32 { return f(d.(LocalDate).GoTime()) }), present}}
}

func textOfBytes(b string) (string, error) {
	if !utf8.ValidString(b) {
		return "", fmt.Errorf("the bytes are not UTF-8 text")
	}
	return b, nil
}
