package py

import (
	"math"

	"go.starlark.net/starlark"
)

// stateVersion is what CPython calls the state of a generator.
const stateVersion = 3

// randomState is getstate: what setstate takes, here and in CPython.
func randomState(c *Call) (starlark.Value, error) {
	r := c.generator()
	words := make(starlark.Tuple, 0, mersenneWords+1)
	for _, w := range r.state {
		words = append(words, starlark.MakeUint64(uint64(w)))
	}
	var second starlark.Value = starlark.None
	if r.has {
		second = starlark.Float(r.second)
	}
	return starlark.Tuple{starlark.MakeInt(stateVersion), append(words, starlark.MakeInt(r.at)), second}, c.Unpack()
}

// setRandomState is setstate.
func setRandomState(c *Call) (starlark.Value, error) {
	var v starlark.Value
	if err := c.Unpack("state", &v); err != nil {
		return nil, err
	}
	state, ok := v.(starlark.Tuple)
	if !ok || len(state) != 3 {
		return nil, Raise("TypeError", "setstate: got %s, want what getstate gave", Short(v))
	}
	if n, err := starlark.AsInt32(state[0]); err != nil || n != stateVersion {
		return nil, Raise("ValueError", "state with version %s passed to Random.setstate() of version %d", Short(state[0]), stateVersion)
	}
	words, ok := state[1].(starlark.Tuple)
	if !ok || len(words) != mersenneWords+1 {
		return nil, Raise("ValueError", "state vector is the wrong size")
	}
	var m mersenne
	for i, w := range words {
		n, ok := w.(starlark.Int)
		x, fits := n.Uint64()
		switch {
		case !ok:
			return nil, Raise("TypeError", "an integer is required (got type %s)", TypeOf(w))
		case !fits || x > math.MaxUint32 || i == mersenneWords && x > mersenneWords:
			return nil, Raise("ValueError", "invalid state")
		case i == mersenneWords:
			m.at = int(x)
		default:
			m.state[i] = uint32(x)
		}
	}
	r := c.generator()
	second, has := state[2].(starlark.Float)
	r.mersenne, r.second, r.has = m, float64(second), has
	return starlark.None, nil
}
