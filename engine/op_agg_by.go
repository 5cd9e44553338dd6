package engine

import (
	"fmt"
	"slices"

	"starling/engine/agg"
	"starling/engine/column"
	"starling/engine/rowset"
	"starling/internal/invariants"
)

// aggOp groups its parent by an index and keeps one result row per group: row g for
// group g, as long as the group has rows.
type aggOp struct {
	name   string
	env    Env
	in     *Table
	out    *Table
	ix     *Index
	rows   *Arrangement   // nil if nothing needs the rows of a group
	sorted []*Arrangement // the rows of groups in other orders
	by     []int          // the key columns of in
	keys   ColSet         // the same
	accs   []*accumulator
	seqs   []*sequenced
	picks  []*pick
	passes []*passing
	split  *split  // nil without a partition
	counts []int64 // rows by group, where groups can lose them
	empty  bool    // groups without rows have a result too
	known  int     // and this many have one
	fresh  []int32 // those that are new to it
	lasts  bool    // groups lose no rows: none go, or it is history that counts
	blink  bool    // rows that leave a blink table stay counted
	ids    *column.Vec[int32]
	swept  []rowset.Row
	hit    rowset.Marks // groups whose result may have changed
	exist  rowset.Marks // groups whose count crossed zero, or all with rows where groups lose none
	cols   ColSet
}

// accumulator is an aggregation and the columns of the parent it reads.
type accumulator struct {
	agg  agg.Agg
	cols []column.Column
	vecs []column.Vector
	deps ColSet
	out  int // position of the result
}

func (o *aggOp) Name() string { return o.name }

func (o *aggOp) Apply(in []*Update, out *Update) error {
	u := in[0]
	o.begin(u)
	for _, p := range o.passes {
		if err := p.follow(u); err != nil {
			return err
		}
	}
	if !o.blink {
		o.sweep(u.Removed, column.Prev, -1, nil)
	}
	differing := u.differing()
	moved := differing.Overlaps(o.keys) // rows may have changed their group
	if !u.Modified.Empty() {
		if moved {
			o.sweep(u.Modified, column.Prev, -1, nil)
			o.sweep(u.Modified, column.Cur, +1, nil)
		} else {
			o.sweep(u.Modified, column.Prev, -1, &differing)
			o.sweep(u.Modified, column.Cur, +1, &differing)
		}
	}
	o.sweep(u.Added, column.Cur, +1, nil)
	o.settle(u, out)
	return nil
}

func (o *aggOp) begin(u *Update) {
	n := o.ix.Len()
	if !o.lasts && !o.empty {
		o.counts = append(o.counts, make([]int64, n-len(o.counts))...)
	}
	o.hit.Reset(n)
	o.exist.Reset(n)
	o.cols = ColSet{}
	for _, a := range o.accs {
		a.agg.Grow(n)
	}
	for _, s := range o.seqs {
		s.begin(n, u)
	}
	for _, p := range o.picks {
		p.begin(n, u)
	}
	if o.empty {
		o.appear(n)
	}
}

// appear gives those of groups 0 to n-1 a result that have none.
func (o *aggOp) appear(n int) {
	o.fresh = o.fresh[:0]
	for ; o.known < n; o.known++ {
		o.fresh = append(o.fresh, int32(o.known))
	}
	o.exist.AddAll(o.fresh)
	for _, a := range o.accs {
		if t, ok := a.agg.(agg.Toucher); ok {
			t.Touch(o.fresh)
		}
	}
	for _, s := range o.seqs {
		if t, ok := s.seq.(agg.Toucher); ok {
			t.Touch(o.fresh)
		}
	}
}

// sweep takes rows in (sign +1) or out (-1), a page at a time. With only, the rows stay
// in their groups: just the aggregations that read one of these columns see them.
func (o *aggOp) sweep(rows rowset.Set, when column.When, sign int64, only *ColSet) {
	if only != nil && !slices.ContainsFunc(o.accs, func(a *accumulator) bool { return a.deps.Overlaps(*only) }) {
		return
	}
	for some := range bunches(rows) {
		o.in.heed()
		some.read(o.ix.groups, o.ids, when)
		groups := o.ids.V
		for _, a := range o.accs {
			if only != nil && !a.deps.Overlaps(*only) {
				continue
			}
			for i, c := range a.cols {
				some.read(c, a.vecs[i], when)
			}
			if sign > 0 {
				a.agg.Add(groups, a.vecs)
			} else {
				a.agg.Remove(groups, a.vecs)
			}
			o.cols = o.cols.Union(Cols(a.out))
			o.hit.AddAll(groups)
		}
		if only != nil {
			continue
		}
		o.count(groups, sign)
		if o.in.Order == nil && o.lasts && len(o.picks) > 0 {
			o.swept = some.appendRows(o.swept[:0])
			o.picked(groups)
		}
	}
	if o.in.Order != nil && o.lasts && only == nil && len(o.picks) > 0 {
		o.swept = o.in.Ordered(o.swept[:0], rows, when)
		o.ids.Reset()
		o.ix.groups.Gather(o.ids, o.swept, when)
		o.picked(o.ids.V)
	}
}

// count notes that each of groups has a row more or less.
func (o *aggOp) count(groups []int32, sign int64) {
	switch {
	case o.empty:
		return
	case o.lasts:
		o.exist.AddAll(groups)
		return
	}
	for _, g := range groups {
		if o.counts[g] == 0 || o.counts[g]+sign == 0 {
			o.exist.Add(g)
		}
		o.counts[g] += sign
	}
}

// settle makes the result's update of what the sweeps touched.
func (o *aggOp) settle(u *Update, out *Update) {
	for _, a := range o.accs {
		o.in.heed()
		a.agg.Flush()
	}
	for _, s := range o.seqs {
		if changed := s.settle(); !changed.Empty() {
			o.hit.Or(changed)
			o.cols = o.cols.Union(Cols(s.out))
		}
	}
	var same ColSet
	for _, p := range o.picks {
		if moved := p.settle(); !moved.Empty() {
			o.hit.Or(moved)
			o.cols = o.cols.Union(p.shown.all())
			same = same.Union(p.same())
		}
	}
	there, gone := o.crossed()
	out.Added = rowset.Minus(there, o.out.prev)
	out.Removed = rowset.Intersect(gone, o.out.prev)
	touched := rowset.Minus(rowset.Intersect(o.hit.Set(), o.out.prev), out.Removed)
	if out.modify(touched, o.cols); !out.Modified.Empty() {
		out.Same = same
	}
	back := rowset.Intersect(u.Added, u.Removed)
	for _, p := range o.picks {
		o.passOn(p, u.Modified, p.shown.mapped(u.Cols), out)
		o.passOn(p, back, p.shown.all(), out)
	}
}

// crossed is those of the groups in exist that have rows now, and those that have none.
func (o *aggOp) crossed() (there, gone rowset.Set) {
	if o.lasts || o.empty {
		return o.exist.Set(), rowset.Set{}
	}
	var in, off rowset.Builder
	for p := range o.exist.Pages() {
		for i := range p.Len() {
			if g := p.Row(i); o.counts[g] > 0 {
				in.Add(g)
			} else {
				off.Add(g)
			}
		}
	}
	return in.Set(), off.Set()
}

func (o *aggOp) indexes() []*Index { return []*Index{o.ix} }

// needsAll: over a blink table a result lasts when its rows have left.
func (o *aggOp) needsAll() bool { return o.blink || o.empty }

// reclaim has nothing to do: with its last value a group's state is what it was at first.
func (o *aggOp) reclaim(_ *Index, gone []int32) {
	for _, g := range gone {
		if invariants.Enabled && !o.lasts && !o.empty && o.counts[g] != 0 {
			panic(fmt.Sprintf("engine: %s needs group %d, which is gone", o.name, g))
		}
	}
}

func (o *aggOp) Commit() {
	for _, p := range o.passes {
		if o.in.Attrs.Ascending && !o.in.Rows.Empty() {
			p.col.Trim(o.in.Rows.First())
		}
		p.col.Commit()
	}
	for _, a := range o.accs {
		a.agg.Commit()
	}
	for _, s := range o.seqs {
		s.seq.Commit()
	}
	for _, p := range o.picks {
		p.commit()
	}
}

func (o *aggOp) owned() (own []column.Writable) {
	for _, p := range o.passes {
		own = append(own, p.col)
	}
	for _, a := range o.accs {
		own = append(own, a.agg.Result())
	}
	for _, s := range o.seqs {
		own = append(own, s.seq.Result())
	}
	for _, p := range o.picks {
		own = append(own, p.owned()...)
	}
	return own
}
