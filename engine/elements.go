package engine

import (
	"sync"

	"starling/engine/column"
	"starling/engine/rowset"
)

// listBuf reads columns of lists. Those of bytes, which are kept as text is, become lists of them.
type listBuf struct {
	raw   column.Vector
	lists *column.Lists
}

func newListBuf(t column.Type) *listBuf {
	b := &listBuf{raw: column.NewVector(t)}
	if l, ok := b.raw.(*column.Lists); ok {
		b.lists = l
	} else {
		b.lists = column.NewLists(column.GroupOf(column.Of(column.Byte)))
	}
	return b
}

// read is the lists of rows, valid until the next call.
func (b *listBuf) read(c column.Column, rows []rowset.Row, when column.When) *column.Lists {
	b.raw.Reset()
	c.Gather(b.raw, rows, when)
	if texts, ok := b.raw.(*column.Vec[string]); ok {
		b.lists.Reset()
		for _, x := range texts.V {
			if column.IsNullString(x) {
				b.lists.AppendNull()
				continue
			}
			bytes := b.lists.Open().(*column.Vec[int8])
			for i := range len(x) {
				bytes.Append(int8(x[i]))
			}
			b.lists.Close()
		}
	}
	return b.lists
}

// listColumn is a column of lists of a table, as of now and as of before the cycle.
type listColumn struct {
	at       int // its position
	now, was *listBuf
}

func (l *listColumn) read(t *Table, rows []rowset.Row, when column.When) *column.Lists {
	if when == column.Cur {
		return l.now.read(t.Cols[l.at], rows, when)
	}
	return l.was.read(t.Cols[l.at], rows, when)
}

// elementsOf is a column of the elements of lists.
type elementsOf struct {
	op         *ungroupOp
	src        column.Column
	list, elem column.Type
	bufs       sync.Pool // of *listBuf, so that it can be read by several nodes at once
}

func (c *elementsOf) Type() column.Type { return c.elem }

func (c *elementsOf) Fill(dst column.Vector, p rowset.Page, when column.When) {
	rows := borrowRows()
	rows.V = p.AppendRows(rows.V)
	c.Gather(dst, rows.V, when)
	rowBufs.Put(rows)
}

func (c *elementsOf) Gather(dst column.Vector, rows []rowset.Row, when column.When) {
	parents, some, firsts := borrowRows(), borrowRows(), borrowRows()
	defer func() { rowBufs.Put(parents); rowBufs.Put(some); rowBufs.Put(firsts) }()
	c.op.of.Gather(parents, rows, when)
	for i, r := range parents.V {
		if r < 0 { // of no slot
			r = rowset.None
		}
		if i == 0 || r != parents.V[i-1] {
			some.Append(r)
		}
		parents.V[i] = r
	}
	c.op.first.Gather(firsts, some.V, when)
	buf, ok := c.bufs.Get().(*listBuf)
	if !ok {
		buf = newListBuf(c.list)
	}
	defer c.bufs.Put(buf)
	lists := buf.read(c.src, some.V, when)
	for i, k := 0, 0; i < len(rows); k++ {
		lo, hi, _ := lists.At(k)
		lo, _ = c.op.part.of(lo, hi)
		for of := parents.V[i]; i < len(rows) && parents.V[i] == of; {
			if of == rowset.None {
				dst.AppendNull()
				i++
				continue
			}
			n := 1
			for i+n < len(rows) && parents.V[i+n] == of && rows[i+n] == rows[i]+rowset.Row(n) {
				n++
			}
			at := lo + int(rows[i]-firsts.V[k])
			dst.AppendRange(lists.Elems(), at, at+n)
			i += n
		}
	}
}
