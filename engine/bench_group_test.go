package engine

import "testing"

// BenchmarkGroup is a cycle of 20000 rows whose keys there are already, or which nobody had
// before.
func BenchmarkGroup(b *testing.B) {
	bySym, byID := []Pair{{New: "Sym", Old: "Sym"}}, []Pair{{New: "Id", Old: "Id"}}
	byBoth := append(bySym, byID...)
	for _, c := range []struct {
		name string
		keep Retention
		op   func(t *Table) (*Table, error)
	}{
		{"join known", Blink(), func(t *Table) (*Table, error) {
			return t.NaturalJoin(t, bySym, []Pair{{New: "R", Old: "X"}}, LastMatch)
		}},
		{"join unique", Blink(), func(t *Table) (*Table, error) { return t.NaturalJoin(t, byID, []Pair{{New: "R", Old: "X"}}, LastMatch) }},
		{"join unique pairs", Blink(), func(t *Table) (*Table, error) {
			return t.NaturalJoin(t, byBoth, []Pair{{New: "R", Old: "X"}}, LastMatch)
		}},
		{"last_by known", Ring(1 << 18), func(t *Table) (*Table, error) { return t.LastBy(bySym) }},
		{"last_by unique", Ring(1 << 18), func(t *Table) (*Table, error) { return t.LastBy(byID) }},
		{"last_by unique pairs", Ring(1 << 18), func(t *Table) (*Table, error) { return t.LastBy(byBoth) }},
	} {
		b.Run(c.name, func(b *testing.B) { benchOp(b, 20_000, c.keep, c.op) })
	}
}
