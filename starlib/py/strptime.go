package py

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"go.starlark.net/starlark"
)

// parsedTime is what strptime reads.
type parsedTime struct {
	wall         time.Time // in UTC
	weekday      int
	yearday      int
	second       int // up to 61, which wall is not
	dst          int
	zone         string
	offset       int
	offsetMicros int
	offsetGiven  bool
}

// strptimes is the patterns of the directives, CPython's.
var strptimes = func() map[byte]string {
	lower := func(names []string, cut int) string {
		out := make([]string, len(names))
		for i, n := range names {
			out[i] = strings.ToLower(n)
			if cut > 0 {
				out[i] = out[i][:cut]
			}
		}
		// A name that begins with another one comes first.
		return strings.Join(out, "|")
	}
	week := `5[0-3]|[0-4]\d|\d`
	return map[byte]string{
		'd': `3[0-1]|[1-2]\d|0[1-9]|[1-9]| [1-9]`, 'f': `[0-9]{1,6}`, 'H': `2[0-3]|[0-1]\d|\d`, 'I': `1[0-2]|0[1-9]|[1-9]`, 'G': `\d\d\d\d`,
		'j': `36[0-6]|3[0-5]\d|[1-2]\d\d|0[1-9]\d|00[1-9]|[1-9]\d|0[1-9]|[1-9]`, 'm': `1[0-2]|0[1-9]|[1-9]`, 'M': `[0-5]\d|\d`, 'S': `6[0-1]|[0-5]\d|\d`,
		'U': week, 'W': week, 'w': `[0-6]`, 'u': `[1-7]`, 'V': `5[0-3]|0[1-9]|[1-4]\d|\d`, 'y': `\d\d`, 'Y': `\d\d\d\d`,
		'z': `[+-]\d\d:?[0-5]\d(?::?[0-5]\d(?:\.\d{1,6})?)?|(?-i:Z)`, 'A': lower(weekdayNames[:], 0), 'a': lower(weekdayNames[:], 3),
		'B': lower(monthNames[:], 0), 'b': lower(monthNames[:], 3), 'p': "am|pm", 'Z': "utc|gmt",
	}
}()

// strptimeComposed is directives that stand for others.
var strptimeComposed = map[byte]string{'c': "%a %b %d %H:%M:%S %Y", 'x': "%m/%d/%y", 'X': "%H:%M:%S"}

// timePattern is a format as a pattern, and the directives in it.
type timePattern struct {
	re      *regexp.Regexp
	letters []byte
}

// timePatterns remembers the patterns of formats.
var timePatterns struct {
	mu  sync.Mutex
	all map[string]*timePattern
}

// maxTimePatterns is how many formats are remembered.
const maxTimePatterns = 64

func timePatternOf(format string) (*timePattern, error) {
	c := &timePatterns
	c.mu.Lock()
	defer c.mu.Unlock()
	if p := c.all[format]; p != nil {
		return p, nil
	}
	p := &timePattern{}
	var b strings.Builder
	if err := p.pattern(&b, format, format); err != nil {
		return nil, err
	}
	re, err := regexp.Compile(`(?i)^(?:` + b.String() + `)`)
	if err != nil {
		return nil, Raise("ValueError", "strptime: format %s: %w", quoted(format), err)
	}
	if p.re = re; len(c.all) >= maxTimePatterns || c.all == nil {
		c.all = map[string]*timePattern{}
	}
	c.all[format] = p
	return p, nil
}

var blanks = regexp.MustCompile(`[\s\v\x1c-\x1f\x{85}\p{Z}]+`)

// pattern writes the pattern of a part of a format.
func (p *timePattern) pattern(b *strings.Builder, part, format string) error {
	for i := 0; i < len(part); i++ {
		if part[i] != '%' {
			end := i
			for end < len(part) && part[end] != '%' {
				end++
			}
			words := blanks.Split(part[i:end], -1)
			for k, w := range words {
				if k > 0 {
					b.WriteString(blanks.String())
				}
				b.WriteString(regexp.QuoteMeta(w))
			}
			i = end - 1
			continue
		}
		if i++; i == len(part) {
			return Raise("ValueError", "stray %% in format '%s'", format)
		}
		if err := p.letter(b, part[i:], format); err != nil {
			return err
		}
	}
	return nil
}

// letter writes the pattern of the directive at the beginning of rest.
func (p *timePattern) letter(b *strings.Builder, rest, format string) error {
	c := rest[0]
	if c == '%' {
		b.WriteByte('%')
		return nil
	}
	if whole, ok := strptimeComposed[c]; ok {
		return p.pattern(b, whole, format)
	}
	re, ok := strptimes[c]
	if !ok {
		bad := string([]rune(rest)[:1])
		if blanks.MatchString(bad) || strings.Contains(`.^$*+?(){}[]|`, bad) {
			bad = "%"
		}
		return Raise("ValueError", "'%s' is a bad directive in format '%s'", bad, format)
	}
	if i := strings.IndexByte(string(p.letters), c); i >= 0 {
		return Raise("error", "redefinition of group name '%c' as group %d; was group %d", c, len(p.letters)+1, i+1)
	}
	p.letters = append(p.letters, c)
	b.WriteString("(" + re + ")")
	return nil
}

// strptime reads a time by a format.
func strptime(s, format string) (parsedTime, error) {
	p, err := timePatternOf(format)
	if err != nil {
		return parsedTime{}, err
	}
	at := p.re.FindStringSubmatchIndex(s)
	if at == nil {
		return parsedTime{}, Raise("ValueError", "time data %s does not match format %s", quoted(s), quoted(format))
	}
	if at[1] < len(s) {
		return parsedTime{}, Raise("ValueError", "unconverted data remains: %s", s[at[1]:])
	}
	given := map[byte]string{}
	for i, c := range p.letters {
		given[c] = s[at[2*i+2]:at[2*i+3]]
	}
	r := &timeReading{given: given, weekday: -1, yearday: -1}
	return r.read(p.letters)
}

// timeReading is the parts that a text has; -1 is one that it does not have.
type timeReading struct {
	given            map[byte]string
	weekday, yearday int
	t                parsedTime
}

func (r *timeReading) has(c byte) bool { _, ok := r.given[c]; return ok }

// number is the number of a directive.
func (r *timeReading) number(c byte, otherwise int) int {
	s, ok := r.given[c]
	if !ok {
		return otherwise
	}
	n, _ := strconv.Atoi(strings.TrimSpace(s)) // the pattern lets nothing but digits through
	return n
}

// read puts the parts together as CPython does.
func (r *timeReading) read(letters []byte) (parsedTime, error) {
	month, hour := r.number('m', 1), r.number('H', 0)
	for _, c := range letters { // of several that say the same the last counts
		switch c {
		case 'm':
			month = r.number('m', 1)
		case 'B', 'b':
			month = nameIndex(monthNames[:], r.given[c]) + 1
		case 'H':
			hour = r.number('H', 0)
		case 'I':
			hour = r.number('I', 0) % 12
			if strings.EqualFold(r.given['p'], "pm") {
				hour += 12
			}
		case 'A', 'a':
			r.weekday = nameIndex(weekdayNames[:], r.given[c])
		case 'w':
			r.weekday = (r.number('w', 0) + 6) % 7
		case 'u':
			r.weekday = r.number('u', 1) - 1
		case 'j':
			r.yearday = r.number('j', 1)
		}
	}
	if err := r.offset(); err != nil {
		return r.t, err
	}
	day, err := r.day(letters, month)
	if err != nil {
		return r.t, err
	}
	micro, _ := strconv.Atoi((r.given['f'] + "000000")[:6])
	r.t.second = r.number('S', 0)
	r.t.wall = day.Add(time.Duration(hour)*time.Hour + time.Duration(r.number('M', 0))*time.Minute + time.Duration(min(r.t.second, 59))*time.Second + time.Duration(micro)*time.Microsecond)
	r.t.dst = -1
	if r.t.zone = r.given['Z']; r.t.zone != "" {
		r.t.dst = 0
	}
	return r.t, nil
}

func nameIndex(names []string, s string) int {
	for i, n := range names {
		if len(n) >= len(s) && strings.EqualFold(n[:len(s)], s) {
			return i
		}
	}
	return -1
}

// year is the year that the text has, and whether it has one.
func (r *timeReading) year(letters []byte) (year int, ok bool) {
	for _, c := range letters {
		switch c {
		case 'y':
			year, ok = r.number('y', 0), true
			if year += 1900; year <= 1968 {
				year += 100
			}
		case 'Y':
			year, ok = r.number('Y', 0), true
		}
	}
	return year, ok
}

const isoNeeds = "and a weekday directive ('%A', '%a', '%w', or '%u')."

// checkISO is the error of directives that do not go together.
func (r *timeReading) checkISO(hasYear bool) error {
	week := r.has('U') || r.has('W')
	switch {
	case !hasYear && r.has('G'):
		if !r.has('V') || r.weekday < 0 {
			return Raise("ValueError", "ISO year directive '%%G' must be used with the ISO week directive '%%V' %s", isoNeeds)
		}
		if r.yearday >= 0 {
			return Raise("ValueError", "Day of the year directive '%%j' is not compatible with ISO year directive '%%G'. Use '%%Y' instead.")
		}
	case !week && r.has('V') && r.weekday < 0:
		return Raise("ValueError", "ISO week directive '%%V' must be used with the ISO year directive '%%G' %s", isoNeeds)
	case !week && r.has('V'):
		return Raise("ValueError", "ISO week directive '%%V' is incompatible with the year directive '%%Y'. Use the ISO year '%%G' instead.")
	}
	return nil
}

// day is the day, and what day of the week and the year it is.
func (r *timeReading) day(letters []byte, month int) (time.Time, error) {
	year, hasYear := r.year(letters)
	if err := r.checkISO(hasYear); err != nil {
		return time.Time{}, err
	}
	day := r.number('d', 1)
	leap := !hasYear && month == 2 && day == 29
	switch {
	case leap:
		year = 1904
	case !hasYear:
		year = 1900
	}
	if r.yearday < 0 && r.weekday >= 0 {
		switch {
		case r.has('U') || r.has('W'):
			r.yearday = r.weekOfYear(year)
		case r.has('G') && r.has('V'):
			year = r.number('G', 0)
			if err := checkDay(year, 1, 4); err != nil {
				return time.Time{}, err
			}
			fourth := weekdayOf(time.Date(year, 1, 4, 0, 0, 0, 0, time.UTC))
			r.yearday = r.number('V', 1)*7 + r.weekday + 1 - (fourth + 4)
		}
	}
	var t time.Time
	if r.yearday == -1 {
		if err := checkDay(year, month, day); err != nil {
			return t, err
		}
		t = time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
		r.t.yearday = t.YearDay()
	} else {
		t = time.Date(year, 1, r.yearday, 0, 0, 0, 0, time.UTC)
		if !inYears(t) {
			return t, Raise("ValueError", "year %d is out of range", t.Year())
		}
		r.t.yearday = t.YearDay()
	}
	if r.t.weekday = r.weekday; r.weekday < 0 {
		r.t.weekday = weekdayOf(t)
	}
	if leap {
		// The day in the year that the text did not give; there is no such day, which a datetime says.
		if r.yearday == -1 {
			return t, Raise("ValueError", "day is out of range for month")
		}
	}
	return t, nil
}

// weekOfYear is the day of the year by the week, which may be below 1.
func (r *timeReading) weekOfYear(year int) int {
	first, weekday, week := weekdayOf(time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)), r.weekday, r.number('W', 0)
	if r.has('U') {
		first, weekday, week = (first+1)%7, (weekday+1)%7, r.number('U', 0)
	}
	if week == 0 {
		return 1 + weekday - first
	}
	return 1 + (7-first)%7 + 7*(week-1) + weekday
}

// offset reads the distance to UTC.
func (r *timeReading) offset() error {
	z, ok := r.given['z']
	if !ok {
		return nil
	}
	if r.t.offsetGiven = true; z == "Z" {
		return nil
	}
	digits, fraction, _ := strings.Cut(z[1:], ".")
	if strings.Contains(digits, ":") {
		if strings.Count(digits, ":") != (len(digits)-1)/3 || digits[2] != ':' && len(digits) > 5 {
			return Raise("ValueError", "Inconsistent use of : in %s", z)
		}
		digits = strings.ReplaceAll(digits, ":", "")
	}
	h, _ := strconv.Atoi(digits[:2])
	m, _ := strconv.Atoi(digits[2:4])
	s, _ := strconv.Atoi("0" + digits[4:])
	r.t.offset = h*3600 + m*60 + s
	if fraction != "" {
		r.t.offsetMicros, _ = strconv.Atoi((fraction + "000000")[:6])
	}
	if z[0] == '-' {
		r.t.offset = -r.t.offset
	}
	return nil
}

// datetimeStrptime is datetime.strptime.
func datetimeStrptime(c *Call) (starlark.Value, error) {
	var s, format string
	if err := c.Unpack("date_string", &s, "format", &format); err != nil {
		return nil, err
	}
	t, err := strptime(s, format)
	switch {
	case err != nil:
		return nil, err
	case t.second > 59:
		return nil, Raise("ValueError", "second must be in 0..59")
	case t.offsetMicros != 0:
		return nil, Raise("ValueError", "strptime: %s: an offset with a fraction of a second is not available", quoted(s))
	case !t.offsetGiven:
		return at(t.wall, nil, false), nil
	case t.offset <= -daySeconds || t.offset >= daySeconds:
		return nil, Raise("ValueError", "offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not %s.", deltaOf(int64(t.offset), 0).repr())
	}
	z := *fixedZone(t.offset)
	if t.zone == "" {
		return at(t.wall, fixedZone(t.offset), false), nil
	}
	z.name = t.zone
	return at(t.wall, &z, false), nil
}

// String is for errors.
func (t parsedTime) String() string { return fmt.Sprint(t.wall) }
