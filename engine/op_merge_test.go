package engine

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"starling/engine/column"
	"starling/engine/rowset"
	"starling/internal/racing"
)

func TestMergeFollows(t *testing.T) {
	for seed := range uint64(racing.Less(20)) {
		l := newLive(t, seed)
		m := newLive(t, seed+100)
		m.g = l.g
		m.ed = must[*Editable](t)(l.g.AddEditable("more", tradeFields))
		sorted := must[*Table](t)(m.ed.Table().Sort([]SortKey{{Column: "N", Descending: true}}))
		const size = 300
		fixed := must[*Table](t)(NewTable(l.g, tradeFields, vectors(make([]trade, size))))
		all := must[*Table](t)(Merge([]*Table{l.ed.Table(), fixed, sorted, l.ed.Table()}))
		nested := must[*Table](t)(Merge([]*Table{sorted, all}))
		tail := must[*Table](t)(all.Tail(20))
		bySym := must[*Table](t)(nested.Sort([]SortKey{{Column: "Sym", Descending: false}}))
		for i, x := range []*Table{all, nested, tail, bySym} {
			watch(t, fmt.Sprintf("table %d", i), x)
		}
		zeros := make([]string, size)
		for i := range zeros {
			zeros[i] = trade{}.String()
		}
		down := func(a, b trade) int { return cmp.Compare(b.n, a.n) }
		for range 25 {
			l.churn(30)
			m.churn(30)
			want := slices.Concat(l.model(nil), zeros, m.model(down), l.model(nil))
			wantRows(t, "merge", all, want)
			wantRows(t, "merge of merge", nested, slices.Concat(m.model(down), want))
			wantRows(t, "tail of merge", tail, lastOf(want, 20))
		}
		if bySym.Size() != nested.Size() {
			t.Fatalf("sort of merge has %d of %d rows", bySym.Size(), nested.Size())
		}
	}
}

// TestMergeStaysFlat merges endless blink and ring tables: rows and pages are used again.
func TestMergeStaysFlat(t *testing.T) {
	for name, keep := range map[string]Retention{"blink": Blink(), "ring": Ring(100)} {
		g := NewGraph()
		f, f2 := &feed{}, &feed{}
		a := must[*Table](t)(g.AddSource("a", f, keep))
		b := must[*Table](t)(g.AddSource("b", f2, keep))
		all := must[*Table](t)(Merge([]*Table{a, b}))
		if all.Attrs.Blink != (name == "blink") {
			t.Errorf("%s: blink is %v", name, all.Attrs.Blink)
		}
		stored := must[*Table](t)(all.Update(Env{}, "Y = N + 1"))
		watch(t, name, stored)
		rng := rand.New(rand.NewPCG(1, 2))
		for i := range 400 {
			f.rows, f2.rows = nil, nil
			for range rng.IntN(150) {
				f.rows = append(f.rows, trade{id: int64(i), n: 1})
			}
			for range rng.IntN(3) {
				f2.rows = append(f2.rows, trade{id: int64(i), n: 2})
			}
			want := len(f.rows)
			if err := g.Step(context.Background()); err != nil {
				t.Fatal(err)
			}
			if rows := text(t, all); name == "blink" && (len(rows) < want || want > 0 && !strings.Contains(rows[0], " 1 ")) {
				t.Fatalf("cycle %d: %v", i, rows)
			}
		}
		if m := all.node.op.(*merger); len(m.pages) > 12+400/rowset.PageSize {
			t.Errorf("%s: %d pages in use", name, len(m.pages))
		}
	}
}

// TestMergeUsesRowsAgain: a row of a merge whose number another had before is not taken for
// that one.
func TestMergeUsesRowsAgain(t *testing.T) {
	g := NewGraph()
	f := &feed{}
	src := must[*Table](t)(g.AddSource("trades", f, Blink()))
	last := must[*Table](t)(must[*Table](t)(Merge([]*Table{src, src})).LastBy([]Pair{{New: "Sym", Old: "Sym"}}))
	step := func(rows ...trade) {
		f.rows = rows
		noErr(t, g.Step(context.Background()))
	}
	step(trade{sym: "a", id: 1}) // at the start of a page
	step()                       // which empties
	step(make([]trade, rowset.PageSize-1)...)
	step()
	step(trade{sym: "a", id: 2}) // at the start of the next, to which the number of the first is given
	if got := text(t, last); !slices.Contains(got, "a 0 0 2") {
		t.Errorf("last rows are %q", got)
	}
}

func TestMergeRefuses(t *testing.T) {
	g := NewGraph()
	field := func(name string, k column.Kind) column.Field { return column.Field{Name: name, Type: column.Of(k)} }
	table := func(fields ...column.Field) *Table {
		var v []column.Vector
		for _, f := range fields {
			v = append(v, column.NewVector(f.Type))
		}
		return must[*Table](t)(NewTable(g, fields, v))
	}
	a := table(field("A", column.Int), field("B", column.String))
	if _, err := Merge(nil); err == nil {
		t.Error("merge of nothing")
	}
	_, err := Merge([]*Table{a, table(field("A", column.Long), field("C", column.String))})
	want := "table 2: table definition incompatibilities: column A is long, not int, column B is missing, column C is not in the first table"
	if err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
	if _, err := Merge([]*Table{a, must[*Table](t)(EmptyTable(NewGraph(), 0))}); err == nil {
		t.Error("merge of tables of two graphs")
	}
	swapped := must[*Table](t)(Merge([]*Table{a, table(field("B", column.String), field("A", column.Int))}))
	if got := swapped.names(); !slices.Equal(got, []string{"A", "B"}) {
		t.Errorf("columns %v", got)
	}
	deep, err := a, error(nil)
	for range 30 {
		if deep, err = Merge([]*Table{deep, deep}); err != nil {
			break
		}
	}
	if err == nil || !strings.Contains(err.Error(), "bits") {
		t.Errorf("merges nested too deep: %v", err)
	}
}
