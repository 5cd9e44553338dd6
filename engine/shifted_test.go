package engine

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestShifted: formulas of neighbours follow a table whose rows come, go and change anywhere, in
// its own order and sorted.
func TestShifted(t *testing.T) {
	for seed := range uint64(20) {
		l := newLive(t, seed)
		base := l.ed.Table()
		base.Retain()
		sorted := must[*Table](t)(base.Sort([]SortKey{{Column: "N"}}))
		var outs []*Table
		for _, of := range []*Table{base, sorted} {
			out := must[*Table](t)(of.Update(Env{}, "Prev = Id_[i-1]", "Next = Id_[ii + 2]", "Sum = Prev + Id", "Text = Sym_[i]"))
			out.Retain()
			watch(t, "shifted", out)
			outs = append(outs, must[*Table](t)(out.View(Env{}, "Id", "Prev", "Next", "Sum", "Text")))
			outs[len(outs)-1].Retain()
			if got := strings.Join(out.names(), " "); got != "Sym N X Id Prev Next Sum Text" {
				t.Fatalf("columns %s", got)
			}
		}
		for range 20 {
			l.churn(8)
			for k, less := range []func(a, b trade) int{nil, func(a, b trade) int { return int(a.n) - int(b.n) }} {
				rows := l.order()
				if less != nil {
					slices.SortStableFunc(rows, func(a, b int64) int { return less(l.rows[a], l.rows[b]) })
				}
				at := func(i int) string {
					if i < 0 || i >= len(rows) {
						return "<nil>"
					}
					return fmt.Sprint(l.rows[rows[i]].id)
				}
				want := []string{}
				for i, r := range rows {
					x, sum := l.rows[r], "<nil>"
					if i > 0 {
						sum = fmt.Sprint(x.id + l.rows[rows[i-1]].id)
					}
					sym, _, _ := strings.Cut(x.String(), " ")
					want = append(want, strings.Join([]string{fmt.Sprint(x.id), at(i - 1), at(i + 2), sum, sym}, " "))
				}
				wantRows(t, fmt.Sprint("seed ", seed, ", table ", k), outs[k], want)
			}
		}
	}
}

// TestNotShifted: other uses of positions are refused, and nothing is left behind.
func TestNotShifted(t *testing.T) {
	l := newLive(t, 1)
	l.ed.Table().Retain()
	n := len(l.g.nodes)
	for _, f := range []string{"A = i", "A = N_[0]", "A = N_[i-N]", "A = N_[i-1] + i", "A = N_.size()", "A = N_[1+i]"} {
		if _, err := l.ed.Table().Update(Env{}, f); err == nil || !strings.Contains(err.Error(), "not safe to refresh") {
			t.Errorf("%s: %v", f, err)
		}
	}
	if _, err := l.ed.Table().Update(Env{}, "A = N_[i-1]", "B = Nope"); err == nil {
		t.Error("an unknown column is taken")
	}
	if len(l.g.nodes) != n {
		t.Errorf("%d nodes are left behind", len(l.g.nodes)-n)
	}
	out := must[*Table](t)(l.ed.Table().Update(Env{}, "A = N_[i-1]"))
	out.Retain()
	out.Release()
	if len(l.g.nodes) != n {
		t.Errorf("%d nodes are left", len(l.g.nodes)-n)
	}
}
