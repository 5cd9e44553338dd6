package engine

import (
	"fmt"
	"testing"

	"starling/engine/column"
	"starling/engine/rowset"
)

// counted is an order that counts how often it is asked.
type counted struct {
	Order
	asked int
}

func (c *counted) Label(r rowset.Row, when column.When) int64 {
	c.asked++
	return c.Order.Label(r, when)
}

// TestPlacesOnce: a table is put in order once, however many pages and formulas ask for
// positions in it.
func TestPlacesOnce(t *testing.T) {
	const n = 5*rowset.PageSize + 7
	rows := make([]trade, n)
	for i := range rows {
		rows[i] = trade{n: int32(i % 100), id: int64(i)}
	}
	sorted := must[*Table](t)(must[*Table](t)(NewTable(NewGraph(), tradeFields, vectors(rows))).Sort([]SortKey{{Column: "N", Descending: false}}))
	order := &counted{Order: sorted.Order}
	sorted.Order = order
	made := must[*Table](t)(sorted.Update(Env{}, "A = ii", "B = Id_[i - 1]", "C = i"))
	if order.asked != n {
		t.Errorf("%d labels were asked for of %d rows", order.asked, n)
	}
	if sorted.places != nil {
		t.Error("the order is kept for good")
	}
	f := must[*Frame](t)(made.Read(0, n, []string{"A", "B", "Id"}))
	a, b, id := f.Cols[0].(*column.Vec[int64]).V, f.Cols[1].(*column.Vec[int64]).V, f.Cols[2].(*column.Vec[int64]).V
	for i := range n {
		if a[i] != int64(i) || i > 0 && b[i] != id[i-1] {
			t.Fatalf("position %d: ii is %d, Id before is %d", i, a[i], b[i])
		}
	}
}

// BenchmarkPositions computes positions in a sorted and in a merged table: the time for a row
// is the same in tables of any size.
func BenchmarkPositions(b *testing.B) {
	for _, n := range []int{1 << 16, 1 << 18, 1 << 20} {
		tab, err := NewTable(NewGraph(), tradeFields, benchVectors(n/2))
		if err != nil {
			b.Fatal(err)
		}
		merged, err := Merge([]*Table{tab, tab})
		if err != nil {
			b.Fatal(err)
		}
		sorted, err := merged.Sort([]SortKey{{Column: "N", Descending: false}})
		if err != nil {
			b.Fatal(err)
		}
		for name, t := range map[string]*Table{"merged": merged, "sorted": sorted} {
			b.Run(fmt.Sprintf("%s %d", name, n), func(b *testing.B) {
				for b.Loop() {
					if _, err := t.Update(Env{}, "A = ii", "B = Id_[i - 1]"); err != nil {
						b.Fatal(err)
					}
				}
				reportRows(b, n)
			})
		}
	}
}
