package starling

import (
	"context"
	"errors"
	"fmt"
	"reflect"

	"starling/engine"
	"starling/engine/plan"
	"starling/internal/native"
)

// Input is a table that the program fills with rows of type T. Its methods may be called from any
// goroutine.
type Input[T any] struct {
	table  *Table
	writer *native.Writer
	feed   *engine.Feed  // without keys
	keyed  *engine.Input // with keys
}

// waitingMax is how many rows wait for an update of the tables until Add waits too.
const waitingMax = 1 << 18

// NewInput makes an empty table, which the script has as a variable of that name. T is a struct: its
// exported fields are the columns, in their order, of the name that a tag says, as in
// `starling:"Price"`; "-" is none. The columns of bool, int8, int16, int32, int, int64, float32,
// float64, string, []byte, time.Time, time.Duration, *big.Int and slices have the types that these
// have in Java; a pointer is one that may be null.
//
// Rows are appended and stay. If fields are keys, as in `starling:"Sym,key"`, a row takes the place of
// the one with its key.
func NewInput[T any](s *Session, name string) (*Input[T], error) {
	if err := s.usable(); err != nil {
		return nil, err
	}
	in := &Input[T]{}
	err := checkName(name)
	if err == nil {
		var t *engine.Table
		if t, err = in.make(s.in.Graph); err == nil {
			t.Retain()
			in.table = &Table{s, name, s.in.Host.NewTable(t)}
		}
	}
	if err != nil {
		return nil, fmt.Errorf("starling: input %s: %w", name, err)
	}
	s.in.Host.SetGlobal(name, in.table.value)
	s.fill(in.waiting)
	return in, nil
}

// make is the engine's table.
func (in *Input[T]) make(g *engine.Graph) (t *engine.Table, err error) {
	shape, err := native.ShapeOf(reflect.TypeFor[T]())
	if err != nil {
		return nil, err
	}
	if in.writer, err = shape.Writer(); err != nil {
		return nil, err
	}
	if keys := shape.Keys(); len(keys) > 0 {
		if in.keyed, err = g.AddInput(in.writer.Schema, keys); err != nil {
			return nil, err
		}
		return in.keyed.Table(), nil
	}
	t, in.feed, err = g.AddFeed(plan.Source{Kind: "starling.NewInput"}, in.writer.Schema, engine.Append(), true)
	return t, err
}

// Table is the table.
func (in *Input[T]) Table() *Table { return in.table }

// Add puts rows into the table: all of one call come with the next update of the tables, in the order
// of the calls. While more wait for that than the tables take it waits too. The error names the
// row and the field that a column cannot hold, and then no row is put in; or it says why the table takes
// none any more.
func (in *Input[T]) Add(rows ...T) error { return in.AddContext(context.Background(), rows...) }

// AddContext is Add that waits no longer than ctx lasts; then the rows are not put in.
func (in *Input[T]) AddContext(ctx context.Context, rows ...T) error {
	f, err := in.frame(ctx, rows)
	if err != nil {
		return err
	}
	if in.keyed != nil {
		_, err = in.keyed.Add(f)
		return in.over(err)
	}
	if _, err := in.feed.Put(f.Cols, len(rows)); err != nil {
		return in.named(err)
	}
	in.feed.Flush()
	select {
	case <-in.feed.Done():
		return in.over(errors.New("the table takes no more rows"))
	default:
		return nil
	}
}

// Remove takes the rows with the keys of these out of the table; other fields do not matter, and
// neither does a key that is not there. A table without keys keeps its rows.
func (in *Input[T]) Remove(rows ...T) error {
	if in.keyed == nil {
		return in.named(errors.New("no field of its rows is a key, so they stay"))
	}
	all, err := in.frame(context.Background(), rows)
	if err != nil {
		return err
	}
	keys := &engine.Frame{Hi: all.Hi}
	for _, name := range in.writer.Keys() {
		at := in.keyed.Table().Position(name)
		keys.Schema, keys.Cols = append(keys.Schema, all.Schema[at]), append(keys.Cols, all.Cols[at])
	}
	_, err = in.keyed.Delete(keys)
	return in.over(err)
}

// frame is the rows as columns, once there is room for them.
func (in *Input[T]) frame(ctx context.Context, rows []T) (*engine.Frame, error) {
	cols, err := in.writer.Write(reflect.ValueOf(rows))
	if err == nil {
		err = in.room(ctx)
	}
	return &engine.Frame{Schema: in.writer.Schema, Cols: cols, Hi: len(rows)}, in.named(err)
}

// room waits until few rows wait for an update.
func (in *Input[T]) room(ctx context.Context) error {
	for {
		if err := in.table.s.usable(); err != nil {
			return ErrClosed
		}
		waiting, taken := in.waiting()
		if waiting < waitingMax {
			return nil
		}
		select {
		case <-taken:
		case <-in.table.s.in.Quiet():
		case <-ctx.Done():
			return fmt.Errorf("%d rows wait already: %w", waiting, context.Cause(ctx))
		}
	}
}

// waiting is how many rows wait for an update, and what is closed when it has come.
func (in *Input[T]) waiting() (rows int, taken <-chan struct{}) {
	if in.keyed != nil {
		return in.keyed.Waiting()
	}
	return in.feed.Waiting()
}

// over is the error of a table that takes no more rows: why it failed, if it did.
func (in *Input[T]) over(err error) error {
	if err != nil {
		if why := in.table.Err(); why != nil {
			return why
		}
	}
	return in.named(err)
}

// named is an error of the input.
func (in *Input[T]) named(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("starling: input %s: %w", in.table.name, err)
}
