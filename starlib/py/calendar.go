package py

import (
	"time"

	"go.starlark.net/starlark"
)

// What days are, as Python counts them: the first of January of the year 1 is the day 1, Monday is
// the weekday 0.

const (
	maxOrdinal   = 3652059 // the last of December 9999
	epochOrdinal = 719163  // the first of January 1970
)

// dayOf is the midnight of a day by its ordinal.
func dayOf(ordinal int64) time.Time { return time.Unix((ordinal-epochOrdinal)*daySeconds, 0).UTC() }

// ordinalOf is the day's ordinal. t is in UTC.
func ordinalOf(t time.Time) int64 {
	n := t.Unix()
	d := n / daySeconds
	if n%daySeconds < 0 {
		d--
	}
	return d + epochOrdinal
}

func weekdayOf(t time.Time) int { return (int(t.Weekday()) + 6) % 7 }

func daysIn(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// inYears reports whether a day is one that Python has.
func inYears(t time.Time) bool { return t.Year() >= 1 && t.Year() <= 9999 }

// checkDay is the error of a day that there is not.
func checkDay(year, month, day int) error {
	switch {
	case year < 1 || year > 9999:
		return Raise("ValueError", "year %d is out of range", year)
	case month < 1 || month > 12:
		return Raise("ValueError", "month must be in 1..12")
	case day < 1 || day > daysIn(year, month):
		return Raise("ValueError", "day is out of range for month")
	}
	return nil
}

// checkClock is the error of a time of day that there is not.
func checkClock(hour, minute, second, micro, fold int) error {
	for _, p := range []struct {
		name    string
		n, most int
	}{{"hour", hour, 23}, {"minute", minute, 59}, {"second", second, 59}, {"microsecond", micro, 999999}} {
		if p.n < 0 || p.n > p.most {
			return Raise("ValueError", "%s must be in 0..%d", p.name, p.most)
		}
	}
	if fold != 0 && fold != 1 {
		return Raise("ValueError", "fold must be either 0 or 1")
	}
	return nil
}

// isoDay is the day of a week of an ISO year.
func isoDay(year, week, weekday int) (time.Time, error) {
	if year < 1 || year > 9999 {
		return time.Time{}, Raise("ValueError", "Year is out of range: %d", year)
	}
	first := time.Date(year, 1, 4, 0, 0, 0, 0, time.UTC) // in the first week always
	first = first.AddDate(0, 0, -weekdayOf(first))
	at := first.AddDate(0, 0, (week-1)*7+weekday-1)
	_, last := time.Date(year, 12, 28, 0, 0, 0, 0, time.UTC).ISOWeek()
	switch {
	case week < 1 || week > last:
		return time.Time{}, Raise("ValueError", "Invalid week: %d", week)
	case weekday < 1 || weekday > 7:
		return time.Time{}, Raise("ValueError", "Invalid weekday: %d (range is [1, 7])", weekday)
	case !inYears(at):
		return time.Time{}, Raise("ValueError", "year %d is out of range", at.Year())
	}
	return at, nil
}

// isoCalendar is what isocalendar() gives.
var isoCalendar = &NamedType{Name: "IsoCalendarDate", Module: "datetime", Fields: []string{"year", "week", "weekday"}}

func isoCalendarOf(t time.Time) starlark.Value {
	year, week := t.ISOWeek()
	return isoCalendar.New(starlark.Tuple{starlark.MakeInt(year), starlark.MakeInt(week), starlark.MakeInt(weekdayOf(t) + 1)})
}

// ctimeOf is ctime(): Wed Jan 31 12:00:00 2024.
func ctimeOf(t time.Time) starlark.Value {
	return starlark.String(t.Format("Mon Jan _2 15:04:05 2006"))
}
