package window

import "starling/engine/column"

// newCumCountWhere is how many rows up to the row pass filters, which made the Booleans that are
// its input.
func newCumCountWhere([]column.Type, Args) (Cumulative, error) {
	return carry[int8, int64](long, cumCount{}), nil
}

type cumCount struct{}

// Next implements Carry.
func (cumCount) Next(s int64, x int8) int64 {
	if s == column.NullLong {
		s = 0
	}
	return s + bit(x == 1)
}

// newRollingCountWhere is how many rows in the window pass filters, which made the Booleans that
// are its input.
func newRollingCountWhere([]column.Type, Args) (Rolling, error) {
	return rollOver[bool, int64](long, &rollingCount{}, func(buf *[]bool, in []column.Vector) []bool {
		pass := (*buf)[:0]
		for _, x := range in[0].(*column.Vec[int8]).V {
			pass = append(pass, x == 1)
		}
		*buf = pass
		return pass
	}), nil
}
