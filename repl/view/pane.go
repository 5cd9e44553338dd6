package view

import (
	"starling/engine"
	"starling/follow"
	"starling/grid"
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
	follow bool // the last rows are shown, whatever comes

	shows   follow.Window
	marks   [][]bool // cells that changed since the picture before, by column and row; nil: none
	drawn   drawn
	picture *grid.Picture // in the pane's box
	natural int           // how wide the picture is where there is room
	widths  []int         // of the columns, the widest that was seen
	rates   rates
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

// take makes w what the pane shows.
func (p *pane) take(v *View, w follow.Window) {
	p.shows, p.marks = w, nil
	p.rates.take(v.now(), w.Change)
	if p.drawn.frame != nil {
		p.drawn.added = append(p.drawn.added, w.Added)
		p.mark(v.host.Layout())
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

// called is the name, if the script has one.
func (p *pane) called() string {
	if p.name == "" {
		return "table"
	}
	return p.name
}
