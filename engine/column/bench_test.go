package column

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"starling/engine/rowset"
	"starling/internal/invariants"
)

const benchRows = 500_000

// filled is a store of kind k with rows 0 to benchRows-1.
func filled(k Kind) Writable {
	s := NewStore(Of(k))
	b := NewBuilder(Of(k))
	for i := range benchRows {
		sample(b, i)
	}
	s.Append(0, b)
	s.Commit()
	return s
}

func sample(b Builder, i int) {
	switch b := b.(type) {
	case *Vec[int64]:
		b.Append(int64(i))
	case *Vec[string]:
		b.Append(words[i%len(words)])
	case *Text:
		b.AppendString(words[i%len(words)])
	}
}

var words = func() (w []string) {
	for i := range 1000 {
		w = append(w, fmt.Sprintf("symbol-%d", i))
	}
	return w
}()

func perRow(b *testing.B, rows int) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(rows), "ns/row")
}

func BenchmarkAppend(b *testing.B) {
	for _, k := range []Kind{Long, String} {
		b.Run(k.String(), func(b *testing.B) {
			v := NewBuilder(Of(k))
			for i := range 10_000 {
				sample(v, i)
			}
			s, lo := NewStore(Of(k)), rowset.Row(0)
			b.ReportAllocs()
			for b.Loop() {
				s.Append(lo, v)
				lo += 10_000
				s.Trim(lo - 1_000_000)
				s.Commit()
			}
			perRow(b, 10_000)
		})
	}
}

// BenchmarkAppendTexts is batches that are appended, with what is held for a row.
func BenchmarkAppendTexts(b *testing.B) {
	for _, c := range []struct {
		name   string
		values int
		format string
	}{
		{"10 symbols", 10, "SYM%d"},
		{"500 symbols", 500, "SYM%d"},
		{"5000 symbols", 5000, "SYM%d"},
		{"500 long", 500, "a-longer-symbol-%d"},
		{"ids", 1 << 30, "o-%09d"},
	} {
		b.Run(c.name, func(b *testing.B) {
			rng := rand.New(rand.NewPCG(1, 2))
			var batches []*Text
			for range 16 {
				t := NewText(String)
				for range 8192 {
					t.AppendString(fmt.Sprintf(c.format, rng.IntN(c.values)))
				}
				batches = append(batches, t)
			}
			s, lo, i := NewStore(Of(String)), rowset.Row(0), 0
			b.ReportAllocs()
			for b.Loop() {
				s.Append(lo, batches[i%16])
				i++
				lo += 8192
				s.Trim(lo - 1_000_000)
				s.Commit()
			}
			perRow(b, 8192)
			b.ReportMetric(float64(s.Bytes())/float64(min(lo, 1_000_000)), "B/row")
		})
	}
}

func BenchmarkScatter(b *testing.B) {
	for _, k := range []Kind{Long, String} {
		b.Run(k.String(), func(b *testing.B) {
			s, v := filled(k), NewVector(Of(k))
			r := rand.New(rand.NewPCG(1, 2))
			rows := make([]rowset.Row, 10_000)
			for i := range rows {
				rows[i] = r.Int64N(benchRows)
				sample(v, i)
			}
			b.ReportAllocs()
			for b.Loop() {
				s.Scatter(rows, v)
				s.Commit()
			}
			perRow(b, len(rows))
		})
	}
}

func BenchmarkFill(b *testing.B) {
	var odd rowset.Builder
	for row := range rowset.Row(benchRows) {
		if row%3 != 0 {
			odd.Add(row)
		}
	}
	sets := map[string]rowset.Set{"run": rowset.Run(0, benchRows), "offsets": odd.Set()}
	for _, k := range []Kind{Long, String} {
		for name, set := range sets {
			b.Run(k.String()+"/"+name, func(b *testing.B) {
				s, v := filled(k), NewVector(Of(k))
				b.ReportAllocs()
				for b.Loop() {
					for p := range set.Pages() {
						s.Fill(v, p, Cur)
						v.Reset()
					}
				}
				perRow(b, set.Len())
			})
		}
	}
}

func BenchmarkGather(b *testing.B) {
	for _, k := range []Kind{Long, String} {
		b.Run(k.String(), func(b *testing.B) {
			s, v := filled(k), NewVector(Of(k))
			r := rand.New(rand.NewPCG(1, 2))
			rows := make([]rowset.Row, rowset.PageSize)
			for i := range rows {
				rows[i] = r.Int64N(benchRows)
			}
			for b.Loop() {
				s.Gather(v, rows, Cur)
				v.Reset()
			}
			perRow(b, len(rows))
		})
	}
}

// TestAllocs holds that steady state allocates pages at most, never per row.
func TestAllocs(t *testing.T) {
	if invariants.Enabled {
		t.Skip("pages are tiny")
	}
	for _, k := range []Kind{Bool, Long, Double, String} {
		s, v, text := NewStore(Of(k)), NewVector(Of(k)), NewBuilder(Of(k))
		rows := make([]rowset.Row, rowset.PageSize)
		r := rand.New(rand.NewPCG(1, 2))
		for i := range rows {
			rows[i] = r.Int64N(4 * rowset.PageSize)
			switch k {
			case Bool, Double:
				v.AppendNull()
				text.AppendNull()
			default:
				sample(v, i)
				sample(text, i)
			}
		}
		for i := range rowset.Row(4) {
			s.Append(i*rowset.PageSize, text)
		}
		s.Commit()
		cycle := func() {
			s.Scatter(rows, v)
			s.Put(rowset.Page{Base: rowset.PageSize, Hi: rowset.PageSize}, v)
			s.Commit()
		}
		cycle()
		cycle()
		// Text is only appended to and written anew as it dies: some allocations a page.
		if n := testing.AllocsPerRun(50, cycle); n > 20 || k != String && n > 0 {
			t.Errorf("%v: a cycle of writes allocates %v times", k, n)
		}
		out := NewVector(Of(k))
		read := func() {
			out.Reset()
			s.Fill(out, rowset.Page{Hi: rowset.PageSize}, Cur)
			s.Gather(out, rows, Prev)
		}
		read()
		if n := testing.AllocsPerRun(50, read); n > 0 {
			t.Errorf("%v: reading allocates %v times", k, n)
		}
		lo := rowset.Row(8 * rowset.PageSize)
		grow := func() {
			s.Append(lo, text)
			lo += rowset.PageSize
			s.Trim(lo - 8*rowset.PageSize)
			s.Commit()
		}
		grow()
		if n := testing.AllocsPerRun(50, grow); n > 8 {
			t.Errorf("%v: appending a page allocates %v times", k, n)
		}
	}
}
