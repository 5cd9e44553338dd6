package py

import (
	"fmt"
	"math"
	"math/big"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"starling/internal/bounds"
)

// operatorGuard is the guard of an operator: of what is harmless as an operand, whatever the
// other one is, it makes nothing else.
type operatorGuard struct {
	guard
	ip       *Interp
	harmless func(v starlark.Value) bool
}

// Get is v, or an operand in its place.
func (g *operatorGuard) Get(v starlark.Value) (starlark.Value, bool, error) {
	if g.harmless(v) {
		return v, true, nil
	}
	return &operand{g.ip, v}, true, nil
}

// operatorGuards is THE table of the guards of operators.
func operatorGuards(ip *Interp) []*operatorGuard {
	return []*operatorGuard{
		{"__and__", ip, isNoHolder},
		{"__floordiv__", ip, isNoFloat},
		{"__ifloordiv__", ip, never},
		{"__imod__", ip, never},
		{"__imul__", ip, isFloat},
		{"__itruediv__", ip, isSmall},
		{"__lshift__", ip, never},
		{"__mod__", ip, isNeither},
		{"__mul__", ip, isSmall},
		{"__or__", ip, isNoHolder},
		{"__sub__", ip, isNoHolder},
		{"__truediv__", ip, isExactFloat},
		{"__xor__", ip, isNoHolder},
	}
}

// isSmall: a number that does not grow much by another one that is small.
func isSmall(v starlark.Value) bool {
	switch v := v.(type) {
	case starlark.Float:
		return true
	case starlark.Int:
		_, ok := v.Int64()
		return ok
	}
	return false
}

// isExactFloat: no whole number that a float cannot hold, and no truth.
func isExactFloat(v starlark.Value) bool {
	n, ok := v.(starlark.Int)
	if !ok {
		_, truth := v.(starlark.Bool)
		return !truth
	}
	i, small := n.Int64()
	return small && i <= 1<<53 && i >= -1<<53
}

func isFloat(v starlark.Value) bool {
	_, ok := v.(starlark.Float)
	return ok
}

func isNoFloat(v starlark.Value) bool {
	switch v.(type) {
	case starlark.Float, starlark.Bool:
		return false
	}
	return true
}

func never(starlark.Value) bool { return false }

// isNeither: no text, whose % is a format, no float, whose remainder Python signs otherwise, and no truth.
func isNeither(v starlark.Value) bool {
	switch v.(type) {
	case starlark.String, starlark.Bytes, starlark.Float, *bytearray, starlark.Bool:
		return false
	}
	return true
}

func isNoHolder(v starlark.Value) bool {
	switch v.(type) {
	case *starlark.Set, *starlark.Dict, starlark.Bool:
		return false
	}
	return true
}

// operand is an operand that is looked at before the operation. It lives between a guard and
// its operator, where no script sees it.
type operand struct {
	ip *Interp
	v  starlark.Value
}

func (o *operand) String() string        { return plain(o.v, PlainMost) }
func (o *operand) Type() string          { return o.v.Type() }
func (o *operand) Freeze()               {}
func (o *operand) Truth() starlark.Bool  { return o.v.Truth() }
func (o *operand) Hash() (uint32, error) { return o.v.Hash() }

// Binary is the operation with the other operand, if it is not too large.
func (o *operand) Binary(op syntax.Token, other starlark.Value, side starlark.Side) (starlark.Value, error) {
	if p, ok := other.(*operand); ok {
		other = p.v
	}
	x, y := o.v, other
	if side == starlark.Right {
		x, y = other, o.v
	}
	switch op {
	case syntax.STAR, syntax.SLASH, syntax.SLASHSLASH:
		x, y = asNumber(x), asNumber(y)
	}
	switch op {
	case syntax.STAR:
		if err := o.ip.product(x, y); err != nil {
			return nil, err
		}
	case syntax.PERCENT:
		return o.ip.remainder(x, y)
	case syntax.SLASH:
		return trueDivided(x, y)
	case syntax.SLASHSLASH:
		return floorDivided(x, y)
	case syntax.LTLT:
		return shifted(x, y)
	case syntax.AMP, syntax.PIPE, syntax.CIRCUMFLEX, syntax.MINUS:
		return o.ip.setOperation(op, x, y)
	}
	return starlark.Binary(op, x, y)
}

// product is the error of x * y if it is too large. What is no product is Starlark's to refuse.
func (ip *Interp) product(x, y starlark.Value) error {
	n, ok := y.(starlark.Int)
	if !ok {
		if n, ok = x.(starlark.Int); !ok {
			return nil
		}
		x = y
	}
	k, small := n.Int64()
	if v, ok := x.(starlark.Int); ok {
		if _, other := v.Int64(); small && other {
			return nil
		}
		return bounds.Width("the product", v.BigInt().BitLen()+n.BigInt().BitLen())
	}
	if !small || k <= 0 {
		return nil
	}
	switch v := x.(type) {
	case starlark.String:
		return ip.bounds.Times("the repetition", len(v), int(k))
	case starlark.Bytes:
		return ip.bounds.Times("the repetition", len(v), int(k))
	case *starlark.List:
		return ip.bounds.Repeat("the repetition", v.Len(), int(k))
	case starlark.Tuple:
		return ip.bounds.Repeat("the repetition", len(v), int(k))
	}
	return nil
}

// shifted is x << y, which in Starlark ends at 512 bits.
func shifted(x, y starlark.Value) (starlark.Value, error) {
	x, y = asNumber(x), asNumber(y)
	a, ok1 := x.(starlark.Int)
	b, ok2 := y.(starlark.Int)
	if !ok1 || !ok2 || b.Sign() < 0 {
		return starlark.Binary(syntax.LTLT, x, y)
	}
	n, small := b.Int64()
	switch {
	case small && n < 512:
		return starlark.Binary(syntax.LTLT, x, y)
	case a.Sign() == 0:
		return a, nil
	case !small:
		n = math.MaxInt64 / 2
	}
	number := a.BigInt()
	what := fmt.Sprintf("%s << %s", Short(x), Short(y))
	if err := bounds.Width(what, number.BitLen()+int(min(n, math.MaxInt64/2))); err != nil {
		return nil, err
	}
	return starlark.MakeBigInt(new(big.Int).Lsh(number, uint(n))), nil
}

// flags is x op y of True and False, which is one of them again.
func flags(op syntax.Token, x, y starlark.Bool) starlark.Bool {
	switch op {
	case syntax.AMP:
		return x && y
	case syntax.PIPE:
		return x || y
	}
	return x != y
}

// setOperation is x op y for two sets or truths, and else Starlark's.
func (ip *Interp) setOperation(op syntax.Token, x, y starlark.Value) (starlark.Value, error) {
	if flag, ok := x.(starlark.Bool); ok && op != syntax.MINUS {
		if other, ok := y.(starlark.Bool); ok {
			return flags(op, flag, other), nil
		}
	}
	switch a := x.(type) {
	case *starlark.Set:
		if b, ok := y.(*starlark.Set); ok {
			p := ip.Pace()
			return setOperators[op](&p, a, b)
		}
	case *starlark.Dict:
		if b, ok := y.(*starlark.Dict); ok && op == syntax.PIPE && (hasTruthKey(a) || hasTruthKey(b)) {
			return ip.dictUnion(a, b)
		}
	}
	return starlark.Binary(op, asNumber(x), asNumber(y))
}

// hasTruthKey reports whether True or False is a key of a dict, which may be equal to one of another dict.
func hasTruthKey(d *starlark.Dict) bool {
	for _, flag := range []starlark.Bool{false, true} {
		if _, found, err := d.Get(flag); found && err == nil {
			return true
		}
	}
	return false
}

// dictUnion is x | y: keys that are equal are one, which stays as it was.
func (ip *Interp) dictUnion(x, y *starlark.Dict) (*starlark.Dict, error) {
	out := starlark.NewDict(x.Len() + y.Len())
	for _, d := range []*starlark.Dict{x, y} {
		for k, v := range d.Entries() {
			if err := ip.setKey(out, k, v); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

// remainder is x % y, which formats if x is a text.
func (ip *Interp) remainder(x, y starlark.Value) (starlark.Value, error) {
	switch x := x.(type) {
	case starlark.String:
		s, err := ip.printer().percentFormat(string(x), y)
		return starlark.String(s), err
	case starlark.Bytes:
		return ip.bytesFormat(string(x), y)
	case *bytearray:
		v, err := ip.bytesFormat(string(x.b), y)
		if b, ok := v.(starlark.Bytes); ok {
			return &bytearray{[]byte(b)}, err
		}
		return nil, err
	}
	x, y = asNumber(x), asNumber(y)
	_, whole1 := x.(starlark.Int)
	_, whole2 := y.(starlark.Int)
	f, ok1 := starlark.AsFloat(x)
	g, ok2 := starlark.AsFloat(y)
	if whole1 && whole2 || !ok1 || !ok2 || !isNumberValue(y) || g == 0 || isHuge(y, g) {
		return starlark.Binary(syntax.PERCENT, x, y)
	}
	return starlark.Float(floatRemainder(f, g)), nil
}

// floatRemainder is f modulo g, with the sign of g.
func floatRemainder(f, g float64) float64 {
	r := math.Mod(f, g)
	switch {
	case r == 0:
		return math.Copysign(0, g)
	case (r < 0) != (g < 0):
		return r + g
	}
	return r
}

// bytesFormat is b % args.
func (ip *Interp) bytesFormat(b string, args starlark.Value) (starlark.Value, error) {
	mask := func(v starlark.Value) starlark.Value {
		if b, ok := bytesLike(v); ok {
			return starlark.String(masked(b, false))
		}
		return v
	}
	switch x := args.(type) {
	case starlark.Tuple:
		all := make(starlark.Tuple, len(x))
		for i, v := range x {
			all[i] = mask(v)
		}
		args = all
	case *starlark.Dict:
		d := new(starlark.Dict)
		for k, v := range x.Entries() {
			if err := d.SetKey(mask(k), mask(v)); err != nil {
				return nil, err
			}
		}
		args = d
	default:
		args = mask(args)
	}
	s, err := ip.printer().percentFormat(masked(b, false), args)
	if err != nil {
		return nil, byteWords(err)
	}
	return unmasked(s), nil
}
