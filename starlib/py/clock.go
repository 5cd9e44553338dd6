package py

import (
	"fmt"
	"time"

	"go.starlark.net/starlark"
)

// Clock is Python's time: a time of day, in nanoseconds since midnight.
type Clock int64

// on is the time on the first day of all.
func (t Clock) on() time.Time { return time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(t)) }

// ClockOf is the time of day of a point in time.
func ClockOf(t time.Time) Clock {
	y, m, d := t.Date()
	return Clock(time.Date(y, m, d, t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC).Sub(time.Date(y, m, d, 0, 0, 0, 0, time.UTC)))
}

func (t Clock) String() string {
	return t.on().Format(Datetime{Time: t.on(), Naive: true}.layout("T")[len("2006-01-02T"):])
}
func (t Clock) Type() string          { return "time" }
func (t Clock) Freeze()               {}
func (t Clock) Truth() starlark.Bool  { return true }
func (t Clock) Hash() (uint32, error) { return starlark.MakeInt64(int64(t)).Hash() }

func (t Clock) repr() string {
	at := t.on()
	s := fmt.Sprintf("datetime.time(%d, %d", at.Hour(), at.Minute())
	if at.Second() > 0 || at.Nanosecond() > 0 {
		s += fmt.Sprintf(", %d", at.Second())
	}
	if at.Nanosecond() > 0 {
		s += fmt.Sprintf(", %d", at.Nanosecond()/1000)
	}
	return s + ")"
}

// Cmp orders times of day.
func (t Clock) Cmp(y starlark.Value, _ int) (int, error) {
	return t.on().Compare(y.(Clock).on()), nil
}

// clockAttrs is which of a datetime's parts and methods a time of day has.
var clockAttrs = []string{"hour", "isoformat", "microsecond", "minute", "nanosecond", "second", "strftime"}

// Attr is a part of the time of day or a method.
func (t Clock) Attr(name string) (starlark.Value, error) {
	if name == "isoformat" {
		return &Function{name: "time.isoformat", recv: t, entry: &Entry{
			Sig: "isoformat() -> str", Doc: "The text 12:30:00.", Fn: func(c *Call) (starlark.Value, error) {
				return starlark.String(t.String()), c.Unpack()
			},
		}}, nil
	}
	for _, known := range clockAttrs {
		if name == known {
			return Datetime{Time: t.on(), Naive: true}.Attr(name)
		}
	}
	return nil, nil
}

// AttrNames is the names of the parts and methods.
func (t Clock) AttrNames() []string { return clockAttrs }

func newClock(c *Call) (starlark.Value, error) {
	var hour, minute, second, micro int
	if err := c.Unpack("hour?", &hour, "minute?", &minute, "second?", &second, "microsecond?", &micro); err != nil {
		return nil, err
	}
	if hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 || micro < 0 || micro > 999999 {
		return nil, Raise("ValueError", "%s: there is no %02d:%02d:%02d.%06d", c.Name, hour, minute, second, micro)
	}
	return Clock(((int64(hour)*60+int64(minute))*60+int64(second))*1e9 + int64(micro)*1e3), nil
}
