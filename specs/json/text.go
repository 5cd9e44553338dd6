package json

import (
	"math"

	"starling/engine/column"
)

// appendDouble appends x as Java writes it; JSON has no NaN and no infinities,
// so they are strings.
func appendDouble(b []byte, x float64) []byte {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return append(column.AppendDouble(append(b, '"'), x), '"')
	}
	return column.AppendDouble(b, x)
}

func appendFloat(b []byte, x float32) []byte {
	if x != x || math.IsInf(float64(x), 0) {
		return append(column.AppendFloat(append(b, '"'), x), '"')
	}
	return column.AppendFloat(b, x)
}
