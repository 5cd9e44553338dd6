package column

import (
	"math/rand/v2"
	"testing"

	"starling/engine/rowset"
)

// TestScattered: values of rows of many pages, few on each, are written and read as those of
// one page are, with rows that hold none and no rows between them.
func TestScattered(t *testing.T) {
	const pages = 50
	s, rng := NewStoreOf[int64](Of(Long)), rand.New(rand.NewPCG(4, 4))
	now, before := map[rowset.Row]int64{}, map[rowset.Row]int64{}
	null := Null[int64]()
	check := func(rows []rowset.Row, when When, want map[rowset.Row]int64) {
		t.Helper()
		v := NewVec[int64](Long)
		s.Gather(v, rows, when)
		for i, r := range rows {
			w, ok := want[r]
			if !ok {
				w = null
			}
			if v.V[i] != w {
				t.Fatalf("row %d is %d, want %d", r, v.V[i], w)
			}
		}
	}
	for range 300 {
		rows, v := make([]rowset.Row, 1+rng.IntN(3*fewRows)), NewVec[int64](Long)
		for i := range rows {
			rows[i] = rng.Int64N(pages * rowset.PageSize)
			if i > 0 && rng.IntN(2) == 0 {
				rows[i] = pageOf(rows[i-1]) + rng.Int64N(rowset.PageSize)
			}
			v.Append(rng.Int64())
			now[rows[i]] = v.V[i]
		}
		s.Scatter(rows, v)
		rows = append(rows, rowset.None, rng.Int64N(2*pages*rowset.PageSize))
		for r := range before {
			if rows = append(rows, r); len(rows) > 200 {
				break
			}
		}
		check(rows, Cur, now)
		check(rows, Prev, before)
		if rng.IntN(3) == 0 {
			s.Commit()
			for r, x := range now {
				before[r] = x
			}
			check(rows, Prev, before)
		}
	}
}
