package expr

import (
	"math"
	"math/rand/v2"
)

// Random is a java.util.Random: the numbers of a seed are those of Java.
type Random struct {
	seed   uint64
	spare  float64 // the second of two numbers of a normal distribution
	spared bool
}

// String is what Java shows of it.
func (r *Random) String() string { return "java.util.Random@1" }

// randomObjects make a Random, and are its methods.
var randomObjects = joinedTables(table{
	"new Random": {"random numbers; those of a seed are always the same", []overload{
		{"Random()", r0(func() any { return newRandom(rand.Int64()) }), impure | present},
		{"Random(long)", r1(func(seed int64) any { return newRandom(seed) }), impure | present},
	}},
}, drawing(methods(table{
	"Random#nextBoolean":  {"true or false", j1(func(r *Random) bool { return r.next(1) != 0 })},
	"Random#nextDouble":   {"a number from 0 to 1", j1((*Random).double)},
	"Random#nextFloat":    {"a number from 0 to 1", j1(func(r *Random) float32 { return float32(r.next(24)) / (1 << 24) })},
	"Random#nextGaussian": {"a number of the normal distribution", j1((*Random).gaussian)},
	"Random#nextInt": {"any whole number; one from 0, or another, up to, not including, a bound", joined(
		j1(func(r *Random) int32 { return r.next(32) }),
		je2((*Random).below),
		je3((*Random).between))},
	"Random#nextLong": {"any whole number", j1(func(r *Random) int64 { return int64(r.next(32))<<32 + int64(r.next(32)) })},
})))

// drawing marks functions that do not give the same each time.
func drawing(t table) table {
	for _, f := range t {
		for i := range f.of {
			f.of[i].flags |= impure
		}
	}
	return t
}

const randomStep, randomMask = 0x5DEECE66D, 1<<48 - 1

func newRandom(seed int64) *Random { return &Random{seed: (uint64(seed) ^ randomStep) & randomMask} }

// next is as many random bits, 32 at most.
func (r *Random) next(bits int) int32 {
	r.seed = (r.seed*randomStep + 0xB) & randomMask
	return int32(uint32(r.seed >> (48 - bits)))
}

func (r *Random) double() float64 {
	return float64(int64(r.next(26))<<27+int64(r.next(27))) / (1 << 53)
}

// gaussian is one of the two numbers of the polar method.
func (r *Random) gaussian() float64 {
	if r.spared {
		r.spared = false
		return r.spare
	}
	for {
		x, y := 2*r.double()-1, 2*r.double()-1
		s := x*x + y*y
		if s < 1 && s != 0 {
			m := math.Sqrt(-2 * math.Log(s) / s)
			r.spare, r.spared = y*m, true
			return x * m
		}
	}
}

func (r *Random) below(bound int32) (int32, error) {
	if bound <= 0 {
		return 0, errBounds
	}
	n := r.next(31)
	if bound&(bound-1) == 0 {
		return int32(int64(bound) * int64(n) >> 31), nil
	}
	for n-n%bound+(bound-1) < 0 { // past the last whole run of the bound
		n = r.next(31)
	}
	return n % bound, nil
}

func (r *Random) between(low, high int32) (int32, error) {
	if low >= high {
		return 0, errBounds
	}
	n, x := high-low, r.next(32)
	switch {
	case n&(n-1) == 0:
		return x&(n-1) + low, nil
	case n < 0: // the range is too large for an int
		for x < low || x >= high {
			x = r.next(32)
		}
		return x, nil
	}
	u := int32(uint32(x) >> 1)
	for u-u%n+(n-1) < 0 {
		u = int32(uint32(r.next(32)) >> 1)
	}
	return u%n + low, nil
}
