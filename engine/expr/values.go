package expr

import (
	"strings"
	"time"
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
