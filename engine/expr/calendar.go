package expr

import (
	"errors"
	"fmt"
	"strings"

	"starling/engine/column"
	"starling/internal/bizcal"
	"starling/internal/wall"
)

// BusinessCalendar is a io.deephaven.time.calendar.BusinessCalendar.
type BusinessCalendar = *bizcal.Calendar

// CalendarDay is a io.deephaven.time.calendar.CalendarDay: the business time of a day; of
// any day where it is local.
type CalendarDay struct {
	span  bizcal.Span
	local bool
}

// String is what Java shows.
func (d CalendarDay) String() string { return "CalendarDay{businessTimeRanges=" + d.ranges() + "}" }

func (d CalendarDay) ranges() string {
	if !d.span.Open {
		return "[]"
	}
	at := func(t int64) string {
		if d.local {
			return LocalTime(t).String()
		}
		return string(column.AppendInstant(nil, t))
	}
	return fmt.Sprintf("[TimeRange{start=%s, end=%s, inclusiveEnd=%t}]", at(d.span.Start), at(d.span.End), d.span.Inclusive)
}

// truth is a boolean that is false where an argument is null.
type truth bool

// Collections of which there is only the text.
type (
	// List is a java.util.List.
	List string
	// Set is a java.util.Set.
	Set string
)

// String is the text.
func (l List) String() string { return string(l) }

// String is the text.
func (s Set) String() string { return string(s) }

// onCalendar is a function of a calendar: the overloads of the method, and those of the
// function that takes the current one.
type onCalendar struct{ method, function []overload }

func calendars(of ...onCalendar) onCalendar {
	var all onCalendar
	for _, o := range of {
		all.method, all.function = append(all.method, o.method...), append(all.function, o.function...)
	}
	return all
}

func cal0[R any](f func(c BusinessCalendar) (R, error)) onCalendar {
	return onCalendar{q1(f), typed0(fails|impure, func() (R, error) { return f(bizcal.Current()) })}
}

func cal1[A, R any](f func(c BusinessCalendar, a A) (R, error)) onCalendar {
	return onCalendar{q2(f), typed1(fails|impure, func(a A) (R, error) { return f(bizcal.Current(), a) })}
}

func cal2[A, B, R any](f func(c BusinessCalendar, a A, b B) (R, error)) onCalendar {
	return onCalendar{q3(f), typed2(fails|impure, func(a A, b B) (R, error) { return f(bizcal.Current(), a, b) })}
}

func cal4[A, B, C, D, R any](f func(c BusinessCalendar, a A, b B, x C, y D) (R, error)) onCalendar {
	return onCalendar{typed5(fails, f), typed4(fails|impure, func(a A, b B, x C, y D) (R, error) { return f(bizcal.Current(), a, b, x, y) })}
}

// dateText reads the dates that calendars take as text.
func dateText(s string) (int64, error) {
	d, err := parseLocalDate(s)
	return int64(d), err
}

// byDate is a function of a date, in each form that a date may have.
func byDate[R any](f func(c BusinessCalendar, d int64) (R, error)) onCalendar {
	return calendars(byTime(func(c BusinessCalendar, t int64) (R, error) { return f(c, c.DateOf(t)) }),
		cal1(func(c BusinessCalendar, d LocalDate) (R, error) { return f(c, int64(d)) }), byText(f))
}

func byText[R any](f func(c BusinessCalendar, d int64) (R, error)) onCalendar {
	return cal1(func(c BusinessCalendar, s string) (r R, err error) {
		d, err := dateText(s)
		if err != nil {
			return r, err
		}
		return f(c, d)
	})
}

// byTime is a function of a time.
func byTime[R any](f func(c BusinessCalendar, t int64) (R, error)) onCalendar {
	return calendars(cal1(func(c BusinessCalendar, t instant) (R, error) { return f(c, int64(t)) }),
		cal1(func(c BusinessCalendar, t ZonedDateTime) (R, error) { return f(c, t.Nanos) }))
}

// byTimes is a function of two times.
func byTimes[R any](f func(c BusinessCalendar, a, b int64) (R, error)) onCalendar {
	return calendars(cal2(func(c BusinessCalendar, a, b instant) (R, error) { return f(c, int64(a), int64(b)) }),
		cal2(func(c BusinessCalendar, a, b ZonedDateTime) (R, error) { return f(c, a.Nanos, b.Nanos) }))
}

// orToday is a function of a date that takes today where none is given.
func orToday[R any](f func(c BusinessCalendar, d int64) (R, error)) onCalendar {
	return cal0(func(c BusinessCalendar) (R, error) { return f(c, c.DateOf(wall.Now().UnixNano())) })
}

func orNow[R any](f func(c BusinessCalendar, t int64) (R, error)) onCalendar {
	return cal0(func(c BusinessCalendar) (R, error) { return f(c, wall.Now().UnixNano()) })
}

// errDates is for more dates than an array holds.
var errDates = errors.New("there are more than a million dates between the two")

// datesOf are the dates from a to b that one of the three functions of dates gives.
type datesOf func(c BusinessCalendar, a, b int64) ([]int64, error)

func allDates(_ BusinessCalendar, a, b int64) (out []int64, err error) {
	if b-a > 1e6 {
		return nil, errDates
	}
	for d := a; d <= b; d++ {
		out = append(out, d)
	}
	return out, nil
}

func someDates(business bool) datesOf {
	return func(c BusinessCalendar, a, b int64) (out []int64, err error) {
		err = c.Count(a, b, business, func(d int64) { out = append(out, d) })
		return out, err
	}
}

// withoutEnds leaves out the ends that are not included.
func withoutEnds(ds []int64, a, b int64, first, last bool) []int64 {
	if len(ds) > 0 && !first && ds[0] == a {
		ds = ds[1:]
	}
	if len(ds) > 0 && !last && ds[len(ds)-1] == b {
		ds = ds[:len(ds)-1]
	}
	return ds
}

// datesBetween is a function of two dates, with or without their ends: text for dates that are
// text, and date for others.
func datesBetween[T, R any](dates datesOf, text func([]int64) T, date func([]int64) R) onCalendar {
	get := func(c BusinessCalendar, a, b int64, first, last bool) ([]int64, error) {
		ds, err := dates(c, a, b)
		return withoutEnds(ds, a, b, first, last), err
	}
	texts := func(c BusinessCalendar, a, b string, first, last bool) (r T, err error) {
		x, err := dateText(a)
		if err != nil {
			return r, err
		}
		y, err := dateText(b)
		if err != nil {
			return r, err
		}
		ds, err := get(c, x, y, first, last)
		return text(ds), err
	}
	local := func(c BusinessCalendar, a, b LocalDate, first, last bool) (R, error) {
		ds, err := get(c, int64(a), int64(b), first, last)
		return date(ds), err
	}
	times := func(c BusinessCalendar, a, b instant, first, last bool) (R, error) {
		return local(c, LocalDate(c.DateOf(int64(a))), LocalDate(c.DateOf(int64(b))), first, last)
	}
	zoned := func(c BusinessCalendar, a, b ZonedDateTime, first, last bool) (R, error) {
		return times(c, instant(a.Nanos), instant(b.Nanos), first, last)
	}
	return calendars(
		cal2(func(c BusinessCalendar, a, b string) (T, error) { return texts(c, a, b, true, true) }), cal4(texts),
		cal2(func(c BusinessCalendar, a, b LocalDate) (R, error) { return local(c, a, b, true, true) }), cal4(local),
		cal2(func(c BusinessCalendar, a, b instant) (R, error) { return times(c, a, b, true, true) }), cal4(times),
		cal2(func(c BusinessCalendar, a, b ZonedDateTime) (R, error) { return zoned(c, a, b, true, true) }), cal4(zoned))
}

func localDates(ds []int64) []LocalDate {
	out := make([]LocalDate, len(ds))
	for i, d := range ds {
		out[i] = LocalDate(d)
	}
	return out
}

func dateTexts(ds []int64) []string {
	out := make([]string, len(ds))
	for i, d := range ds {
		out[i] = LocalDate(d).String()
	}
	return out
}

func countOf(ds []int64) int32 { return int32(len(ds)) }

// plusSome moves a date by so many days of a kind; ok is false where there is no such date.
type plusSome func(c BusinessCalendar, d, n int64) (r int64, ok bool, err error)

func plusAll(_ BusinessCalendar, d, n int64) (int64, bool, error) {
	r, err := dateOf(d + n)
	return int64(r), true, err
}

func plusKind(business bool) plusSome {
	return func(c BusinessCalendar, d, n int64) (int64, bool, error) { return c.Plus(d, n, business) }
}

// moved is a function that moves a date or time by days.
func moved(plus plusSome, sign int64) onCalendar {
	time := func(c BusinessCalendar, t int64, n int32) (any, error) {
		z, err := column.LoadZone(c.ZoneName)
		if err != nil {
			return nil, err
		}
		u := ZonedDateTime{Nanos: t, Zone: z}
		local := localOf(u)
		d, ok, err := plus(c, int64(local.Date), sign*int64(n))
		if err != nil || !ok {
			return nil, err
		}
		local.Date = LocalDate(d)
		r, err := zonedOf(local, z, offsetOf(u))
		return r, err
	}
	return calendars(
		cal2(func(c BusinessCalendar, t instant, n int32) (*instant, error) {
			z, err := time(c, int64(t), n)
			if err != nil || z == nil {
				return nil, err
			}
			r := instant(z.(ZonedDateTime).Nanos)
			return &r, nil
		}),
		named("ZonedDateTime", cal2(func(c BusinessCalendar, t ZonedDateTime, n int32) (any, error) { return time(c, t.Nanos, n) })),
		named("LocalDate", cal2(func(c BusinessCalendar, t LocalDate, n int32) (any, error) {
			d, ok, err := plus(c, int64(t), sign*int64(n))
			if err != nil || !ok {
				return nil, err
			}
			return LocalDate(d), nil
		})),
		cal2(func(c BusinessCalendar, s string, n int32) (string, error) {
			t, err := dateText(s)
			if err != nil {
				return "", err
			}
			d, ok, err := plus(c, t, sign*int64(n))
			if !ok {
				return column.NullString, err
			}
			return LocalDate(d).String(), err
		}))
}

// named gives overloads of Object the result that they have.
func named(result string, o onCalendar) onCalendar {
	for _, of := range [][]overload{o.method, o.function} {
		for i := range of {
			of[i].sig = result + strings.TrimPrefix(of[i].sig, "Object")
		}
	}
	return o
}

// later is the date so many days from today.
func later(plus plusSome, sign int64) onCalendar {
	return named("LocalDate", cal1(func(c BusinessCalendar, n int32) (any, error) {
		d, ok, err := plus(c, c.DateOf(wall.Now().UnixNano()), sign*int64(n))
		if err != nil || !ok {
			return nil, err
		}
		return LocalDate(d), nil
	}))
}
