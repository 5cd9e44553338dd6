package starlib

import (
	"math/big"
	"strings"
	"time"

	"github.com/mattn/go-runewidth"
	"go.starlark.net/starlark"

	"starling/engine"
	"starling/engine/column"
	"starling/internal/safe"
	"starling/starlib/py"
)

// defaultRows is how many rows to_string shows.
const defaultRows = 10

// Widths of columns: one is as wide as its kind asks for, one of texts as wide as they need.
const (
	leastWidth   = 10
	wideWidth    = 20 // of 64-bit numbers
	instantWidth = 33
	arrayWidth   = 40
)

func toString(c *call) (starlark.Value, error) {
	n := defaultRows
	var cols texts
	if err := c.Unpack("num_rows?", &n, "cols?", &cols); err != nil {
		return nil, err
	}
	s, err := c.Recv.(*Table).text(n, cols)
	if err != nil {
		return nil, c.failed(err)
	}
	return starlark.String(s), nil
}

// text is the first rows of the table: names, a line, rows.
func (t *Table) text(n int, cols []string) (string, error) {
	f, err := t.read(n, cols)
	if err != nil {
		return "", err
	}
	return t.host.frameText(f)
}

// frameText is the rows of a frame, as to_string has them.
func (h *Host) frameText(f *engine.Frame) (string, error) {
	parts, wide, p := make([][]string, len(f.Cols)), 1, h.Pace()
	for i, v := range f.Cols {
		cells, width, err := cellTexts(f.Schema[i], v, &p)
		if err == nil {
			wide += width + 1
			err = h.Bounds().Times("to_string", wide, f.Len())
		}
		if err != nil {
			return "", err
		}
		parts[i] = columnText(f.Schema[i], v, cells, width)
	}
	var b strings.Builder
	for i := range f.Len() + 2 {
		if err := p.Step(); err != nil {
			return "", err
		}
		sep := "|"
		if i == 1 {
			sep = "+"
		}
		for j, p := range parts {
			if j > 0 {
				b.WriteString(sep)
			}
			b.WriteString(p[i])
		}
		b.WriteByte('\n')
	}
	return b.String(), nil
}

// cellTexts is a column's values as texts, and how wide it is with its name.
func cellTexts(f column.Field, v column.Vector, p *py.Pace) (cells []string, width int, err error) {
	width = widthOf(f.Type)
	var b []byte
	show := cellStyle.Format(f.Type)
	if isArray(f.Type) {
		show = arrayStyle.Format(f.Type)
	}
	cells = make([]string, v.Len())
	for i := range cells {
		if err := p.Step(); err != nil {
			return nil, 0, err
		}
		b, some := show(b[:0], v, i)
		if cells[i] = string(b); some {
			cells[i] = fitted(f.Type, v, i, cells[i])
		} else if cells[i] = "(null)"; isArray(f.Type) {
			cells[i] = "null"
		}
		if f.Type.Kind == column.String {
			width = max(width, runewidth.StringWidth(cells[i]))
		}
	}
	return cells, max(width, runewidth.StringWidth(safe.Text(f.Name))), nil
}

// widthOf is how wide a column of that type is at least.
func widthOf(t column.Type) int {
	switch {
	case t.Kind == column.Long, t.Kind == column.Double:
		return wideWidth
	case t.Kind == column.Instant:
		return instantWidth
	case isArray(t):
		return arrayWidth
	}
	return leastWidth
}

// isArray reports whether t is a Java array; groups are lists that are none.
func isArray(t column.Type) bool {
	_, list := t.Elem()
	return list && !t.Group() || t.Kind == column.Bytes
}

// fitted makes the text of a value fit, as Deephaven does: of a double digits go, of a list its
// end, of an object that is no number all that is too much. Other kinds may be wider.
func fitted(t column.Type, v column.Vector, i int, s string) string {
	switch {
	case t.Kind == column.Double:
		if at := strings.IndexByte(s, 'E'); at >= 0 && len(s) > wideWidth {
			return s[:wideWidth-len(s)+at] + s[at:]
		}
	case isArray(t):
		if runewidth.StringWidth(s) > arrayWidth {
			return runewidth.Truncate(s, arrayWidth-1, "...") + "]"
		}
	case t.Kind == column.Instant:
		return runewidth.Truncate(s, instantWidth, "...")
	case t.Group(), t.Kind == column.Object && !isNumber(v, i):
		return runewidth.Truncate(s, leastWidth, "...")
	}
	return s
}

// isNumber reports whether the object is one.
func isNumber(v column.Vector, i int) bool {
	switch v.Any(i).(type) {
	case column.Decimal, *big.Int, int8, int16, int32, int64, float32, float64, starlark.Int, starlark.Float:
		return true
	}
	return false
}

// columnText is a column's name, line and values, all of one width: numbers and instants on
// the right, nulls and the rest on the left.
func columnText(f column.Field, v column.Vector, cells []string, width int) []string {
	out := []string{pad(safe.Text(f.Name), width, false), strings.Repeat("-", width)}
	for i, s := range cells {
		left := s == "(null)"
		switch k := f.Type.Kind; {
		case k == column.Object:
			left = left || !isNumber(v, i)
		case k == column.Bool, k == column.Char, k == column.String, k == column.List, k == column.Bytes:
			left = true
		}
		out = append(out, pad(s, width, left))
	}
	return out
}

func pad(s string, width int, left bool) string {
	fill := strings.Repeat(" ", max(0, width-runewidth.StringWidth(s)))
	if left {
		return s + fill
	}
	return fill + s
}

// How to_string shows values: instants with all digits, in arrays as Java does, in groups with
// a blank for null.
var (
	cellStyle  = newCellStyle(column.Style{Null: " ", Sep: ","})
	arrayStyle = newCellStyle(column.Style{Null: "null"})
)

func newCellStyle(inside column.Style) *column.Style {
	inside.Most = 4 * arrayWidth
	inside.Text = func(b []byte, s string) []byte { return append(b, safe.Text(s)...) }
	inside.Object = scriptText(py.PlainMost)
	style := inside
	style.Inside = &inside
	style.Instant = func(b []byte, nanos int64) []byte {
		return append(time.Unix(0, nanos).UTC().AppendFormat(b, "2006-01-02T15:04:05.000000000"), " UTC"...)
	}
	return &style
}

// scriptText writes values of the script as str does, cut at so many bytes.
func scriptText(most int) func(b []byte, x any) ([]byte, bool) {
	return func(b []byte, x any) ([]byte, bool) {
		v, ok := x.(starlark.Value)
		if !ok {
			return b, false
		}
		return append(b, safe.Text(py.PlainText(v, most))...), true
	}
}
