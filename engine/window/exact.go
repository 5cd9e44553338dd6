package window

import (
	"errors"
	"math/big"

	"starling/engine/column"
)

// exact is arithmetic with numbers of any size, BigDecimal and BigInteger, null being none.
// A result that is too large is a panic with the error, which Try gives back.
type exact struct {
	column.MathContext
	whole bool // BigInteger, which is not rounded
}

// exactly is the arithmetic of a type that is Big.
func exactly(t column.Type, args Args, usual column.MathContext) exact {
	e := exact{usual, t == column.BigInteger}
	if args.Exact != nil {
		e.MathContext = *args.Exact
	}
	return e
}

// failure is an error of a value.
type failure struct{ error }

func must[T any](x T, err error) T {
	if err != nil {
		Fail(err)
	}
	return x
}

// Fail ends what Try does with an error of a value.
func Fail(err error) { panic(failure{err}) }

// Try is the error that a value made while do ran.
func Try(do func()) (err error) {
	defer func() {
		switch f := recover().(type) {
		case nil:
		case failure:
			err = f.error
		default:
			panic(f)
		}
	}()
	do()
	return nil
}

func decimal(x any) column.Decimal {
	d, _ := column.DecimalOf(x)
	return d
}

// round is d with the digits that there may be.
func (e exact) round(d column.Decimal) column.Decimal { return must(d.Precise(int(e.Digits), e.Mode)) }

// add is a + b; a null counts as nothing.
func (e exact) add(a, b any) any {
	switch {
	case a == nil:
		return b
	case b == nil:
		return a
	case e.whole:
		n := new(big.Int).Add(a.(*big.Int), b.(*big.Int))
		must(0, column.CheckDigits(n))
		return n
	}
	return e.round(must(decimal(a).Add(decimal(b))))
}

// mul is a * b; a null counts as nothing.
func (e exact) mul(a, b any) any {
	switch {
	case a == nil:
		return b
	case b == nil:
		return a
	case e.whole:
		n := new(big.Int).Mul(a.(*big.Int), b.(*big.Int))
		must(0, column.CheckDigits(n))
		return n
	}
	return e.times(decimal(a), decimal(b))
}

func (e exact) times(a, b column.Decimal) column.Decimal { return e.round(must(a.Mul(b))) }

// quo is a / b, with the scale that a and b have if digits allow and need no more.
func (e exact) quo(a, b column.Decimal) column.Decimal {
	if e.Digits == 0 {
		return must(a.QuoExact(b))
	}
	want := a.Scale() - b.Scale()
	if a.Sign() == 0 {
		return must(column.Decimal{}.Round(want, e.Mode))
	}
	more := int(e.Digits) + b.Precision() - a.Precision() + 3 // digits to spare
	d := must(a.QuoScale(b, want+more, column.RoundDown))
	if back := must(d.Mul(b)); back.Cmp(a) != 0 { // what is cut off decides a tie
		tail := column.NewDecimal(big.NewInt(int64(d.Sign()|a.Sign()*b.Sign())), d.Scale()+1)
		d = must(d.Add(tail))
	}
	return toScale(e.round(d), want)
}

// root is the root of d.
func (e exact) root(d column.Decimal) column.Decimal {
	want := d.Scale() / 2
	if d.Sign() <= 0 {
		must(0, negativeRoot(d))
		return must(column.Decimal{}.Round(want, e.Mode))
	}
	digits := int(e.Digits)
	if digits == 0 {
		digits = d.Precision()/2 + 1
	}
	scale := digits + 2 - (d.Precision()-d.Scale())/2
	r := must(d.Root(scale).Precise(digits, e.Mode))
	return toScale(r, want)
}

// toScale drops zeros at the end of d, or adds some, toward a scale.
func toScale(d column.Decimal, scale int) column.Decimal {
	s := d.Strip()
	return must(s.Round(max(s.Scale(), scale), column.HalfUp))
}

// wholeDecimal is n.
func wholeDecimal(n int64) column.Decimal { return column.NewDecimal(big.NewInt(n), 0) }

// negativeRoot is the error of the root of d, if there is none.
func negativeRoot(d column.Decimal) error {
	if d.Sign() < 0 {
		return errors.New("a number below zero has no root")
	}
	return nil
}

// decimalOf is a number as BigDecimal: a floating-point one by its shortest text, as Java's
// BigDecimal.valueOf has it.
func decimalOf(x any) (column.Decimal, error) {
	if d, ok := column.DecimalOf(x); ok {
		return d, nil
	}
	return column.Decimal{}, errors.New("NaN and infinity have no BigDecimal")
}

// sub is a - b; neither is null.
func (e exact) sub(a, b any) any {
	if e.whole {
		n := new(big.Int).Sub(a.(*big.Int), b.(*big.Int))
		must(0, column.CheckDigits(n))
		return n
	}
	return e.round(must(decimal(a).Sub(decimal(b))))
}

func (e exact) plus(a, b column.Decimal) column.Decimal { return e.round(must(a.Add(b))) }
