package py

import (
	"math/big"
	"slices"

	"go.starlark.net/starlark"
)

// intMethods is the methods and attributes of whole numbers, and of True and False.
func intMethods() []Entry {
	return []Entry{
		{Sig: "as_integer_ratio()", Fn: wholeMethod(func(n *big.Int) starlark.Value {
			return starlark.Tuple{starlark.MakeBigInt(n), one}
		})},
		{Sig: "bit_count()", Fn: wholeMethod(func(n *big.Int) starlark.Value {
			count := 0
			for _, digit := range new(big.Int).Abs(n).Text(2) {
				count += int(digit - '0')
			}
			return starlark.MakeInt(count)
		})},
		{Sig: "bit_length()", Fn: wholeMethod(func(n *big.Int) starlark.Value { return starlark.MakeInt(n.BitLen()) })},
		{Sig: "conjugate()", Fn: wholeMethod(func(n *big.Int) starlark.Value { return starlark.MakeBigInt(n) })},
		{Sig: "denominator", Fn: func(c *Call) (starlark.Value, error) { return one, nil }},
		{Sig: "imag", Fn: func(c *Call) (starlark.Value, error) { return zero, nil }},
		{Sig: "numerator", Fn: func(c *Call) (starlark.Value, error) { return asNumber(c.Recv), nil }},
		{Sig: "real", Fn: func(c *Call) (starlark.Value, error) { return asNumber(c.Recv), nil }},
		{Sig: "to_bytes(length=1, byteorder=\"big\", *, signed=False)", Fn: intToBytes},
	}
}

// wholeMethod is a method without arguments.
func wholeMethod(do func(n *big.Int) starlark.Value) func(c *Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		if err := c.positional(0, 0); err != nil {
			return nil, err
		}
		return do(asNumber(c.Recv).(starlark.Int).BigInt()), nil
	}
}

// isLittle reads a byteorder.
func isLittle(order string) (bool, error) {
	if order != "big" && order != "little" {
		return false, Raise("ValueError", "byteorder must be either 'little' or 'big'")
	}
	return order == "little", nil
}

// intToBytes is n.to_bytes(length, byteorder, signed).
func intToBytes(c *Call) (starlark.Value, error) {
	length, order, signed := 1, "big", false
	if err := c.Unpack("length?", &length, "byteorder?", &order, "signed?", &signed); err != nil {
		return nil, err
	}
	little, err := isLittle(order)
	if err == nil && length < 0 {
		err = Raise("ValueError", "length argument must be non-negative")
	}
	if err == nil {
		err = c.bounds.Size(c.Name, length)
	}
	if err != nil {
		return nil, err
	}
	n := new(big.Int).Set(asNumber(c.Recv).(starlark.Int).BigInt())
	if n.Sign() < 0 && !signed {
		return nil, Raise("OverflowError", "can't convert negative int to unsigned")
	}
	bits := n.BitLen()
	if signed {
		bits++
		if n.Sign() < 0 {
			bits = new(big.Int).Not(n).BitLen() + 1
			n.Add(n, new(big.Int).Lsh(big.NewInt(1), uint(8*length)))
		}
	}
	if bits > 8*length && !(length == 0 && n.Sign() == 0) {
		return nil, Raise("OverflowError", "int too big to convert")
	}
	b := n.FillBytes(make([]byte, length))
	if little {
		slices.Reverse(b)
	}
	return starlark.Bytes(b), nil
}

// intFromBytes is int.from_bytes(bytes, byteorder, signed).
func intFromBytes(c *Call) (starlark.Value, error) {
	var from starlark.Value
	order, signed := "big", false
	if err := c.Unpack("bytes", &from, "byteorder?", &order, "signed?", &signed); err != nil {
		return nil, err
	}
	little, err := isLittle(order)
	if err != nil {
		return nil, err
	}
	b, err := c.bytesOf(from)
	if err != nil {
		return nil, err
	}
	bs := []byte(b)
	if little {
		slices.Reverse(bs)
	}
	n := new(big.Int).SetBytes(bs)
	if signed && len(bs) > 0 && bs[0] >= 0x80 {
		n.Sub(n, new(big.Int).Lsh(big.NewInt(1), uint(8*len(bs))))
	}
	return starlark.MakeBigInt(n), nil
}

// boolFromBytes is bool.from_bytes.
func boolFromBytes(c *Call) (starlark.Value, error) {
	n, err := intFromBytes(c)
	if err != nil {
		return nil, err
	}
	return n.Truth(), nil
}
