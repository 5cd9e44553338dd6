package engine

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"starling/engine/rowset"
)

// fuse is a context that ends when it has been asked often enough.
type fuse struct {
	context.Context
	left, asked int
}

func (f *fuse) Err() error {
	f.asked++
	if f.asked > f.left {
		return context.Canceled
	}
	return nil
}

// workRows is more than a few pages, whatever a page is.
const workRows = 5*rowset.PageSize + 7

func workTable(t *testing.T, g *Graph) *Table {
	rows := make([]trade, workRows)
	for i := range rows {
		rows[i] = trade{sym: fmt.Sprint("s", i%1000), n: int32(-i), x: float64(i), id: int64(i)}
	}
	return must[*Table](t)(NewTable(g, tradeFields, vectors(rows)))
}

// works is what can be ended midway, over tab and few, its first rows.
func works(t *testing.T, tab, few *Table) map[string]func() error {
	built := func(f func() (*Table, error)) func() error {
		return func() error { _, err := f(); return err }
	}
	of := func(name string) []Pair { return []Pair{{New: name, Old: name}} }
	aggregated := func(name string) []Aggregation { return []Aggregation{{Name: name, Pairs: of("X")}} }
	dates := must[*Table](t)(tab.UpdateView(Env{}, "D = epochDaysToLocalDate(Id)"))
	sorted := must[*Table](t)(must[*Table](t)(tab.Sort([]SortKey{{Column: "N", Descending: false}})).Where(Env{}, "Id % 50 = 0"))
	merged := must[*Table](t)(Merge([]*Table{tab, tab}))
	return map[string]func() error{
		"where":   built(func() (*Table, error) { return tab.Where(Env{}, "N % 3 = 0") }),
		"update":  built(func() (*Table, error) { return tab.Update(Env{}, "Y = X * 2") }),
		"select":  built(func() (*Table, error) { return tab.Select(Env{}, "Y = i") }),
		"sums":    built(func() (*Table, error) { return tab.AggBy(aggregated("sum"), of("Id")) }),
		"median":  built(func() (*Table, error) { return tab.AggBy(aggregated("median"), nil) }),
		"last_by": built(func() (*Table, error) { return tab.LastBy(of("Sym")) }),
		"numbers": built(func() (*Table, error) { return tab.Sort([]SortKey{{Column: "N", Descending: false}}) }),
		"texts": built(func() (*Table, error) {
			return tab.Sort([]SortKey{{Column: "Sym", Descending: true}, {Column: "N", Descending: false}})
		}),
		"dates": built(func() (*Table, error) { return dates.Sort([]SortKey{{Column: "D", Descending: false}}) }),
		"left": built(func() (*Table, error) {
			return tab.NaturalJoin(few, of("Id"), []Pair{{New: "Y", Old: "X"}}, ErrorOnDuplicate)
		}),
		"right": built(func() (*Table, error) {
			return few.NaturalJoin(tab, of("Id"), []Pair{{New: "Y", Old: "X"}}, ErrorOnDuplicate)
		}),
		"snapshot": built(tab.Snapshot),
		"merged":   built(merged.Snapshot),
		"read":     func() error { _, err := tab.Read(0, workRows, nil); return err },
		"ordered":  func() error { _, err := sorted.Read(0, 9, nil); return err },
	}
}

func TestWithinEndsWork(t *testing.T) {
	g := NewGraph()
	tab := workTable(t, g)
	few := must[*Table](t)(tab.Head(5))
	for name, f := range works(t, tab, few) {
		t.Run(name, func(t *testing.T) {
			var whole *fuse
			for range 2 { // the second finds the indexes of the first
				whole = &fuse{Context: context.Background(), left: 1 << 60}
				if err := g.Within(whole, f); err != nil {
					t.Fatal(err)
				}
			}
			if whole.asked == 0 {
				t.Fatal("nothing asks whether to go on")
			}
			for _, left := range []int{0, whole.asked / 2, whole.asked - 1} {
				part := &fuse{Context: context.Background(), left: left}
				if err := g.Within(part, f); !errors.Is(err, context.Canceled) {
					t.Errorf("after %d of %d questions: %v", left, whole.asked, err)
				}
				if part.asked > left+2 { // the question and its cause
					t.Errorf("went on for %d questions", part.asked-left)
				}
			}
			if err := f(); err != nil {
				t.Errorf("without a context: %v", err)
			}
		})
	}
}

// TestWithinSparesCycles: a cycle goes on while what a statement builds is ended.
func TestWithinSparesCycles(t *testing.T) {
	l := newLive(t, 1)
	sum := must[*Table](t)(l.ed.Table().AggBy([]Aggregation{{Name: "sum", Pairs: []Pair{{New: "N", Old: "N"}}}}, []Pair{{New: "Sym", Old: "Sym"}}))
	watch(t, "sum", sum)
	gone, cancel := context.WithCancelCause(context.Background())
	why := errors.New("nobody waits")
	cancel(why)
	err := l.g.Within(gone, func() error {
		for range 10 {
			l.churn(50)
		}
		_, err := l.ed.Table().Where(Env{}, "N > 0")
		return err
	})
	if !errors.Is(err, why) {
		t.Errorf("the build ended with %v", err)
	}
	if err := sum.Err(); err != nil {
		t.Errorf("the cycle ended with %v", err)
	}
}

func TestMaxBytes(t *testing.T) {
	g := NewGraph()
	g.MaxBytes = 1 << 20
	huge := must[*Table](t)(EmptyTable(g, 1e12))
	view := must[*Table](t)(huge.UpdateView(Env{}, "X = 5"))
	for want, f := range map[string]func() (*Table, error){
		`column "X = 5" would take 1000000000000 times 4 bytes, more than 1048576; update_view and view compute it when it is read`: func() (*Table, error) { return huge.Update(Env{}, "X = 5") },
		`column "X = i * 2" would take 1000000000000 times 4 bytes, more than 1048576`:                                              func() (*Table, error) { return huge.UpdateView(Env{}, "X = i * 2") },
		"the order would take 1000000000000 times 56 bytes, more than 1048576":                                                      func() (*Table, error) { return view.Sort([]SortKey{{Column: "X", Descending: false}}) },
		"its index would take 1000000000000 times 4 bytes, more than 1048576":                                                       func() (*Table, error) { return view.AggBy(rowCount, []Pair{{New: "X", Old: "X"}}) },
		"its matches would take 200000 times 8 bytes, more than 1048576": func() (*Table, error) {
			return must[*Table](t)(view.Head(200_000)).NaturalJoin(must[*Table](t)(view.Head(1)), nil, []Pair{{New: "Y", Old: "X"}}, FirstMatch)
		},
		"the copy would take 1000000000000 times 12 bytes, more than 1048576": view.Snapshot,
		"the copy would take 100000 times 12 bytes, more than 1048576":        func() (*Table, error) { _, err := view.Read(7, 100_007, nil); return nil, err },
	} {
		if _, err := f(); err == nil || !strings.HasSuffix(err.Error(), want) {
			t.Errorf("error %v, want %s", err, want)
		}
	}
	if f, err := view.Read(1e11, 1e11+3, nil); err != nil || f.Len() != 3 || f.Cols[0].Any(2) != any(int32(5)) {
		t.Errorf("a few rows of many: %v %v", f, err)
	}
	if _, err := view.Head(10); err != nil {
		t.Error(err)
	}
}
