package py

import (
	"fmt"
	"sync"
	"time"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// Date is Python's date: a day. Where a point in time is needed it is its midnight in UTC.
type Date struct{ t time.Time }

// NewDate is a day.
func NewDate(year int, month time.Month, day int) Date {
	return Date{time.Date(year, month, day, 0, 0, 0, 0, time.UTC)}
}

// Midnight is where the day begins in UTC.
func (d Date) Midnight() time.Time { return d.t }

// midnight is where the day begins.
func (d Date) midnight() Datetime { return Datetime{Time: d.t, Naive: true} }

// AsDatetime is v as a point in time, if it is one or a day.
func AsDatetime(v starlark.Value) (Datetime, bool) {
	if day, ok := v.(Date); ok {
		return day.midnight(), true
	}
	d, ok := v.(Datetime)
	return d, ok
}

func (d Date) String() string {
	y, m, n := d.t.Date()
	return fmt.Sprintf("%04d-%02d-%02d", y, int(m), n)
}
func (d Date) Type() string          { return "date" }
func (d Date) Freeze()               {}
func (d Date) Truth() starlark.Bool  { return true }
func (d Date) Hash() (uint32, error) { return d.midnight().Hash() }
func (d Date) pyClass() *Constructor { return dateClass() }

func (d Date) repr() string {
	return fmt.Sprintf("datetime.date(%d, %d, %d)", d.t.Year(), d.t.Month(), d.t.Day())
}

// Cmp orders days.
func (d Date) Cmp(y starlark.Value, _ int) (int, error) { return d.t.Compare(y.(Date).t), nil }

// Binary is d ± timedelta, of which whole days count, and d - date.
func (d Date) Binary(op syntax.Token, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	switch y := y.(type) {
	case Timedelta:
		if op == syntax.PLUS {
			return d.shifted(y.days())
		}
		if op == syntax.MINUS && side == starlark.Left {
			return d.shifted(-y.days())
		}
	case Date:
		if op == syntax.MINUS {
			return between(d.t, y.t), nil
		}
	}
	return nil, nil
}

// shifted is the day so many days later.
func (d Date) shifted(days int64) (starlark.Value, error) {
	n := ordinalOf(d.t) + days
	if n < 1 || n > maxOrdinal {
		return nil, Raise("OverflowError", "date value out of range")
	}
	return Date{dayOf(n)}, nil
}

// Attr is a part of the date, a method or a limit.
func (d Date) Attr(name string) (starlark.Value, error) {
	if v, err := Member(dateMethods(), d, name); v != nil || err != nil {
		return v, err
	}
	return dateClass().Members[name], nil
}

// AttrNames is the names of the parts and methods.
func (d Date) AttrNames() []string { return EntryNames(dateMethods()) }

// dateClass is the class date: it makes days, and so do its members.
var dateClass = sync.OnceValue(func() *Constructor {
	k := newConstructor("datetime", "date", Entry{Sig: "date(year, month, day)", Doc: "A day.", Fn: dateOf}, []Entry{
		{Sig: "fromisocalendar(year, week, day)", Doc: "The day of a week of an ISO year.", Fn: func(c *Call) (starlark.Value, error) {
			t, err := isoDayArg(c)
			return Date{t}, err
		}},
		{Sig: "fromisoformat(date_string)", Doc: "The day of a text such as 2024-01-31.", Fn: dateOfText},
		{Sig: "fromordinal(ordinal)", Doc: "The day of that number: the first of January of the year 1 is 1.", Fn: func(c *Call) (starlark.Value, error) {
			t, err := ordinalArg(c)
			return Date{t}, err
		}},
		{Sig: "fromtimestamp(timestamp)", Doc: "The day, in UTC, of seconds since 1970.", Fn: func(c *Call) (starlark.Value, error) {
			var stamp starlark.Value
			if err := c.Unpack("timestamp", &stamp); err != nil {
				return nil, err
			}
			t, err := momentOf(stamp)
			return NewDate(t.Date()), err
		}},
		{Sig: "today()", Doc: "The day that it is, in UTC.", Fn: func(c *Call) (starlark.Value, error) {
			return NewDate(microNow().Date()), c.Unpack()
		}},
	}, dateMethods())
	k.Members["max"], k.Members["min"] = Date{dayOf(maxOrdinal)}, Date{dayOf(1)}
	k.Members["resolution"] = deltaOf(daySeconds, 0)
	return k
})

func dateOf(c *Call) (starlark.Value, error) {
	var year, month, day int
	if err := c.Unpack("year", &year, "month", &month, "day", &day); err != nil {
		return nil, err
	}
	if err := checkDay(year, month, day); err != nil {
		return nil, err
	}
	return NewDate(year, time.Month(month), day), nil
}

func dateOfText(c *Call) (starlark.Value, error) {
	s, err := c.isoText()
	if err != nil {
		return nil, err
	}
	y, m, d, err := isoDate(s)
	if err == nil && len(s) != 7 && len(s) != 8 && len(s) != 10 {
		err = errNotISO
	}
	if err != nil {
		return nil, invalidISO(s, err)
	}
	return NewDate(y, time.Month(m), d), checkDay(y, m, d)
}
