package wire

import "time"

// clock reads a date and time from the front of s. Once something is missing, ok is
// false and stays so.
type clock struct {
	s  []byte
	ok bool
}

// has reads c if it comes next.
func (c *clock) has(b byte) bool {
	if len(c.s) == 0 || c.s[0] != b {
		return false
	}
	c.s = c.s[1:]
	return true
}

func (c *clock) need(b byte) { c.ok = c.has(b) && c.ok }

// digits reads a number of exactly n digits.
func (c *clock) digits(n int) (v int) {
	if len(c.s) < n {
		c.ok = false
		return 0
	}
	for _, b := range c.s[:n] {
		c.ok = c.ok && b-'0' <= 9
		v = v*10 + int(b-'0')
	}
	c.s = c.s[n:]
	return v
}

// dashed reads two digits after a dash.
func (c *clock) dashed() int {
	c.need('-')
	return c.digits(2)
}

// colon reads two digits after a colon.
func (c *clock) colon() int {
	c.need(':')
	return c.digits(2)
}

// time reads the T before a time of day, if there is one.
func (c *clock) time() bool { return c.has('T') || c.has('t') }

// fraction reads up to nine digits after a point, if there is one, as nanoseconds.
func (c *clock) fraction() int {
	if !c.has('.') {
		return 0
	}
	v, n := 0, 0
	for ; n < len(c.s) && c.s[n]-'0' <= 9; n++ {
		v = v*10 + int(c.s[n]-'0')
		if n >= 9 {
			c.ok = false
			return 0
		}
	}
	c.ok = c.ok && n > 0
	c.s = c.s[n:]
	for ; n < 9; n++ {
		v *= 10
	}
	return v
}

func (c *clock) blanks() {
	for c.has(' ') {
	}
}

// zone reads the rest: an offset or the name of a time zone.
func (c *clock) zone(z *ZoneCache) *time.Location {
	switch {
	case !c.ok:
		return time.UTC
	case string(c.s) == "Z" || string(c.s) == "z":
		return time.UTC
	case len(c.s) > 0 && (c.s[0] == '+' || c.s[0] == '-'):
		return c.offset(z)
	}
	loc := z.find(c.s)
	if loc == nil {
		c.ok = false
		return time.UTC
	}
	return loc
}

// offset reads ±HH, ±HH:MM, ±HHMM or ±HH:MM:SS.
func (c *clock) offset(z *ZoneCache) *time.Location {
	if z.loc != nil && z.name == string(c.s) {
		return z.loc
	}
	name, sign := string(c.s), 1
	if c.s[0] == '-' {
		sign = -1
	}
	c.s = c.s[1:]
	h, m, s := c.digits(2), 0, 0
	if len(c.s) > 0 {
		c.has(':')
		m = c.digits(2)
	}
	if len(c.s) > 0 {
		s = c.colon()
	}
	if !c.ok || len(c.s) > 0 || h > 18 || m > 59 || s > 59 {
		c.ok = false
		return time.UTC
	}
	z.name, z.loc = name, time.FixedZone("", sign*(h*3600+m*60+s))
	return z.loc
}
