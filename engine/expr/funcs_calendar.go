package expr

import (
	"slices"
	"strings"
	"time"

	"starling/engine/column"
	"starling/internal/bizcal"
)

// calendarFuncs are the functions of the current business calendar, and the methods of
// any.
var calendarFuncs = methods(calendarTable())

// calendarTable makes a function and a method of each function of calendars. Methods do
// without the word calendar.
func calendarTable() table {
	t := table{
		"calendar":                   {"the current business calendar, or that of a name", joined(typed0(fails|impure, func() (BusinessCalendar, error) { return bizcal.Current(), nil }), q1(bizcal.Find))},
		"calendarName":               {"the name of the current business calendar", typed0(fails|impure, func() (string, error) { return bizcal.Current().Name, nil })},
		"calendarNames":              {"the names of the business calendars", j0(func() ([]string, error) { return bizcal.Names(), nil })},
		"calendarsFromConfiguration": {"the business calendars", j0(func() (List, error) { return allCalendars(), nil })},
	}
	for name, f := range ofCalendars {
		method := name
		if rest, ok := strings.CutPrefix(name, "calendar"); ok && rest != "Dates" && rest != "Date" && rest != "Day" {
			method = lowerFirst(rest)
		}
		t["BusinessCalendar#"+method] = function{f.doc, f.of.method}
		t[name] = function{f.doc, f.of.function}
	}
	// dates and times without a zone know no calendar
	for name, sign := range map[string]int64{"plusDays": 1, "minusDays": -1} {
		f := t[name]
		t[name] = function{f.doc, joined(f.of, plusDays(sign))}
	}
	for name, f := range ofCalendarsAlone {
		t["BusinessCalendar#"+name] = f
	}
	for name, f := range ofCalendarDays {
		t["CalendarDay#"+name] = f
	}
	return t
}

// ofCalendars are the functions of calendars by their names as functions.
var ofCalendars = map[string]struct {
	doc string
	of  onCalendar
}{
	"businessDates":          {"the business days from a date to another", datesBetween(someDates(true), dateTexts, localDates)},
	"calendarDate":           {"the date of today", orToday(func(_ BusinessCalendar, d int64) (LocalDate, error) { return LocalDate(d), nil })},
	"calendarDates":          {"the days from a date to another", datesBetween(allDates, dateTexts, localDates)},
	"calendarDay":            {"the business time of a day", calendars(orToday(dayOf), byDate(dayOf))},
	"calendarDayOfWeek":      {"the day of the week", calendars(orToday(weekdayOf), byDate(weekdayOf))},
	"calendarDayOfWeekValue": {"the day of the week, Monday being 1", calendars(orToday(weekdayValue), byDate(weekdayValue))},
	"calendarTimeZone":       {"the zone of the calendar", cal0(func(c BusinessCalendar) (ZoneID, error) { return column.LoadZone(c.ZoneName) })},
	"diffBusinessDays": {"the business time from a to b in usual business days", byTimes(func(c BusinessCalendar, a, b int64) (float64, error) {
		n, err := c.BusinessNanos(a, b)
		return float64(n) / float64(c.Hours().Nanos()), err
	})},
	"diffBusinessDuration": {"the business time from a to b", byTimes(func(c BusinessCalendar, a, b int64) (Duration, error) {
		n, err := c.BusinessNanos(a, b)
		return Duration(n), err
	})},
	"diffBusinessNanos": {"the business time from a to b in nanoseconds", byTimes(BusinessCalendar.BusinessNanos)},
	"diffBusinessYears": {"the business time from a to b in years of business time", byTimes(BusinessCalendar.BusinessYears)},
	"diffNonBusinessDuration": {"the time from a to b that is no business time", byTimes(func(c BusinessCalendar, a, b int64) (Duration, error) {
		n, err := c.BusinessNanos(a, b)
		return Duration(b - a - n), err
	})},
	"diffNonBusinessNanos": {"the time from a to b that is no business time, in nanoseconds", byTimes(func(c BusinessCalendar, a, b int64) (int64, error) {
		n, err := c.BusinessNanos(a, b)
		return b - a - n, err
	})},
	"fractionBusinessDayComplete":  {"how much of the business time of the day is over", calendars(orNow(complete), byTime(complete))},
	"fractionBusinessDayRemaining": {"how much of the business time of the day is left", calendars(orNow(remaining), byTime(remaining))},
	"fractionStandardBusinessDay":  {"the business time of the day beside that of a usual day", calendars(orToday(fraction1), byDate(fraction1))},
	"futureBusinessDate":           {"the date so many business days from today", later(plusKind(true), 1)},
	"futureDate":                   {"the date so many days from today", later(plusAll, 1)},
	"futureNonBusinessDate":        {"the date so many days that are no business days from today", later(plusKind(false), 1)},
	"holidays":                     {"the days that are not as usual", cal0(holidaysOf)},
	"isBusinessDay": {"whether a day has business time; false for null", calendars(orToday(isBusinessDay), byDate(isBusinessDay),
		cal1(func(c BusinessCalendar, d DayOfWeek) (truth, error) {
			return truth(c.IsWeekday(time.Weekday(d % 7))), nil
		}))},
	"isBusinessTime":           {"whether a time is business time; false for null", calendars(orNow(isBusinessTime), byTime(isBusinessTime))},
	"isLastBusinessDayOfMonth": {"whether a day is the last business day of its month", calendars(orToday(lastDayOf(bizcal.MonthEnd)), byTimeDate(lastDayOf(bizcal.MonthEnd)), byText(lastDayOf(bizcal.MonthEnd)))},
	"isLastBusinessDayOfWeek":  {"whether a day is the last business day of its week", calendars(orToday(lastDayOf(bizcal.WeekEnd)), byDate(lastDayOf(bizcal.WeekEnd)))},
	"isLastBusinessDayOfYear":  {"whether a day is the last business day of its year", calendars(orToday(lastDayOf(bizcal.YearEnd)), byTimeDate(lastDayOf(bizcal.YearEnd)))},
	"minusBusinessDays":        {"the date or time so many business days earlier", moved(plusKind(true), -1)},
	"minusDays":                {"the date or time so many days earlier", moved(plusAll, -1)},
	"minusNonBusinessDays":     {"the date or time so many days that are no business days earlier", moved(plusKind(false), -1)},
	"nonBusinessDates":         {"the days from a date to another that are no business days", datesBetween(someDates(false), dateTexts, localDates)},
	"numberBusinessDates":      {"how many business days there are from a date to another", datesBetween(someDates(true), countOf, countOf)},
	"numberCalendarDates":      {"how many days there are from a date to another", datesBetween(allDates, countOf, countOf)},
	"numberNonBusinessDates":   {"how many days that are no business days there are from a date to another", datesBetween(someDates(false), countOf, countOf)},
	"pastBusinessDate":         {"the date so many business days before today", later(plusKind(true), -1)},
	"pastDate":                 {"the date so many days before today", later(plusAll, -1)},
	"pastNonBusinessDate":      {"the date so many days that are no business days before today", later(plusKind(false), -1)},
	"plusBusinessDays":         {"the date or time so many business days later", moved(plusKind(true), 1)},
	"plusDays":                 {"the date or time so many days later", moved(plusAll, 1)},
	"plusNonBusinessDays":      {"the date or time so many days that are no business days later", moved(plusKind(false), 1)},
	"standardBusinessDay":      {"the business time of a usual day", cal0(func(c BusinessCalendar) (CalendarDay, error) { return CalendarDay{c.Hours(), true}, nil })},
	"standardBusinessDuration": {"how long the business time of a usual day is", cal0(func(c BusinessCalendar) (Duration, error) { return Duration(c.Hours().Nanos()), nil })},
	"standardBusinessNanos":    {"how long the business time of a usual day is, in nanoseconds", cal0(func(c BusinessCalendar) (int64, error) { return c.Hours().Nanos(), nil })},
	"weekendDays":              {"the days of the week that are never business days", cal0(weekendOf)},
}

// ofCalendarsAlone are the methods of calendars that are no functions.
var ofCalendarsAlone = table{
	"description":    {"what the calendar says of itself", j1(func(c BusinessCalendar) string { return c.Description })},
	"firstValidDate": {"the first date that the calendar knows", j1(func(c BusinessCalendar) LocalDate { return LocalDate(c.First) })},
	"lastValidDate":  {"the last date that the calendar knows", j1(func(c BusinessCalendar) LocalDate { return LocalDate(c.Last) })},
	"name":           {"the name of the calendar", j1(func(c BusinessCalendar) string { return c.Name })},
}

// ofCalendarDays are the methods of CalendarDay.
var ofCalendarDays = table{
	"businessDuration":   {"how long its business time is", j1(func(d CalendarDay) Duration { return Duration(d.span.Nanos()) })},
	"businessNanos":      {"how long its business time is, in nanoseconds", j1(func(d CalendarDay) int64 { return d.span.Nanos() })},
	"businessTimeRanges": {"its business time", j1(func(d CalendarDay) List { return List(d.ranges()) })},
	"isBusinessDay":      {"whether it has business time", j1(func(d CalendarDay) bool { return d.span.Open })},
	"isInclusiveEnd":     {"whether the end of its business time counts", j1(func(d CalendarDay) bool { return d.span.Inclusive })},
	"isBusinessTime":     {"whether a time is in its business time", j2(func(d CalendarDay, t instant) bool { return d.span.Has(int64(t)) })},
	"businessNanosElapsed": {"how much of its business time is over, in nanoseconds", j2(func(d CalendarDay, t instant) int64 {
		return d.span.Elapsed(int64(t))
	})},
	"businessNanosRemaining": {"how much of its business time is left, in nanoseconds", j2(func(d CalendarDay, t instant) int64 {
		return d.span.Nanos() - d.span.Elapsed(int64(t))
	})},
}

func byTimeDate[R any](f func(c BusinessCalendar, d int64) (R, error)) onCalendar {
	return byTime(func(c BusinessCalendar, t int64) (R, error) { return f(c, c.DateOf(t)) })
}

func dayOf(c BusinessCalendar, d int64) (CalendarDay, error) {
	s, err := c.Span(d)
	return CalendarDay{span: s}, err
}

func weekdayOf(_ BusinessCalendar, d int64) (DayOfWeek, error) { return weekday(LocalDate(d)), nil }

func weekdayValue(_ BusinessCalendar, d int64) (int32, error) {
	return int32(weekday(LocalDate(d))), nil
}

func isBusinessDay(c BusinessCalendar, d int64) (truth, error) {
	is, err := c.IsBusinessDay(d)
	return truth(is), err
}

func isBusinessTime(c BusinessCalendar, t int64) (truth, error) {
	is, err := c.IsBusinessTime(t)
	return truth(is), err
}

func lastDayOf(end func(d int64) int64) func(c BusinessCalendar, d int64) (truth, error) {
	return func(c BusinessCalendar, d int64) (truth, error) {
		is, err := c.LastBusinessDay(d, end(d))
		return truth(is), err
	}
}

// complete is 1 on a day without business time.
func complete(c BusinessCalendar, t int64) (float64, error) {
	s, err := c.Span(c.DateOf(t))
	if !s.Open {
		return 1, err
	}
	return float64(s.Elapsed(t)) / float64(s.Nanos()), err
}

func remaining(c BusinessCalendar, t int64) (float64, error) {
	f, err := complete(c, t)
	return 1 - f, err
}

func fraction1(c BusinessCalendar, d int64) (float64, error) {
	s, err := c.Span(d)
	return float64(s.Nanos()) / float64(c.Hours().Nanos()), err
}

func allCalendars() List {
	var texts []string
	for _, c := range bizcal.All() {
		texts = append(texts, c.String())
	}
	return List("[" + strings.Join(texts, ", ") + "]")
}

func weekendOf(c BusinessCalendar) (Set, error) {
	var days []string
	weekend := slices.SortedFunc(slices.Values(c.Weekend()), func(a, b time.Weekday) int { return int(a+6)%7 - int(b+6)%7 })
	for _, d := range weekend {
		days = append(days, strings.ToUpper(d.String()))
	}
	return Set("[" + strings.Join(days, ", ") + "]"), nil
}

// Holidays are the days of a calendar that are not as usual, a java.util.Map.
type Holidays struct{ of BusinessCalendar }

func holidaysOf(c BusinessCalendar) (Holidays, error) { return Holidays{c}, nil }

// Get is the business time of a holiday.
func (h Holidays) Get(key any) (any, bool) {
	d, ok := key.(LocalDate)
	if !ok {
		return nil, false
	}
	for _, day := range h.of.Holidays() {
		if day == int64(d) {
			s, _ := dayOf(h.of, day)
			return s, true
		}
	}
	return nil, false
}

// Len is how many there are.
func (h Holidays) Len() int { return len(h.of.Holidays()) }

// String is {2024-01-01=CalendarDay{…}, …}.
func (h Holidays) String() string {
	var parts []string
	for _, d := range h.of.Holidays() {
		if s, err := dayOf(h.of, d); err == nil {
			parts = append(parts, LocalDate(d).String()+"="+s.String())
		}
	}
	return "{" + strings.Join(parts, ", ") + "}"
}
