package starlib

import (
	"fmt"
	"time"

	"go.starlark.net/starlark"

	"starling/engine/column"
	"starling/internal/zone"
	"starling/starlib/py"
)

// timeEntries is the module deephaven.time.
func timeEntries() []py.Entry {
	return []py.Entry{
		{Sig: "dh_now(system=False, resolution=\"ns\")", Doc: "The time now, as an Instant; resolution \"ms\" leaves out what is shorter than a millisecond.", Fn: does(dhNow)},
		{Sig: "dh_time_zone()", Doc: "The time zone of the process: UTC.", Fn: does(dhTimeZone)},
		{Sig: "dh_today(tz=None) -> str", Doc: "The date today, as 2024-01-31.", Fn: does(dhToday)},
		{Sig: "simple_date_format(pattern)", Doc: "Reads and writes dates by a pattern such as yyyyMMdd, in formulas too: .parse(text) is a Date, of which toInstant() is the Instant; .format(dt) a text.", Fn: does(simpleDateFormat)},
		{Sig: "time_zone_alias_add(alias, tz)", Doc: "Makes a short name of a time zone known, as ET is.", Fn: does(zoneAliasAdd)},
		{Sig: "time_zone_alias_rm(alias) -> bool", Doc: "Forgets a short name of a time zone; whether there was one.", Fn: does(zoneAliasRemove)},
		{Sig: "to_date(dt)", Doc: "The date of a LocalDate or ZonedDateTime, as Python's.", Fn: does(fromJava(toDate))},
		{Sig: "to_datetime(dt)", Doc: "The datetime of an Instant or ZonedDateTime, in UTC.", Fn: does(fromJava(toDatetime))},
		{Sig: "to_j_duration(dt)", Doc: "A Duration of a text such as PT1h30m, a timedelta or nanoseconds.", Fn: does(toJava("Duration", "parseDuration(A0)", javaDuration))},
		{Sig: "to_j_instant(dt)", Doc: "An Instant of a text such as 2024-01-31T12:00:00Z, a datetime or nanoseconds since 1970.", Fn: does(toJava("Instant", "parseInstant(A0)", javaInstant))},
		{Sig: "to_j_local_date(dt)", Doc: "A LocalDate of a text such as 2024-01-31, a date or a datetime.", Fn: does(toJava("LocalDate", "parseLocalDate(A0)", javaDate))},
		{Sig: "to_j_local_time(dt)", Doc: "A LocalTime of a text such as 12:30:00, a time, a datetime or nanoseconds since midnight.", Fn: does(toJava("LocalTime", "parseLocalTime(A0)", javaClock))},
		{Sig: "to_j_period(dt)", Doc: "A Period of a text such as P1Y2M3D, or a timedelta of whole days.", Fn: does(toJava("Period", "parsePeriod(A0)", javaPeriod))},
		{Sig: "to_j_time_zone(tz)", Doc: "A ZoneId of a name such as ET or America/New_York, or that of a datetime.", Fn: does(toJava("ZoneId", "parseTimeZone(A0)", javaZone))},
		{Sig: "to_j_zdt(dt)", Doc: "A ZonedDateTime of a text such as 2024-01-31T12:00:00 ET, or a datetime.", Fn: does(toJava("ZonedDateTime", "parseZonedDateTime(A0)", javaZoned))},
		{Sig: "to_time(dt)", Doc: "The time of day of a LocalTime or ZonedDateTime, as Python's.", Fn: does(fromJava(toClock))},
		{Sig: "to_timedelta(dt)", Doc: "The timedelta of a Duration, or of a Period of days.", Fn: does(fromJava(toTimedelta))},
	}
}

// toJava is a conversion to a class of Java: a value of the class and None are themselves, a
// text is parsed, and convert knows what else there is; nil is nothing.
func toJava(class, parse string, convert func(v starlark.Value) (any, error)) func(*call) (starlark.Value, error) {
	return func(c *call) (starlark.Value, error) {
		name := "dt"
		if class == "ZoneId" {
			name = "tz"
		}
		var v starlark.Value
		if err := c.Unpack(name, &v); err != nil {
			return nil, err
		}
		if v == starlark.None || v.Type() == class {
			return v, nil
		}
		if _, ok := v.(starlark.String); ok {
			out, err := java(parse, v)
			if err != nil {
				return nil, c.failed(fmt.Errorf("%s: %w", name, err))
			}
			return out, nil
		}
		x, err := convert(v)
		switch {
		case err != nil:
			return nil, py.Raise("ValueError", "%s: %s: %w", c.Name, name, err)
		case x == nil:
			return nil, py.Raise("TypeError", "%s: %s: got %s (%s), which does not become a %s", c.Name, name, py.Short(v), py.TypeOf(v), class)
		}
		if d, ok := x.(py.Datetime); ok {
			return d, nil
		}
		return foreignOf(x), nil
	}
}

func javaDuration(v starlark.Value) (any, error) {
	switch v := v.(type) {
	case py.Timedelta:
		d, err := v.Duration()
		return column.Duration(d), err
	case starlark.Int:
		n, ok := v.Int64()
		if !ok {
			return nil, fmt.Errorf("%s does not fit nanoseconds", v)
		}
		return column.Duration(n), nil
	}
	return nil, nil
}

func javaInstant(v starlark.Value) (any, error) {
	switch v := v.(type) {
	case py.Datetime:
		return py.Datetime{Time: v.Time.UTC(), Java: true}, nil
	case py.Date:
		return py.Datetime{Time: v.Midnight(), Java: true}, nil
	case starlark.Int:
		n, ok := v.Int64()
		if !ok {
			return nil, fmt.Errorf("%s does not fit nanoseconds since 1970", v)
		}
		return py.Instant(n), nil
	}
	return nil, nil
}

func javaDate(v starlark.Value) (any, error) {
	switch v := v.(type) {
	case py.Date:
		return column.DateTimeOf(v.Midnight()).Date, nil
	case py.Datetime:
		if !v.Java {
			return column.DateTimeOf(v.Time).Date, nil
		}
	}
	return nil, nil
}

func javaClock(v starlark.Value) (any, error) {
	switch v := v.(type) {
	case py.Clock:
		return column.LocalTime(v.Nanos()), nil
	case py.Datetime:
		if !v.Java {
			return column.DateTimeOf(v.Time).Time, nil
		}
	case starlark.Int:
		n, ok := v.Int64()
		if !ok || n < 0 || n >= int64(24*time.Hour) {
			return nil, fmt.Errorf("%s is not within a day of nanoseconds", v)
		}
		return column.LocalTime(n), nil
	}
	return nil, nil
}

func javaPeriod(v starlark.Value) (any, error) {
	d, ok := v.(py.Timedelta)
	if !ok {
		return nil, nil
	}
	n, err := d.Duration()
	if err != nil {
		return nil, err
	}
	const day = 24 * time.Hour
	if n%day != 0 {
		return nil, fmt.Errorf("%s is not of whole days, as a Period is", d)
	}
	return column.Period{Days: int32(n / day)}, nil
}

func javaZone(v starlark.Value) (any, error) {
	switch v := v.(type) {
	case py.Datetime:
		if v.Naive {
			return nil, fmt.Errorf("the datetime has no time zone")
		}
		return zoneOf(v.Time)
	}
	if loc, ok := py.Location(v); ok {
		return zoneOf(time.Unix(0, 0).In(loc))
	}
	return nil, nil
}

func javaZoned(v starlark.Value) (any, error) {
	d, ok := v.(py.Datetime)
	if !ok || d.Java {
		return nil, nil
	}
	n, err := d.Nanos()
	if err != nil {
		return nil, err
	}
	z, err := zoneOf(d.Time)
	return column.ZonedDateTime{Nanos: n, Zone: z}, err
}

// zoneOf is the zone of a time: by its name, or by how far it is from UTC.
func zoneOf(t time.Time) (column.ZoneID, error) {
	if z, err := column.LoadZone(zone.Long(t.Location().String())); err == nil {
		return z, nil
	}
	_, seconds := t.Zone()
	return column.FixedZone(seconds), nil
}

// fromJava is a conversion to what Python has; None is None.
func fromJava(convert func(v starlark.Value) (starlark.Value, string)) func(*call) (starlark.Value, error) {
	return func(c *call) (starlark.Value, error) {
		var v starlark.Value
		if err := c.Unpack("dt", &v); err != nil || v == starlark.None {
			return v, err
		}
		out, want := convert(v)
		if out == nil {
			return nil, py.Raise("TypeError", "%s: dt: got %s (%s), want %s", c.Name, py.Short(v), py.TypeOf(v), want)
		}
		return out, nil
	}
}

// inside is what a value of the formula language is, nil for any other.
func inside(v starlark.Value) any {
	if f, ok := v.(foreign); ok {
		return f.v
	}
	return nil
}

func toDate(v starlark.Value) (starlark.Value, string) {
	switch x := inside(v).(type) {
	case column.LocalDate:
		return py.NewDate(x.GoTime().Date()), ""
	case column.ZonedDateTime:
		return py.NewDate(x.GoTime().Date()), ""
	}
	return nil, "a LocalDate or ZonedDateTime"
}

func toDatetime(v starlark.Value) (starlark.Value, string) {
	if d, ok := v.(py.Datetime); ok {
		return py.Datetime{Time: d.Time.UTC(), Naive: true}, ""
	}
	if z, ok := inside(v).(column.ZonedDateTime); ok {
		return py.Datetime{Time: z.GoTime().UTC(), Naive: true}, ""
	}
	return nil, "an Instant or ZonedDateTime"
}

func toClock(v starlark.Value) (starlark.Value, string) {
	switch x := inside(v).(type) {
	case column.LocalTime:
		return py.ClockAt(int64(x)), ""
	case column.ZonedDateTime:
		return py.ClockOf(x.GoTime()), ""
	}
	return nil, "a LocalTime or ZonedDateTime"
}

func toTimedelta(v starlark.Value) (starlark.Value, string) {
	switch x := inside(v).(type) {
	case column.Duration:
		return py.TimedeltaOf(time.Duration(x)), ""
	case column.Period:
		if x.Years == 0 && x.Months == 0 {
			return py.TimedeltaOf(time.Duration(x.Days) * 24 * time.Hour), ""
		}
	}
	return nil, "a Duration, or a Period of days"
}

func simpleDateFormat(c *call) (starlark.Value, error) {
	var pattern string
	if err := c.Unpack("pattern", &pattern); err != nil {
		return nil, err
	}
	f, err := java("new SimpleDateFormat(A0)", starlark.String(pattern))
	if err != nil {
		return nil, c.failed(err)
	}
	return f, nil
}
