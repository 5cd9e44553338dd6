package expr

import (
	"fmt"
	"time"

	"starling/engine/column"
	"starling/internal/wall"
	"starling/internal/zone"
)

// timeFuncs are the functions of times. A time is an Instant, or a time in a zone; a
// function of a calendar field takes the zone of an Instant as its second argument.
var timeFuncs = table{
	"atMidnight": {"the beginning of the day", []overload{{"Instant(Instant, ZoneId)", fe2(midnight), fails}, {"ZonedDateTime(ZonedDateTime)", f1(func(t any) any {
		z := t.(ZonedDateTime)
		n, _ := midnight(z.Nanos, z.Zone)
		return ZonedDateTime{Nanos: n, Zone: z.Zone}
	}), 0}, {"ZonedDateTime(LocalDate, ZoneId)", fe2(func(d, z any) (any, error) {
		n, err := atZone(LocalDateTime{Date: d.(LocalDate)}, z.(ZoneID))
		return ZonedDateTime{Nanos: n, Zone: z.(ZoneID)}, err
	}), fails}, {"ZonedDateTime(LocalDateTime, ZoneId)", fe2(func(t, z any) (any, error) {
		return startOfDay(t.(LocalDateTime).Date, z.(ZoneID))
	}), fails}}},
	"dayOfMonth":     {"the day of the month, from 1", dateField(func(t time.Time) int32 { return int32(t.Day()) })},
	"dayOfWeek":      {"the day of the week", dayField},
	"dayOfWeekValue": {"the day of the week, Monday being 1", dateField(func(t time.Time) int32 { return int32(column.DayOfWeekOf(t)) })},
	"dayOfYear":      {"the day of the year, from 1", dateField(func(t time.Time) int32 { return int32(t.YearDay()) })},
	"diffDays":       {"the days from a to b", difference(day)},
	"diffMicros":     {"the microseconds from a to b", wholeDifference(1e3)},
	"diffMillis":     {"the milliseconds from a to b", wholeDifference(1e6)},
	"diffMinutes":    {"the minutes from a to b", difference(60 * second)},
	"diffNanos":      {"the nanoseconds from a to b", wholeDifference(1)},
	"diffSeconds":    {"the seconds from a to b", difference(second)},
	"diffYears365":   {"the years of 365 days from a to b", difference(365 * day)},
	"diffYearsAvg":   {"the years of 365.2425 days from a to b", difference(31556952 * second)},
	"divide": {"a duration divided", []overload{{"Duration(Duration, long)", fe2(func(d any, n int64) (any, error) {
		if n == 0 {
			return nil, errDivide
		}
		return d.(Duration) / Duration(n), nil
	}), fails}}},
	"epochAutoToEpochNanos": {"nanoseconds of a number of seconds, milli-, micro- or nanoseconds, by its size", []overload{{"long(long)", f1(epochAuto), 0}}},
	"epochAutoToZonedDateTime": {"the time of a number of seconds, milli-, micro- or nanoseconds, by its size", q2(func(n int64, z ZoneID) (ZonedDateTime, error) {
		return ZonedDateTime{Nanos: epochAuto(n), Zone: z}, nil
	})},
	"excelToInstant":              {"the Instant of Excel's days since 1900 in a zone", q2(func(d float64, z ZoneID) (instant, error) { t, err := fromExcel(d, z); return instant(t.Nanos), err })},
	"excelToZonedDateTime":        {"the time of Excel's days since 1900 in a zone", q2(fromExcel)},
	"toExcelTime":                 {"Excel's days since 1900; 0 for null", []overload{{"double(Instant, ZoneId)", r2(func(t int64, z any) float64 { return toExcel(t, z) }), present}, {"double(ZonedDateTime)", r1(func(t any) float64 { z, _ := t.(ZonedDateTime); return toExcel(z.Nanos, zoneOrNull(t)) }), present}}},
	"microsOfDayToLocalTime":      {"the time of day of microseconds since midnight", q1(func(n int64) (LocalTime, error) { return timeOfDay(n, 1e3) })},
	"millisOfDayToLocalTime":      {"the time of day of milliseconds since midnight", q1(func(n int32) (LocalTime, error) { return timeOfDay(int64(n), 1e6) })},
	"nanosOfDayToLocalTime":       {"the time of day of nanoseconds since midnight", q1(func(n int64) (LocalTime, error) { return timeOfDay(n, 1) })},
	"toDate":                      {"the java.util.Date", joined(q1(func(t instant) (Date, error) { return Date(floorTo(int64(t), 1e6)), nil }), q1(func(t ZonedDateTime) (Date, error) { return Date(t.Nanos / 1e6), nil }))},
	"parseTimePrecision":          {"how fine the time in a text is, as a ChronoField", q1(timePrecision)},
	"parseTimePrecisionQuiet":     {"parseTimePrecision, null where it is none", quiet("ChronoField", anyOf1(timePrecision))},
	"epochAutoToInstant":          {"the Instant of a number of seconds, milli-, micro- or nanoseconds, by its size", []overload{{"Instant(long)", f1(epochAuto), 0}}},
	"epochDays":                   {"the days since 1970", []overload{{"long(LocalDate)", f1(func(d any) int64 { return int64(d.(LocalDate)) }), 0}}},
	"epochDaysAsInt":              {"the days since 1970", []overload{{"int(LocalDate)", f1(func(d any) int32 { return int32(d.(LocalDate)) }), 0}}},
	"epochDaysAsIntToLocalDate":   {"the date of a number of days since 1970", []overload{{"LocalDate(int)", f1(func(n int32) any { return LocalDate(n) }), 0}}},
	"epochDaysToLocalDate":        {"the date of a number of days since 1970", []overload{{"LocalDate(long)", fe1(epochDate), fails}}},
	"epochMicros":                 {"the microseconds since 1970", epochCut(1e3)},
	"epochMicrosToInstant":        {"the Instant of microseconds since 1970", fromEpoch(1e3)},
	"epochMicrosToZonedDateTime":  {"the time of microseconds since 1970", zonedFromEpoch(1e3)},
	"epochMillis":                 {"the milliseconds since 1970", epochCut(1e6)},
	"epochMillisToInstant":        {"the Instant of milliseconds since 1970", fromEpoch(1e6)},
	"epochMillisToZonedDateTime":  {"the time of milliseconds since 1970", zonedFromEpoch(1e6)},
	"epochNanos":                  {"the nanoseconds since 1970", epoch(1)},
	"epochNanosToInstant":         {"the Instant of nanoseconds since 1970", fromEpoch(1)},
	"epochNanosToZonedDateTime":   {"the time of nanoseconds since 1970", zonedFromEpoch(1)},
	"epochSeconds":                {"the seconds since 1970", epoch(1e9)},
	"epochSecondsToInstant":       {"the Instant of seconds since 1970", fromEpoch(1e9)},
	"epochSecondsToZonedDateTime": {"the time of seconds since 1970", zonedFromEpoch(1e9)},
	"formatDate":                  {"the date as 2024-01-31", zoned("String", func(t time.Time) string { return column.DateOf(t).String() }, "LocalDate", "LocalDateTime")},
	"formatDateTime":              {"the time as 2024-01-31T09:30:00.000000000 ET", []overload{{"String(Instant, ZoneId)", f2(func(t int64, z any) string { return formatDateTime(ZonedDateTime{Nanos: t, Zone: z.(ZoneID)}) }), 0}, {"String(ZonedDateTime)", f1(func(t any) string { return formatDateTime(t.(ZonedDateTime)) }), 0}}},
	"formatDurationNanos":         {"nanoseconds as PT1:30:00.000000000", []overload{{"String(long)", f1(formatDurationNanos), 0}}},
	"hourOfDay":                   {"the hour, from 0; the last argument asks for the clock's (true) or the time since midnight", clockField(func(t time.Time) int32 { return int32(t.Hour()) }, 3600*second)},
	"isAfter":                     {"whether a is after b", ordering(func(a, b int64) bool { return a > b })},
	"isAfterOrEqual":              {"whether a is not before b", ordering(func(a, b int64) bool { return a >= b })},
	"isBefore":                    {"whether a is before b", ordering(func(a, b int64) bool { return a < b })},
	"isBeforeOrEqual":             {"whether a is not after b", ordering(func(a, b int64) bool { return a <= b })},
	"microsOfMilli":               {"the microseconds of the millisecond, rounded", zonelessField(func(t int64) int32 { return int32((mod(t, 1e6) + 500) / 1e3) })},
	"microsOfSecond":              {"the microseconds of the second", zoned("long", func(t time.Time) int64 { return int64(t.Nanosecond() / 1e3) })},
	"microsToMillis":              {"microseconds as milliseconds", scaled(func(x int64) int64 { return x / 1e3 })},
	"microsToNanos":               {"microseconds as nanoseconds", q1(func(x int64) (int64, error) { return toNanos(x, 1e3) })},
	"microsToSeconds":             {"microseconds as seconds", scaled(func(x int64) int64 { return x / 1e6 })},
	"millisOfDay":                 {"the milliseconds of the day", clockField(func(t time.Time) int32 { return int32(int64(column.TimeOf(t)) / 1e6) }, 1e6)},
	"millisOfSecond":              {"the milliseconds of the second", zoned("int", func(t time.Time) int32 { return int32(t.Nanosecond() / 1e6) })},
	"millisToMicros":              {"milliseconds as microseconds", scaled(func(x int64) int64 { return x * 1e3 })},
	"millisToNanos":               {"milliseconds as nanoseconds", q1(func(x int64) (int64, error) { return toNanos(x, 1e6) })},
	"millisToSeconds":             {"milliseconds as seconds", scaled(func(x int64) int64 { return x / 1e3 })},
	"minus": {"a time less a duration, period or nanoseconds; or the nanoseconds between two times", []overload{
		{"Instant(Instant, long)", fe2(minusNanos), fails},
		{"Instant(Instant, Duration)", fe2(func(t int64, d any) (int64, error) { return minusNanos(t, int64(d.(Duration))) }), fails},
		{"Instant(Instant, Period)", fe2(plusPeriod(-1)), fails},
		{"long(Instant, Instant)", f2(func(a, b int64) int64 { return a - b }), 0},
		{"Duration(Duration, Duration)", fe2(func(a, b any) (any, error) {
			n, err := minusNanos(int64(a.(Duration)), int64(b.(Duration)))
			return Duration(n), err
		}), fails},
		{"Period(Period, Period)", f2(periodPlus(-1)), 0},
		{"LocalDate(LocalDate, Period)", f2(datePlus(-1)), 0},
		{"LocalDateTime(LocalDateTime, Period)", fe2(func(t, p any) (any, error) { return plusPeriodLocal(t.(LocalDateTime), p.(Period), -1) }), fails},
		{"ZonedDateTime(ZonedDateTime, Period)", fe2(zonedPlus(-1)), fails},
		{"ZonedDateTime(ZonedDateTime, long)", fe2(func(t any, n int64) (any, error) { return shiftZoned(t.(ZonedDateTime), n, minusNanos) }), fails},
		{"ZonedDateTime(ZonedDateTime, Duration)", fe2(func(t, d any) (any, error) { return shiftZoned(t.(ZonedDateTime), int64(d.(Duration)), minusNanos) }), fails},
		{"long(ZonedDateTime, ZonedDateTime)", f2(func(a, b any) int64 { return a.(ZonedDateTime).Nanos - b.(ZonedDateTime).Nanos }), 0},
	}},
	"minuteOfDay":  {"the minutes of the day", clockField(func(t time.Time) int32 { return int32(t.Hour()*60 + t.Minute()) }, 60*second)},
	"minuteOfHour": {"the minute of the hour", zoned("int", func(t time.Time) int32 { return int32(t.Minute()) })},
	"monthOfYear":  {"the month, from 1", dateField(func(t time.Time) int32 { return int32(t.Month()) })},
	"multiply": {"a duration or period times a number", []overload{
		{"Duration(Duration, long)", fe2(func(d any, n int64) (any, error) { return timesDuration(d.(Duration), n) }), fails},
		{"Duration(long, Duration)", fe2(func(n int64, d any) (any, error) { return timesDuration(d.(Duration), n) }), fails},
		{"Period(Period, int)", f2(func(p any, n int32) any { return timesPeriod(p.(Period), n) }), 0},
		{"Period(int, Period)", f2(func(n int32, p any) any { return timesPeriod(p.(Period), n) }), 0},
	}},
	"nanosOfDay":                {"the nanoseconds of the day", nanosOfDay},
	"nanosOfMilli":              {"the nanoseconds of the millisecond", zonelessField(func(t int64) int32 { return int32(mod(t, 1e6)) })},
	"nanosOfSecond":             {"the nanoseconds of the second", zoned("long", func(t time.Time) int64 { return int64(t.Nanosecond()) })},
	"nanosToMicros":             {"nanoseconds as microseconds", scaled(func(x int64) int64 { return x / 1e3 })},
	"nanosToMillis":             {"nanoseconds as milliseconds", scaled(func(x int64) int64 { return x / 1e6 })},
	"nanosToSeconds":            {"nanoseconds as seconds", scaled(func(x int64) int64 { return x / 1e9 })},
	"now":                       {"the time now, the same for all rows of a page", []overload{{"Instant()", current(1), impure | present}}},
	"nowMillisResolution":       {"the time now, in whole milliseconds", []overload{{"Instant()", current(1e6), impure | present}}},
	"nowSystem":                 {"the time now, the same for all rows of a page", []overload{{"Instant()", current(1), impure | present}}},
	"nowSystemMillisResolution": {"the time now, in whole milliseconds", []overload{{"Instant()", current(1e6), impure | present}}},
	"parseDuration":             {"the duration in a text such as PT1h30m", parsing("Duration", anyOf1(parseISODuration))},
	"parseDurationNanos":        {"the nanoseconds of a duration in a text", parsing("long", func(s string) (int64, error) { d, err := parseISODuration(s); return int64(d), err })},
	"parseDurationNanosQuiet":   {"parseDurationNanos, null where it is none", quiet("long", func(s string) (int64, error) { d, err := parseISODuration(s); return int64(d), err })},
	"parseDurationQuiet":        {"parseDuration, null where it is none", quiet("Duration", anyOf1(parseISODuration))},
	"parseEpochNanos":           {"the nanoseconds since 1970 of a time in a text", parsing("long", parseInstant)},
	"parseEpochNanosQuiet":      {"parseEpochNanos, null where it is none", quiet("long", parseInstant)},
	"parseInstant":              {"the Instant in a text such as 2024-01-31T09:30:00 ET", parsing("Instant", parseInstant)},
	"parseInstantQuiet":         {"parseInstant, null where it is none", quiet("Instant", parseInstant)},
	"parseLocalDate":            {"the date in a text such as 2024-01-31", parsing("LocalDate", anyOf1(parseLocalDate))},
	"parseLocalDateQuiet":       {"parseLocalDate, null where it is none", quiet("LocalDate", anyOf1(parseLocalDate))},
	"parseLocalDateTime":        {"the date and time in a text such as 2024-01-31T09:30:00", parsing("LocalDateTime", anyOf1(parseLocalDateTime))},
	"parseLocalDateTimeQuiet":   {"parseLocalDateTime, null where it is none", quiet("LocalDateTime", anyOf1(parseLocalDateTime))},
	"parseLocalTime":            {"the time in a text such as 09:30:00", parsing("LocalTime", anyOf1(parseLocalTime))},
	"parseLocalTimeQuiet":       {"parseLocalTime, null where it is none", quiet("LocalTime", anyOf1(parseLocalTime))},
	"parsePeriod":               {"the period in a text such as P1Y2M3D", parsing("Period", anyOf1(parsePeriod))},
	"parsePeriodQuiet":          {"parsePeriod, null where it is none", quiet("Period", anyOf1(parsePeriod))},
	"parseTimeZone":             {"the zone of a name such as ET or Europe/London", parsing("ZoneId", anyOf1(parseZone))},
	"parseTimeZoneQuiet":        {"parseTimeZone, null where it is none", quiet("ZoneId", anyOf1(parseZone))},
	"parseZonedDateTime":        {"the time in a text such as 2024-01-31T09:30:00 ET", parsing("ZonedDateTime", anyOf1(parseZoned))},
	"parseZonedDateTimeQuiet":   {"parseZonedDateTime, null where it is none", quiet("ZonedDateTime", anyOf1(parseZoned))},
	"plus": {"a time and a duration, period or nanoseconds", []overload{
		{"Instant(Instant, long)", fe2(plusNanos), fails},
		{"Instant(Instant, Duration)", fe2(func(t int64, d any) (int64, error) { return plusNanos(t, int64(d.(Duration))) }), fails},
		{"Instant(Instant, Period)", fe2(plusPeriod(1)), fails},
		{"Duration(Duration, Duration)", fe2(func(a, b any) (any, error) {
			n, err := plusNanos(int64(a.(Duration)), int64(b.(Duration)))
			return Duration(n), err
		}), fails},
		{"Period(Period, Period)", f2(periodPlus(1)), 0},
		{"LocalDate(LocalDate, Period)", f2(datePlus(1)), 0},
		{"LocalDateTime(LocalDateTime, Period)", fe2(func(t, p any) (any, error) { return plusPeriodLocal(t.(LocalDateTime), p.(Period), 1) }), fails},
		{"ZonedDateTime(ZonedDateTime, Period)", fe2(zonedPlus(1)), fails},
		{"ZonedDateTime(ZonedDateTime, long)", fe2(func(t any, n int64) (any, error) { return shiftZoned(t.(ZonedDateTime), n, plusNanos) }), fails},
		{"ZonedDateTime(ZonedDateTime, Duration)", fe2(func(t, d any) (any, error) { return shiftZoned(t.(ZonedDateTime), int64(d.(Duration)), plusNanos) }), fails},
	}},
	"secondOfDay":     {"the seconds of the day", clockField(func(t time.Time) int32 { return int32(int64(column.TimeOf(t)) / 1e9) }, second)},
	"secondOfMinute":  {"the second of the minute", zoned("int", func(t time.Time) int32 { return int32(t.Second()) })},
	"secondsToMicros": {"seconds as microseconds", scaled(func(x int64) int64 { return x * 1e6 })},
	"secondsToMillis": {"seconds as milliseconds", scaled(func(x int64) int64 { return x * 1e3 })},
	"secondsToNanos":  {"seconds as nanoseconds", q1(func(x int64) (int64, error) { return toNanos(x, 1e9) })},
	"timeZone":        {"the zone of a name such as ET or Europe/London; without one, UTC", joined(parsing("ZoneId", anyOf1(parseZone)), j0(func() (ZoneID, error) { return parseZone("UTC") }))},
	"toInstant": {"the Instant of a date and time in a zone", []overload{
		{"Instant(ZonedDateTime)", f1(func(t any) int64 { return t.(ZonedDateTime).Nanos }), 0},
		{"Instant(LocalDateTime, ZoneId)", fe2(func(t, z any) (int64, error) { return atZone(t.(LocalDateTime), z.(ZoneID)) }), fails},
		{"Instant(LocalDate, LocalTime, ZoneId)", fe3(func(d, t, z any) (int64, error) {
			return atZone(LocalDateTime{Date: d.(LocalDate), Time: t.(LocalTime)}, z.(ZoneID))
		}), fails},
	}},
	"toLocalDate":     {"the date", zoned("LocalDate", func(t time.Time) any { return column.DateOf(t) }, "LocalDateTime")},
	"toLocalDateTime": {"the date and time", append(zoned("LocalDateTime", func(t time.Time) any { return column.DateTimeOf(t) }), overload{"LocalDateTime(LocalDate, LocalTime)", f2(func(d, t any) any { return LocalDateTime{Date: d.(LocalDate), Time: t.(LocalTime)} }), 0})},
	"toLocalTime":     {"the time of day", zoned("LocalTime", func(t time.Time) any { return column.TimeOf(t) }, "LocalDateTime")},
	"toZonedDateTime": {"the time in a zone", []overload{{"ZonedDateTime(Instant, ZoneId)", f2(func(t int64, z any) any { return ZonedDateTime{Nanos: t, Zone: z.(ZoneID)} }), 0}, {"ZonedDateTime(LocalDateTime, ZoneId)", fe2(func(t, z any) (any, error) {
		n, err := atZone(t.(LocalDateTime), z.(ZoneID))
		return ZonedDateTime{Nanos: n, Zone: z.(ZoneID)}, err
	}), fails}, {"ZonedDateTime(LocalDate, LocalTime, ZoneId)", fe3(func(d, t, z any) (any, error) {
		return zonedIn(LocalDateTime{Date: d.(LocalDate), Time: t.(LocalTime)}, z.(ZoneID))
	}), fails}}},
	"today":          {"the date of today as text", []overload{{"String()", todayText, impure | present}, {"String(ZoneId)", f1(func(z any) string { return column.DateOf(wall.Now().In(z.(ZoneID).Location())).String() }), impure}}},
	"todayLocalDate": {"the date of today", []overload{{"LocalDate()", todayKernel, impure | present}, {"LocalDate(ZoneId)", f1(func(z any) any { return column.DateOf(wall.Now().In(z.(ZoneID).Location())) }), impure}}},
	"year":           {"the year", dateField(func(t time.Time) int32 { return int32(t.Year()) })},
	"yearOfCentury":  {"the year without its century", dateField(func(t time.Time) int32 { return int32(t.Year() % 100) })},
}

// zoned are the overloads of a function of a time in a zone: (Instant, ZoneId),
// (ZonedDateTime), and those of the local types that are named.
func zoned[R any](result string, f func(time.Time) R, local ...string) []overload {
	out := []overload{
		{result + "(Instant, ZoneId)", f2(func(t int64, z any) R { return f(time.Unix(0, t).In(z.(ZoneID).Location())) }), 0},
		{result + "(ZonedDateTime)", f1(func(t any) R { return f(t.(ZonedDateTime).GoTime()) }), 0},
	}
	for _, l := range local {
		switch l {
		case "LocalDate":
			out = append(out, overload{result + "(LocalDate)", f1(func(d any) R { return f(d.(LocalDate).GoTime()) }), 0})
		case "LocalDateTime":
			out = append(out, overload{result + "(LocalDateTime)", f1(func(t any) R { return f(t.(LocalDateTime).GoTime()) }), 0})
		case "LocalTime":
			out = append(out, overload{result + "(LocalTime)", f1(func(t any) R { return f(time.Unix(0, int64(t.(LocalTime))).UTC()) }), 0})
		}
	}
	return out
}

func dateField(f func(time.Time) int32) []overload {
	return zoned("int", f, "LocalDate", "LocalDateTime")
}

var dayField = zoned("DayOfWeek", func(t time.Time) any { return column.DayOfWeekOf(t) }, "LocalDate", "LocalDateTime")

// clockField are the overloads of a field of the time of day. With the argument false it
// counts the units passed since midnight, which differs on days when clocks change.
func clockField(f func(time.Time) int32, unit int64) []overload {
	passed := func(t time.Time) int32 {
		return int32(t.Sub(time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location())) / time.Duration(unit))
	}
	pick := func(t time.Time, clock int8) int32 {
		if clock == 1 {
			return f(t)
		}
		return passed(t)
	}
	return append(zoned("int", f, "LocalDateTime", "LocalTime")[2:],
		overload{"int(Instant, ZoneId, boolean)", f3(func(t int64, z any, clock int8) int32 { return pick(time.Unix(0, t).In(z.(ZoneID).Location()), clock) }), 0},
		overload{"int(ZonedDateTime, boolean)", f2(func(t any, clock int8) int32 { return pick(t.(ZonedDateTime).GoTime(), clock) }), 0})
}

var nanosOfDay = append(zoned("long", func(t time.Time) int64 { return int64(column.TimeOf(t)) }, "LocalDateTime", "LocalTime"),
	overload{"long(Instant, ZoneId, boolean)", f3(func(t int64, z any, clock int8) int64 {
		u := time.Unix(0, t).In(z.(ZoneID).Location())
		if clock == 1 {
			return int64(column.TimeOf(u))
		}
		return int64(u.Sub(time.Date(u.Year(), u.Month(), u.Day(), 0, 0, 0, 0, u.Location())))
	}), 0}, overload{"long(ZonedDateTime, boolean)", f2(func(t any, clock int8) int64 {
		u := t.(ZonedDateTime).GoTime()
		if clock == 1 {
			return int64(column.TimeOf(u))
		}
		return int64(u.Sub(time.Date(u.Year(), u.Month(), u.Day(), 0, 0, 0, 0, u.Location())))
	}), 0})

// ordering are the overloads of a test of two times, false where one is null.
func ordering(f func(a, b int64) bool) []overload {
	test := func(a, b int64) int8 { return bit(a != column.NullLong && b != column.NullLong && f(a, b)) }
	return []overload{
		{"boolean(Instant, Instant)", r2(test), present},
		{"boolean(ZonedDateTime, ZonedDateTime)", r2(func(a, b any) int8 {
			x, ok1 := a.(ZonedDateTime)
			y, ok2 := b.(ZonedDateTime)
			return bit(ok1 && ok2 && f(x.Nanos, y.Nanos))
		}), present},
	}
}

// between are the overloads of a function of two times.
func between[R any](result string, f func(a, b int64) R) []overload {
	return []overload{
		{result + "(Instant, Instant)", f2(f), 0},
		{result + "(ZonedDateTime, ZonedDateTime)", f2(func(a, b any) R { return f(a.(ZonedDateTime).Nanos, b.(ZonedDateTime).Nanos) }), 0},
	}
}

func difference(unit int64) []overload {
	return between("double", func(a, b int64) float64 { return float64(b-a) / float64(unit) })
}

func wholeDifference(unit int64) []overload {
	return between("long", func(a, b int64) int64 { return (b - a) / unit })
}

func scaled(f func(int64) int64) []overload { return []overload{{"long(long)", f1(f), 0}} }

func mod(x, y int64) int64 {
	if m := x % y; m < 0 {
		return m + y
	} else {
		return m
	}
}

// epoch are the overloads of the number of units since 1970.
func epoch(unit int64) []overload {
	return []overload{
		{"long(Instant)", f1(func(t int64) int64 { return floorTo(t, unit) }), 0},
		{"long(ZonedDateTime)", f1(func(t any) int64 { return floorTo(t.(ZonedDateTime).Nanos, unit) }), 0},
	}
}

// epochCut is epoch, of a time in a zone cut off towards 1970, as Deephaven does it.
func epochCut(unit int64) []overload {
	return []overload{epoch(unit)[0], {"long(ZonedDateTime)", f1(func(t any) int64 { return t.(ZonedDateTime).Nanos / unit }), 0}}
}

// zonelessField are the overloads of a field that is the same in all zones.
func zonelessField(f func(t int64) int32) []overload {
	return []overload{{"int(Instant)", f1(f), 0}, {"int(ZonedDateTime)", f1(func(t any) int32 { return f(t.(ZonedDateTime).Nanos) }), 0}}
}

func toNanos(x, unit int64) (int64, error) {
	n := x * unit
	if n/unit != x {
		return 0, errInstantRange
	}
	return n, nil
}

func fromEpoch(unit int64) []overload {
	return []overload{{"Instant(long)", fe1(func(x int64) (int64, error) { return toNanos(x, unit) }), fails}}
}

func zonedFromEpoch(unit int64) []overload {
	return []overload{{"ZonedDateTime(long, ZoneId)", fe2(func(x int64, z any) (any, error) {
		n, err := toNanos(x, unit)
		return ZonedDateTime{Nanos: n, Zone: z.(ZoneID)}, err
	}), fails}}
}

func epochDate(n int64) (any, error) {
	if n != int64(int32(n)) {
		return nil, fmt.Errorf("%d days since 1970 is out of range", n)
	}
	return LocalDate(n), nil
}

// current is the time now in whole units, the same in all rows.
func current(unit int64) kernel {
	return func(c *call) error {
		fill(grow[int64](c.out, c.n), floorTo(wall.Now().UnixNano(), unit)*unit)
		return nil
	}
}

// parsing is an error for what is not a time, null too.
func parsing[R any](result string, f func(string) (R, error)) []overload {
	return []overload{{result + "(String)", re1(func(s string) (r R, err error) {
		if column.IsNullString(s) {
			return r, errNullText
		}
		return f(s)
	}), fails | present}}
}

// quiet gives null for what is not a time.
func quiet[R any](result string, f func(string) (R, error)) []overload {
	return []overload{{result + "(String)", f1(func(s string) R {
		x, err := f(s)
		if err != nil {
			return column.Null[R]()
		}
		return x
	}), 0}}
}

// anyOf1 is f with its result as an object.
func anyOf1[T any](f func(string) (T, error)) func(string) (any, error) {
	return func(s string) (any, error) {
		x, err := f(s)
		if err != nil {
			return nil, err
		}
		return x, nil
	}
}

func midnight(t int64, z any) (int64, error) {
	u := time.Unix(0, t).In(z.(ZoneID).Location())
	return atZone(LocalDateTime{Date: column.DateOf(u)}, z.(ZoneID))
}

// formatDateTime writes nine digits of fraction and the short name of the zone.
func formatDateTime(t ZonedDateTime) string {
	return t.GoTime().Format("2006-01-02T15:04:05.000000000") + " " + zone.Short(t.Zone.Name)
}

// formatDurationNanos is PT1:30:00.000000000.
func formatDurationNanos(n int64) string {
	sign := ""
	u := uint64(n)
	if n < 0 {
		sign, u = "-", -u
	}
	s := fmt.Sprintf("PT%d:%02d:%02d", u/3600e9, u/60e9%60, u/1e9%60)
	if f := u % 1e9; f != 0 {
		s += fmt.Sprintf(".%09d", f)
	}
	return sign + s
}

// plusDays are the overloads of plusDays and minusDays for local dates and times.
func plusDays(sign int64) []overload {
	return joined(
		q2(func(d LocalDate, n int64) (LocalDate, error) { return dateOf(int64(d) + sign*n) }),
		q2(func(t LocalDateTime, n int64) (LocalDateTime, error) { return addUnit(t, sign*n, unitDays) }))
}

func timesPeriod(p Period, n int32) Period {
	return Period{Years: p.Years * n, Months: p.Months * n, Days: p.Days * n}
}
