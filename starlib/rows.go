package starlib

import (
	"context"
	"time"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/starlib/py"
)

// read copies rows of the table of one moment.
func (t *Table) read(hi int, cols []string) (f *engine.Frame, err error) {
	err = t.host.look(func() error { f, err = t.t.Read(0, hi, cols); return err })
	return f, err
}

// Values is the rows of columns, nil for all, as a script gets them; null is None. A builtin calls it.
func (t *Table) Values(cols []string) ([]starlark.Tuple, error) {
	f, err := t.read(allRows, cols)
	if err != nil {
		return nil, err
	}
	rows := make([]starlark.Tuple, f.Len())
	for c, v := range f.Cols {
		for i, x := range scriptValues(nil, v, f.Schema[c].Type) {
			rows[i] = append(rows[i], x)
		}
	}
	return rows, nil
}

const allRows = int(^uint(0) >> 1)

// rows is the rows of one moment, to be iterated over.
type rows struct {
	h     *Host
	f     *engine.Frame
	as    *py.NamedType // of tuples; nil makes them dicts
	names []starlark.Value
}

func (r *rows) String() string        { return "<rows>" }
func (r *rows) Type() string          { return "rows" }
func (r *rows) Freeze()               {}
func (r *rows) Truth() starlark.Bool  { return r.f.Len() > 0 }
func (r *rows) Hash() (uint32, error) { return 0, py.Raise("TypeError", "unhashable type: 'rows'") }
func (r *rows) Len() int              { return r.f.Len() }

// Iterate starts at the first row.
func (r *rows) Iterate() starlark.Iterator {
	return &rowIterator{rows: r, cols: make([][]starlark.Value, len(r.f.Cols))}
}

type rowIterator struct {
	rows *rows
	next int
	cols [][]starlark.Value // the values of rows from base on
	base int
}

// rowPortion is how many rows are made values of the script at a time.
const rowPortion = 1024

// Next is the next row, a dict or a tuple.
func (it *rowIterator) Next(p *starlark.Value) bool {
	r, i := it.rows, it.next
	if i >= r.f.Len() || i%rowPortion == 0 && !it.fill() {
		return false
	}
	it.next++
	i -= it.base
	if r.as == nil {
		d := starlark.NewDict(len(it.cols))
		for j, c := range it.cols {
			_ = d.SetKey(r.names[j], c[i]) // a new dict takes every string
		}
		*p = d
		return true
	}
	t := make(starlark.Tuple, len(it.cols))
	for j, c := range it.cols {
		t[j] = c[i]
	}
	*p = r.as.New(t)
	return true
}

// fill gets the next rows; false if nobody waits for them any more.
func (it *rowIterator) fill() bool {
	if it.rows.h.Err() != nil {
		return false
	}
	it.base = it.next
	end := min(it.base+rowPortion, it.rows.f.Len())
	for j, v := range it.rows.f.Cols {
		it.cols[j] = scriptRange(it.cols[j][:0], v, it.rows.f.Schema[j].Type, it.base, end)
	}
	return true
}

// Done ends the iteration.
func (it *rowIterator) Done() {}

func (h *Host) newRows(f *engine.Frame, as *py.NamedType) *rows {
	r := &rows{h: h, f: f, as: as}
	for _, field := range f.Schema {
		r.names = append(r.names, starlark.String(field.Name))
	}
	return r
}

// change is a listener that waits for one update.
type change struct{ done chan struct{} }

func (l change) OnUpdate(*engine.Table, *engine.Update) error {
	l.tell()
	return nil
}

func (l change) OnFailure(error) { l.tell() }

func (l change) tell() {
	select {
	case l.done <- struct{}{}:
	default:
	}
}

func awaitUpdate(c *call) (starlark.Value, error) {
	var timeout starlark.Value = starlark.None
	if err := c.Unpack("timeout_ms?", &timeout); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(c.Context())
	defer cancel()
	if timeout != starlark.None {
		var ms int
		if err := starlark.AsInt(timeout, &ms); err != nil {
			return nil, py.Raise("TypeError", "await_update: timeout_ms: %w", err)
		}
		ctx, cancel = context.WithTimeout(ctx, time.Duration(ms)*time.Millisecond)
		defer cancel()
	}
	changed, heard, whole := false, c.heard(), c.Context()
	begin := func() {}
	if c.Scripted() {
		if release := c.host.takeIntake(); release != nil {
			begin = release
		}
	}
	err := c.Outside(func() (err error) {
		if changed, err = await(ctx, c.self(), begin); changed && err == nil {
			err = heard(whole)
		}
		return err
	})
	if err != nil {
		return nil, c.failed(err)
	}
	return starlark.Bool(changed), c.Context().Err()
}

// await waits for an update of t after begin, which lets rows in; false if ctx ended first.
func await(ctx context.Context, t *engine.Table, begin func()) (bool, error) {
	l := change{make(chan struct{}, 1)}
	stop, err := t.Graph().Listen(t, l, false)
	begin()
	if err != nil {
		return false, err
	}
	defer stop()
	select {
	case <-l.done: // a failure is a change too, the last
		return true, nil
	case <-ctx.Done():
		return false, nil
	}
}
