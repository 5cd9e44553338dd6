package py

import (
	"fmt"
	"math"
	"math/big"
	"strings"
	"time"

	"go.starlark.net/starlark"
)

// Timedelta is Python's timedelta. Unlike Python's it may have nanoseconds, those of columns.
type Timedelta struct {
	secs  int64
	nanos int32 // from 0 to below a second
}

const (
	daySeconds   = 24 * 60 * 60
	maxDeltaDays = 999999999
)

// TimedeltaOf is a duration as a timedelta.
func TimedeltaOf(d time.Duration) Timedelta { return deltaOf(0, int64(d)) }

// deltaOf is so many seconds and nanoseconds, of which there may be any number.
func deltaOf(secs, nanos int64) Timedelta {
	secs += nanos / 1e9
	if nanos %= 1e9; nanos < 0 {
		secs, nanos = secs-1, nanos+1e9
	}
	return Timedelta{secs, int32(nanos)}
}

// Duration is the duration in Go's 292 years.
func (d Timedelta) Duration() (time.Duration, error) {
	n := d.total()
	if !n.IsInt64() {
		return 0, Raise("OverflowError", "%s is more than 292 years, which nanoseconds do not hold", d)
	}
	return time.Duration(n.Int64()), nil
}

// total is the nanoseconds.
func (d Timedelta) total() *big.Int {
	n := new(big.Int).Mul(big.NewInt(d.secs), big.NewInt(1e9))
	return n.Add(n, big.NewInt(int64(d.nanos)))
}

// deltaFrom is a timedelta of so many nanoseconds, or the error of one that is too long.
func deltaFrom(nanos *big.Int) (Timedelta, error) {
	secs, rest := new(big.Int).DivMod(nanos, big.NewInt(1e9), new(big.Int))
	if !secs.IsInt64() {
		days := new(big.Int).Div(secs, big.NewInt(daySeconds))
		return Timedelta{}, Raise("OverflowError", "days=%s; must have magnitude <= %d", days, maxDeltaDays)
	}
	return Timedelta{secs.Int64(), int32(rest.Int64())}.checked()
}

// checked is d, or the error of one that is too long.
func (d Timedelta) checked() (Timedelta, error) {
	if n := d.days(); n > maxDeltaDays || n < -maxDeltaDays {
		return d, Raise("OverflowError", "days=%d; must have magnitude <= %d", n, maxDeltaDays)
	}
	return d, nil
}

// days is the whole days, the one part that can be negative.
func (d Timedelta) days() int64 {
	n := d.secs / daySeconds
	if d.secs%daySeconds < 0 {
		n--
	}
	return n
}

// rest is the seconds within the day.
func (d Timedelta) rest() int64 { return d.secs - d.days()*daySeconds }

func (d Timedelta) String() string {
	s := d.rest()
	text := fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
	switch {
	case d.nanos%1000 != 0:
		text += fmt.Sprintf(".%09d", d.nanos)
	case d.nanos != 0:
		text += fmt.Sprintf(".%06d", d.nanos/1000)
	}
	switch n := d.days(); n {
	case 0:
		return text
	case 1, -1:
		return fmt.Sprintf("%d day, %s", n, text)
	default:
		return fmt.Sprintf("%d days, %s", n, text)
	}
}

func (d Timedelta) repr() string {
	var parts []string
	for _, p := range []struct {
		name string
		n    int64
	}{
		{"days", d.days()},
		{"seconds", d.rest()},
		{"microseconds", int64(d.nanos / 1000)},
		{"nanoseconds", int64(d.nanos % 1000)},
	} {
		if p.n != 0 {
			parts = append(parts, fmt.Sprintf("%s=%d", p.name, p.n))
		}
	}
	if parts == nil {
		parts = []string{"0"}
	}
	return "datetime.timedelta(" + strings.Join(parts, ", ") + ")"
}

func (d Timedelta) Type() string         { return "timedelta" }
func (d Timedelta) Freeze()              {}
func (d Timedelta) Truth() starlark.Bool { return d != Timedelta{} }
func (d Timedelta) Hash() (uint32, error) {
	return starlark.MakeInt64(d.secs*1e9 + int64(d.nanos)).Hash()
}

func (d Timedelta) pyClass() *Constructor { return timedeltaClass() }

// seconds is total_seconds().
func (d Timedelta) seconds() float64 {
	unit, per := int64(1000), 1e6
	if d.nanos%1000 != 0 {
		unit, per = 1, 1e9
	}
	n := new(big.Int).Quo(d.total(), big.NewInt(unit))
	f, _ := new(big.Rat).SetFrac(n, big.NewInt(int64(per))).Float64()
	return f
}

// Attr is days, seconds, microseconds or total_seconds(), or a limit.
func (d Timedelta) Attr(name string) (starlark.Value, error) {
	if v, err := Member(timedeltaMethods, d, name); v != nil || err != nil {
		return v, err
	}
	return timedeltaClass().Members[name], nil
}

// AttrNames is the names of the parts.
func (d Timedelta) AttrNames() []string {
	return append(EntryNames(timedeltaMethods), "max", "min", "resolution")
}

// timedeltaMethods is the table of what a timedelta has.
var timedeltaMethods = []Entry{
	{Sig: "days", Doc: "The whole days, which may be negative.", Fn: func(c *Call) (starlark.Value, error) {
		return starlark.MakeInt64(c.Recv.(Timedelta).days()), nil
	}},
	{Sig: "microseconds", Doc: "The microseconds of the second.", Fn: func(c *Call) (starlark.Value, error) {
		return starlark.MakeInt(int(c.Recv.(Timedelta).nanos / 1000)), nil
	}},
	{Sig: "seconds", Doc: "The seconds of the day.", Fn: func(c *Call) (starlark.Value, error) {
		return starlark.MakeInt64(c.Recv.(Timedelta).rest()), nil
	}},
	{Sig: "total_seconds() -> float", Doc: "The whole duration in seconds.", Fn: func(c *Call) (starlark.Value, error) {
		return starlark.Float(c.Recv.(Timedelta).seconds()), c.Unpack()
	}},
}

// wholeSeconds is up to how many of a unit newTimedelta adds up without large numbers.
const wholeSeconds = math.MaxInt32

func newTimedelta(c *Call) (starlark.Value, error) {
	var days, seconds, micros, millis, minutes, hours, weeks starlark.Value
	if err := c.Unpack("days?", &days, "seconds?", &seconds, "microseconds?", &micros, "milliseconds?", &millis, "minutes?", &minutes, "hours?", &hours, "weeks?", &weeks); err != nil {
		return nil, err
	}
	sum := &deltaSum{total: new(big.Int)}
	for _, p := range []struct {
		name   string
		v      starlark.Value
		micros int64
	}{
		{"microseconds", micros, 1},
		{"milliseconds", millis, 1e3},
		{"seconds", seconds, 1e6},
		{"minutes", minutes, 60e6},
		{"hours", hours, 3600e6},
		{"days", days, daySeconds * 1e6},
		{"weeks", weeks, 7 * daySeconds * 1e6},
	} {
		if err := sum.add(p.name, p.v, p.micros); err != nil {
			return nil, err
		}
	}
	return sum.delta()
}

// deltaSum adds up the arguments of timedelta as CPython does: whole microseconds exactly, and
// what is left of fractions rounded once in the end.
type deltaSum struct {
	small int64 // whole microseconds, as long as they are few
	total *big.Int
	left  float64
}

func (s *deltaSum) add(name string, v starlark.Value, micros int64) error {
	switch v := asNumber(v).(type) {
	case nil:
	case starlark.Int:
		if n, ok := v.Int64(); ok && n < wholeSeconds/7 && n > -wholeSeconds/7 && micros <= 1e6 {
			s.small += n * micros
			return nil
		}
		s.total.Add(s.total, new(big.Int).Mul(v.BigInt(), big.NewInt(micros)))
	case starlark.Float:
		whole, part := math.Modf(float64(v))
		n, err := truncated(whole)
		if err != nil {
			return err
		}
		s.total.Add(s.total, new(big.Int).Mul(n.BigInt(), big.NewInt(micros)))
		if part != 0 {
			whole, part = math.Modf(part * float64(micros))
			s.small += int64(whole)
			s.left += part
		}
	default:
		return Raise("TypeError", "unsupported type for timedelta %s component: %s", name, TypeOf(v))
	}
	return nil
}

// delta is the sum. A half is rounded so that the microseconds are even.
func (s *deltaSum) delta() (starlark.Value, error) {
	n := s.total.Add(s.total, big.NewInt(s.small))
	if s.left != 0 {
		whole := math.Round(s.left)
		if math.Abs(whole-s.left) == 0.5 {
			odd := float64(n.Bit(0))
			whole = 2*math.Round((s.left+odd)*0.5) - odd
		}
		n.Add(n, big.NewInt(int64(whole)))
	}
	d, err := deltaFrom(n.Mul(n, big.NewInt(1000)))
	if err != nil {
		return nil, err
	}
	return d, nil
}
