package engine

import (
	"fmt"
	"math"
	"slices"
	"time"

	"starling/engine/column"
	"starling/engine/expr"
	"starling/engine/plan"
	"starling/engine/rowset"
	"starling/internal/wall"
)

// windowOp has a column beside those of its parent: whether the instant of a row is not longer
// ago than the window. Rows that are wait for the time at which they are not.
type windowOp struct {
	in     *Table
	from   int // the column of instants
	to     int // the result's column
	window int64
	is     *column.Store[int8]
	at     *column.Vec[int64] // of a bunch, as the next
	isNow  *column.Vec[int8]
	leaves expiries
}

var _ = builds(buildTimeWindow)

func buildTimeWindow(b *building, w plan.TimeWindow) (*Table, error) {
	t := b.in[0]
	at, err := t.positions([]string{w.Column})
	if err != nil {
		return nil, err
	}
	if err := expr.CheckName(w.Bool); err != nil {
		return nil, err
	}
	typ := t.Schema[at[0]].Type
	if typ.Kind != column.Instant && typ.Kind != column.Long {
		return nil, fmt.Errorf("the timestamp column, %s, is %s, want instants, or nanoseconds since 1970 as long", w.Column, typ)
	}
	boolean := column.Of(column.Bool)
	op := &windowOp{in: t, from: at[0], window: w.Window, at: column.NewVec[int64](typ.Kind), isNow: column.NewVec[int8](column.Bool), is: column.NewStoreOf[int8](boolean)}
	var made columnsOf
	made.add(slices.Clone(t.Schema), slices.Clone(t.Cols), ownDeps(t))
	made.set(column.Field{Name: w.Bool, Type: boolean}, op.is, Cols(at[0]))
	op.to = slices.IndexFunc(made.schema, func(f column.Field) bool { return f.Name == w.Bool })
	out, err := b.table(made.schema, made.cols)
	if err != nil {
		return nil, err
	}
	return b.add(op, out)
}

func (w *windowOp) Name() string { return "time_window" }

// Apply: the columns of the parent have their places in the result.
func (w *windowOp) Apply(in []*Update, out *Update) error {
	u, now := in[0], wall.Now().UnixNano()
	left := w.leave(rowset.Minus(w.in.Rows, u.Added), now)
	out.Removed, out.Added, out.Modified, out.Cols = u.Removed, u.Added, u.Modified, u.Cols.Minus(Cols(w.to))
	w.compute(u.Added, now)
	if u.Cols.Has(w.from) {
		w.compute(u.Modified, now)
		left = rowset.Union(left, u.Modified)
	} else if out.Cols.Empty() {
		out.Modified = rowset.Set{}
	}
	if !left.Empty() {
		out.Modified, out.Cols = rowset.Union(out.Modified, left), out.Cols.Union(Cols(w.to))
	}
	return nil
}

// compute says of rows whether they are in the window, and notes when those that are leave it.
func (w *windowOp) compute(rows rowset.Set, now int64) {
	for b := range bunches(rows) {
		w.in.heed()
		b.read(w.in.Cols[w.from], w.at, column.Cur)
		w.isNow.Reset()
		for i, at := range w.at.V {
			switch {
			case w.at.Null(i):
				w.isNow.AppendNull()
			case w.end(at) > now:
				w.isNow.Append(1)
				if !w.in.Attrs.Blink { // whose rows go before
					w.leaves.push(expiry{b.row(i), w.end(at)})
				}
			default:
				w.isNow.Append(0)
			}
		}
		b.write(w.is, w.isNow)
	}
}

// end is when an instant is out of the window.
func (w *windowOp) end(at int64) int64 {
	switch end := at + w.window; {
	case w.window > 0 && end < at:
		return math.MaxInt64
	case w.window < 0 && end > at:
		return math.MinInt64
	default:
		return end
	}
}

// leave is those of the rows that are in the window no more. What was noted of a row that went,
// or has another instant by now, does not count.
func (w *windowOp) leave(rows rowset.Set, now int64) rowset.Set {
	var gone []rowset.Row
	for len(w.leaves) > 0 && w.leaves[0].at <= now {
		e := w.leaves.pop()
		if !rows.Contains(e.row) {
			continue
		}
		w.at.Reset()
		w.in.Cols[w.from].Gather(w.at, []rowset.Row{e.row}, column.Cur)
		if !w.at.Null(0) && w.end(w.at.V[0]) == e.at {
			gone = append(gone, e.row)
		}
	}
	left := rowset.Of(gone...)
	for b := range bunches(left) {
		w.isNow.Reset()
		for range b.len() {
			w.isNow.Append(0)
		}
		b.write(w.is, w.isNow)
	}
	return left
}

// Due is when the next row leaves the window.
func (w *windowOp) Due() (time.Time, bool) {
	if len(w.leaves) == 0 || w.leaves[0].at == math.MaxInt64 {
		return time.Time{}, false
	}
	return time.Unix(0, w.leaves[0].at), true
}

// stirred: rows leave the window.
func (w *windowOp) stirred() bool {
	at, ok := w.Due()
	return ok && !at.After(wall.Now())
}

func (w *windowOp) Commit() {
	if w.in.Attrs.Ascending && !w.in.Rows.Empty() {
		w.is.Trim(w.in.Rows.First())
	}
	w.is.Commit()
}

func (w *windowOp) owned() []column.Writable { return []column.Writable{w.is} }

// Bytes is what the times take.
func (w *windowOp) Bytes() int { return 16 * cap(w.leaves) }
