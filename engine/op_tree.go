package engine

import (
	"fmt"
	"slices"

	"starling/engine/column"
	"starling/engine/plan"
	"starling/engine/rowset"
)

// treeOp shows the rows of its parent to which a way leads from a root: from a row whose parent
// key is null, by rows that have as id what the next one has as parent key, through nodes that are
// open. Each comes behind the row that it is below, and those below one row are in table order.
// It keeps the parent's row numbers.
type treeOp struct {
	ancestry
	in, out *Table
	keys    ColSet // both, and the action
	open    int    // nodes of at most this depth are open if nothing is said of them
	action  int    // the column that says something of nodes, -1 without
	order   *labels
	nodes   // of the rows that are shown
	depth   *column.Store[int32]
	opened  *column.Store[int8]

	turn      int32 // tells batches apart
	seen      *column.Store[int32]
	touched   []rowset.Row // what may be shown otherwise than before, and what is at another place
	parents   []rowset.Row // what may have its first or no child now
	came      []rowset.Row
	path, buf []rowset.Row
	said      column.Vector
}

// nodes is where the rows that are shown are in the tree. Nobody asks how it was before.
type nodes struct {
	up    *column.Store[int64] // the row that each is below, None for a root
	state *column.Store[int8]
}

// The states of a node, bits.
const (
	isOpen  = 1
	allOpen = 2 // so is all below it of which nothing else is said
)

// treeBytes is what a row takes in a tree, but for its place in the lists of others.
const treeBytes = 2*rowBytes + 3*4

var _ = builds(buildTree)

func buildTree(b *building, p plan.Tree) (*Table, error) {
	t := b.in[0]
	o := &treeOp{
		in: t, open: p.Open, action: -1, order: newLabels(t),
		nodes: nodes{up: column.NewStoreOf[int64](column.Of(column.Long)), state: column.NewStoreOf[int8](column.Of(column.Byte))},
		depth: column.NewStoreOf[int32](column.Of(column.Int)), opened: column.NewStoreOf[int8](column.Of(column.Bool)),
		seen: column.NewStoreOf[int32](column.Of(column.Int)),
	}
	o.up.ForgetPrev()
	o.state.ForgetPrev()
	o.seen.ForgetPrev()
	ids, parents, err := o.resolve(p)
	if err != nil {
		return nil, err
	}
	schema := append(slices.Clone(t.Schema), column.Field{Name: plan.TreeDepth, Type: column.Of(column.Int)}, column.Field{Name: plan.TreeExpanded, Type: column.Of(column.Bool)})
	if o.out, err = b.table(schema, append(slices.Clone(t.Cols), o.depth, o.opened)); err != nil {
		return nil, err
	}
	o.out.Order = o.order
	if o.ancestry, err = newAncestry(t, ids, parents); err != nil {
		return nil, err
	}
	out, err := b.add(o, o.out)
	if err != nil {
		o.unused(b.graph())
	}
	return out, err
}

// resolve finds the columns that p names.
func (o *treeOp) resolve(p plan.Tree) (ids, parents []int, err error) {
	if o.in.Attrs.Blink {
		return nil, nil, refused("tree")
	}
	if ids, err = o.in.positions(p.IDs); err != nil {
		return nil, nil, fmt.Errorf("tree identifier column: %w", err)
	}
	if parents, err = o.in.positions(p.Parents); err != nil {
		return nil, nil, fmt.Errorf("tree parent column: %w", err)
	}
	for i := range ids {
		id, parent := o.in.Schema[ids[i]], o.in.Schema[parents[i]]
		if id.Type != parent.Type {
			return nil, nil, fmt.Errorf("tree parent and identifier columns must have the same data type, but parent %s is %s and identifier %s is %s", parent.Name, parent.Type, id.Name, id.Type)
		}
	}
	o.keys = Cols(append(slices.Clone(ids), parents...)...)
	if p.Action != "" {
		at, err := o.in.positions([]string{p.Action})
		if err != nil {
			return nil, nil, err
		}
		o.action, o.said = at[0], column.NewVector(column.Of(column.Byte))
		o.keys = o.keys.Union(Cols(at...))
	}
	return ids, parents, nil
}

func (o *treeOp) Name() string { return "tree" }

func (o *treeOp) Apply(in []*Update, out *Update) error {
	u := in[0]
	o.in.room("the tree", u.Added.Len(), treeBytes)
	o.begin()
	o.turn++
	o.touched, o.parents, o.came = o.touched[:0], o.parents[:0], o.came[:0]
	if err := o.stir(u); err != nil {
		return err
	}
	o.place()
	out.Removed = rowset.Intersect(rowset.Union(u.Removed, rowset.Of(o.touched...)), o.out.prev)
	out.Added = rowset.Of(o.came...)
	out.follow(rowset.Minus(rowset.Intersect(u.Modified, o.out.prev), out.Removed), u)
	out.modify(o.unfolded(), Cols(len(o.in.Cols)+1))
	if !out.Removed.Empty() {
		o.order.remove(out.Removed)
	}
	if len(o.came) > 0 {
		o.order.insert(o.inOrder(out.Removed), o.before)
	}
	return nil
}

func (o *treeOp) owned() []column.Writable { return []column.Writable{o.depth, o.opened} }

// Bytes is about what it holds beside its columns.
func (o *treeOp) Bytes() int { return o.up.Bytes() + o.state.Bytes() + o.seen.Bytes() }

func (o *treeOp) Commit() {
	low := rowset.Row(0)
	if o.in.Attrs.Ascending && !o.in.Rows.Empty() {
		low = o.in.Rows.First()
	}
	o.up.Trim(low)
	o.up.Commit()
	for _, s := range []*column.Store[int8]{o.state, o.opened} {
		s.Trim(low)
		s.Commit()
	}
	for _, s := range []*column.Store[int32]{o.seen, o.depth} {
		s.Trim(low)
		s.Commit()
	}
	o.order.commit(low)
	o.touched, o.parents, o.came, o.path, o.buf = shed(o.touched), shed(o.parents), shed(o.came), shed(o.path), shed(o.buf)
}
