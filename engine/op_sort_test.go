package engine

import (
	"cmp"
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"starling/engine/column"
	"starling/internal/invariants"
	"starling/internal/racing"
)

// byText is Java's order of the two strings, with null first.
func byText(a, b string) int {
	if a == "-" || b == "-" {
		return cmp.Compare(btoi(a != "-"), btoi(b != "-"))
	}
	return slices.Compare(utf16.Encode([]rune(a)), utf16.Encode([]rune(b)))
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

func byDouble(a, b float64) int {
	rank := func(x float64) int {
		switch {
		case x == column.NullDouble:
			return 0
		case math.IsNaN(x):
			return 2
		}
		return 1
	}
	if c := cmp.Compare(rank(a), rank(b)); c != 0 || rank(a) != 1 {
		return c
	}
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func TestSortFollows(t *testing.T) {
	cases := []struct {
		name string
		keys []SortKey
		less func(a, b trade) int
	}{
		{"N", []SortKey{{Column: "N", Descending: false}}, func(a, b trade) int { return cmp.Compare(a.n, b.n) }},
		{"N down", []SortKey{{Column: "N", Descending: true}}, func(a, b trade) int { return cmp.Compare(b.n, a.n) }},
		{"X", []SortKey{{Column: "X", Descending: false}}, func(a, b trade) int { return byDouble(a.x, b.x) }},
		{"X down", []SortKey{{Column: "X", Descending: true}}, func(a, b trade) int { return byDouble(b.x, a.x) }},
		{"Sym", []SortKey{{Column: "Sym", Descending: false}}, func(a, b trade) int { return byText(a.sym, b.sym) }},
		{"Sym down, N, X", []SortKey{{Column: "Sym", Descending: true}, {Column: "N", Descending: false}, {Column: "X", Descending: false}}, func(a, b trade) int {
			return cmp.Or(byText(b.sym, a.sym), cmp.Compare(a.n, b.n), byDouble(a.x, b.x))
		}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			for seed := range uint64(racing.Less(20)) {
				l := newLive(t, seed)
				sorted := must[*Table](t)(l.ed.Table().Sort(c.keys))
				again := must[*Table](t)(sorted.Sort([]SortKey{{Column: "N", Descending: false}}))
				watch(t, c.name, sorted)
				watch(t, c.name+" again", again)
				for range 25 {
					l.churn(1 + 40*int(seed%2))
					wantRows(t, c.name, sorted, l.model(c.less))
					wantRows(t, c.name+" again", again, l.model(func(a, b trade) int { return cmp.Or(cmp.Compare(a.n, b.n), c.less(a, b)) }))
				}
				late := must[*Table](t)(l.ed.Table().Sort(c.keys))
				wantRows(t, "built late", late, l.model(c.less))
			}
		})
	}
}

func TestSortOfComputedColumns(t *testing.T) {
	l := newLive(t, 3)
	view := must[*Table](t)(l.ed.Table().UpdateView(Env{}, "M = -N"))
	sorted := must[*Table](t)(view.Sort([]SortKey{{Column: "M", Descending: false}}))
	back := must[*Table](t)(sorted.DropColumns([]string{"M"}))
	watch(t, "computed", back)
	for range 40 {
		l.churn(6)
		wantRows(t, "computed", back, l.model(func(a, b trade) int { // the null of M stays null
			if a.n == column.NullInt || b.n == column.NullInt {
				return cmp.Compare(btoi(a.n != column.NullInt), btoi(b.n != column.NullInt))
			}
			return cmp.Compare(b.n, a.n)
		}))
	}
}

// TestSortFillsGaps inserts where the gaps are used up fastest: always at one place.
func TestSortFillsGaps(t *testing.T) {
	for name, next := range map[string]func(i int) int32{
		"end of a block":   func(i int) int32 { return int32(i % 2) },
		"before the same":  func(i int) int32 { return int32(-min(i, 1)) },
		"inward":           func(i int) int32 { return int32((1 - i%2*2) * (5000 - i)) },
		"before the first": func(i int) int32 { return int32(-i) },
	} {
		t.Run(name, func(t *testing.T) {
			g := NewGraph()
			f := &feed{}
			src := must[*Table](t)(g.AddSource("feed", f, Append()))
			sorted := must[*Table](t)(src.Sort([]SortKey{{Column: "N", Descending: false}}))
			var all []trade
			for i := range 3000 {
				all = append(all, trade{n: next(i), id: int64(i)})
				f.rows = all[i:]
				if err := g.Step(context.Background()); err != nil {
					t.Fatal(err)
				}
			}
			slices.SortStableFunc(all, func(a, b trade) int { return cmp.Compare(a.n, b.n) })
			want := make([]string, len(all))
			for i, r := range all {
				want[i] = r.String()
			}
			wantRows(t, name, sorted, want)
			if err := g.Read(func() {
				order := sorted.window(0, len(all))
				for i := 1; i < len(order); i++ {
					if a, b := labelOf(sorted.Order, order[i-1], column.Cur), labelOf(sorted.Order, order[i], column.Cur); a >= b || a < 0 || b>>labelBits != 0 {
						t.Fatalf("labels %d, %d at %d", a, b, i)
					}
				}
			}); err != nil {
				t.Fatal(err)
			}
		})
	}
}

func TestSortOfBlink(t *testing.T) {
	g := NewGraph()
	f := &feed{}
	src := must[*Table](t)(g.AddSource("feed", f, Blink()))
	sorted := must[*Table](t)(src.Sort([]SortKey{{Column: "N", Descending: true}}))
	if !sorted.Attrs.Blink {
		t.Error("the sort of a blink table is not blink")
	}
	watch(t, "blink", sorted)
	rng := rand.New(rand.NewPCG(1, 1))
	for range 30 {
		var rows []trade
		for range rng.IntN(50) {
			rows = append(rows, drawTrade(rng, rng.Int64()))
		}
		f.rows = rows
		if err := g.Step(context.Background()); err != nil {
			t.Fatal(err)
		}
		slices.SortStableFunc(rows, func(a, b trade) int { return cmp.Compare(b.n, a.n) })
		var want []string
		for _, r := range rows {
			want = append(want, r.String())
		}
		wantRows(t, "blink", sorted, want)
	}
}

func TestSortOfObjects(t *testing.T) {
	l := newLive(t, 9)
	spans := must[*Table](t)(l.ed.Table().Update(Env{}, "D = isNull(N) ? null : 'PT1s' * (long) N"))
	if typ := spans.Schema[4].Type; typ != column.ObjectOf("java.time.Duration") {
		t.Fatalf("D is %s", typ)
	}
	for _, down := range []bool{false, true} {
		sorted := must[*Table](t)(spans.Sort([]SortKey{{Column: "D", Descending: down}}))
		plain := must[*Table](t)(sorted.DropColumns([]string{"D"}))
		watch(t, "durations", plain)
		for range 25 {
			l.churn(20)
			wantRows(t, "durations", plain, l.model(func(a, b trade) int {
				if down {
					a, b = b, a
				}
				return cmp.Compare(a.n, b.n)
			}))
		}
	}
}

func TestSortRefuses(t *testing.T) {
	g := NewGraph()
	tab := must[*Table](t)(NewTable(g, []column.Field{{Name: "B", Type: column.Of(column.Bytes)}}, []column.Vector{column.NewVector(column.Of(column.Bytes))}))
	for want, keys := range map[string][]SortKey{
		"no column to sort by": nil,
		"unknown column names [Q], available column names are [B]": {{Column: "Q", Descending: false}},
		"column B: values of type byte[] have no order":            {{Column: "B", Descending: false}},
	} {
		if _, err := tab.Sort(keys); err == nil || err.Error() != want {
			t.Errorf("%v: error %v, want %s", keys, err, want)
		}
	}
}

func TestCompareTextIsJavas(t *testing.T) {
	texts := []string{"", "a", "ab", "é", "\uD7FF", "\uE000", "\uFFFD", "\U00010000", "\U0010FFFF", "a\U0001F600", "a\uFB01", "abcdefgh", "abcdefghi", "a\x00"}
	for _, a := range texts {
		for _, b := range texts {
			want := byText(a, b)
			if got := cmp.Compare(column.CompareText(a, b), 0); got != want {
				t.Errorf("column.CompareText(%q, %q) = %d, want %d", a, b, got, want)
			}
			if x, y := textRank(a, 0), textRank(b, 0); x != y && cmp.Compare(x, y) != want {
				t.Errorf("ranks of %q and %q: %x, %x, want order %d", a, b, x, y, want)
			}
		}
	}
	if column.CompareText(column.NullString, "") >= 0 || column.CompareText(column.NullString, column.NullString) != 0 || strings.Compare(column.NullString, "a") < 0 {
		t.Error("null is not first")
	}
}

// TestSteadyStateAllocates bounds the allocations of a cycle of many rows.
func TestSteadyStateAllocates(t *testing.T) {
	if invariants.Enabled {
		t.Skip("pages are tiny")
	}
	const rows = 20_000
	for name, op := range map[string]func(t *Table) (*Table, error){
		"sort": func(t *Table) (*Table, error) {
			return t.Sort([]SortKey{{Column: "Sym", Descending: false}, {Column: "N", Descending: true}})
		},
		"merge": func(t *Table) (*Table, error) { return Merge([]*Table{t, t}) },
		"head":  func(t *Table) (*Table, error) { return t.Head(100) },
		"tail":  func(t *Table) (*Table, error) { return t.Tail(100) },
	} {
		g := NewGraph()
		src := must[*Table](t)(g.AddSource("ready", newReady(rows), Blink()))
		must[*Table](t)(op(src))
		got := testing.AllocsPerRun(20, func() {
			if err := g.Step(context.Background()); err != nil {
				t.Fatal(err)
			}
		})
		if got > rows/20 {
			t.Errorf("%s: %.0f allocations in a cycle of %d rows", name, got, rows)
		}
	}
}
