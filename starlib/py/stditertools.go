package py

import (
	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// itertoolsEntries is the module itertools, whose iterators make their values when they are asked
// for, and each once.
func itertoolsEntries() []Entry {
	return []Entry{
		{Sig: "accumulate(iterable, func=None, initial=None)", Doc: "The running sums, or what func makes of the value so far and the next.", Fn: accumulated},
		{Sig: "chain(*iterables)", Doc: "The elements of one after the other; chain.from_iterable(iterables) those of an iterable of iterables.", Fn: chained, Has: []Entry{
			{Sig: "from_iterable(iterable)", Doc: "The elements of the iterables in an iterable.", Fn: chainedFrom},
		}},
		{Sig: "combinations(iterable, r)", Doc: "All choices of r elements, in their order.", Fn: combinations(false)},
		{Sig: "combinations_with_replacement(iterable, r)", Doc: "All choices of r elements, each as often as one likes.", Fn: combinations(true)},
		{Sig: "compress(data, selectors)", Doc: "The elements whose selector is true.", Fn: compressed},
		{Sig: "count(start=0, step=1)", Doc: "start, start + step and so on, without an end.", Fn: counted},
		{Sig: "cycle(iterable)", Doc: "The elements again and again.", Fn: cycled},
		{Sig: "dropwhile(predicate, iterable)", Doc: "The elements from the first on for which predicate is false.", Fn: dropped},
		{Sig: "filterfalse(predicate, iterable)", Doc: "The elements for which predicate is false; None keeps those that are false themselves.", Fn: filteredOut},
		{Sig: "groupby(iterable, key=None)", Doc: "Pairs of a key and an iterator over the neighbours that have it.", Fn: grouped},
		{Sig: "islice(iterable, *bounds)", Doc: "The elements of a slice: up to stop, or from start to stop by step.", Fn: isliced},
		{Sig: "pairwise(iterable)", Doc: "Pairs of each element and the next.", Fn: pairwise},
		{Sig: "permutations(iterable, r=None)", Doc: "All orders of r elements.", Fn: permutations},
		{Sig: "product(*iterables, repeat=1)", Doc: "All tuples of an element of each.", Fn: cartesian},
		{Sig: "repeat(object, times=None)", Doc: "The same value, so many times or without an end.", Fn: repeated},
		{Sig: "starmap(function, iterable)", Doc: "The values of function for every tuple of arguments.", Fn: starMapped},
		{Sig: "takewhile(predicate, iterable)", Doc: "The elements up to the first for which predicate is false.", Fn: taken},
		{Sig: "tee(iterable, n=2)", Doc: "So many iterators over the same elements.", Fn: teed},
		{Sig: "zip_longest(*iterables, fillvalue=None)", Doc: "Tuples of an element of each, to the end of the longest.", Fn: zippedLongest},
	}
}

// onlyPositional is the error of a function that takes no keywords and got one.
func (c *Call) onlyPositional() error {
	if len(c.Kwargs) == 0 {
		return nil
	}
	return Raise("TypeError", "%s() got an unexpected keyword argument %s", c.Name, quoted(string(c.Kwargs[0][0].(starlark.String))))
}

// valuesOf is all values of an argument.
func (c *Call) valuesOf(v starlark.Value) (starlark.Tuple, error) {
	seq, err := c.loopable(c.gil.holder.th, v)
	if err != nil {
		return nil, err
	}
	var all starlark.Tuple
	for x := range c.Each(seq, c.bounds.Elements, &err) {
		all = append(all, x)
	}
	return all, err
}

// apply calls a function of the script, in the thread that runs by then.
func (c *Call) apply(f starlark.Value, args ...starlark.Value) (starlark.Value, error) {
	return starlark.Call(c.gil.holder.th, f, args, nil)
}

// added is x + y, where True is 1.
func added(x, y starlark.Value) (starlark.Value, error) {
	return starlark.Binary(syntax.PLUS, asNumber(x), asNumber(y))
}

func accumulated(c *Call) (starlark.Value, error) {
	var over starlark.Value
	var f, initial starlark.Value = starlark.None, starlark.None
	if err := c.Unpack("iterable", &over, "func?", &f, "initial?", &initial); err != nil {
		return nil, err
	}
	next, err := c.cursorOf(over)
	if err != nil {
		return nil, err
	}
	var sum starlark.Value
	return c.newLazy(func(p *starlark.Value) (bool, error) {
		var err error
		switch {
		case sum == nil && initial != starlark.None:
			*p = initial
		case !next(p):
			return false, nil
		case sum == nil:
		case f == starlark.None:
			*p, err = added(sum, *p)
		default:
			*p, err = c.apply(f, sum, *p)
		}
		sum = *p
		return true, err
	}, over)
}
