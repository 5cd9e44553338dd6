package py

import (
	"fmt"
	"strings"
	"time"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"starling/internal/wall"
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

func (d Date) String() string        { return d.t.Format(time.DateOnly) }
func (d Date) Type() string          { return "date" }
func (d Date) Freeze()               {}
func (d Date) Truth() starlark.Bool  { return true }
func (d Date) Hash() (uint32, error) { return d.midnight().Hash() }

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
			return Date{d.t.AddDate(0, 0, y.days())}, nil
		}
		if op == syntax.MINUS && side == starlark.Left {
			return Date{d.t.AddDate(0, 0, -y.days())}, nil
		}
	case Date:
		if op == syntax.MINUS {
			return Timedelta(d.t.Sub(y.t)), nil
		}
	}
	return nil, nil
}

// dateAttrs is which of a datetime's parts and methods a date has.
var dateAttrs = []string{"day", "isoformat", "month", "strftime", "weekday", "year"}

// Attr is a part of the date or a method.
func (d Date) Attr(name string) (starlark.Value, error) {
	if name == "isoformat" {
		return &Function{name: "date.isoformat", recv: d, entry: &Entry{
			Sig: "isoformat() -> str", Doc: "The text 2024-01-31.", Fn: func(c *Call) (starlark.Value, error) {
				return starlark.String(d.String()), c.Unpack()
			},
		}}, nil
	}
	for _, known := range dateAttrs {
		if name == known {
			return d.midnight().Attr(name)
		}
	}
	return nil, nil
}

// AttrNames is the names of the parts and methods.
func (d Date) AttrNames() []string { return dateAttrs }

// dateClass is the class date: it makes days, and so do its members.
func dateClass() starlark.Value {
	return newClass("date", Entry{Sig: "date(year, month, day)", Doc: "A day.", Fn: dateOf}, []Entry{
		{Sig: "fromisoformat(date_string)", Doc: "The day of a text such as 2024-01-31.", Fn: dateOfText},
		{Sig: "today()", Doc: "The day that it is, in UTC.", Fn: func(c *Call) (starlark.Value, error) {
			y, m, d := wall.Now().UTC().Date()
			return NewDate(y, m, d), c.Unpack()
		}},
	})
}

func dateOf(c *Call) (starlark.Value, error) {
	var year, month, day int
	if err := c.Unpack("year", &year, "month", &month, "day", &day); err != nil {
		return nil, err
	}
	d := NewDate(year, time.Month(month), day)
	if y, m, n := d.t.Date(); y != year || int(m) != month || n != day {
		return nil, Raise("ValueError", "date: there is no %04d-%02d-%02d", year, month, day)
	}
	return d, nil
}

func dateOfText(c *Call) (starlark.Value, error) {
	var s string
	if err := c.Unpack("date_string", &s); err != nil {
		return nil, err
	}
	t, err := time.Parse(time.DateOnly, strings.TrimSpace(s))
	if err != nil {
		return nil, Raise("ValueError", "Invalid isoformat string: %s", quoted(s))
	}
	return Date{t}, nil
}
