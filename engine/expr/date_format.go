package expr

import (
	"fmt"
	"hash/fnv"
	"strings"
	"time"
)

// SimpleDateFormat is a java.text.SimpleDateFormat in UTC: reads and writes dates by a pattern.
type SimpleDateFormat struct {
	pattern string
	layout  string // as package time has it
}

// String is what Java shows of it, which does not say the pattern.
func (f SimpleDateFormat) String() string {
	h := fnv.New32a()
	h.Write([]byte(f.pattern))
	return fmt.Sprintf("java.text.SimpleDateFormat@%08x", h.Sum32())
}

// Parts are what identifies a format.
func (f SimpleDateFormat) Parts() []any { return []any{f.pattern} }

// dateFormatFuncs make a SimpleDateFormat, and are its methods.
var dateFormatFuncs = joinedTables(table{
	"new SimpleDateFormat": {"reads and writes dates by a pattern such as yyyyMMdd", je1(newDateFormat)},
}, methods(table{
	"SimpleDateFormat#format": {"a date as text", joined(
		je2(func(f SimpleDateFormat, d Date) (string, error) { return f.format(time.UnixMilli(int64(d))), nil }),
		je2(func(f SimpleDateFormat, t instant) (string, error) { return f.format(time.Unix(0, int64(t))), nil }),
		je2(func(f SimpleDateFormat, d LocalDate) (string, error) { return f.format(d.GoTime()), nil }))},
	"SimpleDateFormat#parse":     {"the Date of a text; toInstant() is its Instant", je2(SimpleDateFormat.parse)},
	"SimpleDateFormat#toPattern": {"the pattern", j1(func(f SimpleDateFormat) string { return f.pattern })},
}))

func (f SimpleDateFormat) format(t time.Time) string { return t.UTC().Format(f.layout) }

func (f SimpleDateFormat) parse(s string) (Date, error) {
	t, err := time.ParseInLocation(f.layout, s, time.UTC)
	if err != nil {
		return 0, fmt.Errorf("%q is no date as %s", s, f.pattern)
	}
	return Date(t.UnixMilli()), nil
}

// patternParts is what a run of a letter of a pattern is in a layout; the longest that is not
// longer than the run counts.
var patternParts = map[byte][]string{
	'E': {"Mon", "Mon", "Mon", "Monday"}, 'H': {"15", "15"}, 'M': {"1", "01", "Jan", "January"}, 'X': {"Z07", "Z0700", "Z07:00"},
	'Z': {"-0700"}, 'a': {"PM"}, 'd': {"2", "02"}, 'h': {"3", "03"}, 'm': {"4", "04"}, 's': {"5", "05"}, 'y': {"2006", "06", "2006"}, 'z': {"MST"},
}

func newDateFormat(pattern string) (SimpleDateFormat, error) {
	layout, err := layoutOf(pattern)
	if err != nil {
		return SimpleDateFormat{}, fmt.Errorf("pattern %q: %w", pattern, err)
	}
	return SimpleDateFormat{pattern, layout}, nil
}

// layoutOf is a pattern of Java's as package time has it.
func layoutOf(pattern string) (string, error) {
	var b strings.Builder
	for p := pattern; p != ""; {
		c := p[0]
		switch {
		case c == '\'':
			text, rest, ok := strings.Cut(p[1:], "'")
			if !ok {
				return "", fmt.Errorf("a quote has no end")
			}
			if text == "" {
				text = "'"
			}
			b.WriteString(text)
			p = rest
			continue
		case c|0x20 < 'a' || c|0x20 > 'z':
			b.WriteByte(c)
			p = p[1:]
			continue
		}
		rest := strings.TrimLeft(p, string(c))
		n := len(p) - len(rest)
		parts := patternParts[c]
		switch {
		case c == 'S' && strings.HasSuffix(b.String(), "."):
			b.WriteString(strings.Repeat("0", n))
		case c == 'S':
			return "", fmt.Errorf("the letter S is read behind a point alone, as in ss.SSS")
		case parts == nil:
			return "", fmt.Errorf("illegal pattern character '%c'", c)
		default:
			b.WriteString(parts[min(n, len(parts))-1])
		}
		p = rest
	}
	return b.String(), nil
}

// DateText is the time of an instant in UTC by a pattern of a SimpleDateFormat.
func DateText(pattern string, nanos int64) (string, error) {
	f, err := newDateFormat(pattern)
	if err != nil {
		return "", err
	}
	return f.format(time.Unix(0, nanos)), nil
}
