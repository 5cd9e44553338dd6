package expr

import (
	"slices"

	"starling/engine/column"
)

// comparatorType is the type of Comparator.naturalOrder() and reverseOrder().
var comparatorType = column.ObjectOf("java.util.Comparator")

// comparator is one of them: 1, or -1 for the reverse.
type comparator int

// String tells which.
func (c comparator) String() string {
	if c < 0 {
		return "Comparator.reverseOrder()"
	}
	return "Comparator.naturalOrder()"
}

var comparatorFuncs = table{
	"Comparator.naturalOrder": {"the order of values, for sortObj and the like", comparatorOf(1)},
	"Comparator.reverseOrder": {"the order of values the other way round, for sortObj and the like", comparatorOf(-1)},
}

func comparatorOf(c comparator) []overload {
	return []overload{{"Comparator()", r0(func() any { return c }), present}}
}

// compared is a kernel of an array and a comparator, which takes no nulls.
func compared[T, R any](f func(order func(x, y T) int) func([]T) []R, order func(x, y T) int, null func(T) bool) kernel {
	reverse := func(x, y T) int { return order(y, x) }
	return func(c *call) error {
		in, by := arraysOf[T](c.args[0]), vals[any](c.args[1])
		for i := range c.n {
			s, ok := in.at(i)
			rule, some := by[i].(comparator)
			if ok && (!some || slices.ContainsFunc(s, null)) {
				return rowErr(i, "a comparator takes no null; leave it out for null first")
			}
			if rule < 0 {
				appendArrayTo(c.out, f(reverse)(s), ok)
			} else {
				appendArrayTo(c.out, f(order)(s), ok)
			}
		}
		return nil
	}
}
