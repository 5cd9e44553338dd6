package expr

import (
	"fmt"
	"regexp"
	"time"

	"starling/engine/column"
	"starling/internal/wall"
)

// Date is a java.util.Date, in milliseconds since 1970.
type Date int64

// String is Mon Jan 01 12:34:56 UTC 2024.
func (d Date) String() string {
	return time.UnixMilli(int64(d)).UTC().Format("Mon Jan 02 15:04:05 MST 2006")
}

// dateFuncs are the methods of java.util.Date, and what goes with it.
var dateFuncs = methods(table{
	"Date#getTime":     {"the milliseconds since 1970", j1(func(d Date) int64 { return int64(d) })},
	"Date#toInstant":   {"the Instant", je1(func(d Date) (instant, error) { t, err := toNanos(int64(d), 1e6); return instant(t), err })},
	"ChronoField#name": {"the name of the field", j1(ChronoField.String)},
})

// ChronoField is a java.time.temporal.ChronoField.
type ChronoField string

// String is the name, such as MinuteOfHour.
func (f ChronoField) String() string { return string(f) }

// precisionRE has a group for each part of a time, the coarsest first.
var precisionRE = regexp.MustCompile(`^(?:\d{4}-\d\d-\d\d(T\d\d(:\d\d(:\d\d(\.\d{1,9})?)?)?)?|(\d\d(:\d\d(:\d\d(\.\d{1,9})?)?)?))(?: [A-Za-z][\w/+:-]*)?$`)

// timePrecision is the finest field that a text names.
func timePrecision(s string) (ChronoField, error) {
	m := precisionRE.FindStringSubmatch(s)
	if m == nil {
		return "", fmt.Errorf("%q is not a time such as 2024-01-31T09:30", s)
	}
	for i, f := range []ChronoField{"MilliOfSecond", "SecondOfMinute", "MinuteOfHour", "HourOfDay"} {
		if m[4-i] != "" || m[8-i] != "" {
			return f, nil
		}
	}
	return "DayOfMonth", nil
}

// excelEpoch is 1970-01-01 in Excel's days.
const excelEpoch, millisPerDay = 25569, 86400000

func fromExcel(days float64, z ZoneID) (ZonedDateTime, error) {
	millis := int64((days - excelEpoch) * millisPerDay)
	return zonedIn(column.DateTimeOf(time.UnixMilli(millis).UTC()), z)
}

func toExcel(t int64, zone any) float64 {
	z, ok := zone.(ZoneID)
	if !ok || t == column.NullLong {
		return 0
	}
	millis := floorTo(t, 1e6) + int64(offsetOf(ZonedDateTime{Nanos: t, Zone: z}))*1000
	return float64(millis)/millisPerDay + excelEpoch
}

// zoneOrNull is the zone of a time, nil of none.
func zoneOrNull(t any) any {
	if z, ok := t.(ZonedDateTime); ok {
		return z.Zone
	}
	return nil
}

// todayText is the date now in UTC.
func todayText(c *call) error {
	fill(grow[string](c.out, c.n), column.DateOf(wall.Now().UTC()).String())
	return nil
}

// timeBins are the overloads of lowerBin and upperBin for times.
func timeBins(at bin[int64]) []overload {
	instants := func(t instant, step, offset int64) (instant, error) {
		n, err := at(int64(t), step, offset)
		return instant(n), err
	}
	zoned := func(t ZonedDateTime, step, offset int64) (ZonedDateTime, error) {
		n, err := at(t.Nanos, step, offset)
		return exactZoned(t, n, err)
	}
	return joined(
		q2(func(t instant, s int64) (instant, error) { return instants(t, s, 0) }), q3(instants),
		q2(func(t instant, s Duration) (instant, error) { return instants(t, int64(s), 0) }),
		q3(func(t instant, s, o Duration) (instant, error) { return instants(t, int64(s), int64(o)) }),
		q2(func(t ZonedDateTime, s int64) (ZonedDateTime, error) { return zoned(t, s, 0) }), q3(zoned),
		q2(func(t ZonedDateTime, s Duration) (ZonedDateTime, error) { return zoned(t, int64(s), 0) }),
		q3(func(t ZonedDateTime, s, o Duration) (ZonedDateTime, error) { return zoned(t, int64(s), int64(o)) }))
}
