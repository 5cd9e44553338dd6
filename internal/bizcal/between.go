package bizcal

import "time"

// IsBusinessDay reports whether a date has business time.
func (c *Calendar) IsBusinessDay(d int64) (bool, error) {
	s, err := c.Span(d)
	return s.Open, err
}

// IsBusinessTime reports whether a time is business time.
func (c *Calendar) IsBusinessTime(t int64) (bool, error) {
	s, err := c.Span(c.DateOf(t))
	return s.Has(t), err
}

// IsWeekday reports whether a day of the week is a business day as a rule.
func (c *Calendar) IsWeekday(d time.Weekday) bool {
	for _, w := range c.weekend {
		if w == d {
			return false
		}
	}
	return true
}

// Plus is the date n business days later, or with business false n others; earlier if n is
// negative. ok is false with n 0 where the date itself is none.
func (c *Calendar) Plus(d, n int64, business bool) (r int64, ok bool, err error) {
	step := int64(1)
	if n < 0 {
		step, n = -1, -n
	}
	if n == 0 {
		is, err := c.IsBusinessDay(d)
		return d, is == business, err
	}
	for n > 0 {
		d += step
		is, err := c.IsBusinessDay(d)
		if err != nil {
			return 0, false, err
		}
		if is == business {
			n--
		}
	}
	return d, true, nil
}

// Count calls f with the business days from one date to another, both included, or with
// business false with the others.
func (c *Calendar) Count(from, to int64, business bool, f func(d int64)) error {
	for d := from; d <= to; d++ {
		is, err := c.IsBusinessDay(d)
		if err != nil {
			return err
		}
		if is == business {
			f(d)
		}
	}
	return nil
}

// LastBusinessDay reports whether a date is a business day and no other follows up to the
// date that ends the period.
func (c *Calendar) LastBusinessDay(d, end int64) (bool, error) {
	is, err := c.IsBusinessDay(d)
	for later := d + 1; is && err == nil && later <= end; later++ {
		var business bool
		if business, err = c.IsBusinessDay(later); business {
			is = false
		}
	}
	return is, err
}

// BusinessNanos is the business time from a to b, negative if b is before a.
func (c *Calendar) BusinessNanos(a, b int64) (int64, error) {
	if b < a {
		n, err := c.BusinessNanos(b, a)
		return -n, err
	}
	sum := int64(0)
	for d, end := c.DateOf(a), c.DateOf(b); d <= end; d++ {
		s, err := c.Span(d)
		if err != nil {
			return 0, err
		}
		sum += s.Elapsed(b) - s.Elapsed(a)
	}
	return sum, nil
}

// BusinessYears is the business time from a to b in years, each as long as its own business
// time is.
func (c *Calendar) BusinessYears(a, b int64) (float64, error) {
	if b < a {
		n, err := c.BusinessYears(b, a)
		return -n, err
	}
	sum := 0.0
	first, last := c.yearOf(a), c.yearOf(b)
	for y := first; y <= last; y++ {
		start, end := c.at(date(y, 1, 1), 0), c.at(date(y+1, 1, 1), 0)-1
		year, err := c.BusinessNanos(start, end)
		if err != nil {
			return 0, err
		}
		part, err := c.BusinessNanos(max(a, start), min(b, end))
		if err != nil {
			return 0, err
		}
		sum += float64(part) / float64(year)
	}
	return sum, nil
}

func (c *Calendar) yearOf(t int64) int { return time.Unix(0, t).In(c.zone).Year() }

// MonthEnd is the last date of the month that a date is in.
func MonthEnd(d int64) int64 {
	u := time.Unix(d*86400, 0).UTC()
	return date(u.Year(), int(u.Month())+1, 0)
}

// YearEnd is the last date of the year.
func YearEnd(d int64) int64 { return date(time.Unix(d*86400, 0).UTC().Year(), 12, 31) }

// WeekEnd is the Sunday of the week.
func WeekEnd(d int64) int64 { return d + int64(7-weekday(d))%7 }
