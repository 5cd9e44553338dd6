package engine

import (
	"slices"

	"starling/engine/column"
	"starling/engine/rowset"
)

// partitionsOp is the node of a Partitioned to which constituents are added. Its rows are those that
// are to be seen.
type partitionsOp struct {
	out    *Table
	tables []*Table        // by row
	places map[string]int  // by the text of keys: the row
	hidden map[int]bool    // constituents that are not to be seen
	turned map[int]bool    // those of which that changed
	stored int             // constituents that have keys in stores
	keys   []column.Vector // of the others
	stores []column.Writable
}

func (o *partitionsOp) Name() string { return "partitioned table" }

func (o *partitionsOp) has(name string) bool {
	_, ok := o.places[name]
	return ok
}

// now is the constituents that are to be seen.
func (o *partitionsOp) now() []*Table {
	var out []*Table
	for i, t := range o.tables {
		if !o.hidden[i] {
			out = append(out, t)
		}
	}
	return out
}

// put queues a constituent, with the i-th of keys.
func (o *partitionsOp) put(keys []column.Vector, i int, t *Table) {
	for c, v := range o.keys {
		v.AppendFrom(keys[c], i)
	}
	o.tables = append(o.tables, t)
}

// show says whether the n-th constituent is to be seen.
func (o *partitionsOp) show(n int, shown bool) {
	if o.hidden[n] == shown {
		o.turned[n] = true
	}
	if shown {
		delete(o.hidden, n)
	} else {
		o.hidden[n] = true
	}
}

// settle has the next cycle take in what was queued, or if nobody could miss it, the table at once. The
// graph's lock is held.
func (o *partitionsOp) settle() error {
	n := o.out.node
	if len(n.listeners) > 0 || slices.ContainsFunc(n.graph.nodes, func(m *node) bool { return slices.Contains(m.after, n) }) {
		return nil
	}
	if err := n.apply(nil); err != nil {
		return err
	}
	return n.commit()
}

func (o *partitionsOp) stirred() bool { return o.stored < len(o.tables) || len(o.turned) > 0 }

func (o *partitionsOp) Apply(_ []*Update, out *Update) error {
	lo := rowset.Row(o.stored)
	held := column.NewVec[any](column.Object)
	for i, v := range o.keys {
		o.stores[i].Append(lo, v)
		v.Reset()
	}
	for _, t := range o.tables[o.stored:] {
		held.Append(t)
	}
	o.stores[len(o.keys)].Append(lo, held)
	for ; o.stored < len(o.tables); o.stored++ {
		o.turned[o.stored] = true
	}
	var added, removed []rowset.Row
	for n := range o.turned {
		r := rowset.Row(n)
		switch was := o.out.prev.Contains(r); {
		case was && o.hidden[n]:
			removed = append(removed, r)
		case !was && !o.hidden[n]:
			added = append(added, r)
		}
	}
	clear(o.turned)
	out.Added, out.Removed = setOf(added), setOf(removed)
	return nil
}

func (o *partitionsOp) Commit() {
	for _, s := range o.stores {
		s.Commit()
	}
}

func (o *partitionsOp) owned() []column.Writable { return o.stores }
