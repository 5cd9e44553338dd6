package simple

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"math"

	"starling/engine/column"
	"starling/specs/wire"
)

// notation says how the numbers of a simple spec are written.
type notation string

const (
	auto     notation = "auto"
	asBinary notation = "binary"
	asText   notation = "text"
)

// numberDecoder decodes a payload that is one number.
type numberDecoder struct {
	field column.Field
	dst   wire.Column
	asked notation // by the property
	taken notation // what is gone by
	width int      // bytes of the binary form
	num   wire.Number
}

// notationOf is the notation that the properties ask for.
func notationOf(props map[string]string) (notation, error) {
	s, ok := props[Format]
	switch n := notation(s); {
	case !ok:
		return auto, nil
	case n == auto, n == asBinary, n == asText:
		return n, nil
	}
	return "", fmt.Errorf(`property %q: %q is not supported, only "auto", "binary" or "text"`, Format, s)
}

// numberWidth is the bytes of the binary form of a kind of number, 0 for any other kind.
func numberWidth(k column.Kind) int {
	switch k {
	case column.Byte:
		return 1
	case column.Short:
		return 2
	case column.Int, column.Float:
		return 4
	case column.Long, column.Double:
		return 8
	}
	return 0
}

func newNumberDecoder(f column.Field, dst wire.Column, n notation) *numberDecoder {
	return &numberDecoder{field: f, dst: dst, asked: n, taken: n, width: numberWidth(f.Type.Kind)}
}

// Use implements ChoosingDecoder.
func (d *numberDecoder) Use(c wire.Choice) {
	if d.asked == auto {
		d.taken = cmp.Or(notation(c.Way), auto)
	}
}

func (d *numberDecoder) Decode(rec []byte) error {
	if rec == nil {
		d.dst.Dst.AppendNull()
		return nil
	}
	if d.taken == auto {
		d.taken = d.alone(rec)
	}
	switch {
	case d.taken != asBinary:
		return d.text(rec)
	case len(rec) != d.width:
		return d.bad(rec, fmt.Sprintf("is %d bytes long, a binary %s has %d", len(rec), wire.TypeName(d.field.Type), d.width))
	}
	d.binary(rec)
	return nil
}

// alone is the notation that a payload speaks for, without others.
func (d *numberDecoder) alone(rec []byte) notation {
	e := evidence{num: numberDecoder{field: d.field, width: d.width}}
	e.see(rec)
	return e.notation()
}

// readable reports whether a payload is a number as text, whether or not it fits the column.
func (d *numberDecoder) readable(rec []byte) bool {
	switch d.field.Type.Kind {
	case column.Float, column.Double:
		_, ok := d.num.ParseDouble(rec)
		return ok
	}
	return d.num.Parse(rec)
}

// binary appends a big-endian number; the sentinels among them are null.
func (d *numberDecoder) binary(rec []byte) {
	switch c := &d.dst; c.Kind {
	case column.Byte:
		c.I8.V = append(c.I8.V, int8(rec[0]))
	case column.Short:
		c.I16.V = append(c.I16.V, int16(binary.BigEndian.Uint16(rec)))
	case column.Int:
		c.I32.V = append(c.I32.V, int32(binary.BigEndian.Uint32(rec)))
	case column.Long:
		c.I64.V = append(c.I64.V, int64(binary.BigEndian.Uint64(rec)))
	case column.Float:
		c.F32.V = append(c.F32.V, math.Float32frombits(binary.BigEndian.Uint32(rec)))
	case column.Double:
		c.F64.V = append(c.F64.V, math.Float64frombits(binary.BigEndian.Uint64(rec)))
	}
}

func (d *numberDecoder) text(rec []byte) error {
	if why := d.dst.NumberText(rec, &d.num); why != "" {
		return d.bad(rec, why)
	}
	return nil
}

// bad reports a payload. If it could be read the other way, that is said.
func (d *numberDecoder) bad(rec []byte, why string) error {
	switch {
	case d.asked != auto:
	case d.taken == asText && len(rec) == d.width, d.taken == asBinary && d.readable(rec):
		why += "; " + d.taken.instead()
	case d.taken == auto && len(rec) == d.width:
		why += fmt.Sprintf("; {%q: %q} reads binary numbers", Format, asBinary)
	}
	return wire.BadValue("", d.field, wire.Quote(rec), why)
}
