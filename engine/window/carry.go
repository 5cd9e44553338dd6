package window

import "starling/engine/column"

// Carry is a state that goes from row to row, which is also the result.
type Carry[T, S any] interface {
	// Next is the state after the value x. The state ahead of the first row is null.
	Next(s S, x T) S
}

// Stretch is the places [From, To) of values of one group, in order.
type Stretch struct{ From, To int }

// Cumulative is a cumulative operation.
type Cumulative interface {
	// Types is those of the columns of a state, of which the first is the result.
	Types() []column.Type
	// Accumulate appends to out, a vector for each column of a state, the states after each value
	// of in. was has those ahead of each stretch, null ahead of the first row of a group.
	Accumulate(out, was, in []column.Vector, of []Stretch)
}

// carried is a cumulative operation with a state of one column.
type carried[T, S any, C Carry[T, S]] struct {
	typ   column.Type
	carry C
}

// carry is a cumulative operation with states of type t.
func carry[T, S any, C Carry[T, S]](t column.Type, c C) Cumulative {
	return &carried[T, S, C]{t, c}
}

func (c *carried[T, S, C]) Types() []column.Type { return []column.Type{c.typ} }

func (c *carried[T, S, C]) Accumulate(out, was, in []column.Vector, of []Stretch) {
	dst, states, values := out[0].(*column.Vec[S]), was[0].(*column.Vec[S]).V, in[0].(*column.Vec[T]).V
	for i, some := range of {
		s := states[i]
		for _, x := range values[some.From:some.To] {
			s = c.carry.Next(s, x)
			dst.V = append(dst.V, s)
		}
	}
}
