package py

import (
	"fmt"
	"math"
	"strings"
	"sync"
	"time"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// Datetime is Python's datetime, and an instant of the host in UTC. Unlike Python's it
// has nanoseconds.
type Datetime struct {
	Time  time.Time
	Naive bool // without a time zone; it is taken as UTC where a point in time is needed
	Java  bool // it is an Instant: its text is Java's, and it has Java's methods too
}

// Instant is the value of an Instant column: nanoseconds since 1970.
func Instant(nanos int64) Datetime { return Datetime{Time: time.Unix(0, nanos).UTC(), Java: true} }

// instantMethod is what an Instant has that a datetime has not; nil is nothing.
var instantMethod = func(d Datetime, name string) starlark.Value { return nil }

// InstantsHave says how methods are found that an Instant has and a datetime has not. Who knows
// them calls it once, while the process begins.
func InstantsHave(method func(d Datetime, name string) starlark.Value) bool {
	instantMethod = method
	return true
}

// java is the text of an Instant.
func (d Datetime) java() string {
	f := "2006-01-02T15:04:05"
	switch n := d.Time.Nanosecond(); {
	case n == 0:
	case n%1e6 == 0:
		f += ".000"
	case n%1e3 == 0:
		f += ".000000"
	default:
		f += ".000000000"
	}
	return d.Time.UTC().Format(f + "Z")
}

var minNanos, maxNanos = time.Unix(0, math.MinInt64+1), time.Unix(0, math.MaxInt64)

// Nanos is nanoseconds since 1970.
func (d Datetime) Nanos() (int64, error) {
	if d.Time.Before(minNanos) || d.Time.After(maxNanos) {
		return 0, Raise("OverflowError", "%s is not between %s and %s", d, minNanos.UTC().Format(time.RFC3339), maxNanos.UTC().Format(time.RFC3339))
	}
	return d.Time.UnixNano(), nil
}

// layout is Python's isoformat, with as many digits as are needed.
func (d Datetime) layout(sep string) string {
	f := "2006-01-02" + sep + "15:04:05"
	switch n := d.Time.Nanosecond(); {
	case n == 0:
	case n%1000 == 0:
		f += ".000000"
	default:
		f += ".000000000"
	}
	if !d.Naive {
		f += "-07:00"
	}
	return f
}

func (d Datetime) String() string {
	if d.Java {
		return d.java()
	}
	return d.Time.Format(d.layout(" "))
}

// Type is Instant for what Java has.
func (d Datetime) Type() string {
	if d.Java {
		return "Instant"
	}
	return "datetime"
}
func (d Datetime) Freeze()               {}
func (d Datetime) Truth() starlark.Bool  { return true }
func (d Datetime) Hash() (uint32, error) { return starlark.MakeInt64(d.Time.UnixNano()).Hash() }

func (d Datetime) repr() string {
	t := d.Time
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
	if !d.Naive {
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
func (d Datetime) Cmp(y starlark.Value, _ int) (int, error) {
	return d.Time.Compare(y.(Datetime).Time), nil
}

// Binary is d ± timedelta and d - datetime.
func (d Datetime) Binary(op syntax.Token, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	switch y := y.(type) {
	case Timedelta:
		if op == syntax.PLUS {
			return Datetime{Time: d.Time.Add(time.Duration(y)), Naive: d.Naive}, nil
		}
		if op == syntax.MINUS && side == starlark.Left {
			return Datetime{Time: d.Time.Add(-time.Duration(y)), Naive: d.Naive}, nil
		}
	case Datetime:
		if op == syntax.MINUS {
			return Timedelta(d.Time.Sub(y.Time)), nil
		}
	}
	return nil, nil
}

// Attr is a part of the datetime or a method.
func (d Datetime) Attr(name string) (starlark.Value, error) {
	for _, e := range datetimeAttrs() {
		if e.Name() != name {
			continue
		}
		if e.Method() {
			return &Function{entry: &e, name: "datetime." + name, recv: d}, nil
		}
		return e.Fn(&Call{Name: name, Recv: d})
	}
	if d.Java {
		return instantMethod(d, name), nil
	}
	return nil, nil
}

// AttrNames is the names of the parts and methods.
func (d Datetime) AttrNames() []string { return EntryNames(datetimeAttrs()) }

func datetimePart(f func(time.Time) int) func(*Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) { return starlark.MakeInt(f(c.Recv.(Datetime).Time)), nil }
}

// datetimeAttrs is datetimeMethods, made once.
var datetimeAttrs = sync.OnceValue(datetimeMethods)

// datetimeMethods is the table of what a datetime has.
func datetimeMethods() []Entry {
	return []Entry{
		{Sig: "date()", Doc: "The day.", Fn: func(c *Call) (starlark.Value, error) {
			return NewDate(c.Recv.(Datetime).Time.Date()), c.Unpack()
		}},
		{Sig: "day", Doc: "The day of the month, from 1.", Fn: datetimePart(time.Time.Day)},
		{Sig: "hour", Doc: "The hour, from 0.", Fn: datetimePart(time.Time.Hour)},
		{Sig: "isoformat(sep=\"T\") -> str", Doc: "The text 2024-01-31T12:00:00+00:00.", Fn: func(c *Call) (starlark.Value, error) {
			sep, d := "T", c.Recv.(Datetime)
			if err := c.Unpack("sep?", &sep); err != nil {
				return nil, err
			}
			return starlark.String(strings.Replace(d.Time.Format(d.layout(" ")), " ", sep, 1)), nil
		}},
		{Sig: "microsecond", Doc: "The microsecond of the second.", Fn: datetimePart(func(t time.Time) int { return t.Nanosecond() / 1000 })},
		{Sig: "minute", Doc: "The minute.", Fn: datetimePart(time.Time.Minute)},
		{Sig: "month", Doc: "The month, from 1.", Fn: datetimePart(func(t time.Time) int { return int(t.Month()) })},
		{Sig: "nanosecond", Doc: "The nanosecond of the second.", Fn: datetimePart(time.Time.Nanosecond)},
		{Sig: "second", Doc: "The second.", Fn: datetimePart(time.Time.Second)},
		{Sig: "strftime(format) -> str", Doc: "The text that a format such as \"%Y-%m-%d %H:%M:%S\" gives.", Fn: func(c *Call) (starlark.Value, error) {
			var format string
			if err := c.Unpack("format", &format); err != nil {
				return nil, err
			}
			s, err := strftime(c.Recv.(Datetime), format)
			return starlark.String(s), err
		}},
		{Sig: "timestamp() -> float", Doc: "Seconds since 1970-01-01T00:00:00Z.", Fn: func(c *Call) (starlark.Value, error) {
			return starlark.Float(float64(c.Recv.(Datetime).Time.UnixNano()) / 1e9), c.Unpack()
		}},
		{Sig: "weekday() -> int", Doc: "The day of the week: Monday is 0.", Fn: func(c *Call) (starlark.Value, error) {
			return starlark.MakeInt((int(c.Recv.(Datetime).Time.Weekday()) + 6) % 7), c.Unpack()
		}},
		{Sig: "year", Doc: "The year.", Fn: datetimePart(time.Time.Year)},
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
			fmt.Fprintf(&b, "%06d", d.Time.Nanosecond()/1000)
		case 'z', 'Z':
			if !d.Naive {
				b.WriteString(d.Time.Format(strftimes[c]))
			}
		default:
			layout, ok := strftimes[c]
			if !ok {
				return "", Raise("ValueError", "strftime: %%%c is not available", c)
			}
			b.WriteString(d.Time.Format(layout))
		}
	}
	return b.String(), nil
}
