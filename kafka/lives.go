package kafka

import (
	"slices"

	"starling/engine/column"
	"starling/engine/rowset"
)

// lives is how many rows up to a row of a lane's table delete all before them, as a column
// beside the table's own; null where there is no row. It changes as tombstones do.
type lives struct {
	before int64        // of rows that are in the table no longer
	starts []rowset.Row // the others that delete all, in order
}

// forget counts those below low, of which no row is asked for any more.
func (l *lives) forget(low rowset.Row) {
	n, _ := slices.BinarySearch(l.starts, low)
	l.before += int64(n)
	l.starts = slices.Delete(l.starts, 0, n)
}

// Type is long.
func (l *lives) Type() column.Type { return column.Of(column.Long) }

// Fill appends the values of a page's rows.
func (l *lives) Fill(dst column.Vector, p rowset.Page, _ column.When) {
	v := dst.(*column.Vec[int64])
	if hi := p.Row(p.Len() - 1); len(l.starts) == 0 || hi < l.starts[0] { // mostly
		for range p.Len() {
			v.V = append(v.V, l.before)
		}
		return
	}
	for i := range p.Len() {
		v.Append(l.at(p.Row(i)))
	}
}

// Gather appends the values of rows.
func (l *lives) Gather(dst column.Vector, rows []rowset.Row, _ column.When) {
	v := dst.(*column.Vec[int64])
	for _, r := range rows {
		if r == rowset.None {
			v.AppendNull()
			continue
		}
		v.Append(l.at(r))
	}
}

// at is the life of a row: one that deletes all is of the one that it begins.
func (l *lives) at(r rowset.Row) int64 {
	n, _ := slices.BinarySearch(l.starts, r+1)
	return l.before + int64(n)
}
