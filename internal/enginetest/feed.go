package enginetest

import (
	"slices"

	"starling/engine"
	"starling/engine/column"
	"starling/engine/rowset"
)

// feed plays events to one source of a graph, and keeps what its table must be.
type feed struct {
	src   *Source
	table *engine.Table
	edit  *engine.Editable // of an edited source
	queue queue            // of another
	rows  map[int]rowset.Row
	model []modelRow
}

type modelRow struct {
	id     int
	values []any
}

// newFeed makes the source; rows are those a static one has.
func newFeed(g *engine.Graph, src *Source, rows [][]any) (*feed, error) {
	f := &feed{src: src, rows: map[int]rowset.Row{}, queue: queue{fields: src.Fields}}
	var err error
	switch src.Keep {
	case edited:
		if f.edit, err = g.AddEditable("source", src.Fields); err == nil {
			f.table = f.edit.Table()
		}
	case appended:
		f.table, err = g.AddSource("source", &f.queue, engine.Append())
	case blinked:
		f.table, err = g.AddSource("source", &f.queue, engine.Blink())
	case ringed:
		f.table, err = g.AddSource("source", &f.queue, engine.Ring(src.Ring))
	case fixed:
		f.table, err = fixedTable(g, src.Fields, rows)
		for _, r := range rows {
			f.model = append(f.model, modelRow{-1, r})
		}
	}
	if err == nil {
		f.table.Retain()
	}
	return f, err
}

func fixedTable(g *engine.Graph, fields []column.Field, rows [][]any) (*engine.Table, error) {
	vecs := make([]column.Vector, len(fields))
	for i, f := range fields {
		vecs[i] = column.NewVector(f.Type)
		for _, r := range rows {
			put(vecs[i], r[i])
		}
	}
	return engine.NewTable(g, fields, vecs)
}

// begin starts a cycle.
func (f *feed) begin() {
	if f.src.Keep == blinked {
		f.model = nil
	}
}

// play makes one change, to be seen in the next cycle.
func (f *feed) play(e *Event) error {
	at := slices.IndexFunc(f.model, func(m modelRow) bool { return m.id == e.Row })
	switch {
	case f.src.Keep == fixed || f.table.Err() != nil:
		return nil
	case e.Kind == added:
		return f.add(e)
	case at < 0:
		return nil
	case e.Kind == removed:
		f.model = slices.Delete(f.model, at, at+1)
		return f.edit.Remove(rowset.Of(f.rows[e.Row]))
	}
	m := &f.model[at]
	m.values = slices.Clone(m.values)
	vecs := make([]column.Vector, len(e.Cols))
	for i, c := range e.Cols {
		m.values[c] = e.Values[i]
		vecs[i] = column.NewVector(f.src.Fields[c].Type)
		put(vecs[i], e.Values[i])
	}
	return f.edit.Modify(rowset.Of(f.rows[e.Row]), e.Cols, vecs)
}

func (f *feed) add(e *Event) error {
	f.model = append(f.model, modelRow{e.Row, e.Values})
	if f.src.Keep == ringed && len(f.model) > f.src.Ring {
		f.model = slices.Delete(f.model, 0, len(f.model)-f.src.Ring)
	}
	if f.edit == nil {
		f.queue.rows = append(f.queue.rows, e.Values)
		return nil
	}
	first, err := f.edit.Add(builders(f.src.Fields, [][]any{e.Values}), 1)
	f.rows[e.Row] = first
	return err
}

// want is what the table must be.
func (f *feed) want() *Rel {
	r := &Rel{Fields: f.src.Fields}
	for _, m := range f.model {
		r.Rows = append(r.Rows, m.values)
	}
	return r
}

func builders(fields []column.Field, rows [][]any) []column.Builder {
	out := make([]column.Builder, len(fields))
	for i, f := range fields {
		out[i] = column.NewBuilder(f.Type)
		for _, r := range rows {
			put(out[i], r[i])
		}
	}
	return out
}

// queue is an engine.Source that is filled by hand.
type queue struct {
	fields []column.Field
	rows   [][]any
	err    error // given after the rows
}

// Schema is the columns.
func (q *queue) Schema() []column.Field { return q.fields }

// Drain hands over the rows, in two batches if there are several.
func (q *queue) Drain(add func(cols []column.Builder, n int)) error {
	rows := q.rows
	q.rows = nil
	for len(rows) > 0 {
		n := (len(rows) + 1) / 2
		add(builders(q.fields, rows[:n]), n)
		rows = rows[n:]
	}
	return q.err
}
