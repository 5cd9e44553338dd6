package column

import (
	"cmp"
	"fmt"
	"strings"
	"time"
	_ "time/tzdata" // zones work where the system has no database
)

// LoadZone is the zone of a name such as UTC, America/New_York, +01:00 or GMT+1.
func LoadZone(name string) (ZoneID, error) {
	if off, ok := offsetZone(name); ok {
		name = offsetName(name, off)
		return ZoneID{name, time.FixedZone(name, off)}, nil
	}
	if name == "" || name == "Local" || strings.ContainsAny(name, ".\\ ") {
		return ZoneID{}, errZone(name)
	}
	loc, err := time.LoadLocation(name)
	if err != nil {
		return ZoneID{}, errZone(name)
	}
	return ZoneID{name, loc}, nil
}

func errZone(name string) error {
	return fmt.Errorf("%q is not a time zone; there are UTC, ET, America/New_York, +01:00", name)
}

// Location is the zone as package time has it.
func (z ZoneID) Location() *time.Location { return z.loc }

// String is the name of the zone, America/New_York for ET.
func (z ZoneID) String() string { return z.Name }

// GoTime is the time in its zone.
func (t ZonedDateTime) GoTime() time.Time { return time.Unix(0, t.Nanos).In(t.Zone.loc) }

// String is 2024-01-31T09:30-05:00[America/New_York].
func (t ZonedDateTime) String() string {
	u := t.GoTime()
	s := DateTimeOf(u).String()
	_, off := u.Zone()
	s += FixedZone(off).Name
	if _, fixed := offsetZone(t.Zone.Name); fixed {
		return s
	}
	return s + "[" + t.Zone.Name + "]"
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
		if strings.Trim(digits[i:i+2], "0123456789") != "" {
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

// offsetName is the name of an offset as Java writes it: +02:00, GMT+02:00, Z.
func offsetName(name string, seconds int) string {
	prefix := strings.TrimRight(name, "+-:0123456789Z")
	if seconds == 0 {
		return cmp.Or(prefix, "Z")
	}
	sign := '+'
	if seconds < 0 {
		sign, seconds = '-', -seconds
	}
	text := fmt.Sprintf("%s%c%02d:%02d", prefix, sign, seconds/3600, seconds/60%60)
	if s := seconds % 60; s != 0 {
		text += fmt.Sprintf(":%02d", s)
	}
	return text
}

// zoneName is the Key of zones.
type zoneName string

func zoneKey(x any) (any, bool) { return zoneName(x.(ZoneID).Name), true }

// zonedName is the Key of times in a zone.
type zonedName struct {
	nanos int64
	zone  string
}

func zonedKey(x any) (any, bool) {
	t := x.(ZonedDateTime)
	return zonedName{t.Nanos, t.Zone.Name}, true
}

func compareZoned(x, y any) int {
	t, u := x.(ZonedDateTime), y.(ZonedDateTime)
	return cmp.Or(cmp.Compare(t.Nanos, u.Nanos), strings.Compare(t.Zone.Name, u.Zone.Name))
}

var zonedOrder = &Order{
	Append: func(b []byte, x any) []byte {
		t := x.(ZonedDateTime)
		return append(appendPlace(b, t.Nanos), t.Zone.Name...)
	},
	Value: func(key string) any {
		z, _ := LoadZone(key[8:]) // of a value that there was
		return ZonedDateTime{place(key), z}
	},
	Same: wholeKey,
}

// FixedZone is the zone of an offset in seconds: Z, +01:00, -04:56:02.
func FixedZone(seconds int) ZoneID {
	name := "Z"
	if n := max(seconds, -seconds); n != 0 {
		name = fmt.Sprintf("+%02d:%02d", n/3600, n/60%60)
		if seconds < 0 {
			name = "-" + name[1:]
		}
		if n%60 != 0 {
			name += fmt.Sprintf(":%02d", n%60)
		}
	}
	return ZoneID{name, time.FixedZone(name, seconds)}
}

// FixedName reports whether name is that of a zone at a fixed distance from UTC, such as +01:00.
func FixedName(name string) bool {
	_, ok := offsetZone(name)
	return ok
}
