package expr

import (
	"cmp"
	"errors"
	"math"
	"strings"

	"starling/engine/column"
	"starling/internal/wall"
)

// compareZoned is the order of two times in zones: of the same instant by their local time.
func compareZoned(a, b ZonedDateTime) int {
	return cmp.Or(cmp.Compare(a.Nanos, b.Nanos), compareTimes(localOf(a), localOf(b)), strings.Compare(a.Zone.Name, b.Zone.Name))
}

// exactZoned is a time in the same zone.
func exactZoned(z ZonedDateTime, n int64, err error) (ZonedDateTime, error) {
	return ZonedDateTime{Nanos: n, Zone: z.Zone}, err
}

// shiftExact moves nanoseconds by so many units.
func shiftExact(t, n int64, u ChronoUnit) (int64, error) {
	unit := chronoUnits[u].nanos
	if u == unitDays {
		unit = day
	}
	if unit == 0 {
		return 0, errors.New("an Instant takes units up to DAYS")
	}
	d, err := multiplyExact(n, unit)
	if err != nil {
		return 0, errInstantRange
	}
	return plusNanos(t, d)
}

// zonedClock are plusHours and the like, which count time that passes.
func zonedClock() table {
	t := table{}
	for name, u := range map[string]ChronoUnit{"Hours": unitHours, "Minutes": unitMinutes, "Seconds": unitSeconds, "Nanos": unitNanos} {
		for verb, sign := range map[string]int64{"plus": 1, "minus": -1} {
			doc := map[string]string{"plus": "later by ", "minus": "earlier by "}[verb] + lowerFirst(name)
			t["ZonedDateTime#"+verb+name] = function{doc, je2(func(z ZonedDateTime, n int64) (ZonedDateTime, error) {
				x, err := shiftExact(z.Nanos, sign*n, u)
				return exactZoned(z, x, err)
			})}
		}
	}
	return t
}

// zonedAmount are plus and minus of a time in a zone.
func zonedAmount(sign int64) []overload {
	return joined(
		je3(func(z ZonedDateTime, n int64, u ChronoUnit) (ZonedDateTime, error) {
			if chronoUnits[u].nanos > 0 {
				x, err := shiftExact(z.Nanos, sign*n, u)
				return exactZoned(z, x, err)
			}
			t, err := addUnit(localOf(z), sign*n, u)
			if err != nil {
				return z, err
			}
			return zonedOf(t, z.Zone, offsetOf(z))
		}),
		je2(func(z ZonedDateTime, d Duration) (ZonedDateTime, error) {
			x, err := plusNanos(z.Nanos, sign*int64(d))
			return exactZoned(z, x, err)
		}),
		je2(func(z ZonedDateTime, p Period) (ZonedDateTime, error) {
			t, err := plusPeriodLocal(localOf(z), p, sign)
			if err != nil {
				return z, err
			}
			return zonedOf(t, z.Zone, offsetOf(z))
		}))
}

// zonedFuncs are the methods and static functions of ZonedDateTime.
var zonedFuncs = methods(joinedTables(ofZoned.dates(), ofZoned.clocks(), ofZoned.shared(compareZoned), zonedClock(), table{
	"ZonedDateTime#getOffset": {"its distance from UTC", j1(func(z ZonedDateTime) ZoneOffset { return ZoneOffset(column.FixedZone(offsetOf(z))) })},
	"ZonedDateTime#getZone":   {"the zone", j1(func(z ZonedDateTime) ZoneID { return z.Zone })},
	"ZonedDateTime#isAfter":   {"whether it is after another", j2(func(a, b ZonedDateTime) bool { return a.Nanos > b.Nanos })},
	"ZonedDateTime#isBefore":  {"whether it is before another", j2(func(a, b ZonedDateTime) bool { return a.Nanos < b.Nanos })},
	"ZonedDateTime#isEqual":   {"whether the two are the same time", j2(func(a, b ZonedDateTime) bool { return a.Nanos == b.Nanos })},
	"ZonedDateTime#minus":     {"earlier by a duration or period, or by so many units", zonedAmount(-1)},
	"ZonedDateTime#plus":      {"later by a duration or period, or by so many units", zonedAmount(1)},
	"ZonedDateTime#toEpochSecond": {"the seconds since 1970", j1(func(z ZonedDateTime) int64 {
		return floorTo(z.Nanos, second)
	})},
	"ZonedDateTime#toInstant":        {"the Instant", j1(func(z ZonedDateTime) instant { return instant(z.Nanos) })},
	"ZonedDateTime#toLocalDate":      {"the date", j1(func(z ZonedDateTime) LocalDate { return localOf(z).Date })},
	"ZonedDateTime#toLocalDateTime":  {"the date and time", j1(localOf)},
	"ZonedDateTime#toLocalTime":      {"the time of day", j1(func(z ZonedDateTime) LocalTime { return localOf(z).Time })},
	"ZonedDateTime#toOffsetDateTime": {"the time with its distance from UTC", j1(func(z ZonedDateTime) OffsetDateTime { return OffsetDateTime{z.Nanos, column.FixedZone(offsetOf(z))} })},
	"ZonedDateTime#until": {"the whole units until another", je3(func(a, b ZonedDateTime, u ChronoUnit) (int64, error) {
		if unit := chronoUnits[u].nanos; unit > 0 {
			return (b.Nanos - a.Nanos) / unit, nil
		}
		return untilUnit(localOf(a), localOf(ZonedDateTime{Nanos: b.Nanos, Zone: a.Zone}), u)
	})},
	"ZonedDateTime#withZoneSameInstant": {"the same time in another zone", j2(func(a ZonedDateTime, z ZoneID) ZonedDateTime { return ZonedDateTime{Nanos: a.Nanos, Zone: z} })},
	"ZonedDateTime#withZoneSameLocal":   {"the same date and time in another zone", je2(func(a ZonedDateTime, z ZoneID) (ZonedDateTime, error) { return zonedOf(localOf(a), z, offsetOf(a)) })},
	"ZonedDateTime.of": {"the date and time in a zone", joined(
		je2(func(t LocalDateTime, z ZoneID) (ZonedDateTime, error) { return zonedIn(t, z) }),
		je3(func(d LocalDate, t LocalTime, z ZoneID) (ZonedDateTime, error) {
			return zonedIn(LocalDateTime{Date: d, Time: t}, z)
		}))},
	"ZonedDateTime.ofInstant": {"the time of an Instant in a zone", j2(func(t instant, z ZoneID) ZonedDateTime { return ZonedDateTime{Nanos: int64(t), Zone: z} })},
	"ZonedDateTime.parse":     {"the time in a text such as 2024-01-31T09:30:00-05:00[America/New_York]", je1(parseISOZoned)},

	"OffsetDateTime#getOffset":       {"its distance from UTC", j1(func(t OffsetDateTime) ZoneOffset { return ZoneOffset(t.Zone) })},
	"OffsetDateTime#toInstant":       {"the Instant", j1(func(t OffsetDateTime) instant { return instant(t.Nanos) })},
	"OffsetDateTime#toLocalDate":     {"the date", j1(func(t OffsetDateTime) LocalDate { return localOf(ZonedDateTime(t)).Date })},
	"OffsetDateTime#toLocalDateTime": {"the date and time", j1(func(t OffsetDateTime) LocalDateTime { return localOf(ZonedDateTime(t)) })},
	"OffsetDateTime#toZonedDateTime": {"the time in a zone of its offset", j1(func(t OffsetDateTime) ZonedDateTime { return ZonedDateTime(t) })},
	"OffsetDateTime.parse":           {"the time in a text such as 2024-01-31T09:30:00+02:00", je1(func(s string) (OffsetDateTime, error) { z, err := parseISOZoned(s); return OffsetDateTime(z), err })},
}))

// instantFuncs are the methods and static functions of Instant.
var instantFuncs = methods(joinedTables(instantShifts(), table{
	"Instant#atZone":         {"the time in a zone", j2(func(t instant, z ZoneID) ZonedDateTime { return ZonedDateTime{Nanos: int64(t), Zone: z} })},
	"Instant#compareTo":      {"-1, 0 or 1 by the order of the two", j2(func(a, b instant) int32 { return int32(cmp.Compare(a, b)) })},
	"Instant#equals":         {"whether the two are the same; false for null", []overload{{"boolean(Instant#, Instant)", r2(func(a, b int64) int8 { return bit(a == b) }), present}, {"boolean(Instant#, Object)", r2(func(int64, any) int8 { return 0 }), present}}},
	"Instant#getEpochSecond": {"the seconds since 1970", j1(func(t instant) int64 { return floorTo(int64(t), second) })},
	"Instant#getNano":        {"the nanoseconds of the second", j1(func(t instant) int32 { return int32(mod(int64(t), second)) })},
	"Instant#hashCode":       {"Java's hash of the time", j1(func(t instant) int32 { return hashSeconds(int64(t)) })},
	"Instant#isAfter":        {"whether it is after another", j2(func(a, b instant) bool { return a > b })},
	"Instant#isBefore":       {"whether it is before another", j2(func(a, b instant) bool { return a < b })},
	"Instant#minus":          {"earlier by a duration, or by so many units", instantAmount(-1)},
	"Instant#plus":           {"later by a duration, or by so many units", instantAmount(1)},
	"Instant#toEpochMilli":   {"the milliseconds since 1970", j1(func(t instant) int64 { return floorTo(int64(t), 1e6) })},
	"Instant#toString":       {"the time as 2024-01-31T09:30:00Z", []overload{{"String(Instant#)", textKernel(instantType), present}}},
	"Instant#truncatedTo": {"cut to a unit, as in ChronoUnit.HOURS", je2(func(t instant, u ChronoUnit) (instant, error) {
		unit, err := exactUnit(u, "an Instant is cut to")
		if err != nil {
			return 0, err
		}
		return t - instant(mod(int64(t), unit)), nil
	})},
	"Instant#until": {"the whole units until another", je3(func(a, b instant, u ChronoUnit) (int64, error) {
		unit := chronoUnits[u].nanos
		if u == unitDays {
			unit = day
		}
		if unit == 0 {
			return 0, errors.New("the time between Instants is in units up to DAYS")
		}
		return int64(b-a) / unit, nil
	})},
	"Instant.now":          {"the time now, the same for all rows of a page", []overload{{"Instant()", current(1), impure | present}}},
	"Instant.ofEpochMilli": {"the Instant of milliseconds since 1970", fromEpoch(1e6)},
	"Instant.ofEpochSecond": {"the Instant of seconds since 1970", joined(fromEpoch(1e9), je2(func(s, n int64) (instant, error) {
		t, err := toNanos(s, second)
		if err != nil {
			return 0, err
		}
		t, err = plusNanos(t, n)
		return instant(t), err
	}))},
	"Instant.parse": {"the Instant in a text such as 2024-01-31T09:30:00Z", parsing("Instant", parseInstant)},
}))

// instantShifts are plusMillis and the like.
func instantShifts() table {
	t := table{}
	for name, u := range map[string]ChronoUnit{"Millis": unitMillis, "Seconds": unitSeconds, "Nanos": unitNanos} {
		for verb, sign := range map[string]int64{"plus": 1, "minus": -1} {
			doc := map[string]string{"plus": "the time and ", "minus": "the time less "}[verb] + map[string]string{"Millis": "milliseconds", "Seconds": "seconds", "Nanos": "nanoseconds"}[name]
			t["Instant#"+verb+name] = function{doc, je2(func(t instant, n int64) (instant, error) {
				x, err := shiftExact(int64(t), sign*n, u)
				return instant(x), err
			})}
		}
	}
	return t
}

func instantAmount(sign int64) []overload {
	return joined(
		je2(func(t instant, d Duration) (instant, error) {
			x, err := plusNanos(int64(t), sign*int64(d))
			return instant(x), err
		}),
		je2(func(t instant, p Period) (instant, error) {
			x, err := plusPeriod(sign)(int64(t), p)
			return instant(x), err
		}),
		je3(func(t instant, n int64, u ChronoUnit) (instant, error) {
			x, err := shiftExact(int64(t), sign*n, u)
			return instant(x), err
		}))
}

func todayIn(z any) any { return column.DateOf(wall.Now().In(z.(ZoneID).Location())) }

// todayKernel is the date now in UTC.
func todayKernel(c *call) error {
	fill(grow[any](c.out, c.n), any(column.DateOf(wall.Now().UTC())))
	return nil
}

var errDurationRange = errors.New("the duration is longer than 292 years")

// durationOf is the overloads that make a duration of units.
func durationOf(unit int64) []overload {
	return je1(func(x int64) (Duration, error) { return durationTimes(Duration(unit), x) })
}

func durationTimes(d Duration, n int64) (Duration, error) {
	r, err := multiplyExact(int64(d), n)
	if err != nil {
		return 0, errDurationRange
	}
	return Duration(r), nil
}

func durationSum(a Duration, b int64) (Duration, error) {
	r, err := addExact(int64(a), b)
	if err != nil || r == math.MinInt64 {
		return 0, errDurationRange
	}
	return Duration(r), nil
}
