package py

import (
	"fmt"
	"math/big"
	"strings"

	"go.starlark.net/starlark"
)

// decimalSignal is a condition of the arithmetic of Decimals.
type decimalSignal uint16

const (
	decimalClamped decimalSignal = 1 << iota
	decimalDivisionByZero
	decimalFloatOperation
	decimalInexact
	decimalInvalidOperation
	decimalOverflow
	decimalRounded
	decimalSubnormal
	decimalUnderflow
)

// decimalSignals is the names of the conditions in their order, and what exceptions of them are.
var decimalSignals = []struct{ name, base string }{
	{"Clamped", "DecimalException"},
	{"DivisionByZero", "DecimalException ZeroDivisionError"},
	{"FloatOperation", "DecimalException TypeError"},
	{"Inexact", "DecimalException"},
	{"InvalidOperation", "DecimalException"},
	{"Overflow", "Inexact Rounded"},
	{"Rounded", "DecimalException"},
	{"Subnormal", "DecimalException"},
	{"Underflow", "Inexact Rounded Subnormal"},
}

// decimalRoundings is the ways of rounding.
var decimalRoundings = []string{
	"ROUND_05UP", "ROUND_CEILING", "ROUND_DOWN", "ROUND_FLOOR", "ROUND_HALF_DOWN", "ROUND_HALF_EVEN", "ROUND_HALF_UP", "ROUND_UP",
}

const (
	decimalExpMost = 999999
	// decimalPrecMost bounds the precision; in CPython it is as good as unbounded.
	decimalPrecMost = 10_000
)

// decimalContext is how Decimals are computed. It is used with the session lock held.
type decimalContext struct {
	ip       *Interp
	prec     int
	rounding string
	emin     int
	emax     int
	capitals bool
	clamp    bool
	flags    decimalSignal
	traps    decimalSignal
}

// newDecimalContext is the one that scripts begin with.
func newDecimalContext(ip *Interp) *decimalContext {
	return &decimalContext{
		ip: ip, prec: 28, rounding: "ROUND_HALF_EVEN", emin: -decimalExpMost, emax: decimalExpMost, capitals: true,
		traps: decimalInvalidOperation | decimalDivisionByZero | decimalOverflow,
	}
}

// decimals is the context that is in force.
func (ip *Interp) decimals() *decimalContext {
	if ip.decimalNow == nil {
		ip.decimalNow = newDecimalContext(ip)
	}
	return ip.decimalNow
}

// signal notes a condition, and is its error if it is trapped. What is the condition within it.
func (x *decimalContext) signal(s decimalSignal, what string) error {
	x.flags |= s
	hit := s & x.traps
	if hit == 0 {
		return nil
	}
	for i, k := range decimalSignals {
		if hit&(1<<i) == 0 {
			continue
		}
		if what == "" {
			what = k.name
		}
		return Raise("decimal."+k.name, "[<class 'decimal.%s'>]", what)
	}
	return nil
}

func (x *decimalContext) nan() *decimal {
	return &decimal{ip: x.ip, kind: quietNaN, n: new(big.Int)}
}

// invalid is NaN, or the error if that is trapped.
func (x *decimalContext) invalid(what string) (*decimal, error) {
	if err := x.signal(decimalInvalidOperation, what); err != nil {
		return nil, err
	}
	return x.nan(), nil
}

func (x *decimalContext) infinity(neg bool) *decimal {
	return &decimal{ip: x.ip, kind: infinite, neg: neg, n: new(big.Int)}
}

func (x *decimalContext) etiny() int { return x.emin - x.prec + 1 }

func (x *decimalContext) etop() int { return x.emax - x.prec + 1 }

// special is the outcome of an operation of which an operand is NaN; nil if none is.
func (x *decimalContext) special(operands ...*decimal) (*decimal, error) {
	var first *decimal
	for _, d := range operands {
		if d.kind == signalingNaN {
			if err := x.signal(decimalInvalidOperation, ""); err != nil {
				return nil, err
			}
			return x.payload(&decimal{x.ip, quietNaN, d.neg, d.n, 0}), nil
		}
		if d.kind == quietNaN && first == nil {
			first = d
		}
	}
	if first == nil {
		return nil, nil
	}
	return x.payload(first), nil
}

// payload is a NaN with no more digits than the precision has.
func (x *decimalContext) payload(d *decimal) *decimal {
	if d.size() <= x.prec {
		return d
	}
	return &decimal{x.ip, d.kind, d.neg, new(big.Int).Mod(d.n, pow10(x.prec)), 0}
}

// roundsUp reports whether the digits q of a number are to be one more for what was cut off:
// half is how that compares with half a unit.
func roundsUp(rounding string, neg bool, q *big.Int, half int) bool {
	switch rounding {
	case "ROUND_DOWN":
		return false
	case "ROUND_UP":
		return true
	case "ROUND_CEILING":
		return !neg
	case "ROUND_FLOOR":
		return neg
	case "ROUND_HALF_UP":
		return half >= 0
	case "ROUND_HALF_DOWN":
		return half > 0
	case "ROUND_05UP":
		last := new(big.Int).Mod(q, big.NewInt(5))
		return last.Sign() == 0
	}
	return half > 0 || half == 0 && q.Bit(0) == 1
}

// cut is n without its last k digits, rounded; exact is false if they were not all zeros.
func cut(n *big.Int, k int, neg bool, rounding string) (q *big.Int, exact bool) {
	if k <= 0 {
		return n, true
	}
	if digits := digitsOf(n); k > digits+1 {
		if n.Sign() == 0 {
			return n, true
		}
		q = new(big.Int)
		if roundsUp(rounding, neg, q, -1) {
			q.SetInt64(1)
		}
		return q, false
	}
	p := pow10(k)
	q, r := new(big.Int).QuoRem(n, p, new(big.Int))
	if r.Sign() == 0 {
		return q, true
	}
	half := r.Lsh(r, 1).Cmp(p)
	if roundsUp(rounding, neg, q, half) {
		q.Add(q, big.NewInt(1))
	}
	return q, false
}

// fix is d within the precision and the exponents of the context.
func (x *decimalContext) fix(d *decimal) (*decimal, error) {
	if d.kind != finite {
		if d.isNaN() {
			return x.payload(d), nil
		}
		return d, nil
	}
	etiny, etop := x.etiny(), x.etop()
	if d.n.Sign() == 0 {
		most := x.emax
		if x.clamp {
			most = etop
		}
		if e := min(max(d.exp, etiny), most); e != d.exp {
			return &decimal{x.ip, finite, d.neg, d.n, e}, x.signal(decimalClamped, "")
		}
		return d, nil
	}
	low := d.size() + d.exp - x.prec
	if low > etop {
		return x.overflow(d.neg)
	}
	subnormal := low < etiny
	low = max(low, etiny)
	if d.exp >= low {
		if subnormal {
			if err := x.signal(decimalSubnormal, ""); err != nil {
				return nil, err
			}
		}
		if x.clamp && d.exp > etop {
			return &decimal{x.ip, finite, d.neg, new(big.Int).Mul(d.n, pow10(d.exp-etop)), etop}, x.signal(decimalClamped, "")
		}
		return d, nil
	}
	n, exact := cut(d.n, low-d.exp, d.neg, x.rounding)
	out := &decimal{x.ip, finite, d.neg, n, low}
	if out.size() > x.prec {
		out.n, out.exp = new(big.Int).Quo(n, big.NewInt(10)), low+1
	}
	if out.exp > etop {
		return x.overflow(d.neg)
	}
	conditions := decimalRounded
	if !exact {
		conditions |= decimalInexact
	}
	if subnormal {
		conditions |= decimalSubnormal
		if !exact {
			conditions |= decimalUnderflow
		}
		if out.n.Sign() == 0 {
			conditions |= decimalClamped
		}
	}
	return out, x.raise(conditions)
}

// raise signals several conditions, the most telling first.
func (x *decimalContext) raise(conditions decimalSignal) error {
	x.flags |= conditions
	for _, s := range []decimalSignal{decimalOverflow, decimalUnderflow, decimalSubnormal, decimalInexact, decimalRounded, decimalClamped} {
		if s&conditions&x.traps != 0 {
			return x.signal(s, "")
		}
	}
	return nil
}

// overflow is what a number becomes that is too large.
func (x *decimalContext) overflow(neg bool) (*decimal, error) {
	if err := x.raise(decimalOverflow | decimalInexact | decimalRounded); err != nil {
		return nil, err
	}
	switch {
	case x.rounding == "ROUND_DOWN", x.rounding == "ROUND_05UP", x.rounding == "ROUND_CEILING" && neg, x.rounding == "ROUND_FLOOR" && !neg:
		return &decimal{x.ip, finite, neg, new(big.Int).Sub(pow10(x.prec), big.NewInt(1)), x.etop()}, nil
	}
	return x.infinity(neg), nil
}

func (x *decimalContext) String() string {
	names := func(of decimalSignal) string {
		var all []string
		for _, i := range []int{4, 2, 1, 5, 7, 8, 6, 3, 0} { // CPython's order
			if of&(1<<i) != 0 {
				all = append(all, decimalSignals[i].name)
			}
		}
		return strings.Join(all, ", ")
	}
	flag := func(b bool) int {
		if b {
			return 1
		}
		return 0
	}
	return fmt.Sprintf("Context(prec=%d, rounding=%s, Emin=%d, Emax=%d, capitals=%d, clamp=%d, flags=[%s], traps=[%s])",
		x.prec, x.rounding, x.emin, x.emax, flag(x.capitals), flag(x.clamp), names(x.flags), names(x.traps))
}

func (x *decimalContext) Class() string        { return "decimal.Context" }
func (x *decimalContext) Type() string         { return "Context" }
func (x *decimalContext) Freeze()              {}
func (x *decimalContext) Truth() starlark.Bool { return true }

// Hash is none: it changes.
func (x *decimalContext) Hash() (uint32, error) {
	return 0, Raise("TypeError", "unhashable type: 'decimal.Context'")
}
