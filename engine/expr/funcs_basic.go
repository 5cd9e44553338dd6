package expr

import "starling/engine/column"

var basicFuncs = table{
	"isNull": {"whether x is null", []overload{
		{"boolean(byte)", isNull[int8](), present},
		{"boolean(boolean)", isNull[int8](), present},
		{"boolean(short)", isNull[int16](), present},
		{"boolean(char)", isNull[uint16](), present},
		{"boolean(int)", isNull[int32](), present},
		{"boolean(long)", isNull[int64](), present},
		{"boolean(Instant)", isNull[int64](), present},
		{"boolean(float)", isNull[float32](), present},
		{"boolean(double)", isNull[float64](), present},
		{"boolean(String)", isNullText, present},
		{"boolean(byte[])", isNullText, present},
		{"boolean(Object)", isNullObject, present},
	}},
}

func isNull[T comparable]() kernel {
	null := nullOf[T]()
	return func(c *call) error {
		out := grow[int8](c.out, c.n)
		for i, x := range vals[T](c.args[0]) {
			out[i] = bit(x == null)
		}
		return nil
	}
}

func isNullText(c *call) error {
	out := grow[int8](c.out, c.n)
	for i, x := range vals[string](c.args[0]) {
		out[i] = bit(column.IsNullString(x))
	}
	return nil
}

func isNullObject(c *call) error {
	out := grow[int8](c.out, c.n)
	for i, x := range vals[any](c.args[0]) {
		out[i] = bit(x == nil)
	}
	return nil
}
