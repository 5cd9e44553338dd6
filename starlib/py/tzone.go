package py

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"time"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"starling/internal/zone"
)

// tzone is a tzinfo: a timezone, which is as far from UTC always, or a ZoneInfo.
type tzone struct {
	loc  *time.Location
	key  string // of a ZoneInfo, "" of a timezone
	name string // that a timezone was given
}

// utcZone is timezone.utc. localZone is what astimezone() without a zone gives: scripts are in UTC,
// wherever they run.
var (
	utcZone   = &tzone{loc: time.UTC}
	localZone = &tzone{loc: time.UTC, name: "UTC"}
)

// Location is the time zone that v is, if it is one.
func Location(v starlark.Value) (*time.Location, bool) {
	z, ok := v.(*tzone)
	if !ok {
		return nil, false
	}
	return z.loc, true
}

// zoneOf is the zone of a point in time that came without one: the host's.
func zoneOf(t time.Time) *tzone {
	name, offset := t.Zone()
	switch loc := t.Location(); {
	case loc == time.UTC || offset == 0 && name == "UTC":
		return utcZone
	case strings.Contains(loc.String(), "/"):
		return &tzone{loc: loc, key: loc.String()}
	}
	return fixedZone(offset)
}

// fixedZone is a timezone without a name.
func fixedZone(offset int) *tzone {
	if offset == 0 {
		return utcZone
	}
	return &tzone{loc: time.FixedZone("UTC"+offsetText(offset), offset)}
}

// offsetText is +01:00.
func offsetText(offset int) string {
	sign := '+'
	if offset < 0 {
		sign, offset = '-', -offset
	}
	s := fmt.Sprintf("%c%02d:%02d", sign, offset/3600, offset/60%60)
	if offset%60 != 0 {
		s += fmt.Sprintf(":%02d", offset%60)
	}
	return s
}

// same reports whether two zones are one, so that datetimes in it are compared by their clocks.
func (z *tzone) same(o *tzone) bool {
	return z == o || z != nil && o != nil && z.key == o.key && (z.key != "" || z.offset() == o.offset())
}

// offset is the distance of a timezone from UTC in seconds.
func (z *tzone) offset() int {
	_, offset := time.Unix(0, 0).In(z.loc).Zone()
	return offset
}

func (z *tzone) repr() string {
	switch {
	case z.key != "":
		return "zoneinfo.ZoneInfo(key=" + quoted(z.key) + ")"
	case z == utcZone:
		return "datetime.timezone.utc"
	case z.name != "":
		return "datetime.timezone(" + deltaOf(int64(z.offset()), 0).repr() + ", " + quoted(z.name) + ")"
	}
	return "datetime.timezone(" + deltaOf(int64(z.offset()), 0).repr() + ")"
}

func (z *tzone) String() string {
	switch {
	case z.key != "":
		return z.key
	case z.name != "":
		return z.name
	case z.offset() == 0:
		return "UTC"
	}
	return "UTC" + offsetText(z.offset())
}

// Type is ZoneInfo or timezone.
func (z *tzone) Type() string {
	if z.key != "" {
		return "ZoneInfo"
	}
	return "timezone"
}
func (z *tzone) Freeze()              {}
func (z *tzone) Truth() starlark.Bool { return true }
func (z *tzone) Hash() (uint32, error) {
	if z.key != "" {
		return starlark.String(z.key).Hash()
	}
	return starlark.MakeInt(z.offset()).Hash()
}

// CompareSameType: zones are equal by their names, timezones by how far they are from UTC.
func (z *tzone) CompareSameType(op syntax.Token, y starlark.Value, _ int) (bool, error) {
	same := z.same(y.(*tzone))
	switch op {
	case syntax.EQL:
		return same, nil
	case syntax.NEQ:
		return !same, nil
	}
	return false, Raise("TypeError", "'%s' not supported between instances of '%s' and '%s'", op, TypeOf(z), TypeOf(y))
}

// IsA: every zone is a tzinfo.
func (z *tzone) IsA(class string) bool { return class == "tzinfo" }

func (z *tzone) pyClass() *Constructor {
	if z.key != "" {
		return zoneInfoClass()
	}
	return timezoneClass()
}

// Attr is a method, or key of a ZoneInfo.
func (z *tzone) Attr(name string) (starlark.Value, error) {
	switch {
	case name == "key" && z.key != "":
		return starlark.String(z.key), nil
	case z.key == "":
		if v := timezoneClass().Members[name]; v != nil {
			return v, nil
		}
	}
	return Member(zoneMethods, z, name)
}

// AttrNames is the names of the methods.
func (z *tzone) AttrNames() []string {
	if z.key != "" {
		return append(EntryNames(zoneMethods), "key")
	}
	return append(EntryNames(zoneMethods), "max", "min", "utc")
}

// zoneMethods is the table of what a zone has.
var zoneMethods = []Entry{
	{Sig: "dst(dt)", Doc: "How much of the distance from UTC is summer time; None if nobody knows.", Fn: zoneAsked(dstOf)},
	{Sig: "fromutc(dt)", Doc: "A datetime with this zone, whose clock shows UTC, as one in this zone.", Fn: func(c *Call) (starlark.Value, error) {
		z := c.Recv.(*tzone)
		var v starlark.Value
		if err := c.Unpack("dt", &v); err != nil {
			return nil, err
		}
		d, ok := v.(Datetime)
		if !ok {
			return nil, Raise("TypeError", "fromutc() requires a datetime argument")
		}
		if !d.zone().same(z) {
			return nil, Raise("ValueError", "fromutc: dt.tzinfo is not self")
		}
		return datetimeIn(d.wall(), z)
	}},
	{Sig: "tzname(dt)", Doc: "The name of the zone at a datetime.", Fn: zoneAsked(tznameOf)},
	{Sig: "utcoffset(dt)", Doc: "The distance from UTC at a datetime.", Fn: zoneAsked(utcoffsetOf)},
}

// zoneAsked is a method that asks the zone about a datetime. Of None only a timezone knows.
func zoneAsked(of func(d Datetime) starlark.Value) func(*Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		z := c.Recv.(*tzone)
		var v starlark.Value
		if err := c.Unpack("dt", &v); err != nil {
			return nil, err
		}
		d, ok := v.(Datetime)
		switch {
		case ok:
			return of(at(d.wall(), z, d.fold())), nil
		case v != starlark.None:
			return nil, Raise("TypeError", "%s(dt) argument must be a datetime instance or None, not %s", c.EntryName(), TypeOf(v))
		case z.key != "":
			return starlark.None, nil
		}
		return of(at(time.Unix(0, 0).UTC(), z, false)), nil
	}
}

func utcoffsetOf(d Datetime) starlark.Value {
	if d.Naive {
		return starlark.None
	}
	return deltaOf(int64(d.offset()), 0)
}

func tznameOf(d Datetime) starlark.Value {
	if d.Naive {
		return starlark.None
	}
	return starlark.String(tznameText(d))
}

// tznameText is the name of the zone of a datetime that has one.
func tznameText(d Datetime) string {
	z := d.zone()
	if z.key == "" {
		return z.String()
	}
	name, _ := d.Time.Zone()
	if d.shift != 0 { // a clock that was never seen: its offset is that of the other side
		name, _ = d.Time.Add(time.Duration(d.shift) * time.Second).Zone()
	}
	return name
}

// dstOf is by how much the clock of a ZoneInfo is ahead of what it is without summer time.
func dstOf(d Datetime) starlark.Value {
	z := d.zone()
	if z == nil || z.key == "" {
		return starlark.None
	}
	t := d.Time
	if d.shift != 0 {
		t = t.Add(time.Duration(d.shift) * time.Second)
	}
	if !t.IsDST() {
		return Timedelta{}
	}
	_, offset := t.Zone()
	start, end := t.ZoneBounds()
	for _, near := range []time.Time{start.Add(-time.Second), end} {
		if _, other := near.Zone(); !near.IsZero() && !near.IsDST() && other != offset {
			return deltaOf(int64(offset-other), 0)
		}
	}
	return deltaOf(3600, 0)
}

// loadedZones is the zones that were asked for by name: the same name is the same zone.
var loadedZones sync.Map

// zoneNamed is a ZoneInfo.
func zoneNamed(key string) (*tzone, error) {
	if z, ok := loadedZones.Load(key); ok {
		return z.(*tzone), nil
	}
	if strings.HasPrefix(key, "/") || strings.Contains(key, "..") {
		return nil, Raise("ValueError", "ZoneInfo keys may not be absolute paths or escape the TZPATH, got: %s", key)
	}
	if key == "" || key == "Local" {
		return nil, Raise("ZoneInfoNotFoundError", "No time zone found with key %s", key)
	}
	loc, err := time.LoadLocation(key)
	if err != nil {
		hint := ""
		if long := zone.Long(key); long != key {
			hint = "; it is " + quoted(long)
		}
		if !errors.Is(err, fs.ErrNotExist) && hint == "" && !strings.Contains(err.Error(), "unknown time zone") {
			hint = ": " + err.Error()
		}
		return nil, Raise("ZoneInfoNotFoundError", "No time zone found with key %s%s", key, hint)
	}
	z, _ := loadedZones.LoadOrStore(key, &tzone{loc: loc, key: key})
	return z.(*tzone), nil
}
