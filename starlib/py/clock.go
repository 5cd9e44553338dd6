package py

import (
	"sync"
	"time"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// Clock is Python's time: a time of day.
type Clock struct {
	nanos int64  // since midnight
	in    *tzone // nil: none
	later bool   // fold
}

// ClockAt is the time of day so many nanoseconds after midnight.
func ClockAt(nanos int64) Clock { return Clock{nanos: nanos} }

// ClockOf is the time of day of a point in time.
func ClockOf(t time.Time) Clock {
	h, m, s := t.Clock()
	return Clock{nanos: ((int64(h)*60+int64(m))*60+int64(s))*1e9 + int64(t.Nanosecond())}
}

// Nanos is the nanoseconds since midnight.
func (t Clock) Nanos() int64 { return t.nanos }

// on is the time on a day: that from which strftime takes the parts of a date.
func (t Clock) on() time.Time { return time.Date(1900, 1, 1, 0, 0, 0, int(t.nanos), time.UTC) }

// dated is the time on that day with its zone. Of a ZoneInfo nobody knows the distance to UTC
// without a day.
func (t Clock) dated() Datetime {
	if t.in == nil || t.in.key != "" {
		return Datetime{Time: t.on(), Naive: true, later: t.later}
	}
	return at(t.on(), t.in, t.later)
}

func (t Clock) String() string { return t.iso("auto") }

func (t Clock) iso(timespec string) string {
	s := isoClock(t.on(), timespec)
	if d := t.dated(); !d.Naive {
		s += offsetText(d.offset())
	}
	return s
}

func (t Clock) Type() string          { return "time" }
func (t Clock) Freeze()               {}
func (t Clock) Truth() starlark.Bool  { return true }
func (t Clock) pyClass() *Constructor { return clockClass() }

// Hash is that of the time in UTC.
func (t Clock) Hash() (uint32, error) { return starlark.MakeInt64(t.inUTC()).Hash() }

// inUTC is the nanoseconds since midnight in UTC, as far as its distance is known.
func (t Clock) inUTC() int64 {
	if d := t.dated(); !d.Naive {
		return t.nanos - int64(d.offset())*1e9
	}
	return t.nanos
}

func (t Clock) repr() string {
	s := "datetime.time(" + clockRepr(t.on())
	if t.in != nil {
		s += ", tzinfo=" + t.in.repr()
	}
	if t.later {
		s += ", fold=1"
	}
	return s + ")"
}

// CompareSameType compares times of day, those with zones as they are in UTC.
func (t Clock) CompareSameType(op syntax.Token, y starlark.Value, _ int) (bool, error) {
	u := y.(Clock)
	if t.dated().Naive != u.dated().Naive {
		if op == syntax.EQL || op == syntax.NEQ {
			return op == syntax.NEQ, nil
		}
		return false, Raise("TypeError", "can't compare offset-naive and offset-aware times")
	}
	a, b := t.inUTC(), u.inUTC()
	return threeWay(op, int(min(max(a-b, -1), 1))), nil
}

// Attr is a part of the time of day, a method or a limit.
func (t Clock) Attr(name string) (starlark.Value, error) {
	if v, err := Member(clockMethods(), t, name); v != nil || err != nil {
		return v, err
	}
	return clockClass().Members[name], nil
}

// AttrNames is the names of the parts and methods.
func (t Clock) AttrNames() []string { return EntryNames(clockMethods()) }

// clockClass is the class time.
var clockClass = sync.OnceValue(func() *Constructor {
	k := newConstructor("datetime", "time", Entry{
		Sig: "time(hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0)", Doc: "A time of day.", Fn: newClock,
	}, []Entry{{Sig: "fromisoformat(time_string)", Doc: "The time of day of a text such as 12:30:00.", Fn: clockOfText}}, clockMethods())
	k.Members["max"], k.Members["min"] = Clock{nanos: daySeconds*1e9 - 1000}, Clock{}
	k.Members["resolution"] = deltaOf(0, 1000)
	return k
})

func newClock(c *Call) (starlark.Value, error) {
	var hour, minute, second, micro, fold int
	var z *tzone
	if len(c.Args) > 5 {
		return nil, Raise("TypeError", "function takes at most 5 positional arguments (%d given)", len(c.Args))
	}
	if err := c.Unpack("hour?", &hour, "minute?", &minute, "second?", &second, "microsecond?", &micro, "tzinfo?", tzinfoArg{&z}, "fold?", &fold); err != nil {
		return nil, err
	}
	if err := checkClock(hour, minute, second, micro, fold); err != nil {
		return nil, err
	}
	return clockFrom(hour, minute, second, micro, 0, z, fold == 1), nil
}

func clockFrom(hour, minute, second, micro, nano int, z *tzone, later bool) Clock {
	return Clock{((int64(hour)*60+int64(minute))*60+int64(second))*1e9 + int64(micro)*1e3 + int64(nano), z, later}
}

func clockOfText(c *Call) (starlark.Value, error) {
	s, err := c.isoText()
	if err != nil {
		return nil, err
	}
	text := s
	if len(text) > 0 && text[0] == 'T' {
		text = text[1:]
	}
	p, z, err := isoTime(text)
	if err != nil {
		return nil, invalidISO(s, err)
	}
	if err := checkClock(p[0], p[1], p[2], p[3], 0); err != nil {
		return nil, err
	}
	return clockFrom(p[0], p[1], p[2], p[3], 0, z, false), nil
}
