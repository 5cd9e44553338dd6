package py

import (
	"math/big"
	"strings"

	"go.starlark.net/starlark"
)

// autoValue is enum.auto(): the body of an enum makes the next value of it.
type autoValue struct{}

func (*autoValue) String() string        { return "auto()" }
func (*autoValue) Type() string          { return "auto" }
func (*autoValue) Freeze()               {}
func (*autoValue) Truth() starlark.Bool  { return true }
func (*autoValue) Hash() (uint32, error) { return 3, nil }

// enumBase is the first of the bases that is an enum, nil if none is.
func (b *classBody) enumBase() *class {
	for _, k := range b.bases {
		if k.enum != nil {
			return k
		}
	}
	return nil
}

// next is the value of auto() under that name in the body of an enum.
func (b *classBody) next(name string, of *class) (starlark.Value, error) {
	var last []starlark.Value
	for _, a := range b.attrs.list {
		if isMember(a.name, a.value) {
			last = append(last, a.value)
		}
	}
	start := b.start
	if start == nil {
		start = one
	}
	fn := b.attrs.get("_generate_next_value_")
	if fn == nil {
		fn, _ = of.find("_generate_next_value_")
	}
	if s, ok := fn.(*staticMethod); ok {
		fn = s.fn
	}
	if fn != nil {
		return b.ip.call(fn, starlark.String(name), start, starlark.MakeInt(len(last)), starlark.NewList(last))
	}
	switch {
	case of.is(b.ip.enumOf("StrEnum")):
		return starlark.String(strings.ToLower(name)), nil
	case of.is(b.ip.enums.flag):
		high := 0
		for _, v := range last {
			if n, ok := v.(starlark.Int); ok {
				high = max(high, n.BigInt().BitLen())
			}
		}
		if len(last) == 0 {
			return start, nil
		}
		return starlark.MakeBigInt(new(big.Int).Lsh(big.NewInt(1), uint(high))), nil
	}
	for i := len(last) - 1; i >= 0; i-- {
		if n, ok := asNumber(last[i]).(starlark.Int); ok {
			return n.Add(starlark.MakeInt(1)), nil
		}
	}
	return start, nil
}
