package engine

import (
	"fmt"
	"slices"

	"starling/engine/column"
	"starling/engine/expr"
	"starling/engine/plan"
	"starling/engine/rowset"
)

// computeOp makes a table of its parent's rows with other columns: the parent's,
// under the same or another name, and formulas over them. It is behind update, view,
// update_view, select, rename_columns and drop_columns.
type computeOp struct {
	name   string
	in     *Table
	out    *Table
	deps   []ColSet // by column of the result: the parent's columns it depends on
	stored []*storedFormula
	fickle bool // a stored formula may give another value for a row that stays the same
}

// storedFormula is a formula whose results are kept.
type storedFormula struct {
	*formula
	to  int // position in the result
	col column.Writable
	buf column.Vector
}

var _ = builds(buildUpdate)

func buildUpdate(b *building, u plan.Update) (*Table, error) {
	return compute(b, u.Formulas, true, false, func(f []plan.Formula) plan.Op { return plan.Update{Formulas: f} })
}

var _ = builds(buildUpdateView)

func buildUpdateView(b *building, u plan.UpdateView) (*Table, error) {
	return compute(b, u.Formulas, true, true, func(f []plan.Formula) plan.Op { return plan.UpdateView{Formulas: f} })
}

var _ = builds(buildLazyUpdate)

// buildLazyUpdate is update_view: what is computed when it is read is not kept, nor need it be.
func buildLazyUpdate(b *building, u plan.LazyUpdate) (*Table, error) {
	return compute(b, u.Formulas, true, true, func(f []plan.Formula) plan.Op { return plan.LazyUpdate{Formulas: f} })
}

var _ = builds(buildSelect)

func buildSelect(b *building, s plan.Select) (*Table, error) {
	return compute(b, s.Formulas, len(s.Formulas) == 0, false, func(f []plan.Formula) plan.Op { return plan.Select{Formulas: f} })
}

var _ = builds(buildView)

func buildView(b *building, v plan.View) (*Table, error) {
	return compute(b, v.Formulas, len(v.Formulas) == 0, true, func(f []plan.Formula) plan.Op { return plan.View{Formulas: f} })
}

// compute makes the node of formulas; op is the operation with what was found out of them.
func compute(b *building, formulas []plan.Formula, keep, onRead bool, op func([]plan.Formula) plan.Op) (*Table, error) {
	n := len(b.in[0].Schema)
	t, err := withShifted(b, formulas)
	if err != nil {
		return nil, err
	}
	if t != b.in[0] {
		b.in = []*Table{t}
		defer t.Graph().orphan(t.node)
	}
	c := &computing{op: &computeOp{name: b.op.Name(), in: t}, env: b.env, onRead: onRead}
	c.seen.add(t.Schema, t.Cols, ownDeps(t))
	if keep {
		c.made.add(t.Schema[:n:n], t.Cols[:n:n], ownDeps(t)[:n:n])
	}
	formulas = slices.Clone(formulas)
	for i := range formulas {
		if err := c.formula(&formulas[i]); err != nil {
			return nil, err
		}
	}
	b.op = op(formulas)
	return c.op.build(b, c.made)
}

// columnsOf is columns on their way to a result, and what they depend on.
type columnsOf struct {
	schema []column.Field
	cols   []column.Column
	deps   []ColSet
}

func (c *columnsOf) add(schema []column.Field, cols []column.Column, deps []ColSet) {
	c.schema = append(c.schema, schema...)
	c.cols = append(c.cols, cols...)
	c.deps = append(c.deps, deps...)
}

// set adds a column, in the place of one of that name if there is one.
func (c *columnsOf) set(f column.Field, col column.Column, deps ColSet) {
	i := slices.IndexFunc(c.schema, func(g column.Field) bool { return g.Name == f.Name })
	if i < 0 {
		c.add([]column.Field{f}, []column.Column{col}, []ColSet{deps})
		return
	}
	c.schema[i], c.cols[i], c.deps[i] = f, col, deps
}

// computing is a computeOp being built.
type computing struct {
	op     *computeOp
	env    Env
	onRead bool
	seen   columnsOf // what formulas can name
	made   columnsOf // the result
}

// formula compiles p and notes in it what it found.
func (b *computing) formula(p *plan.Formula) error {
	name, text, err := expr.ParseAssignment(p.Text)
	if err != nil {
		return err
	}
	p.Column = name
	field, col, deps, err := b.column(p, text)
	if err != nil {
		return err
	}
	b.seen.set(field, col, deps)
	b.made.set(field, col, deps)
	return nil
}

func (b *computing) column(p *plan.Formula, text string) (column.Field, column.Column, ColSet, error) {
	if i := slices.IndexFunc(b.seen.schema, func(f column.Field) bool { return f.Name == text }); i >= 0 {
		p.Tree = &expr.Name{Name: text}
		return column.Field{Name: p.Column, Type: b.seen.schema[i].Type}, b.seen.cols[i], b.seen.deps[i], nil
	}
	sc := &scope{schema: b.seen.schema, env: b.env}
	e, err := expr.Compile(text, sc, b.env.Objects)
	if err != nil {
		return column.Field{}, nil, ColSet{}, err
	}
	p.Tree, p.Names = e.Tree, sc.found
	f, err := bind(e, p.Column+" = "+text, b.op.in, b.seen.schema, b.seen.cols, b.seen.deps)
	if err != nil {
		return column.Field{}, nil, ColSet{}, err
	}
	field := column.Field{Name: p.Column, Type: e.Type}
	if b.onRead && onRead(e) {
		return field, &lazy{f}, f.deps, nil
	}
	s := &storedFormula{formula: f, col: column.NewStore(e.Type), buf: column.NewVector(e.Type)}
	b.op.stored = append(b.op.stored, s)
	b.op.fickle = b.op.fickle || !steady(e)
	return field, s.col, f.deps, nil
}

// onRead reports whether a formula can be computed when it is read: it gives the same
// whenever it is, it cannot fail, and it needs no lock but the graph's.
func onRead(e *expr.Formula) bool {
	return steady(e) && !e.Fallible
}

// steady reports whether a formula gives the same for a row whose values stay the same.
func steady(e *expr.Formula) bool {
	return e.Pure && !e.Script && !e.Position && !e.RowKey && len(e.Arrays) == 0
}

var _ = builds(buildRenameColumns)

func buildRenameColumns(b *building, r plan.RenameColumns) (*Table, error) {
	t := b.in[0]
	pairs := r.Pairs
	renamed := make(map[string]string, len(pairs)) // new by old
	taken := make(map[string]bool, len(pairs))
	for _, p := range pairs {
		if _, err := t.positions([]string{p.Old}); err != nil {
			return nil, err
		}
		if err := expr.CheckName(p.New); err != nil {
			return nil, err
		}
		if other, twice := renamed[p.Old]; twice {
			return nil, fmt.Errorf("column %q gets two names, %q and %q; update gives it another column", p.Old, other, p.New)
		}
		if taken[p.New] {
			return nil, fmt.Errorf("two columns get the name %q", p.New)
		}
		renamed[p.Old], taken[p.New] = p.New, true
	}
	var left columnsOf
	for i, f := range t.Schema {
		if name, ok := renamed[f.Name]; ok {
			f.Name = name
		} else if taken[f.Name] {
			continue
		}
		left.set(f, t.Cols[i], Cols(i))
	}
	return (&computeOp{name: r.Name(), in: t}).build(b, left)
}

var _ = builds(buildDropColumns)

func buildDropColumns(b *building, d plan.DropColumns) (*Table, error) {
	t, names := b.in[0], d.Columns
	if _, err := t.positions(names); err != nil {
		return nil, err
	}
	var left columnsOf
	for i, f := range t.Schema {
		if !slices.Contains(names, f.Name) {
			left.set(f, t.Cols[i], Cols(i))
		}
	}
	return (&computeOp{name: d.Name(), in: t}).build(b, left)
}

// build makes the node.
func (o *computeOp) build(b *building, made columnsOf) (*Table, error) {
	out, err := b.table(made.schema, made.cols)
	if err != nil {
		return nil, err
	}
	out.same = o.in
	o.out, o.deps = out, made.deps
	for _, s := range o.stored {
		if err := s.fits(o.in.Rows.Len()); err != nil {
			return nil, err
		}
		s.to = slices.IndexFunc(made.cols, func(c column.Column) bool { return c == column.Column(s.col) })
	}
	return b.add(o, out)
}

func (o *computeOp) Name() string { return o.name }

func (o *computeOp) Apply(in []*Update, out *Update) error {
	u := in[0]
	*out = *u
	anew := u.differing()
	if o.fickle {
		anew = u.Cols
	}
	for _, s := range o.stored {
		if err := s.compute(u.Added); err != nil {
			return err
		}
		if anew.Overlaps(s.deps) {
			if err := s.compute(u.Modified); err != nil {
				return err
			}
		}
	}
	var changed, same []int
	for i, d := range o.deps {
		if d.Overlaps(u.Cols) {
			changed = append(changed, i)
			if !d.Overlaps(anew) {
				same = append(same, i)
			}
		}
	}
	out.Cols, out.Same = Cols(changed...), Cols(same...)
	if out.Cols.Empty() {
		out.Modified = rowset.Set{}
	}
	return nil
}

// fits is the error of n values that would take too much.
func (s *storedFormula) fits(n int) error {
	err := s.t.node.graph.over("column "+expr.Quoted(s.src), n, widths[s.Formula.Type.Kind])
	if err != nil && onRead(s.Formula) {
		return fmt.Errorf("%w; update_view and view compute it when it is read", err)
	}
	return err
}

func (s *storedFormula) compute(rows rowset.Set) error {
	for some := range s.bunches(rows) {
		s.t.heed()
		s.buf.Reset()
		if err := s.over(some, column.Cur, s.buf); err != nil {
			return err
		}
		some.write(s.col, s.buf)
	}
	return nil
}

func (o *computeOp) Commit() {
	trim := o.in.Attrs.Ascending && !o.in.Rows.Empty()
	for _, s := range o.stored {
		if trim {
			s.col.Trim(o.in.Rows.First())
		}
		s.col.Commit()
	}
}

func (o *computeOp) owned() (own []column.Writable) {
	for _, s := range o.stored {
		own = append(own, s.col)
	}
	return own
}
