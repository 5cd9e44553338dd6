package expr

import "maps"

// timeClass is a class of local dates and times as the methods that they share see it.
type timeClass[T any] struct {
	name string
	get  func(T) LocalDateTime
	set  func(T, LocalDateTime) (T, error)
}

var (
	ofLocalDate = timeClass[LocalDate]{
		"LocalDate", func(d LocalDate) LocalDateTime { return LocalDateTime{Date: d} },
		func(_ LocalDate, t LocalDateTime) (LocalDate, error) { return t.Date, nil },
	}
	ofLocalTime = timeClass[LocalTime]{
		"LocalTime", func(t LocalTime) LocalDateTime { return LocalDateTime{Time: t} },
		func(_ LocalTime, t LocalDateTime) (LocalTime, error) { return t.Time, nil },
	}
	ofLocalDateTime = timeClass[LocalDateTime]{
		"LocalDateTime", func(t LocalDateTime) LocalDateTime { return t },
		func(_, t LocalDateTime) (LocalDateTime, error) { return t, nil },
	}
	ofZoned = timeClass[ZonedDateTime]{
		"ZonedDateTime", localOf,
		func(z ZonedDateTime, t LocalDateTime) (ZonedDateTime, error) { return zonedOf(t, z.Zone, offsetOf(z)) },
	}
)

// field is the overloads of a method that gives a part.
func (c timeClass[T]) field(f func(LocalDateTime) int32) []overload {
	return j1(func(t T) int32 { return f(c.get(t)) })
}

// with is the overloads of a method that changes a part.
func (c timeClass[T]) with(f func(LocalDateTime, int64) (LocalDateTime, error)) []overload {
	return je2(func(t T, n int32) (T, error) {
		r, err := f(c.get(t), int64(n))
		if err != nil {
			return t, err
		}
		return c.set(t, r)
	})
}

// shift is the overloads of a method that adds so many units.
func (c timeClass[T]) shift(u ChronoUnit, sign int) []overload {
	return je2(func(t T, n int64) (T, error) {
		if sign < 0 {
			n = negated(n)
		}
		r, err := addUnit(c.get(t), n, u)
		if err != nil {
			return t, err
		}
		return c.set(t, r)
	})
}

// shifts are the methods plusUnit and minusUnit.
func (c timeClass[T]) shifts(units map[string]ChronoUnit) table {
	t := table{}
	for name, u := range units {
		t[c.name+"#plus"+name] = function{"later by " + lowerFirst(name), c.shift(u, 1)}
		t[c.name+"#minus"+name] = function{"earlier by " + lowerFirst(name), c.shift(u, -1)}
	}
	return t
}

func lowerFirst(s string) string { return string(s[0]|0x20) + s[1:] }

// dates are the methods of what has a date.
func (c timeClass[T]) dates() table {
	t := c.shifts(map[string]ChronoUnit{"Days": unitDays, "Weeks": unitWeeks, "Months": unitMonths, "Years": unitYears})
	n := c.name + "#"
	maps.Copy(t, table{
		n + "getYear":       {"the year", c.field(func(t LocalDateTime) int32 { y, _, _ := ymd(t.Date); return int32(y) })},
		n + "getMonthValue": {"the month, from 1", c.field(func(t LocalDateTime) int32 { _, m, _ := ymd(t.Date); return int32(m) })},
		n + "getDayOfMonth": {"the day of the month", c.field(func(t LocalDateTime) int32 { _, _, d := ymd(t.Date); return int32(d) })},
		n + "getDayOfYear":  {"the day of the year", c.field(func(t LocalDateTime) int32 { return int32(t.Date.GoTime().YearDay()) })},
		n + "getMonth":      {"the month", j1(func(t T) Month { _, m, _ := ymd(c.get(t).Date); return Month(m) })},
		n + "getDayOfWeek":  {"the day of the week", j1(func(t T) DayOfWeek { return weekday(c.get(t).Date) })},
		n + "withYear": {"with another year", c.with(func(t LocalDateTime, y int64) (LocalDateTime, error) {
			_, m, d := ymd(t.Date)
			return dated(t, y, m, d)
		})},
		n + "withMonth": {"with another month", c.with(func(t LocalDateTime, m int64) (LocalDateTime, error) {
			y, _, d := ymd(t.Date)
			return dated(t, y, m, d)
		})},
		n + "withDayOfMonth": {"with another day of the month", c.with(func(t LocalDateTime, d int64) (_ LocalDateTime, err error) {
			y, m, _ := ymd(t.Date)
			t.Date, err = civil(y, m, d)
			return t, err
		})},
		n + "withDayOfYear": {"with another day of the year", c.with(func(t LocalDateTime, d int64) (_ LocalDateTime, err error) {
			y, _, _ := ymd(t.Date)
			t.Date, err = dayOfYear(y, d)
			return t, err
		})},
	})
	return t
}

// clocks are the methods of what has a time of day.
func (c timeClass[T]) clocks() table {
	t := c.shifts(map[string]ChronoUnit{"Hours": unitHours, "Minutes": unitMinutes, "Seconds": unitSeconds, "Nanos": unitNanos})
	n := c.name + "#"
	for name, p := range map[string]struct {
		doc        string
		unit, most int64
	}{"Hour": {"hour", 3600 * second, 24}, "Minute": {"minute", 60 * second, 60}, "Second": {"second", second, 60}, "Nano": {"nanosecond", 1, second}} {
		t[n+"get"+name] = function{"the " + p.doc, c.field(func(t LocalDateTime) int32 { return int32(int64(t.Time) / p.unit % p.most) })}
		t[n+"with"+name] = function{"with another " + p.doc, c.with(func(t LocalDateTime, v int64) (LocalDateTime, error) {
			if v < 0 || v >= p.most {
				return t, errPart(p.doc, v, p.most-1)
			}
			t.Time += LocalTime((v - int64(t.Time)/p.unit%p.most) * p.unit)
			return t, nil
		})}
	}
	t[n+"truncatedTo"] = function{"cut to a unit, as in ChronoUnit.HOURS", je2(func(t T, u ChronoUnit) (T, error) {
		r, err := c.get(t), error(nil)
		if r.Time, err = truncate(r.Time, u); err != nil {
			return t, err
		}
		return c.set(t, r)
	})}
	return t
}

// shared are the methods of all classes of dates and times: by a unit, a pattern, a period.
func (c timeClass[T]) shared(compare func(a, b T) int) table {
	n := c.name + "#"
	by := func(sign int) []overload {
		return je3(func(t T, n int64, u ChronoUnit) (T, error) {
			if sign < 0 {
				n = negated(n)
			}
			r, err := addUnit(c.get(t), n, u)
			if err != nil {
				return t, err
			}
			return c.set(t, r)
		})
	}
	return table{
		n + "plus":      {"later by so many units", by(1)},
		n + "minus":     {"earlier by so many units", by(-1)},
		n + "until":     {"the whole units until another", je3(func(a, b T, u ChronoUnit) (int64, error) { return untilUnit(c.get(a), c.get(b), u) })},
		n + "format":    {"the text by a DateTimeFormatter", je2(func(t T, f DateTimeFormatter) (string, error) { return f.format(any(t)) })},
		n + "compareTo": {"negative, 0 or positive by the order of the two", j2(func(a, b T) int32 { return int32(compare(a, b)) })},
		n + "isAfter":   {"whether it is after another", j2(func(a, b T) bool { return compare(a, b) > 0 })},
		n + "isBefore":  {"whether it is before another", j2(func(a, b T) bool { return compare(a, b) < 0 })},
		n + "isEqual":   {"whether the two are the same time", j2(func(a, b T) bool { return compare(a, b) == 0 })},
	}
}
