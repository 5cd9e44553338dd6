package starlib

import (
	"errors"
	"fmt"
	"time"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/engine/plan"
	"starling/starlib/py"
)

// generated is a table of what a function of the script gives, called again and again. It is
// called beside the script, never within a cycle.
type generated struct {
	host   *Host
	fn     starlark.Callable
	args   starlark.Tuple
	kwargs []starlark.Tuple
	whole  *engine.Whole
}

// generatedTable is function_generated_table(table_generator, …).
func generatedTable(c *call) (starlark.Value, error) {
	g := &generated{host: c.host}
	var fn, sources, every, ctx starlark.Value = nil, starlark.None, starlark.None, starlark.None
	var args starlark.Iterable = starlark.Tuple{}
	kwargs := new(starlark.Dict)
	if err := c.Unpack("table_generator", &fn, "source_tables?", &sources, "refresh_interval_ms?", &every, "exec_ctx?", &ctx, "args?", &args, "kwargs?", &kwargs); err != nil {
		return nil, err
	}
	if err := g.takes(fn, ctx, args, kwargs); err != nil {
		return nil, c.failed(err)
	}
	tables, interval, err := refreshes(sources, every)
	if err != nil {
		return nil, c.failed(err)
	}
	f, err := g.call(c.Thread)
	if err != nil {
		return nil, err
	}
	done := c.Context()
	t, err := c.table(func() (*engine.Table, error) {
		g.whole, err = c.host.cfg.Graph.AddWhole(plan.Source{Kind: "function_generated_table"}, f.Schema, every != starlark.None)
		if err != nil {
			return nil, err
		}
		seen, err := g.whole.Set(f)
		if err != nil {
			return nil, err
		}
		select {
		case <-seen:
			return g.whole.Table(), nil
		case <-done.Done():
			return nil, done.Err()
		}
	})
	if err != nil {
		return nil, err
	}
	if every != starlark.None {
		go g.repeating(interval)
		return t, nil
	}
	return t, g.follow(c, tables)
}

// takes checks what is to be called, and how.
func (g *generated) takes(fn, ctx starlark.Value, args starlark.Iterable, kwargs *starlark.Dict) error {
	var ok bool
	if g.fn, ok = fn.(starlark.Callable); !ok {
		return fmt.Errorf("table_generator: got %s, want a function that gives a table", py.TypeOf(fn))
	}
	if f, ok := ctx.(*formality); ctx != starlark.None && (!ok || f.class != "ExecutionContext") {
		return fmt.Errorf("exec_ctx: got %s, want an ExecutionContext or None", py.TypeOf(ctx))
	}
	for x := range starlark.Elements(args) {
		g.args = append(g.args, x)
	}
	for _, kv := range kwargs.Items() {
		if _, ok := starlark.AsString(kv[0]); !ok {
			return fmt.Errorf("kwargs: got the name %s, want texts", py.Short(kv[0]))
		}
		g.kwargs = append(g.kwargs, kv)
	}
	return nil
}

// refreshes is when the function is called again: when tables change, or after a time.
func refreshes(sources, every starlark.Value) (tables []*Table, interval time.Duration, err error) {
	switch {
	case sources == starlark.None && every == starlark.None:
		return nil, 0, errors.New("either refresh_interval_ms or source_tables must be provided")
	case sources != starlark.None && every != starlark.None:
		return nil, 0, errors.New("only one of refresh_interval_ms and source_tables must be provided")
	case every != starlark.None:
		var ms int64
		if err := starlark.AsInt(every, &ms); err != nil {
			return nil, 0, fmt.Errorf("refresh_interval_ms: %w", err)
		}
		return nil, time.Duration(ms) * time.Millisecond, nil
	}
	if t, ok := sources.(*Table); ok {
		tables = []*Table{t}
	} else if err := (*someTables)(&tables).Unpack(sources); err != nil {
		return nil, 0, fmt.Errorf("source_tables: %w", err)
	}
	for _, t := range tables {
		if !t.t.Attrs.Refreshing {
			return nil, 0, fmt.Errorf("source_tables: all must be refreshing: %v never changes", t)
		}
	}
	return tables, 0, nil
}

// call calls the function and reads the table that it gives.
func (g *generated) call(th *starlark.Thread) (*engine.Frame, error) {
	v, err := starlark.Call(th, g.fn, g.args, g.kwargs)
	if err != nil {
		return nil, err
	}
	t, ok := v.(*Table)
	if !ok {
		return nil, py.Raise("TypeError", "function_generated_table: the function gave %s (%s), want a table", py.Short(v), py.TypeOf(v))
	}
	return t.read(allRows, nil)
}

// refresh calls the function again; if that fails, so does the table.
func (g *generated) refresh(th *starlark.Thread) {
	f, err := g.call(th)
	if err == nil {
		err = f.Err
	}
	if err == nil {
		_, err = g.whole.Set(f)
	}
	if err != nil {
		g.whole.Fail(err)
	}
}

// repeating refreshes after each interval, for as long as the table is used.
func (g *generated) repeating(every time.Duration) {
	for {
		select {
		case <-g.whole.Done():
			return
		case <-g.host.Life().Done():
			return
		case <-time.After(max(every, g.host.cfg.Graph.Interval(), time.Millisecond)):
		}
		err := g.host.CallBeside(g.host.Life(), func(th *starlark.Thread) error {
			g.refresh(th)
			return nil
		})
		if err != nil && g.host.Life().Err() == nil {
			g.whole.Fail(err)
			return
		}
	}
}

// follow refreshes when the tables have changed, as their listener.
func (g *generated) follow(c *call, tables []*Table) error {
	if len(tables) == 0 {
		return nil
	}
	h := &listenerHandle{host: c.host, tables: tables, merged: len(tables) > 1}
	h.call = listenerCall{what: "function_generated_table", fn: starlark.NewBuiltin("function_generated_table", func(th *starlark.Thread, _ *starlark.Builtin, _ starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
		g.refresh(th)
		return starlark.None, nil
	})}
	if err := c.start(h, false); err != nil {
		return err
	}
	l, stop := h.now, h.stop
	go func() {
		select {
		case <-g.whole.Done():
			l.end(false)
			stop()
		case <-g.host.Life().Done():
		}
	}()
	return nil
}
