package expr

import (
	"cmp"
	"fmt"

	"starling/engine/column"
)

func localOf(z ZonedDateTime) LocalDateTime { return column.DateTimeOf(z.GoTime()) }

func weekday(d LocalDate) DayOfWeek { return column.DayOfWeekOf(d.GoTime()) }

// dated is t on another date; a day that the month does not have becomes its last.
func dated(t LocalDateTime, y, m, d int64) (_ LocalDateTime, err error) {
	if m >= 1 && m <= 12 {
		d = min(d, daysIn(y, m))
	}
	t.Date, err = civil(y, m, d)
	return t, err
}

func dayOfYear(y, n int64) (LocalDate, error) {
	first, err := civil(y, 1, 1)
	if err == nil && (n < 1 || n > 366 || n == 366 && !isLeap(y)) {
		err = fmt.Errorf("there is no day %d in the year %d", n, y)
	}
	return first + LocalDate(n-1), err
}

func errPart(name string, v, most int64) error {
	return fmt.Errorf("the %s %d is not from 0 to %d", name, v, most)
}

// compareDates is the order of two dates by what differs first, as Java's compareTo gives it.
func compareDates(a, b LocalDate) int {
	y, m, d := ymd(a)
	y2, m2, d2 := ymd(b)
	return int(cmp.Or(y-y2, m-m2, d-d2))
}

func compareTimes(a, b LocalDateTime) int {
	return cmp.Or(compareDates(a.Date, b.Date), cmp.Compare(a.Time, b.Time))
}

// localFuncs are the methods and static functions of LocalDate, LocalTime and LocalDateTime.
var localFuncs = methods(joinedTables(
	ofLocalDate.dates(), ofLocalDate.shared(compareDates), ofLocalTime.clocks(), ofLocalTime.shared(func(a, b LocalTime) int { return cmp.Compare(a, b) }),
	ofLocalDateTime.dates(), ofLocalDateTime.clocks(), ofLocalDateTime.shared(compareTimes),
	table{
		"LocalDate#atStartOfDay": {"midnight of the date, in a zone if one is given", joined(
			j1(func(d LocalDate) LocalDateTime { return LocalDateTime{Date: d} }),
			je2(func(d LocalDate, z ZoneID) (ZonedDateTime, error) { return startOfDay(d, z) }))},
		"LocalDate#atTime": {"the date and a time of day", joined(
			j2(func(d LocalDate, t LocalTime) LocalDateTime { return LocalDateTime{Date: d, Time: t} }),
			je3(func(d LocalDate, h, m int32) (LocalDateTime, error) {
				t, err := clockOf(int64(h), int64(m), 0, 0)
				return LocalDateTime{Date: d, Time: t}, err
			}),
			je4(func(d LocalDate, h, m, s int32) (LocalDateTime, error) {
				t, err := clockOf(int64(h), int64(m), int64(s), 0)
				return LocalDateTime{Date: d, Time: t}, err
			}),
			je5(func(d LocalDate, h, m, s, n int32) (LocalDateTime, error) {
				t, err := clockOf(int64(h), int64(m), int64(s), int64(n))
				return LocalDateTime{Date: d, Time: t}, err
			}))},
		"LocalDate#datesUntil": {"the dates up to another, not included, for count()", je2(func(a, b LocalDate) (Stream, error) {
			if b < a {
				return 0, fmt.Errorf("%s is before %s", b, a)
			}
			return Stream(b - a), nil
		})},
		"LocalDate#isLeapYear":    {"whether the year has 366 days", j1(func(d LocalDate) bool { y, _, _ := ymd(d); return isLeap(y) })},
		"LocalDate#lengthOfMonth": {"the days of the month", j1(func(d LocalDate) int32 { y, m, _ := ymd(d); return int32(daysIn(y, m)) })},
		"LocalDate#lengthOfYear": {"the days of the year", j1(func(d LocalDate) int32 {
			if y, _, _ := ymd(d); isLeap(y) {
				return 366
			}
			return 365
		})},
		"LocalDate#minus": {"earlier by a period, or by so many units", joined(ofLocalDate.shared(compareDates)["LocalDate#minus"].of,
			je2(func(d LocalDate, p Period) (LocalDate, error) {
				t, err := plusPeriodLocal(LocalDateTime{Date: d}, p, -1)
				return t.Date, err
			}))},
		"LocalDate#plus": {"later by a period, or by so many units", joined(ofLocalDate.shared(compareDates)["LocalDate#plus"].of,
			je2(func(d LocalDate, p Period) (LocalDate, error) {
				t, err := plusPeriodLocal(LocalDateTime{Date: d}, p, 1)
				return t.Date, err
			}))},
		"LocalDate#toEpochDay": {"the days since 1970", j1(func(d LocalDate) int64 { return int64(d) })},
		"LocalDate#until": {"the period until another date, or the whole units", joined(ofLocalDate.shared(compareDates)["LocalDate#until"].of,
			j2(periodBetween))},
		"LocalDate.now": {"the date now, in a zone", []overload{{"LocalDate()", todayKernel, impure | present}, {"LocalDate(ZoneId)", r1(todayIn), impure | fails | present}}},
		"LocalDate.of": {"the date of a year, month and day", joined(
			je3(func(y, m, d int32) (LocalDate, error) { return civil(int64(y), int64(m), int64(d)) }),
			je3(func(y int32, m Month, d int32) (LocalDate, error) { return civil(int64(y), int64(m), int64(d)) }))},
		"LocalDate.ofEpochDay": {"the date of a number of days since 1970", je1(dateOf)},
		"LocalDate.ofInstant":  {"the date of an Instant in a zone", j2(func(t instant, z ZoneID) LocalDate { return localOf(ZonedDateTime{Nanos: int64(t), Zone: z}).Date })},
		"LocalDate.ofYearDay":  {"the date of a year and a day of it", je2(func(y, d int32) (LocalDate, error) { return dayOfYear(int64(y), int64(d)) })},
		"LocalDate.parse": {"the date in a text such as 2024-01-31", joined(je1(parseLocalDate),
			je2(func(s string, f DateTimeFormatter) (LocalDate, error) { t, err := f.parse(s); return t.Date, err }))},

		"LocalTime#atDate": {"the time of day on a date", j2(func(t LocalTime, d LocalDate) LocalDateTime { return LocalDateTime{Date: d, Time: t} })},
		"LocalTime#minus": {"earlier by a duration, or by so many units", joined(ofLocalTime.shared(nil)["LocalTime#minus"].of,
			j2(func(t LocalTime, d Duration) LocalTime { return LocalTime(mod(int64(t)-int64(d)%day, day)) }))},
		"LocalTime#plus": {"later by a duration, or by so many units", joined(ofLocalTime.shared(nil)["LocalTime#plus"].of,
			j2(func(t LocalTime, d Duration) LocalTime { return LocalTime(mod(int64(t)+int64(d)%day, day)) }))},
		"LocalTime#toNanoOfDay":   {"the nanoseconds since midnight", j1(func(t LocalTime) int64 { return int64(t) })},
		"LocalTime#toSecondOfDay": {"the seconds since midnight", j1(func(t LocalTime) int32 { return int32(int64(t) / second) })},
		"LocalTime.of": {"the time of an hour, minute, second and nanosecond", joined(
			je2(func(h, m int32) (LocalTime, error) { return clockOf(int64(h), int64(m), 0, 0) }),
			je3(func(h, m, s int32) (LocalTime, error) { return clockOf(int64(h), int64(m), int64(s), 0) }),
			je4(func(h, m, s, n int32) (LocalTime, error) { return clockOf(int64(h), int64(m), int64(s), int64(n)) }))},
		"LocalTime.ofNanoOfDay":   {"the time of a number of nanoseconds since midnight", je1(func(n int64) (LocalTime, error) { return timeOfDay(n, 1) })},
		"LocalTime.ofSecondOfDay": {"the time of a number of seconds since midnight", je1(func(n int64) (LocalTime, error) { return timeOfDay(n, second) })},
		"LocalTime.parse": {"the time in a text such as 09:30:00", joined(je1(parseISOTime),
			je2(func(s string, f DateTimeFormatter) (LocalTime, error) { t, err := f.parse(s); return t.Time, err }))},

		"LocalDateTime#atZone":        {"the time in a zone", je2(func(t LocalDateTime, z ZoneID) (ZonedDateTime, error) { return zonedIn(t, z) })},
		"LocalDateTime#minus":         {"earlier by a period or duration, or by so many units", joined(ofLocalDateTime.shared(compareTimes)["LocalDateTime#minus"].of, localShift(-1))},
		"LocalDateTime#plus":          {"later by a period or duration, or by so many units", joined(ofLocalDateTime.shared(compareTimes)["LocalDateTime#plus"].of, localShift(1))},
		"LocalDateTime#toEpochSecond": {"the seconds since 1970 at an offset", j2(func(t LocalDateTime, z ZoneOffset) int64 { return epochSecond(t) - int64(z.seconds()) })},
		"LocalDateTime#toInstant": {"the Instant at an offset", je2(func(t LocalDateTime, z ZoneOffset) (instant, error) {
			n, err := atZone(t, ZoneID(z))
			return instant(n), err
		})},
		"LocalDateTime#toLocalDate": {"the date", j1(func(t LocalDateTime) LocalDate { return t.Date })},
		"LocalDateTime#toLocalTime": {"the time of day", j1(func(t LocalDateTime) LocalTime { return t.Time })},
		"LocalDateTime.of": {"the date and time of a year, month, day, hour, minute and second, or of a date and a time", joined(
			j2(func(d LocalDate, t LocalTime) LocalDateTime { return LocalDateTime{Date: d, Time: t} }),
			je5(func(y, mo, d, h, m int32) (LocalDateTime, error) {
				date, err := civil(int64(y), int64(mo), int64(d))
				if err != nil {
					return LocalDateTime{}, err
				}
				t, err := clockOf(int64(h), int64(m), 0, 0)
				return LocalDateTime{Date: date, Time: t}, err
			}), ofSixInts)},
		"LocalDateTime.ofInstant": {"the date and time of an Instant in a zone", j2(func(t instant, z ZoneID) LocalDateTime { return localOf(ZonedDateTime{Nanos: int64(t), Zone: z}) })},
		"LocalDateTime.parse": {"the date and time in a text such as 2024-01-31T09:30:00", joined(je1(parseLocalDateTime),
			je2(func(s string, f DateTimeFormatter) (LocalDateTime, error) { return f.parse(s) }))},
	}))

// ofSixInts is LocalDateTime.of with seconds.
var ofSixInts = []overload{{"LocalDateTime(int, int, int, int, int, int)", func(c *call) error {
	out := grow[any](c.out, c.n)
	for i := range out {
		at := func(k int) int64 { return int64(vals[int32](c.args[k])[i]) }
		d, err := civil(at(0), at(1), at(2))
		if err != nil {
			return &RowError{Index: i, Err: err}
		}
		t, err := clockOf(at(3), at(4), at(5), 0)
		if err != nil {
			return &RowError{Index: i, Err: err}
		}
		out[i] = LocalDateTime{Date: d, Time: t}
	}
	return nil
}, fails | present}}

// localShift are plus and minus of a LocalDateTime with an amount.
func localShift(sign int64) []overload {
	return joined(
		je2(func(t LocalDateTime, p Period) (LocalDateTime, error) { return plusPeriodLocal(t, p, sign) }),
		je2(func(t LocalDateTime, d Duration) (LocalDateTime, error) { return addUnit(t, sign*int64(d), unitNanos) }))
}

func epochSecond(t LocalDateTime) int64 { return int64(t.Date)*86400 + int64(t.Time)/second }

func timeOfDay(n, unit int64) (LocalTime, error) {
	if n < 0 || n >= day/unit {
		return 0, errPart("number of units since midnight", n, day/unit-1)
	}
	return LocalTime(n * unit), nil
}

func zonedIn(t LocalDateTime, z ZoneID) (ZonedDateTime, error) {
	n, err := atZone(t, z)
	return ZonedDateTime{Nanos: n, Zone: z}, err
}

func startOfDay(d LocalDate, z ZoneID) (ZonedDateTime, error) {
	return zonedIn(LocalDateTime{Date: d}, z)
}
