package agg

import (
	"starling/engine/column"
	"starling/engine/rowset"
)

func groupType(in []column.Type, _ Args) (column.Type, error) { return column.GroupOf(in[0]), nil }

// newGroup is all values of a group, nulls too, in the order they are added.
func newGroup(in []column.Type, _ Args, _ bool) (Agg, error) {
	return &group{column.NewStore(column.GroupOf(in[0])).(*column.ListStore)}, nil
}

// group extends the lists of its result where they stand.
type group struct{ lists *column.ListStore }

func (a *group) Result() column.Writable { return a.lists }

func (a *group) Grow(int) {}

func (a *group) Add(groups []int32, in []column.Vector) { a.lists.Extend(groups, in[0]) }

// Remove panics: values leave by Cut.
func (a *group) Remove([]int32, []column.Vector) {
	panic("agg: a value is removed from the midst of a group")
}

// Cut takes out the values of group g from the n-th on.
func (a *group) Cut(g int32, n int) int { return a.lists.Cut(g, n) }

// Touch makes the lists of groups empty, which are null before their first value.
func (a *group) Touch(groups []int32) {
	none := column.NewVector(a.lists.Type()).(*column.Lists)
	rows := make([]rowset.Row, len(groups))
	for i, g := range groups {
		none.Open()
		none.Close()
		rows[i] = rowset.Row(g)
	}
	a.lists.Scatter(rows, none)
}

func (a *group) Flush() {}

func (a *group) Commit() { a.lists.Commit() }

func (a *group) Bytes() int { return 0 }
