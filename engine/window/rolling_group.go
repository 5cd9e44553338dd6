package window

import "starling/engine/column"

// newRollingGroup is the values in the window, as a list.
func newRollingGroup(in []column.Type, _ Args) (Rolling, error) {
	return rollingGroup{column.GroupOf(in[0])}, nil
}

type rollingGroup struct{ typ column.Type }

func (g rollingGroup) Type() column.Type { return g.typ }

func (g rollingGroup) Roll(out column.Vector, in []column.Vector, windows []Span, _ []Run) {
	lists := out.(*column.Lists)
	for _, w := range windows {
		lists.Open().AppendRange(in[0], w.Lo, w.Hi)
		lists.Close()
	}
}
