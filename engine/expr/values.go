package expr

import (
	"cmp"
	"strings"
	"time"

	"starling/engine/column"
)

// ParseDuration reads a length of time as formulas do, "PT1h30m" or "PT01:30:00.5", and
// whole days, "P1D".
func ParseDuration(s string) (time.Duration, error) {
	d, err := parseDuration(s)
	if err != nil && strings.HasSuffix(strings.ToUpper(s), "D") {
		if days, ok := parseDuration(s + "T0S"); ok == nil {
			return time.Duration(days), nil
		}
	}
	return time.Duration(d), err
}

// HasOrder reports whether objects of type t, such as dates, are sorted.
func HasOrder(t column.Type) bool { return hasOrder(t) }

// CompareObjects is the order of two objects of a type that HasOrder, nil first.
func CompareObjects(x, y any) int {
	switch {
	case x == nil && y == nil:
		return 0
	case x == nil || y == nil:
		return cmp.Compare(bit(x != nil), bit(y != nil))
	}
	return orderObjects(x, y)
}
