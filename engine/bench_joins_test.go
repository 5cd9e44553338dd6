package engine

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"starling/engine/column"
	"starling/engine/rowset"
)

// BenchmarkPairs is a hundred rows a cycle that go to other keys, on either side of joins of
// tables with a few rows a key: what a cycle costs is to be about the same for all sizes.
func BenchmarkPairs(b *testing.B) {
	on, joins := []Pair{{New: "K", Old: "K"}}, []Pair{{New: "R", Old: "V"}}
	near := []OnKey{{Pair: on[0]}, {Pair: Pair{New: "V", Old: "V"}, By: AtOrAfter}}
	for _, c := range []struct {
		name string
		join func(left, right *Table) (*Table, error)
	}{
		{"aj", func(left, right *Table) (*Table, error) { return left.Aj(right, near, joins) }},
		{"join", func(left, right *Table) (*Table, error) { return left.Join(right, on, joins) }},
		{"full outer", func(left, right *Table) (*Table, error) { return left.FullOuterJoin(right, on, joins) }},
	} {
		for side, name := range []string{"left", "right"} {
			for _, n := range []int{1e4, 1e5, 1e6} {
				b.Run(fmt.Sprintf("%s/%s/%d", c.name, name, n), func(b *testing.B) {
					g, rng := NewGraph(), rand.New(rand.NewPCG(3, 4))
					books := []*Editable{newBook(b, g, n, n/2), newBook(b, g, n, n/2)}
					if _, err := c.join(books[0].Table(), books[1].Table()); err != nil {
						b.Fatal(err)
					}
					b.ReportAllocs()
					b.ResetTimer()
					for b.Loop() {
						rekey(b, rng, books[side], n)
						step(b, g)
					}
				})
			}
		}
	}
}

// rekey gives a hundred of n rows another key.
func rekey(b *testing.B, rng *rand.Rand, ed *Editable, n int) {
	rows := make([]rowset.Row, 100)
	for i := range rows {
		rows[i] = rng.Int64N(int64(n))
	}
	set := rowset.Of(rows...)
	k := column.NewVec[int64](column.Long)
	for range set.Len() {
		k.Append(rng.Int64N(int64(n / 2)))
	}
	if err := ed.Modify(set, []int{0}, []column.Vector{k}); err != nil {
		b.Fatal(err)
	}
}
