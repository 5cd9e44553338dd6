package starlib

import (
	"fmt"
	"strings"
	"time"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// Timedelta is Python's timedelta, with nanoseconds.
type Timedelta time.Duration

func (d Timedelta) String() string {
	n := time.Duration(d)
	days := n / (24 * time.Hour)
	if n -= days * 24 * time.Hour; n < 0 {
		n, days = n+24*time.Hour, days-1
	}
	s := time.Time{}.Add(n).Format("15:04:05.999999999")
	s = strings.TrimPrefix(s, "0")
	switch days {
	case 0:
		return s
	case 1, -1:
		return fmt.Sprintf("%d day, %s", days, s)
	}
	return fmt.Sprintf("%d days, %s", days, s)
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
				return nil, raise("ZeroDivisionError", "division by zero")
			}
			return starlark.Float(float64(d) / float64(y)), nil
		}
	case starlark.Int, starlark.Float:
		f, _ := starlark.AsFloat(y)
		switch {
		case op == syntax.STAR:
			return Timedelta(float64(d) * f), nil
		case op == syntax.SLASH && side == starlark.Left && f != 0:
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
	day := Timedelta(24 * time.Hour)
	days := d / day
	if d%day < 0 {
		days--
	}
	rest := time.Duration(d - days*day)
	switch name {
	case "days":
		return starlark.MakeInt64(int64(days)), nil
	case "seconds":
		return starlark.MakeInt64(int64(rest / time.Second)), nil
	case "microseconds":
		return starlark.MakeInt64(int64(rest % time.Second / time.Microsecond)), nil
	case "total_seconds":
		return &function{name: name, recv: d, entry: &entry{sig: "total_seconds() -> float", fn: func(c *call) (starlark.Value, error) {
			return starlark.Float(time.Duration(d).Seconds()), c.unpack()
		}}}, nil
	}
	return nil, nil
}

// AttrNames is the names of the parts.
func (d Timedelta) AttrNames() []string {
	return []string{"days", "microseconds", "seconds", "total_seconds"}
}
