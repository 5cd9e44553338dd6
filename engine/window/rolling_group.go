package window

import "starling/engine/column"

// newRollingGroup is the values in the window, as a list. That of a window in time without rows is
// null if it would be of objects, as in Deephaven.
func newRollingGroup(in []column.Type, args Args) (Rolling, error) {
	plain := in[0].Kind.Numeric() || in[0].Kind == column.Char
	return rollingGroup{column.GroupOf(in[0]), args.Timed && !plain}, nil
}

type rollingGroup struct {
	typ  column.Type
	null bool // an empty one is null
}

func (g rollingGroup) Type() column.Type { return g.typ }

func (g rollingGroup) Roll(out column.Vector, in []column.Vector, windows []Span, _ []Run) {
	lists := out.(*column.Lists)
	for _, w := range windows {
		if g.null && w.Lo == w.Hi {
			lists.AppendNull()
			continue
		}
		lists.Open().AppendRange(in[0], w.Lo, w.Hi)
		lists.Close()
	}
}
