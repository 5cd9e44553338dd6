package starlib

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/mattn/go-runewidth"
	"go.starlark.net/starlark"

	"starling/engine/column"
	"starling/internal/safe"
)

// defaultRows is how many rows to_string shows.
const defaultRows = 10

// Widths of columns: text is as wide as it needs, the rest is cut.
const (
	leastWidth   = 10
	instantWidth = 33
	arrayWidth   = 40
)

func toString(c *call) (starlark.Value, error) {
	n := defaultRows
	var cols texts
	if err := c.unpack("num_rows?", &n, "cols?", &cols); err != nil {
		return nil, err
	}
	s, err := c.recv.(*Table).text(n, cols)
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
	parts, wide, p := make([][]string, len(f.Cols)), 1, t.host.pace()
	for i, v := range f.Cols {
		cells, width, err := cellTexts(f.Schema[i], v, &p)
		if err == nil {
			wide += width + 1
			err = t.host.bounds.Times("to_string", wide, f.Len())
		}
		if err != nil {
			return "", err
		}
		parts[i] = columnText(f.Schema[i], cells, width)
	}
	var b strings.Builder
	for i := range f.Len() + 2 {
		if err := p.step(); err != nil {
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
func cellTexts(f column.Field, v column.Vector, p *pace) (cells []string, width int, err error) {
	width = leastWidth
	limit := 0
	switch {
	case f.Type.Kind == column.Instant:
		width, limit = instantWidth, instantWidth
	case isArray(f.Type):
		width, limit = arrayWidth, arrayWidth
	case f.Type.Kind == column.Object:
		limit = leastWidth
	}
	cells = make([]string, v.Len())
	for i := range cells {
		if err := p.step(); err != nil {
			return nil, 0, err
		}
		cells[i] = showCell(v, i)
		if limit > 0 {
			cells[i] = runewidth.Truncate(cells[i], limit, "...")
		}
		width = max(width, runewidth.StringWidth(cells[i]))
	}
	return cells, max(width, runewidth.StringWidth(safe.Text(f.Name))), nil
}

func isArray(t column.Type) bool {
	return t.Kind == column.Bytes || strings.HasPrefix(t.Class, "[")
}

// columnText is a column's name, line and values, all of one width.
func columnText(f column.Field, cells []string, width int) []string {
	left := f.Type.Kind == column.String || f.Type.Kind == column.Object || isArray(f.Type)
	out := []string{pad(safe.Text(f.Name), width, left), strings.Repeat("-", width)}
	for _, s := range cells {
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

// showCell is the text of a value.
func showCell(v column.Vector, i int) string {
	switch x := v.Any(i).(type) {
	case nil:
		return "(null)"
	case string:
		return safe.Text(x)
	case float64:
		return string(column.AppendDouble(nil, x))
	case float32:
		return string(column.AppendFloat(nil, x))
	case uint16:
		return safe.Text(string(utf16.Decode([]uint16{x})))
	case int64:
		if v.Kind() == column.Instant {
			return time.Unix(0, x).UTC().Format("2006-01-02T15:04:05.000000000") + " UTC"
		}
		return strconv.FormatInt(x, 10)
	case []byte:
		return byteText(x)
	case starlark.Value:
		return safe.Text(plainText(x, plainMost))
	default:
		return safe.Text(fmt.Sprint(x))
	}
}

// byteText is bytes as Java's array of signed numbers: [1, -2].
func byteText(x []byte) string {
	b := []byte{'['}
	for i, c := range x {
		if len(b) > 4*arrayWidth {
			break
		}
		if i > 0 {
			b = append(b, ", "...)
		}
		b = strconv.AppendInt(b, int64(int8(c)), 10)
	}
	return string(append(b, ']'))
}
