package py

import (
	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// numeric is a number of Python's library, a Decimal or a Fraction: what the builtins ask of it.
type numeric interface {
	starlark.HasBinary
	Whole() (starlark.Value, error)                                     // int(x)
	real() (starlark.Value, error)                                      // float(x)
	magnitude() (starlark.Value, error)                                 // abs(x)
	rounded(digits int, given bool) (starlark.Value, error)             // round(x, digits)
	floored(up bool) (starlark.Value, error)                            // math.floor(x), math.ceil(x)
	power(y starlark.Value, side starlark.Side) (starlark.Value, error) // x ** y, or y ** x; nil: of y there is none
	format(p printer, spec string) (string, error)
	// against is how x compares with another number: order of equal numbers is 0, known is false
	// of what is no number, and nothing holds of NaN.
	against(y starlark.Value) (order int, known, nan bool)
}

// whole is what int() makes a whole number of, such as a UUID.
type whole interface {
	Whole() (starlark.Value, error)
}

// compareNumeric is x op y where one of them is a numeric; done is false of all else.
func compareNumeric(op syntax.Token, x, y starlark.Value) (holds, done bool) {
	order, known, nan := 0, false, false
	if a, ok := x.(numeric); ok {
		order, known, nan = a.against(y)
	} else if b, ok := y.(numeric); ok {
		order, known, nan = b.against(x)
		order = -order
	}
	switch {
	case !known:
		return false, false
	case nan:
		return op == syntax.NEQ, true
	}
	return threeWay(op, order), true
}

// raisedTo is x ** y where one of them is a numeric; nil of all else.
func raisedTo(x, y starlark.Value) (starlark.Value, error) {
	if a, ok := x.(numeric); ok {
		return a.power(y, starlark.Left)
	}
	if b, ok := y.(numeric); ok {
		return b.power(x, starlark.Right)
	}
	return nil, nil
}
