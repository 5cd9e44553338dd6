package engine

import (
	"cmp"

	"starling/engine/column"
	"starling/engine/rowset"
)

// Frame is a copied window of a table, all of one cycle.
type Frame struct {
	Schema []column.Field
	Cols   []column.Vector // by field of Schema: the values of the window's rows
	Rows   []rowset.Row    // the window's rows: one that was seen before is the same row
	Lo, Hi int             // positions in the table: the window is [Lo, Hi)
	Size   int             // number of rows of the table
	Cycle  uint64          // number of the cycle that the window shows
	Err    error           // why the table failed, nil if it did not; the rows are its last
}

// Len is the number of rows of the window.
func (f *Frame) Len() int { return f.Hi - f.Lo }

// Read copies the rows at positions [lo, hi) in table order, both clamped to what there
// is, of the named columns; all columns if cols is nil. A failed table can be read too.
func (t *Table) Read(lo, hi int, cols []string) (f *Frame, err error) {
	if e := t.Graph().Read(func() { f, err = t.Frame(lo, hi, cols) }); e != nil {
		return nil, e
	}
	return f, err
}

// ReadEnds copies the first and the last rows of one moment as two frames, of the named
// columns as Read does; as one frame if no more than one row is between them.
func (t *Table) ReadEnds(first, last int, cols []string) (frames []*Frame, err error) {
	e := t.Graph().Read(func() {
		n := t.Rows.Len()
		ranges := [][2]int{{0, first}, {n - last, n}}
		if n <= first+last+1 {
			ranges = [][2]int{{0, n}}
		}
		for _, r := range ranges {
			var f *Frame
			if f, err = t.Frame(r[0], r[1], cols); err != nil {
				return
			}
			frames = append(frames, f)
		}
	})
	if err = cmp.Or(e, err); err != nil {
		return nil, err
	}
	return frames, nil
}

// Frame is Read for who is within Graph.Read, so that windows of several tables are of one cycle.
func (t *Table) Frame(lo, hi int, cols []string) (*Frame, error) {
	f := t.still()
	f.Lo = min(max(lo, 0), f.Size)
	f.Hi = max(min(hi, f.Size), f.Lo)
	return f, t.copyTo(f, f.Len(), cols, func() []rowset.Row { return t.window(f.Lo, f.Hi) })
}

// FrameOf is Frame for some rows of the table, in its order, which need not be next to each other: Lo
// is 0, and Hi how many they are.
func (t *Table) FrameOf(rows rowset.Set, cols []string) (*Frame, error) {
	f := t.still()
	f.Hi = rows.Len()
	return f, t.copyTo(f, f.Hi, cols, func() []rowset.Row { return t.Ordered(nil, rows, column.Cur) })
}

// Portion is FrameOf in the order of the rows' numbers, for who copies a table portion by portion: it
// is an error if all of them, of rows, would be more than there is room for.
func (t *Table) Portion(rows rowset.Set, cols []string, of int) (*Frame, error) {
	f := t.still()
	f.Hi = rows.Len()
	return f, t.copyTo(f, of, cols, func() []rowset.Row { return rows.AppendTo(nil) })
}

// still is a frame of the table as it is, without a window.
func (t *Table) still() *Frame {
	return &Frame{Size: t.Rows.Len(), Cycle: t.Graph().cycles, Err: t.node.err}
}

// copyTo copies n rows to f: their values in the named columns, in all if cols is nil.
func (t *Table) copyTo(f *Frame, n int, cols []string, rows func() []rowset.Row) error {
	if cols == nil {
		cols = t.names()
	}
	at, err := t.positions(cols)
	if err != nil {
		return err
	}
	for _, c := range at {
		f.Schema = append(f.Schema, t.Schema[c])
		f.Cols = append(f.Cols, column.NewVector(t.Schema[c].Type))
	}
	t.room("the copy", n, width(f.Schema))
	f.Rows = rows()
	for i, c := range at {
		t.gather(f.Cols[i], c, f.Rows, column.Cur)
	}
	return nil
}

// gather appends what the rows have in column c, now or as of before the cycle.
func (t *Table) gather(dst column.Vector, c int, rows []rowset.Row, when column.When) {
	if n := dst.Len(); len(rows) > readPortion {
		dst.Grow(len(rows)) // once
		dst.Truncate(n)
	}
	for more := true; more; {
		t.heed()
		part := rows[:min(len(rows), readPortion)]
		t.Cols[c].Gather(dst, part, when)
		rows = rows[len(part):]
		more = len(rows) > 0
	}
}

// readPortion is how many rows are copied at a time.
const readPortion = 16 * rowset.PageSize

// Size is the number of rows of t.
func (t *Table) Size() int {
	g := t.Graph()
	g.mu.Lock()
	defer g.mu.Unlock()
	return t.Rows.Len()
}

// window is the rows at positions [lo, hi) in table order, both within the table.
func (t *Table) window(lo, hi int) []rowset.Row {
	if t.Order == nil {
		return t.Rows.Slice(lo, hi).AppendTo(nil)
	}
	if s, ok := t.Order.(slicer); ok {
		if rows, ok := s.slice(nil, t.Rows, lo, hi); ok {
			return rows
		}
	}
	return t.Ordered(nil, t.Rows, column.Cur)[lo:hi]
}
