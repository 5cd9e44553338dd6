package starlib

import (
	"fmt"
	"hash/fnv"
	"strings"
	"time"

	"go.starlark.net/starlark"

	"starling/starlib/py"
)

// dateFormat is a java.text.SimpleDateFormat in UTC: reads and writes dates by a pattern.
type dateFormat struct {
	pattern string
	layout  string // as package time has it
}

func (f *dateFormat) String() string {
	h := fnv.New32a()
	h.Write([]byte(f.pattern))
	return fmt.Sprintf("java.text.SimpleDateFormat@%08x", h.Sum32())
}
func (f *dateFormat) Type() string          { return "SimpleDateFormat" }
func (f *dateFormat) Freeze()               {}
func (f *dateFormat) Truth() starlark.Bool  { return true }
func (f *dateFormat) Hash() (uint32, error) { return starlark.String(f.pattern).Hash() }

// dateFormatMethods is the table of its methods.
var dateFormatMethods = []py.Entry{
	{Sig: "format(dt) -> str", Doc: "The text of an Instant, a datetime or a date.", Fn: formatDate},
	{Sig: "parse(text)", Doc: "The Date of a text; .toInstant() is its Instant.", Fn: parseDate},
	{Sig: "toPattern() -> str", Doc: "The pattern.", Fn: func(c *py.Call) (starlark.Value, error) {
		return starlark.String(c.Recv.(*dateFormat).pattern), c.Unpack()
	}},
}

// Attr is a method.
func (f *dateFormat) Attr(name string) (starlark.Value, error) {
	return py.Member(dateFormatMethods, f, name)
}

// AttrNames is the names of the methods.
func (f *dateFormat) AttrNames() []string { return py.EntryNames(dateFormatMethods) }

// patternParts is what a run of a letter of a pattern is in a layout; the longest that is not
// longer than the run counts.
var patternParts = map[byte][]string{
	'E': {"Mon", "Mon", "Mon", "Monday"}, 'H': {"15", "15"}, 'M': {"1", "01", "Jan", "January"}, 'X': {"Z07", "Z0700", "Z07:00"},
	'Z': {"-0700"}, 'a': {"PM"}, 'd': {"2", "02"}, 'h': {"3", "03"}, 'm': {"4", "04"}, 's': {"5", "05"}, 'y': {"2006", "06", "2006"}, 'z': {"MST"},
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

func simpleDateFormat(c *call) (starlark.Value, error) {
	var pattern string
	if err := c.Unpack("pattern", &pattern); err != nil {
		return nil, err
	}
	layout, err := layoutOf(pattern)
	if err != nil {
		return nil, c.failed(fmt.Errorf("pattern %q: %w", pattern, err))
	}
	return &dateFormat{pattern, layout}, nil
}

func parseDate(c *py.Call) (starlark.Value, error) {
	var s string
	if err := c.Unpack("text", &s); err != nil {
		return nil, err
	}
	f := c.Recv.(*dateFormat)
	t, err := time.ParseInLocation(f.layout, s, time.UTC)
	if err != nil {
		return nil, py.Raise("ValueError", "parse: %q is no date as %s", s, f.pattern)
	}
	return java("toDate(A0)", py.Datetime{Time: t.UTC(), Java: true})
}

func formatDate(c *py.Call) (starlark.Value, error) {
	var v starlark.Value
	if err := c.Unpack("dt", &v); err != nil {
		return nil, err
	}
	if v.Type() == "Date" {
		t, err := java("A0.toInstant()", v)
		if err != nil {
			return nil, err
		}
		v = t
	}
	d, ok := py.AsDatetime(v)
	if !ok {
		return nil, py.Raise("TypeError", "format: got %s (%s), want an Instant, a datetime or a date", py.Short(v), py.TypeOf(v))
	}
	return starlark.String(d.Time.UTC().Format(c.Recv.(*dateFormat).layout)), nil
}
