package starlib

import (
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

// Widths of columns: text is as wide as it needs, the rest is cut.
const (
	leastWidth   = 10
	instantWidth = 33
	listWidth    = 40
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
		parts[i] = columnText(f.Schema[i], cells, width)
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
	width = leastWidth
	limit := 0
	switch {
	case f.Type.Kind == column.Instant:
		width, limit = instantWidth, instantWidth
	case isList(f.Type):
		width, limit = listWidth, listWidth
	case f.Type.Kind == column.Object:
		limit = leastWidth
	}
	var b []byte
	show := cellStyle.Format(f.Type)
	cells = make([]string, v.Len())
	for i := range cells {
		if err := p.Step(); err != nil {
			return nil, 0, err
		}
		b, some := show(b[:0], v, i)
		if cells[i] = string(b); !some {
			cells[i] = "(null)"
		}
		if limit > 0 {
			cells[i] = runewidth.Truncate(cells[i], limit, "...")
		}
		width = max(width, runewidth.StringWidth(cells[i]))
	}
	return cells, max(width, runewidth.StringWidth(safe.Text(f.Name))), nil
}

func isList(t column.Type) bool {
	_, ok := t.Elem()
	return ok
}

// columnText is a column's name, line and values, all of one width.
func columnText(f column.Field, cells []string, width int) []string {
	left := f.Type.Kind == column.String || f.Type.Kind == column.Object || isList(f.Type)
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

// cellStyle is how to_string shows values: instants with all digits, in lists as Java does.
var cellStyle = newCellStyle()

func newCellStyle() *column.Style {
	inside := column.Style{
		Null: "null", Most: 4 * listWidth,
		Text:   func(b []byte, s string) []byte { return append(b, safe.Text(s)...) },
		Object: scriptText(py.PlainMost),
	}
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
