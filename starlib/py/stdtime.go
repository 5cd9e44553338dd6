package py

import (
	"math"
	"time"

	"go.starlark.net/starlark"

	"starling/internal/files"
	"starling/internal/wall"
)

// timeEntries is the module time. Scripts are in UTC, wherever they run.
func timeEntries() []Entry {
	return []Entry{
		{Sig: "altzone", Value: zero},
		{Sig: "asctime(t=None) -> str", Doc: "The text Wed Jan 31 12:00:00 2024 of a struct_time, or of now.", Fn: asctime},
		{Sig: "ctime(secs=None) -> str", Doc: "The text Wed Jan 31 12:00:00 2024 of seconds since 1970, or of now.", Fn: func(c *Call) (starlark.Value, error) {
			t, err := c.momentArg("secs")
			return ctimeOf(t), err
		}},
		{Sig: "daylight", Value: zero},
		{Sig: "gmtime(secs=None)", Doc: "The parts of seconds since 1970, or of now, in UTC.", Fn: structNow("GMT")},
		{Sig: "localtime(secs=None)", Doc: "The same as gmtime: scripts are in UTC.", Fn: structNow("UTC")},
		{Sig: "mktime(t) -> float", Doc: "The seconds since 1970 of a struct_time.", Fn: mktime},
		{Sig: "monotonic() -> float", Doc: "Seconds of a clock that is never set back.", Fn: monotonic},
		{Sig: "monotonic_ns() -> int", Doc: "Nanoseconds of a clock that is never set back.", Fn: monotonicNanos},
		{Sig: "perf_counter() -> float", Doc: "Seconds of a clock that is never set back.", Fn: monotonic},
		{Sig: "perf_counter_ns() -> int", Doc: "Nanoseconds of a clock that is never set back.", Fn: monotonicNanos},
		{Sig: "process_time() -> float", Doc: "Seconds of processor time that the process took.", Fn: func(c *Call) (starlark.Value, error) {
			return starlark.Float(files.ProcessTime().Seconds()), c.Unpack()
		}},
		{Sig: "process_time_ns() -> int", Doc: "Nanoseconds of processor time that the process took.", Fn: func(c *Call) (starlark.Value, error) {
			return starlark.MakeInt64(int64(files.ProcessTime())), c.Unpack()
		}},
		{Sig: "sleep(secs)", Doc: "Waits; tables go on meanwhile.", Fn: sleep},
		{Sig: "strftime(format, t=None) -> str", Doc: "The text of a struct_time, or of now, by a format such as \"%Y-%m-%d %H:%M:%S\".", Fn: timeStrftime},
		{Sig: "strptime(string, format=\"%a %b %d %H:%M:%S %Y\")", Doc: "The struct_time of a text by a format.", Fn: timeStrptime},
		{Sig: "struct_time(sequence)", Doc: "The parts of a time: tm_year, tm_mon, tm_mday, tm_hour, tm_min, tm_sec, tm_wday, tm_yday, tm_isdst.", Fn: newStructTime},
		{Sig: "time() -> float", Doc: "Seconds since 1970-01-01T00:00:00Z.", Fn: func(c *Call) (starlark.Value, error) {
			return starlark.Float(float64(wall.Now().UnixNano()) / 1e9), c.Unpack()
		}},
		{Sig: "time_ns() -> int", Doc: "Nanoseconds since 1970-01-01T00:00:00Z.", Fn: func(c *Call) (starlark.Value, error) {
			return starlark.MakeInt64(wall.Now().UnixNano()), c.Unpack()
		}},
		{Sig: "timezone", Value: zero},
		{Sig: "tzname", Value: starlark.Tuple{starlark.String("UTC"), starlark.String("UTC")}},
	}
}

func monotonic(c *Call) (starlark.Value, error) {
	return starlark.Float(wall.Now().Sub(c.started).Seconds()), c.Unpack()
}

func monotonicNanos(c *Call) (starlark.Value, error) {
	return starlark.MakeInt64(int64(wall.Now().Sub(c.started))), c.Unpack()
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

// momentArg takes the one argument, seconds since 1970; without it, or with None, it is now.
func (c *Call) momentArg(name string) (time.Time, error) {
	var secs starlark.Value = starlark.None
	if err := c.Unpack(name+"?", &secs); err != nil || secs == starlark.None {
		return wall.Now().UTC(), err
	}
	f, ok := starlark.AsFloat(asNumber(secs))
	switch {
	case !ok:
		return time.Time{}, Raise("TypeError", "'%s' object cannot be interpreted as an integer", TypeOf(secs))
	case math.IsNaN(f):
		return time.Time{}, Raise("ValueError", "Invalid value NaN (not a number)")
	case math.Abs(f) >= 1<<55:
		return time.Time{}, Raise("OverflowError", "timestamp out of range for platform time_t")
	}
	return time.Unix(int64(math.Floor(f)), 0).UTC(), nil
}

func structNow(zone string) func(*Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		t, err := c.momentArg("secs")
		return structUTC(t, zone), err
	}
}

// partsArg takes the parts of a time; without them it is now.
func (c *Call) partsArg(v starlark.Value) ([9]int, error) {
	if v == nil {
		v = structUTC(wall.Now(), "UTC")
	}
	return structParts(v)
}

func asctime(c *Call) (starlark.Value, error) {
	var v starlark.Value
	if err := c.Unpack("t?", &v); err != nil {
		return nil, err
	}
	p, err := c.partsArg(v)
	if err != nil {
		return nil, err
	}
	m, err := momentOfParts(p)
	return starlark.String(m.strftime("%a %b %e %H:%M:%S %Y")), err
}

func mktime(c *Call) (starlark.Value, error) {
	var v starlark.Value
	if err := c.Unpack("t", &v); err != nil {
		return nil, err
	}
	p, err := structParts(v)
	return starlark.Float(time.Date(p[0], time.Month(p[1]), p[2], p[3], p[4], p[5], 0, time.UTC).Unix()), err
}

func timeStrftime(c *Call) (starlark.Value, error) {
	var format string
	var v starlark.Value
	if err := c.Unpack("format", &format, "t?", &v); err != nil {
		return nil, err
	}
	p, err := c.partsArg(v)
	if err != nil {
		return nil, err
	}
	m, err := momentOfParts(p)
	if err != nil {
		return nil, err
	}
	return starlark.String(m.strftime(format)), nil
}

func timeStrptime(c *Call) (starlark.Value, error) {
	s, format := "", "%a %b %d %H:%M:%S %Y"
	if err := c.Unpack("string", &s, "format?", &format); err != nil {
		return nil, err
	}
	t, err := strptime(s, format)
	if err != nil {
		return nil, err
	}
	n := structOf(Datetime{Time: t.wall, Naive: true}, t.dst).(*Named)
	n.values[5], n.values[6], n.values[7] = starlark.MakeInt(t.second), starlark.MakeInt(t.weekday), starlark.MakeInt(t.yearday)
	n.more = starlark.StringDict{"tm_zone": starlark.None, "tm_gmtoff": starlark.None}
	if t.zone != "" {
		n.more["tm_zone"] = starlark.String(t.zone)
	}
	if t.offsetGiven {
		n.more["tm_gmtoff"] = starlark.MakeInt(t.offset)
	}
	return n, nil
}
