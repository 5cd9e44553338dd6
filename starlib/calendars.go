package starlib

import (
	"fmt"

	"go.starlark.net/starlark"

	"starling/internal/bizcal"
	"starling/starlib/py"
)

// calendarEntries is the module deephaven.calendar.
func calendarEntries() []py.Entry {
	return []py.Entry{
		{Sig: "add_calendar(cal)", Doc: "Makes a business calendar known, as one that remove_calendar forgot.", Fn: does(addCalendar)},
		{Sig: "calendar(name=None)", Doc: "The business calendar of a name, or the current one; it has the methods that formulas have: .isBusinessDay(\"2024-01-02\").", Fn: does(calendarNamed)},
		{Sig: "calendar_name() -> str", Doc: "The name of the current business calendar.", Fn: does(func(c *call) (starlark.Value, error) {
			return starlark.String(bizcal.Current().Name), c.Unpack()
		})},
		{Sig: "calendar_names()", Doc: "The names of the business calendars.", Fn: does(calendarNames)},
		{Sig: "remove_calendar(name)", Doc: "Forgets the business calendar of a name.", Fn: does(removeCalendar)},
		{Sig: "set_calendar(name)", Doc: "Makes a business calendar the current one, that of formulas that name none.", Fn: does(setCalendar)},
	}
}

func addCalendar(c *call) (starlark.Value, error) {
	var v starlark.Value
	if err := c.Unpack("cal", &v); err != nil {
		return nil, err
	}
	if cal, ok := inside(v).(*bizcal.Calendar); ok {
		bizcal.Add(cal)
		return starlark.None, nil
	}
	if _, ok := v.(starlark.String); ok {
		return nil, c.failed(fmt.Errorf("cal: files of calendars are not read here; there are the calendars %q", bizcal.Names()))
	}
	return nil, py.Raise("TypeError", "add_calendar: cal: got %s (%s), want a calendar", py.Short(v), py.TypeOf(v))
}

func calendarNamed(c *call) (starlark.Value, error) {
	var name starlark.Value = starlark.None
	if err := c.Unpack("name?", &name); err != nil {
		return nil, err
	}
	if name == starlark.None {
		return java("calendar()")
	}
	v, err := java("calendar(A0)", name)
	if err != nil {
		return nil, c.failed(fmt.Errorf("name: %w", err))
	}
	return v, nil
}

func calendarNames(c *call) (starlark.Value, error) {
	var names []starlark.Value
	for _, n := range bizcal.Names() {
		names = append(names, starlark.String(n))
	}
	return starlark.NewList(names), c.Unpack()
}

func removeCalendar(c *call) (starlark.Value, error) {
	var name string
	if err := c.Unpack("name", &name); err != nil {
		return nil, err
	}
	bizcal.Remove(name)
	return starlark.None, nil
}

func setCalendar(c *call) (starlark.Value, error) {
	var name string
	if err := c.Unpack("name", &name); err != nil {
		return nil, err
	}
	if err := bizcal.SetCurrent(name); err != nil {
		return nil, c.failed(fmt.Errorf("name: %w", err))
	}
	return starlark.None, nil
}
