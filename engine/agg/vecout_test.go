package agg

import (
	"math/rand/v2"
	"testing"

	"starling/engine/column"
	"starling/engine/rowset"
)

// TestFewGroups: the results of pages with few groups and with many are all written, each once.
func TestFewGroups(t *testing.T) {
	const groups = 40 * rowset.PageSize
	o, rng, want := newOut[int64](column.Of(column.Long)), rand.New(rand.NewPCG(1, 2)), map[int32]int64{}
	for cycle := range int64(30) {
		o.touched.Reset(groups)
		for range 1 + rng.IntN(3*fewGroups) {
			lo := rng.Int32N(groups)
			for g := lo; g < min(groups, lo+1+rng.Int32N(2*fewGroups)); g++ {
				o.touched.Add(g)
				want[g] = cycle*groups + int64(g)
			}
		}
		o.flush(func(g int32) int64 { return cycle*groups + int64(g) })
		if !o.touched.Empty() || len(o.rows) > 0 || o.values.Len() > 0 {
			t.Fatal("something is left")
		}
		for g, w := range want {
			if x := column.Value(o.Result(), rowset.Row(g), column.Cur); x != w {
				t.Fatalf("group %d has %v, want %d", g, x, w)
			}
		}
		o.Commit()
	}
}
