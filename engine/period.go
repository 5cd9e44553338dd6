package engine

import (
	"fmt"
	"math/big"
	"regexp"
	"strings"
	"time"
)

var (
	isoPeriod   = regexp.MustCompile(`^([-+]?)P(?:([-+]?\d+)D)?(T(?:([-+]?\d+)H)?(?:([-+]?\d+)M)?(?:([-+]?\d+)(\.\d{0,9})?S)?)?$`)
	clockPeriod = regexp.MustCompile(`^([-+]?)PT([-+]?)(\d+):(\d{1,2})(?::(\d{1,2})(\.\d{1,9})?)?$`)
)

// ParsePeriod reads a length of time: as Java's Duration ("PT1S", "PT1h30m", "PT0.25s",
// "P1DT2H") or by the clock ("PT00:00:00.1"), in capitals or not.
func ParsePeriod(text string) (time.Duration, error) {
	s := strings.ToUpper(text)
	if m := clockPeriod.FindStringSubmatch(s); m != nil {
		sign := "+"
		if (m[1] == "-") != (m[2] == "-") {
			sign = "-"
		}
		return periodOf(text, sign, []string{m[3], m[4], m[5]}, []int64{3600, 60, 1}, m[6])
	}
	m := isoPeriod.FindStringSubmatch(s)
	if m == nil || strings.HasSuffix(s, "P") || strings.HasSuffix(s, "T") {
		return 0, fmt.Errorf("%q is not a period; write \"PT1s\", \"PT1h30m\" or \"PT00:00:00.1\"", text)
	}
	return periodOf(text, m[1], []string{m[2], m[4], m[5], m[6]}, []int64{86400, 3600, 60, 1}, m[7])
}

// periodOf is the sum of parts times their units, in seconds; fraction has the sign of
// the last part.
func periodOf(text, sign string, parts []string, units []int64, fraction string) (time.Duration, error) {
	total := new(big.Int)
	for i, p := range parts {
		if p == "" {
			continue
		}
		n, ok := new(big.Int).SetString(p, 10)
		if !ok {
			return 0, fmt.Errorf("%q is not a period: %s is no number", text, p)
		}
		total.Add(total, n.Mul(n, big.NewInt(units[i]*int64(time.Second))))
	}
	if len(fraction) > 1 {
		n, _ := new(big.Int).SetString((fraction[1:] + "000000000")[:9], 10)
		if strings.HasPrefix(parts[len(parts)-1], "-") {
			n.Neg(n)
		}
		total.Add(total, n)
	}
	if sign == "-" {
		total.Neg(total)
	}
	if !total.IsInt64() {
		return 0, fmt.Errorf("%q is out of range: a period has at most 292 years", text)
	}
	return time.Duration(total.Int64()), nil
}
