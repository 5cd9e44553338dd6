package py

import (
	"math"
	"time"

	"go.starlark.net/starlark"

	"starling/internal/wall"
)

// timeEntries is the module time.
func timeEntries() []Entry {
	return []Entry{
		{Sig: "monotonic() -> float", Doc: "Seconds of a clock that is never set back.", Fn: monotonic},
		{Sig: "perf_counter() -> float", Doc: "Seconds of a clock that is never set back.", Fn: monotonic},
		{Sig: "sleep(secs)", Doc: "Waits; tables go on meanwhile.", Fn: sleep},
		{Sig: "time() -> float", Doc: "Seconds since 1970-01-01T00:00:00Z.", Fn: func(c *Call) (starlark.Value, error) {
			return starlark.Float(float64(wall.Now().UnixNano()) / 1e9), c.Unpack()
		}},
		{Sig: "time_ns() -> int", Doc: "Nanoseconds since 1970-01-01T00:00:00Z.", Fn: func(c *Call) (starlark.Value, error) {
			return starlark.MakeInt64(wall.Now().UnixNano()), c.Unpack()
		}},
	}
}

func monotonic(c *Call) (starlark.Value, error) {
	return starlark.Float(wall.Now().Sub(c.started).Seconds()), c.Unpack()
}

func sleep(c *Call) (starlark.Value, error) {
	var secs starlark.Float
	if err := c.Unpack("secs", FloatArg(&secs)); err != nil {
		return nil, err
	}
	if secs < 0 || secs != secs {
		return nil, Raise("ValueError", "sleep length must be non-negative")
	}
	d := time.Duration(math.MaxInt64)
	if n := float64(secs) * 1e9; n < math.MaxInt64 {
		d = time.Duration(n)
	}
	return starlark.None, c.Sleep(d)
}

// datetimeEntries is the module datetime.
func datetimeEntries() []Entry {
	zone := newClass("timezone", Entry{Sig: "timezone(offset, name=None)", Doc: "A time zone by its distance to UTC.", Fn: newTimezone}, nil)
	zone.Members["utc"] = tz{time.UTC}
	return []Entry{
		{Sig: "date", Value: dateClass()},
		{Sig: "datetime", Value: datetimeClass()},
		{Sig: "time(hour=0, minute=0, second=0, microsecond=0)", Doc: "A time of day.", Fn: newClock},
		{Sig: "timedelta(days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0)", Doc: "A duration.", Fn: newTimedelta},
		{Sig: "timezone", Value: zone},
	}
}

// tz is a time zone.
type tz struct{ *time.Location }

// Location is the time zone that v is, if it is one.
func Location(v starlark.Value) (*time.Location, bool) {
	z, ok := v.(tz)
	return z.Location, ok
}

func (z tz) repr() string          { return zoneRepr(time.Unix(0, 0).In(z.Location)) }
func (z tz) String() string        { return z.Location.String() }
func (z tz) Type() string          { return "timezone" }
func (z tz) Freeze()               {}
func (z tz) Truth() starlark.Bool  { return true }
func (z tz) Hash() (uint32, error) { return starlark.String(z.String()).Hash() }

// newTimezone makes a zone of a timedelta, named as Python names it.
func newTimezone(c *Call) (starlark.Value, error) {
	var offset starlark.Value
	var name starlark.Value = starlark.None
	if err := c.Unpack("offset", &offset, "name?", &name); err != nil {
		return nil, err
	}
	d, ok := offset.(Timedelta)
	if !ok {
		return nil, Raise("TypeError", "timezone: offset: got %s, want a timedelta", TypeOf(offset))
	}
	if d <= -day || d >= day {
		return nil, Raise("ValueError", "offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not %s", d.repr())
	}
	called, given := starlark.AsString(name)
	switch {
	case given:
	case name != starlark.None:
		return nil, Raise("TypeError", "timezone: name: got %s, want a string", TypeOf(name))
	case d == 0:
		return tz{time.UTC}, nil
	default:
		called = "UTC" + time.Unix(0, 0).In(time.FixedZone("", int(time.Duration(d)/time.Second))).Format("-07:00")
	}
	return tz{time.FixedZone(called, int(time.Duration(d)/time.Second))}, nil
}

// datetimeClass is the class datetime: it makes datetimes, and so do its members.
func datetimeClass() starlark.Value {
	return newClass("datetime", Entry{
		Sig: "datetime(year, month, day, hour=0, minute=0, second=0, microsecond=0, tzinfo=None)", Doc: "A point in time.", Fn: newDatetime,
	}, []Entry{
		{Sig: "fromisoformat(date_string)", Doc: "The datetime of a text such as 2024-01-31T12:00:00Z.", Fn: fromISO},
		{Sig: "fromtimestamp(timestamp, tz=None)", Doc: "The datetime of seconds since 1970.", Fn: fromTimestamp},
		{Sig: "now(tz=None)", Doc: "The time now.", Fn: Now},
		{Sig: "utcnow()", Doc: "The time now, in UTC without a zone.", Fn: func(c *Call) (starlark.Value, error) {
			return Datetime{Time: wall.Now().UTC(), Naive: true}, c.Unpack()
		}},
	})
}

// newClass is a class of what own makes.
func newClass(name string, own Entry, members []Entry) *Constructor {
	n := NewNamespace(name, starlark.StringDict{})
	for i := range members {
		e := &members[i]
		n.Members[e.Name()] = &Function{entry: e, name: name + "." + e.Name()}
	}
	n.new = &Function{name: name, entry: &own}
	return &Constructor{n}
}

// Constructor is a namespace that can be called.
type Constructor struct{ *Namespace }

// Name is the name of the class.
func (c *Constructor) Name() string { return c.Namespace.Name }

// CallInternal makes a value.
func (c *Constructor) CallInternal(th *starlark.Thread, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	return c.new.CallInternal(th, args, kwargs)
}

func newDatetime(c *Call) (starlark.Value, error) {
	var year, month, day, hour, minute, second, micro int
	var info starlark.Value = starlark.None
	if err := c.Unpack("year", &year, "month", &month, "day", &day, "hour?", &hour, "minute?", &minute, "second?", &second, "microsecond?", &micro, "tzinfo?", &info); err != nil {
		return nil, err
	}
	loc, naive, err := location(info)
	if err != nil {
		return nil, err
	}
	t := time.Date(year, time.Month(month), day, hour, minute, second, micro*1000, loc)
	if t.Year() != year || int(t.Month()) != month || t.Day() != day || t.Hour() != hour || t.Minute() != minute || t.Second() != second || micro < 0 || micro > 999999 {
		return nil, Raise("ValueError", "%s: there is no %04d-%02d-%02d %02d:%02d:%02d.%06d", c.Name, year, month, day, hour, minute, second, micro)
	}
	return Datetime{Time: t, Naive: naive}, nil
}

func location(v starlark.Value) (loc *time.Location, naive bool, err error) {
	switch v := v.(type) {
	case starlark.NoneType:
		return time.UTC, true, nil
	case tz:
		return v.Location, false, nil
	}
	return nil, false, Raise("TypeError", "tzinfo: got %s, want timezone.utc", TypeOf(v))
}

// Now is datetime.now(tz=None).
func Now(c *Call) (starlark.Value, error) {
	var info starlark.Value = starlark.None
	if err := c.Unpack("tz?", &info); err != nil {
		return nil, err
	}
	loc, naive, err := location(info)
	return Datetime{Time: wall.Now().In(loc), Naive: naive}, err
}

func fromISO(c *Call) (starlark.Value, error) { return ToInstant(c, "date_string") }

func fromTimestamp(c *Call) (starlark.Value, error) {
	var secs starlark.Float
	var info starlark.Value = starlark.None
	if err := c.Unpack("timestamp", FloatArg(&secs), "tz?", &info); err != nil {
		return nil, err
	}
	loc, naive, err := location(info)
	if err != nil {
		return nil, err
	}
	whole, part := math.Modf(float64(secs))
	return Datetime{Time: time.Unix(int64(whole), int64(math.Round(part*1e6))*1000).In(loc), Naive: naive}, nil
}

func newTimedelta(c *Call) (starlark.Value, error) {
	var days, seconds, micros, millis, minutes, hours, weeks starlark.Float
	if err := c.Unpack("days?", FloatArg(&days), "seconds?", FloatArg(&seconds), "microseconds?", FloatArg(&micros), "milliseconds?", FloatArg(&millis), "minutes?", FloatArg(&minutes), "hours?", FloatArg(&hours), "weeks?", FloatArg(&weeks)); err != nil {
		return nil, err
	}
	secs := float64(((weeks*7+days)*24+hours)*60+minutes)*60 + float64(seconds)
	whole, part := math.Modf(secs)
	nanos := math.Round(part*1e9) + float64(millis)*1e6 + float64(micros)*1e3
	if math.Abs(secs)+math.Abs(nanos)/1e9 > math.MaxInt64/1e9 {
		return nil, Raise("OverflowError", "timedelta: more than 292 years")
	}
	return Timedelta(time.Duration(whole)*time.Second + time.Duration(nanos)), nil
}
