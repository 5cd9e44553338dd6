package starlib

import (
	"math"
	"math/rand/v2"

	"go.starlark.net/starlark"
)

// random is the state of the module random, used with the session lock held.
type random struct{ *rand.Rand }

func newRandom() *random { return &random{rand.New(rand.NewPCG(rand.Uint64(), rand.Uint64()))} }

// randomEntries is the module random.
func randomEntries() []entry {
	return []entry{
		{sig: "choice(seq)", doc: "One element of a sequence.", fn: randomChoice},
		{sig: "gauss(mu=0.0, sigma=1.0) -> float", doc: "A normally distributed number.", fn: randomGauss},
		{sig: "randint(a, b) -> int", doc: "A whole number from a to b, both included.", fn: randomInt},
		{sig: "random() -> float", doc: "A number from 0 to below 1.", fn: func(c *call) (starlark.Value, error) {
			return starlark.Float(c.random.Float64()), c.unpack()
		}},
		{sig: "randrange(start, stop=None, step=1) -> int", doc: "An element of range(start, stop, step).", fn: randomRange},
		{sig: "sample(population, k)", doc: "k different elements of a sequence, in random order.", fn: randomSample},
		{sig: "seed(a=None)", doc: "Starts the random numbers anew: the same seed gives the same numbers.", fn: randomSeed},
		{sig: "shuffle(x)", doc: "Puts a list into random order.", fn: randomShuffle},
		{sig: "uniform(a, b) -> float", doc: "A number from a to b.", fn: randomUniform},
	}
}

func randomInt(c *call) (starlark.Value, error) {
	var a, b int64
	if err := c.unpack("a", &a, "b", &b); err != nil {
		return nil, err
	}
	if a > b {
		return nil, raise("ValueError", "randint: empty range: %d to %d", a, b)
	}
	return starlark.MakeInt64(int64(uint64(a) + c.random.upTo(uint64(b)-uint64(a)))), nil
}

// upTo is a number from 0 to n.
func (r *random) upTo(n uint64) uint64 {
	if n == math.MaxUint64 {
		return r.Uint64()
	}
	return r.Uint64N(n + 1)
}

func randomRange(c *call) (starlark.Value, error) {
	var start int64
	var stop starlark.Value = starlark.None
	step := int64(1)
	if err := c.unpack("start", &start, "stop?", &stop, "step?", &step); err != nil {
		return nil, err
	}
	end := start
	if stop == starlark.None {
		start = 0
	} else if err := starlark.AsInt(stop, &end); err != nil {
		return nil, raise("TypeError", "randrange: stop: %w", err)
	}
	n := int64(0)
	switch {
	case step > 0 && end > start:
		n = (end - start + step - 1) / step
	case step < 0 && end < start:
		n = (start - end - step - 1) / -step
	}
	if n <= 0 {
		return nil, raise("ValueError", "randrange: empty range: %d to %d by %d", start, end, step)
	}
	return starlark.MakeInt64(start + step*c.random.Int64N(n)), nil
}

func randomUniform(c *call) (starlark.Value, error) {
	var a, b starlark.Float
	if err := c.unpack("a", floatArg(&a), "b", floatArg(&b)); err != nil {
		return nil, err
	}
	return a + (b-a)*starlark.Float(c.random.Float64()), nil
}

func randomGauss(c *call) (starlark.Value, error) {
	mu, sigma := starlark.Float(0), starlark.Float(1)
	if err := c.unpack("mu?", floatArg(&mu), "sigma?", floatArg(&sigma)); err != nil {
		return nil, err
	}
	return mu + sigma*starlark.Float(c.random.NormFloat64()), nil
}

func randomChoice(c *call) (starlark.Value, error) {
	var seq starlark.Value
	if err := c.unpack("seq", &seq); err != nil {
		return nil, err
	}
	list, ok := looped(seq).(starlark.Indexable)
	if !ok {
		return nil, raise("TypeError", "choice: got %s, want a sequence", pyType(seq))
	}
	if list.Len() == 0 {
		return nil, raise("IndexError", "choice: cannot choose from an empty sequence")
	}
	return list.Index(c.random.IntN(list.Len())), nil
}

func randomSample(c *call) (starlark.Value, error) {
	var population starlark.Sequence
	var k int
	if err := c.unpack("population", &population, "k", &k); err != nil {
		return nil, err
	}
	n := population.Len()
	if k < 0 || k > n {
		return nil, raise("ValueError", "sample: k is %d of a population of %d", k, n)
	}
	if err := c.bounds.Count("sample", k); err != nil {
		return nil, err
	}
	if list, ok := population.(starlark.Indexable); ok && n > shortList {
		return c.sampleOf(list, k)
	}
	all := make([]starlark.Value, 0, n)
	var err error
	for v := range c.each(population, c.bounds.Elements, &err) {
		all = append(all, v)
	}
	if err != nil {
		return nil, err
	}
	c.random.Shuffle(n, func(i, j int) { all[i], all[j] = all[j], all[i] })
	return starlark.NewList(all[:k]), nil
}

// sampleOf is k elements of a long list: the first of a shuffle, of which only the places
// that are touched are kept.
func (c *call) sampleOf(list starlark.Indexable, k int) (starlark.Value, error) {
	out, moved, n, p := make([]starlark.Value, k), map[int]int{}, list.Len(), c.pace()
	at := func(i int) int {
		if j, ok := moved[i]; ok {
			return j
		}
		return i
	}
	for i := range out {
		if err := p.step(); err != nil {
			return nil, err
		}
		j := i + c.random.IntN(n-i)
		out[i] = list.Index(at(j))
		moved[j] = at(i)
	}
	return starlark.NewList(out), nil
}

func randomShuffle(c *call) (starlark.Value, error) {
	var x *starlark.List
	if err := c.unpack("x", &x); err != nil {
		return nil, err
	}
	p := c.pace()
	for i := x.Len() - 1; i > 0; i-- {
		if err := p.step(); err != nil {
			return nil, err
		}
		j := c.random.IntN(i + 1)
		a, b := x.Index(i), x.Index(j)
		if err := x.SetIndex(i, b); err != nil {
			return nil, err
		}
		if err := x.SetIndex(j, a); err != nil {
			return nil, err
		}
	}
	return starlark.None, nil
}

func randomSeed(c *call) (starlark.Value, error) {
	var a starlark.Value = starlark.None
	if err := c.unpack("a?", &a); err != nil {
		return nil, err
	}
	if a == starlark.None {
		*c.random = *newRandom()
		return starlark.None, nil
	}
	n, err := a.Hash()
	if i, ok := a.(starlark.Int); ok {
		if x, fits := i.Int64(); fits {
			c.random.Rand = rand.New(rand.NewPCG(uint64(x), 0))
			return starlark.None, nil
		}
	}
	c.random.Rand = rand.New(rand.NewPCG(uint64(n), 1))
	return starlark.None, err
}
