package starlib

import (
	"fmt"
	"math"
	"strings"
	"sync"
	"time"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// Datetime is Python's datetime, and an Instant of a table in UTC. Unlike Python's it
// has nanoseconds.
type Datetime struct {
	t     time.Time
	naive bool // without a time zone; it is taken as UTC where a point in time is needed
}

// instant is the value of an Instant column: nanoseconds since 1970.
func instant(nanos int64) Datetime { return Datetime{t: time.Unix(0, nanos).UTC()} }

var minNanos, maxNanos = time.Unix(0, math.MinInt64+1), time.Unix(0, math.MaxInt64)

// nanos is nanoseconds since 1970.
func (d Datetime) nanos() (int64, error) {
	if d.t.Before(minNanos) || d.t.After(maxNanos) {
		return 0, raise("OverflowError", "%s is not between %s and %s", d, minNanos.UTC().Format(time.RFC3339), maxNanos.UTC().Format(time.RFC3339))
	}
	return d.t.UnixNano(), nil
}

// layout is Python's isoformat, with as many digits as are needed.
func (d Datetime) layout(sep string) string {
	f := "2006-01-02" + sep + "15:04:05"
	switch n := d.t.Nanosecond(); {
	case n == 0:
	case n%1000 == 0:
		f += ".000000"
	default:
		f += ".000000000"
	}
	if !d.naive {
		f += "-07:00"
	}
	return f
}

func (d Datetime) String() string        { return d.t.Format(d.layout(" ")) }
func (d Datetime) Type() string          { return "datetime" }
func (d Datetime) Freeze()               {}
func (d Datetime) Truth() starlark.Bool  { return true }
func (d Datetime) Hash() (uint32, error) { return starlark.MakeInt64(d.t.UnixNano()).Hash() }

func (d Datetime) repr() string {
	t := d.t
	s := fmt.Sprintf("datetime.datetime(%d, %d, %d, %d, %d", t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute())
	micros, nanos := t.Nanosecond()/1000, t.Nanosecond()%1000
	if t.Second() > 0 || t.Nanosecond() > 0 {
		s += fmt.Sprintf(", %d", t.Second())
	}
	if t.Nanosecond() > 0 {
		s += fmt.Sprintf(", %d", micros)
	}
	if nanos > 0 {
		s += fmt.Sprintf(", nanosecond=%d", nanos)
	}
	if !d.naive {
		s += ", tzinfo=" + zoneRepr(t)
	}
	return s + ")"
}

// zoneRepr is repr of the time zone of t.
func zoneRepr(t time.Time) string {
	name, offset := t.Zone()
	switch {
	case t.Location() == time.UTC || offset == 0 && name == "UTC":
		return "datetime.timezone.utc"
	case strings.Contains(t.Location().String(), "/"):
		return "zoneinfo.ZoneInfo(key=" + quoted(t.Location().String()) + ")"
	}
	return "datetime.timezone(" + Timedelta(time.Duration(offset)*time.Second).repr() + ")"
}

// Cmp orders points in time.
func (d Datetime) Cmp(y starlark.Value, _ int) (int, error) { return d.t.Compare(y.(Datetime).t), nil }

// Binary is d ± timedelta and d - datetime.
func (d Datetime) Binary(op syntax.Token, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	switch y := y.(type) {
	case Timedelta:
		if op == syntax.PLUS {
			return Datetime{d.t.Add(time.Duration(y)), d.naive}, nil
		}
		if op == syntax.MINUS && side == starlark.Left {
			return Datetime{d.t.Add(-time.Duration(y)), d.naive}, nil
		}
	case Datetime:
		if op == syntax.MINUS {
			return Timedelta(d.t.Sub(y.t)), nil
		}
	}
	return nil, nil
}

// Attr is a part of the datetime or a method.
func (d Datetime) Attr(name string) (starlark.Value, error) {
	for _, e := range datetimeAttrs() {
		if e.name() != name {
			continue
		}
		if e.method() {
			return &function{entry: &e, name: "datetime." + name, recv: d}, nil
		}
		return e.fn(&call{name: name, recv: d})
	}
	return nil, nil
}

// AttrNames is the names of the parts and methods.
func (d Datetime) AttrNames() []string { return entryNames(datetimeAttrs()) }

func datetimePart(f func(time.Time) int) func(*call) (starlark.Value, error) {
	return func(c *call) (starlark.Value, error) { return starlark.MakeInt(f(c.recv.(Datetime).t)), nil }
}

// datetimeAttrs is datetimeMethods, made once.
var datetimeAttrs = sync.OnceValue(datetimeMethods)

// datetimeMethods is the table of what a datetime has.
func datetimeMethods() []entry {
	return []entry{
		{sig: "date()", doc: "The day.", fn: func(c *call) (starlark.Value, error) {
			return newDate(c.recv.(Datetime).t.Date()), c.unpack()
		}},
		{sig: "day", doc: "The day of the month, from 1.", fn: datetimePart(time.Time.Day)},
		{sig: "hour", doc: "The hour, from 0.", fn: datetimePart(time.Time.Hour)},
		{sig: "isoformat(sep=\"T\") -> str", doc: "The text 2024-01-31T12:00:00+00:00.", fn: func(c *call) (starlark.Value, error) {
			sep, d := "T", c.recv.(Datetime)
			if err := c.unpack("sep?", &sep); err != nil {
				return nil, err
			}
			return starlark.String(strings.Replace(d.t.Format(d.layout(" ")), " ", sep, 1)), nil
		}},
		{sig: "microsecond", doc: "The microsecond of the second.", fn: datetimePart(func(t time.Time) int { return t.Nanosecond() / 1000 })},
		{sig: "minute", doc: "The minute.", fn: datetimePart(time.Time.Minute)},
		{sig: "month", doc: "The month, from 1.", fn: datetimePart(func(t time.Time) int { return int(t.Month()) })},
		{sig: "nanosecond", doc: "The nanosecond of the second.", fn: datetimePart(time.Time.Nanosecond)},
		{sig: "second", doc: "The second.", fn: datetimePart(time.Time.Second)},
		{sig: "strftime(format) -> str", doc: "The text that a format such as \"%Y-%m-%d %H:%M:%S\" gives.", fn: func(c *call) (starlark.Value, error) {
			var format string
			if err := c.unpack("format", &format); err != nil {
				return nil, err
			}
			s, err := strftime(c.recv.(Datetime), format)
			return starlark.String(s), err
		}},
		{sig: "timestamp() -> float", doc: "Seconds since 1970-01-01T00:00:00Z.", fn: func(c *call) (starlark.Value, error) {
			return starlark.Float(float64(c.recv.(Datetime).t.UnixNano()) / 1e9), c.unpack()
		}},
		{sig: "weekday() -> int", doc: "The day of the week: Monday is 0.", fn: func(c *call) (starlark.Value, error) {
			return starlark.MakeInt((int(c.recv.(Datetime).t.Weekday()) + 6) % 7), c.unpack()
		}},
		{sig: "year", doc: "The year.", fn: datetimePart(time.Time.Year)},
	}
}

// strftimes is Go's layout of each directive.
var strftimes = map[byte]string{
	'a': "Mon", 'A': "Monday", 'b': "Jan", 'B': "January", 'd': "02", 'H': "15", 'I': "03", 'j': "002",
	'm': "01", 'M': "04", 'p': "PM", 'S': "05", 'y': "06", 'Y': "2006", 'z': "-0700", 'Z': "MST",
	'F': "2006-01-02", 'T': "15:04:05", 'D': "01/02/06", 'c': "Mon Jan _2 15:04:05 2006", 'x': "01/02/06", 'X': "15:04:05",
}

func strftime(d Datetime, format string) (string, error) {
	var b strings.Builder
	for i := 0; i < len(format); i++ {
		if format[i] != '%' || i+1 == len(format) {
			b.WriteByte(format[i])
			continue
		}
		i++
		switch c := format[i]; c {
		case '%':
			b.WriteByte('%')
		case 'f':
			fmt.Fprintf(&b, "%06d", d.t.Nanosecond()/1000)
		case 'z', 'Z':
			if !d.naive {
				b.WriteString(d.t.Format(strftimes[c]))
			}
		default:
			layout, ok := strftimes[c]
			if !ok {
				return "", raise("ValueError", "strftime: %%%c is not available", c)
			}
			b.WriteString(d.t.Format(layout))
		}
	}
	return b.String(), nil
}
