package json

import (
	"fmt"

	"starling/engine/column"
	"starling/specs/wire"
)

// objectArray is an array of like elements, each column's gathered in a builder.
type objectArray struct {
	item *objectNode
	cuts []arrayCut
}

// arrayCut is a column of arrays and the builder of their elements: that of the column, or
// of bytes, of the array being read.
type arrayCut struct {
	from, to column.Builder
}

// array reads the array at i.
func (d *objectDecoder) array(a *objectArray, i, depth int) int {
	i = d.blank(i + 1)
	more := true
	if i < len(d.p) && d.p[i] == ']' {
		i, more = i+1, false
	}
	for more {
		if i = d.value(a.item, i, depth); i < 0 {
			return -1
		}
		i, more = d.next(i, ']')
	}
	if i >= 0 {
		cut(a.cuts)
	}
	return i
}

// cut makes arrays of the elements; those of bytes are Bytes.
func cut(cuts []arrayCut) {
	for _, c := range cuts {
		if l, ok := c.to.(*column.ListBuilder); ok {
			l.Commit()
			continue
		}
		t := c.to.(*column.Text)
		for _, x := range c.from.(*column.Vec[int8]).V {
			t.Buf = append(t.Buf, byte(x))
		}
		t.Commit()
		c.from.Reset()
	}
}

// tuple reads the array at i, which has as many elements as n.
func (d *objectDecoder) tuple(n *objectNode, i, depth int) int {
	start := i
	i = d.blank(i + 1)
	more := i >= len(d.p) || d.p[i] != ']'
	if !more {
		i++
	}
	count := 0
	for ; more; count++ {
		if count < len(n.tuple) {
			i = d.value(n.tuple[count], i, depth)
		} else {
			i = d.skip(i, depth, &d.num)
		}
		if i < 0 {
			return -1
		}
		i, more = d.next(i, ']')
	}
	if i >= 0 && count != len(n.tuple) {
		d.bad = n.error(wire.Quote(d.p[start:i]), fmt.Sprintf("has length %d, not %d", count, len(n.tuple)))
		return -1
	}
	return i
}

// objectEntries is an object of any fields.
type objectEntries struct {
	key, value *objectNode
	cuts       []arrayCut
}

// entries reads the object at i.
func (d *objectDecoder) entries(e *objectEntries, i, depth int) int {
	i = d.blank(i + 1)
	more := true
	if i < len(d.p) && d.p[i] == '}' {
		i, more = i+1, false
	}
	for more {
		if i >= len(d.p) || d.p[i] != '"' {
			return d.fail(i, "expected a field")
		}
		end := d.str(i)
		if end < 0 || d.fromString(e.key, i, end) < 0 {
			return -1
		}
		if i = d.colon(end); i < 0 {
			return -1
		}
		if i = d.value(e.value, i, depth); i < 0 {
			return -1
		}
		i, more = d.next(i, '}')
	}
	if i >= 0 {
		cut(e.cuts)
	}
	return i
}

// objectTypes is an object whose fields depend on the text in one of them.
type objectTypes struct {
	objectLeaf // of that text
	field      string
	byName     map[string]*objectType
	shared     []objectSink
	types      []*objectType
	closed     bool
}

type objectType struct {
	object *objectFields
	own    []objectSink // besides the shared ones
}

// typed reads the object at i.
func (d *objectDecoder) typed(n *objectNode, i, depth int) int {
	t := n.typed
	at := d.find(t.field, i, depth)
	if at < 0 {
		return -1
	}
	if at == 0 {
		end := d.skip(i, depth-1, &d.num)
		d.bad = n.error(wire.Quote(d.p[i:end]), fmt.Sprintf("has no field %q, which tells its type", t.field))
		return -1
	}
	is, ok := d.typeOf(n, at, depth)
	if !ok {
		return -1
	}
	for _, other := range t.types {
		if other != is {
			appendNulls(other.own)
		}
	}
	if is != nil {
		return d.object(is.object, i, depth)
	}
	appendNulls(t.shared)
	return d.skip(i, depth-1, &d.num)
}

// typeOf reads the value at i, which tells the type of an object; nil is an unknown one.
func (d *objectDecoder) typeOf(n *objectNode, i, depth int) (*objectType, bool) {
	t := n.typed
	end, is := d.token(i, depth)
	if end < 0 {
		return nil, false
	}
	text := d.p[i:end]
	switch is {
	case String:
		if !d.utf8(i, end) {
			return nil, false
		}
		text = d.unquote(i, end)
		t.Text.Append(text)
	case Int:
		t.Text.Append(text)
	case Null:
		t.Dst.AppendNull()
	default:
		d.bad = n.error(wire.Quote(text), fmt.Sprintf("in field %q %s, not a string", t.field, isA(is)))
		return nil, false
	}
	found := t.byName[string(text)]
	if is == Null {
		found = nil
	}
	if found == nil && t.closed {
		d.bad = n.error(wire.Quote(text), fmt.Sprintf("in field %q is an unknown type, which needs allow_unknown_types=True", t.field))
		return nil, false
	}
	return found, true
}

// find is the index of a field's value in the object at i, 0 if it has none.
func (d *objectDecoder) find(name string, i, depth int) int {
	i = d.blank(i + 1)
	if i < len(d.p) && d.p[i] == '}' {
		return 0
	}
	for {
		if i >= len(d.p) || d.p[i] != '"' {
			return d.fail(i, "expected a field")
		}
		end := d.str(i)
		if end < 0 {
			return -1
		}
		found := string(d.unquote(i, end)) == name
		if i = d.colon(end); i < 0 {
			return -1
		}
		if i >= len(d.p) {
			return d.fail(i, "expected a value")
		}
		if found {
			return i
		}
		if i = d.skip(i, depth, &d.num); i < 0 {
			return -1
		}
		var more bool
		if i, more = d.next(i, '}'); !more {
			return min(i, 0)
		}
	}
}
