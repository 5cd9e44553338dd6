package wire

import (
	"bytes"
	"math"
	"time"
	_ "time/tzdata" // names of time zones are understood wherever the program runs

	"starling/engine/column"
)

// epochSteps tells the unit of a number that stands for an instant by its size:
// up to 9,309,341,000 it counts seconds, up to a thousand times that milliseconds,
// then microseconds, then nanoseconds. Each reaches to the year 2264.
var epochSteps = [...]struct{ upTo, nanos int64 }{
	{9_309_341_000, 1_000_000_000},
	{9_309_341_000_000, 1_000_000},
	{9_309_341_000_000_000, 1_000},
	{math.MaxInt64, 1},
}

// Epoch is the instant, in nanoseconds since 1970, that a number stands for.
func Epoch(v int64) (nanos int64, why string) {
	size := v
	if size < 0 {
		size = -max(size, -math.MaxInt64)
	}
	for _, s := range epochSteps {
		if size <= s.upTo {
			if nanos, ok := NanosIn(v, s.nanos); ok {
				return nanos, ""
			}
			return 0, tooBig
		}
	}
	return 0, tooBig
}

// NanosIn is v counts of so many nanoseconds each, if they fit 64 bits.
func NanosIn(v, unit int64) (nanos int64, ok bool) {
	if v > math.MaxInt64/unit || v < math.MinInt64/unit {
		return 0, false
	}
	return v * unit, true
}

// ZoneCache keeps the time zone that was looked up last.
type ZoneCache struct {
	name string
	loc  *time.Location
}

// zoneNames are Deephaven's names of time zones that the time zone database lacks.
var zoneNames = [...]struct{ name, zone string }{
	{"AL", "America/Anchorage"},
	{"AT", "America/Halifax"},
	{"BT", "America/Sao_Paulo"},
	{"CE", "Europe/Berlin"},
	{"CH", "Europe/Zurich"},
	{"CT", "America/Chicago"},
	{"ET", "America/New_York"},
	{"HI", "Pacific/Honolulu"},
	{"HK", "Asia/Hong_Kong"},
	{"IN", "Asia/Kolkata"},
	{"JP", "Asia/Tokyo"},
	{"KR", "Asia/Seoul"},
	{"LON", "Europe/London"},
	{"MOS", "Europe/Moscow"},
	{"MT", "America/Denver"},
	{"NF", "America/St_Johns"},
	{"NL", "Europe/Amsterdam"},
	{"PT", "America/Los_Angeles"},
	{"SG", "Asia/Singapore"},
	{"SHG", "Asia/Shanghai"},
	{"SYD", "Australia/Sydney"},
	{"TW", "Asia/Taipei"},
}

func (z *ZoneCache) find(name []byte) *time.Location {
	if z.loc != nil && z.name == string(name) {
		return z.loc
	}
	zone := string(name)
	for _, a := range zoneNames {
		if a.name == zone {
			zone = a.zone
		}
	}
	if zone == "Local" || zone == "" {
		return nil
	}
	loc, err := time.LoadLocation(zone)
	if err != nil {
		return nil
	}
	z.name, z.loc = string(name), loc
	return loc
}

// ParseInstant reads an instant: ISO 8601 with an offset ("2024-01-01T10:00:00.5Z",
// "2024-01-01T10:00+01:00"), with a time zone ("2024-01-01T10:00:00 ET", "2024-01-01 ET"),
// or digits that epoch takes.
func ParseInstant(s []byte, n *Number, z *ZoneCache) (nanos int64, why string) {
	s = bytes.TrimSpace(s)
	if isDigits(s) {
		n.Parse(s)
		if nanos, why = n.Whole(column.Long); why != "" {
			return 0, why
		}
		return Epoch(nanos)
	}
	c := clock{s: s, ok: true}
	year, month, day := c.digits(4), c.dashed(), c.dashed()
	var hour, minute, second, fraction int
	if c.time() {
		hour, minute = c.digits(2), c.colon()
		if c.has(':') {
			second = c.digits(2)
			fraction = c.fraction()
		}
	}
	c.blanks()
	loc := c.zone(z)
	t := time.Date(year, time.Month(month), day, hour, minute, second, fraction, time.UTC)
	if !c.ok || month < 1 || day < 1 || t.Day() != day || t.Month() != time.Month(month) ||
		hour > 23 || minute > 59 || second > 59 {
		return 0, NotInstant
	}
	if loc != time.UTC {
		t = time.Date(year, time.Month(month), day, hour, minute, second, fraction, loc)
	}
	if sec := t.Unix(); sec <= math.MinInt64/1_000_000_000 || sec >= math.MaxInt64/1_000_000_000 {
		return 0, tooBig
	}
	return t.UnixNano(), ""
}

func isDigits(s []byte) bool {
	s = bytes.TrimPrefix(s, []byte("-"))
	for _, c := range s {
		if c-'0' > 9 {
			return false
		}
	}
	return len(s) > 0
}
