package rowset

import (
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
)

// random draws a set as a mixture of long runs, short runs and single rows.
func random(rng *rand.Rand) (Set, map[Row]bool) {
	m := map[Row]bool{}
	limit := Row(1 + rng.IntN(6*PageSize))
	if rng.IntN(3) == 0 { // pages that only one of two sets has
		limit *= 8
	}
	for range rng.IntN(12) {
		lo := rng.Int64N(limit)
		n := Row(1)
		switch rng.IntN(4) {
		case 0:
			n = 1 + rng.Int64N(3*PageSize)
		case 1:
			n = 1 + rng.Int64N(70)
		}
		for r := lo; r < lo+n; r++ {
			m[r] = true
		}
	}
	return Of(sortedRows(m)...), m
}

func sortedRows(m map[Row]bool) []Row {
	rows := make([]Row, 0, len(m))
	for r := range m {
		rows = append(rows, r)
	}
	slices.Sort(rows)
	return rows
}

func check(t *testing.T, what string, s Set, want map[Row]bool) {
	t.Helper()
	rows := sortedRows(want)
	if got := s.AppendTo(nil); !slices.Equal(got, rows) {
		t.Fatalf("%s: rows %v, want %v", what, s, Of(rows...))
	}
	if s.Len() != len(rows) || s.Empty() != (len(rows) == 0) {
		t.Fatalf("%s: Len %d, want %d", what, s.Len(), len(rows))
	}
	if !Equal(s, Of(rows...)) {
		t.Fatalf("%s: %v is not in canonical form", what, s)
	}
	for i, r := range rows {
		if i%7 == 0 && (s.At(i) != r || s.Rank(r) != i || !s.Contains(r) || s.Contains(r+1) != want[r+1]) {
			t.Fatalf("%s: row %d at %d: At %d Rank %d", what, r, i, s.At(i), s.Rank(r))
		}
	}
}

func TestSetAlgebra(t *testing.T) {
	for seed := range uint64(300) {
		rng := rand.New(rand.NewPCG(seed, 7))
		a, ma := random(rng)
		b, mb := random(rng)
		check(t, "a", a, ma)
		union, minus, both := map[Row]bool{}, map[Row]bool{}, map[Row]bool{}
		for r := range ma {
			union[r] = true
			if mb[r] {
				both[r] = true
			} else {
				minus[r] = true
			}
		}
		for r := range mb {
			union[r] = true
		}
		check(t, "union", Union(a, b), union)
		check(t, "minus", Minus(a, b), minus)
		check(t, "intersect", Intersect(a, b), both)
		one := map[Row]bool{} // in just one of them
		for r := range union {
			one[r] = !both[r]
		}
		maps.DeleteFunc(one, func(_ Row, in bool) bool { return !in })
		c, mc := random(rng)
		removed, added := Intersect(a, c), Minus(b, Minus(a, c)) // some of what is added was removed
		replaced := maps.Clone(ma)
		maps.DeleteFunc(replaced, func(r Row, _ bool) bool { return mc[r] })
		for r := range added.All() {
			replaced[r] = true
		}
		check(t, "either", either(a, b), one)
		check(t, "replace", Replace(a, removed, added), replaced)
		if Overlaps(a, b) != (len(both) > 0) {
			t.Fatal("Overlaps")
		}
		if a.Len() > 0 {
			i, j := rng.IntN(a.Len()+1), rng.IntN(a.Len()+1)
			part := map[Row]bool{}
			for k := i; k < j; k++ {
				part[a.At(k)] = true
			}
			check(t, "slice", a.Slice(i, j), part)
		}
	}
}

func TestRunsStayRuns(t *testing.T) {
	s := Run(0, 10)
	for i := Row(10); i < 100_000; i += 10 {
		s = Union(s, Run(i, i+10))
	}
	if !s.IsRun() || s.Len() != 100_000 {
		t.Fatalf("a grown run is %d spans", len(s.spans))
	}
	if s = Minus(s, Run(0, 99_000)); !s.IsRun() || s.First() != 99_000 {
		t.Fatalf("a trimmed run is %v", s)
	}
	if got := testing.AllocsPerRun(100, func() { s = Union(s, Run(s.Last()+1, s.Last()+2)) }); got > 2 {
		t.Fatalf("growing a run takes %v allocations", got)
	}
}

func TestString(t *testing.T) {
	if got := Of(0, 1, 2, 7, 9, 10).String(); got != "{0-2 7 9-10}" {
		t.Fatal(got)
	}
	if got := (Set{}).String(); got != "{}" {
		t.Fatal(got)
	}
}

// BenchmarkFewOfMany takes a few rows out of a large set that has every other row.
func BenchmarkFewOfMany(b *testing.B) {
	var all Builder
	for r := Row(0); r < 1e7; r += 2 {
		all.Add(r)
	}
	s := all.Set()
	var few []Row
	for r := Row(0); r < 1e7; r += 1e5 {
		few = append(few, r)
	}
	f := Of(few...)
	b.ReportAllocs()
	for b.Loop() {
		if Union(Minus(s, f), f).Len() != s.Len() || Intersect(f, s).Len() != f.Len() {
			b.Fatal("rows are lost")
		}
	}
}

func BenchmarkPagesOfBitmap(b *testing.B) {
	var sb Builder
	for r := Row(0); r < 1<<20; r += 2 {
		sb.Add(r)
	}
	s := sb.Set()
	for b.Loop() {
		n := 0
		for p := range s.Pages() {
			n += p.Len()
		}
		if n != s.Len() {
			b.Fatal(n)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(s.Len()), "ns/row")
}

// TestScattered: a set is scattered if its rows lie far from each other.
func TestScattered(t *testing.T) {
	apart := func(n int, by Row) (rows []Row) {
		for i := range Row(n) {
			rows = append(rows, i*by)
		}
		return rows
	}
	for _, c := range []struct {
		set  Set
		want bool
	}{
		{Set{}, false},
		{Run(5, 100), false},
		{Of(apart(100, PageSize)...), true},
		{Of(apart(100, PageSize/2)...), true},
		{Of(apart(100, 2)...), false},
		{Union(Run(0, 100*PageSize), Of(1000*PageSize, 2000*PageSize)), false},
	} {
		if got := c.set.Scattered(); got != c.want {
			t.Errorf("%v scattered: %v", c.set, got)
		}
	}
}
