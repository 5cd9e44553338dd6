package rowset

import (
	"math/rand/v2"
	"testing"
)

// TestOf: rows in any order, with repeats, many or few, near or far from each other.
func TestOf(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 7))
	for range 300 {
		b, want, rows := Builder{}, map[Row]bool{}, []Row{}
		limit := Row(1) << (1 + rng.IntN(62))
		for range rng.IntN(4 * digitsMin) {
			lo := rng.Int64N(limit)
			for r := lo; r < lo+1+rng.Int64N(3); r++ {
				rows = append(rows, r)
				want[r] = true
			}
		}
		rng.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		for _, r := range sortedRows(want) {
			b.Add(r)
		}
		if set := b.Set(); !Equal(Of(rows...), set) {
			t.Fatalf("rows %v, want %v", Of(rows...), set)
		}
	}
}

// BenchmarkOf is a set of a thousand rows of ten million.
func BenchmarkOf(b *testing.B) {
	rng := rand.New(rand.NewPCG(2, 7))
	rows := make([]Row, 1000)
	for i := range rows {
		rows[i] = rng.Int64N(1e7)
	}
	b.ReportAllocs()
	for b.Loop() {
		if Of(rows...).Empty() {
			b.Fatal("empty")
		}
	}
}
