package engine

import (
	"starling/engine/column"
	"starling/engine/rowset"
)

// places is the order of the rows that a table with labels has in the running cycle. It is
// made when a formula first asks for a position, and kept for all pages and formulas until
// those that asked commit.
type places struct {
	rows []rowset.Row // by position
	at   []int64      // positions by rank of the row, nil until somebody asks
}

// inPlace is the rows of t, which has labels, by position.
func (t *Table) inPlace() *places {
	if t.places == nil {
		t.places = &places{rows: t.Ordered(nil, t.Rows, column.Cur)}
	}
	return t.places
}

// leavePlaces drops what n asked for of its parents.
func (n *node) leavePlaces() {
	for _, t := range n.in {
		t.places = nil
	}
}

// positionsOf appends the positions of the page's rows in the table's order.
func (t *Table) positionsOf(dst []int64, p rowset.Page) []int64 {
	rows := t.Rows
	if t.Order == nil && rows.IsRun() && p.Off == nil {
		for i := range p.Len() {
			dst = append(dst, p.Row(i)-rows.First())
		}
		return dst
	}
	if t.Order == nil {
		for i := range p.Len() {
			dst = append(dst, int64(rows.Rank(p.Row(i))))
		}
		return dst
	}
	in := t.inPlace()
	if in.at == nil {
		in.at = make([]int64, len(in.rows))
		for i, r := range in.rows {
			in.at[rows.Rank(r)] = int64(i)
		}
	}
	for i := range p.Len() {
		dst = append(dst, in.at[rows.Rank(p.Row(i))])
	}
	return dst
}

// wholeColumn is Name_ in a formula: the column by position.
type wholeColumn struct {
	t   *Table
	col column.Column
}

func (w *wholeColumn) Type() column.Type { return w.col.Type() }

func (w *wholeColumn) Len() int64 { return int64(w.t.Rows.Len()) }

func (w *wholeColumn) Gather(dst column.Vector, positions []int64) {
	n := w.Len()
	rows := make([]rowset.Row, len(positions))
	for i, p := range positions {
		switch {
		case p < 0 || p >= n:
			rows[i] = rowset.None
		case w.t.Order != nil:
			rows[i] = w.t.inPlace().rows[p]
		default:
			rows[i] = w.t.Rows.At(int(p))
		}
	}
	w.col.Gather(dst, rows, column.Cur)
}
