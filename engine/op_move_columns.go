package engine

import (
	"fmt"
	"slices"

	"starling/engine/column"
	"starling/engine/expr"
	"starling/engine/plan"
)

var _ = builds(buildMoveColumns)

func buildMoveColumns(b *building, m plan.MoveColumns) (*Table, error) {
	return moveColumns(b, m.Index, m.Pairs)
}

var _ = builds(buildMoveColumnsUp)

func buildMoveColumnsUp(b *building, m plan.MoveColumnsUp) (*Table, error) {
	return moveColumns(b, 0, m.Pairs)
}

var _ = builds(buildMoveColumnsDown)

func buildMoveColumnsDown(b *building, m plan.MoveColumnsDown) (*Table, error) {
	return moveColumns(b, len(b.in[0].Schema), m.Pairs)
}

// moveColumns puts columns at a position among the others, or at the end nearest to it. A column
// that had a new name before goes.
func moveColumns(b *building, at int, pairs []Pair) (*Table, error) {
	t := b.in[0]
	var moved, rest columnsOf
	from := make([]int, len(pairs))
	for i, p := range pairs {
		if err := expr.CheckName(p.New); err != nil {
			return nil, err
		}
		pos, err := t.positions([]string{p.Old})
		if err != nil {
			return nil, err
		}
		from[i] = pos[0]
		if slices.Contains(from[:i], from[i]) {
			return nil, fmt.Errorf("column %q is moved twice", p.Old)
		}
		if slices.ContainsFunc(moved.schema, func(f column.Field) bool { return f.Name == p.New }) {
			return nil, fmt.Errorf("two columns get the name %q", p.New)
		}
		moved.set(column.Field{Name: p.New, Type: t.Schema[from[i]].Type}, t.Cols[from[i]], Cols(from[i]))
	}
	for i, f := range t.Schema {
		if !slices.Contains(from, i) && !slices.ContainsFunc(moved.schema, func(g column.Field) bool { return g.Name == f.Name }) {
			rest.set(f, t.Cols[i], Cols(i))
		}
	}
	at = min(max(at, 0), len(rest.schema))
	return (&computeOp{name: b.op.Name(), in: t}).build(b, columnsOf{
		slices.Insert(rest.schema, at, moved.schema...), slices.Insert(rest.cols, at, moved.cols...), slices.Insert(rest.deps, at, moved.deps...),
	})
}
