package py

import (
	"fmt"
	"slices"

	"go.starlark.net/starlark"
)

// remembering is a function that keeps its results, those used last if there is a most.
type remembering struct {
	ip      *Interp
	f       starlark.Callable
	results *starlark.Dict // by arguments, the one used last at the end
	most    int            // unlimited: all
	hits    int
	misses  int
}

func (m *remembering) String() string {
	return fmt.Sprintf("<functools._lru_cache_wrapper of %s>", m.Name())
}
func (m *remembering) Name() string          { return m.f.Name() }
func (m *remembering) Type() string          { return "functools._lru_cache_wrapper" }
func (m *remembering) Freeze()               {}
func (m *remembering) Truth() starlark.Bool  { return true }
func (m *remembering) Hash() (uint32, error) { return uint32(PointerOf(m) >> 4), nil }

// CallInternal is the result that is kept, or else that of the function.
func (m *remembering) CallInternal(th *starlark.Thread, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	key := slices.Clone(args)
	if len(kwargs) > 0 {
		key = append(key, starlark.None) // tells f(1) from f(a=1)
		for _, kv := range kwargs {
			key = append(key, kv)
		}
		key = starlark.Tuple{key}
	}
	v, found, err := m.results.Get(key)
	if err != nil {
		return nil, err
	}
	if found {
		m.hits++
		return v, m.last(key, v)
	}
	m.misses++
	if v, err = starlark.Call(th, m.f, args, kwargs); err != nil {
		return nil, err
	}
	if m.most == 0 {
		return v, nil
	}
	if m.results.Len() >= m.most {
		if _, has, err := m.results.Get(key); err == nil && !has {
			_, _, err = m.results.Delete(m.results.Keys()[0])
			if err != nil {
				return nil, err
			}
		}
	}
	if err := m.ip.bounds.Count(m.Name()+": its memory", m.results.Len()+1); err != nil {
		return nil, err
	}
	return v, m.results.SetKey(key, v)
}

// last makes a result the one used last.
func (m *remembering) last(key, v starlark.Value) error {
	if m.most == unlimited {
		return nil
	}
	if _, _, err := m.results.Delete(key); err != nil {
		return err
	}
	return m.results.SetKey(key, v)
}

var cacheInfo = &NamedType{Name: "CacheInfo", Fields: []string{"hits", "misses", "maxsize", "currsize"}}

// rememberingAttrs is the table of what a function with a memory has.
var rememberingAttrs = []Entry{
	{Sig: "__name__", Doc: "The name of the function.", Fn: func(c *Call) (starlark.Value, error) {
		return starlark.String(c.Recv.(*remembering).Name()), nil
	}},
	{Sig: "__wrapped__", Doc: "The function itself.", Fn: func(c *Call) (starlark.Value, error) { return c.Recv.(*remembering).f, nil }},
	{Sig: "cache_clear()", Doc: "Forgets all results.", Fn: func(c *Call) (starlark.Value, error) {
		m := c.Recv.(*remembering)
		m.hits, m.misses = 0, 0
		if err := c.Unpack(); err != nil {
			return nil, err
		}
		return starlark.None, m.results.Clear()
	}},
	{Sig: "cache_info()", Doc: "How many results were known, and how many are.", Fn: func(c *Call) (starlark.Value, error) {
		m := c.Recv.(*remembering)
		most := starlark.Value(starlark.None)
		if m.most != unlimited {
			most = starlark.MakeInt(m.most)
		}
		return cacheInfo.New(starlark.Tuple{starlark.MakeInt(m.hits), starlark.MakeInt(m.misses), most, starlark.MakeInt(m.results.Len())}), c.Unpack()
	}},
	{Sig: "cache_parameters()", Doc: "How it was made.", Fn: func(c *Call) (starlark.Value, error) {
		m := c.Recv.(*remembering)
		d := new(starlark.Dict)
		most := starlark.Value(starlark.None)
		if m.most != unlimited {
			most = starlark.MakeInt(m.most)
		}
		_ = d.SetKey(starlark.String("maxsize"), most) // a new dict takes every string
		_ = d.SetKey(starlark.String("typed"), starlark.False)
		return d, c.Unpack()
	}},
}

// Attr is what such a function has.
func (m *remembering) Attr(name string) (starlark.Value, error) {
	return m.ip.Attribute(rememberingAttrs, m, name)
}

// AttrNames is the names of that.
func (m *remembering) AttrNames() []string { return EntryNames(rememberingAttrs) }

func cacheAll(c *Call) (starlark.Value, error) {
	var f starlark.Callable
	if err := c.Unpack("user_function", &f); err != nil {
		return nil, err
	}
	return c.remembering(f, unlimited), nil
}

func (c *Call) remembering(f starlark.Callable, most int) starlark.Value {
	return &remembering{ip: c.Interp, f: f, results: new(starlark.Dict), most: most}
}

// lruCache is lru_cache(f), or lru_cache(maxsize), which takes the function then.
func lruCache(c *Call) (starlark.Value, error) {
	size := starlark.Value(starlark.MakeInt(128))
	var typed bool
	if err := c.Unpack("maxsize?", &size, "typed?", &typed); err != nil {
		return nil, err
	}
	if f, ok := size.(starlark.Callable); ok {
		return c.remembering(f, 128), nil
	}
	if typed {
		return nil, Raise("TypeError", "lru_cache(typed=True) is not available")
	}
	most := unlimited
	if size != starlark.None {
		if err := starlark.AsInt(asNumber(size), &most); err != nil {
			return nil, Raise("TypeError", "Expected first argument to be an integer, a callable, or None")
		}
	}
	return c.decorator("decorating_function", func(f starlark.Callable) starlark.Value {
		return c.remembering(f, max(most, 0))
	}), nil
}
