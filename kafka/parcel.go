package kafka

import (
	"fmt"
	"slices"
	"sync"

	"starling/engine"
	"starling/engine/column"
	"starling/engine/rowset"
)

// parcelRows is how many rows are taken from a table at a time.
const parcelRows = 4096

// parcel is rows on their way to becoming records: the values that they need, copied
// within the cycle so that the encoding can be done after it. Text is not copied: it stays
// valid, and keeps its page of the table in memory until the parcel is spent.
type parcel struct {
	debt      *debt
	rows      []rowset.Row
	in        rowset.Set // the table's rows, for messages
	tombstone bool
	key       []column.Vector
	value     []column.Vector // empty for tombstones
	route     []column.Vector
	bytes     int
}

// parcels lends parcels of one producer. They are filled within cycles and spent by its
// sending goroutine.
type parcels struct {
	enc  *rowEncoder
	pool sync.Pool
}

// take appends parcels with the values of rows, which are in table order.
func (s *parcels) take(dst []*parcel, t *engine.Table, rows []rowset.Row, when column.When, tombstone bool) []*parcel {
	for part := range slices.Chunk(rows, parcelRows) {
		p, _ := s.pool.Get().(*parcel)
		if p == nil {
			p = &parcel{key: vectorsOf(t, s.enc.key.Columns()), value: vectorsOf(t, s.enc.value.Columns()), route: vectorsOf(t, s.enc.route)}
		}
		p.rows, p.in, p.tombstone = append(p.rows[:0], part...), t.Rows, tombstone
		if when == column.Prev {
			p.in = rowset.Set{} // positions of rows that went say nothing
		}
		p.bytes = gather(t, s.enc.key.Columns(), p.key, part, when) + gather(t, s.enc.route, p.route, part, when)
		if !tombstone {
			p.bytes += gather(t, s.enc.value.Columns(), p.value, part, when)
		}
		dst = append(dst, p)
	}
	return dst
}

// spent takes a parcel back.
func (s *parcels) spent(p *parcel) {
	for _, vecs := range [][]column.Vector{p.key, p.value, p.route} {
		for _, v := range vecs {
			letGo(v)
		}
	}
	p.debt, p.in = nil, rowset.Set{}
	s.pool.Put(p)
}

// letGo empties a vector, so that it keeps no text and no object alive.
func letGo(v column.Vector) {
	switch v := v.(type) {
	case *column.Vec[string]:
		clear(v.V)
	case *column.Vec[any]:
		clear(v.V)
	case *column.Lists:
		v.Free()
	}
	v.Reset()
}

// place says which row of the table the i-th one is.
func (p *parcel) place(i int) string {
	if p.in.Contains(p.rows[i]) {
		return fmt.Sprintf("row %d", p.in.Rank(p.rows[i]))
	}
	return "a row that went"
}

func vectorsOf(t *engine.Table, cols []int) []column.Vector {
	vecs := make([]column.Vector, len(cols))
	for i, c := range cols {
		vecs[i] = column.NewVector(t.Schema[c].Type)
	}
	return vecs
}

// gather fills one vector per column from rows, in their order, and says about how many
// bytes the values are.
func gather(t *engine.Table, cols []int, vecs []column.Vector, rows []rowset.Row, when column.When) (bytes int) {
	for i, c := range cols {
		vecs[i].Reset()
		t.Cols[c].Gather(vecs[i], rows, when)
		bytes += 8 * len(rows)
		switch v := vecs[i].(type) {
		case *column.Vec[string]:
			for _, x := range v.V {
				bytes += len(x)
			}
		case *column.Lists:
			for k := range rows {
				lo, hi, _ := v.At(k)
				bytes += 8 * (hi - lo)
			}
		}
	}
	return bytes
}
