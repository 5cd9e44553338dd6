package expr

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"time"

	"starling/engine/column"
)

// ChronoUnit is a java.time.temporal.ChronoUnit.
type ChronoUnit int8

// chronoUnits is the table of units: their names, and how many nanoseconds, days or
// months each has.
var chronoUnits = [...]struct {
	name                string
	nanos, days, months int64
}{
	{"NANOS", 1, 0, 0},
	{"MICROS", 1e3, 0, 0},
	{"MILLIS", 1e6, 0, 0},
	{"SECONDS", 1e9, 0, 0},
	{"MINUTES", 60 * second, 0, 0},
	{"HOURS", 3600 * second, 0, 0},
	{"HALF_DAYS", day / 2, 0, 0},
	{"DAYS", 0, 1, 0},
	{"WEEKS", 0, 7, 0},
	{"MONTHS", 0, 0, 1},
	{"YEARS", 0, 0, 12},
	{"DECADES", 0, 0, 120},
	{"CENTURIES", 0, 0, 1200},
	{"MILLENNIA", 0, 0, 12000},
}

const (
	unitNanos ChronoUnit = iota
	unitMicros
	unitMillis
	unitSeconds
	unitMinutes
	unitHours
	unitHalfDays
	unitDays
	unitWeeks
	unitMonths
	unitYears
)

// String is Hours, as Java has it.
func (u ChronoUnit) String() string {
	if u == unitHalfDays {
		return "HalfDays"
	}
	name := chronoUnits[u].name
	return name[:1] + strings.ToLower(name[1:])
}

// Month is a java.time.Month.
type Month = column.Month

var errDateRange = errors.New("the date lies outside the years -999999999 to 999999999")

// The first and last days of a LocalDate.
const minDay, maxDay = -365243219162, 365241780471

func dateOf(days int64) (LocalDate, error) {
	if days < minDay || days > maxDay {
		return 0, errDateRange
	}
	return LocalDate(days), nil
}

// civil is the date of a year, month and day, which have to be right.
func civil(y, m, d int64) (LocalDate, error) {
	switch {
	case y < -999999999 || y > 999999999:
		return 0, errDateRange
	case m < 1 || m > 12:
		return 0, fmt.Errorf("the month %d is not from 1 to 12", m)
	case d < 1 || d > daysIn(y, m):
		return 0, fmt.Errorf("there is no day %d in month %d of %d", d, m, y)
	}
	return column.DateOf(time.Date(int(y), time.Month(m), int(d), 0, 0, 0, 0, time.UTC)), nil
}

func isLeap(y int64) bool { return y%4 == 0 && (y%100 != 0 || y%400 == 0) }

func daysIn(y, m int64) int64 {
	switch m {
	case 2:
		if isLeap(y) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// ymd is the year, month and day of a date.
func ymd(d LocalDate) (y, m, day int64) {
	a, b, c := d.GoTime().Date()
	return int64(a), int64(b), int64(c)
}

// clockOf is the time of an hour, minute, second and nanosecond, which have to be right.
func clockOf(h, m, s, n int64) (LocalTime, error) {
	for _, f := range []struct {
		name    string
		v, most int64
	}{{"hour", h, 23}, {"minute", m, 59}, {"second", s, 59}, {"nanosecond", n, 999999999}} {
		if f.v < 0 || f.v > f.most {
			return 0, fmt.Errorf("the %s %d is not from 0 to %d", f.name, f.v, f.most)
		}
	}
	return LocalTime((h*3600+m*60+s)*second + n), nil
}

// addMonths adds months to a date; a day that the month does not have becomes its last.
func addMonths(d LocalDate, n int64) (LocalDate, error) {
	if n > 24e9 || n < -24e9 {
		return 0, errDateRange
	}
	y, m, day := ymd(d)
	total := y*12 + m - 1 + n
	y, m = floorTo(total, 12), mod(total, 12)+1
	return civil(y, m, min(day, daysIn(y, m)))
}

// addUnit adds n units to a local time.
func addUnit(t LocalDateTime, n int64, u ChronoUnit) (LocalDateTime, error) {
	unit, err := chronoUnits[u], error(nil)
	switch {
	case unit.nanos > 0:
		per := day / unit.nanos
		clock := int64(t.Time) + n%per*unit.nanos
		t.Date, err = dateOf(int64(t.Date) + n/per + floorTo(clock, day))
		t.Time = LocalTime(mod(clock, day))
	case unit.days > 0:
		if n > 1e12 || n < -1e12 {
			return t, errDateRange
		}
		t.Date, err = dateOf(int64(t.Date) + n*unit.days)
	default:
		if n > 24e9 || n < -24e9 {
			return t, errDateRange
		}
		t.Date, err = addMonths(t.Date, n*unit.months)
	}
	return t, err
}

// negated is -n; of the smallest number, which has no such, the largest.
func negated(n int64) int64 {
	if n == math.MinInt64 {
		return math.MaxInt64
	}
	return -n
}

// plusPeriodLocal adds a period, months first.
func plusPeriodLocal(t LocalDateTime, p Period, sign int64) (LocalDateTime, error) {
	d, err := addMonths(t.Date, sign*(int64(p.Years)*12+int64(p.Months)))
	if err != nil {
		return t, err
	}
	t.Date, err = dateOf(int64(d) + sign*int64(p.Days))
	return t, err
}

// untilUnit is the whole units from a to b.
func untilUnit(a, b LocalDateTime, u ChronoUnit) (int64, error) {
	unit := chronoUnits[u]
	days, clock := int64(b.Date)-int64(a.Date), int64(b.Time)-int64(a.Time)
	if unit.nanos > 0 {
		per := day / unit.nanos
		if days > 0 && clock < 0 {
			days, clock = days-1, clock+day
		} else if days < 0 && clock > 0 {
			days, clock = days+1, clock-day
		}
		n, err := multiplyExact(days, per)
		if err != nil {
			return 0, err
		}
		return addExact(n, clock/unit.nanos)
	}
	if days > 0 && clock < 0 { // an unfinished day does not count
		days--
	} else if days < 0 && clock > 0 {
		days++
	}
	if unit.days > 0 {
		return days / unit.days, nil
	}
	return monthsUntil(a.Date, LocalDate(int64(a.Date)+days)) / unit.months, nil
}

// monthsUntil is the whole months from a to b.
func monthsUntil(a, b LocalDate) int64 {
	y, m, d := ymd(a)
	y2, m2, d2 := ymd(b)
	return ((y2*12+m2)*32 + d2 - (y*12+m)*32 - d) / 32
}

// periodBetween is the years, months and days from a to b.
func periodBetween(a, b LocalDate) Period {
	y, m, d := ymd(a)
	y2, m2, d2 := ymd(b)
	months, days := (y2*12+m2)-(y*12+m), d2-d
	switch {
	case months > 0 && days < 0:
		months--
		mid, _ := addMonths(a, months)
		days = int64(b) - int64(mid)
	case months < 0 && days > 0:
		months++
		days -= daysIn(y2, m2)
	}
	return Period{Years: int32(months / 12), Months: int32(months % 12), Days: int32(days)}
}

// truncate cuts a time of day to a unit.
func truncate(t LocalTime, u ChronoUnit) (LocalTime, error) {
	switch unit := chronoUnits[u]; {
	case u == unitDays:
		return 0, nil
	case unit.nanos == 0:
		return 0, fmt.Errorf("the unit %s is too large to cut a time to", u)
	default:
		return t - t%LocalTime(unit.nanos), nil
	}
}

// zonedOf is a local time in a zone; of two that it may be, the one with the offset
// wanted, in seconds.
func zonedOf(t LocalDateTime, z ZoneID, offset int) (ZonedDateTime, error) {
	n, err := atZone(t, column.FixedZone(offset))
	if err == nil {
		if _, is := time.Unix(0, n).In(z.Location()).Zone(); is == offset {
			return ZonedDateTime{Nanos: n, Zone: z}, nil
		}
	}
	n, err = atZone(t, z)
	return ZonedDateTime{Nanos: n, Zone: z}, err
}

func offsetOf(z ZonedDateTime) int {
	_, off := z.GoTime().Zone()
	return off
}
