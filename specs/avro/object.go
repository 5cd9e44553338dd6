package avro

import (
	"fmt"

	"starling/engine/column"
	"starling/specs/wire"
)

// object reads a value as an object; nil is null.
func (d *decoder) object(n *node, depth int) any {
	n = d.branch(n)
	if n == nil || !d.deep(depth) || !d.spend(1) {
		return nil
	}
	switch n.code {
	case toNull:
		return nil
	case toArray:
		return d.array(n, depth+1)
	case toMap:
		return d.mapping(n, depth+1)
	case toRecord:
		return d.recordOf(n, depth+1)
	}
	v := d.single(n)
	if d.err != nil {
		return nil
	}
	return v
}

// branch is n, or its branch that comes next; nil after a failure.
func (d *input) branch(n *node) *node {
	for depth := 0; n.branches != nil; depth++ {
		b := d.long()
		if b < 0 || b >= int64(len(n.branches)) {
			d.fail(fmt.Errorf("branch %d of a union of %d", b, len(n.branches)))
			return nil
		}
		n = n.branches[b]
	}
	if n.err != nil {
		d.fail(n.err)
	}
	if d.err != nil {
		return nil
	}
	return n
}

// single reads a single value.
func (d *decoder) single(n *node) any {
	switch n.code {
	case toBool:
		return d.bool() != 0
	case toInt:
		return d.int()
	case toLong:
		return d.long()
	case intToLong:
		return int64(d.int())
	case toInstant:
		return wire.Instant(d.instant(n.n))
	case toFloat:
		return d.float()
	case wholeToFloat:
		return float32(d.long())
	case toDouble:
		return d.double()
	case floatToDouble:
		return float64(d.float())
	case wholeToDouble:
		return float64(d.long())
	case toText, toSymbol, fixedToUUID:
		return d.textOf(n)
	case toBytes:
		return append([]byte{}, d.bytes()...)
	case fixedToBytes:
		return append([]byte{}, d.take(n.n)...)
	case toDecimal:
		return d.decimal(d.bytes(), n)
	case fixedToDecimal:
		return d.decimal(d.take(int64(n.size)), n)
	}
	panic(fmt.Sprintf("specs: avro code %d is no value", n.code))
}

// decimal is the decimal whose number is raw.
func (d *decoder) decimal(raw []byte, n *node) column.Decimal {
	if len(raw) > column.MaxDigitBytes {
		d.fail(fmt.Errorf("a decimal of %d bytes, more than the %d that %d digits take", len(raw), column.MaxDigitBytes, column.MaxDigits))
		return column.Decimal{}
	}
	return column.DecimalOfTwos(raw, int(n.n))
}

// TextOf reads a value that is text.
func (d *decoder) textOf(n *node) string {
	switch n.code {
	case toSymbol:
		symbol := d.symbol(n.symbols)
		d.spend(len(symbol) / wire.DefaultBytes)
		return string(symbol)
	case fixedToUUID:
		return string(wire.AppendUUID(nil, d.take(n.n)))
	}
	return string(wire.AppendText(nil, d.bytes()))
}

// array reads an array within an object: of single values as a slice of them, else of objects.
func (d *decoder) array(n *node, depth int) any {
	switch n.item {
	case column.Bool:
		return items(d, n, column.NullByte, func(n *node) int8 { return d.bool() })
	case column.Int:
		return items(d, n, column.NullInt, func(n *node) int32 { return d.int() })
	case column.Long:
		return items(d, n, column.NullLong, d.longOf)
	case column.Float:
		return items(d, n, column.NullFloat, d.floatOf)
	case column.Double:
		return items(d, n, column.NullDouble, d.doubleOf)
	case column.String:
		return items(d, n, column.NullString, d.textOf)
	}
	out := []any{}
	d.items(func() {
		out = append(out, d.object(n.elem, depth))
	})
	return out
}

func (d *decoder) longOf(n *node) int64 {
	if n.code == intToLong {
		return int64(d.int())
	}
	return d.long()
}

func (d *decoder) floatOf(n *node) float32 {
	if n.code == wholeToFloat {
		return float32(d.long())
	}
	return d.float()
}

func (d *decoder) doubleOf(n *node) float64 {
	switch n.code {
	case wholeToDouble:
		return float64(d.long())
	case floatToDouble:
		return float64(d.float())
	}
	return d.double()
}

// items reads an array of single values or nulls.
func items[T any](d *decoder, n *node, null T, item func(n *node) T) []T {
	out := []T{}
	d.items(func() {
		switch x := d.branch(n.elem); {
		case x == nil:
		case x.code == toNull:
			out = append(out, null)
		default:
			out = append(out, item(x))
		}
	})
	return out
}

// items calls read for every item of an array or map.
func (d *input) items(read func()) {
	for {
		count, _ := d.block()
		if count == 0 {
			return
		}
		for ; count > 0; count-- {
			from := d.i
			if read(); !d.spent(from) {
				return
			}
		}
	}
}

// fewKeys is up to how many keys of a map a walk finds one soon enough.
const fewKeys = 8

// mapping reads a map. Of a key that is there twice the last value counts.
func (d *decoder) mapping(n *node, depth int) any {
	m := &wire.Map{Keys: []any{}, Values: []any{}}
	var index map[string]int
	d.items(func() {
		key := string(wire.AppendText(nil, d.bytes()))
		v := d.object(n.elem, depth)
		at, known := -1, false
		if index != nil {
			at, known = index[key]
		} else {
			for i, k := range m.Keys {
				if k == any(key) {
					at, known = i, true
				}
			}
		}
		if known {
			m.Values[at] = v
			return
		}
		m.Keys, m.Values = append(m.Keys, key), append(m.Values, v)
		switch {
		case index != nil:
			index[key] = len(m.Keys) - 1
		case len(m.Keys) > fewKeys:
			index = make(map[string]int, 4*fewKeys)
			for i, k := range m.Keys {
				index[k.(string)] = i
			}
		}
	})
	return m
}

// recordOf reads a record.
func (d *decoder) recordOf(n *node, depth int) any {
	r := &wire.Record{Names: n.names, Values: make([]any, len(n.names))}
	for i := range n.parts {
		p := &n.parts[i]
		switch {
		case p.data != nil:
			d.spend(len(p.data) / wire.DefaultBytes)
			p0, i0 := d.p, d.i
			d.p, d.i = p.data, 0
			v := d.object(p.node, depth)
			if d.err == nil {
				d.p, d.i = p0, i0
			}
			r.Values[p.to] = v
		case p.to < 0:
			d.skip(p.skip, depth)
		default:
			r.Values[p.to] = d.object(p.node, depth)
		}
		if d.err != nil {
			d.err = &pathError{p.name, d.err}
			return nil
		}
	}
	return r
}
