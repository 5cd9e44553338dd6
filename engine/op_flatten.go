package engine

import "starling/engine/plan"

var _ = builds(buildFlatten)

// buildFlatten: rows have no numbers that a script could see, so they follow each other anyway.
func buildFlatten(b *building, f plan.Flatten) (*Table, error) {
	t := b.in[0]
	return (&computeOp{name: f.Name(), in: t}).build(b, columnsOf{t.Schema, t.Cols, ownDeps(t)})
}
