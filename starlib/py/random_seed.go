package py

import (
	"crypto/sha512"
	"math"
	"math/big"
	"math/rand/v2"

	"go.starlark.net/starlark"
)

// random is a generator of random numbers, that of the module or a Random of the script. It is
// used with the session lock held.
type random struct {
	mersenne
	ip     *Interp
	second float64 // the other one of the last two numbers of gauss
	has    bool    // whether there is a second
}

func newRandom() *random {
	r := &random{}
	r.anyhow()
	return r
}

// anyhow begins with numbers that nobody knows.
func (r *random) anyhow() {
	key := make([]uint32, mersenneWords)
	for i := range key {
		key[i] = rand.Uint32()
	}
	r.begin(key)
}

func (r *random) begin(key []uint32) {
	r.seed(key)
	r.has = false
}

func (r *random) String() string        { return "<random.Random object>" }
func (r *random) Type() string          { return "Random" }
func (r *random) Freeze()               {}
func (r *random) Truth() starlark.Bool  { return true }
func (r *random) Hash() (uint32, error) { return uint32(PointerOf(r) >> 4), nil }

// Attr is a method.
func (r *random) Attr(name string) (starlark.Value, error) {
	return r.ip.Attribute(randomMethods(), r, name)
}

// AttrNames is the names of the methods.
func (r *random) AttrNames() []string { return EntryNames(randomMethods()) }

// generator is the one that a method belongs to, else that of the module.
func (c *Call) generator() *random {
	if r, ok := c.Recv.(*random); ok {
		return r
	}
	return c.random
}

// newGenerator makes a Random.
func newGenerator(c *Call) (starlark.Value, error) {
	var x starlark.Value = starlark.None
	if err := c.Unpack("x?", &x); err != nil {
		return nil, err
	}
	r := &random{ip: c.Interp}
	return r, r.seedOf(x)
}

func randomSeed(c *Call) (starlark.Value, error) {
	var a starlark.Value = starlark.None
	if err := c.Unpack("a?", &a); err != nil {
		return nil, err
	}
	return starlark.None, c.generator().seedOf(a)
}

// seedOf begins anew as CPython does with a seed of that kind.
func (r *random) seedOf(a starlark.Value) error {
	switch a := a.(type) {
	case starlark.NoneType:
		r.anyhow()
	case starlark.Bool:
		n := new(big.Int)
		if a {
			n.SetInt64(1)
		}
		r.whole(n)
	case starlark.Int:
		r.whole(new(big.Int).Abs(a.BigInt()))
	case starlark.Float:
		r.whole(floatHash(float64(a)))
	case starlark.String:
		r.text([]byte(a))
	case starlark.Bytes:
		r.text([]byte(a))
	default:
		return Raise("TypeError", "The only supported seed types are: None, int, float, str, bytes, and bytearray.")
	}
	return nil
}

// text begins with a text, which is the number that it and its digest are.
func (r *random) text(b []byte) {
	sum := sha512.Sum512(b)
	r.whole(new(big.Int).SetBytes(append(b, sum[:]...)))
}

// whole begins with a number that is not negative.
func (r *random) whole(n *big.Int) {
	key, low := []uint32{}, new(big.Int)
	mask := big.NewInt(math.MaxUint32)
	for n.Sign() > 0 {
		key = append(key, uint32(low.And(n, mask).Uint64()))
		n = new(big.Int).Rsh(n, 32)
	}
	if len(key) == 0 {
		key = []uint32{0}
	}
	r.begin(key)
}

// floatHash is CPython's hash(x) as 64 bits without a sign.
func floatHash(x float64) *big.Int {
	const size = 61
	switch {
	case math.IsNaN(x):
		return new(big.Int)
	case math.IsInf(x, 1):
		return big.NewInt(314159)
	case math.IsInf(x, -1):
		return new(big.Int).SetUint64(math.MaxUint64 - 314158)
	}
	prime := big.NewInt(1<<size - 1)
	frac, exp := math.Frexp(math.Abs(x))
	h := big.NewInt(int64(frac * (1 << 53)))
	h.Lsh(h, uint(((exp-53)%size+size)%size)).Mod(h, prime)
	n := h.Int64()
	if x < 0 {
		n = -n
	}
	if n == -1 {
		n = -2
	}
	return new(big.Int).SetUint64(uint64(n))
}
