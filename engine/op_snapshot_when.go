package engine

import (
	"errors"
	"fmt"

	"starling/engine/column"
	"starling/engine/plan"
	"starling/engine/rowset"
)

// whenOp shows a table as it was when another last changed. Between two changes it notes which
// rows changed, and copies just these, under their numbers. A table with an order has new
// numbers each time, since labels cannot be kept.
type whenOp struct {
	in, out     *Table
	trigger     *Table
	stamps      []stamp
	copies      []column.Writable // of the table's columns
	buf         []column.Vector   // by column of copies
	since       since
	initial     bool
	incremental bool
	built       bool
}

// stamp is a column of the trigger's last row.
type stamp struct {
	from int // in the trigger
	last column.Vector
	buf  column.Vector
	to   column.Writable
	kept column.Writable // by row of the table, where the result has other numbers; else nil
}

// since is what happened to a table since a moment.
type since struct {
	gone, fresh, modified rowset.Set
	cols                  ColSet
}

// add adds an update. A row that went and came back is in gone and in fresh.
func (s *since) add(u *Update) {
	s.gone = rowset.Union(s.gone, u.Removed)
	s.fresh = rowset.Union(rowset.Minus(s.fresh, u.Removed), u.Added)
	s.modified = rowset.Union(rowset.Minus(s.modified, u.Removed), u.Modified)
	s.cols = s.cols.Union(u.Cols)
}

var _ = builds(buildSnapshotWhen)

func buildSnapshotWhen(b *building, w plan.SnapshotWhen) (*Table, error) {
	if w.History && (w.Initial || w.Incremental) {
		return nil, errors.New("history takes neither initial nor incremental: each row that comes has a snapshot, those that are there too")
	}
	t, trigger := b.in[0], b.in[1]
	if len(w.Stamp) == 0 {
		w.Stamp = Names(trigger.names())
	}
	olds := make([]string, len(w.Stamp))
	for i, p := range w.Stamp {
		olds[i] = p.Old
	}
	at, err := trigger.positions(olds)
	if err != nil {
		return nil, fmt.Errorf("stamp_cols: %w", err)
	}
	op := &whenOp{in: t, trigger: trigger, initial: w.Initial, incremental: w.Incremental}
	var fields []column.Field
	for i, p := range w.Stamp {
		typ := trigger.Schema[at[i]].Type
		fields = append(fields, column.Field{Name: p.New, Type: typ})
		s := stamp{from: at[i], last: column.NewVector(typ), buf: column.NewVector(typ), to: column.NewStore(typ)}
		if t.Order != nil && op.incremental {
			s.kept = column.NewStore(typ)
		}
		op.stamps = append(op.stamps, s)
	}
	if w.History {
		return op.buildHistory(b, fields)
	}
	var cols []column.Column
	for _, f := range t.Schema {
		s := column.NewStore(f.Type)
		op.copies, op.buf, cols = append(op.copies, s), append(op.buf, column.NewVector(f.Type)), append(cols, s)
	}
	for _, s := range op.stamps {
		cols = append(cols, s.to)
	}
	out, err := b.table(append(t.Schema[:len(t.Schema):len(t.Schema)], fields...), cols)
	if err != nil {
		return nil, err
	}
	op.out, out.Order = out, nil
	return b.add(op, out)
}

func (w *whenOp) Name() string { return "snapshot_when" }

func (w *whenOp) Apply(in []*Update, out *Update) error {
	w.since.add(in[0])
	if w.built && in[1].Empty() {
		return nil
	}
	built := w.built
	w.built = true
	if !built && !w.initial {
		return nil
	}
	w.look()
	if w.in.Order != nil {
		w.renew(out)
	} else {
		w.follow(out)
	}
	w.since = since{}
	return nil
}

// look reads the last row of the trigger; without one all is null.
func (w *whenOp) look() {
	n := w.trigger.Rows.Len()
	rows := w.trigger.window(max(n-1, 0), n)
	for _, s := range w.stamps {
		s.last.Reset()
		if len(rows) == 0 {
			s.last.AppendNull()
		} else {
			w.trigger.Cols[s.from].Gather(s.last, rows, column.Cur)
		}
	}
}

// follow copies what changed.
func (w *whenOp) follow(out *Update) {
	gone, fresh := w.since.gone, w.since.fresh
	out.Removed = rowset.Intersect(gone, w.out.prev)
	out.Added = fresh
	stay := rowset.Minus(w.out.prev, out.Removed)
	changed := rowset.Intersect(w.since.modified, stay)
	for b := range bunches(rowset.Union(fresh, changed)) {
		w.in.heed()
		for i, c := range w.copies {
			b.read(w.in.Cols[i], w.buf[i], column.Cur)
			b.write(c, w.buf[i])
		}
	}
	out.Modified, out.Cols = changed, w.since.cols
	if !w.incremental {
		out.Modified = stay
	}
	for b := range bunches(rowset.Union(fresh, out.Modified)) {
		for _, s := range w.stamps {
			b.write(s.to, s.times(b.len()))
		}
	}
	for i := range w.stamps {
		out.Cols = out.Cols.Union(Cols(len(w.copies) + i))
	}
	if out.Modified.Empty() || out.Cols.Empty() {
		out.Modified, out.Cols = rowset.Set{}, ColSet{}
	}
}

// times is n times the value.
func (s *stamp) times(n int) column.Vector {
	s.buf.Reset()
	for range n {
		s.buf.AppendFrom(s.last, 0)
	}
	return s.buf
}

// renew copies all rows, in table order, under numbers from 0 on.
func (w *whenOp) renew(out *Update) {
	for b := range bunches(rowset.Union(w.since.fresh, w.since.modified)) {
		for _, s := range w.stamps {
			if s.kept != nil {
				b.write(s.kept, s.times(b.len()))
			}
		}
	}
	rows := w.in.Ordered(nil, w.in.Rows, column.Cur)
	out.Removed, out.Added = w.out.prev, rowset.Run(0, rowset.Row(len(rows)))
	for p := range out.Added.Pages() {
		w.in.heed()
		of := rows[p.Row(0):][:p.Len()]
		for i, c := range w.copies {
			w.buf[i].Reset()
			w.in.Cols[i].Gather(w.buf[i], of, column.Cur)
			c.Put(p, w.buf[i])
		}
		for _, s := range w.stamps {
			if s.kept == nil {
				s.to.Put(p, s.times(p.Len()))
				continue
			}
			s.buf.Reset()
			s.kept.Gather(s.buf, of, column.Cur)
			s.to.Put(p, s.buf)
		}
	}
}

func (w *whenOp) Commit() {
	trim := w.in.Attrs.Ascending && w.in.Order == nil && !w.out.Rows.Empty()
	for _, s := range w.owned() {
		if trim {
			s.Trim(w.out.Rows.First())
		}
		s.Commit()
	}
}

func (w *whenOp) owned() []column.Writable {
	own := w.copies[:len(w.copies):len(w.copies)]
	for _, s := range w.stamps {
		own = append(own, s.to)
		if s.kept != nil {
			own = append(own, s.kept)
		}
	}
	return own
}
