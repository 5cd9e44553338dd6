package py

import (
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"go.starlark.net/starlark"
)

// dayMethods is what dates and datetimes have in common. What their clocks show is in UTC.
func dayMethods(clock func(v starlark.Value) time.Time) []Entry {
	part := func(f func(time.Time) int) func(*Call) (starlark.Value, error) {
		return func(c *Call) (starlark.Value, error) { return starlark.MakeInt(f(clock(c.Recv))), nil }
	}
	told := func(f func(time.Time) starlark.Value) func(*Call) (starlark.Value, error) {
		return func(c *Call) (starlark.Value, error) { return f(clock(c.Recv)), c.Unpack() }
	}
	return []Entry{
		{Sig: "ctime() -> str", Doc: "The text Wed Jan 31 12:00:00 2024.", Fn: told(ctimeOf)},
		{Sig: "day", Doc: "The day of the month, from 1.", Fn: part(time.Time.Day)},
		{Sig: "isocalendar()", Doc: "The ISO year, week and weekday, from 1.", Fn: told(isoCalendarOf)},
		{Sig: "isoweekday() -> int", Doc: "The day of the week: Monday is 1.", Fn: told(func(t time.Time) starlark.Value { return starlark.MakeInt(weekdayOf(t) + 1) })},
		{Sig: "month", Doc: "The month, from 1.", Fn: part(func(t time.Time) int { return int(t.Month()) })},
		{Sig: "toordinal() -> int", Doc: "The number of the day: the first of January of the year 1 is 1.", Fn: told(func(t time.Time) starlark.Value {
			return starlark.MakeInt64(ordinalOf(t))
		})},
		{Sig: "weekday() -> int", Doc: "The day of the week: Monday is 0.", Fn: told(func(t time.Time) starlark.Value { return starlark.MakeInt(weekdayOf(t)) })},
		{Sig: "year", Doc: "The year.", Fn: part(time.Time.Year)},
	}
}

// hourMethods is what times of day and datetimes have in common.
func hourMethods(clock func(v starlark.Value) time.Time) []Entry {
	part := func(f func(time.Time) int) func(*Call) (starlark.Value, error) {
		return func(c *Call) (starlark.Value, error) { return starlark.MakeInt(f(clock(c.Recv))), nil }
	}
	return []Entry{
		{Sig: "hour", Doc: "The hour, from 0.", Fn: part(time.Time.Hour)},
		{Sig: "microsecond", Doc: "The microsecond of the second.", Fn: part(func(t time.Time) int { return t.Nanosecond() / 1000 })},
		{Sig: "minute", Doc: "The minute.", Fn: part(time.Time.Minute)},
		{Sig: "nanosecond", Doc: "The nanosecond of the second.", Fn: part(time.Time.Nanosecond)},
		{Sig: "second", Doc: "The second.", Fn: part(time.Time.Second)},
	}
}

// strftimeEntry is the method strftime.
var strftimeEntry = Entry{Sig: "strftime(format) -> str", Doc: "The text that a format such as \"%Y-%m-%d %H:%M:%S\" gives.", Fn: func(c *Call) (starlark.Value, error) {
	var format string
	if err := c.Unpack("format", &format); err != nil {
		return nil, err
	}
	s, err := c.Recv.(formattable).format(format)
	return starlark.String(s), err
}}

// formattable is a value with formats of its own.
type formattable interface {
	starlark.Value
	format(spec string) (string, error)
}

func inOrder(tables ...[]Entry) []Entry {
	var all []Entry
	for _, t := range tables {
		all = append(all, t...)
	}
	slices.SortFunc(all, func(a, b Entry) int { return strings.Compare(a.Name(), b.Name()) })
	return all
}

// datetimeMethods is the table of what a datetime has.
var datetimeMethods = sync.OnceValue(func() []Entry {
	clock := func(v starlark.Value) time.Time { return v.(Datetime).wall() }
	told := func(f func(d Datetime) starlark.Value) func(*Call) (starlark.Value, error) {
		return func(c *Call) (starlark.Value, error) { return f(c.Recv.(Datetime)), c.Unpack() }
	}
	return inOrder(dayMethods(clock), hourMethods(clock), []Entry{
		{Sig: "astimezone(tz=None)", Doc: "The same point in time by the clock of another zone; without one of UTC.", Fn: astimezone},
		{Sig: "date()", Doc: "The day.", Fn: told(func(d Datetime) starlark.Value { return NewDate(d.wall().Date()) })},
		{Sig: "dst()", Doc: "How much of the distance from UTC is summer time; None if nobody knows.", Fn: told(dstOf)},
		{Sig: "fold", Doc: "1 for the second time of a clock that is shown twice, else 0.", Fn: func(c *Call) (starlark.Value, error) {
			return starlark.MakeInt(foldNumber(c.Recv.(Datetime).later)), nil
		}},
		{Sig: "isoformat(sep=\"T\", timespec=\"auto\") -> str", Doc: "The text 2024-01-31T12:00:00+00:00.", Fn: datetimeISO},
		{Sig: "replace(year=None, month=None, day=None, hour=None, minute=None, second=None, microsecond=None, tzinfo=None, *, fold=None)", Doc: "The datetime with other parts.", Fn: datetimeReplace},
		strftimeEntry,
		{Sig: "time()", Doc: "The time of day, without a zone.", Fn: told(func(d Datetime) starlark.Value {
			t := ClockOf(d.wall())
			t.later = d.later
			return t
		})},
		{Sig: "timestamp() -> float", Doc: "Seconds since 1970-01-01T00:00:00Z.", Fn: told(func(d Datetime) starlark.Value {
			return starlark.Float(between(d.Time, time.Unix(0, 0)).seconds())
		})},
		{Sig: "timetuple()", Doc: "The parts as a time.struct_time.", Fn: told(func(d Datetime) starlark.Value { return structOf(d, dstFlag(d)) })},
		{Sig: "timetz()", Doc: "The time of day, with the zone.", Fn: told(func(d Datetime) starlark.Value {
			t := ClockOf(d.wall())
			t.later, t.in = d.later, d.zone()
			return t
		})},
		{Sig: "tzinfo", Doc: "The time zone, or None.", Fn: func(c *Call) (starlark.Value, error) { return zoneValue(c.Recv.(Datetime).zone()), nil }},
		{Sig: "tzname()", Doc: "The name of the zone, or None.", Fn: told(tznameOf)},
		{Sig: "utcoffset()", Doc: "The distance from UTC, or None.", Fn: told(utcoffsetOf)},
		{Sig: "utctimetuple()", Doc: "The parts in UTC as a time.struct_time.", Fn: told(func(d Datetime) starlark.Value {
			return structOf(Datetime{Time: d.Time.UTC(), Naive: true}, 0)
		})},
	})
})

func foldNumber(later bool) int {
	if later {
		return 1
	}
	return 0
}

func zoneValue(z *tzone) starlark.Value {
	if z == nil {
		return starlark.None
	}
	return z
}

// dstFlag is tm_isdst.
func dstFlag(d Datetime) int {
	switch by := dstOf(d).(type) {
	case Timedelta:
		if by.Truth() {
			return 1
		}
		return 0
	}
	return -1
}

func datetimeISO(c *Call) (starlark.Value, error) {
	sep, timespec := "T", "auto"
	if err := c.Unpack("sep?", &sep, "timespec?", &timespec); err != nil {
		return nil, err
	}
	if utf8.RuneCountInString(sep) != 1 {
		return nil, Raise("TypeError", "isoformat() argument 1 must be a unicode character, not str")
	}
	if err := checkTimespec(timespec); err != nil {
		return nil, err
	}
	return starlark.String(c.Recv.(Datetime).iso(sep, timespec)), nil
}

func checkTimespec(timespec string) error {
	if isoSpecs[timespec] == "" && timespec != "auto" {
		return Raise("ValueError", "Unknown timespec value")
	}
	return nil
}

func astimezone(c *Call) (starlark.Value, error) {
	z := localZone
	if err := c.Unpack("tz?", tzinfoArg{&z}); err != nil {
		return nil, err
	}
	if z == nil {
		z = localZone
	}
	return datetimeIn(c.Recv.(Datetime).Time.UTC(), z)
}

// zoneOrKeep takes a time zone or None, and nothing leaves what is there.
func zoneOrKeep(v starlark.Value, now *tzone) (*tzone, error) {
	if v == nil {
		return now, nil
	}
	err := tzinfoArg{&now}.Unpack(v)
	return now, err
}

func datetimeReplace(c *Call) (starlark.Value, error) {
	d := c.Recv.(Datetime)
	wall := d.wall()
	y, mo, day := wall.Date()
	month, fold := int(mo), foldNumber(d.later)
	h, m, s := wall.Clock()
	micro, nanos := wall.Nanosecond()/1000, wall.Nanosecond()%1000
	was := micro
	var info starlark.Value
	if len(c.Args) > 8 {
		return nil, Raise("TypeError", "replace() takes at most 8 positional arguments (%d given)", len(c.Args))
	}
	if err := c.Unpack("year?", &y, "month?", &month, "day?", &day, "hour?", &h, "minute?", &m, "second?", &s, "microsecond?", &micro, "tzinfo?", &info, "fold?", &fold); err != nil {
		return nil, err
	}
	z, err := zoneOrKeep(info, d.zone())
	if err == nil {
		err = checkDay(y, month, day)
	}
	if err == nil {
		err = checkClock(h, m, s, micro, fold)
	}
	if err != nil {
		return nil, err
	}
	if micro != was {
		nanos = 0
	}
	return at(time.Date(y, time.Month(month), day, h, m, s, micro*1000+nanos, time.UTC), z, fold == 1), nil
}

// dateMethods is the table of what a date has.
var dateMethods = sync.OnceValue(func() []Entry {
	return inOrder(dayMethods(func(v starlark.Value) time.Time { return v.(Date).t }), []Entry{
		{Sig: "isoformat() -> str", Doc: "The text 2024-01-31.", Fn: func(c *Call) (starlark.Value, error) {
			return starlark.String(c.Recv.(Date).String()), c.Unpack()
		}},
		{Sig: "replace(year=None, month=None, day=None)", Doc: "The day with other parts.", Fn: func(c *Call) (starlark.Value, error) {
			y, mo, day := c.Recv.(Date).t.Date()
			month := int(mo)
			if err := c.Unpack("year?", &y, "month?", &month, "day?", &day); err != nil {
				return nil, err
			}
			return NewDate(y, time.Month(month), day), checkDay(y, month, day)
		}},
		strftimeEntry,
		{Sig: "timetuple()", Doc: "The parts as a time.struct_time.", Fn: func(c *Call) (starlark.Value, error) {
			return structOf(c.Recv.(Date).midnight(), -1), c.Unpack()
		}},
	})
})

// clockMethods is the table of what a time of day has.
var clockMethods = sync.OnceValue(func() []Entry {
	asked := func(f func(d Datetime) starlark.Value) func(*Call) (starlark.Value, error) {
		return func(c *Call) (starlark.Value, error) {
			if err := c.Unpack(); err != nil {
				return nil, err
			}
			return f(c.Recv.(Clock).dated()), nil
		}
	}
	return inOrder(hourMethods(func(v starlark.Value) time.Time { return v.(Clock).on() }), []Entry{
		{Sig: "dst()", Doc: "How much of the distance from UTC is summer time; None if nobody knows.", Fn: asked(dstOf)},
		{Sig: "fold", Doc: "1 for the second time of a clock that is shown twice, else 0.", Fn: func(c *Call) (starlark.Value, error) {
			return starlark.MakeInt(foldNumber(c.Recv.(Clock).later)), nil
		}},
		{Sig: "isoformat(timespec=\"auto\") -> str", Doc: "The text 12:30:00.", Fn: func(c *Call) (starlark.Value, error) {
			timespec := "auto"
			err := c.Unpack("timespec?", &timespec)
			if err == nil {
				err = checkTimespec(timespec)
			}
			if err != nil {
				return nil, err
			}
			return starlark.String(c.Recv.(Clock).iso(timespec)), nil
		}},
		{Sig: "replace(hour=None, minute=None, second=None, microsecond=None, tzinfo=None, *, fold=None)", Doc: "The time of day with other parts.", Fn: clockReplace},
		strftimeEntry,
		{Sig: "tzinfo", Doc: "The time zone, or None.", Fn: func(c *Call) (starlark.Value, error) { return zoneValue(c.Recv.(Clock).in), nil }},
		{Sig: "tzname()", Doc: "The name of the zone, or None.", Fn: asked(tznameOf)},
		{Sig: "utcoffset()", Doc: "The distance from UTC, or None.", Fn: asked(utcoffsetOf)},
	})
})

func clockReplace(c *Call) (starlark.Value, error) {
	t := c.Recv.(Clock)
	on := t.on()
	h, m, s := on.Clock()
	micro, nanos, fold := on.Nanosecond()/1000, on.Nanosecond()%1000, foldNumber(t.later)
	was := micro
	var info starlark.Value
	if err := c.Unpack("hour?", &h, "minute?", &m, "second?", &s, "microsecond?", &micro, "tzinfo?", &info, "fold?", &fold); err != nil {
		return nil, err
	}
	z, err := zoneOrKeep(info, t.in)
	if err == nil {
		err = checkClock(h, m, s, micro, fold)
	}
	if err != nil {
		return nil, err
	}
	if micro != was {
		nanos = 0
	}
	return clockFrom(h, m, s, micro, nanos, z, fold == 1), nil
}
