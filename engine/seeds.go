package engine

import (
	"fmt"

	"starling/engine/column"
	"starling/engine/plan"
)

// seeds are groups that an index of a table has before those of its rows. They, and all
// others, keep their numbers for good.
type seeds struct {
	keys   []int
	values []column.Vector // by key
	at     []int32         // the places of all of them
	empty  bool            // groups without rows have a result
}

// sow numbers the seeds of x, which is new. A table without seeds has none.
func (s *seeds) sow(x *Index) {
	if s == nil || len(s.at) == 0 {
		return
	}
	x.intern(nil, len(s.at), func(i int, v column.Vector) { v.AppendRows(s.values[i], s.at) })
}

// seeded is a table like t, with an index of its own by the given keys that begins with the keys of
// initial, if there is such a table. With empty there is one group at least without keys.
func seeded(t, initial *Table, by []Pair, empty bool) (*Table, error) {
	keys, err := t.keys(by)
	if err != nil {
		return nil, err
	}
	s := &seeds{keys: keys, empty: empty}
	if len(by) == 0 && empty {
		s.at = []int32{0}
	}
	if initial != nil {
		from, err := initial.keys(by)
		if err != nil {
			return nil, fmt.Errorf("initial_groups: %w", err)
		}
		rows := initial.Ordered(nil, initial.Rows, column.Cur)
		for i, c := range from {
			got, want := initial.Schema[c], t.Schema[keys[i]]
			if got.Type != want.Type {
				return nil, fmt.Errorf("initial_groups: column %s is %s, not %s as in the table", got.Name, got.Type, want.Type)
			}
			v := column.NewVector(got.Type)
			initial.Cols[c].Gather(v, rows, column.Cur)
			s.values = append(s.values, v)
		}
		for i := range rows {
			s.at = append(s.at, int32(i))
		}
	}
	op := plan.View{}
	out, err := (&computeOp{name: op.Name(), in: t}).build(&building{op: op, in: []*Table{t}}, columnsOf{t.Schema, t.Cols, ownDeps(t)})
	if err != nil {
		return nil, err
	}
	out.same, out.seeds = nil, s // what has another index is not the same
	return out, nil
}
