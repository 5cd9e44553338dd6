package py

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// moment is the parts that strftime writes, each as it is given: they need not fit together.
type moment struct {
	year, month, day, hour, minute, second int
	weekday, yearday                       int // Monday is 0, the first of January 1
	micro                                  string
	offset, zone                           string // +0000 and UTC, "" where there is no zone
}

// momentAt is the parts of a time in UTC.
func momentAt(t time.Time) moment {
	h, m, s := t.Clock()
	return moment{
		year: t.Year(), month: int(t.Month()), day: t.Day(), hour: h, minute: m, second: s, weekday: weekdayOf(t), yearday: t.YearDay(),
		micro: fmt.Sprintf("%06d", t.Nanosecond()/1000),
	}
}

// format is strftime, or the text itself without a format.
func (d Datetime) format(spec string) (string, error) {
	m := momentAt(d.wall())
	if z := d.zone(); z != nil {
		m.offset = strings.ReplaceAll(offsetText(d.offset()), ":", "")
		m.zone = tznameText(d)
	}
	return m.strftime(spec), nil
}

func (d Date) format(spec string) (string, error) { return momentAt(d.t).strftime(spec), nil }

func (t Clock) format(spec string) (string, error) {
	m := momentAt(t.on())
	if d := t.dated(); !d.Naive {
		m.offset, m.zone = strings.ReplaceAll(offsetText(d.offset()), ":", ""), tznameText(d)
	}
	return m.strftime(spec), nil
}

// strftime is the text by a format, as the C library has it: between % and the letter there may be
// one of -_0^# and a width. What it does not know it leaves as it is.
func (m moment) strftime(format string) string {
	var b strings.Builder
	for i := 0; i < len(format); i++ {
		if format[i] != '%' {
			b.WriteByte(format[i])
			continue
		}
		d, end := directiveAt(format, i+1)
		text, ok := m.directive(d)
		if !ok {
			text = format[i:min(end, len(format))]
		}
		b.WriteString(text)
		i = end - 1
	}
	return b.String()
}

// directive is a directive of strftime.
type directive struct {
	letter byte // 0: the format ends before it
	flag   byte // one of -_0
	upper  bool // ^
	swap   bool // #
	width  int
}

func directiveAt(format string, i int) (d directive, end int) {
	for ; i < len(format) && strings.IndexByte("-_0^#", format[i]) >= 0; i++ {
		switch format[i] {
		case '^':
			d.upper = true
		case '#':
			d.swap = true
		default:
			d.flag = format[i]
		}
	}
	for ; digitAt(format, i); i++ {
		d.width = min(d.width*10+int(format[i]-'0'), maxStrftimeWidth)
	}
	if i < len(format) && (format[i] == 'E' || format[i] == 'O') {
		i++
	}
	if i == len(format) {
		return d, i
	}
	d.letter = format[i]
	return d, i + 1
}

// maxStrftimeWidth is the widest a directive can be.
const maxStrftimeWidth = 1024

// composed is directives that stand for others.
var composed = map[byte]string{
	'c': "%a %b %e %H:%M:%S %Y", 'D': "%m/%d/%y", 'F': "%Y-%m-%d", 'r': "%I:%M:%S %p", 'R': "%H:%M", 'T': "%H:%M:%S", 'x': "%m/%d/%y", 'X': "%H:%M:%S",
}

// directive is what a directive gives, if there is one.
func (m moment) directive(d directive) (string, bool) {
	if whole, ok := composed[d.letter]; ok {
		return d.words(m.strftime(whole)), true
	}
	if n, digits, fill, ok := m.number(d.letter); ok {
		return d.number(n, digits, fill), true
	}
	switch d.letter {
	case 'a':
		return d.words(weekdayNames[m.weekday][:3]), true
	case 'A':
		return d.words(weekdayNames[m.weekday]), true
	case 'b', 'h':
		return d.words(monthNames[m.month-1][:3]), true
	case 'B':
		return d.words(monthNames[m.month-1]), true
	case 'p', 'P':
		return d.words(m.half(d)), true
	case 'f':
		if m.micro == "" || d != (directive{letter: 'f'}) {
			return "", false
		}
		return m.micro, true
	case 'n':
		return "\n", true
	case 't':
		return "\t", true
	case 'z':
		return d.words(m.offset), true
	case 'Z':
		if d.swap {
			return d.words(strings.ToLower(m.zone)), true
		}
		return d.words(m.zone), true
	case '%':
		return d.padded("%", ' '), true
	}
	return "", false
}

// half is AM or PM.
func (m moment) half(d directive) string {
	s := "AM"
	if m.hour >= 12 {
		s = "PM"
	}
	if d.letter == 'P' || d.swap {
		return strings.ToLower(s)
	}
	return s
}

// number is the number that a directive stands for, and with how many digits.
func (m moment) number(letter byte) (n, digits int, fill byte, ok bool) {
	sunday := (m.weekday + 1) % 7
	switch letter {
	case 'C':
		return floorDiv(m.year, 100), 1, '0', true
	case 'd':
		return m.day, 2, '0', true
	case 'e':
		return m.day, 2, ' ', true
	case 'g', 'G', 'V':
		year, week := m.isoWeek()
		switch letter {
		case 'g':
			return ((year % 100) + 100) % 100, 2, '0', true
		case 'G':
			return year, 1, '0', true
		}
		return week, 2, '0', true
	case 'H':
		return m.hour, 2, '0', true
	case 'I':
		return (m.hour+11)%12 + 1, 2, '0', true
	case 'j':
		return m.yearday, 3, '0', true
	case 'k':
		return m.hour, 2, ' ', true
	case 'l':
		return (m.hour+11)%12 + 1, 2, ' ', true
	case 'm':
		return m.month, 2, '0', true
	case 'M':
		return m.minute, 2, '0', true
	case 's':
		return int(time.Date(m.year, time.Month(m.month), m.day, m.hour, m.minute, m.second, 0, time.UTC).Unix()), 1, '0', true
	case 'S':
		return m.second, 2, '0', true
	case 'u':
		return m.weekday + 1, 1, '0', true
	case 'U':
		return (m.yearday - 1 - sunday + 7) / 7, 2, '0', true
	case 'w':
		return sunday, 1, '0', true
	case 'W':
		return (m.yearday - 1 - m.weekday + 7) / 7, 2, '0', true
	case 'y':
		return ((m.year % 100) + 100) % 100, 2, '0', true
	case 'Y':
		return m.year, 1, '0', true
	}
	return 0, 0, 0, false
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// isoWeek is the week by the day of the year and that of the week.
func (m moment) isoWeek() (year, week int) {
	days := func(yearday int) int { return yearday - (yearday-m.weekday-1+4+21)%7 + 3 }
	year = m.year
	n := days(m.yearday - 1)
	if n < 0 {
		year--
		n = days(m.yearday - 1 + daysInYear(year))
	} else if next := days(m.yearday - 1 - daysInYear(year)); next >= 0 {
		year, n = year+1, next
	}
	return year, n/7 + 1
}

func daysInYear(year int) int { return time.Date(year, 12, 31, 0, 0, 0, 0, time.UTC).YearDay() }

// number is n with so many digits at least.
func (d directive) number(n, digits int, fill byte) string {
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	s := strconv.Itoa(n)
	switch d.flag {
	case '-':
		return d.padded(sign+s, ' ')
	case '_':
		fill = ' '
	case '0':
		fill = '0'
	}
	for len(s) < max(digits, d.width-len(sign)) {
		s = string(fill) + s
	}
	return sign + s
}

// words is a text that is no number.
func (d directive) words(s string) string {
	if d.upper || d.swap && strings.IndexByte("aAbBh", d.letter) >= 0 {
		s = strings.ToUpper(s)
	}
	fill := byte(' ')
	if d.flag == '0' {
		fill = '0'
	}
	return d.padded(s, fill)
}

func (d directive) padded(s string, fill byte) string {
	return strings.Repeat(string(fill), max(d.width-len(s), 0)) + s
}

var (
	weekdayNames = [...]string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}
	monthNames   = [...]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}
)
