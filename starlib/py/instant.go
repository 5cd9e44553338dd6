package py

import (
	"fmt"
	"strings"
	"time"

	"go.starlark.net/starlark"
)

// instantLayouts is how instants are written; those without a zone are UTC.
var instantLayouts = []string{
	time.RFC3339Nano, "2006-01-02 15:04:05.999999999Z07:00", "2006-01-02T15:04Z07:00",
	"2006-01-02T15:04:05.999999999", "2006-01-02 15:04:05.999999999", "2006-01-02T15:04", "2006-01-02",
}

// ParseInstant reads 2024-01-31T12:00:00.5Z, or with a zone's name after a blank.
func ParseInstant(s string) (Datetime, error) {
	text, loc := strings.TrimSpace(s), time.UTC
	if i := strings.LastIndexByte(text, ' '); i > 10 {
		l, err := locationNamed(text[i+1:])
		if err != nil {
			return Datetime{}, Raise("ValueError", "%q: %w", s, err)
		}
		text, loc = text[:i], l
	}
	for _, layout := range instantLayouts {
		if t, err := time.ParseInLocation(layout, text, loc); err == nil {
			return Datetime{Time: t, Naive: !strings.Contains(layout, "Z07") && loc == time.UTC}, nil
		}
	}
	return Datetime{}, Raise("ValueError", "%q is not an instant; write 2024-01-31T12:00:00Z", s)
}

// locationNamed is the time zone of that name.
func locationNamed(name string) (*time.Location, error) {
	short := map[string]string{"ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles", "Z": "UTC"}
	if long, ok := short[name]; ok {
		name = long
	}
	return time.LoadLocation(name)
}

// Moment takes an instant as text, datetime or nanoseconds since 1970; None is nil.
func Moment(v starlark.Value) (*time.Time, error) {
	switch v := v.(type) {
	case nil, starlark.NoneType:
		return nil, nil
	case starlark.String:
		d, err := ParseInstant(string(v))
		return &d.Time, err
	case starlark.Int:
		if n, ok := v.Int64(); ok {
			t := time.Unix(0, n)
			return &t, nil
		}
	case Date, Datetime:
		d, _ := AsDatetime(v)
		return &d.Time, nil
	}
	return nil, fmt.Errorf("got %s (%s), want a text such as \"2024-01-31T12:00:00Z\", a datetime or nanoseconds since 1970", Short(v), TypeOf(v))
}
