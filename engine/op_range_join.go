package engine

import (
	"errors"
	"fmt"

	"starling/engine/column"
	"starling/engine/plan"
	"starling/engine/rowset"
)

// rangeJoinOp shows, beside the columns of the left table, the values of the right rows with the same
// keys that are within a range of the row, as lists. Neither table changes.
type rangeJoinOp struct {
	over        plan.Range
	left, right *Table
	out         *Table
	pairing
	rows     *Arrangement                                                         // of right, in table order
	from, to nearness                                                             // the start and the end of a range beside the right column
	order    func(a rowset.Row, aw column.When, b rowset.Row, bw column.When) int // start and end
	lists    []*ranged
	spans    []span        // by group of right: where the values are that a range can hold
	ends     [2]ends       // of the left rows being looked at
	values   column.Vector // of the right column
	ids      *column.Vec[int32]
	picked   []rowset.Row
}

// span is positions [lo, hi): nulls and NaN are outside.
type span struct{ lo, hi int }

// ends is the starts or the ends of ranges.
type ends struct {
	at     int // of left
	values column.Vector
}

// ranged is a column of lists that a range join makes.
type ranged struct {
	of    int // of right
	store column.Writable
	built *column.Lists // of one page
}

var _ = builds(buildRangeJoin)

func buildRangeJoin(b *building, j plan.RangeJoin) (*Table, error) {
	t, right, g := b.in[0], b.in[1], b.graph()
	if t.Attrs.Refreshing || right.Attrs.Refreshing {
		return nil, errors.New("takes static tables only: join snapshots, or use aj for live tables")
	}
	if j.Over.Start == j.Over.End {
		return nil, fmt.Errorf("on: %q: the range begins and ends with the same column", j.Over)
	}
	keys, err := matched(t, right, append(append([]Pair(nil), j.On...), Pair{New: j.Over.Start, Old: j.Over.Column}, Pair{New: j.Over.End, Old: j.Over.Column}))
	if err != nil {
		return nil, err
	}
	n := len(j.On)
	o := &rangeJoinOp{over: j.Over, left: t, right: right, ids: column.NewVec[int32](column.Int)}
	if o.from, err = newNearness(t, keys.left[n], right, keys.right[n]); err != nil {
		return nil, err
	}
	if o.to, err = newNearness(t, keys.left[n+1], right, keys.right[n]); err != nil {
		return nil, err
	}
	o.order = across(o.from.left, o.to.left)
	for i := range o.ends {
		o.ends[i] = ends{keys.left[n+i], column.NewVector(t.Schema[keys.left[n+i]].Type)}
	}
	o.values = column.NewVector(right.Schema[keys.right[n]].Type)
	schema, cols, err := o.columns(j.Aggs)
	if err != nil {
		return nil, err
	}
	if o.out, err = b.table(schema, cols); err != nil {
		return nil, err
	}
	o.out.same = t
	if o.lix, err = g.index(t, keys.left[:n]); err != nil {
		return nil, err
	}
	if o.rows, err = g.arrangement(right, keys.right[:n], nil, false); err != nil {
		return nil, err
	}
	o.rix = o.rows.x
	return b.add(o, o.out)
}

// columns is the columns of the result: one that is called as one of the left table takes its place.
func (o *rangeJoinOp) columns(aggs []Aggregation) ([]column.Field, []column.Column, error) {
	schema, cols := append([]column.Field(nil), o.left.Schema...), append([]column.Column(nil), o.left.Cols...)
	for _, a := range aggs {
		if a.Name != "group" {
			return nil, nil, fmt.Errorf("aggs: %s: a range join has agg.group only", a.Name)
		}
		for _, p := range a.Pairs {
			at, err := o.right.positions([]string{p.Old})
			if err != nil {
				return nil, nil, fmt.Errorf("right table: %w", err)
			}
			typ := column.GroupOf(o.right.Schema[at[0]].Type)
			r := &ranged{of: at[0], store: column.NewStore(typ), built: column.NewVector(typ).(*column.Lists)}
			o.lists = append(o.lists, r)
			field := column.Field{Name: p.New, Type: typ}
			if old := o.left.Position(p.New); old >= 0 && cols[old] == o.left.Cols[old] {
				schema[old], cols[old] = field, r.store
			} else {
				schema, cols = append(schema, field), append(cols, r.store)
			}
		}
	}
	return schema, cols, nil
}

func (o *rangeJoinOp) Name() string { return "range_join" }

func (o *rangeJoinOp) Apply(in []*Update, out *Update) error {
	o.meet()
	o.from.follow(in[0], in[1])
	o.to.follow(in[0], in[1])
	if err := o.measure(); err != nil {
		return err
	}
	for some := range bunches(in[0].Added) {
		o.left.heed()
		some.read(o.lix.groups, o.ids, column.Cur)
		for _, e := range o.ends {
			some.read(o.left.Cols[e.at], e.values, column.Cur)
		}
		for _, r := range o.lists {
			r.built.Reset()
		}
		for i, g := range o.ids.V {
			o.add(some.row(i), i, o.toRight[g])
		}
		for _, r := range o.lists {
			some.write(r.store, r.built)
		}
	}
	out.Added = in[0].Added
	return nil
}

// measure makes the spans of right groups, whose rows must be in order.
func (o *rangeJoinOp) measure() error {
	at := o.right.Position(o.over.Column)
	for g := range int32(o.rix.Len()) {
		o.right.heed()
		n := o.rows.Len(g, column.Cur)
		o.picked = o.rows.Slice(o.picked[:0], g, 0, n, column.Cur)
		for i := 1; i < n; i++ {
			if o.from.right.compare(o.picked[i-1], o.picked[i], column.Cur) > 0 {
				return fmt.Errorf("column %s of the right table is not in order for %s: sort the table by it", o.over.Column, o.rix.keyText(rowset.Row(g)))
			}
		}
		o.values.Reset()
		o.right.Cols[at].Gather(o.values, o.picked, column.Cur)
		s := span{0, n}
		for s.lo < n && unfit(o.values, s.lo) {
			s.lo++
		}
		for s.hi > s.lo && unfit(o.values, s.hi-1) {
			s.hi--
		}
		o.spans = append(o.spans, s)
	}
	return nil
}

// unfit reports whether the i-th value is null or NaN, which are in no range.
func unfit(v column.Vector, i int) bool { return v.Null(i) || notNumber(v, i) }

func notNumber(v column.Vector, i int) bool {
	switch v := v.(type) {
	case *column.Vec[float32]:
		return v.V[i] != v.V[i]
	case *column.Vec[float64]:
		return v.V[i] != v.V[i]
	}
	return false
}

// add adds the lists of left row l, the i-th that is looked at, which matches group g of right rows.
func (o *rangeJoinOp) add(l rowset.Row, i int, g int32) {
	lo, hi, proper := 0, 0, o.proper(l, i)
	if proper && g >= 0 {
		lo, hi = o.reach(l, i, g)
	}
	for _, r := range o.lists {
		if !proper {
			r.built.AppendNull()
			continue
		}
		elems := r.built.Open()
		if lo < hi {
			o.picked = o.rows.Slice(o.picked[:0], g, lo, hi, column.Cur)
			o.left.room("the lists", elems.Len()+len(o.picked), rowBytes)
			o.right.Cols[r.of].Gather(elems, o.picked, column.Cur)
		}
		r.built.Close()
	}
}

// proper reports whether left row l, the i-th that is looked at, has a range: one that starts after
// its end, or with NaN, is none; null is an end that is open.
func (o *rangeJoinOp) proper(l rowset.Row, i int) bool {
	start, end := o.ends[0].values, o.ends[1].values
	if notNumber(start, i) || notNumber(end, i) {
		return false
	}
	if start.Null(i) || end.Null(i) {
		return true
	}
	c := o.order(l, column.Cur, l, column.Cur)
	return c < 0 || c == 0 && !o.over.After && !o.over.Until
}

// reach is the positions, in group g, of the right rows in the range of left row l.
func (o *rangeJoinOp) reach(l rowset.Row, i int, g int32) (lo, hi int) {
	s := o.spans[g]
	if lo = s.lo; !o.ends[0].values.Null(i) {
		lo, _ = o.rows.Search(g, o.from.rightFrom(l, o.over.After), column.Cur)
		lo = max(lo, s.lo)
		if o.over.Preceding && (lo >= s.hi || o.from.compare(l, column.Cur, o.at(g, lo), column.Cur) != 0) {
			lo = max(lo-1, s.lo)
		}
	}
	if hi = s.hi; !o.ends[1].values.Null(i) {
		hi, _ = o.rows.Search(g, o.to.rightFrom(l, !o.over.Until), column.Cur)
		hi = min(max(hi, s.lo), s.hi)
		if o.over.Following && (hi == s.lo || o.to.compare(l, column.Cur, o.at(g, hi-1), column.Cur) != 0) {
			hi = min(hi+1, s.hi)
		}
	}
	return lo, hi
}

// at is the right row at a position of group g.
func (o *rangeJoinOp) at(g int32, i int) rowset.Row {
	o.picked = o.rows.Slice(o.picked[:0], g, i, i+1, column.Cur)
	return o.picked[0]
}

// Commit ends the cycle.
func (o *rangeJoinOp) Commit() {
	for _, s := range o.owned() {
		s.Commit()
	}
	o.from.commit()
	o.to.commit()
}

func (o *rangeJoinOp) arrangements() []*Arrangement { return []*Arrangement{o.rows} }

func (o *rangeJoinOp) needsAll() bool { return false }

func (o *rangeJoinOp) owned() (own []column.Writable) {
	for _, r := range o.lists {
		own = append(own, r.store)
	}
	return own
}
