package agg

import (
	"errors"

	"starling/engine/column"
)

func groupType(in []column.Type, _ Args) (column.Type, error) { return column.GroupOf(in[0]), nil }

// newGroup is all values of a group, nulls too, in the order they came.
func newGroup(in []column.Type, _ Args, retract bool) (Agg, error) {
	if retract {
		return nil, errors.New("group: rows of this table can be removed or modified; group needs a table that only appends")
	}
	return &group{column.NewStore(column.GroupOf(in[0])).(*column.ListStore)}, nil
}

// group extends the lists of its result where they stand.
type group struct{ lists *column.ListStore }

func (a *group) Result() column.Writable { return a.lists }

func (a *group) Grow(int) {}

func (a *group) Add(groups []int32, in []column.Vector) { a.lists.Extend(groups, in[0]) }

func (a *group) Remove([]int32, []column.Vector) { panic("agg: removal was not asked for") }

func (a *group) Flush() {}

func (a *group) Commit() { a.lists.Commit() }

func (a *group) Bytes() int { return 0 }
