package py

import (
	"fmt"
	"math"
	"time"

	"go.starlark.net/starlark"
)

// Datetime is Python's datetime, and an instant of the host in UTC. Unlike Python's it
// has nanoseconds.
type Datetime struct {
	Time  time.Time
	Naive bool // without a time zone; it is taken as UTC where a point in time is needed
	Java  bool // it is an Instant: its text is Java's, and it has Java's methods too

	later bool   // fold: of a clock that is shown twice it is the second time
	shift int32  // seconds from what the clock shows at Time to what it shows here: of clocks that are never shown
	in    *tzone // nil: that of Time's location
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

// at is the datetime whose clock shows wall, which is in UTC, in a zone, nil for none. Of a clock
// that is shown twice it is the second time if later; of one that is never shown later says whether
// the zone's distance to UTC is that of before or after.
func at(wall time.Time, z *tzone, later bool) Datetime {
	switch {
	case z == nil:
		return Datetime{Time: wall, Naive: true, later: later}
	case z.loc == time.UTC:
		return Datetime{Time: wall, later: later, in: z}
	case z.key == "":
		return Datetime{Time: wall.Add(-time.Duration(z.offset()) * time.Second).In(z.loc), later: later, in: z}
	}
	const near = 24 * time.Hour
	_, before := wall.Add(-near).In(z.loc).Zone()
	_, after := wall.Add(near).In(z.loc).Zone()
	by := func(offset int) (t time.Time, differs int) {
		t = wall.Add(-time.Duration(offset) * time.Second).In(z.loc)
		_, there := t.Zone()
		return t, offset - there
	}
	t, shift := by(before)
	if before != after {
		u, other := by(after)
		if shift == 0 && other == 0 && later || shift != 0 && other == 0 || shift != 0 && later {
			t, shift = u, other
		}
	}
	return Datetime{Time: t, later: later, shift: int32(shift), in: z}
}

// datetimeIn is a point in time by the clock of a zone.
func datetimeIn(t time.Time, z *tzone) (starlark.Value, error) {
	d := Datetime{Time: t.In(z.loc), in: z}
	if z.key != "" {
		if start, _ := d.Time.ZoneBounds(); !start.IsZero() {
			_, before := start.Add(-time.Second).Zone()
			_, now := d.Time.Zone()
			d.later = d.Time.Sub(start) < time.Duration(before-now)*time.Second
		}
	}
	if !inYears(d.Time) {
		return nil, Raise("OverflowError", "date value out of range")
	}
	return d, nil
}

// zone is the time zone, nil if there is none.
func (d Datetime) zone() *tzone {
	switch {
	case d.Naive:
		return nil
	case d.in != nil:
		return d.in
	}
	return zoneOf(d.Time)
}

// offset is the distance from UTC in seconds.
func (d Datetime) offset() int {
	_, offset := d.Time.Zone()
	return offset + int(d.shift)
}

// fold is whether of a clock that is shown twice it is the second time.
func (d Datetime) fold() bool { return d.later }

// wall is what the clock shows, as a time in UTC.
func (d Datetime) wall() time.Time {
	if d.Time.Location() == time.UTC {
		return d.Time
	}
	return d.Time.UTC().Add(time.Duration(d.offset()) * time.Second)
}

func (d Datetime) String() string {
	if d.Java {
		return d.java()
	}
	return d.iso(" ", "auto")
}

// iso is isoformat.
func (d Datetime) iso(sep, timespec string) string {
	wall := d.wall()
	y, m, n := wall.Date()
	s := fmt.Sprintf("%04d-%02d-%02d%s%s", y, int(m), n, sep, isoClock(wall, timespec))
	if !d.Naive {
		s += offsetText(d.offset())
	}
	return s
}

// isoSpecs is how times of day are written, by isoformat's timespec.
var isoSpecs = map[string]string{
	"hours": "15", "minutes": "15:04", "seconds": "15:04:05", "milliseconds": "15:04:05.000", "microseconds": "15:04:05.000000",
	"nanoseconds": "15:04:05.000000000",
}

// isoClock is the time of day; auto has as many digits as there are.
func isoClock(t time.Time, timespec string) string {
	if timespec == "auto" {
		switch n := t.Nanosecond(); {
		case n == 0:
			timespec = "seconds"
		case n%1000 == 0:
			timespec = "microseconds"
		default:
			timespec = "nanoseconds"
		}
	}
	return t.Format(isoSpecs[timespec])
}

// Type is Instant for what Java has.
func (d Datetime) Type() string {
	if d.Java {
		return "Instant"
	}
	return "datetime"
}
func (d Datetime) Freeze()              {}
func (d Datetime) Truth() starlark.Bool { return true }

// Hash is that of the point in time: fold does not count.
func (d Datetime) Hash() (uint32, error) {
	t := d.Time
	if d.later {
		t = at(d.wall(), d.zone(), false).Time
	}
	return starlark.MakeInt64(t.UnixNano()).Hash()
}

// IsA: a datetime is a date as well.
func (d Datetime) IsA(class string) bool { return class == "datetime" || class == "date" && !d.Java }

func (d Datetime) pyClass() *Constructor {
	if d.Java {
		return nil
	}
	return datetimeClass()
}

func (d Datetime) repr() string {
	t := d.wall()
	s := fmt.Sprintf("datetime.datetime(%d, %d, %d, %s", t.Year(), t.Month(), t.Day(), clockRepr(t))
	if d.later {
		s += ", fold=1"
	}
	if z := d.zone(); z != nil {
		s += ", tzinfo=" + z.repr()
	}
	return s + ")"
}

// clockRepr is the arguments that stand for a time of day.
func clockRepr(t time.Time) string {
	s := fmt.Sprintf("%d, %d", t.Hour(), t.Minute())
	if t.Second() > 0 || t.Nanosecond() > 0 {
		s += fmt.Sprintf(", %d", t.Second())
	}
	if t.Nanosecond() > 0 {
		s += fmt.Sprintf(", %d", t.Nanosecond()/1000)
	}
	if nanos := t.Nanosecond() % 1000; nanos > 0 {
		s += fmt.Sprintf(", nanosecond=%d", nanos)
	}
	return s
}

// Attr is a part of the datetime, a method or a limit.
func (d Datetime) Attr(name string) (starlark.Value, error) {
	if v, err := Member(datetimeMethods(), d, name); v != nil || err != nil {
		return v, err
	}
	if d.Java {
		return instantMethod(d, name), nil
	}
	return datetimeClass().Members[name], nil
}

// AttrNames is the names of the parts and methods.
func (d Datetime) AttrNames() []string { return EntryNames(datetimeMethods()) }
