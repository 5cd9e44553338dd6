package expr

import (
	"fmt"
	"strings"
	"time"
	_ "time/tzdata" // zones work where the system has no database

	"starling/internal/zone"
)

// parseZone reads ET, UTC, America/New_York, +01:00 or GMT+1.
func parseZone(name string) (ZoneID, error) {
	name = zone.Long(name)
	if off, ok := offsetZone(name); ok {
		return ZoneID{name, time.FixedZone(name, off)}, nil
	}
	if name == "" || name == "Local" || strings.ContainsAny(name, ".\\ ") {
		return ZoneID{}, fmt.Errorf("%q is not a time zone; there are UTC, ET, America/New_York, +01:00", name)
	}
	loc, err := time.LoadLocation(name)
	if err != nil {
		return ZoneID{}, fmt.Errorf("%q is not a time zone; there are UTC, ET, America/New_York, +01:00", name)
	}
	return ZoneID{name, loc}, nil
}

// offsetZone reads Z, +1, +01:00, UTC+1 or GMT-05:30 as seconds.
func offsetZone(name string) (seconds int, ok bool) {
	s := name
	for _, p := range []string{"UTC", "GMT", "UT"} {
		if rest, ok := strings.CutPrefix(s, p); ok && rest != "" {
			s = rest
			break
		}
	}
	if s == "Z" {
		return 0, true
	}
	if len(s) < 2 || s[0] != '+' && s[0] != '-' {
		return 0, false
	}
	digits := s[1:]
	if len(digits) == 1 {
		digits = "0" + digits
	}
	digits = strings.ReplaceAll(digits, ":", "")
	if len(digits)%2 != 0 || len(digits) > 6 {
		return 0, false
	}
	unit := 3600
	for i := 0; i < len(digits); i += 2 {
		if !isDigit(digits[i]) || !isDigit(digits[i+1]) {
			return 0, false
		}
		seconds += unit * (int(digits[i]-'0')*10 + int(digits[i+1]-'0'))
		unit /= 60
	}
	if s[0] == '-' {
		seconds = -seconds
	}
	return seconds, seconds >= -18*3600 && seconds <= 18*3600
}
