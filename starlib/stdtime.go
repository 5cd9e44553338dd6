package starlib

import (
	"math"
	"time"

	"go.starlark.net/starlark"
)

// timeEntries is the module time.
func timeEntries() []entry {
	return []entry{
		{sig: "monotonic() -> float", doc: "Seconds of a clock that is never set back.", fn: monotonic},
		{sig: "perf_counter() -> float", doc: "Seconds of a clock that is never set back.", fn: monotonic},
		{sig: "sleep(secs)", doc: "Waits; tables go on meanwhile.", fn: sleep},
		{sig: "time() -> float", doc: "Seconds since 1970-01-01T00:00:00Z.", fn: func(c *call) (starlark.Value, error) {
			return starlark.Float(float64(time.Now().UnixNano()) / 1e9), c.unpack()
		}},
		{sig: "time_ns() -> int", doc: "Nanoseconds since 1970-01-01T00:00:00Z.", fn: func(c *call) (starlark.Value, error) {
			return starlark.MakeInt64(time.Now().UnixNano()), c.unpack()
		}},
	}
}

func monotonic(c *call) (starlark.Value, error) {
	return starlark.Float(time.Since(c.started).Seconds()), c.unpack()
}

func sleep(c *call) (starlark.Value, error) {
	var secs starlark.Float
	if err := c.unpack("secs", floatArg(&secs)); err != nil {
		return nil, err
	}
	if secs < 0 || secs != secs {
		return nil, raise("ValueError", "sleep length must be non-negative")
	}
	d := time.Duration(math.MaxInt64)
	if n := float64(secs) * 1e9; n < math.MaxInt64 {
		d = time.Duration(n)
	}
	return starlark.None, c.Sleep(d)
}

// datetimeEntries is the module datetime.
func datetimeEntries() []entry {
	utc := newNamespace("timezone", starlark.StringDict{"utc": tz{time.UTC}})
	return []entry{
		{sig: "date", value: dateClass()},
		{sig: "datetime", value: datetimeClass()},
		{sig: "timedelta(days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0)", doc: "A duration.", fn: newTimedelta},
		{sig: "timezone", value: utc},
	}
}

// tz is a time zone.
type tz struct{ *time.Location }

func (z tz) repr() string          { return zoneRepr(time.Unix(0, 0).In(z.Location)) }
func (z tz) String() string        { return z.Location.String() }
func (z tz) Type() string          { return "timezone" }
func (z tz) Freeze()               {}
func (z tz) Truth() starlark.Bool  { return true }
func (z tz) Hash() (uint32, error) { return starlark.String(z.String()).Hash() }

// datetimeClass is the class datetime: it makes datetimes, and so do its members.
func datetimeClass() starlark.Value {
	return newClass("datetime", entry{
		sig: "datetime(year, month, day, hour=0, minute=0, second=0, microsecond=0, tzinfo=None)", doc: "A point in time.", fn: newDatetime,
	}, []entry{
		{sig: "fromisoformat(date_string)", doc: "The datetime of a text such as 2024-01-31T12:00:00Z.", fn: toInstant},
		{sig: "fromtimestamp(timestamp, tz=None)", doc: "The datetime of seconds since 1970.", fn: fromTimestamp},
		{sig: "now(tz=None)", doc: "The time now.", fn: datetimeNow},
		{sig: "utcnow()", doc: "The time now, in UTC without a zone.", fn: func(c *call) (starlark.Value, error) {
			return Datetime{time.Now().UTC(), true}, c.unpack()
		}},
	})
}

// newClass is a class of what own makes.
func newClass(name string, own entry, members []entry) *constructor {
	n := newNamespace(name, starlark.StringDict{})
	for i := range members {
		e := &members[i]
		n.members[e.name()] = &function{entry: e, name: name + "." + e.name()}
	}
	n.new = &function{name: name, entry: &own}
	return &constructor{n}
}

// constructor is a namespace that can be called.
type constructor struct{ *namespace }

// Name is the name of the class.
func (c *constructor) Name() string { return c.name }

// CallInternal makes a value.
func (c *constructor) CallInternal(th *starlark.Thread, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	return c.new.CallInternal(th, args, kwargs)
}

func newDatetime(c *call) (starlark.Value, error) {
	var year, month, day, hour, minute, second, micro int
	var info starlark.Value = starlark.None
	if err := c.unpack("year", &year, "month", &month, "day", &day, "hour?", &hour, "minute?", &minute, "second?", &second, "microsecond?", &micro, "tzinfo?", &info); err != nil {
		return nil, err
	}
	loc, naive, err := location(info)
	if err != nil {
		return nil, err
	}
	t := time.Date(year, time.Month(month), day, hour, minute, second, micro*1000, loc)
	if t.Year() != year || int(t.Month()) != month || t.Day() != day || t.Hour() != hour || t.Minute() != minute || t.Second() != second || micro < 0 || micro > 999999 {
		return nil, raise("ValueError", "%s: there is no %04d-%02d-%02d %02d:%02d:%02d.%06d", c.name, year, month, day, hour, minute, second, micro)
	}
	return Datetime{t, naive}, nil
}

func location(v starlark.Value) (loc *time.Location, naive bool, err error) {
	switch v := v.(type) {
	case starlark.NoneType:
		return time.UTC, true, nil
	case tz:
		return v.Location, false, nil
	}
	return nil, false, raise("TypeError", "tzinfo: got %s, want timezone.utc", pyType(v))
}

func datetimeNow(c *call) (starlark.Value, error) {
	var info starlark.Value = starlark.None
	if err := c.unpack("tz?", &info); err != nil {
		return nil, err
	}
	loc, naive, err := location(info)
	return Datetime{time.Now().In(loc), naive && c.name != "time.dh_now"}, err
}

func fromTimestamp(c *call) (starlark.Value, error) {
	var secs starlark.Float
	var info starlark.Value = starlark.None
	if err := c.unpack("timestamp", floatArg(&secs), "tz?", &info); err != nil {
		return nil, err
	}
	loc, naive, err := location(info)
	if err != nil {
		return nil, err
	}
	whole, part := math.Modf(float64(secs))
	return Datetime{time.Unix(int64(whole), int64(math.Round(part*1e6))*1000).In(loc), naive}, nil
}

func toInstant(c *call) (starlark.Value, error) {
	var v starlark.Value
	name := "dt"
	if c.name == "datetime.fromisoformat" {
		name = "date_string"
	}
	if err := c.unpack(name, &v); err != nil {
		return nil, err
	}
	if s, ok := starlark.AsString(v); ok {
		return parseInstant(s)
	}
	t, err := moment(v)
	if err != nil || t == nil {
		return starlark.None, err
	}
	return Datetime{t: t.UTC()}, nil
}

func newTimedelta(c *call) (starlark.Value, error) {
	var days, seconds, micros, millis, minutes, hours, weeks starlark.Float
	if err := c.unpack("days?", floatArg(&days), "seconds?", floatArg(&seconds), "microseconds?", floatArg(&micros), "milliseconds?", floatArg(&millis), "minutes?", floatArg(&minutes), "hours?", floatArg(&hours), "weeks?", floatArg(&weeks)); err != nil {
		return nil, err
	}
	secs := float64(((weeks*7+days)*24+hours)*60+minutes)*60 + float64(seconds)
	whole, part := math.Modf(secs)
	nanos := math.Round(part*1e9) + float64(millis)*1e6 + float64(micros)*1e3
	if math.Abs(secs)+math.Abs(nanos)/1e9 > math.MaxInt64/1e9 {
		return nil, raise("OverflowError", "timedelta: more than 292 years")
	}
	return Timedelta(time.Duration(whole)*time.Second + time.Duration(nanos)), nil
}
