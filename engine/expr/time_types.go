package expr

import (
	"cmp"
	"fmt"
	"math/big"
	"strconv"
	"strings"
	"time"

	"starling/engine/column"
	"starling/internal/zone"
)

// The types of dates and the like, as they stand in Object columns.
var (
	durationType      = column.ObjectOf("java.time.Duration")
	periodType        = column.ObjectOf("java.time.Period")
	localDateType     = column.ObjectOf("java.time.LocalDate")
	localTimeType     = column.ObjectOf("java.time.LocalTime")
	localDateTimeType = column.ObjectOf("java.time.LocalDateTime")
	zonedDateTimeType = column.ObjectOf("java.time.ZonedDateTime")
	zoneIDType        = column.ObjectOf("java.time.ZoneId")
	dayOfWeekType     = column.ObjectOf("java.time.DayOfWeek")
)

type (
	// Duration is a java.time.Duration in nanoseconds.
	Duration int64
	// Period is a java.time.Period.
	Period struct{ Years, Months, Days int32 }
	// LocalDate is a java.time.LocalDate in days since 1970-01-01.
	LocalDate int64
	// LocalTime is a java.time.LocalTime in nanoseconds since midnight.
	LocalTime int64
	// LocalDateTime is a java.time.LocalDateTime.
	LocalDateTime struct {
		Date LocalDate
		Time LocalTime
	}
	// ZoneID is a java.time.ZoneId.
	ZoneID struct {
		Name string
		loc  *time.Location
	}
	// ZonedDateTime is a java.time.ZonedDateTime: nanoseconds since 1970 in a zone.
	ZonedDateTime struct {
		Nanos int64
		Zone  ZoneID
	}
	// DayOfWeek is a java.time.DayOfWeek, Monday being 1.
	DayOfWeek int32
)

// hasOrder reports whether objects of type t are compared with < and >.
func hasOrder(t column.Type) bool {
	switch t {
	case durationType, localDateType, localTimeType, localDateTimeType, zonedDateTimeType, dayOfWeekType, decimalType, bigIntegerType:
		return true
	}
	return false
}

// holds reports whether x, not null, is an object of type t.
func holds(t column.Type, x any) bool {
	switch t {
	case durationType:
		return is[Duration](x)
	case periodType:
		return is[Period](x)
	case localDateType:
		return is[LocalDate](x)
	case localTimeType:
		return is[LocalTime](x)
	case localDateTimeType:
		return is[LocalDateTime](x)
	case zonedDateTimeType:
		return is[ZonedDateTime](x)
	case zoneIDType:
		return is[ZoneID](x)
	case dayOfWeekType:
		return is[DayOfWeek](x)
	case decimalType:
		return is[column.Decimal](x)
	case bigIntegerType:
		return is[*big.Int](x)
	case roundingType:
		return is[column.Rounding](x)
	case mathContextType:
		return is[MathContext](x)
	}
	elem, ok := elemOf(t)
	if !ok {
		return true
	}
	switch elem.Kind {
	case column.Bool:
		return is[[]int8](x)
	case column.Short:
		return is[[]int16](x)
	case column.Char:
		return is[[]uint16](x)
	case column.Int:
		return is[[]int32](x)
	case column.Long, column.Instant:
		return is[[]int64](x)
	case column.Float:
		return is[[]float32](x)
	case column.Double:
		return is[[]float64](x)
	case column.String, column.Bytes:
		return is[[]string](x)
	}
	return is[[]any](x)
}

func is[T any](x any) bool {
	_, ok := x.(T)
	return ok
}

func (d Duration) compare(other any) int { return cmp.Compare(d, other.(Duration)) }

func (d LocalDate) compare(other any) int { return cmp.Compare(d, other.(LocalDate)) }

func (t LocalTime) compare(other any) int { return cmp.Compare(t, other.(LocalTime)) }

func (d DayOfWeek) compare(other any) int { return cmp.Compare(d, other.(DayOfWeek)) }

func (t LocalDateTime) compare(other any) int {
	u := other.(LocalDateTime)
	return cmp.Or(cmp.Compare(t.Date, u.Date), cmp.Compare(t.Time, u.Time))
}

// Parts is what tells a zone from others: its name.
func (z ZoneID) Parts() []any { return []any{z.Name} }

// Parts is the time and the name of the zone.
func (t ZonedDateTime) Parts() []any { return []any{t.Nanos, t.Zone.Name} }

func (t ZonedDateTime) compare(other any) int {
	u := other.(ZonedDateTime)
	return cmp.Or(cmp.Compare(t.Nanos, u.Nanos), strings.Compare(t.Zone.Name, u.Zone.Name))
}

// String is PT8H6M12.345S.
func (d Duration) String() string {
	if d == 0 {
		return "PT0S"
	}
	secs, nanos := int64(d)/1e9, int64(d)%1e9
	b := []byte("PT")
	if h := secs / 3600; h != 0 {
		b = append(strconv.AppendInt(b, h, 10), 'H')
	}
	if m := secs / 60 % 60; m != 0 {
		b = append(strconv.AppendInt(b, m, 10), 'M')
	}
	if s := secs % 60; s != 0 || nanos != 0 {
		if d < 0 && s == 0 {
			b = append(b, '-')
		}
		b = strconv.AppendInt(b, s, 10)
		if nanos != 0 {
			b = append(b, strings.TrimRight(fmt.Sprintf(".%09d", max(nanos, -nanos)), "0")...)
		}
		b = append(b, 'S')
	}
	return string(b)
}

// String is P1Y2M3D.
func (p Period) String() string {
	if p == (Period{}) {
		return "P0D"
	}
	b := []byte("P")
	for i, n := range []int32{p.Years, p.Months, p.Days} {
		if n != 0 {
			b = append(strconv.AppendInt(b, int64(n), 10), "YMD"[i])
		}
	}
	return string(b)
}

// time is midnight of the date in UTC.
func (d LocalDate) time() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

// String is 2024-01-31.
func (d LocalDate) String() string {
	t := d.time()
	switch y := t.Year(); {
	case y > 9999:
		return "+" + t.Format("2006-01-02")
	case y < 0:
		return fmt.Sprintf("-%04d", -y) + t.Format("-01-02")
	}
	return t.Format("2006-01-02")
}

// String is 09:30, 09:30:15 or 09:30:15.123.
func (t LocalTime) String() string {
	s, n := int64(t)/1e9, int(int64(t)%1e9)
	b := fmt.Appendf(nil, "%02d:%02d", s/3600, s/60%60)
	if s%60 != 0 || n != 0 {
		b = appendFraction(fmt.Appendf(b, ":%02d", s%60), n)
	}
	return string(b)
}

// String is 2024-01-31T09:30.
func (t LocalDateTime) String() string { return t.Date.String() + "T" + t.Time.String() }

func (t LocalDateTime) time() time.Time { return t.Date.time().Add(time.Duration(t.Time)) }

// String is the name of the zone, America/New_York for ET.
func (z ZoneID) String() string { return z.Name }

// alias is the short name, ET for America/New_York.
func (z ZoneID) alias() string { return zone.Short(z.Name) }

func (t ZonedDateTime) time() time.Time { return time.Unix(0, t.Nanos).In(t.Zone.loc) }

// String is 2024-01-31T09:30-05:00[America/New_York].
func (t ZonedDateTime) String() string {
	u := t.time()
	s := dateTimeOf(u).String()
	if _, off := u.Zone(); off == 0 {
		s += "Z"
	} else {
		s += u.Format("-07:00")
	}
	if _, fixed := offsetZone(t.Zone.Name); fixed {
		return s
	}
	return s + "[" + t.Zone.Name + "]"
}

// String is MONDAY.
func (d DayOfWeek) String() string { return strings.ToUpper(time.Weekday(d % 7).String()) }

func dateOf(t time.Time) LocalDate {
	_, off := t.Zone()
	return LocalDate(floorTo(t.Unix()+int64(off), 86400))
}

func floorTo(x, by int64) int64 {
	q := x / by
	if x%by < 0 {
		q--
	}
	return q
}

func timeOf(t time.Time) LocalTime {
	return LocalTime(int64(t.Hour()*3600+t.Minute()*60+t.Second())*1e9 + int64(t.Nanosecond()))
}

func dateTimeOf(t time.Time) LocalDateTime { return LocalDateTime{dateOf(t), timeOf(t)} }

func dayOfWeekOf(t time.Time) DayOfWeek { return DayOfWeek((int(t.Weekday())+6)%7 + 1) }
