package engine

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"starling/engine/column"
	"starling/engine/rowset"
)

// arrangementCheck compares an arrangement, within each cycle, with the table sorted by the same
// columns, now and as it was before.
type arrangementCheck struct {
	t      *testing.T
	name   string
	of     *Arrangement
	sorted *Table
	before map[int32][]rowset.Row
	cycles int
}

func (c *arrangementCheck) OnFailure(err error) { c.t.Errorf("%s: %v", c.name, err) }

// groups is the rows by group as the sorted table has them.
func (c *arrangementCheck) groups() map[int32][]rowset.Row {
	out := map[int32][]rowset.Row{}
	for _, r := range c.sorted.Ordered(nil, c.sorted.Rows, column.Cur) {
		g := c.of.x.groups.At(r, column.Cur)
		out[g] = append(out[g], r)
	}
	return out
}

func (c *arrangementCheck) OnUpdate(_ *Table, _ *Update) error {
	c.cycles++
	now := c.groups()
	for k := range int32(c.of.x.Len()) {
		is, was := c.of.Slice(nil, k, 0, 1<<20, column.Cur), c.of.Slice(nil, k, 0, 1<<20, column.Prev)
		if !slices.Equal(is, now[k]) {
			c.t.Fatalf("%s: group %d is %v, want %v", c.name, k, is, now[k])
		}
		if !slices.Equal(was, c.before[k]) {
			c.t.Fatalf("%s: group %d was %v, want %v", c.name, k, was, c.before[k])
		}
		if n := c.of.Changed(k); n > min(len(is), len(was)) || !slices.Equal(is[:n], was[:n]) {
			c.t.Fatalf("%s: group %d is %v, was %v, and said to differ from %d on", c.name, k, is, was, n)
		}
		if !c.of.Touched().Has(k) && !slices.Equal(is, was) {
			c.t.Fatalf("%s: group %d is %v, was %v, and said to be untouched", c.name, k, is, was)
		}
	}
	c.before = now
	return nil
}

// TestArrangements: over tables of every kind and by columns of every kind, cycle by cycle.
func TestArrangements(t *testing.T) {
	orders := [][]SortKey{nil, {{Column: "X"}}, {{Column: "X", Descending: true}, {Column: "N"}}, {{Column: "Sym"}, {Column: "N", Descending: true}}, {{Column: "Twice"}}}
	for seed := range uint64(6) {
		l, checks := newLive(t, seed), []*arrangementCheck(nil)
		src := must[*Table](t)(l.ed.Table().UpdateView(Env{}, "Twice = N * 2"))
		byID := must[*Table](t)(src.Sort([]SortKey{{Column: "Id", Descending: true}, {Column: "X"}}))
		for name, tab := range map[string]*Table{
			"live": src, "sorted": byID,
			"where":  must[*Table](t)(byID.Where(Env{}, "N > 3")),
			"merged": must[*Table](t)(Merge([]*Table{byID, src})),
		} {
			for _, keys := range [][]int{{0}, {1, 2}, {}} {
				for _, order := range orders {
					by, sorted := []sortedBy(nil), tab
					for _, k := range order {
						by = append(by, sortedBy{tab.Position(k.Column), k.Descending})
					}
					if len(order) > 0 {
						sorted = must[*Table](t)(tab.Sort(order))
					}
					a := must[*Arrangement](t)(l.g.arrangement(tab, keys, by, true))
					c := &arrangementCheck{t: t, name: fmt.Sprintf("seed %d, %s by %v, %v", seed, name, keys, order), of: a, sorted: sorted}
					must[func()](t)(l.g.Listen(tab, c, false))
					checks = append(checks, c)
				}
			}
		}
		for range 25 {
			l.churn(12)
		}
		for _, c := range checks {
			if c.cycles < 10 {
				t.Errorf("%s: %d cycles were looked at", c.name, c.cycles)
			}
		}
	}
}

// TestArrangementsAreShared: who asks for the same gets the same, also over a table with the
// same rows and columns, and it leaves with the last of its users.
func TestArrangementsAreShared(t *testing.T) {
	l := newLive(t, 1)
	src := l.ed.Table()
	src.Retain()
	nodes := len(l.g.nodes)
	key := []Pair{{New: "Sym", Old: "Sym"}}
	view := must[*Table](t)(src.UpdateView(Env{}, "Y = X + 1"))
	tables := []*Table{must[*Table](t)(src.LastBy(key)), must[*Table](t)(view.FirstBy(key)), must[*Table](t)(src.NaturalJoin(view, key, []Pair{{New: "R", Old: "X"}}, LastMatch)), view}
	if n := len(src.arrangements); n != 1 || len(view.arrangements) != 0 {
		t.Fatalf("%d arrangements, %d over the view", n, len(view.arrangements))
	}
	a := src.arrangements[0]
	l.churn(10)
	if got := must[*Arrangement](t)(l.g.arrangement(view, []int{0}, nil, false)); got != a {
		t.Error("the view has an arrangement of its own")
	}
	other := must[*Arrangement](t)(l.g.arrangement(view, []int{0}, []sortedBy{{2, true}}, false))
	if other == a || other.x != a.x || other.node.text() != "arrangement(Sym; -X)" {
		t.Errorf("sorted it is %s", other.node.text())
	}
	if again := must[*Arrangement](t)(l.g.arrangement(src, []int{0}, []sortedBy{{2, true}}, false)); again != other {
		t.Error("the same order is arranged twice")
	}
	l.g.orphan(other.node)
	for _, tab := range tables {
		tab.Retain()
	}
	for _, tab := range tables {
		tab.Release()
	}
	if len(src.arrangements) != 0 || len(src.indexes) != 0 || len(l.g.nodes) != nodes {
		t.Errorf("%d arrangements, %d indexes, %d nodes are left", len(src.arrangements), len(src.indexes), len(l.g.nodes)-nodes)
	}
}

// TestArrangementFails: what stands on it fails, and the next one is made anew.
func TestArrangementFails(t *testing.T) {
	g, e := newLedger(t)
	key := []Pair{{New: "Who", Old: "Who"}}
	last := must[*Table](t)(e.Table().LastBy(key))
	add(t, g, e, "a")
	n := e.Table().arrangements[0].node
	rig(n).applied = func() error { return errors.New("enough") }
	add(t, g, e, "b")
	if err := last.Err(); err == nil || !strings.Contains(err.Error(), "last_by: arrangement: enough") {
		t.Errorf("failed with %v", err)
	}
	if last.Size() != 1 || slices.Contains(g.nodes, n) || len(e.Table().indexes) != 0 {
		t.Errorf("%d rows, %d nodes, %d indexes", last.Size(), len(g.nodes), len(e.Table().indexes))
	}
	again := must[*Table](t)(e.Table().LastBy(key))
	add(t, g, e, "c")
	if again.Size() != 3 || again.Err() != nil {
		t.Errorf("%d rows, %v", again.Size(), again.Err())
	}
}
