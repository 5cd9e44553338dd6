package grid

import "time"

// Layout says how a table is laid out.
type Layout struct {
	Width, Height int // of the window in cells; 0 is without a limit
	Palette       Palette
	State         string // how the table changes, for the last line: "live, append-only"
	Rest          string // what shows what is cut, for the last line: "t.browse()"
	// Now is the time, by which instants of today are known; the zero time knows none.
	Now time.Time
	// Object is the text of a value of the script; nil is its String.
	Object func(x any) string
	// Nested is what is in a value that has others in it: names is nil of a list.
	Nested func(x any) (names []string, values []any, ok bool)
	// Mark says which cells are shown reversed, by their frame, row in it and column.
	Mark func(frame, row, column int) bool
	// Scrolls says that the reader can move to columns that are left out: then they go before
	// others become too narrow to be read.
	Scrolls bool
	// Untyped leaves the types out, which then need no room.
	Untyped bool
	// Least is how wide the values of columns are taken to be at least, by their places in the
	// frames; nil is without. A picture's Widths is that for the next, so that columns do not become narrower.
	Least []int
	// From is the first column that is shown beside the first one; those between are not.
	From int
}

// pipeCells is how many cells of a value a grid has that has no limit of width.
const pipeCells = 10_000

// longest is how many cells of a value are shown.
func (l Layout) longest() int {
	if l.Width > 0 {
		return l.Width
	}
	return pipeCells
}

// around is how many lines of a window are not rows: names, types, a line, the summary, the
// prompt and what was typed.
const around = 6

// ends is how many rows are shown at most.
const ends = 20

// Ends is how many of the first and of the last rows a picture has room for, with a line
// between them.
func (l Layout) Ends() (first, last int) {
	n := ends
	if l.Height > 0 {
		n = min(n, max(l.Height-around-1, 2))
	}
	return n - n/2, n / 2
}

// RecordEnds is Ends for records of so many fields.
func (l Layout) RecordEnds(fields int) (first, last int) {
	n := ends
	if l.Height > 0 {
		n = min(n, max((l.Height-around+2)/(fields+1), 1))
	}
	return n - n/2, n / 2
}
