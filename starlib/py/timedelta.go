package py

import (
	"fmt"
	"strings"
	"time"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// Timedelta is Python's timedelta, with nanoseconds.
type Timedelta time.Duration

// day is the unit of a timedelta's days.
const day = Timedelta(24 * time.Hour)

// parts is d as Python keeps it: only the days can be negative.
func (d Timedelta) parts() (days int, rest time.Duration) {
	n := d / day
	if d%day < 0 {
		n--
	}
	return int(n), time.Duration(d - n*day)
}

func (d Timedelta) days() int {
	n, _ := d.parts()
	return n
}

func (d Timedelta) String() string {
	days, rest := d.parts()
	layout := "15:04:05"
	switch {
	case rest%time.Microsecond != 0:
		layout += ".000000000"
	case rest%time.Second != 0:
		layout += ".000000"
	}
	s := strings.TrimPrefix(time.Time{}.Add(rest).Format(layout), "0")
	switch days {
	case 0:
		return s
	case 1, -1:
		return fmt.Sprintf("%d day, %s", days, s)
	}
	return fmt.Sprintf("%d days, %s", days, s)
}

func (d Timedelta) repr() string {
	days, rest := d.parts()
	var parts []string
	for _, p := range []struct {
		name string
		n    int64
	}{
		{"days", int64(days)},
		{"seconds", int64(rest / time.Second)},
		{"microseconds", int64(rest % time.Second / time.Microsecond)},
		{"nanoseconds", int64(rest % time.Microsecond)},
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

func (d Timedelta) Type() string          { return "timedelta" }
func (d Timedelta) Freeze()               {}
func (d Timedelta) Truth() starlark.Bool  { return d != 0 }
func (d Timedelta) Hash() (uint32, error) { return starlark.MakeInt64(int64(d)).Hash() }

// Cmp orders durations.
func (d Timedelta) Cmp(y starlark.Value, _ int) (int, error) {
	return int(min(max(int64(d)-int64(y.(Timedelta)), -1), 1)), nil
}

// Binary is sums, differences, multiples and quotients.
func (d Timedelta) Binary(op syntax.Token, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	switch y := y.(type) {
	case Timedelta:
		switch op {
		case syntax.PLUS:
			return d + y, nil
		case syntax.MINUS:
			return d - y, nil
		case syntax.SLASH:
			if y == 0 {
				return nil, Raise("ZeroDivisionError", "division by zero")
			}
			return starlark.Float(float64(d) / float64(y)), nil
		}
	case starlark.Int, starlark.Float:
		f, _ := starlark.AsFloat(y)
		switch {
		case op == syntax.STAR:
			return Timedelta(float64(d) * f), nil
		case op == syntax.SLASH && side == starlark.Left:
			if f == 0 {
				return nil, Raise("ZeroDivisionError", "division by zero")
			}
			return Timedelta(float64(d) / f), nil
		}
	}
	return nil, nil
}

// Unary is -d and +d.
func (d Timedelta) Unary(op syntax.Token) (starlark.Value, error) {
	switch op {
	case syntax.MINUS:
		return -d, nil
	case syntax.PLUS:
		return d, nil
	}
	return nil, nil
}

// Attr is days, seconds, microseconds or total_seconds().
func (d Timedelta) Attr(name string) (starlark.Value, error) {
	days, rest := d.parts()
	switch name {
	case "days":
		return starlark.MakeInt(days), nil
	case "seconds":
		return starlark.MakeInt64(int64(rest / time.Second)), nil
	case "microseconds":
		return starlark.MakeInt64(int64(rest % time.Second / time.Microsecond)), nil
	case "total_seconds":
		return &Function{name: name, recv: d, entry: &Entry{Sig: "total_seconds() -> float", Fn: func(c *Call) (starlark.Value, error) {
			return starlark.Float(time.Duration(d).Seconds()), c.Unpack()
		}}}, nil
	}
	return nil, nil
}

// AttrNames is the names of the parts.
func (d Timedelta) AttrNames() []string {
	return []string{"days", "microseconds", "seconds", "total_seconds"}
}
