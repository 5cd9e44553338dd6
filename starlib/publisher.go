package starlib

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/engine/plan"
	"starling/starlib/py"
)

// publisherEntries is the module deephaven.stream.table_publisher.
func publisherEntries() []py.Entry {
	return []py.Entry{
		{Sig: "TablePublisher", Value: py.TypeName("TablePublisher")},
		{Sig: "table_publisher(name, col_defs, on_flush_callback=None, on_shutdown_callback=None, update_graph=None, chunk_size=2048)", Doc: "A blink table, and what adds rows to it: (table, publisher). on_flush_callback(publisher) is called every cycle, on_shutdown_callback() when the table takes no more.", Fn: does(tablePublisher)},
	}
}

// publisher puts the rows of tables into a blink table of its own.
type publisher struct {
	host *Host
	feed *engine.Feed
	name string
}

func (p *publisher) String() string        { return fmt.Sprintf("<TablePublisher %q>", p.name) }
func (p *publisher) Type() string          { return "TablePublisher" }
func (p *publisher) Freeze()               {}
func (p *publisher) Truth() starlark.Bool  { return true }
func (p *publisher) Hash() (uint32, error) { return uint32(py.PointerOf(p) >> 4), nil }

// Attr is an attribute or a method.
func (p *publisher) Attr(name string) (starlark.Value, error) {
	return p.host.Attribute(publisherMethods(), p, name)
}

// AttrNames is the names of the attributes and methods.
func (p *publisher) AttrNames() []string { return py.EntryNames(publisherMethods()) }

// Documentation is what help says of it.
func (p *publisher) Documentation() (string, []py.Entry) {
	return "Adds rows to a blink table.", publisherMethods()
}

// publisherMethods is THE table of what publishers have.
func publisherMethods() []py.Entry {
	return []py.Entry{
		{Sig: "add(table)", Doc: "Adds the rows that a table has now; those of one cycle come together.", Fn: does(publish)},
		{Sig: "is_alive", Doc: "Whether the table takes rows: it is used, and did not fail.", Fn: does(isAlive)},
		{Sig: "publish_failure(failure)", Doc: "Fails the table, after the rows that were added; what is added then goes nowhere.", Fn: does(publishFailure)},
	}
}

func tablePublisher(c *call) (starlark.Value, error) {
	var name string
	var defs starlark.Value
	var flush, shutdown, graph starlark.Value = starlark.None, starlark.None, starlark.None
	size := 0
	if err := c.Unpack("name", &name, "col_defs", &defs, "on_flush_callback?", &flush, "on_shutdown_callback?", &shutdown, "update_graph?", &graph, "chunk_size?", &size); err != nil {
		return nil, err
	}
	fields, err := fieldsOf(defs)
	if err != nil {
		return nil, c.failed(err)
	}
	for what, fn := range map[string]starlark.Value{"on_flush_callback": flush, "on_shutdown_callback": shutdown} {
		if _, ok := fn.(starlark.Callable); !ok && fn != starlark.None {
			return nil, c.failed(fmt.Errorf("%s: got %s, want a function", what, py.TypeOf(fn)))
		}
	}
	if graph, ok := graph.(*formality); !ok && graph != nil {
		return nil, c.failed(errors.New("update_graph: want one of deephaven.update_graph, or None"))
	}
	what := plan.Source{Kind: "table_publisher", Params: []plan.Arg{{Name: "name", Value: name}}}
	p := &publisher{host: c.host, name: name}
	t, err := c.table(func() (t *engine.Table, err error) {
		t, p.feed, err = c.host.cfg.Graph.AddFeed(what, fields, engine.Blink(), flush != starlark.None)
		return t, err
	})
	if err != nil {
		return nil, err
	}
	if flush != starlark.None {
		go p.flushing(flush)
	}
	if shutdown != starlark.None {
		go p.ending(shutdown)
	}
	return starlark.Tuple{t, p}, nil
}

// flushing calls a function once a cycle, while the table takes rows. The cycle does not wait for
// it: it gets the rows that were added by then.
func (p *publisher) flushing(fn starlark.Value) {
	for {
		select {
		case <-p.feed.Done():
			return
		case <-p.host.Life().Done():
			return
		case <-time.After(max(p.host.cfg.Graph.Interval(), time.Millisecond)):
		}
		if err := p.host.callBack(fn, p); err != nil && p.host.Life().Err() == nil {
			p.feed.Fail(fmt.Errorf("on_flush_callback: %w", err))
			p.feed.Flush()
			return
		}
	}
}

// ending calls a function when the table takes no more.
func (p *publisher) ending(fn starlark.Value) {
	select {
	case <-p.feed.Done():
	case <-p.host.Life().Done():
		return
	}
	if err := p.host.callBack(fn); err != nil {
		p.host.listeners.say("on_shutdown_callback of the table publisher %q: %v", p.name, err)
	}
}

// callBack calls a function of the script beside it.
func (h *Host) callBack(fn starlark.Value, args ...starlark.Value) error {
	ctx, cancel := context.WithCancel(h.Life())
	defer cancel()
	return h.CallBeside(ctx, func(th *starlark.Thread) error {
		_, err := starlark.Call(th, fn, args, nil)
		return err
	})
}

func publish(c *call) (starlark.Value, error) {
	var t *Table
	if err := c.Unpack("table", &t); err != nil {
		return nil, err
	}
	p := c.Recv.(*publisher)
	f, err := t.read(allRows, nil)
	if err != nil {
		return nil, c.failed(err)
	}
	values, err := f.Fit(p.feed.Schema())
	if err == nil {
		err = c.put(p.feed, values, f.Len())
	}
	if err != nil {
		return nil, c.failed(err)
	}
	return starlark.None, nil
}

func publishFailure(c *call) (starlark.Value, error) {
	var failure starlark.Value
	if err := c.Unpack("failure", &failure); err != nil {
		return nil, err
	}
	text, ok := starlark.AsString(failure)
	if !ok {
		text = failure.String()
	}
	p := c.Recv.(*publisher)
	p.feed.Fail(errors.New(text))
	c.letIn(p.feed)
	return starlark.None, nil
}

func isAlive(c *call) (starlark.Value, error) {
	select {
	case <-c.Recv.(*publisher).feed.Done():
		return starlark.False, nil
	default:
		return starlark.True, nil
	}
}
