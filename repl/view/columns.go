package view

import (
	"starling/engine/column"
	"starling/internal/safe"
)

// header is the name of a column as it is shown.
func header(f column.Field) string { return safe.Text(f.Name) }

// gap is what stands between two columns.
const gap = " | "

// caps is how wide texts are at most, the first with which all columns fit.
var caps = []int{100, 40, 24, 12}

// capped is the cap where not all columns fit whatever it is.
const capped = 24

// wide is the pane's width with texts of that width at most.
func (p *pane) wide(limit int) int {
	n := -len(gap)
	for c := range p.widths {
		n += p.width(c, limit) + len(gap)
	}
	return max(n, 0)
}

// width is the width of column c; numbers are never cut.
func (p *pane) width(c, limit int) int {
	if p.right[c] {
		return p.widths[c]
	}
	return min(p.widths[c], limit)
}

// spot is a column that is shown.
type spot struct{ column, width int }

// columns is what is shown of the columns in that many cells: all if they fit, else the first
// and those from left on. The last may be cut.
func (p *pane) columns(width int) []spot {
	limit := capped
	for _, x := range caps {
		if p.wide(x) <= width {
			limit, p.left = x, 0
			break
		}
	}
	p.left = min(p.left, max(len(p.widths)-2, 0))
	var out []spot
	room := width
	for c := range p.widths {
		if c > 0 && c <= p.left {
			continue
		}
		if c > 0 {
			room -= len(gap)
		}
		w := p.width(c, limit)
		if w > room && c > 0 && (p.right[c] || room < least) {
			break
		}
		if w = min(w, max(room, 1)); c == 0 && len(p.widths) > 1 && w > width-least {
			w = max(width/2, 1)
		}
		out = append(out, spot{c, w})
		if room -= w; room <= len(gap) {
			break
		}
	}
	p.shown = len(out) - 1
	return out
}

// least is how many cells of a text are worth showing.
const least = 8
