package view

import (
	"bytes"
	"slices"

	"starling/engine"
	"starling/engine/rowset"
	"starling/grid"
)

// drawn is what the picture before had, to tell what changed since.
type drawn struct {
	frame *engine.Frame // nil before the first picture
	at    map[rowset.Row]int
	added []rowset.Set // what came since
}

// keep notes what was drawn.
func (p *pane) keep() {
	p.drawn = drawn{frame: p.shows.Frame, at: make(map[rowset.Row]int, len(p.shows.Rows))}
	for i, r := range p.shows.Rows {
		p.drawn.at[r] = i
	}
}

// mark marks the cells that do not look as they did, by row: of a row that is new all, but of a
// table that only grows.
func (p *pane) mark(l grid.Layout) {
	attrs := p.table.Attrs
	grows := attrs.AddOnly || attrs.AppendOnly || attrs.Blink
	style := l.Style()
	var a, b []byte
	p.marks = make([][]bool, len(p.shows.Cols))
	for c, now := range p.shows.Cols {
		format := style.Format(p.shows.Schema[c].Type)
		before := p.drawn.frame.Cols[c]
		p.marks[c] = make([]bool, p.shows.Len())
		for i, r := range p.shows.Rows {
			was, there := p.drawn.at[r]
			if !there {
				p.marks[c][i] = !grows && slices.ContainsFunc(p.drawn.added, func(s rowset.Set) bool { return s.Contains(r) })
				continue
			}
			var some, had bool
			a, had = format(a[:0], before, was)
			b, some = format(b[:0], now, i)
			p.marks[c][i] = had != some || some && !bytes.Equal(a, b)
		}
	}
}

// marked is p.marks as a layout asks for them.
func (p *pane) marked(_, row, column int) bool {
	return p.marks != nil && p.marks[column][row]
}
