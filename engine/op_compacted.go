package engine

import (
	"errors"
	"fmt"
	"slices"

	"starling/engine/column"
	"starling/engine/plan"
)

// Compacted is the latest row of each key, as LastBy gives it, without the keys whose latest
// row is a delete: what a compacted topic stands for. A key that was deleted comes back with
// its next row that is no delete, to its old place.
//
// deletes is a Boolean column beside those of t: its rows are t's, it can be read whenever
// t's columns can, and its value for a row never changes. True makes the row a delete; false
// and null do not.
//
// A deleted key is out of sight, not forgotten: it keeps its number and its latest row.
func (t *Table) Compacted(by []Pair, deletes column.Column) (*Table, error) {
	return t.CompactedSince(by, deletes, nil)
}

// CompactedSince is Compacted where rows may delete all rows before them, whatever their
// keys. lives is a Long column like deletes, how many such rows there were up to a row, or
// nil if there are none.
func (t *Table) CompactedSince(by []Pair, deletes, lives column.Column) (*Table, error) {
	g := t.Graph()
	g.mu.Lock()
	defer g.mu.Unlock()
	out, err := t.compacted(by, deletes, lives)
	if err != nil {
		return nil, fmt.Errorf("compacted: %w", err)
	}
	return out, nil
}

// compacted makes a line of tables, each lent to the next: t with deletes as one more
// column, its last rows by key, those of them that are no deletes, and these without the
// column. With lives there is one more column, and rows of earlier lives go before deletes do.
func (t *Table) compacted(by []Pair, deletes, lives column.Column) (*Table, error) {
	if len(by) == 0 {
		return nil, errors.New("no key columns")
	}
	if _, err := t.keys(by); err != nil {
		return nil, err // before there is a column that nobody knows of
	}
	if typ := deletes.Type(); typ.Kind != column.Bool {
		return nil, fmt.Errorf("the column of deletes is %s, want %s", typ, column.Of(column.Bool))
	}
	mark, life := t.unused("deleted", by), t.unused("life", by)
	line := []func(t *Table) (*Table, error){
		func(t *Table) (*Table, error) { return t.beside(mark, deletes) },
		func(t *Table) (*Table, error) { return t.beside(life, lives) },
		func(t *Table) (*Table, error) { return build(plan.LastBy{By: by}, Env{}, t) },
		func(t *Table) (*Table, error) { return build(plan.Newest{Column: life}, Env{}, t) },
		func(t *Table) (*Table, error) {
			return build(plan.Where{Filters: plan.Formulas("isNull(" + mark + ") || !" + mark)}, Env{}, t)
		},
		func(t *Table) (*Table, error) { return t.hideLast(2, plan.Compacted{By: by}) },
	}
	if lives == nil {
		line = slices.Delete(slices.Delete(line, 3, 4), 1, 2)
		line[len(line)-1] = func(t *Table) (*Table, error) { return t.hideLast(1, plan.Compacted{By: by}) }
	}
	made, all := t, []*Table(nil)
	for _, next := range line {
		if made != t {
			made.lend()
		}
		out, err := next(made)
		if err != nil {
			if made != t {
				t.Graph().orphan(made.node)
			}
			return nil, err
		}
		made, all = out, append(all, out)
	}
	p := *made.plan // what all of them serve
	p.In = []*plan.Node{t.plan}
	for _, t := range all {
		t.plan = &p
	}
	return made, nil
}

// unused is a name like the given one that neither t nor a result by these keys has.
func (t *Table) unused(name string, by []Pair) string {
	for t.Position(name) >= 0 || slices.ContainsFunc(by, func(p Pair) bool { return p.New == name }) {
		name += "_"
	}
	return name
}

// beside is t with one more column, whose values never change.
func (t *Table) beside(name string, col column.Column) (*Table, error) {
	var made columnsOf
	made.add(t.Schema, t.Cols, ownDeps(t))
	made.set(column.Field{Name: name, Type: col.Type()}, col, ColSet{})
	b := &building{op: plan.View{}, in: []*Table{t}}
	return (&computeOp{name: b.op.Name(), in: t}).build(b, made)
}

// hideLast is t without its last columns, as the result of op.
func (t *Table) hideLast(hidden int, op plan.Op) (*Table, error) {
	n := len(t.Schema) - hidden
	b := &building{op: op, in: []*Table{t}}
	return (&computeOp{name: op.Name(), in: t}).build(b, columnsOf{t.Schema[:n:n], t.Cols[:n:n], ownDeps(t)[:n]})
}
