package engine

import (
	"slices"

	"starling/engine/column"
	"starling/engine/plan"
	"starling/engine/rowset"
)

// lineageOp keeps the rows of its parent for which filters hold, and all that these are below. It
// keeps the parent's row numbers. Rows that go in a circle, which no tree shows, may be kept by each other.
type lineageOp struct {
	ancestry
	in, out *Table
	tests   []test
	deps    ColSet // of the tests
	keys    ColSet // ids and parent keys
	fickle  bool
	state   *column.Store[int8] // of rows; nobody asks how it was before
	heirs   []int32             // by group of the parent keys: how many of its rows are kept
	touched []rowset.Row        // rows whose state may be another
	raised  []rowset.Row        // those of them that are to be kept
}

// The states of a row, bits.
const (
	holds  = 1 // the filters hold for the row itself
	isKept = 2 // it is kept, and counts as an heir
)

var _ = builds(buildLineage)

func buildLineage(b *building, p plan.Lineage) (*Table, error) {
	t := b.in[0]
	p.Filters = slices.Clone(p.Filters)
	o := &lineageOp{in: t, state: column.NewStoreOf[int8](column.Of(column.Byte))}
	o.state.ForgetPrev()
	ids, parents, err := (&treeOp{in: t}).resolve(plan.Tree{IDs: []string{p.ID}, Parents: []string{p.Parent}})
	if err != nil {
		return nil, err
	}
	o.keys = Cols(ids[0], parents[0])
	if o.tests, err = tests(b, p.Filters); err != nil {
		return nil, err
	}
	for _, f := range o.tests {
		o.deps = o.deps.Union(f.reads())
		o.fickle = o.fickle || !f.steady()
	}
	b.op = p
	if o.out, err = b.table(t.Schema, t.Cols); err != nil {
		return nil, err
	}
	if o.ancestry, err = newAncestry(t, ids, parents); err != nil {
		return nil, err
	}
	out, err := b.add(o, o.out)
	if err != nil {
		o.unused(b.graph())
	}
	return out, err
}

func (o *lineageOp) Name() string { return "lineage" }

func (o *lineageOp) Apply(in []*Update, out *Update) error {
	u := in[0]
	o.in.room("the lineage", u.Added.Len(), 1)
	o.begin()
	o.heirs = append(o.heirs, make([]int32, max(0, o.lix.Len()-len(o.heirs)))...)
	o.touched, o.raised = o.touched[:0], o.raised[:0]
	if err := o.stir(u); err != nil {
		return err
	}
	o.lower()
	o.raise()
	var keep, drop []rowset.Row
	for _, r := range o.touched {
		if o.state.At(r, column.Cur)&isKept != 0 {
			keep = append(keep, r)
		} else {
			drop = append(drop, r)
		}
	}
	kept := rowset.Of(keep...)
	out.Removed = rowset.Intersect(rowset.Union(u.Removed, rowset.Of(drop...)), o.out.prev)
	out.Added = rowset.Union(rowset.Minus(kept, o.out.prev), rowset.Intersect(kept, u.Removed))
	out.follow(rowset.Minus(rowset.Intersect(u.Modified, o.out.prev), out.Removed), u)
	return nil
}

// stir takes in what u changes of rows and of what they are below, and touches those to look at.
func (o *lineageOp) stir(u *Update) error {
	differing := u.differing()
	var moved rowset.Set
	if differing.Overlaps(o.keys) {
		moved = o.regrouped(u.Modified)
	}
	for r := range rowset.Union(u.Removed, moved).All() {
		if s := o.state.At(r, column.Cur); s&isKept != 0 {
			o.state.Set(r, s&^isKept)
			o.inherit(o.under(r, column.Prev), -1)
		}
		if g := o.below(r, column.Prev); g >= 0 {
			o.touch(o.above(g)) // another row may have the id
		}
	}
	for r := range u.Added.All() {
		o.state.Set(r, 0)
	}
	fresh := u.Added
	if o.fickle && !u.Cols.Empty() || differing.Overlaps(o.deps) {
		fresh = rowset.Union(fresh, u.Modified)
	}
	pass, err := passAll(o.tests, fresh, column.Cur)
	if err != nil {
		return err
	}
	for r := range fresh.All() {
		s := o.state.At(r, column.Cur) &^ holds
		if pass.Contains(r) {
			s |= holds
		}
		o.state.Set(r, s)
		o.touch(r)
	}
	for r := range moved.All() {
		o.touch(r)
	}
	return nil
}

func (o *lineageOp) touch(r rowset.Row) {
	if r != rowset.None {
		o.touched = append(o.touched, r)
	}
}

// inherit counts a row of group g of the parent keys that is kept, or not any more, and touches the
// row above where that is the first or was the last.
func (o *lineageOp) inherit(g, n int32) {
	if o.heirs[g] += n; o.heirs[g] == 0 || n > 0 && o.heirs[g] == n {
		o.touch(o.above(g))
	}
}

// due reports whether r is to be kept.
func (o *lineageOp) due(r rowset.Row) bool {
	if o.state.At(r, column.Cur)&holds != 0 {
		return true
	}
	g := o.below(r, column.Cur)
	return g >= 0 && o.heirs[g] > 0
}

// lower drops rows, and then those that only they had kept. Before any is raised: otherwise
// rows in a circle could keep each other busy for ever.
func (o *lineageOp) lower() {
	for i := 0; i < len(o.touched); i++ {
		r := o.touched[i]
		s := o.state.At(r, column.Cur)
		switch due := o.due(r); {
		case due && s&isKept == 0:
			o.raised = append(o.raised, r)
		case !due && s&isKept != 0:
			o.state.Set(r, s&^isKept)
			o.inherit(o.under(r, column.Cur), -1)
		}
	}
}

// raise keeps rows, and then what these are below.
func (o *lineageOp) raise() {
	for len(o.raised) > 0 {
		r := o.raised[len(o.raised)-1]
		o.raised = o.raised[:len(o.raised)-1]
		s := o.state.At(r, column.Cur)
		if s&isKept != 0 || !o.due(r) {
			continue
		}
		o.state.Set(r, s|isKept)
		n := len(o.touched)
		o.inherit(o.under(r, column.Cur), 1)
		o.raised = append(o.raised, o.touched[n:]...)
	}
}

func (o *lineageOp) reclaim(x *Index, gone []int32) {
	o.ancestry.reclaim(x, gone)
	if x == o.lix {
		for _, g := range gone {
			if int(g) < len(o.heirs) {
				o.heirs[g] = 0
			}
		}
	}
}

// Bytes is about what it holds.
func (o *lineageOp) Bytes() int { return o.state.Bytes() + 4*cap(o.heirs) }

func (o *lineageOp) Commit() {
	if o.in.Attrs.Ascending && !o.in.Rows.Empty() {
		o.state.Trim(o.in.Rows.First())
	}
	o.state.Commit()
	o.touched, o.raised = shed(o.touched), shed(o.raised)
}
