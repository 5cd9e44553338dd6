package py

import (
	"math"
	"strings"
	"sync"
	"time"

	"go.starlark.net/starlark"

	"starling/internal/wall"
)

// datetimeEntries is the module datetime.
func datetimeEntries() []Entry {
	return []Entry{
		{Sig: "MAXYEAR", Value: starlark.MakeInt(9999)},
		{Sig: "MINYEAR", Value: starlark.MakeInt(1)},
		{Sig: "UTC", Value: utcZone},
		{Sig: "date", Value: dateClass()},
		{Sig: "datetime", Value: datetimeClass()},
		{Sig: "time", Value: clockClass()},
		{Sig: "timedelta", Value: timedeltaClass()},
		{Sig: "timezone", Value: timezoneClass()},
		{Sig: "tzinfo", Value: tzinfoClass()},
	}
}

// datetimeClass is the class datetime: it makes datetimes, and so do its members.
var datetimeClass = sync.OnceValue(func() *Constructor {
	k := newConstructor("datetime", "datetime", Entry{
		Sig: "datetime(year, month, day, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0)", Doc: "A point in time.", Fn: newDatetime,
	}, []Entry{
		{Sig: "combine(date, time, tzinfo=None)", Doc: "The datetime of a day and a time of day; the zone is that of the time unless tzinfo is given.", Fn: combine},
		{Sig: "fromisocalendar(year, week, day)", Doc: "The day of a week of an ISO year, as a datetime.", Fn: func(c *Call) (starlark.Value, error) {
			t, err := isoDayArg(c)
			return Datetime{Time: t, Naive: true}, err
		}},
		{Sig: "fromisoformat(date_string)", Doc: "The datetime of a text such as 2024-01-31T12:00:00Z.", Fn: fromISO},
		{Sig: "fromordinal(ordinal)", Doc: "The day of that number, as a datetime: the first of January of the year 1 is 1.", Fn: func(c *Call) (starlark.Value, error) {
			t, err := ordinalArg(c)
			return Datetime{Time: t, Naive: true}, err
		}},
		{Sig: "fromtimestamp(timestamp, tz=None)", Doc: "The datetime of seconds since 1970.", Fn: fromTimestamp},
		{Sig: "now(tz=None)", Doc: "The time now.", Fn: Now},
		{Sig: "strptime(date_string, format)", Doc: "The datetime of a text by a format such as \"%Y-%m-%d %H:%M:%S\".", Fn: datetimeStrptime},
		{Sig: "today()", Doc: "The time now, in UTC without a zone.", Fn: nowNaive},
		{Sig: "utcfromtimestamp(timestamp)", Doc: "The datetime of seconds since 1970, in UTC without a zone.", Fn: fromTimestamp},
		{Sig: "utcnow()", Doc: "The time now, in UTC without a zone.", Fn: nowNaive},
	}, datetimeMethods())
	k.base = dateClass()
	k.Members["max"] = Datetime{Time: lastMoment, Naive: true}
	k.Members["min"] = Datetime{Time: dayOf(1), Naive: true}
	k.Members["resolution"] = deltaOf(0, 1000)
	return k
})

var lastMoment = time.Date(9999, 12, 31, 23, 59, 59, 999999000, time.UTC)

// timedeltaClass is the class timedelta.
var timedeltaClass = sync.OnceValue(func() *Constructor {
	k := newConstructor("datetime", "timedelta", Entry{
		Sig: "timedelta(days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0)", Doc: "A duration.", Fn: newTimedelta,
	}, nil, timedeltaMethods)
	k.Members["max"] = deltaOf((maxDeltaDays+1)*daySeconds, -1000)
	k.Members["min"] = deltaOf(-maxDeltaDays*daySeconds, 0)
	k.Members["resolution"] = deltaOf(0, 1000)
	return k
})

func newDatetime(c *Call) (starlark.Value, error) {
	var year, month, day, hour, minute, second, micro, fold int
	var z *tzone
	if len(c.Args) > 8 {
		return nil, Raise("TypeError", "function takes at most 8 positional arguments (%d given)", len(c.Args))
	}
	if err := c.Unpack("year", &year, "month", &month, "day", &day, "hour?", &hour, "minute?", &minute, "second?", &second, "microsecond?", &micro, "tzinfo?", tzinfoArg{&z}, "fold?", &fold); err != nil {
		return nil, err
	}
	err := checkDay(year, month, day)
	if err == nil {
		err = checkClock(hour, minute, second, micro, fold)
	}
	if err != nil {
		return nil, err
	}
	return at(time.Date(year, time.Month(month), day, hour, minute, second, micro*1000, time.UTC), z, fold == 1), nil
}

// microNow is the time now as Python has it, in microseconds.
func microNow() time.Time { return wall.Now().UTC().Truncate(time.Microsecond) }

func nowNaive(c *Call) (starlark.Value, error) {
	return Datetime{Time: microNow(), Naive: true}, c.Unpack()
}

// Now is datetime.now(tz=None).
func Now(c *Call) (starlark.Value, error) {
	var z *tzone
	if err := c.Unpack("tz?", tzinfoArg{&z}); err != nil {
		return nil, err
	}
	if z == nil {
		return Datetime{Time: microNow(), Naive: true}, nil
	}
	return datetimeIn(microNow(), z)
}

// combine is datetime.combine.
func combine(c *Call) (starlark.Value, error) {
	var day, clock, info starlark.Value
	if err := c.Unpack("date", &day, "time", &clock, "tzinfo?", &info); err != nil {
		return nil, err
	}
	d, ok := AsDatetime(day)
	if !ok {
		return nil, Raise("TypeError", "combine() argument 1 must be datetime.date, not %s", TypeOf(day))
	}
	t, ok := clock.(Clock)
	if !ok {
		return nil, Raise("TypeError", "combine() argument 2 must be datetime.time, not %s", TypeOf(clock))
	}
	z := t.in
	if info != nil {
		if err := (tzinfoArg{&z}).Unpack(info); err != nil {
			return nil, err
		}
	}
	y, m, n := d.wall().Date()
	return at(time.Date(y, m, n, 0, 0, 0, 0, time.UTC).Add(time.Duration(t.nanos)), z, t.later), nil
}

// isoDayArg takes a day by year, week and weekday.
func isoDayArg(c *Call) (time.Time, error) {
	var year, week, weekday int
	if err := c.Unpack("year", &year, "week", &week, "day", &weekday); err != nil {
		return time.Time{}, err
	}
	return isoDay(year, week, weekday)
}

// ordinalArg takes a day by its number.
func ordinalArg(c *Call) (time.Time, error) {
	var n int
	if err := c.Unpack("ordinal", &n); err != nil {
		return time.Time{}, err
	}
	switch {
	case n < 1:
		return time.Time{}, Raise("ValueError", "ordinal must be >= 1")
	case n > maxOrdinal:
		return time.Time{}, Raise("ValueError", "year is out of range")
	}
	return dayOf(int64(n)), nil
}

// fromTimestamp is fromtimestamp and utcfromtimestamp.
func fromTimestamp(c *Call) (starlark.Value, error) {
	var stamp starlark.Value
	var z *tzone
	var err error
	if strings.HasSuffix(c.Name, "utcfromtimestamp") {
		err = c.Unpack("timestamp", &stamp)
	} else {
		err = c.Unpack("timestamp", &stamp, "tz?", tzinfoArg{&z})
	}
	if err != nil {
		return nil, err
	}
	t, err := momentOf(stamp)
	switch {
	case err != nil:
		return nil, err
	case z == nil:
		return Datetime{Time: t, Naive: true}, nil
	}
	return datetimeIn(t, z)
}

// momentOf is the time of seconds since 1970, to the nearest microsecond.
func momentOf(stamp starlark.Value) (time.Time, error) {
	f, ok := starlark.AsFloat(asNumber(stamp))
	switch {
	case !ok:
		return time.Time{}, Raise("TypeError", "'%s' object cannot be interpreted as an integer", TypeOf(stamp))
	case math.IsNaN(f):
		return time.Time{}, Raise("ValueError", "Invalid value NaN (not a number)")
	case math.Abs(f) >= 1<<62:
		return time.Time{}, Raise("OverflowError", "timestamp out of range for platform time_t")
	}
	whole, part := math.Modf(f)
	t := time.Unix(int64(whole), int64(math.RoundToEven(part*1e6))*1000).UTC()
	if !inYears(t) {
		return t, Raise("ValueError", "year %d is out of range", t.Year())
	}
	return t, nil
}
