package engine

import (
	"context"
	"errors"
	"slices"
	"testing"

	"starling/engine/column"
)

func TestRead(t *testing.T) {
	g := NewGraph()
	rows := make([]trade, 200)
	for i := range rows {
		rows[i] = trade{sym: string(rune('a' + i%7)), n: int32(i), id: int64(i)}
	}
	tab := must[*Table](t)(NewTable(g, tradeFields, vectors(rows)))
	down := must[*Table](t)(tab.Sort([]SortKey{{Column: "N", Descending: true}}))
	even := must[*Table](t)(down.Where(Env{}, "N % 2 == 0"))
	for _, c := range []struct {
		name   string
		tab    *Table
		lo, hi int
		want   []int64
		size   int
	}{
		{"start", tab, 0, 3, []int64{0, 1, 2}, 200},
		{"below and beyond", tab, -5, 2, []int64{0, 1}, 200},
		{"end", tab, 198, 1000, []int64{198, 199}, 200},
		{"past the end", tab, 500, 600, nil, 200},
		{"backwards", tab, 7, 5, nil, 200},
		{"sorted", down, 1, 3, []int64{198, 197}, 200},
		{"filtered", even, 98, 100, []int64{2, 0}, 100},
	} {
		f, err := c.tab.Read(c.lo, c.hi, []string{"Id"})
		if err != nil {
			t.Fatal(err)
		}
		if got := f.Cols[0].(*column.Vec[int64]).V; !slices.Equal(got, c.want) || f.Size != c.size || f.Len() != len(c.want) {
			t.Errorf("%s: %v, size %d, len %d", c.name, got, f.Size, f.Len())
		}
	}
	if _, err := tab.Read(0, 1, []string{"Nope"}); err == nil {
		t.Error("an unknown column was read")
	}
	if f, err := tab.Read(0, 1, nil); err != nil || len(f.Cols) != len(tradeFields) || f.Schema[1].Name != "N" {
		t.Errorf("all columns: %v, %v", f, err)
	}
}

// broken is a source that ends with an error.
type broken struct{ feed }

func (b *broken) Drain(add func([]column.Builder, int)) error {
	if err := b.feed.Drain(add); err != nil {
		return err
	}
	return errors.New("the wire is cut")
}

func TestReadEnds(t *testing.T) {
	g := NewGraph()
	for size, want := range map[int][][]int64{
		0: {nil}, 1: {{0}}, 5: {{0, 1, 2, 3, 4}}, 6: {{0, 1, 2, 3, 4, 5}}, 7: {{0, 1, 2}, {5, 6}}, 100: {{0, 1, 2}, {98, 99}},
	} {
		rows := make([]trade, size)
		for i := range rows {
			rows[i].id = int64(i)
		}
		tab := must[*Table](t)(NewTable(g, tradeFields, vectors(rows)))
		frames, err := tab.ReadEnds(3, 2, []string{"Id"})
		if err != nil || len(frames) != len(want) {
			t.Fatalf("%d rows: %d frames, %v", size, len(frames), err)
		}
		for i, f := range frames {
			if got := f.Cols[0].(*column.Vec[int64]).V; !slices.Equal(got, want[i]) || f.Size != size || f.Hi-f.Lo != len(want[i]) {
				t.Errorf("%d rows: %v from %d of %d, want %v", size, got, f.Lo, f.Size, want[i])
			}
		}
	}
}

func TestReadAndSnapshotOfFailed(t *testing.T) {
	g := NewGraph()
	src := must[*Table](t)(g.AddSource("broken", &broken{feed{[]trade{{id: 1}, {id: 2}}}}, Append()))
	sorted := must[*Table](t)(src.Sort([]SortKey{{Column: "Id", Descending: true}}))
	head := must[*Table](t)(sorted.Head(1))
	if err := g.Step(context.Background()); err != nil {
		t.Fatal(err)
	}
	for _, x := range []*Table{src, sorted, head} {
		f, err := x.Read(0, 1, []string{"Id"})
		if err != nil || f.Err == nil || f.Len() != 1 {
			t.Fatalf("frame %+v, error %v", f, err)
		}
		if _, err := x.Sort([]SortKey{{Column: "Id", Descending: false}}); err == nil {
			t.Error("a failed table was sorted")
		}
	}
	snap := must[*Table](t)(sorted.Snapshot())
	wantRows(t, "snapshot of a failed table", snap, []string{trade{id: 2}.String(), trade{id: 1}.String()})
	if snap.Err() != nil {
		t.Error(snap.Err())
	}
}
