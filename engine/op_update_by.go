package engine

import (
	"errors"
	"fmt"
	"slices"

	"starling/engine/column"
	"starling/engine/plan"
	"starling/engine/rowset"
	"starling/engine/window"
)

// updateByOp shows, beside the columns of its parent, for each row something of the rows around it
// in its group. It keeps the parent's rows. What a cycle changed in a group is looked up once;
// then each operation takes anew the rows that this reaches, and no others.
type updateByOp struct {
	in, out *Table
	rows    *Arrangement
	stirred *stirred
	passes  []*passing
	lanes   []*lane
	carries []*carrying
	deps    ColSet // columns of the parent of which results are made
	shown   shown  // columns of the parent in the result
	changed []rowset.Row
	making  int // the column of the result that is being computed
}

var _ = builds(buildUpdateBy)

func buildUpdateBy(b *building, u plan.UpdateBy) (*Table, error) {
	t, g := b.in[0], b.graph()
	if len(u.Ops) == 0 {
		return nil, errors.New("at least one operation must be given")
	}
	for _, p := range u.By {
		if p.New != p.Old {
			return nil, fmt.Errorf("by takes names of columns, got \"%s = %s\"", p.New, p.Old)
		}
	}
	keys, err := t.keys(u.By)
	if err != nil {
		return nil, err
	}
	m := &moving{o: &updateByOp{in: t}, env: b.env, named: map[string]bool{}}
	m.made.add(t.Schema, t.Cols, ownDeps(t))
	u.Ops = slices.Clone(u.Ops)
	for i := range u.Ops {
		if err := m.use(&u.Ops[i], u.By); err != nil {
			return nil, err
		}
	}
	b.op = u
	op := m.o
	if op.rows, err = g.arrangement(t, keys, nil, true); err != nil {
		return nil, err
	}
	op.stirred = newStirred(t, op.rows, Cols(keys...))
	if op.out, err = b.table(m.made.schema, m.made.cols); err != nil {
		g.orphan(op.rows.node)
		return nil, err
	}
	op.place(m.made.cols)
	return b.add(op, op.out)
}

// place notes where the columns stand in the result.
func (o *updateByOp) place(cols []column.Column) {
	at := func(c column.Column) int { return slices.Index(cols, c) }
	for _, l := range o.lanes {
		for _, r := range l.ops {
			r.to = at(r.store)
		}
	}
	for _, c := range o.carries {
		c.to = at(c.stores[0])
	}
	for i, c := range o.in.Cols {
		if cols[i] == c {
			o.shown.add(i, i)
		}
	}
}

func (o *updateByOp) Name() string { return "update_by" }

func (o *updateByOp) Apply(in []*Update, out *Update) error {
	u := in[0]
	out.Added, out.Removed = u.Added, u.Removed
	out.Modified, out.Cols, out.Same = u.Modified, o.shown.mapped(u.Cols), o.shown.mapped(u.Same)
	if out.Cols.Empty() {
		out.Modified = rowset.Set{}
	}
	for _, p := range o.passes {
		if err := p.follow(u); err != nil {
			return err
		}
	}
	o.in.room("the results", u.Added.Len(), rowBytes)
	o.stirred.find(u, o.deps)
	o.changed = o.changed[:0]
	var cols []int
	values := u.differing()
	if err := window.Try(func() {
		for _, l := range o.lanes {
			cols = append(cols, l.run(values)...)
		}
		for _, c := range o.carries {
			if c.run(values) {
				cols = append(cols, c.to)
			}
		}
	}); err != nil {
		return fmt.Errorf("column %q: %w", o.out.Schema[o.making].Name, err)
	}
	slices.Sort(o.changed)
	out.modify(rowset.Of(slices.Compact(o.changed)...), Cols(cols...))
	return nil
}

// wrote notes rows whose results were written.
func (o *updateByOp) wrote(rows []rowset.Row) {
	if !o.out.prev.Empty() {
		o.changed = append(o.changed, rows...)
	}
}

func (o *updateByOp) indexes() []*Index            { return []*Index{o.rows.x} }
func (o *updateByOp) arrangements() []*Arrangement { return []*Arrangement{o.rows} }

// needsAll: a group without rows has no results.
func (o *updateByOp) needsAll() bool { return false }

func (o *updateByOp) reclaim(*Index, []int32) {}

func (o *updateByOp) Commit() {
	for _, s := range o.owned() {
		if o.in.Attrs.Ascending && !o.in.Rows.Empty() {
			s.Trim(o.in.Rows.First())
		}
		s.Commit()
	}
	o.changed = shed(o.changed)
}

func (o *updateByOp) owned() (own []column.Writable) {
	for _, p := range o.passes {
		own = append(own, p.col)
	}
	for _, l := range o.lanes {
		for _, r := range l.ops {
			own = append(own, r.store)
		}
	}
	for _, c := range o.carries {
		own = append(own, c.stores...)
	}
	return own
}

// Bytes is about the memory held besides the columns, in bytes.
func (o *updateByOp) Bytes() int { return o.stirred.bytes() + 8*cap(o.changed) }
