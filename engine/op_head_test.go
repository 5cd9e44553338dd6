package engine

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

func firstOf(s []string, n int) []string { return s[:min(n, len(s))] }

func lastOf(s []string, n int) []string { return s[max(len(s)-n, 0):] }

func TestHeadAndTailFollow(t *testing.T) {
	byN := func(a, b trade) int { return cmp.Compare(a.n, b.n) }
	for _, n := range []int{0, 1, 7, 1000} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			for seed := range uint64(15) {
				l := newLive(t, seed)
				tab := l.ed.Table()
				sorted := must[*Table](t)(tab.Sort([]SortKey{{Column: "N", Descending: false}}))
				some := must[*Table](t)(sorted.Where(Env{}, "Id % 3 != 0"))
				head, tail := must[*Table](t)(tab.Head(n)), must[*Table](t)(tab.Tail(n))
				low, high := must[*Table](t)(sorted.Head(n)), must[*Table](t)(sorted.Tail(n))
				lowSome, highSome := must[*Table](t)(some.Head(n)), must[*Table](t)(some.Tail(n))
				for i, x := range []*Table{head, tail, low, high, lowSome, highSome} {
					watch(t, fmt.Sprintf("table %d", i), x)
				}
				for range 30 {
					l.churn(8)
					all, byN := l.model(nil), l.model(byN)
					var thirds []string
					for i, r := range l.sortedRows(byN) {
						if r.id%3 != 0 {
							thirds = append(thirds, byN[i])
						}
					}
					wantRows(t, "head", head, firstOf(all, n))
					wantRows(t, "tail", tail, lastOf(all, n))
					wantRows(t, "head of sort", low, firstOf(byN, n))
					wantRows(t, "tail of sort", high, lastOf(byN, n))
					wantRows(t, "head of where of sort", lowSome, firstOf(thirds, n))
					wantRows(t, "tail of where of sort", highSome, lastOf(thirds, n))
				}
			}
		})
	}
}

// sortedRows is the model's rows in the order of their texts.
func (l *live) sortedRows(texts []string) []trade {
	byText := map[string]trade{}
	for _, r := range l.rows {
		byText[r.String()] = r
	}
	out := make([]trade, len(texts))
	for i, s := range texts {
		out[i] = byText[s]
	}
	return out
}

func TestHeadAndTailOfBlinkLast(t *testing.T) {
	for _, n := range []int{0, 1, 10, 150} {
		g := NewGraph()
		f := &feed{}
		src := must[*Table](t)(g.AddSource("feed", f, Blink()))
		sorted := must[*Table](t)(src.Sort([]SortKey{{Column: "N", Descending: false}}))
		tabs := map[string]*Table{
			"head": must[*Table](t)(src.Head(n)), "tail": must[*Table](t)(src.Tail(n)),
			"head of sort": must[*Table](t)(sorted.Head(n)), "tail of sort": must[*Table](t)(sorted.Tail(n)),
		}
		for name, x := range tabs {
			watch(t, name, x)
			if x.Attrs.Blink {
				t.Errorf("%s is blink", name)
			}
		}
		rng := rand.New(rand.NewPCG(uint64(n), 1))
		var all, cycles []string
		for range 40 {
			var rows []trade
			for range rng.IntN(30) {
				rows = append(rows, drawTrade(rng, rng.Int64()))
			}
			f.rows = rows
			if err := g.Step(context.Background()); err != nil {
				t.Fatal(err)
			}
			for _, r := range rows {
				all = append(all, r.String())
			}
			slices.SortStableFunc(rows, func(a, b trade) int { return cmp.Compare(a.n, b.n) })
			for _, r := range rows {
				cycles = append(cycles, r.String())
			}
			wantRows(t, "head", tabs["head"], firstOf(all, n))
			wantRows(t, "tail", tabs["tail"], lastOf(all, n))
			wantRows(t, "head of sort", tabs["head of sort"], firstOf(cycles, n))
			wantRows(t, "tail of sort", tabs["tail of sort"], lastOf(cycles, n))
		}
	}
}

func TestHeadRefuses(t *testing.T) {
	g := NewGraph()
	tab := must[*Table](t)(EmptyTable(g, 3))
	for name, f := range map[string]func(int) (*Table, error){"head": tab.Head, "tail": tab.Tail} {
		if _, err := f(-1); err == nil || err.Error() != "the number of rows must not be negative, got -1" {
			t.Errorf("%s(-1): %v", name, err)
		}
		if x, err := f(2); err != nil || x.Size() != 2 {
			t.Errorf("%s(2) of a static table: %v rows, %v", name, x.Size(), err)
		}
	}
}
