// Package bizcal knows business calendars: which days and hours are business, and how many
// lie between two times. Dates are days since 1970, times nanoseconds since 1970. It
// imports nothing of the module.
package bizcal

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Day is how many nanoseconds a day has in which no clock changes.
const Day = int64(24 * time.Hour)

// Calendar is a business calendar, which nobody changes.
type Calendar struct {
	Name, Description string
	ZoneName          string
	First, Last       int64 // the dates that it knows

	zone     *time.Location
	hours    hours
	weekend  []time.Weekday
	holidays map[int64]hours // the days that are not as usual
}

// hours are the business hours of a day, in nanoseconds since midnight; none if open is
// false.
type hours struct {
	start, end int64
	inclusive  bool // the last nanosecond counts
	open       bool
}

// Span is the business time of a day.
type Span struct {
	Start, End int64
	Inclusive  bool // End counts
	Open       bool // there is any
}

// Nanos is how long the span is.
func (s Span) Nanos() int64 {
	if !s.Open {
		return 0
	}
	n := s.End - s.Start
	if s.Inclusive {
		n++
	}
	return n
}

// Elapsed is how much of the span is over at a time.
func (s Span) Elapsed(t int64) int64 {
	if !s.Open {
		return 0
	}
	return min(max(t-s.Start, 0), s.Nanos())
}

// Has reports whether a time lies in the span.
func (s Span) Has(t int64) bool {
	return s.Open && t >= s.Start && (t < s.End || s.Inclusive && t == s.End)
}

// examples is the table of the calendars that Deephaven brings, in the order in which it reads
// them.
var examples = []*Calendar{
	{
		Name: "UTC", Description: "UTC", ZoneName: "UTC", zone: time.UTC, First: date(1900, 1, 1), Last: date(2100, 12, 31),
		hours: hours{end: Day - 1, inclusive: true, open: true},
	},
	{
		Name: "USBANK_EXAMPLE", Description: bankDescription, ZoneName: "America/New_York", zone: load("America/New_York"), First: date(2013, 1, 1), Last: date(2027, 12, 31),
		hours: clock("0900-1700"), weekend: []time.Weekday{time.Sunday, time.Saturday}, holidays: special(bankHolidays, ""),
	},
	{
		Name: "USNYSE_EXAMPLE", Description: nyseDescription, ZoneName: "America/New_York", zone: load("America/New_York"), First: date(1999, 1, 1), Last: date(2027, 12, 31),
		hours: clock("0930-1600"), weekend: []time.Weekday{time.Sunday, time.Saturday}, holidays: special(nyseHolidays, nyseShort),
	},
}

// known is the calendars now, a slice that nobody changes, and current the one of functions
// that name none; changing is held to put others there.
var (
	known    = pointing(&examples)
	current  = pointing(examples[0])
	changing sync.Mutex
)

func pointing[T any](at *T) *atomic.Pointer[T] {
	p := new(atomic.Pointer[T])
	p.Store(at)
	return p
}

// All are the calendars.
func All() []*Calendar { return slices.Clone(*known.Load()) }

// Names are the names of the calendars, sorted.
func Names() []string {
	var out []string
	for _, c := range *known.Load() {
		out = append(out, c.Name)
	}
	slices.Sort(out)
	return out
}

// Find is the calendar of a name.
func Find(name string) (*Calendar, error) {
	for _, c := range *known.Load() {
		if c.Name == name {
			return c, nil
		}
	}
	return nil, fmt.Errorf("there is no calendar %q; there are %s", name, strings.Join(Names(), ", "))
}

// Current is the calendar of functions that name none.
func Current() *Calendar { return current.Load() }

// SetCurrent makes the calendar of a name the current one.
func SetCurrent(name string) error {
	c, err := Find(name)
	if err == nil {
		current.Store(c)
	}
	return err
}

// Add makes a calendar known, in the place of one of its name.
func Add(c *Calendar) {
	changing.Lock()
	defer changing.Unlock()
	all := append(without(c.Name), c)
	known.Store(&all)
}

// Remove forgets the calendar of a name, if there is one; the current one stays current.
func Remove(name string) {
	changing.Lock()
	defer changing.Unlock()
	all := without(name)
	known.Store(&all)
}

func without(name string) []*Calendar {
	return slices.DeleteFunc(All(), func(c *Calendar) bool { return c.Name == name })
}

// String is what Java shows of the calendar.
func (c *Calendar) String() string {
	return fmt.Sprintf("Calendar{name='%s', description='%s', timeZone=%s}", c.Name, c.Description, c.ZoneName)
}

// Weekend are the days of the week that are never business days.
func (c *Calendar) Weekend() []time.Weekday { return c.weekend }

// Hours are the start and end of a usual business day, in nanoseconds since midnight.
func (c *Calendar) Hours() Span {
	return Span{c.hours.start, c.hours.end, c.hours.inclusive, true}
}

// Holidays are the dates that are not as usual, sorted.
func (c *Calendar) Holidays() []int64 {
	var out []int64
	for d := range c.holidays {
		out = append(out, d)
	}
	slices.Sort(out)
	return out
}

// DateOf is the date of a time in the calendar's zone.
func (c *Calendar) DateOf(t int64) int64 {
	y, m, d := time.Unix(0, t).In(c.zone).Date()
	return date(y, int(m), d)
}

// Span is the business time of a date; an error if the calendar does not know it.
func (c *Calendar) Span(d int64) (Span, error) {
	switch {
	case d < c.First:
		return Span{}, fmt.Errorf("the calendar %s begins on %s, not by %s", c.Name, text(c.First), text(d))
	case d > c.Last:
		return Span{}, fmt.Errorf("the calendar %s ends on %s, before %s", c.Name, text(c.Last), text(d))
	}
	h, special := c.holidays[d]
	if !special {
		if h = c.hours; slices.Contains(c.weekend, weekday(d)) {
			h = hours{}
		}
	}
	if !h.open {
		return Span{}, nil
	}
	return Span{c.at(d, h.start), c.at(d, h.end), h.inclusive, true}, nil
}

// at is the time of a date and a time of day.
func (c *Calendar) at(d, clock int64) int64 {
	u := time.Unix(d*86400, 0).UTC()
	return time.Date(u.Year(), u.Month(), u.Day(), 0, 0, 0, 0, c.zone).Add(time.Duration(clock)).UnixNano()
}

func date(y, m, d int) int64 {
	return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC).Unix() / 86400
}

func weekday(d int64) time.Weekday { return time.Unix(d*86400, 0).UTC().Weekday() }

func text(d int64) string { return time.Unix(d*86400, 0).UTC().Format("2006-01-02") }

func load(zone string) *time.Location {
	l, err := time.LoadLocation(zone)
	if err != nil {
		panic(err)
	}
	return l
}

// clock reads hours such as 0930-1600.
func clock(s string) hours {
	from, to, _ := strings.Cut(s, "-")
	return hours{start: ofDay(from), end: ofDay(to), open: true}
}

func ofDay(s string) int64 {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		panic(err)
	}
	return (n/100*60 + n%100) * int64(time.Minute)
}

// special reads the tables of holidays and of short days.
func special(holidays, short string) map[int64]hours {
	out := map[int64]hours{}
	read := func(table string, usual string) {
		for _, line := range strings.Split(strings.TrimSpace(table), "\n") {
			year, days, _ := strings.Cut(line, ": ")
			for _, d := range strings.Fields(days) {
				d, own, _ := strings.Cut(d, "/")
				t, err := time.Parse("20060102", year+d)
				if err != nil {
					panic(err)
				}
				if own == "" {
					own = usual
				}
				h := hours{}
				if own != "" {
					h = clock(own)
				}
				out[t.Unix()/86400] = h
			}
		}
	}
	read(holidays, "")
	if short != "" {
		read(short, "0930-1300")
	}
	return out
}
