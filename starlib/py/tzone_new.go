package py

import (
	"sync"

	"go.starlark.net/starlark"
)

// timezoneClass is the class timezone.
var timezoneClass = sync.OnceValue(func() *Constructor {
	k := newConstructor("datetime", "timezone", Entry{Sig: "timezone(offset, name=None)", Doc: "A time zone by its distance to UTC.", Fn: newTimezone}, nil, zoneMethods)
	k.base = tzinfoClass()
	k.Members["utc"] = utcZone
	k.Members["max"], k.Members["min"] = fixedZone(daySeconds-60), fixedZone(60-daySeconds)
	return k
})

// zoneInfoClass is the class ZoneInfo.
var zoneInfoClass = sync.OnceValue(func() *Constructor {
	k := newConstructor("zoneinfo", "ZoneInfo", Entry{Sig: "ZoneInfo(key)", Doc: "A time zone by its name: ZoneInfo(\"Europe/London\").", Fn: newZoneInfo},
		[]Entry{{Sig: "no_cache(key)", Doc: "The same as ZoneInfo(key).", Fn: newZoneInfo}}, zoneMethods)
	k.base = tzinfoClass()
	return k
})

// zoneinfoEntries is the module zoneinfo.
func zoneinfoEntries() []Entry {
	return []Entry{{Sig: "ZoneInfo", Value: zoneInfoClass()}}
}

// tzinfoClass is the class tzinfo, which is there to ask what is one.
var tzinfoClass = sync.OnceValue(func() *Constructor {
	return newConstructor("datetime", "tzinfo", Entry{Sig: "tzinfo()", Doc: "What time zones are: for isinstance.", Fn: func(*Call) (starlark.Value, error) {
		return nil, Raise("TypeError", "tzinfo has no values of its own; write timezone(timedelta(hours=1)) or zoneinfo.ZoneInfo(\"Europe/London\")")
	}}, nil, nil)
})

func newZoneInfo(c *Call) (starlark.Value, error) {
	var key string
	if err := c.Unpack("key", &key); err != nil {
		return nil, err
	}
	z, err := zoneNamed(key)
	if err != nil {
		return nil, err
	}
	return z, nil
}

// newTimezone makes a zone of a timedelta, named as Python names it.
func newTimezone(c *Call) (starlark.Value, error) {
	var offset, name starlark.Value
	if err := c.Unpack("offset", &offset, "name?", &name); err != nil {
		return nil, err
	}
	d, ok := offset.(Timedelta)
	if !ok {
		return nil, Raise("TypeError", "timezone() argument 1 must be datetime.timedelta, not %s", TypeOf(offset))
	}
	called, given := starlark.AsString(name)
	switch {
	case name != nil && !given:
		return nil, Raise("TypeError", "timezone() argument 2 must be str, not %s", TypeOf(name))
	case d.secs <= -daySeconds || d.secs >= daySeconds:
		return nil, Raise("ValueError", "offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not %s.", d.repr())
	case d.nanos != 0:
		return nil, Raise("ValueError", "timezone: an offset with a fraction of a second, as %s is, is not available", d)
	case !given:
		return fixedZone(int(d.secs)), nil
	}
	z := *fixedZone(int(d.secs))
	z.name = called
	return &z, nil
}

// tzinfoArg takes a time zone or None.
type tzinfoArg struct{ p **tzone }

// Unpack implements starlark.Unpacker.
func (a tzinfoArg) Unpack(v starlark.Value) error {
	switch v := v.(type) {
	case starlark.NoneType:
		*a.p = nil
		return nil
	case *tzone:
		*a.p = v
		return nil
	}
	return Raise("TypeError", "tzinfo argument must be None or of a tzinfo subclass, not type '%s'", TypeOf(v))
}
