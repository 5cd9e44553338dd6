package expr

import (
	"cmp"
	"errors"
	"fmt"
)

// durationUnits are the units of a Duration's methods, the smallest last.
var durationUnits = []struct {
	name string
	unit int64
	of   int64 // how many make one of the unit before
}{
	{"Days", day, 0},
	{"Hours", 3600 * second, 24},
	{"Minutes", 60 * second, 60},
	{"Seconds", second, 60},
	{"Millis", 1e6, 1000},
	{"Nanos", 1, 1e9},
}

// durationByUnit are the methods of Duration by unit: plusHours, toHours, ofHours …
func durationByUnit() table {
	t := table{}
	for _, u := range durationUnits {
		name := lowerFirst(u.name)
		t["Duration#plus"+u.name] = function{"longer by " + name, durationShift(u.unit, 1)}
		t["Duration#minus"+u.name] = function{"shorter by " + name, durationShift(u.unit, -1)}
		t["Duration.of"+u.name] = function{"a duration of " + name, durationOf(u.unit)}
		t["Duration#to"+u.name] = function{"the duration in whole " + name, j1(func(d Duration) int64 {
			switch {
			case u.unit == second, u.unit == 1e6:
				return floorTo(int64(d), u.unit)
			case u.unit > second: // Java divides the seconds, which are rounded down
				return floorTo(int64(d), second) / (u.unit / second)
			}
			return int64(d)
		})}
		if u.of > 0 {
			t["Duration#to"+u.name+"Part"] = function{"the " + name + " beside the larger units", j1(func(d Duration) int32 {
				if u.unit < second {
					return int32(mod(int64(d), second) / u.unit)
				}
				return int32(floorTo(int64(d), second) / (u.unit / second) % u.of)
			})}
		}
	}
	t["Duration#toDaysPart"] = function{"the days", t["Duration#toDays"].of}
	return t
}

func durationShift(unit, sign int64) []overload {
	return je2(func(d Duration, n int64) (Duration, error) {
		x, err := durationTimes(Duration(sign*unit), n)
		if err != nil {
			return 0, err
		}
		return durationSum(d, int64(x))
	})
}

// durationFuncs are the methods and static functions of Duration and Period.
var durationFuncs = methods(joinedTables(durationByUnit(), periodByUnit(), table{
	"Duration#abs": {"without its sign", j1(func(d Duration) Duration { return max(d, -d) })},
	"Duration#compareTo": {"-1, 0 or 1 by the order of the two", j2(func(a, b Duration) int32 {
		return int32(cmp.Compare(a, b))
	})},
	"Duration#dividedBy": {"divided by a number, or how often another goes into it", joined(
		je2(func(d Duration, n int64) (Duration, error) {
			if n == 0 {
				return 0, errDivide
			}
			return d / Duration(n), nil
		}),
		je2(func(d, by Duration) (int64, error) {
			if by == 0 {
				return 0, errDivide
			}
			return int64(d / by), nil
		}))},
	"Duration#getNano":      {"the nanoseconds of the second", j1(func(d Duration) int32 { return int32(mod(int64(d), second)) })},
	"Duration#getSeconds":   {"the duration in whole seconds", j1(func(d Duration) int64 { return floorTo(int64(d), second) })},
	"Duration#isNegative":   {"whether it is below zero", j1(func(d Duration) bool { return d < 0 })},
	"Duration#isPositive":   {"whether it is above zero", j1(func(d Duration) bool { return d > 0 })},
	"Duration#isZero":       {"whether it is zero", j1(func(d Duration) bool { return d == 0 })},
	"Duration#minus":        {"the difference, of another duration or so many units", durationAmount(-1)},
	"Duration#multipliedBy": {"the duration so many times", je2(durationTimes)},
	"Duration#negated":      {"with the other sign", j1(func(d Duration) Duration { return -d })},
	"Duration#plus":         {"the sum, with another duration or so many units", durationAmount(1)},
	"Duration#withNanos": {"with other nanoseconds of the second", je2(func(d Duration, n int32) (Duration, error) {
		if n < 0 || int64(n) >= second {
			return 0, errPart("nanosecond", int64(n), second-1)
		}
		return d - Duration(mod(int64(d), second)) + Duration(n), nil
	})},
	"Duration#withSeconds": {"with other whole seconds", je2(func(d Duration, n int64) (Duration, error) {
		s, err := durationTimes(Duration(second), n)
		if err != nil {
			return 0, err
		}
		return durationSum(s, mod(int64(d), second))
	})},
	"Duration.between": {"the duration from one time to another", joined(
		je2(func(a, b instant) (Duration, error) { return durationSum(Duration(b), -int64(a)) }),
		je2(func(a, b ZonedDateTime) (Duration, error) { return durationSum(Duration(b.Nanos), -a.Nanos) }),
		j2(func(a, b LocalTime) Duration { return Duration(b - a) }),
		je2(func(a, b LocalDateTime) (Duration, error) {
			n, err := untilUnit(a, b, unitNanos)
			return Duration(n), err
		}))},
	"Duration.of": {"a duration of so many units", je2(func(n int64, u ChronoUnit) (Duration, error) {
		unit := chronoUnits[u].nanos
		if u == unitDays {
			unit = day
		}
		if unit == 0 {
			return 0, errors.New("a duration takes units up to DAYS")
		}
		return durationTimes(Duration(unit), n)
	})},
	"Duration.parse": {"the duration in a text such as PT1h30m", je1(parseISODuration)},

	"Period#isNegative":   {"whether a part is below zero", j1(func(p Period) bool { return p.Years < 0 || p.Months < 0 || p.Days < 0 })},
	"Period#isZero":       {"whether all parts are zero", j1(func(p Period) bool { return p == Period{} })},
	"Period#minus":        {"the difference, part by part", je2(func(p, q Period) (Period, error) { return periodSum(p, q, -1) })},
	"Period#multipliedBy": {"each part so many times", je2(periodTimes)},
	"Period#negated":      {"each part with the other sign", je1(func(p Period) (Period, error) { return periodTimes(p, -1) })},
	"Period#normalized": {"with months below 12", j1(func(p Period) Period {
		n := totalMonths(p)
		return Period{Years: int32(n / 12), Months: int32(n % 12), Days: p.Days}
	})},
	"Period#plus":          {"the sum, part by part", je2(func(p, q Period) (Period, error) { return periodSum(p, q, 1) })},
	"Period#toTotalMonths": {"the years and months in months", j1(totalMonths)},
	"Period.between":       {"the years, months and days from one date to another", j2(periodBetween)},
	"Period.of":            {"the period of years, months and days", je3(func(y, m, d int32) (Period, error) { return Period{Years: y, Months: m, Days: d}, nil })},
	"Period.ofWeeks":       {"a period of weeks", je1(func(n int32) (Period, error) { return periodTimes(Period{Days: 7}, n) })},
	"Period.parse":         {"the period in a text such as P1Y2M3D", je1(parsePeriod)},
}))

func durationAmount(sign int64) []overload {
	return joined(
		je2(func(a, b Duration) (Duration, error) { return durationSum(a, sign*int64(b)) }),
		je3(func(a Duration, n int64, u ChronoUnit) (Duration, error) {
			unit := chronoUnits[u].nanos
			if u == unitDays {
				unit = day
			}
			if unit == 0 {
				return 0, errors.New("a duration takes units up to DAYS")
			}
			d, err := durationTimes(Duration(sign*unit), n)
			if err != nil {
				return 0, err
			}
			return durationSum(a, int64(d))
		}))
}

// periodByUnit are the methods of Period by part: getYears, plusYears, withYears, ofYears.
func periodByUnit() table {
	t := table{}
	for name, part := range map[string]func(p *Period) *int32{
		"Years":  func(p *Period) *int32 { return &p.Years },
		"Months": func(p *Period) *int32 { return &p.Months },
		"Days":   func(p *Period) *int32 { return &p.Days },
	} {
		low := lowerFirst(name)
		shift := func(sign int64) []overload {
			return je2(func(p Period, n int64) (Period, error) {
				x, err := addExact(int64(*part(&p)), sign*n)
				if err != nil || int64(int32(x)) != x {
					return p, errPeriodRange
				}
				*part(&p) = int32(x)
				return p, nil
			})
		}
		t["Period#get"+name] = function{"the " + low, j1(func(p Period) int32 { return *part(&p) })}
		t["Period#with"+name] = function{"with other " + low, je2(func(p Period, n int32) (Period, error) { *part(&p) = n; return p, nil })}
		t["Period#plus"+name] = function{"longer by " + low, shift(1)}
		t["Period#minus"+name] = function{"shorter by " + low, shift(-1)}
		t["Period.of"+name] = function{"a period of " + low, j1(func(n int32) (p Period) { *part(&p) = n; return p })}
	}
	return t
}

var errPeriodRange = fmt.Errorf("a part of the period is out of the range of int")

func totalMonths(p Period) int64 { return int64(p.Years)*12 + int64(p.Months) }

func periodOf(y, m, d int64) (Period, error) {
	p := Period{Years: int32(y), Months: int32(m), Days: int32(d)}
	if int64(p.Years) != y || int64(p.Months) != m || int64(p.Days) != d {
		return p, errPeriodRange
	}
	return p, nil
}

func periodTimes(p Period, n int32) (Period, error) {
	return periodOf(int64(p.Years)*int64(n), int64(p.Months)*int64(n), int64(p.Days)*int64(n))
}

func periodSum(p, q Period, sign int64) (Period, error) {
	return periodOf(int64(p.Years)+sign*int64(q.Years), int64(p.Months)+sign*int64(q.Months), int64(p.Days)+sign*int64(q.Days))
}
