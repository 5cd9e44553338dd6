package py

import (
	"errors"
	"time"
	"unicode/utf8"

	"go.starlark.net/starlark"
)

// errNotISO is a text that is not as ISO 8601 has it, in one of the forms that Python reads.
var errNotISO = errors.New("not in ISO 8601")

// invalidISO is the error of a text, unless what it says is wrong in another way.
func invalidISO(s string, err error) error {
	if errors.Is(err, errNotISO) {
		return Raise("ValueError", "Invalid isoformat string: %s", quoted(s))
	}
	return err
}

// isoText takes the one argument of fromisoformat.
func (c *Call) isoText() (string, error) {
	v := starlark.Value(starlark.None)
	if len(c.Args) != 1 || len(c.Kwargs) > 0 {
		return "", c.Unpack(c.entry.Params()[0].Name, &v)
	}
	s, ok := starlark.AsString(c.Args[0])
	if !ok {
		return "", Raise("TypeError", "fromisoformat: argument must be str")
	}
	return s, nil
}

func fromISO(c *Call) (starlark.Value, error) {
	s, err := c.isoText()
	if err != nil {
		return nil, err
	}
	d, err := isoDatetime(s)
	if err != nil {
		return nil, invalidISO(s, err)
	}
	return d, nil
}

func isoDatetime(s string) (Datetime, error) {
	if len(s) < 7 {
		return Datetime{}, errNotISO
	}
	sep := isoSeparator(s)
	if sep > len(s) {
		return Datetime{}, errNotISO
	}
	y, m, n, err := isoDate(s[:sep])
	if err != nil {
		return Datetime{}, err
	}
	var p [4]int
	var z *tzone
	if sep < len(s) {
		_, width := utf8.DecodeRuneInString(s[sep:])
		if p, z, err = isoTime(s[sep+width:]); err != nil {
			return Datetime{}, err
		}
	}
	if err = checkDay(y, m, n); err == nil {
		err = checkClock(p[0], p[1], p[2], p[3], 0)
	}
	return at(time.Date(y, time.Month(m), n, p[0], p[1], p[2], p[3]*1000, time.UTC), z, false), err
}

// isoSeparator is where the date ends: what stands between it and the time is any character.
func isoSeparator(s string) int {
	switch {
	case len(s) == 7:
		return 7
	case s[4] == '-' && s[5] != 'W':
		return 10 // YYYY-MM-DD
	case s[4] == '-':
		if len(s) > 9 && s[8] == '-' && !(len(s) > 10 && digitAt(s, 10)) {
			return 10 // YYYY-Www-D
		}
		return 8 // YYYY-Www
	case s[4] != 'W':
		return 8 // YYYYMMDD
	}
	i := 7
	for digitAt(s, i) {
		i++
	}
	switch {
	case i < 9:
		return i
	case i%2 == 0:
		return 7
	}
	return 8
}

// isoDigits reads so many digits at i.
func isoDigits(s string, i, count int) (n int, err error) {
	for k := i; k < i+count; k++ {
		if !digitAt(s, k) {
			return 0, errNotISO
		}
		n = n*10 + int(s[k]-'0')
	}
	return n, nil
}

// isoDate reads a date.
func isoDate(s string) (year, month, day int, err error) {
	i := 4
	year, err = isoDigits(s, 0, 4)
	if err != nil {
		return
	}
	dashed := i < len(s) && s[i] == '-'
	if dashed {
		i++
	}
	if i < len(s) && s[i] == 'W' {
		return isoWeek(s, i+1, year, dashed)
	}
	if month, err = isoDigits(s, i, 2); err != nil {
		return
	}
	if i += 2; dashed {
		if i >= len(s) || s[i] != '-' {
			return 0, 0, 0, errNotISO
		}
		i++
	}
	day, err = isoDigits(s, i, 2)
	return
}

// isoWeek reads the rest of a date by week.
func isoWeek(s string, i, year int, dashed bool) (y, m, d int, err error) {
	week, err := isoDigits(s, i, 2)
	if err != nil {
		return
	}
	weekday := 1
	if i += 2; i < len(s) {
		if dashed {
			if s[i] != '-' {
				return 0, 0, 0, errNotISO
			}
			i++
		}
		if weekday, err = isoDigits(s, i, 1); err != nil {
			return
		}
	}
	t, err := isoDay(year, week, weekday)
	if err != nil {
		return 0, 0, 0, errNotISO
	}
	y, month, d := t.Date()
	return y, int(month), d, nil
}

// isoTime reads a time of day and its zone, if it has one.
func isoTime(s string) (parts [4]int, z *tzone, err error) {
	i := 0
	for i < len(s) && s[i] != '+' && s[i] != '-' && s[i] != 'Z' {
		i++
	}
	parts, more, err := isoClockParts(s[:i])
	switch {
	case err != nil:
		return parts, nil, err
	case i == len(s):
		if more {
			err = errNotISO
		}
		return parts, nil, err
	case s[i] == 'Z':
		if i+1 < len(s) {
			err = errNotISO
		}
		return parts, utcZone, err
	}
	p, more, err := isoClockParts(s[i+1:])
	if err != nil || more {
		return parts, nil, errNotISO
	}
	offset := p[0]*3600 + p[1]*60 + p[2]
	if s[i] == '-' {
		offset = -offset
	}
	switch {
	case offset <= -daySeconds || offset >= daySeconds:
		err = Raise("ValueError", "offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not %s.", deltaOf(int64(offset), 0).repr())
	case p[3] != 0:
		err = Raise("ValueError", "%s: an offset with a fraction of a second is not available", quoted(s))
	}
	return parts, fixedZone(offset), err
}

// isoClockParts reads hours, minutes, seconds and microseconds. more is that something is left,
// which is an error unless a zone follows: CPython is as generous.
func isoClockParts(s string) (p [4]int, more bool, err error) {
	i, colons := 0, false
parts:
	for k := range 3 {
		if p[k], err = isoDigits(s, i, 2); err != nil {
			return
		}
		i += 2
		c := byte(0)
		if i < len(s) {
			c = s[i]
		}
		if i++; k == 0 {
			colons = c == ':'
		}
		switch {
		case i >= len(s):
			return p, c != 0, nil
		case colons && c == ':':
		case c == '.' || c == ',':
			break parts
		case colons:
			return p, false, errNotISO
		default:
			i--
		}
	}
	digits := min(len(s)-i, 6)
	if p[3], err = isoDigits(s, i, digits); err != nil {
		return
	}
	for k := digits; k < 6; k++ {
		p[3] *= 10
	}
	for i += digits; digitAt(s, i); i++ {
	}
	return p, i < len(s), nil
}
