package enginetest

import (
	"slices"
	"strings"
	"testing"

	"starling/engine"
	"starling/engine/agg"
	"starling/engine/plan"
	"starling/engine/window"
)

// exempt is the operations that the law does not cover, and why.
var exempt = map[string]string{
	"newest":     "it is compacted's alone, with lives that grow from row to row, as no column that is drawn does; the engine's own test is TestCompactedSince",
	"meta_table": "it shows the columns, not the rows",
	"sink":       "it makes no table",
	"source":     "it has no parents: the histories are sources",
}

// TestEnrolled fails on an operation of the table of plans that Ops lacks.
func TestEnrolled(t *testing.T) {
	for _, d := range plan.Defs() {
		enrolled := slices.ContainsFunc(Ops, func(o Op) bool { return o.Name == d.Name })
		if enrolled == (exempt[d.Name] != "") {
			t.Errorf("operation %s must be enrolled in enginetest.Ops, or be exempt", d.Name)
		}
	}
	for _, o := range Ops {
		if _, ok := plan.Lookup(o.Name); !ok {
			t.Errorf("%s is no operation", o.Name)
		}
	}
	if !slices.IsSortedFunc(Ops, func(a, b Op) int { return strings.Compare(a.Name+a.Variant, b.Name+b.Variant) }) {
		t.Error("Ops is not in order of names")
	}
}

// TestRefusals asks every operation that refuses blink tables for one.
func TestRefusals(t *testing.T) {
	for i := range Ops {
		op := &Ops[i]
		if op.Blink != Refuses {
			continue
		}
		c, err := NewCase(1, nil, []retention{blinked}, 0, 0)
		if err != nil {
			t.Fatal(err)
		}
		if err := c.refuses(op); err == nil || !strings.Contains(err.Error(), "blink tables do not support") {
			t.Errorf("%s of a blink table: %v", op.Name, err)
		}
	}
}

// TestHierarchiesRefuseBlink: neither a tree nor the rows below a rollup are of rows that go at once.
func TestHierarchiesRefuseBlink(t *testing.T) {
	b := newBench(t, engine.Blink())
	levels, err := b.table.Levels(engine.Env{}, nil, []string{"K"})
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range levels {
		l.Retain()
		defer l.Release()
	}
	b.must(engine.Rolled([]string{"K"}, levels, nil, 1, nil))
	_, tree := b.table.Tree("K", "K", 1, nil)
	_, rollup := engine.Rolled([]string{"K"}, levels, b.table, 1, nil)
	for want, err := range map[string]error{"tree": tree, "rollup with included constituents": rollup, "tree ": b.table.CheckTree("K", "K")} {
		if err == nil || !strings.Contains(err.Error(), "blink tables do not support "+strings.TrimSpace(want)+";") {
			t.Errorf("%s: %v", want, err)
		}
	}
}

// ownLaw is the aggregations that only package agg's own law test covers.
var ownLaw = []string{"count_distinct", "distinct", "median", "pct", "std", "unique", "var", "weighted_avg"}

// ownDraw is the aggregations that have an entry of their own in Ops, drawFormulas, drawTables and drawSortedPick.
var ownDraw = []string{"count_where", "formula", "partition", "sorted_first", "sorted_last"}

// TestAggregationsEnrolled fails on an aggregation that is neither referenced nor named above.
func TestAggregationsEnrolled(t *testing.T) {
	for _, def := range agg.Defs() {
		if (references[def.Name] != nil) == slices.Contains(slices.Concat(ownLaw, ownDraw), def.Name) {
			t.Errorf("aggregation %s must have a reference in enginetest, or be in ownLaw", def.Name)
		}
	}
}

// ownWindowLaw is the operations of update_by that only package window's own tests hold to their
// results: what cancels out is too much for a tolerance.
var ownWindowLaw = []string{"rolling_std", "rolling_wavg"}

// TestWindowsEnrolled fails on an operation of update_by that is neither referenced nor named above.
func TestWindowsEnrolled(t *testing.T) {
	for _, def := range window.Defs() {
		if (windowRefs[def.Name] != nil) == slices.Contains(ownWindowLaw, def.Name) {
			t.Errorf("%s must have a reference in windowRefs, or be in ownWindowLaw", def.Name)
		}
	}
}
