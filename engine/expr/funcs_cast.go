package expr

import (
	"fmt"

	"starling/engine/column"
)

// castFuncs are the casts of numbers and of their arrays to wider types, and to narrower ones
// where no value is lost.
var castFuncs = join(
	expand(
		kind{"byte", "", castLines[int8, int32]("castInt", "int")},
		kind{"short", "", castLines[int16, int32]("castInt", "int")},
		kind{"int", "", castLines[int32, int32]("castInt", "int")},
		kind{"long", "", castLines[int64, int32]("castInt", "int")},
	),
	expand(
		kind{"byte", "", castLines[int8, int64]("castLong", "long")},
		kind{"short", "", castLines[int16, int64]("castLong", "long")},
		kind{"int", "", castLines[int32, int64]("castLong", "long")},
		kind{"long", "", castLines[int64, int64]("castLong", "long")},
	),
	expand(
		kind{"byte", "", castLines[int8, float64]("castDouble", "double")},
		kind{"short", "", castLines[int16, float64]("castDouble", "double")},
		kind{"int", "", castLines[int32, float64]("castDouble", "double")},
		kind{"long", "", castLines[int64, float64]("castDouble", "double")},
		kind{"float", "", castLines[float32, float64]("castDouble", "double")},
		kind{"double", "", castLines[float64, float64]("castDouble", "double")},
	),
)

func castLines[T, R numeric](name, to string) []line {
	doc := "the value, or each of an array, as " + to + "; an error if it is another then, unless false is given"
	exact := func(x T) (R, error) { return castExact[T, R](x, 1) }
	each := func(s []T, check int8) ([]R, error) {
		out := make([]R, len(s))
		for i, x := range s {
			var err error
			if out[i], err = castExact[T, R](x, check); err != nil {
				return nil, err
			}
		}
		return out, nil
	}
	return []line{
		{name, doc, to + "(T)", re1(exact), fails},
		{name, doc, to + "(T, boolean)", re2(castExact[T, R]), fails},
		{name, doc, to + "[](T...)", castArrays(func(s []T, _ int8) ([]R, error) { return each(s, 1) }), fails},
		{name, doc, to + "[](T[], boolean)", castArrays(each), fails},
	}
}

// castExact is x as an R, which is to be the same number if check is true.
func castExact[T, R numeric](x T, check int8) (R, error) {
	if x == column.Null[T]() {
		return column.Null[R](), nil
	}
	r := R(x)
	if check == 1 && x == x && (T(r) != x || r == column.Null[R]()) {
		return 0, misfit(x)
	}
	return r, nil
}

// misfit is apart from castExact, which is compiled for each pair of types.
//
//go:noinline
func misfit(x any) error { return fmt.Errorf("%v does not fit the type it is cast to", x) }

// castArrays is a kernel of an array and, if there is one, a boolean.
func castArrays[T, R any](f func(s []T, check int8) ([]R, error)) kernel {
	return func(c *call) error {
		in := arraysOf[T](c.args[0])
		for i := range c.n {
			check := int8(1)
			if len(c.args) > 1 {
				check = vals[int8](c.args[1])[i]
			}
			s, ok := in.at(i)
			out, err := f(s, check)
			if err != nil {
				return &RowError{Index: i, Err: err}
			}
			appendArrayTo(c.out, out, ok)
		}
		return nil
	}
}
