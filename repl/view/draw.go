package view

import (
	"strings"

	"starling/grid"
	"starling/internal/safe"
	"starling/repl/frame"
)

// named is how wide a name is at most, which may be a whole expression.
const named = 40

// layout is how the pane's rows look in so many cells.
func (p *pane) layout(v *View, width int) grid.Layout {
	l := v.host.Layout()
	l.Width, l.Height, l.Untyped, l.Scrolls, l.Mark, l.Least = width, 0, true, true, p.marked, p.widths
	if v.over {
		l.Mark = nil
	}
	if p.left > 0 {
		l.From = p.left + 1
	}
	return l
}

// measure finds how wide the rows are where there is room. Columns do not become narrower
// while the view stays where it is.
func (p *pane) measure(v *View, width int) {
	x := grid.Draw(p.layout(v, width), p.shows.Frame)
	p.widths = x.Widths
	if p.natural = 0; len(x.Head) > 0 {
		p.natural = x.Head[1].Width()
	}
	p.picture = x
}

// lines is a pane: a title, the names of the columns, and the rows.
func (p *pane) lines(v *View, b box) []string {
	l := p.layout(v, b.width)
	x := grid.Draw(l, p.shows.Frame)
	p.picture = x
	var out []string
	if b.chrome() > 1 || len(x.Head) == 0 {
		out = append(out, p.title(v))
	}
	if len(x.Head) == 0 {
		return out
	}
	if b.chrome() > 0 {
		out = append(out, x.Head[0].Text(l.Palette))
	}
	if b.chrome() == chrome {
		out = append(out, x.Head[1].Text(l.Palette))
	}
	for i, row := range x.Rows {
		text := row.Text(l.Palette)
		if !v.over && p == v.on() && p.shows.Lo+i == p.at {
			text = v.paint(reversed, frame.Pad(row.String(), x.Head[1].Width()))
		}
		out = append(out, text)
	}
	return out
}

// title says what the pane shows and how it changes.
func (p *pane) title(v *View) string {
	name := frame.Clip(safe.Text(p.called()), named)
	if len(v.panes) > 1 && p == v.on() && !v.over {
		name = v.paint(reversed, name)
	} else {
		name = v.paint(bold, name)
	}
	parts := []string{name}
	if p.shows.Frame == nil {
		return name
	}
	parts = append(parts, count(p.shows.Size, "row"))
	if err := p.shows.Err; err != nil {
		parts = append(parts, v.paint(red, "failed: "+safe.Text(err.Error())))
	} else if p.base.Attrs.Refreshing {
		parts = append(parts, p.rates.String())
		if n := p.lag.Load(); n != nil && *n >= 0 {
			parts = append(parts, "lag "+thousands(int(*n)))
		}
	} else {
		parts = append(parts, "static")
	}
	if v.paused {
		parts = append(parts, "paused")
	}
	if p.follow {
		parts = append(parts, "newest last")
	}
	if p.filter != "" {
		parts = append(parts, "where "+safe.Text(p.filter))
	}
	if len(p.order) > 0 {
		parts = append(parts, "by "+orderText(p.order))
	}
	return strings.Join(parts, "  ")
}

// The looks of what is not of tables.
var (
	bold     = grid.Look{Bold: true}
	dim      = grid.Look{Dim: true}
	reversed = grid.Look{Reverse: true}
	red      = grid.Look{Fg: grid.Red}
)

// paint is a text with a look, if the terminal has looks.
func (v *View) paint(look grid.Look, text string) string {
	return v.host.Layout().Palette.Paint(look, text)
}

// count is a number of things: "1 row", "2,000 rows".
func count(n int, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return thousands(n) + " " + thing
}
