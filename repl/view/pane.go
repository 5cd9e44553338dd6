package view

import (
	"slices"

	"starling/engine"
	"starling/engine/rowset"
	"starling/follow"
	"starling/repl/frame"
)

// pane is a table in a view, and where in it the view is.
type pane struct {
	name   string
	base   *engine.Table
	table  *engine.Table // base, or of the filter and order
	filter string
	order  []engine.SortKey
	lag    lagOf

	rows   int  // that there is room for
	top    int  // position of the first that is shown
	at     int  // position of the chosen row, -1 without one
	left   int  // of the columns behind the first, how many are left out
	shown  int  // of those behind them, how many were shown last
	follow bool // the last rows are shown, whatever comes

	shows  follow.Window
	cells  [][]Cell // of the window: by column, by row
	marks  [][]bool // those that changed since the picture before; nil: none
	drawn  drawn
	widths []int // of the columns, the widest that was seen
	right  []bool
	rates  rates
}

// use makes t, which the pane takes over, what it shows.
func (p *pane) use(t *engine.Table) {
	if p.table != p.base {
		p.table.Release()
	}
	p.table, p.widths, p.drawn = t, nil, drawn{}
}

// window is the positions to show of a table of that size.
func (p *pane) window(size int) (lo, hi int) {
	last := max(size-p.rows, 0)
	if p.follow {
		p.top = last
	}
	p.at = min(p.at, size-1)
	if p.at >= 0 && !p.follow {
		p.top = min(p.top, p.at)
		p.top = max(p.top, p.at-p.rows+1)
	}
	p.top = min(max(p.top, 0), last)
	return p.top, p.top + p.rows
}

// drawn is what the picture before had, to tell what changed since.
type drawn struct {
	at    map[rowset.Row]int // where in the window a row was; nil before the first picture
	cells [][]Cell
	added []rowset.Set // what came since
}

// take makes w what the pane shows.
func (p *pane) take(v *View, w follow.Window) {
	p.shows, p.marks = w, nil
	p.rates.take(v.now(), w.Change)
	p.cells = make([][]Cell, len(w.Cols))
	for c := range w.Cols {
		p.cells[c] = v.host.Cells(w.Frame, c)
	}
	p.measure()
	if p.drawn.at != nil {
		p.drawn.added = append(p.drawn.added, w.Added)
		p.mark()
	}
}

// keep notes what was drawn.
func (p *pane) keep() {
	p.drawn = drawn{at: make(map[rowset.Row]int, len(p.shows.Rows)), cells: p.cells}
	for i, r := range p.shows.Rows {
		p.drawn.at[r] = i
	}
}

// mark marks the cells that are not as they were, by row: of a row that is new all, but of a
// table that only grows.
func (p *pane) mark() {
	p.marks = make([][]bool, len(p.cells))
	attrs := p.table.Attrs
	grows := attrs.AddOnly || attrs.AppendOnly || attrs.Blink
	for c := range p.cells {
		p.marks[c] = make([]bool, len(p.cells[c]))
		for i, r := range p.shows.Rows {
			if was, ok := p.drawn.at[r]; ok {
				p.marks[c][i] = p.drawn.cells[c][was].Text != p.cells[c][i].Text
			} else if !grows {
				p.marks[c][i] = slices.ContainsFunc(p.drawn.added, func(s rowset.Set) bool { return s.Contains(r) })
			}
		}
	}
}

// measure makes the columns as wide as what was seen in them.
func (p *pane) measure() {
	if p.widths == nil {
		for _, f := range p.table.Schema {
			p.widths = append(p.widths, frame.Width(header(f)))
			p.right = append(p.right, f.Type.Kind.Numeric() || f.Type.Big())
		}
	}
	for c, cells := range p.cells {
		for _, x := range cells {
			p.widths[c] = max(p.widths[c], frame.Width(x.Text))
		}
	}
}

// chosen is the row of the window that a record is of, -1 if there is none.
func (p *pane) chosen() int {
	switch n := p.shows.Len(); {
	case n == 0:
		return -1
	case p.at >= p.shows.Lo && p.at < p.shows.Hi:
		return p.at - p.shows.Lo
	case p.follow:
		return n - 1
	}
	return 0
}
