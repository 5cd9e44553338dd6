package arrange

import (
	"math/rand/v2"
	"slices"
	"testing"

	"starling/engine/rowset"
)

// TestList compares lists with slices while rows come, singly and in runs, and go.
func TestList(t *testing.T) {
	for seed := range uint64(12) {
		rng := rand.New(rand.NewPCG(seed, 1))
		pages := &Pages{}
		l, model := NewList(pages), []rowset.Row(nil)
		if seed%4 == 0 {
			l = List{}
		}
		next := rowset.Row(0)
		for range 60 {
			at := rng.IntN(len(model) + 1)
			mark := rowset.None
			if at < len(model) {
				mark = model[at]
			}
			before := map[rowset.Row]bool{}
			for _, r := range model[:at] {
				before[r] = true
			}
			here := func(r rowset.Row) bool { return !before[r] }
			switch rng.IntN(4) {
			case 0:
				if mark != rowset.None {
					l.Remove(mark, here)
					model = slices.Delete(model, at, at+1)
				}
			case 1:
				run := make([]rowset.Row, 1+rng.IntN(1+rng.IntN(3*pageMax)))
				for i := range run {
					run[i], next = next, next+1
				}
				c, i := l.Place(here)
				c, i = l.InsertRun(c, i, run)
				model = slices.Insert(model, at, run...)
				if l.position(c, i) != at || l.At(c, i) != run[0] {
					t.Fatalf("the run is at %d, want %d", l.position(c, i), at)
				}
			case 2:
				l.Insert(next, here)
				model = slices.Insert(model, at, next)
				next++
			case 3:
				if rng.IntN(20) == 0 {
					slices.Reverse(model)
					l.Reset(model)
				}
			}
			checkList(t, &l, model)
			pages.Turn()
		}
	}
}

func checkList(t *testing.T, l *List, model []rowset.Row) {
	t.Helper()
	if got := l.Slice(nil, 0, l.Len()); !slices.Equal(got, model) {
		t.Fatalf("%v, want %v", got, model)
	}
	if n := len(model) / 3; !slices.Equal(l.Slice(nil, n, 2*n), model[n:2*n]) {
		t.Fatalf("the middle is %v, want %v", l.Slice(nil, n, 2*n), model[n:2*n])
	}
	first, last := rowset.None, rowset.None
	if len(model) > 0 {
		first, last = model[0], model[len(model)-1]
	}
	if l.First() != first || l.Last() != last || l.Len() != len(model) {
		t.Fatalf("%d rows from %d to %d, want %d", l.Len(), l.First(), l.Last(), len(model))
	}
	k := 0
	for c, p := range l.parts {
		for i, r := range p.rows {
			if l.position(c, i) != k || l.At(c, i) != r {
				t.Fatalf("place (%d, %d) is position %d, want %d", c, i, l.position(c, i), k)
			}
			k++
		}
	}
}
