package engine

import (
	"slices"
	"strconv"
	"strings"

	"starling/engine/column"
	"starling/engine/plan"
)

// Levels is t aggregated by none, one, two … and all of the keys, each level with all keys, null
// where it is not by them. What can be taken from the level below is, since that has fewer rows and
// changes. The caller holds them, or lends or discards them.
func (t *Table) Levels(env Env, aggs []Aggregation, by []string) ([]*Table, error) {
	var levels []*Table
	from, take := t, aggs
	if len(aggs) == 0 { // of which there is nothing but the keys
		take = []Aggregation{{Name: "count", Pairs: []Pair{{New: noAggs}}}}
	}
	if err := onceEach(aggs, by); err != nil {
		return nil, err
	}
	for k := len(by); k >= 0; k-- {
		made, err := Build(plan.AggBy{Aggs: atDepth(take, by[:k]), By: Names(by[:k])}, env, from)
		if err == nil {
			if again, ok := reaggregated(take, made.Schema); ok {
				from, take = made, again
			}
			made, err = made.then(func(last *Table) (*Table, error) { return last.widened(by, t) })
		}
		if err != nil {
			for _, l := range levels {
				l.Discard()
			}
			return nil, err
		}
		levels = append(levels, made)
	}
	slices.Reverse(levels)
	return levels, nil
}

// onceEach is the error of keys and aggregations that make one column twice: agg_by shows the aggregation
// instead of the key then.
func onceEach(aggs []Aggregation, by []string) error {
	var fields []column.Field
	for _, name := range by {
		fields = append(fields, column.Field{Name: name})
	}
	for _, a := range aggs {
		for _, p := range a.Pairs {
			fields = append(fields, column.Field{Name: p.New})
		}
		if name, _, ok := strings.Cut(a.Formula.Text, "="); ok && len(a.Pairs) == 0 {
			fields = append(fields, column.Field{Name: strings.TrimSpace(name)})
		}
	}
	return checkNames(fields)
}

// noAggs is the column of levels without aggregations that is not shown.
const noAggs = "__ROWS__"

// atDepth is aggregations as the level by these keys has them: formulas can name the keys,
// __FORMULA_KEYS__, and how many there are, __FORMULA_DEPTH__.
func atDepth(aggs []Aggregation, by []string) []Aggregation {
	aggs = slices.Clone(aggs)
	keys := "vecObj(new String[0])"
	if len(by) > 0 {
		keys = "vecObj(new String[]{`" + strings.Join(by, "`, `") + "`})"
	}
	level := strings.NewReplacer("__FORMULA_DEPTH__", strconv.Itoa(len(by)), "__FORMULA_KEYS__", keys)
	for i := range aggs {
		aggs[i].Formula.Text = level.Replace(aggs[i].Formula.Text)
	}
	return aggs
}

// widened is t with all keys in front, null where t has none of the name; they are columns of of.
func (t *Table) widened(by []string, of *Table) (*Table, error) {
	g := t.Graph()
	g.mu.Lock()
	defer g.mu.Unlock()
	var c columnsOf
	for _, name := range by {
		f := of.Schema[of.Position(name)]
		if at := t.Position(name); at >= 0 {
			c.set(f, t.Cols[at], Cols(at))
		} else {
			c.set(f, &constant{typ: f.Type}, ColSet{})
		}
	}
	for i, f := range t.Schema {
		if f.Name != noAggs {
			c.set(f, t.Cols[i], Cols(i))
		}
	}
	return (&computeOp{name: plan.View{}.Name(), in: t}).build(&building{op: plan.View{}, in: []*Table{t}}, c)
}

// reaggregated is the aggregations of the results of others that give what these would of all rows; false
// where there are none, or only some to within rounding.
func reaggregated(aggs []Aggregation, schema []column.Field) (again []Aggregation, ok bool) {
	for _, a := range aggs {
		switch a.Name {
		case "min", "max":
		case "sum", "abs_sum", "count", "count_where":
			a = Aggregation{Name: "sum", Pairs: slices.Clone(a.Pairs)}
		case "formula":
			if !a.Args.Reaggregating {
				return nil, false
			}
			again = append(again, a) // which names its own results
			continue
		default:
			return nil, false
		}
		a.Pairs = slices.Clone(a.Pairs)
		for i, p := range a.Pairs {
			at := slices.IndexFunc(schema, func(f column.Field) bool { return f.Name == p.New })
			if a.Name == "sum" && schema[at].Type != column.Of(column.Long) {
				return nil, false
			}
			a.Pairs[i].Old = p.New
		}
		again = append(again, a)
	}
	return again, true
}

// Rolled is the rows of levels by none, one, two … of the keys, and of constituents unless that is
// nil, as a tree that is open down to a depth, or as the actions of a table say, which is nil if
// there are none: see plan.Tree.
func Rolled(by []string, levels []*Table, constituents *Table, open int, actions *Table) (*Table, error) {
	in := slices.Clone(levels)
	if constituents != nil {
		in = append(in, constituents)
	}
	var ids, parents []string
	for i := range len(by) + 1 {
		ids, parents = append(ids, plan.RollupID(i)), append(parents, plan.RollupParent(i))
	}
	all, err := Build(plan.Rollup{By: by}, Env{}, in...)
	if err != nil {
		return nil, err
	}
	return all.shape(plan.Tree{IDs: ids, Parents: parents, Open: open}, actions, append(ids, parents...))
}

// Tree is the rows of t as a tree by the columns of the id and of the parent's, open down to a
// depth, or as the actions of a table say.
func (t *Table) Tree(id, parent string, open int, actions *Table) (*Table, error) {
	t, err := Build(plan.View{}, Env{}, t)
	if err != nil {
		return nil, err
	}
	return t.shape(plan.Tree{IDs: []string{id}, Parents: []string{parent}, Open: open}, actions, nil)
}

// CheckTree is why t is no tree by columns of the id and of the parent's.
func (t *Table) CheckTree(id, parent string) error {
	_, _, err := (&treeOp{in: t}).resolve(plan.Tree{IDs: []string{id}, Parents: []string{parent}})
	return err
}

// Action is the column of a table of actions, beside the ids of the nodes.
const Action = "__ACTION__"

// shape is a tree of t, which leaves with it, without some columns and with those of the tree in front.
func (t *Table) shape(tree plan.Tree, actions *Table, hidden []string) (*Table, error) {
	var steps []func(last *Table) (*Table, error)
	if actions != nil {
		tree.Action = Action
		hidden = append(slices.Clone(hidden), Action)
		steps = append(steps, func(last *Table) (*Table, error) {
			return last.NaturalJoin(actions, Names(tree.IDs), Names([]string{Action}), LastMatch)
		})
	}
	steps = append(steps, func(last *Table) (*Table, error) { return Build(tree, Env{}, last) })
	if len(hidden) > 0 {
		steps = append(steps, func(last *Table) (*Table, error) { return last.DropColumns(hidden) })
	}
	steps = append(steps, func(last *Table) (*Table, error) {
		return Build(plan.MoveColumnsUp{Pairs: Names([]string{plan.TreeDepth, plan.TreeExpanded})}, Env{}, last)
	})
	return t.then(steps...)
}

// then is the result of steps, each of what the one before made, which leaves with it; t too.
func (t *Table) then(steps ...func(last *Table) (*Table, error)) (*Table, error) {
	for _, step := range steps {
		next, err := step(t)
		if err != nil {
			t.Discard()
			return nil, err
		}
		t.Lend()
		t = next
	}
	return t, nil
}

// Step is an operation over one table.
type Step struct {
	Op  plan.Op
	Env Env
}

// Through is the result of steps, each of what the one before made, which leaves with it; t itself without any.
func (t *Table) Through(steps ...Step) (*Table, error) {
	if len(steps) == 0 {
		return t, nil
	}
	first, err := Build(steps[0].Op, steps[0].Env, t)
	if err != nil {
		return nil, err
	}
	var rest []func(*Table) (*Table, error)
	for _, s := range steps[1:] {
		rest = append(rest, func(last *Table) (*Table, error) { return Build(s.Op, s.Env, last) })
	}
	return first.then(rest...)
}

// Promoted is t with null as parent of each row whose parent's id no row has.
func (t *Table) Promoted(id, parent string) (*Table, error) {
	there := "There"
	for t.Position(there) >= 0 {
		there += "_"
	}
	set, err := t.Through(
		Step{Op: plan.View{Formulas: plan.Formulas(id)}},
		Step{Op: plan.UpdateView{Formulas: plan.Formulas(there + " = true")}})
	if err != nil {
		return nil, err
	}
	return set.then(
		func(set *Table) (*Table, error) {
			return t.NaturalJoin(set, []Pair{{New: parent, Old: id}}, Names([]string{there}), FirstMatch)
		},
		func(joined *Table) (*Table, error) {
			return joined.UpdateView(Env{}, parent+" = isNull("+there+") ? null : "+parent)
		},
		func(last *Table) (*Table, error) { return last.DropColumns([]string{there}) })
}

// Discard takes t out of the graph, if nothing uses it: it was made for nothing.
func (t *Table) Discard() {
	g := t.node.graph
	g.mu.Lock()
	defer g.mu.Unlock()
	t.lend()
	g.orphan(t.node)
}

// Lend says that t was made for tables made of it: it leaves the graph with the last of them.
func (t *Table) Lend() {
	g := t.node.graph
	g.mu.Lock()
	defer g.mu.Unlock()
	t.lend()
}
