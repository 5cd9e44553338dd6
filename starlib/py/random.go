package py

import (
	"math"
	"math/rand/v2"

	"go.starlark.net/starlark"
)

// random is the state of the module random, used with the session lock held.
type random struct{ *rand.Rand }

func newRandom() *random { return &random{rand.New(rand.NewPCG(rand.Uint64(), rand.Uint64()))} }

// randomEntries is the module random.
func randomEntries() []Entry {
	return []Entry{
		{Sig: "choice(seq)", Doc: "One element of a sequence.", Fn: randomChoice},
		{Sig: "gauss(mu=0.0, sigma=1.0) -> float", Doc: "A normally distributed number.", Fn: randomGauss},
		{Sig: "randint(a, b) -> int", Doc: "A whole number from a to b, both included.", Fn: randomInt},
		{Sig: "random() -> float", Doc: "A number from 0 to below 1.", Fn: func(c *Call) (starlark.Value, error) {
			return starlark.Float(c.random.Float64()), c.Unpack()
		}},
		{Sig: "randrange(start, stop=None, step=1) -> int", Doc: "An element of range(start, stop, step).", Fn: randomRange},
		{Sig: "sample(population, k)", Doc: "k different elements of a sequence, in random order.", Fn: randomSample},
		{Sig: "seed(a=None)", Doc: "Starts the random numbers anew: the same seed gives the same numbers.", Fn: randomSeed},
		{Sig: "shuffle(x)", Doc: "Puts a list into random order.", Fn: randomShuffle},
		{Sig: "uniform(a, b) -> float", Doc: "A number from a to b.", Fn: randomUniform},
	}
}

func randomInt(c *Call) (starlark.Value, error) {
	var a, b int64
	if err := c.Unpack("a", &a, "b", &b); err != nil {
		return nil, err
	}
	if a > b {
		return nil, Raise("ValueError", "randint: empty range: %d to %d", a, b)
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

func randomRange(c *Call) (starlark.Value, error) {
	var start int64
	var stop starlark.Value = starlark.None
	step := int64(1)
	if err := c.Unpack("start", &start, "stop?", &stop, "step?", &step); err != nil {
		return nil, err
	}
	end := start
	if stop == starlark.None {
		start = 0
	} else if err := starlark.AsInt(stop, &end); err != nil {
		return nil, Raise("TypeError", "randrange: stop: %w", err)
	}
	n := int64(0)
	switch {
	case step > 0 && end > start:
		n = (end - start + step - 1) / step
	case step < 0 && end < start:
		n = (start - end - step - 1) / -step
	}
	if n <= 0 {
		return nil, Raise("ValueError", "randrange: empty range: %d to %d by %d", start, end, step)
	}
	return starlark.MakeInt64(start + step*c.random.Int64N(n)), nil
}

func randomUniform(c *Call) (starlark.Value, error) {
	var a, b starlark.Float
	if err := c.Unpack("a", FloatArg(&a), "b", FloatArg(&b)); err != nil {
		return nil, err
	}
	return a + (b-a)*starlark.Float(c.random.Float64()), nil
}

func randomGauss(c *Call) (starlark.Value, error) {
	mu, sigma := starlark.Float(0), starlark.Float(1)
	if err := c.Unpack("mu?", FloatArg(&mu), "sigma?", FloatArg(&sigma)); err != nil {
		return nil, err
	}
	return mu + sigma*starlark.Float(c.random.NormFloat64()), nil
}

func randomChoice(c *Call) (starlark.Value, error) {
	var seq starlark.Value
	if err := c.Unpack("seq", &seq); err != nil {
		return nil, err
	}
	list, ok := looped(seq).(starlark.Indexable)
	if !ok {
		return nil, Raise("TypeError", "choice: got %s, want a sequence", TypeOf(seq))
	}
	if list.Len() == 0 {
		return nil, Raise("IndexError", "choice: cannot choose from an empty sequence")
	}
	return list.Index(c.random.IntN(list.Len())), nil
}

func randomSample(c *Call) (starlark.Value, error) {
	var population starlark.Sequence
	var k int
	if err := c.Unpack("population", &population, "k", &k); err != nil {
		return nil, err
	}
	n := population.Len()
	if k < 0 || k > n {
		return nil, Raise("ValueError", "sample: k is %d of a population of %d", k, n)
	}
	if err := c.bounds.Count("sample", k); err != nil {
		return nil, err
	}
	if list, ok := population.(starlark.Indexable); ok && n > shortList {
		return c.sampleOf(list, k)
	}
	all := make([]starlark.Value, 0, n)
	var err error
	for v := range c.Each(population, c.bounds.Elements, &err) {
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
func (c *Call) sampleOf(list starlark.Indexable, k int) (starlark.Value, error) {
	out, moved, n, p := make([]starlark.Value, k), map[int]int{}, list.Len(), c.Pace()
	at := func(i int) int {
		if j, ok := moved[i]; ok {
			return j
		}
		return i
	}
	for i := range out {
		if err := p.Step(); err != nil {
			return nil, err
		}
		j := i + c.random.IntN(n-i)
		out[i] = list.Index(at(j))
		moved[j] = at(i)
	}
	return starlark.NewList(out), nil
}

func randomShuffle(c *Call) (starlark.Value, error) {
	var x *starlark.List
	if err := c.Unpack("x", &x); err != nil {
		return nil, err
	}
	p := c.Pace()
	for i := x.Len() - 1; i > 0; i-- {
		if err := p.Step(); err != nil {
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

func randomSeed(c *Call) (starlark.Value, error) {
	var a starlark.Value = starlark.None
	if err := c.Unpack("a?", &a); err != nil {
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
