package engine

import (
	"starling/engine/column"
	"starling/engine/rowset"
)

// pastOp is snapshot_when with history: a copy of the table for each row that comes to the
// trigger, one after the other, behind columns of that row.
type pastOp struct {
	*whenOp
	rows *copier
}

func (w *whenOp) buildHistory(b *building, fields []column.Field) (*Table, error) {
	op := &pastOp{whenOp: w, rows: newCopier(w.in)}
	var cols []column.Column
	for _, s := range w.stamps {
		cols = append(cols, s.to)
	}
	out, err := b.table(append(fields, w.in.Schema...), append(cols, op.rows.cols...))
	if err != nil {
		return nil, err
	}
	out.Order = nil
	return b.add(op, out)
}

// Apply: rows that the trigger loses or changes have had their snapshot.
func (p *pastOp) Apply(in []*Update, out *Update) error {
	first, n := p.rows.next, rowset.Row(p.in.Rows.Len())
	for _, r := range p.trigger.Ordered(nil, in[1].Added, column.Cur) {
		from := p.rows.next
		p.rows.take(p.in.Rows)
		for _, s := range p.stamps {
			s.last.Reset()
			p.trigger.Cols[s.from].Gather(s.last, []rowset.Row{r}, column.Cur)
		}
		for page := range rowset.Run(from, from+n).Pages() {
			for _, s := range p.stamps {
				s.to.Append(page.Row(0), s.times(page.Len()))
			}
		}
	}
	out.Added = rowset.Run(first, p.rows.next)
	return nil
}

func (p *pastOp) Commit() {
	for _, s := range p.owned() {
		s.Commit()
	}
}

func (p *pastOp) owned() (own []column.Writable) {
	for _, s := range p.stamps {
		own = append(own, s.to)
	}
	return append(own, p.rows.stores...)
}
