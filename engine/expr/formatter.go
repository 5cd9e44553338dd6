package expr

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// DateTimeFormatter is a java.time.format.DateTimeFormatter.
type DateTimeFormatter struct {
	pattern string
	zone    ZoneID
}

// String is the pattern.
func (f DateTimeFormatter) String() string { return f.pattern }

// Parts are what identifies a formatter.
func (f DateTimeFormatter) Parts() []any { return []any{f.pattern, f.zone.Name} }

// patternLetters are the letters of patterns that are known.
const patternLetters = "yuMLdDHhkKmsSnaEezVXxZ"

func newFormatter(pattern string) (DateTimeFormatter, error) {
	f := DateTimeFormatter{pattern: pattern}
	for _, p := range f.fields() {
		if p.letter != 0 && !strings.ContainsRune(patternLetters, rune(p.letter)) {
			return f, fmt.Errorf("the pattern %q has the letter %c; there are %s", pattern, p.letter, patternLetters)
		}
	}
	return f, nil
}

// patternField is a run of one letter, or text.
type patternField struct {
	letter byte
	n      int
	text   string
}

func (f DateTimeFormatter) fields() []patternField {
	var out []patternField
	for p := f.pattern; p != ""; {
		c := p[0]
		switch {
		case c == '\'':
			end := strings.IndexByte(p[1:], '\'')
			if end < 0 {
				end = len(p) - 1
			}
			text := p[1 : 1+end]
			if text == "" {
				text = "'"
			}
			out, p = append(out, patternField{text: text}), p[min(end+2, len(p)):]
		case c|0x20 >= 'a' && c|0x20 <= 'z':
			rest := strings.TrimLeft(p, string(c))
			out, p = append(out, patternField{letter: c, n: len(p) - len(rest)}), rest
		default:
			out, p = append(out, patternField{text: p[:1]}), p[1:]
		}
	}
	return out
}

// format is the text of a date or time.
func (f DateTimeFormatter) format(x any) (string, error) {
	var t time.Time
	hasDate, hasTime, hasZone := true, true, false
	switch x := x.(type) {
	case LocalDate:
		t, hasTime = x.GoTime(), false
	case LocalTime:
		t, hasDate = LocalDateTime{Time: x}.GoTime(), false
	case LocalDateTime:
		t = x.GoTime()
	case ZonedDateTime:
		t, hasZone = x.GoTime(), true
	}
	switch {
	case f.pattern == "ISO_LOCAL_TIME" && hasTime:
		return t.Format("15:04:05.999999999"), nil
	case f.pattern == "ISO_LOCAL_DATE_TIME" && hasTime && hasDate:
		return t.Format("2006-01-02T15:04:05.999999999"), nil
	}
	var b strings.Builder
	for _, p := range f.fields() {
		date := strings.IndexByte("yuMLdDEe", p.letter) >= 0
		zone := strings.IndexByte("zVXxZ", p.letter) >= 0
		if p.letter != 0 && (date && !hasDate || zone && !hasZone || !date && !zone && !hasTime) {
			return "", fmt.Errorf("the pattern %q asks for %c, which %v does not have", f.pattern, p.letter, x)
		}
		b.WriteString(p.of(t))
	}
	return b.String(), nil
}

func (p patternField) of(t time.Time) string {
	number := func(n int) string { return fmt.Sprintf("%0*d", p.n, n) }
	switch p.letter {
	case 0:
		return p.text
	case 'y', 'u':
		if p.n == 2 {
			return fmt.Sprintf("%02d", t.Year()%100)
		}
		return number(t.Year())
	case 'M', 'L':
		switch p.n {
		case 3:
			return t.Format("Jan")
		case 4:
			return t.Format("January")
		}
		return number(int(t.Month()))
	case 'd':
		return number(t.Day())
	case 'D':
		return number(t.YearDay())
	case 'H':
		return number(t.Hour())
	case 'k':
		return number((t.Hour()+23)%24 + 1)
	case 'K':
		return number(t.Hour() % 12)
	case 'h':
		return number((t.Hour()+11)%12 + 1)
	case 'm':
		return number(t.Minute())
	case 's':
		return number(t.Second())
	case 'S':
		return (fmt.Sprintf("%09d", t.Nanosecond()) + strings.Repeat("0", p.n))[:p.n]
	case 'n':
		return number(t.Nanosecond())
	case 'a':
		return t.Format("PM")
	case 'E':
		if p.n == 4 {
			return t.Format("Monday")
		}
		return t.Format("Mon")
	case 'e':
		return number(int(t.Weekday()) + 1)
	case 'z':
		return t.Format("MST")
	case 'V':
		return t.Location().String()
	case 'Z':
		return t.Format("-0700")
	}
	return offsetText(p, t)
}

// offsetText is the letter X or x of a pattern, once to three times.
func offsetText(p patternField, t time.Time) string {
	if _, off := t.Zone(); off == 0 && p.letter == 'X' {
		return "Z"
	}
	switch p.n {
	case 1:
		return strings.TrimSuffix(t.Format("-0700"), "00")
	case 2:
		return t.Format("-0700")
	}
	return t.Format("-07:00")
}

// parse reads a text by the pattern.
func (f DateTimeFormatter) parse(s string) (LocalDateTime, error) {
	bad := fmt.Errorf("%q is not a time by the pattern %q", s, f.pattern)
	v := map[byte]int64{'y': 1970, 'M': 1, 'd': 1}
	fields := f.fields()
	rest, afternoon := s, false
	for i, p := range fields {
		if p.letter == 0 {
			var ok bool
			if rest, ok = strings.CutPrefix(rest, p.text); !ok {
				return LocalDateTime{}, bad
			}
			continue
		}
		letter := p.letter
		switch {
		case letter == 'u':
			letter = 'y'
		case letter == 'L':
			letter = 'M'
		case letter == 'a' && len(rest) >= 2:
			afternoon, rest = strings.EqualFold(rest[:2], "PM"), rest[2:]
			continue
		case letter == 'M' && p.n >= 3:
			m, n := monthName(rest, p.n)
			if m == 0 {
				return LocalDateTime{}, bad
			}
			v['M'], rest = int64(m), rest[n:]
			continue
		case strings.IndexByte("yMdDHhms", letter) < 0 && letter != 'S':
			return LocalDateTime{}, fmt.Errorf("times are not read by the letter %c of the pattern %q", letter, f.pattern)
		}
		n := 0
		for n < len(rest) && rest[n] >= '0' && rest[n] <= '9' {
			n++
		}
		if adjacent := i+1 < len(fields) && fields[i+1].letter != 0; p.n > 1 && (adjacent || letter != 'y') {
			n = min(n, p.n)
		}
		if n < p.n || n > 18 {
			return LocalDateTime{}, bad
		}
		x, err := strconv.ParseInt(rest[:n], 10, 64)
		if err != nil {
			return LocalDateTime{}, bad
		}
		if letter == 'S' {
			x = fraction(rest[:min(n, 9)])
		} else if letter == 'y' && p.n == 2 {
			x += 2000
		}
		v[letter], rest = x, rest[n:]
	}
	if rest != "" {
		return LocalDateTime{}, bad
	}
	if h, ok := v['h']; ok {
		v['H'] = h % 12
		if afternoon {
			v['H'] += 12
		}
	}
	d, err := civil(v['y'], v['M'], v['d'])
	if err != nil {
		return LocalDateTime{}, fmt.Errorf("%w: %w", bad, err)
	}
	t, err := clockOf(v['H'], v['m'], v['s'], v['S'])
	if err != nil {
		return LocalDateTime{}, fmt.Errorf("%w: %w", bad, err)
	}
	return LocalDateTime{Date: d, Time: t}, nil
}

// monthName is the month that s begins with, and how long its name is.
func monthName(s string, letters int) (m time.Month, n int) {
	for m = time.January; m <= time.December; m++ {
		name := m.String()
		if letters == 3 {
			name = name[:3]
		}
		if strings.HasPrefix(s, name) {
			return m, len(name)
		}
	}
	return 0, 0
}
