package grid

import (
	"strings"

	"starling/engine"
	"starling/engine/column"
	"starling/internal/safe"
)

// cell is the text of a value and how it looks.
type cell struct {
	text  string
	width int
	null  bool
	look  Look
}

// col is a column of a grid: its cells are those of all frames, one after the other.
type col struct {
	name, typ string
	cells     []cell
	untyped   bool // the type is not shown
	right     bool // numbers stand at the right
	data      int  // the width of the widest cell
	least     int  // what it is not cut below
	width     int  // what it has now
	at        int  // its place in the frames
}

// headCut is the width that names are cut to before values are.
const headCut = 8

// full is the width in which all is shown.
func (c *col) full() int {
	if c.untyped {
		return max(textWidth(c.name), c.data)
	}
	return max(textWidth(c.name), textWidth(c.typ), c.data)
}

// tight is the width in which all values are shown.
func (c *col) tight() int { return max(c.data, min(headCut, c.full())) }

// How few cells of a column are shown before columns are left out.
const (
	softCut  = 24
	readable = 12 // where columns can be scrolled to
	hardCut  = 8
	dated    = len("2006-01-02T15:04:05.Z") // the dot is …
	undated  = dated - len("2006-01-02T")
)

// newCol is column c of the frames.
func newCol(l Layout, frames []*engine.Frame, c int) *col {
	f := frames[0].Schema[c]
	k := &col{
		name: safe.Text(f.Name), typ: safe.Text(typeName(f.Type)), at: c, untyped: l.Untyped,
		right: atRight(f.Type),
	}
	most := l.longest()
	format := l.style(most).Format(f.Type)
	var b []byte
	for n, f := range frames {
		v := f.Cols[c]
		for i := range f.Len() {
			var x cell
			if out, some := format(b[:0], v, i); some {
				b = out
				x.text = clip(string(out), most)
			} else {
				x = cell{text: Null, null: true, look: Look{Dim: true}}
			}
			if k.right && strings.HasPrefix(x.text, "-") {
				x.look.Fg = Red
			}
			x.look.Reverse = l.Mark != nil && l.Mark(n, i, c)
			k.put(x)
		}
	}
	if c < len(l.Least) {
		k.data = max(k.data, l.Least[c])
	}
	switch {
	case k.right, f.Type.Kind == column.Bool:
		k.least = k.data
	case f.Type.Kind == column.Instant:
		k.least = min(k.data, dated)
	default:
		k.least = min(k.data, hardCut)
	}
	return k
}

// atRight reports whether values of a type stand at the right.
func atRight(t column.Type) bool { return t.Kind.Numeric() || t.Big() }

func (c *col) put(x cell) {
	x.width = textWidth(x.text)
	c.data = max(c.data, x.width)
	c.cells = append(c.cells, x)
}

// clip is the text of a cell in the column's width. An instant keeps what says that it is UTC.
func (c *col) clip(x cell) string {
	if c.typ == "Instant" && x.width > c.width && c.width > 2 && strings.HasSuffix(x.text, "Z") {
		return clip(x.text, c.width-1) + "Z"
	}
	return clip(x.text, c.width)
}

// undate leaves the date out of a column of instants that all are of that day.
func (c *col) undate(day string) {
	if c.typ != "Instant" {
		return
	}
	for _, x := range c.cells {
		if !x.null && !strings.HasPrefix(x.text, day) {
			return
		}
	}
	cells := c.cells
	c.cells, c.data = make([]cell, 0, len(cells)), 0
	for _, x := range cells {
		x.text = strings.TrimPrefix(x.text, day)
		c.put(x)
	}
	c.least = min(c.data, undated)
}
