package starlib

import (
	"errors"
	"fmt"
	"slices"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/starlib/py"
)

// proxy is the methods of tables, for all tables of a partitioned table at once.
type proxy struct {
	host           *Host
	target         *PartitionedTable
	matching, sane bool
}

func (p *proxy) String() string        { return "<PartitionedTableProxy>" }
func (p *proxy) Type() string          { return "PartitionedTableProxy" }
func (p *proxy) Freeze()               {}
func (p *proxy) Truth() starlark.Bool  { return true }
func (p *proxy) Hash() (uint32, error) { return p.target.Hash() }

func proxyOf(c *call) (starlark.Value, error) {
	x := &proxy{host: c.host, target: c.Recv.(*PartitionedTable), matching: true, sane: true}
	if err := c.Unpack("require_matching_keys?", &x.matching, "sanity_check_joins?", &x.sane); err != nil {
		return nil, err
	}
	return x, nil
}

// AttrNames is the names of what every table has too.
func (p *proxy) AttrNames() []string { return append([]string{"is_refreshing", "target"}, proxied...) }

// proxied is the methods that a proxy has.
var proxied = []string{
	"abs_sum_by", "agg_all_by", "agg_by", "aj", "avg_by", "count_by", "exact_join", "first_by", "group_by", "head", "join", "last_by",
	"max_by", "median_by", "min_by", "natural_join", "raj", "reverse", "select", "select_distinct", "snapshot", "snapshot_when", "sort",
	"sort_descending", "std_by", "sum_by", "tail", "update", "update_by", "update_view", "var_by", "view", "weighted_avg_by",
	"weighted_sum_by", "where", "where_in", "where_not_in",
}

// Attr is target, or a method that calls that of each table.
func (p *proxy) Attr(name string) (starlark.Value, error) {
	switch {
	case name == "target":
		return p.target, nil
	case name == "is_refreshing":
		return p.host.Attribute(p.host.partitioned, p.target, name)
	case slices.Contains(proxied, name) && slices.Contains(py.EntryNames(p.host.tables), name):
		return p.host.Attribute([]py.Entry{{Sig: name + "()", Doc: "That of each table.", Fn: does(p.each)}}, p, name)
	}
	return nil, nil
}

// parts is the tables of a proxy, none of which comes or goes.
func (p *proxy) parts() *engine.Parts { return p.target.p.(*engine.Parts) }

// of is a proxy like p for other tables.
func (p *proxy) of(v starlark.Value) *proxy {
	return &proxy{host: p.host, target: v.(*PartitionedTable), matching: p.matching, sane: p.sane}
}

// eachLive is each where one of the proxies has tables that come and go. Tables of keys that the others lack
// wait for theirs.
func (p *proxy) eachLive(c *call, live *engine.Partitioned, others []*proxy) (starlark.Value, error) {
	all := []Partitions{p.target.p}
	for _, o := range others {
		all = append(all, o.target.p)
	}
	made, err := c.changing(live, all, func(th *starlark.Thread, of []*Table) (starlark.Value, error) {
		return p.call(c, th, of[0], func(o *proxy) *Table { return of[1+slices.Index(others, o)] })
	})
	if err != nil {
		return nil, err
	}
	return p.of(made), nil
}

// call calls the method of t, with tables in the place of proxies.
func (p *proxy) call(c *call, th *starlark.Thread, t *Table, table func(*proxy) *Table) (starlark.Value, error) {
	swap := func(v starlark.Value) starlark.Value {
		if o, ok := v.(*proxy); ok {
			return table(o)
		}
		return v
	}
	args := make(starlark.Tuple, len(c.Args))
	for i, v := range c.Args {
		args[i] = swap(v)
	}
	kwargs := make([]starlark.Tuple, len(c.Kwargs))
	for i, kv := range c.Kwargs {
		kwargs[i] = starlark.Tuple{kv[0], swap(kv[1])}
	}
	method, err := t.Attr(c.Name)
	if err != nil {
		return nil, err
	}
	return starlark.Call(th, method, args, kwargs)
}

// each calls a method of each table, with the table that has the same keys for a proxy among the
// arguments.
func (p *proxy) each(c *call) (starlark.Value, error) {
	others := proxies(c)
	sides := []Partitions{p.target.p}
	for _, o := range others {
		sides = append(sides, o.target.p)
	}
	if live := eitherLive(sides...); live != nil {
		return p.eachLive(c, live, others)
	}
	on, like := p.parts(), p.parts()
	for _, o := range others {
		if err := p.check(c, o); err != nil {
			return nil, c.failed(err)
		}
		var err error
		if on, err = on.Common(o.parts()); err != nil {
			return nil, c.failed(err)
		}
	}
	made, err := c.transformed(on, like, func(n int, t *Table) (starlark.Value, error) {
		return p.call(c, c.Thread, t, func(o *proxy) *Table { return c.held(o.parts().Constituents()[o.parts().Find(on, n)]) })
	})
	if err != nil {
		return nil, err
	}
	return p.of(made), nil
}

// proxies is those among the arguments of a call.
func proxies(c *call) (out []*proxy) {
	for _, v := range c.Args {
		if o, ok := v.(*proxy); ok {
			out = append(out, o)
		}
	}
	for _, kv := range c.Kwargs {
		if o, ok := kv[1].(*proxy); ok {
			out = append(out, o)
		}
	}
	return out
}

// check reports another proxy that does not fit p, as far as the two ask for it: its keys are to be the
// same, and no key of a join is to be in the tables of two keys.
func (p *proxy) check(c *call, o *proxy) error {
	if p.matching || o.matching {
		for n := range p.parts().Constituents() {
			if o.parts().Find(p.parts(), n) < 0 {
				return fmt.Errorf("the partitioned tables have different keys: proxy(require_matching_keys=False) takes those that both have")
			}
		}
		if len(p.parts().Constituents()) != len(o.parts().Constituents()) {
			return errors.New("the partitioned tables have different keys: proxy(require_matching_keys=False) takes those that both have")
		}
	}
	if !p.sane && !o.sane || !slices.Contains([]string{"aj", "exact_join", "join", "natural_join", "raj"}, c.Name) {
		return nil
	}
	on, err := joinKeys(c)
	if err != nil {
		return err
	}
	var left, right []string
	for _, k := range on {
		left, right = append(left, k.New), append(right, k.Old)
	}
	return c.host.build(func() error {
		if err := p.parts().Distinct(left); err != nil {
			return fmt.Errorf("left tables: %w", err)
		}
		if err := o.parts().Distinct(right); err != nil {
			return fmt.Errorf("right tables: %w", err)
		}
		return nil
	})
}

// joinKeys is the keys of a join that compare by equality.
func joinKeys(c *call) (on pairs, err error) {
	v := starlark.Value(starlark.None)
	if len(c.Args) > 1 {
		v = c.Args[1]
	}
	for _, kv := range c.Kwargs {
		if kv[0] == starlark.String("on") {
			v = kv[1]
		}
	}
	var list texts
	if err := list.Unpack(v); err != nil {
		return nil, err
	}
	if list = list.split(); len(list) > 0 && (c.Name == "aj" || c.Name == "raj") {
		list = list[:len(list)-1]
	}
	err = on.take(list)
	return on, err
}
