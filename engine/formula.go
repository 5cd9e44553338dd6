package engine

import (
	"errors"
	"fmt"
	"iter"

	"starling/engine/column"
	"starling/engine/expr"
	"starling/engine/plan"
	"starling/engine/rowset"
)

// Env is what formulas can name besides columns: the variables of a script, and how
// to work on its objects. The zero Env has no script.
type Env struct {
	Vars    func(name string) (expr.Var, bool)
	Names   func() []string // of the variables that are the user's
	Objects expr.Objects
}

// scope looks names up first among columns, then in the script, and notes what it finds
// there.
type scope struct {
	schema []column.Field
	env    Env
	found  map[string]plan.Value
	shifts *[]shift // nil, or where columns of neighbours are noted that the table is to get
}

func (s *scope) Column(name string) (column.Type, bool) {
	if s.shifts != nil {
		for _, x := range *s.shifts {
			if x.name == name {
				return x.typ, true
			}
		}
	}
	for _, f := range s.schema {
		if f.Name == name {
			return f.Type, true
		}
	}
	return column.Type{}, false
}

func (s *scope) Columns() []string { return fieldNames(s.schema) }

func (s *scope) Vars() []string {
	if s.env.Names == nil {
		return nil
	}
	return s.env.Names()
}

func (s *scope) Var(name string) (expr.Var, bool) {
	if s.env.Vars == nil {
		return expr.Var{}, false
	}
	v, ok := s.env.Vars(name)
	if ok {
		if s.found == nil {
			s.found = map[string]plan.Value{}
		}
		s.found[name] = noted(v)
	}
	return v, ok
}

// noted is what a plan keeps of a name of the script.
func noted(v expr.Var) plan.Value {
	switch {
	case v.ElemType != column.Type{}: // a list is an Object too
		return plan.Value{Type: v.ElemType, Const: v.List}
	case v.Func != nil || v.Object != nil:
		return plan.Value{Script: true}
	}
	return plan.Value{Type: v.Type, Const: v.Value}
}

// formula is a compiled formula bound to columns of a table.
type formula struct {
	*expr.Formula
	eval *expr.Eval
	src  string
	t    *Table // the parent: whose rows and positions count
	deps ColSet // columns of the parent that it reads, directly or not
	cols []column.Column
	in   expr.Input
}

// bind makes f evaluate over rows of t. The names of its columns are those of schema,
// which stand in cols and depend on the parent's columns deps.
func bind(f *expr.Formula, src string, t *Table, schema []column.Field, cols []column.Column, deps []ColSet) (*formula, error) {
	b := &formula{Formula: f, eval: f.NewEval(), src: src, t: t}
	at := func(name string) int {
		for i, fd := range schema {
			if fd.Name == name {
				return i
			}
		}
		panic("engine: formula names a column that is not there: " + name)
	}
	for _, name := range f.Columns {
		i := at(name)
		b.cols = append(b.cols, cols[i])
		b.deps = b.deps.Union(deps[i])
		b.in.Cols = append(b.in.Cols, column.NewVector(schema[i].Type))
	}
	for _, name := range f.Arrays {
		i := at(name)
		b.deps = b.deps.Union(deps[i])
		b.in.Arrays = append(b.in.Arrays, &wholeColumn{t: t, col: cols[i]})
	}
	if f.Position || f.RowKey || len(f.Arrays) > 0 {
		if a := t.Attrs; a.Refreshing && !a.AppendOnly && !a.Blink {
			return nil, fmt.Errorf("formula %s uses i, ii, k, or column array variables, and is not safe to refresh: the table is neither static, append-only nor blink", expr.Quoted(src))
		}
	}
	return b, nil
}

// bunches divides rows as the formula can take them: positions are asked for page by page.
func (f *formula) bunches(rows rowset.Set) iter.Seq[bunch] {
	if f.Position {
		return pagesOf(rows)
	}
	return bunches(rows)
}

// over appends the values of the rows to out.
func (f *formula) over(rows bunch, when column.When, out column.Vector) error {
	for i, c := range f.cols {
		rows.read(c, f.in.Cols[i], when)
	}
	f.in.N = rows.len()
	if f.Position { // such a formula is stored, so it is now that counts
		f.in.Pos = f.t.positionsOf(f.in.Pos[:0], rows.page)
	}
	if f.RowKey {
		f.in.Rows = rows.appendRows(f.in.Rows[:0])
	}
	return f.place(f.eval.Run(f.in, out), rows, when)
}

// place adds to the error of a row where the row is.
func (f *formula) place(err error, rows bunch, when column.When) error {
	var re *expr.RowError
	if err == nil || !errors.As(err, &re) {
		return err
	}
	r := rows.row(re.Index)
	where := ""
	for _, name := range []string{"KafkaPartition", "KafkaOffset"} {
		if i := f.t.Position(name); i >= 0 {
			where += ", " + name + " " + column.Shown(f.t.Cols[i], r, when)
		}
	}
	return fmt.Errorf("formula %s: row %d%s: %w", expr.Quoted(f.src), f.t.rows(when).Rank(r), where, err)
}

// filter is a boolean formula over a table.
type filter struct {
	*formula
	out *column.Vec[int8]
}

// newFilter compiles p over t and notes in it what it found.
func newFilter(env Env, t *Table, p *plan.Formula) (*filter, error) {
	s := &scope{schema: t.Schema, env: env}
	f, err := expr.CompileFilter(p.Text, s, env.Objects)
	if err != nil {
		return nil, err
	}
	p.Tree, p.Names = f.Tree, s.found
	b, err := bind(f, p.Text, t, t.Schema, t.Cols, ownDeps(t))
	if err != nil {
		return nil, err
	}
	return &filter{b, column.NewVec[int8](column.Bool)}, nil
}

// ownDeps says that each column of t depends on itself.
func ownDeps(t *Table) []ColSet {
	deps := make([]ColSet, len(t.Cols))
	for i := range deps {
		deps[i] = Cols(i)
	}
	return deps
}

// pass is those of the rows for which the filter holds.
func (f *filter) pass(rows rowset.Set, when column.When) (rowset.Set, error) {
	var b rowset.Builder
	for some := range f.bunches(rows) {
		f.t.heed()
		f.out.Reset()
		if err := f.over(some, when, f.out); err != nil {
			return rowset.Set{}, err
		}
		for i, x := range f.out.V {
			if x == 1 {
				b.Add(some.row(i))
			}
		}
	}
	return b.Set(), nil
}

// lazy is a column computed whenever it is read.
type lazy struct{ *formula }

func (l *lazy) Type() column.Type { return l.Formula.Type }

func (l *lazy) Fill(dst column.Vector, p rowset.Page, when column.When) {
	if err := l.over(bunch{page: p}, when, dst); err != nil {
		panic(fault{err})
	}
}

func (l *lazy) Gather(dst column.Vector, rows []rowset.Row, when column.When) {
	for i, c := range l.cols {
		l.in.Cols[i].Reset()
		c.Gather(l.in.Cols[i], rows, when)
	}
	l.in.N = len(rows)
	n := dst.Len()
	if err := l.eval.Run(l.in, dst); err != nil {
		panic(fault{fmt.Errorf("formula %s: %w", expr.Quoted(l.src), err)})
	}
	for i, r := range rows { // no row: null, whatever the formula makes of nulls
		if r == rowset.None {
			dst.SetNull(n + i)
		}
	}
}
