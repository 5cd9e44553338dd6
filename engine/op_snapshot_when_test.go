package engine

import (
	"fmt"
	"slices"
	"testing"

	"starling/engine/column"
	"starling/engine/plan"
	"starling/engine/rowset"
)

// TestSnapshotWhen plays random histories of a table and a trigger against copies that a naive
// reference takes whenever the trigger changes; sorted and not.
func TestSnapshotWhen(t *testing.T) {
	for seed := range uint64(30) {
		l := newLive(t, seed)
		base := l.ed.Table()
		base.Retain()
		trigger := must[*Editable](t)(l.g.AddEditable("trigger", []column.Field{{Name: "T", Type: column.Of(column.Long)}}))
		trigger.Table().Retain()
		sorted := must[*Table](t)(base.Sort([]SortKey{{Column: "N"}}))
		l.churn(20)
		var shows []*picture
		for _, of := range []*Table{base, sorted} {
			for _, how := range []plan.SnapshotWhen{{}, {Initial: true}, {Incremental: true}, {Incremental: true, Initial: true}} {
				out := must[*Table](t)(of.SnapshotWhen(trigger.Table(), how))
				out.Retain()
				watch(t, fmt.Sprintf("%+v", how), out)
				p := &picture{of: of, out: out, how: how, stamp: map[rowset.Row]string{}, changed: map[rowset.Row]bool{}}
				must[func()](t)(l.g.Listen(of, p, false))
				if how.Initial {
					p.take("<nil>")
				}
				shows = append(shows, p)
			}
		}
		last := "<nil>"
		for i := range int64(25) {
			fire := l.rng.IntN(3) == 0
			if fire {
				must[rowset.Row](t)(trigger.Add([]column.Builder{longVec(i)}, 1))
				last = fmt.Sprint(i)
			}
			l.churn(6)
			for _, p := range shows {
				if fire {
					p.take(last)
				}
				wantRows(t, fmt.Sprintf("seed %d, cycle %d, %+v", seed, i, p.how), p.out, p.rows)
			}
		}
	}
}

// picture is what a snapshot_when is to show. It listens to the table.
type picture struct {
	of, out *Table
	how     plan.SnapshotWhen
	changed map[rowset.Row]bool // since the trigger fired
	stamp   map[rowset.Row]string
	rows    []string
}

func (p *picture) OnUpdate(_ *Table, u *Update) error {
	for r := range rowset.Union(u.Added, u.Modified).All() {
		p.changed[r] = true
	}
	return nil
}

func (p *picture) OnFailure(error) {}

// take is what the result shows once the trigger fired with a value.
func (p *picture) take(stamp string) {
	f, err := p.of.Read(0, 1<<30, nil)
	if err != nil {
		panic(err)
	}
	p.rows = nil
	rows := p.of.window(0, p.of.Rows.Len())
	for i, r := range rows {
		if _, known := p.stamp[r]; !known || p.changed[r] || !p.how.Incremental {
			p.stamp[r] = stamp
		}
		var text string
		for _, c := range f.Cols {
			text += fmt.Sprint(c.Any(i)) + " "
		}
		p.rows = append(p.rows, text+p.stamp[r])
	}
	for r := range p.stamp {
		if !slices.Contains(rows, r) {
			delete(p.stamp, r)
		}
	}
	clear(p.changed)
}

// TestSnapshotHistory: each row of the trigger has a copy of the table as it was when it came.
func TestSnapshotHistory(t *testing.T) {
	g := NewGraph()
	base, bf, err := g.AddFeed(plan.Source{Kind: "base"}, feedFields, Append(), false)
	noErr(t, err)
	trigger, tf, err := g.AddFeed(plan.Source{Kind: "trigger"}, []column.Field{{Name: "T", Type: column.Of(column.Long)}}, Append(), false)
	noErr(t, err)
	base.Retain()
	trigger.Retain()
	must[int](t)(bf.Put(feedRows([]string{"b", "a"}, 2, 1), 2))
	must[int](t)(tf.Put([]column.Vector{longVec(7)}, 1))
	bf.Flush()
	tf.Flush()
	noErr(t, g.Step(t.Context()))
	sorted := must[*Table](t)(base.Sort([]SortKey{{Column: "N"}}))
	past := must[*Table](t)(sorted.SnapshotWhen(trigger, plan.SnapshotWhen{History: true, Stamp: []Pair{{New: "At", Old: "T"}}}))
	past.Retain()
	watch(t, "past", past)
	wantRows(t, "of the row that is there", past, []string{"7 a 1", "7 b 2"})
	must[int](t)(bf.Put(feedRows([]string{"c"}, 0), 1))
	bf.Flush()
	noErr(t, g.Step(t.Context()))
	wantRows(t, "the trigger did not change", past, []string{"7 a 1", "7 b 2"})
	must[int](t)(tf.Put([]column.Vector{longVec(8, 9)}, 2))
	tf.Flush()
	noErr(t, g.Step(t.Context()))
	wantRows(t, "of two rows", past, []string{"7 a 1", "7 b 2", "8 c 0", "8 a 1", "8 b 2", "9 c 0", "9 a 1", "9 b 2"})
	for _, how := range []plan.SnapshotWhen{
		{History: true, Initial: true},
		{History: true, Incremental: true},
		{Stamp: Names([]string{"X"})},
		{Stamp: []Pair{{New: "N", Old: "T"}}},
	} {
		if _, err := base.SnapshotWhen(trigger, how); err == nil {
			t.Errorf("%+v is taken", how)
		}
	}
}
