package py

import (
	"cmp"
	"math"
	"math/big"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// Cmp orders durations.
func (d Timedelta) Cmp(y starlark.Value, _ int) (int, error) {
	e := y.(Timedelta)
	return cmp.Or(cmp.Compare(d.secs, e.secs), cmp.Compare(d.nanos, e.nanos)), nil
}

// plus is the sum.
func (d Timedelta) plus(e Timedelta) Timedelta {
	return deltaOf(d.secs+e.secs, int64(d.nanos)+int64(e.nanos))
}

// minus is -d.
func (d Timedelta) minus() Timedelta { return deltaOf(-d.secs, -int64(d.nanos)) }

// deltaValue is a timedelta that was computed, or the error of one that is too long.
func deltaValue(d Timedelta) (starlark.Value, error) {
	d, err := d.checked()
	if err != nil {
		return nil, err
	}
	return d, nil
}

// Binary is sums, differences, multiples and quotients.
func (d Timedelta) Binary(op syntax.Token, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	switch y := asNumber(y).(type) {
	case Timedelta:
		return d.withDelta(op, y)
	case starlark.Int:
		return d.withWhole(op, y.BigInt(), side)
	case starlark.Float:
		return d.withFloat(op, float64(y), side)
	}
	return nil, nil
}

func (d Timedelta) withDelta(op syntax.Token, e Timedelta) (starlark.Value, error) {
	switch op {
	case syntax.PLUS:
		return deltaValue(d.plus(e))
	case syntax.MINUS:
		return deltaValue(d.plus(e.minus()))
	case syntax.SLASH, syntax.SLASHSLASH, syntax.PERCENT:
		if !e.Truth() {
			return nil, Raise("ZeroDivisionError", "%s", divisionByZero(op))
		}
	}
	n, by := d.total(), e.total()
	switch op {
	case syntax.SLASH:
		f, _ := new(big.Rat).SetFrac(n, by).Float64()
		return starlark.Float(f), nil
	case syntax.SLASHSLASH:
		return starlark.MakeBigInt(floorQuotient(n, by)), nil
	case syntax.PERCENT:
		rest, err := deltaFrom(n.Sub(n, by.Mul(by, floorQuotient(n, by))))
		return rest, err
	}
	return nil, nil
}

func divisionByZero(op syntax.Token) string {
	if op == syntax.SLASH {
		return "division by zero"
	}
	return "integer division or modulo by zero"
}

// floorQuotient is n / by, rounded down.
func floorQuotient(n, by *big.Int) *big.Int {
	q, r := new(big.Int).QuoRem(n, by, new(big.Int))
	if r.Sign() != 0 && r.Sign() != by.Sign() {
		q.Sub(q, big.NewInt(1))
	}
	return q
}

// unit is the nanoseconds to which results are rounded: microseconds, as Python has them, unless d
// has a finer part.
func (d Timedelta) unit() *big.Int {
	if d.nanos%1000 != 0 {
		return big.NewInt(1)
	}
	return big.NewInt(1000)
}

func (d Timedelta) withWhole(op syntax.Token, n *big.Int, side starlark.Side) (starlark.Value, error) {
	switch {
	case op == syntax.STAR:
		return deltaResult(deltaFrom(n.Mul(n, d.total())))
	case side == starlark.Right || op != syntax.SLASH && op != syntax.SLASHSLASH:
		return nil, nil
	case n.Sign() == 0:
		return nil, Raise("ZeroDivisionError", "%s", divisionByZero(op))
	}
	unit := d.unit()
	units := new(big.Int).Quo(d.total(), unit)
	if op == syntax.SLASH {
		units = nearestQuotient(units, n)
	} else {
		units = floorQuotient(units, n)
	}
	return deltaResult(deltaFrom(units.Mul(units, unit)))
}

func (d Timedelta) withFloat(op syntax.Token, f float64, side starlark.Side) (starlark.Value, error) {
	switch {
	case op != syntax.STAR && (op != syntax.SLASH || side == starlark.Right):
		return nil, nil
	case math.IsNaN(f):
		return nil, Raise("ValueError", "cannot convert NaN to integer ratio")
	case math.IsInf(f, 0):
		return nil, Raise("OverflowError", "cannot convert Infinity to integer ratio")
	case op == syntax.SLASH && f == 0:
		return nil, Raise("ZeroDivisionError", "division by zero")
	}
	ratio := new(big.Rat).SetFloat64(f)
	if op == syntax.SLASH {
		ratio.Inv(ratio)
	}
	unit := d.unit()
	units := new(big.Int).Quo(d.total(), unit)
	units = nearestQuotient(units.Mul(units, ratio.Num()), ratio.Denom())
	return deltaResult(deltaFrom(units.Mul(units, unit)))
}

func deltaResult(d Timedelta, err error) (starlark.Value, error) {
	if err != nil {
		return nil, err
	}
	return d, nil
}

// nearestQuotient is n / by, rounded to the nearest, to the even one of two.
func nearestQuotient(n, by *big.Int) *big.Int {
	if by.Sign() < 0 {
		n, by = new(big.Int).Neg(n), new(big.Int).Neg(by)
	}
	q, r := new(big.Int).DivMod(n, by, new(big.Int))
	if c := new(big.Int).Lsh(r, 1).Cmp(by); c > 0 || c == 0 && q.Bit(0) == 1 {
		q.Add(q, big.NewInt(1))
	}
	return q
}

// Unary is -d and +d.
func (d Timedelta) Unary(op syntax.Token) (starlark.Value, error) {
	switch op {
	case syntax.MINUS:
		return deltaValue(d.minus())
	case syntax.PLUS:
		return d, nil
	}
	return nil, nil
}

// abs is abs(d).
func (d Timedelta) abs() (starlark.Value, error) {
	if d.secs < 0 {
		return deltaValue(d.minus())
	}
	return d, nil
}
