package engine

import (
	"slices"
	"testing"

	"starling/engine/column"
	"starling/engine/rowset"
)

// A copy of an update is in table order, has what rows were before, and shares what is the same.
func TestChanges(t *testing.T) {
	g := NewGraph()
	b, err := NewBoard[string](g, "b", []column.Field{{Name: "K", Type: column.Of(column.String)}, {Name: "V", Type: column.Of(column.Long)}})
	if err != nil {
		t.Fatal(err)
	}
	sorted, err := b.Table().Sort([]SortKey{{Column: "V", Descending: true}})
	if err != nil {
		t.Fatal(err)
	}
	b.Table().Retain()
	sorted.Retain()
	var seen []*Changes
	stop, err := g.ListenAll([]*Table{b.Table(), sorted}, told(func(of *Table, u *Update) {
		if of == sorted {
			seen = append(seen, of.Changes(u))
		}
	}), func() error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	set := func(key string, v int64) {
		if err := b.Set(key, key, v); err != nil {
			t.Fatal(err)
		}
	}
	set("a", 1)
	set("b", 2)
	g.step()
	set("a", 3)
	g.step()
	stop()
	set("c", 3)
	g.step()
	if len(seen) != 2 {
		t.Fatalf("told %d times", len(seen))
	}
	if got := seen[0].Added[1].(*column.Vec[int64]).V; !slices.Equal(got, []int64{2, 1}) || seen[0].Bytes == 0 {
		t.Errorf("added %v, %d bytes", got, seen[0].Bytes)
	}
	c := seen[1]
	if got := append(c.Removed[1].(*column.Vec[int64]).V, c.Before[1].(*column.Vec[int64]).V...); !slices.Equal(got, []int64{1}) {
		t.Errorf("before %v", got)
	}
	if got := append(c.Added[1].(*column.Vec[int64]).V, c.Modified[1].(*column.Vec[int64]).V...); !slices.Equal(got, []int64{3}) {
		t.Errorf("after %v", got)
	}
}

// told is a listener that is a function.
type told func(t *Table, u *Update)

func (f told) OnUpdate(t *Table, u *Update) error { f(t, u); return nil }
func (f told) OnFailure(error)                    {}

// What a listener of five columns costs a cycle that adds a page of rows.
func BenchmarkCopyChanges(b *testing.B) {
	t, err := EmptyTable(NewGraph(), 1<<20)
	if err == nil {
		t, err = t.Update(Env{}, "A = i", "B = ii", "C = A * 0.5", "D = B + 1", "S = `sym` + A % 500")
	}
	if err != nil {
		b.Fatal(err)
	}
	u := &Update{Added: t.Rows.Slice(1<<19, 1<<19+rowset.PageSize)}
	b.ReportAllocs()
	for b.Loop() {
		t.Changes(u)
	}
}
