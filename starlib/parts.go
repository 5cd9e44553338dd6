package starlib

import (
	"errors"
	"fmt"
	"runtime"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/starlib/py"
)

// fixed is the partitioned table that a method is called on if it stays as it is, else nil.
func (c *call) fixed() *engine.Parts {
	p, _ := c.parts().(*engine.Parts)
	return p
}

// parted is the script value of the partitioned table that f makes.
func (c *call) parted(f func() (*engine.Parts, error)) (starlark.Value, error) {
	var p *engine.Parts
	err := c.host.build(func() (err error) {
		if p, err = f(); err == nil {
			p.Retain()
		}
		return err
	})
	runtime.KeepAlive(c)
	if err != nil {
		return nil, c.failed(err)
	}
	return c.host.NewPartitioned(p), nil
}

func partitionBy(c *call) (starlark.Value, error) {
	var by texts
	var drop bool
	if err := c.Unpack("by", &by, "drop_keys?", &drop); err != nil {
		return nil, err
	}
	if c.self().Attrs.Refreshing {
		return c.growing(func() (*engine.Partitioned, error) { return c.self().PartitionedBy(by, drop) })
	}
	return c.parted(func() (*engine.Parts, error) { return c.self().PartitionBy(by, drop) })
}

func filterParts(c *call) (starlark.Value, error) {
	var filters texts
	if err := c.Unpack("filters", &filters); err != nil {
		return nil, err
	}
	if len(filters) == 0 {
		return nil, c.failed(errors.New("filters: there is none"))
	}
	env := c.env()
	if err := c.ofKeys(env, filters); err != nil {
		return nil, c.failed(err)
	}
	if p := c.live(); p != nil {
		return c.growing(func() (*engine.Partitioned, error) { return p.Filter(env, filters...) })
	}
	return c.parted(func() (*engine.Parts, error) { return c.fixed().Filter(env, filters...) })
}

// ofKeys is the error of filters that are not of the keys alone.
func (c *call) ofKeys(env engine.Env, filters []string) error {
	if len(c.parts().KeyFields()) == 0 {
		return errors.New("filters: there are no keys")
	}
	return c.host.build(func() error {
		keys, err := c.parts().Keys()
		if err != nil {
			return err
		}
		keys.Retain()
		defer keys.Release()
		t, err := keys.Where(env, filters...)
		if err == nil {
			t.Retain()
			t.Release()
		}
		return err
	})
}

func sortParts(c *call) (starlark.Value, error) {
	keys, err := c.sortKeys()
	if err != nil || len(keys) == 0 {
		return c.Recv, err
	}
	if p := c.live(); p != nil {
		return c.growing(func() (*engine.Partitioned, error) { return p.Sort(keys) })
	}
	return c.parted(func() (*engine.Parts, error) { return c.fixed().Sort(keys) })
}

// transformParts calls a function with each table.
func transformParts(c *call) (starlark.Value, error) {
	var fn starlark.Callable
	var dependencies starlark.Value = starlark.None
	if err := c.Unpack("func", &fn, "dependencies?", &dependencies); err != nil {
		return nil, err
	}
	if err := checkDependencies(dependencies); err != nil {
		return nil, c.failed(fmt.Errorf("dependencies: %w", err))
	}
	if p := c.live(); p != nil {
		return c.changing(p, nil, calls(fn))
	}
	return c.transformed(c.fixed(), c.fixed(), func(_ int, t *Table) (starlark.Value, error) {
		return calls(fn)(c.Thread, []*Table{t})
	})
}

// transformParts2 calls a function with each table and that of another partitioned table with the
// same keys.
func transformParts2(c *call) (starlark.Value, error) {
	var with *PartitionedTable
	var fn starlark.Callable
	var dependencies starlark.Value = starlark.None
	if err := c.Unpack("other", &with, "func", &fn, "dependencies?", &dependencies); err != nil {
		return nil, err
	}
	if err := checkDependencies(dependencies); err != nil {
		return nil, c.failed(fmt.Errorf("dependencies: %w", err))
	}
	if live := eitherLive(c.parts(), with.p); live != nil {
		return c.changing(live, []Partitions{c.parts(), with.p}, calls(fn))
	}
	p, other := c.fixed(), with.p.(*engine.Parts)
	both, err := p.Common(other)
	if err != nil {
		return nil, c.failed(err)
	}
	return c.transformed(both, p, func(n int, t *Table) (starlark.Value, error) {
		u := c.held(other.Constituents()[other.Find(both, n)])
		return calls(fn)(c.Thread, []*Table{t, u})
	})
}

// calls is a call of fn with tables.
func calls(fn starlark.Callable) func(*starlark.Thread, []*Table) (starlark.Value, error) {
	return func(th *starlark.Thread, of []*Table) (starlark.Value, error) {
		args := make(starlark.Tuple, len(of))
		for i, t := range of {
			args[i] = t
		}
		return starlark.Call(th, fn, args, nil)
	}
}

// held is the script value of a constituent.
func (c *call) held(t *engine.Table) *Table {
	t.Retain()
	return c.host.NewTable(t)
}

// transformed is what make makes of each constituent of p, under the same keys. Without any, the
// columns are those of the tables of like.
func (c *call) transformed(p, like *engine.Parts, make func(n int, t *Table) (starlark.Value, error)) (starlark.Value, error) {
	var made []*engine.Table
	var values []*Table
	for n, t := range p.Constituents() {
		v, err := make(n, c.held(t))
		if err != nil {
			return nil, err
		}
		result, ok := v.(*Table)
		if !ok {
			return nil, py.Raise("TypeError", "%s: the function gave a %s, want a table", c.Name, py.TypeOf(v))
		}
		made, values = append(made, result.t), append(values, result)
	}
	defer runtime.KeepAlive(values)
	return c.parted(func() (*engine.Parts, error) { return p.With(made, like.ConstituentSchema()) })
}
