package expr

import (
	"errors"

	"starling/engine/column"
)

// basicFuncs are the functions of any value: null tests, choices, logic, casts.
var basicFuncs = table{
	"byteCast":   {"x as a byte", castsTo(column.Byte)},
	"charCast":   {"x as a char", castsTo(column.Char)},
	"doubleCast": {"x as a double", castsTo(column.Double)},
	"floatCast":  {"x as a float", castsTo(column.Float)},
	"ifelse":     {"b where a is true, else c; null where a is null", each("T(boolean, T, T)", 0, r3(ifelse[int8]), r3(ifelse[int16]), r3(ifelse[int32]), r3(ifelse[int64]), r3(ifelse[float32]), r3(ifelse[float64]), r3(ifelse[uint16]))},
	"ifelseObj":  {"b where a is true, else c; null where a is null", append([]overload{{"String(boolean, String, String)", r3(ifelse[string]), 0}, {"Instant(boolean, Instant, Instant)", r3(ifelse[int64]), 0}, {"Object(boolean, Object, Object)", r3(ifelse[any]), 0}}, ofBig("B(boolean, B, B)", 0, r3(ifelse[any]))...)},
	"inRange": {"whether x lies between low and high, both included", append(each("boolean(T, T, T)", present, r3(inRange[int8]), r3(inRange[int16]), r3(inRange[int32]), r3(inRange[int64]), r3(inRange[float32]), r3(inRange[float64]), r3(inRange[uint16])),
		overload{"boolean(Instant, Instant, Instant)", r3(inRange[int64]), present}, overload{"boolean(String, String, String)", r3(textInRange), present}, overload{"boolean(BigDecimal, BigDecimal, BigDecimal)", r3(bigInRange), present}, overload{"boolean(BigInteger, BigInteger, BigInteger)", r3(bigInRange), present})},
	"intCast": {"x as an int", castsTo(column.Int)},
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
	"longCast": {"x as a long", castsTo(column.Long)},
	"replaceIfNull": {"x, or another value where x is null", append(each("T(T, T)", 0, r2(replaceIfNull[int8]), r2(replaceIfNull[int16]), r2(replaceIfNull[int32]), r2(replaceIfNull[int64]), r2(replaceIfNull[float32]), r2(replaceIfNull[float64]), r2(replaceIfNull[uint16])),
		overload{"boolean(boolean, boolean)", r2(replaceIfNull[int8]), 0}, overload{"String(String, String)", r2(replaceIfNull[string]), 0}, overload{"Instant(Instant, Instant)", r2(replaceIfNull[int64]), 0}, overload{"BigDecimal(BigDecimal, BigDecimal)", r2(replaceIfNull[any]), 0}, overload{"BigInteger(BigInteger, BigInteger)", r2(replaceIfNull[any]), 0}, overload{"Object(Object, Object)", r2(replaceIfNull[any]), 0})},
	"shortCast": {"x as a short", castsTo(column.Short)},
}

func isNull[T comparable]() kernel {
	null := column.Null[T]()
	return func(c *call) error {
		out := grow[int8](c.out, c.n)
		for i, x := range vals[T](c.args[0]) {
			out[i] = bit(x == null)
		}
		return nil
	}
}

func isNullObject(c *call) error {
	out := grow[int8](c.out, c.n)
	for i, x := range vals[any](c.args[0]) {
		out[i] = bit(column.Equal(x, nil))
	}
	return nil
}

func isNullText(c *call) error {
	out := grow[int8](c.out, c.n)
	for i, x := range vals[string](c.args[0]) {
		out[i] = bit(column.IsNullString(x))
	}
	return nil
}

// castsTo are the overloads of intCast and the like.
func castsTo(k column.Kind) []overload {
	t := typeName(column.Of(k))
	var out []overload
	for _, from := range elements {
		out = append(out, overload{t + "(" + from + ")", castKernel(mustType(from).Kind, k), 0})
	}
	if k.Numeric() {
		out = append(out, ofBig(t+"(B)", 0, bigCastKernel(k))...)
	}
	return append(out, overload{t + "(Object)", castObjects(t), fails})
}

// castObjects makes values of a kind of objects that hold numbers, or a char.
func castObjects(to string) kernel {
	return func(c *call) error {
		for i, v := range vals[any](c.args[0]) {
			if !appendNumber(c.out, v) {
				return rowErr(i, "cannot cast %s to %s", column.Java.Append(nil, v), to)
			}
		}
		return nil
	}
}

var errNullBoolean = errors.New("null where true or false is needed; guard it with isNull")

func ifelse[T any](k int8, x, y T) T {
	switch k {
	case 1:
		return x
	case 0:
		return y
	}
	return column.Null[T]()
}

// inRange is false where x is null.
func inRange[T numeric](x, low, high T) int8 {
	return bit(x != column.Null[T]() && low <= x && x <= high)
}

func textInRange(x, low, high string) int8 {
	return bit(!column.IsNullString(x) && !lessText(x, low) && !lessText(high, x))
}

func replaceIfNull[T comparable](x, with T) T {
	if x == column.Null[T]() {
		return with
	}
	return x
}

func replaceIf[T float32 | float64](test func(T) int8) func(x, with T) T {
	return func(x, with T) T {
		if test(x) == 1 {
			return with
		}
		return x
	}
}

func isNotFinite[T numeric](x T) int8 { return isFinite(x) ^ 1 }

func isNullNaN[T numeric](x T) int8 { return bit(x != x || x == column.Null[T]()) }
