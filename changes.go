package starling

import (
	"context"
	"fmt"
	"iter"
	"reflect"

	"starling/engine"
	"starling/follow"
	"starling/internal/native"
)

// Row is a row of a table. ID tells it from the others for as long as it is there.
type Row[T any] struct {
	ID    int64
	Value T
}

// Change is what became of a table since the change before: rows that went, as they were told last,
// rows that came, and rows whose values changed. Applied in this order it makes a copy of the table
// before the table as it was at one moment. A row that changed its place went and came. Added and
// Modified are in the order of the table.
type Change[T any] struct {
	// Snapshot says that Added is all there is, whatever was told before: the first time, and when
	// the program comes so seldom that more changed meanwhile than there are rows.
	Snapshot                 bool
	Removed, Added, Modified []Row[T]
}

// Changes tells of the rows of a table, and then of all that becomes of them. T is as for Rows. Each
// change is of all updates since the one before: a program that takes its time misses steps in
// between, and delays nobody. Rows of a blink table that came and went meanwhile are such steps;
// blink_to_append_only keeps them. If rows of the table can go, Changes keeps a copy of them to tell
// which did.
//
// The loop ends when ctx does, and for a table that cannot change after its rows. It ends with an
// error after the last change if the table failed, and with ErrClosed when the session is closed.
func Changes[T any](ctx context.Context, t *Table) iter.Seq2[Change[T], error] {
	return func(yield func(Change[T], error) bool) {
		if err := follower(ctx, t, func(c Change[T]) bool { return yield(c, nil) }); err != nil {
			yield(Change[T]{}, err)
		}
	}
}

// follower tells of changes until yield is false or the context ends.
func follower[T any](ctx context.Context, t *Table, yield func(Change[T]) bool) error {
	if err := t.s.usable(); err != nil {
		return err
	}
	r, err := readerFor[T](t)
	if err != nil {
		return err
	}
	table := t.value.Engine()
	f, err := follow.New(table.Graph(), table)
	if err != nil {
		return fmt.Errorf("starling: table %s: %w", t.name, err)
	}
	defer f.Close()
	c := copier[T]{Reader: r, table: table}
	if a := table.Attrs; a.Refreshing && !a.AppendOnly && !a.AddOnly {
		c.rows = map[int64]T{}
	}
	for ended := false; !ended; {
		select {
		case <-ctx.Done():
			return nil
		case <-t.s.in.Quiet():
			ended = true
		case <-f.Changed():
		}
		w, err := f.Next(ctx, r.Columns())
		switch {
		case ctx.Err() != nil:
			return nil
		case err != nil:
			return fmt.Errorf("starling: table %s: %w", t.name, err)
		}
		change := c.take(w)
		if (change.Snapshot || !change.empty()) && !yield(change) {
			return nil
		}
		switch {
		case w.Err != nil:
			return t.failed(w.Err)
		case !table.Attrs.Refreshing:
			return nil
		}
	}
	return fmt.Errorf("starling: %w", ErrClosed)
}

func (c *Change[T]) empty() bool { return len(c.Removed)+len(c.Added)+len(c.Modified) == 0 }

// copier makes changes of what a follower saw.
type copier[T any] struct {
	*native.Reader
	table *engine.Table
	rows  map[int64]T // as they were told last, nil if none can go
}

func (c *copier[T]) take(w follow.Window) Change[T] {
	out := Change[T]{Snapshot: w.All}
	values, touched := c.values(w.Frame), c.touched(w.Change.Cols)
	if w.All {
		clear(c.rows)
	}
	for id := range w.Removed.All() {
		out.Removed = append(out.Removed, Row[T]{int64(id), c.rows[int64(id)]})
		delete(c.rows, int64(id))
	}
	for i, id := range w.Rows {
		row := Row[T]{int64(id), values[i]}
		if w.All || w.Added.Contains(id) {
			out.Added = append(out.Added, row)
		} else if touched {
			out.Modified = append(out.Modified, row)
		}
		if c.rows != nil {
			c.rows[row.ID] = row.Value
		}
	}
	return out
}

// touched reports whether rows were modified in one of the columns that are read.
func (c *copier[T]) touched(cols engine.ColSet) bool {
	for _, name := range c.Columns() {
		if cols.Has(c.table.Position(name)) {
			return true
		}
	}
	return false
}

func (c *copier[T]) values(f *engine.Frame) []T {
	rows := make([]T, f.Len())
	c.Read(reflect.ValueOf(rows), f.Cols)
	return rows
}
