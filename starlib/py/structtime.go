package py

import (
	"time"

	"go.starlark.net/starlark"
)

// structTime is what time.localtime() gives.
var structTime = &NamedType{Name: "struct_time", Module: "time", Fields: []string{
	"tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst",
}}

// structOf is the parts of a datetime's clock.
func structOf(d Datetime, dst int) starlark.Value {
	t := d.wall()
	h, m, s := t.Clock()
	return structTime.New(ints(t.Year(), int(t.Month()), t.Day(), h, m, s, weekdayOf(t), t.YearDay(), dst))
}

// structUTC is the parts of a point in time, with the name of the zone.
func structUTC(t time.Time, zone string) starlark.Value {
	n := structOf(Datetime{Time: t.UTC()}, 0).(*Named)
	n.more = starlark.StringDict{"tm_zone": starlark.String(zone), "tm_gmtoff": zero}
	return n
}

func ints(list ...int) starlark.Tuple {
	out := make(starlark.Tuple, len(list))
	for i, n := range list {
		out[i] = starlark.MakeInt(n)
	}
	return out
}

func newStructTime(c *Call) (starlark.Value, error) {
	var seq starlark.Iterable
	if err := c.Unpack("sequence", &seq); err != nil {
		return nil, err
	}
	var values starlark.Tuple
	for v := range starlark.Elements(seq) {
		values = append(values, v)
	}
	switch {
	case len(values) < 9:
		return nil, Raise("TypeError", "time.struct_time() takes an at least 9-sequence (%d-sequence given)", len(values))
	case len(values) > 11:
		return nil, Raise("TypeError", "time.struct_time() takes an at most 11-sequence (%d-sequence given)", len(values))
	}
	n := structTime.New(values[:9])
	n.more = starlark.StringDict{"tm_zone": starlark.None, "tm_gmtoff": starlark.None}
	for i, name := range []string{"tm_zone", "tm_gmtoff"} {
		if 9+i < len(values) {
			n.more[name] = values[9+i]
		}
	}
	return n, nil
}

// structParts is the nine numbers of a struct_time or a tuple.
func structParts(v starlark.Value) (p [9]int, err error) {
	t, ok := untagged(v).(starlark.Tuple)
	if !ok {
		return p, Raise("TypeError", "Tuple or struct_time argument required")
	}
	if len(t) != 9 {
		return p, Raise("TypeError", "time tuple must have exactly 9 elements, not %d", len(t))
	}
	for i, x := range t {
		if p[i], err = starlark.AsInt32(x); err != nil {
			return p, Raise("TypeError", "an integer is required (got type %s)", TypeOf(x))
		}
	}
	return p, nil
}

// momentOfParts is what strftime writes, once it is known that there is such a time.
func momentOfParts(p [9]int) (moment, error) {
	for _, i := range []int{1, 2, 7} { // 0 is 1 there
		p[i] = max(p[i], 0)
		if p[i] == 0 {
			p[i] = 1
		}
	}
	for _, c := range []struct {
		name             string
		n, least, atMost int
	}{
		{"month", p[1], 1, 12},
		{"day of month", p[2], 1, 31},
		{"hour", p[3], 0, 23},
		{"minute", p[4], 0, 59},
		{"seconds", p[5], 0, 61},
		{"day of week", p[6], -1, 1 << 30},
		{"day of year", p[7], 1, 366},
	} {
		if c.n < c.least || c.n > c.atMost {
			return moment{}, Raise("ValueError", "%s out of range", c.name)
		}
	}
	return moment{year: p[0], month: p[1], day: p[2], hour: p[3], minute: p[4], second: p[5], weekday: (p[6] + 7) % 7, yearday: p[7], offset: "+0000", zone: "UTC"}, nil
}
