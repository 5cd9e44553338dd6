package specs

import (
	"fmt"

	"starling/engine/column"
	"starling/specs/wire"
)

// object reads a value as an object; nil is null.
func (d *avroDecoder) object(n *avroNode, depth int) any {
	n = d.branch(n)
	if n == nil || !d.deep(depth) || !d.spend(1) {
		return nil
	}
	switch n.code {
	case avroToNull:
		return nil
	case avroToArray:
		return d.array(n, depth+1)
	case avroToMap:
		return d.mapping(n, depth+1)
	case avroToRecord:
		return d.recordOf(n, depth+1)
	}
	v := d.single(n)
	if d.err != nil {
		return nil
	}
	return v
}

// branch is n, or its branch that comes next; nil after a failure.
func (d *avroInput) branch(n *avroNode) *avroNode {
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
func (d *avroDecoder) single(n *avroNode) any {
	switch n.code {
	case avroToBool:
		return d.bool() != 0
	case avroToInt:
		return d.int()
	case avroToLong:
		return d.long()
	case avroIntToLong:
		return int64(d.int())
	case avroToInstant:
		return wire.Instant(d.instant(n.n))
	case avroToFloat:
		return d.float()
	case avroWholeToFloat:
		return float32(d.long())
	case avroToDouble:
		return d.double()
	case avroFloatToDouble:
		return float64(d.float())
	case avroWholeToDouble:
		return float64(d.long())
	case avroToText, avroToSymbol, avroFixedToUUID:
		return d.textOf(n)
	case avroToBytes:
		return append([]byte{}, d.bytes()...)
	case avroFixedToBytes:
		return append([]byte{}, d.take(n.n)...)
	case avroToDecimal:
		return d.decimal(d.bytes(), n)
	case avroFixedToDecimal:
		return d.decimal(d.take(int64(n.size)), n)
	}
	panic(fmt.Sprintf("specs: avro code %d is no value", n.code))
}

// decimal is the decimal whose number is raw.
func (d *avroDecoder) decimal(raw []byte, n *avroNode) column.Decimal {
	if len(raw) > column.MaxDigitBytes {
		d.fail(fmt.Errorf("a decimal of %d bytes, more than the %d that %d digits take", len(raw), column.MaxDigitBytes, column.MaxDigits))
		return column.Decimal{}
	}
	return column.DecimalOfTwos(raw, int(n.n))
}

// TextOf reads a value that is text.
func (d *avroDecoder) textOf(n *avroNode) string {
	switch n.code {
	case avroToSymbol:
		symbol := d.symbol(n.symbols)
		d.spend(len(symbol) / wire.DefaultBytes)
		return string(symbol)
	case avroFixedToUUID:
		return string(wire.AppendUUID(nil, d.take(n.n)))
	}
	return string(wire.AppendText(nil, d.bytes()))
}

// array reads an array: of single values as a slice of them, else of objects.
func (d *avroDecoder) array(n *avroNode, depth int) any {
	switch n.item {
	case column.Bool:
		return avroItems(d, n, column.NullByte, func(n *avroNode) int8 { return d.bool() })
	case column.Int:
		return avroItems(d, n, column.NullInt, func(n *avroNode) int32 { return d.int() })
	case column.Long:
		return avroItems(d, n, column.NullLong, func(n *avroNode) int64 {
			if n.code == avroIntToLong {
				return int64(d.int())
			}
			return d.long()
		})
	case column.Instant:
		if d.instants && depth == 1 {
			return avroItems(d, n, column.NullLong, func(n *avroNode) int64 { return d.instant(n.n) })
		}
	case column.Float:
		return avroItems(d, n, column.NullFloat, func(n *avroNode) float32 {
			if n.code == avroWholeToFloat {
				return float32(d.long())
			}
			return d.float()
		})
	case column.Double:
		return avroItems(d, n, column.NullDouble, d.doubleOf)
	case column.String:
		return avroItems(d, n, column.NullString, d.textOf)
	}
	out := []any{}
	d.items(func() {
		out = append(out, d.object(n.elem, depth))
	})
	return out
}

func (d *avroDecoder) doubleOf(n *avroNode) float64 {
	switch n.code {
	case avroWholeToDouble:
		return float64(d.long())
	case avroFloatToDouble:
		return float64(d.float())
	}
	return d.double()
}

// avroItems reads an array of single values or nulls.
func avroItems[T any](d *avroDecoder, n *avroNode, null T, item func(n *avroNode) T) []T {
	out := []T{}
	d.items(func() {
		switch x := d.branch(n.elem); {
		case x == nil:
		case x.code == avroToNull:
			out = append(out, null)
		default:
			out = append(out, item(x))
		}
	})
	return out
}

// items calls read for every item of an array or map.
func (d *avroInput) items(read func()) {
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
func (d *avroDecoder) mapping(n *avroNode, depth int) any {
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
func (d *avroDecoder) recordOf(n *avroNode, depth int) any {
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
