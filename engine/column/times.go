package column

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// The values of dates and the like, as they stand in Object columns.
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
	// Month is a java.time.Month, January being 1.
	Month int32
)

func compareDateTimes(x, y any) int {
	t, u := x.(LocalDateTime), y.(LocalDateTime)
	return cmp.Or(cmp.Compare(t.Date, u.Date), cmp.Compare(t.Time, u.Time))
}

var dateTimeOrder = &Order{
	Append: func(b []byte, x any) []byte {
		t := x.(LocalDateTime)
		return appendPlace(appendPlace(b, int64(t.Date)), int64(t.Time))
	},
	Value: func(key string) any { return LocalDateTime{LocalDate(place(key)), LocalTime(place(key[8:]))} },
	Same:  wholeKey,
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

// GoTime is midnight of the date in UTC.
func (d LocalDate) GoTime() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

// String is 2024-01-31.
func (d LocalDate) String() string {
	t := d.GoTime()
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

// GoTime is the time in UTC.
func (t LocalDateTime) GoTime() time.Time { return t.Date.GoTime().Add(time.Duration(t.Time)) }

// String is MONDAY.
func (d DayOfWeek) String() string { return strings.ToUpper(time.Weekday(d % 7).String()) }

// String is JANUARY.
func (m Month) String() string { return strings.ToUpper(time.Month(m).String()) }

// DateOf is the date of t in its zone.
func DateOf(t time.Time) LocalDate {
	y, m, d := t.Date()
	return LocalDate(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// TimeOf is the time of day of t in its zone.
func TimeOf(t time.Time) LocalTime {
	return LocalTime(int64(t.Hour()*3600+t.Minute()*60+t.Second())*1e9 + int64(t.Nanosecond()))
}

// DateTimeOf is the date and time of t in its zone.
func DateTimeOf(t time.Time) LocalDateTime { return LocalDateTime{DateOf(t), TimeOf(t)} }

// DayOfWeekOf is the day of t in its zone.
func DayOfWeekOf(t time.Time) DayOfWeek { return DayOfWeek((int(t.Weekday())+6)%7 + 1) }

// appendFraction writes .fff in as many groups of three as needed.
func appendFraction(b []byte, nanos int) []byte {
	switch {
	case nanos == 0:
		return b
	case nanos%1e6 == 0:
		return fmt.Appendf(b, ".%03d", nanos/1e6)
	case nanos%1e3 == 0:
		return fmt.Appendf(b, ".%06d", nanos/1e3)
	}
	return fmt.Appendf(b, ".%09d", nanos)
}
