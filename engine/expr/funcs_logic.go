package expr

import "starling/engine/column"

// logicFuncs are and, or and not of several booleans or an array of them.
var logicFuncs = table{
	"and": {"whether all are true; with a boolean after an array, that one stands for null", []overload{{"boolean(boolean...)", decide(0), fails}, {"boolean(boolean[], boolean)", decide(0), fails}}},
	"not": {"whether x is false, null for null; of several, each", []overload{{"boolean(boolean)", not, 0}, {"Boolean[](boolean...)", toArray(eachNot), 0}}},
	"or":  {"whether any is true; with a boolean after an array, that one stands for null", []overload{{"boolean(boolean...)", decide(1), fails}, {"boolean(boolean[], boolean)", decide(1), fails}}},
}

func eachNot(s []int8) []int8 {
	out := make([]int8, len(s))
	for i, b := range s {
		if out[i] = b; b != column.NullByte {
			out[i] = b ^ 1
		}
	}
	return out
}

// decide is the first value of an array that is decided, else the other; nulls are an error
// unless there is a value for them.
func decide(decided int8) kernel {
	return func(c *call) error {
		in, out := arraysOf[int8](c.args[0]), grow[int8](c.out, c.n)
		for i := range out {
			null := int8(column.NullByte)
			if len(c.args) > 1 {
				null = vals[int8](c.args[1])[i]
			}
			s, _ := in.at(i)
			out[i] = decided ^ 1
			for _, b := range s {
				if b == column.NullByte {
					b = null
				}
				if b == column.NullByte {
					return &RowError{Index: i, Err: errNullBoolean}
				}
				if b == decided {
					out[i] = decided
				}
			}
		}
		return nil
	}
}
