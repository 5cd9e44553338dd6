package arrow

import (
	"fmt"
	"math"

	"github.com/apache/arrow-go/v18/arrow"

	"starling/engine/column"
)

// objects is objects of a class that Arrow has, by numbers; all others by their texts.
func objects(w *Writing, t column.Type, v column.Vector, lo, hi int) (arrow.Array, error) {
	of := v.(*column.Vec[any]).V[lo:hi]
	switch t {
	case localDate:
		return numbersOf(t, of, func(d column.LocalDate) (int32, bool) {
			return int32(d), int64(d) > math.MinInt32 && int64(d) <= math.MaxInt32
		})
	case localTime:
		return numbersOf(t, of, func(x column.LocalTime) (int64, bool) { return int64(x), true })
	case duration:
		return numbersOf(t, of, func(d column.Duration) (int64, bool) { return int64(d), int64(d) != column.NullLong })
	case localDateTime:
		return numbersOf(t, of, nanosOf)
	}
	list, text := make([]string, len(of)), w.Texts.Format(t)
	var cell []byte
	for i := range of {
		var some bool
		if cell, some = text(cell[:0], v, lo+i); some {
			list[i] = string(cell)
		} else {
			list[i] = column.NullString
		}
	}
	return joined(arrow.BinaryTypes.String, list)
}

// numbersOf is objects as numbers, each by a function that says whether it is one.
func numbersOf[T any, N int32 | int64](t column.Type, of []any, as func(T) (N, bool)) (arrow.Array, error) {
	null := column.Null[N]()
	out := make([]N, len(of))
	for i, x := range of {
		out[i] = null
		if x == nil {
			continue
		}
		n, ok := as(x.(T))
		if !ok {
			return nil, fmt.Errorf("%v is out of the range of Arrow's %s", x, TypeOf(t))
		}
		out[i] = n
	}
	return lend(TypeOf(t), out, null), nil
}

// nanosOf is a date and time as nanoseconds since 1970, which has 292 years to either side.
func nanosOf(t column.LocalDateTime) (int64, bool) {
	const day = 86_400_000_000_000
	d := int64(t.Date)
	if d >= math.MaxInt64/day || d <= math.MinInt64/day {
		return 0, false
	}
	return d*day + int64(t.Time), true
}
