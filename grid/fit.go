package grid

import "slices"

// fit makes the grid at most as wide as the layout says. Names become shorter than they
// are, instants of today lose their date, long texts are cut, then the last columns go, but
// for the first and the main one. It notes the names of those that went. Numbers are never
// cut unless nothing else is left.
func (g *grid) fit(l Layout) {
	for _, c := range g.cols {
		c.width = c.full()
	}
	if l.Width <= 0 || len(g.cols) == 0 || g.width() <= l.Width {
		return
	}
	g.tighten()
	if g.width() > l.Width && !l.Now.IsZero() {
		for _, c := range g.cols {
			c.undate(l.Now.UTC().Format("2006-01-02T"))
		}
		g.tighten()
	}
	if g.main != nil { // the others are cut before it
		g.main.least = g.main.data
	}
	g.squeeze(l.Width, softCut)
	least := hardCut
	if l.Scrolls {
		least = readable
	}
	g.squeeze(l.Width, least)
	if g.main != nil {
		g.main.least = min(g.main.data, max(l.Width/2, hardCut))
		g.squeeze(l.Width, least)
	}
	if g.width() > l.Width {
		g.leaveOut(l)
	}
	g.cols[0].width = min(g.cols[0].width, max(l.Width, 1))
	g.widen(l.Width)
}

// leaveOut drops columns until the others fit.
func (g *grid) leaveOut(l Layout) {
	least := hardCut
	if l.Scrolls {
		least = max(hardCut, min(l.Width/4, softCut))
		for _, c := range g.cols { // as wide as they are to stay
			c.width = max(c.width, min(c.data, least))
		}
	}
	for g.width() > l.Width && g.drop() {
		g.squeeze(l.Width, least)
	}
	g.squeeze(l.Width, hardCut)
}

func (g *grid) tighten() {
	for _, c := range g.cols {
		c.width = c.tight()
	}
}

// drop leaves out the last column that may go; false if there is none.
func (g *grid) drop() bool {
	n := len(g.cols) - 1
	if n > 1 && g.cols[n] == g.main {
		n--
	}
	if n < 1 {
		return false
	}
	g.left = slices.Insert(g.left, g.skipped, g.cols[n].name)
	g.cols = slices.Delete(g.cols, n, n+1)
	return true
}

// widen gives the room that is left to short values that are cut, to the main column, to other
// values, and then to names.
func (g *grid) widen(width int) {
	for _, want := range []func(c *col) int{
		func(c *col) int { return min(c.data, softCut) },
		func(c *col) int {
			if c == g.main {
				return c.data
			}
			return 0
		},
		func(c *col) int { return c.data },
		(*col).full,
	} {
		for _, c := range g.cols {
			if room := width - g.width(); room > 0 {
				c.width = max(c.width, min(want(c), c.width+room))
			}
		}
	}
}

// squeeze makes columns narrower, the widest first, until the grid fits or all are at what
// they need at least.
func (g *grid) squeeze(width, least int) {
	for over := g.width() - width; over > 0; over = g.width() - width {
		var wide *col
		second := least
		for _, c := range g.cols {
			switch {
			case c.width <= max(least, c.least):
			case wide == nil || c.width > wide.width:
				if wide != nil {
					second = max(second, wide.width)
				}
				wide = c
			default:
				second = max(second, c.width)
			}
		}
		if wide == nil {
			return
		}
		w := wide.width
		wide.width = max(w-over, min(second, w-1), least, wide.least)
	}
}

func (g *grid) width() int {
	n := len(gap) * (len(g.cols) - 1)
	for _, c := range g.cols {
		n += c.width
	}
	return n
}
