package py

import (
	"math"
	"math/big"

	"go.starlark.net/starlark"
)

// hashPrime is the prime by which Python's hashes of numbers are.
var hashPrime = new(big.Int).SetUint64(1<<61 - 1)

// hashOf is hash(x): of numbers and tuples of them Python's own.
func hashOf(c *Call) (starlark.Value, error) {
	var x starlark.Value
	if err := c.Unpack("object", &x); err != nil {
		return nil, err
	}
	h, err := hash64(x)
	if err != nil {
		return nil, err
	}
	return starlark.MakeInt64(h), nil
}

func hash64(x starlark.Value) (int64, error) {
	switch v := asNumber(x).(type) {
	case starlark.Int:
		return hashWhole(v.BigInt()), nil
	case starlark.Float:
		return hashFloat(float64(v)), nil
	case starlark.Tuple:
		return hashTuple(v)
	case *starlark.List, *starlark.Dict, *starlark.Set, *mapping:
		return 0, Raise("TypeError", "unhashable type: '%s'", TypeOf(x))
	}
	h, err := x.Hash()
	if err != nil {
		return 0, Raise("TypeError", "unhashable type: '%s'", TypeOf(x))
	}
	return int64(uint64(h) * 0x9e3779b97f4a7c15 >> 1), nil
}

func hashWhole(n *big.Int) int64 {
	h := new(big.Int).Rem(n, hashPrime).Int64()
	if h == -1 {
		return -2
	}
	return h
}

func hashFloat(f float64) int64 {
	switch {
	case math.IsInf(f, 1):
		return 314159
	case math.IsInf(f, -1):
		return -314159
	case math.IsNaN(f):
		return 0
	}
	r := new(big.Rat).SetFloat64(f)
	inverse := new(big.Int).ModInverse(r.Denom(), hashPrime)
	n := new(big.Int).Abs(r.Num())
	n.Mod(n.Mul(n, inverse), hashPrime)
	if f < 0 {
		n.Neg(n)
	}
	return hashWhole(n)
}

// hashTuple is xxHash over the hashes of the elements, as CPython has it.
func hashTuple(t starlark.Tuple) (int64, error) {
	const p1, p2, p5 = 11400714785074694791, 14029467366897019727, 2870177450012600261
	acc := uint64(p5)
	for _, v := range t {
		lane, err := hash64(v)
		if err != nil {
			return 0, err
		}
		acc += uint64(lane) * p2
		acc = (acc<<31 | acc>>33) * p1
	}
	acc += uint64(len(t)) ^ (p5 ^ 3527539)
	if acc == math.MaxUint64 {
		return 1546275796, nil
	}
	return int64(acc), nil
}
