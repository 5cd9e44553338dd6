package starlib

import (
	"errors"
	"fmt"
	"time"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/starlib/py"
)

// replayerEntry is the class TableReplayer, which two modules have.
func replayerEntry() py.Entry {
	return py.Entry{
		Sig: "TableReplayer(start_time, end_time)", Fn: does(newReplayer),
		Doc: "Plays tables back as if they came now, by the times in them: add_table(t, \"Timestamp\") for each, then start().",
	}
}

// replayer plays tables back.
type replayer struct {
	host       *Host
	of         *engine.Replay
	start, end time.Time
}

func (r *replayer) String() string        { return "<TableReplayer>" }
func (r *replayer) Type() string          { return "TableReplayer" }
func (r *replayer) Freeze()               {}
func (r *replayer) Truth() starlark.Bool  { return true }
func (r *replayer) Hash() (uint32, error) { return uint32(py.PointerOf(r) >> 4), nil }

// Attr is an attribute or a method.
func (r *replayer) Attr(name string) (starlark.Value, error) {
	return r.host.Attribute(replayerMethods(), r, name)
}

// AttrNames is the names of the attributes and methods.
func (r *replayer) AttrNames() []string { return py.EntryNames(replayerMethods()) }

// Documentation is what help says of it.
func (r *replayer) Documentation() (string, []py.Entry) {
	return "Plays tables back.", replayerMethods()
}

// replayerMethods is THE table of what a TableReplayer has.
func replayerMethods() []py.Entry {
	return []py.Entry{
		{Sig: "add_table(table, col)", Doc: "A table to which the rows that a table has now come, each at the time that it has in a column.", Fn: does(replayTable)},
		{Sig: "end_time", Doc: "The time up to which rows come.", Fn: func(c *py.Call) (starlark.Value, error) {
			return py.Datetime{Time: c.Recv.(*replayer).end, Java: true}, nil
		}},
		{Sig: "shutdown()", Doc: "Ends it: no more rows come.", Fn: func(c *py.Call) (starlark.Value, error) {
			c.Recv.(*replayer).of.Stop()
			return starlark.None, c.Unpack()
		}},
		{Sig: "start()", Doc: "Begins: the rows up to start_time are there, the others follow as time goes by.", Fn: does(startReplay)},
		{Sig: "start_time", Doc: "The time at which it begins.", Fn: func(c *py.Call) (starlark.Value, error) {
			return py.Datetime{Time: c.Recv.(*replayer).start, Java: true}, nil
		}},
	}
}

func newReplayer(c *call) (starlark.Value, error) {
	var start, end starlark.Value
	if err := c.Unpack("start_time", &start, "end_time", &end); err != nil {
		return nil, err
	}
	r := &replayer{host: c.host}
	for _, p := range []struct {
		name string
		from starlark.Value
		to   *time.Time
	}{{"start_time", start, &r.start}, {"end_time", end, &r.end}} {
		at, err := py.Moment(p.from)
		if err == nil && at == nil {
			err = errors.New("a time is needed")
		}
		if err != nil {
			return nil, c.failed(fmt.Errorf("%s: %w", p.name, err))
		}
		*p.to = at.UTC()
	}
	r.of = engine.NewReplay(c.host.cfg.Graph, r.start, r.end, nil)
	return r, nil
}

func replayTable(c *call) (starlark.Value, error) {
	var t *Table
	var col string
	if err := c.Unpack("table", &t, "col", &col); err != nil {
		return nil, err
	}
	f, err := t.read(allRows, nil)
	if err != nil {
		return nil, c.failed(err)
	}
	r := c.Recv.(*replayer)
	return c.table(func() (*engine.Table, error) { return r.of.Add(f, col) })
}

func startReplay(c *call) (starlark.Value, error) {
	if err := c.Unpack(); err != nil {
		return nil, err
	}
	if err := c.Recv.(*replayer).of.Start(); err != nil {
		return nil, c.failed(err)
	}
	return starlark.None, nil
}
