package avro

import (
	"starling/engine/column"
	"starling/specs/wire"
)

// list reads an array, or null, as the next list of a column.
func (d *decoder) list(l *column.ListBuilder, n *node) {
	if n = d.branch(n); n == nil || !d.spend(1) {
		return
	}
	if n.code == toNull {
		l.AppendNull()
		return
	}
	e := wire.Bind(l.Elems)
	d.items(func() { d.element(&e, n.elem) })
	if d.err == nil {
		l.Commit()
	}
}

// element reads an element of an array in a column.
func (d *decoder) element(e *wire.Column, n *node) {
	if e.Kind == column.Object {
		e.Obj.Append(d.object(n, 1))
		return
	}
	switch n = d.branch(n); {
	case n == nil:
		return
	case n.code == toNull:
		e.Dst.AppendNull()
		return
	}
	switch e.Kind {
	case column.Bool:
		e.I8.Append(d.bool())
	case column.Int:
		e.I32.Append(d.int())
	case column.Long:
		e.I64.Append(d.longOf(n))
	case column.Instant:
		e.I64.Append(d.instant(n.n))
	case column.Float:
		e.F32.Append(d.floatOf(n))
	case column.Double:
		e.F64.Append(d.doubleOf(n))
	case column.String:
		d.textTo(e.Text, n)
	}
}

// textTo reads a text.
func (d *decoder) textTo(t *column.Text, n *node) {
	switch n.code {
	case toSymbol:
		symbol := d.symbol(n.symbols)
		d.spend(len(symbol) / wire.DefaultBytes)
		t.Append(symbol)
	case fixedToUUID:
		t.Buf = wire.AppendUUID(t.Buf, d.take(n.n))
		t.Commit()
	default:
		t.Buf = wire.AppendText(t.Buf, d.bytes())
		t.Commit()
	}
}
