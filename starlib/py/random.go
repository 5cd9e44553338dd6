package py

import (
	endian "encoding/binary"
	"math/big"
	"math/bits"

	"go.starlark.net/starlark"

	"starling/internal/bounds"
)

// randomEntries is the module random: a Random has the same methods.
func randomEntries() []Entry {
	return append([]Entry{
		{Sig: "Random(x=None)", Doc: "A generator of its own, with the functions of the module as methods.", Fn: newGenerator},
		refused("SystemRandom(*args, **kwargs)", "The numbers of the system, which no seed repeats, are not available: Random() begins anyhow.", "SystemRandom is not available; random.Random() begins with numbers that nobody knows, uuid.uuid4() makes names"),
	}, randomMethods()...)
}

func randomMethods() []Entry {
	return []Entry{
		{Sig: "betavariate(alpha, beta) -> float", Doc: "A number of the beta distribution.", Fn: randomBeta},
		{Sig: "choice(seq)", Doc: "One element of a sequence.", Fn: randomChoice},
		{Sig: "choices(population, weights=None, *, cum_weights=None, k=1)", Doc: "k elements of a sequence, each as often as it comes, as likely as its weight says.", Fn: randomChoices},
		{Sig: "expovariate(lambd=1.0) -> float", Doc: "An exponentially distributed number, 1/lambd on average.", Fn: randomExponential},
		{Sig: "gammavariate(alpha, beta) -> float", Doc: "A number of the gamma distribution.", Fn: randomGamma},
		{Sig: "gauss(mu=0.0, sigma=1.0) -> float", Doc: "A normally distributed number.", Fn: randomGauss},
		{Sig: "getrandbits(k) -> int", Doc: "A whole number of k random bits.", Fn: randomBits},
		{Sig: "getstate()", Doc: "The state of the generator, for setstate: that of CPython's.", Fn: randomState},
		{Sig: "lognormvariate(mu, sigma) -> float", Doc: "A number whose logarithm is normally distributed.", Fn: randomLogNormal},
		{Sig: "normalvariate(mu=0.0, sigma=1.0) -> float", Doc: "A normally distributed number, made in another way.", Fn: randomNormal},
		{Sig: "paretovariate(alpha) -> float", Doc: "A number of the Pareto distribution.", Fn: randomPareto},
		{Sig: "randbytes(n)", Doc: "n random bytes.", Fn: randomBytes},
		{Sig: "randint(a, b) -> int", Doc: "A whole number from a to b, both included.", Fn: randomInt},
		{Sig: "random() -> float", Doc: "A number from 0 to below 1.", Fn: func(c *Call) (starlark.Value, error) {
			if err := c.Unpack(); err != nil {
				return nil, err
			}
			return starlark.Float(c.generator().float()), nil
		}},
		{Sig: "randrange(start, stop=None, step=1) -> int", Doc: "An element of range(start, stop, step).", Fn: randomRange},
		{Sig: "sample(population, k, *, counts=None)", Doc: "k different elements of a sequence, in random order; each is there as often as counts says.", Fn: randomSample},
		{Sig: "seed(a=None)", Doc: "Starts the random numbers anew: the same seed gives the same numbers, those of CPython.", Fn: randomSeed},
		{Sig: "setstate(state)", Doc: "Goes on from a state that getstate gave.", Fn: setRandomState},
		{Sig: "shuffle(x)", Doc: "Puts a list into random order.", Fn: randomShuffle},
		{Sig: "triangular(low=0.0, high=1.0, mode=None) -> float", Doc: "A number from low to high, most likely near mode.", Fn: randomTriangular},
		{Sig: "uniform(a, b) -> float", Doc: "A number from a to b.", Fn: randomUniform},
		{Sig: "vonmisesvariate(mu, kappa) -> float", Doc: "An angle, in radians, of the von Mises distribution.", Fn: randomVonMises},
		{Sig: "weibullvariate(alpha, beta) -> float", Doc: "A number of the Weibull distribution.", Fn: randomWeibull},
	}
}

// below is a number from 0 to below n, for n of at least 1.
func (r *random) below(n int) int {
	k := bits.Len(uint(n))
	for {
		if x := r.bits(k); x < uint64(n) {
			return int(x)
		}
	}
}

// big is a number of k random bits.
func (r *random) big(k int) *big.Int {
	b := make([]byte, (k+31)/32*4) // the lowest word is drawn first
	for i := 0; i < k; i += 32 {
		endian.BigEndian.PutUint32(b[len(b)-i/8-4:], uint32(r.bits(min(32, k-i))))
	}
	return new(big.Int).SetBytes(b)
}

// belowBig is below for numbers of any size.
func (r *random) belowBig(n *big.Int) *big.Int {
	if n.IsInt64() {
		return big.NewInt(int64(r.below(int(n.Int64()))))
	}
	for {
		if x := r.big(n.BitLen()); x.Cmp(n) < 0 {
			return x
		}
	}
}

func randomInt(c *Call) (starlark.Value, error) {
	var a, b starlark.Int
	if err := c.Unpack("a", &a, "b", &b); err != nil {
		return nil, err
	}
	one := big.NewInt(1)
	end := new(big.Int).Add(b.BigInt(), one)
	return c.fromRange(a.BigInt(), end, one, true)
}

func randomRange(c *Call) (starlark.Value, error) {
	var start starlark.Int
	var stop starlark.Value = starlark.None
	step := starlark.MakeInt(1)
	if err := c.Unpack("start", &start, "stop?", &stop, "step?", &step); err != nil {
		return nil, err
	}
	if stop == starlark.None {
		return c.fromRange(new(big.Int), start.BigInt(), step.BigInt(), false)
	}
	end, ok := stop.(starlark.Int)
	if !ok {
		return nil, Raise("TypeError", "randrange: stop: got %s, want int", TypeOf(stop))
	}
	return c.fromRange(start.BigInt(), end.BigInt(), step.BigInt(), true)
}

// fromRange is an element of range(start, stop, step); both says that the script gave both ends.
func (c *Call) fromRange(start, stop, step *big.Int, both bool) (starlark.Value, error) {
	if step.Sign() == 0 {
		return nil, Raise("ValueError", "zero step for randrange()")
	}
	n := new(big.Int).Sub(stop, start)
	n.Add(n, step).Sub(n, big.NewInt(int64(step.Sign())))
	if n.Quo(n, step).Sign() <= 0 {
		if both && step.IsInt64() && step.Int64() == 1 {
			return nil, Raise("ValueError", "empty range for randrange() (%s, %s, %s)", start, stop, new(big.Int).Sub(stop, start))
		}
		return nil, Raise("ValueError", "empty range for randrange()")
	}
	n = c.generator().belowBig(n)
	return starlark.MakeBigInt(n.Mul(n, step).Add(n, start)), nil
}

func randomBits(c *Call) (starlark.Value, error) {
	var k int
	if err := c.Unpack("k", &k); err != nil {
		return nil, err
	}
	if k < 0 {
		return nil, Raise("ValueError", "number of bits must be non-negative")
	}
	if err := bounds.Width("getrandbits", k); err != nil {
		return nil, err
	}
	return starlark.MakeBigInt(c.generator().big(k)), nil
}

func randomBytes(c *Call) (starlark.Value, error) {
	var n int
	if err := c.Unpack("n", &n); err != nil {
		return nil, err
	}
	if n < 0 {
		return nil, Raise("ValueError", "number of bytes must be non-negative")
	}
	if err := c.bounds.Size("randbytes", n); err != nil {
		return nil, err
	}
	// One number, the lowest byte first.
	b := make([]byte, n)
	for i := 0; i < n; i += 4 {
		w := c.generator().bits(min(32, 8*(n-i)))
		for j := i; j < min(i+4, n); j++ {
			b[j] = byte(w)
			w >>= 8
		}
	}
	return starlark.Bytes(b), nil
}
