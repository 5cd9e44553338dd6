package engine

import (
	"context"
	"errors"
	"io"
	"slices"
	"testing"
	"time"

	"starling/engine/column"
)

var partitionKey = []column.Field{{Name: "Partition", Type: column.Of(column.Int)}}

func TestPartitioned(t *testing.T) {
	g := NewGraph()
	step := func() {
		t.Helper()
		if err := g.Step(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	p := must[*Partitioned](t)(NewPartitioned(g, partitionKey, "Table", tradeFields))
	feeds := make([]*feed, 3)
	add := func(i int) *Table {
		t.Helper()
		feeds[i] = &feed{rows: []trade{{id: int64(10 * i)}}}
		tab := must[*Table](t)(g.AddSource("part", feeds[i], Append()))
		if err := p.Add([]any{i}, tab); err != nil {
			t.Fatal(err)
		}
		return tab
	}
	first := add(0)
	second := add(1)
	wantRows(t, "keys at once", must[*Table](t)(p.Keys()), []string{"0", "1"})
	step()
	keys, all := must[*Table](t)(p.Keys()), must[*Table](t)(p.Merge())
	later := must[*Table](t)(all.Sort([]SortKey{{Column: "Id", Descending: true}}))
	watch(t, "keys", keys)
	watch(t, "merge", all)
	watch(t, "sort of merge", later)
	ids := func(ids ...int64) (out []string) {
		for _, i := range ids {
			out = append(out, trade{id: i}.String())
		}
		return out
	}
	wantRows(t, "merge", all, ids(0, 10))
	feeds[0].rows = []trade{{id: 1}}
	step()
	wantRows(t, "merge", all, ids(0, 1, 10))

	add(2)
	static := must[*Table](t)(NewTable(g, tradeFields, vectors([]trade{{id: 30}, {id: 31}})))
	if err := p.Add([]any{int64(7)}, static); err != nil {
		t.Fatal(err)
	}
	deep := must[*Table](t)(second.Sort([]SortKey{{Column: "N", Descending: false}}))
	deep = must[*Table](t)(deep.Where(Env{}, "Id > 0")) // higher up than the merge was
	p2 := must[*Partitioned](t)(NewPartitioned(g, partitionKey, "Table", tradeFields))
	p2.Expect(Ring(5))
	late := must[*Table](t)(p2.Merge())
	watch(t, "late", late)
	if err := p2.Add([]any{nil}, deep); err != nil {
		t.Fatal(err)
	}
	feeds[1].rows = []trade{{id: 11}}
	step()
	wantRows(t, "keys", keys, []string{"0", "1", "2", "7"})
	wantRows(t, "merge", all, ids(0, 1, 10, 11, 20, 30, 31))
	wantRows(t, "sort of merge", later, ids(31, 30, 20, 11, 10, 1, 0))
	wantRows(t, "late", late, ids(10, 11))
	wantRows(t, "null key", must[*Table](t)(p2.Keys()), []string{"<nil>"})

	if got, ok := p.Get(int64(0)); !ok || got != first {
		t.Errorf("Get(0) is %v, %v", got, ok)
	}
	if _, ok := p.Get(9); ok {
		t.Error("Get(9) has found something")
	}
	if n := len(p.Constituents()); n != 4 || p.Constituents()[1] != second {
		t.Errorf("%d constituents", n)
	}
	f := must[*Frame](t)(p.Table().Read(0, 9, []string{"Table"}))
	if f.Cols[0].Any(1) != second || p.ConstituentColumn() != "Table" || !slices.Equal(p.KeyFields(), partitionKey) {
		t.Errorf("its table holds %v", f.Cols[0])
	}
}

func TestPartitionedOfBlink(t *testing.T) {
	g := NewGraph()
	p := must[*Partitioned](t)(NewPartitioned(g, partitionKey, "Table", tradeFields))
	p.Expect(Blink())
	all := must[*Table](t)(p.Merge())
	watch(t, "merge", all)
	f := &feed{rows: []trade{{id: 5}}}
	if err := p.Add([]any{0}, must[*Table](t)(g.AddSource("part", f, Blink()))); err != nil {
		t.Fatal(err)
	}
	for i, want := range [][]string{{trade{id: 5}.String()}, {}, {}} {
		if err := g.Step(context.Background()); err != nil {
			t.Fatal(err)
		}
		if wantRows(t, "merge", all, want); !all.Attrs.Blink {
			t.Fatalf("cycle %d: not blink", i)
		}
	}
}

func TestPartitionedRefuses(t *testing.T) {
	g := NewGraph()
	p := must[*Partitioned](t)(NewPartitioned(g, partitionKey, "Table", tradeFields))
	source := func(keep Retention) *Table { return must[*Table](t)(g.AddSource("part", &feed{}, keep)) }
	if err := p.Add([]any{0}, source(Append())); err != nil {
		t.Fatal(err)
	}
	other := must[*Table](t)(EmptyTable(g, 1))
	for want, f := range map[string]func() error{
		"there is a constituent for Partition=0 already":                      func() error { return p.Add([]any{0}, source(Append())) },
		"2 keys given for 1 key columns":                                      func() error { return p.Add([]any{0, 1}, source(Append())) },
		"key Partition: 3000000000 is no value of type int":                   func() error { return p.Add([]any{3000000000}, source(Append())) },
		"key Partition: x is no value of type int":                            func() error { return p.Add([]any{"x"}, source(Append())) },
		"constituent Partition=1: blink tables and others do not go together": func() error { return p.Add([]any{1}, source(Blink())) },
		"constituent Partition=1: the constituents before it are append-only": func() error { return p.Add([]any{1}, source(Ring(3))) },
		"constituent Partition=1: table definition incompatibilities: column Sym is missing, column N is missing, column X is missing, column Id is missing": func() error {
			return p.Add([]any{1}, other)
		},
	} {
		if err := f(); err == nil || err.Error() != want {
			t.Errorf("error %v, want %s", err, want)
		}
	}
	if n := len(p.Constituents()); n != 1 {
		t.Errorf("%d constituents after refusals", n)
	}
	if _, err := NewPartitioned(g, []column.Field{{Name: "D", Type: column.Of(column.Double)}}, "Table", nil); err == nil {
		t.Error("a double is a key")
	}
	if _, err := NewPartitioned(g, partitionKey, "Partition", nil); err == nil {
		t.Error("two columns of one name")
	}
}

// closing is a source that tells when it is closed.
type closing struct {
	feed
	closed chan struct{}
}

var _ io.Closer = (*closing)(nil)

func (c *closing) Close() error {
	close(c.closed)
	return nil
}

func TestPartitionedHoldsItsConstituents(t *testing.T) {
	g := NewGraph()
	p := must[*Partitioned](t)(NewPartitioned(g, partitionKey, "Table", tradeFields))
	p.Retain()
	src := &closing{closed: make(chan struct{})}
	tab := must[*Table](t)(g.AddSource("part", src, Append()))
	tab.Retain()
	if err := p.Add([]any{0}, tab); err != nil {
		t.Fatal(err)
	}
	all := must[*Table](t)(p.Merge())
	all.Retain()
	open := func() bool {
		select {
		case <-src.closed:
			return false
		case <-time.After(20 * time.Millisecond):
			return true
		}
	}
	tab.Release()
	all.Release()
	if !open() {
		t.Fatal("closed while the partitioned table holds it")
	}
	p.Release()
	select {
	case <-src.closed:
	case <-time.After(10 * time.Second):
		t.Fatal("the constituent is not closed")
	}
	if err := p.Add([]any{1}, must[*Table](t)(EmptyTable(g, 0))); !errors.Is(err, errClosed) {
		t.Errorf("added to a closed one: %v", err)
	}
}
