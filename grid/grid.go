package grid

import (
	"slices"
	"strings"

	"starling/engine"
	"starling/engine/column"
	"starling/internal/safe"
)

// gap is what stands between two columns.
const gap = " | "

// Picture is a table as lines.
type Picture struct {
	Head    []Line   // names, types and a line; none without columns
	Rows    []Line   // with a line of ⋮ where rows between two frames are not shown
	Summary []Line   // how many rows there are, what is not shown and how the table changes
	Left    []string // the columns that are not shown
	Columns []int    // those that are, by their places in the frames
	Widths  []int    // of the widest values of all columns, by their places in the frames; see Layout.Least
}

// Lines is all lines of the picture.
func (p *Picture) Lines() []Line { return slices.Concat(p.Head, p.Rows, p.Summary) }

// Render is the picture of the frames as text.
func Render(l Layout, frames ...*engine.Frame) string {
	return Join(Draw(l, frames...).Lines(), l.Palette)
}

// Draw is the picture of windows of a table, one after the other and all of one moment.
func Draw(l Layout, frames ...*engine.Frame) *Picture {
	g := newGrid(l, frames)
	p := &Picture{Widths: g.widths(l, len(frames[0].Schema))}
	g.fit(l)
	p.Left = g.left
	for _, c := range g.cols {
		p.Columns = append(p.Columns, c.at)
	}
	if len(g.cols) > 0 {
		p.Head, p.Rows = g.heads(), g.rows(frames)
	}
	p.Summary = summary(l, frames, g)
	return p
}

// grid is a table as columns of cells.
type grid struct {
	cols []*col
	main *col     // the column that the reader came for, nil if none is known
	left []string // the names of columns that are left out
	// skipped is how many of them are before those that are shown.
	skipped int
}

// newGrid is the columns of the frames but those that say how others look.
func newGrid(l Layout, frames []*engine.Frame) *grid {
	g := &grid{}
	looks := newFormats(frames[0].Schema)
	shown := 0
	for c, f := range frames[0].Schema {
		if looks.hides(f.Name) {
			continue
		}
		if shown++; shown > 1 && shown <= l.From {
			g.left = append(g.left, safe.Text(f.Name))
			g.skipped++
			continue
		}
		k := newCol(l, frames, c)
		looks.apply(k, frames)
		if f.Name == "Error" && f.Type.Kind == column.String && k.some() {
			g.main = k
			k.redden()
		}
		g.cols = append(g.cols, k)
	}
	return g
}

// widths is the Widths of a picture of so many columns.
func (g *grid) widths(l Layout, n int) []int {
	out := make([]int, n)
	copy(out, l.Least)
	for _, c := range g.cols {
		out[c.at] = c.data
	}
	return out
}

// some reports whether a cell has a value.
func (c *col) some() bool {
	return slices.ContainsFunc(c.cells, func(x cell) bool { return !x.null })
}

// redden makes the values red that have no colour.
func (c *col) redden() {
	for i, x := range c.cells {
		if !x.null && x.look.Fg == 0 {
			c.cells[i].look.Fg = Red
		}
	}
}

func (g *grid) heads() []Line {
	var rule strings.Builder
	for i, c := range g.cols {
		if i > 0 {
			rule.WriteString("-+-")
		}
		rule.WriteString(strings.Repeat("-", c.width))
	}
	out := []Line{g.line(func(c *col) cell { return cell{text: clipMiddle(c.name, c.width), look: Look{Bold: true}} })}
	if !g.cols[0].untyped {
		out = append(out, g.line(func(c *col) cell { return cell{text: c.typ, look: Look{Dim: true}} }))
	}
	return append(out, Line{{rule.String(), Look{Dim: true}}})
}

func (g *grid) rows(frames []*engine.Frame) []Line {
	var out []Line
	at := 0
	for n, f := range frames {
		if n > 0 && frames[n-1].Hi < f.Lo {
			out = append(out, g.line(func(*col) cell { return cell{text: "⋮", look: Look{Dim: true}} }))
		}
		for range f.Len() {
			out = append(out, g.line(func(c *col) cell { return c.cells[at] }))
			at++
		}
	}
	return out
}

// line is one line without spaces at its end.
func (g *grid) line(of func(c *col) cell) Line {
	var out Line
	for i, c := range g.cols {
		if i > 0 {
			out = out.add(gap, Look{})
		}
		x := of(c)
		text := c.clip(x)
		pad, fill := spaces(c.width-textWidth(text)), Look{Bg: x.look.Bg, Reverse: x.look.Reverse}
		if c.right {
			out = out.add(pad, fill).add(text, x.look)
		} else {
			out = out.add(text, x.look).add(pad, fill)
		}
	}
	return out.trim()
}

// trim leaves out the spaces at the end that nobody sees.
func (l Line) trim() Line {
	for n := len(l); n > 0; n = len(l) {
		last := &l[n-1]
		if last.Look.Bg != 0 || last.Look.Reverse {
			return l
		}
		if last.Text = strings.TrimRight(last.Text, " "); last.Text != "" {
			return l
		}
		l = l[:n-1]
	}
	return l
}
