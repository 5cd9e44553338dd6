package expr

import (
	"fmt"
	"math/big"
	"regexp"
	"strconv"
	"strings"
	"time"

	"starling/engine/column"
)

// timeLiteral reads the text of a literal in single quotes as a time of some kind.
func timeLiteral(s string) (column.Type, any, bool) {
	if len(s) < 2 {
		return column.Type{}, nil, false
	}
	if !isDigit(s[len(s)-1]) || strings.ContainsAny(s, "-:") { // not an epoch: that is a number
		if x, err := parseInstant(s); err == nil {
			return instantType, x, true
		}
	}
	if d, err := parseLocalDate(s); err == nil {
		return localDateType, d, true
	}
	if t, err := parseLocalTime(s); err == nil {
		return localTimeType, t, true
	}
	if d, err := parseDuration(s); err == nil {
		return durationType, d, true
	}
	if p, err := parsePeriod(s); err == nil {
		return periodType, p, true
	}
	if z, err := parseZone(s); err == nil {
		return zoneIDType, z, true
	}
	return column.Type{}, nil, false
}

var (
	dateRE     = regexp.MustCompile(`^([+-]?\d{4,9})-(\d\d?)-(\d\d?)$`)
	timeRE     = regexp.MustCompile(`^(\d\d?):(\d\d?)(?::(\d\d?)(?:\.(\d{1,9}))?)?$`)
	dateTimeRE = regexp.MustCompile(`^([+-]?\d{4,9}-\d\d-\d\d)(?:T([\d:.]*?))?(?: ?([A-Za-z][A-Za-z0-9/_+:-]*|[+-]\d[\d:]*))?$`)
	durationRE = regexp.MustCompile(`(?i)^([-+]?)P(?:([-+]?\d+)D)?(?:T(?:([-+]?\d+)H)?(?:([-+]?\d+)M)?(?:([-+]?\d+)(?:[.,](\d{0,9}))?S)?)?$`)
	clockRE    = regexp.MustCompile(`(?i)^([-+]?)PT([-+]?)(\d+):(\d\d?)(?::(\d\d?)(?:\.(\d{1,9}))?)?$`)
	periodRE   = regexp.MustCompile(`(?i)^([-+]?)P(?:([-+]?\d+)Y)?(?:([-+]?\d+)M)?(?:([-+]?\d+)W)?(?:([-+]?\d+)D)?$`)
)

func parseLocalDate(s string) (LocalDate, error) {
	m := dateRE.FindStringSubmatch(s)
	if m == nil {
		return 0, fmt.Errorf("%q is not a date such as 2024-01-31", s)
	}
	y, _ := strconv.Atoi(m[1])
	mon, _ := strconv.Atoi(m[2])
	d, _ := strconv.Atoi(m[3])
	t := time.Date(y, time.Month(mon), d, 0, 0, 0, 0, time.UTC)
	if t.Month() != time.Month(mon) || t.Day() != d {
		return 0, fmt.Errorf("%q is not a date: there is no such day", s)
	}
	return column.DateOf(t), nil
}

func parseLocalTime(s string) (LocalTime, error) {
	m := timeRE.FindStringSubmatch(s)
	if m == nil {
		return 0, fmt.Errorf("%q is not a time such as 09:30:00", s)
	}
	h, _ := strconv.Atoi(m[1])
	mi, _ := strconv.Atoi(m[2])
	sec, _ := strconv.Atoi(m[3])
	if h == 24 && mi == 0 && sec == 0 && fraction(m[4]) == 0 {
		return 0, nil // the end of the day
	}
	if h > 23 || mi > 59 || sec > 59 {
		return 0, fmt.Errorf("%q is not a time: hours are 00 to 23, minutes and seconds 00 to 59", s)
	}
	return LocalTime(int64(h*3600+mi*60+sec)*1e9 + fraction(m[4])), nil
}

// fraction is the nanoseconds of the digits behind the point.
func fraction(digits string) int64 {
	n, _ := strconv.ParseInt((digits + "000000000")[:9], 10, 64)
	return n
}

// parseLocalDateTime reads 2024-01-31T09:30:00.
func parseLocalDateTime(s string) (LocalDateTime, error) {
	date, clock, ok := strings.Cut(s, "T")
	if d, err := parseLocalDate(s); !ok && err == nil {
		return LocalDateTime{Date: d}, nil
	} else if !ok {
		return LocalDateTime{}, fmt.Errorf("%q is not a date and time such as 2024-01-31T09:30:00", s)
	}
	d, err := parseLocalDate(date)
	if err != nil {
		return LocalDateTime{}, err
	}
	t, err := parseLocalTime(clock)
	return LocalDateTime{Date: d + nextDay(clock), Time: t}, err
}

// nextDay is 1 for the time 24:00, which is the beginning of the next day.
func nextDay(clock string) LocalDate {
	if strings.HasPrefix(clock, "24:") {
		return 1
	}
	return 0
}

// parseZoned reads 2024-01-31T09:30:00 ET, …Z or …+01:00.
func parseZoned(s string) (ZonedDateTime, error) {
	m := dateTimeRE.FindStringSubmatch(s)
	if m == nil || m[3] == "" {
		return ZonedDateTime{}, fmt.Errorf("%q is not a time with a zone such as 2024-01-31T09:30:00 ET", s)
	}
	d, err := parseLocalDate(m[1])
	if err != nil {
		return ZonedDateTime{}, err
	}
	var t LocalTime
	if m[2] != "" {
		if t, err = parseLocalTime(m[2]); err != nil {
			return ZonedDateTime{}, err
		}
		d += nextDay(m[2])
	}
	z, err := parseZone(m[3])
	if err != nil {
		return ZonedDateTime{}, err
	}
	n, err := atZone(LocalDateTime{Date: d, Time: t}, z)
	return ZonedDateTime{Nanos: n, Zone: z}, err
}

var errInstantRange = fmt.Errorf("the time lies outside 1677-09-21 to 2262-04-11")

// atZone is the instant of a local time in a zone; of one that the clock jumps over, as
// much later.
func atZone(t LocalDateTime, z ZoneID) (int64, error) {
	u := t.Date.GoTime()
	c := int64(t.Time)
	v := time.Date(u.Year(), u.Month(), u.Day(), int(c/3600e9), int(c/60e9%60), int(c/1e9%60), int(c%1e9), z.Location())
	if missing := u.Add(time.Duration(c)).Sub(column.DateTimeOf(v).GoTime()); missing > 0 {
		v = v.Add(missing)
	}
	return nanosOfTime(v)
}

// parseInstant reads a time with a zone, or a number since 1970 in the unit that its size
// suggests.
func parseInstant(s string) (int64, error) {
	if x, err := strconv.ParseInt(s, 10, 64); err == nil {
		return epochAuto(x), nil
	}
	if strings.HasSuffix(s, "Z") && strings.Contains(s, "T24:") { // which Java's own Instant does not read
		return 0, fmt.Errorf("%q: the hour of an instant is 00 to 23", s)
	}
	t, err := parseZoned(s)
	return t.Nanos, err
}

// epochAuto is nanoseconds of a number of seconds, milli-, micro- or nanoseconds.
func epochAuto(x int64) int64 {
	const limit = 9309341000000
	switch a := max(x, -x); {
	case a <= limit/1000:
		return x * 1e9
	case a <= limit:
		return x * 1e6
	case a <= limit*1000:
		return x * 1e3
	}
	return x
}

// parseDuration reads PT1h30m, P1DT2H, -PT0.5S or PT01:30:00.
func parseDuration(s string) (Duration, error) {
	bad := fmt.Errorf("%q is not a duration such as PT1h30m or PT01:30:00", s)
	if m := clockRE.FindStringSubmatch(s); m != nil {
		n, ok := nanosOf([]string{m[3], m[4], m[5]}, []int64{3600, 60, 1}, m[6], false)
		if !ok {
			return 0, bad
		}
		if (m[1] == "-") != (m[2] == "-") {
			n = -n
		}
		return Duration(n), nil
	}
	m := durationRE.FindStringSubmatch(s)
	if m == nil || strings.HasSuffix(strings.ToUpper(s), "T") || m[2]+m[3]+m[4]+m[5] == "" {
		return 0, bad
	}
	if m[3]+m[4]+m[5] == "" { // P1D is a period
		return 0, bad
	}
	n, ok := nanosOf(m[2:6], []int64{86400, 3600, 60, 1}, m[6], strings.HasPrefix(m[5], "-"))
	if !ok {
		return 0, bad
	}
	if m[1] == "-" {
		n = -n
	}
	return Duration(n), nil
}

// nanosOf adds up numbers of so many seconds each, and a fraction of a second.
func nanosOf(parts []string, unit []int64, frac string, neg bool) (int64, bool) {
	sum := new(big.Int)
	for i, p := range parts {
		if p == "" {
			continue
		}
		n, ok := new(big.Int).SetString(p, 10)
		if !ok {
			return 0, false
		}
		sum.Add(sum, n.Mul(n, big.NewInt(unit[i]*1e9)))
	}
	f := fraction(frac)
	if neg {
		f = -f
	}
	sum.Add(sum, big.NewInt(f))
	return sum.Int64(), sum.IsInt64() && sum.Int64() != column.NullLong
}

// parsePeriod reads P1Y2M3W4D.
func parsePeriod(s string) (Period, error) {
	m := periodRE.FindStringSubmatch(s)
	if m == nil || m[2]+m[3]+m[4]+m[5] == "" {
		return Period{}, fmt.Errorf("%q is not a period such as P1Y2M or P7D", s)
	}
	var n [4]int64
	for i, p := range m[2:6] {
		if p == "" {
			continue
		}
		x, err := strconv.ParseInt(p, 10, 32)
		if err != nil {
			return Period{}, fmt.Errorf("%q is not a period: the number is too large", s)
		}
		if m[1] == "-" {
			x = -x
		}
		n[i] = x
	}
	days := n[2]*7 + n[3]
	if int64(int32(days)) != days {
		return Period{}, fmt.Errorf("%q is not a period: the number is too large", s)
	}
	return Period{Years: int32(n[0]), Months: int32(n[1]), Days: int32(days)}, nil
}
