package engine

import (
	"fmt"
	"slices"

	"starling/engine/column"
	"starling/engine/plan"
	"starling/engine/rowset"
)

var _ = builds(buildRollup)

// buildRollup merges the levels, each a table by one key more than the one before, the first by
// none, and what they are of, if it is there too. Each gets the columns of all, null where it has none, and
// as id the number of the level and its keys; as parent key that of the level above.
func buildRollup(b *building, p plan.Rollup) (*Table, error) {
	n := len(p.By)
	if len(b.in) != n+1 && len(b.in) != n+2 {
		return nil, fmt.Errorf("%d tables are no levels by %d keys", len(b.in), n)
	}
	r := &rollup{by: p.By}
	if err := r.columns(b.in[n]); err != nil {
		return nil, err
	}
	var views []*Table
	undo := func() {
		for _, v := range views {
			b.graph().orphan(v.node)
		}
	}
	in := slices.Clone(b.in)
	if len(in) > n+1 {
		if in[n+1].Attrs.Blink {
			return nil, refused("rollup with included constituents")
		}
		var err error
		if in[n+1], err = r.beside(b.env, in[n+1]); err != nil {
			return nil, err
		}
	}
	for k, t := range in {
		v, err := r.level(k, t)
		if err != nil {
			undo()
			return nil, fmt.Errorf("level %d: %w", k, err)
		}
		v.lend()
		views = append(views, v)
	}
	all, err := build(plan.Merge{}, Env{}, views...)
	if err != nil {
		undo()
		return nil, err
	}
	from := make([]*plan.Node, len(b.in))
	for i, t := range b.in {
		from[i] = t.plan
	}
	all.plan = &plan.Node{Op: p, In: from, Schema: all.Schema, Attrs: all.Attrs}
	return all, nil
}

// rollup is the columns of the levels of a rollup.
type rollup struct {
	by     []string
	schema []column.Field
	keys   []column.Type
}

// columns begins with the keys and the columns of the lowest level.
func (r *rollup) columns(t *Table) error {
	at, err := t.positions(r.by)
	if err != nil {
		return err
	}
	for _, i := range at {
		r.schema, r.keys = append(r.schema, t.Schema[i]), append(r.keys, t.Schema[i].Type)
	}
	for _, f := range t.Schema {
		if !slices.Contains(r.by, f.Name) {
			r.schema = append(r.schema, f)
		}
	}
	return nil
}

// level is the rows of level k with all columns; above the number of keys it is the rows that
// were aggregated.
func (r *rollup) level(k int, t *Table) (*Table, error) {
	var c columnsOf
	for _, f := range r.schema {
		at := t.Position(f.Name)
		if at < 0 {
			c.add([]column.Field{f}, []column.Column{&constant{typ: f.Type}}, []ColSet{{}})
			continue
		}
		c.add([]column.Field{f}, t.Cols[at:at+1], []ColSet{Cols(at)})
	}
	r.key(&c, plan.RollupID, t, k, k <= len(r.by))
	r.key(&c, plan.RollupParent, t, k-1, k > 0)
	return (&computeOp{name: plan.View{}.Name(), in: t}).build(&building{op: plan.View{}, in: []*Table{t}}, c)
}

// key adds the columns of an id or a parent key: level and its first keys, or all null.
func (r *rollup) key(c *columnsOf, name func(int) string, t *Table, level int, some bool) {
	number := &constant{typ: column.Of(column.Int)}
	if some {
		number.some, number.x = true, int32(level)
	}
	c.add([]column.Field{{Name: name(0), Type: number.typ}}, []column.Column{number}, []ColSet{{}})
	for i, by := range r.by {
		f := column.Field{Name: name(i + 1), Type: r.keys[i]}
		if at := t.Position(by); some && i < level {
			c.add([]column.Field{f}, t.Cols[at:at+1], []ColSet{Cols(at)})
			continue
		}
		c.add([]column.Field{f}, []column.Column{&constant{typ: f.Type}}, []ColSet{{}})
	}
}

// beside gives the rows that were aggregated the columns of the levels where they have some of
// the same name and a type that fits; their others get columns of their own.
func (r *rollup) beside(env Env, t *Table) (*Table, error) {
	var casts []string
	var renamed []Pair
	for _, f := range t.Schema {
		i := slices.IndexFunc(r.schema, func(g column.Field) bool { return g.Name == f.Name })
		switch {
		case i < 0:
			r.schema = append(r.schema, f)
		case r.schema[i].Type == f.Type:
		case widens(f.Type.Kind, r.schema[i].Type.Kind):
			casts = append(casts, fmt.Sprintf("%s = (%s)%s", f.Name, castTo[r.schema[i].Type.Kind], f.Name))
		default:
			own := f.Name + "_Constituent"
			renamed = append(renamed, Pair{New: own, Old: f.Name})
			r.schema = append(r.schema, column.Field{Name: own, Type: f.Type})
		}
	}
	var ops []plan.Op
	if len(casts) > 0 {
		ops = append(ops, plan.UpdateView{Formulas: plan.Formulas(casts...)})
	}
	if len(renamed) > 0 {
		ops = append(ops, plan.RenameColumns{Pairs: renamed})
	}
	last := t
	for _, op := range ops {
		next, err := build(op, env, last)
		if err != nil {
			if last != t {
				t.node.graph.orphan(last.node)
			}
			return nil, err
		}
		next.lend()
		last = next
	}
	return last, nil
}

// castTo is the kinds that values of others become for the sake of one column.
var castTo = map[column.Kind]string{column.Long: "long", column.Double: "double"}

// widens reports whether each value of a kind is one of another too.
func widens(from, to column.Kind) bool {
	whole := from == column.Byte || from == column.Short || from == column.Int
	return to == column.Long && whole || to == column.Double && (whole || from == column.Float)
}

// constant is a column with one int everywhere, or null.
type constant struct {
	typ  column.Type
	some bool
	x    int32
}

func (c *constant) Type() column.Type { return c.typ }

func (c *constant) Fill(dst column.Vector, p rowset.Page, _ column.When) { c.fill(dst, p.Len()) }

func (c *constant) Gather(dst column.Vector, rows []rowset.Row, _ column.When) {
	c.fill(dst, len(rows))
}

func (c *constant) fill(dst column.Vector, n int) {
	for range n {
		if !c.some {
			dst.AppendNull()
			continue
		}
		dst.(*column.Vec[int32]).Append(c.x)
	}
}
