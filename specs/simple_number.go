package specs

import (
	"encoding/binary"
	"fmt"
	"math"

	"starling/engine/column"
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
	field    column.Field
	dst      column.Builder
	notation notation
	width    int // bytes of the binary form
	num      number
}

// notationOf is the notation that the properties ask for.
func notationOf(props map[string]string) (notation, error) {
	s, ok := props[SimpleFormat]
	switch n := notation(s); {
	case !ok:
		return auto, nil
	case n == auto, n == asBinary, n == asText:
		return n, nil
	}
	return "", fmt.Errorf(`property %q: %q is not supported, only "auto", "binary" or "text"`, SimpleFormat, s)
}

func newNumberDecoder(f column.Field, dst column.Builder, n notation) *numberDecoder {
	d := &numberDecoder{field: f, dst: dst, notation: n}
	switch f.Type.Kind {
	case column.Short:
		d.width = 2
	case column.Int, column.Float:
		d.width = 4
	default:
		d.width = 8
	}
	return d
}

func (d *numberDecoder) Decode(rec []byte) error {
	switch {
	case rec == nil:
		d.dst.AppendNull()
		return nil
	case d.isText(rec):
		return d.text(rec)
	case len(rec) != d.width:
		return d.bad(rec, fmt.Sprintf("is %d bytes long, a binary %s has %d", len(rec), typeName(d.field.Type), d.width))
	}
	d.binary(rec)
	return nil
}

// isText decides between the notations. Any eight bytes are a binary double; those
// that are all characters of numbers, "135.6000", are a double near 1e-71 that nobody
// sends, so they are text.
func (d *numberDecoder) isText(rec []byte) bool {
	if d.notation != auto {
		return d.notation == asText
	}
	if len(rec) != d.width {
		return true
	}
	if d.field.Type.Kind != column.Double {
		return false
	}
	for _, c := range rec {
		if c-'0' > 9 && c != '.' && c != '-' && c != '+' && c|0x20 != 'e' {
			return false
		}
	}
	return true
}

// binary appends a big-endian number; the sentinels among them are null.
func (d *numberDecoder) binary(rec []byte) {
	switch dst := d.dst.(type) {
	case *column.Vec[int16]:
		dst.V = append(dst.V, int16(binary.BigEndian.Uint16(rec)))
	case *column.Vec[int32]:
		dst.V = append(dst.V, int32(binary.BigEndian.Uint32(rec)))
	case *column.Vec[int64]:
		dst.V = append(dst.V, int64(binary.BigEndian.Uint64(rec)))
	case *column.Vec[float32]:
		dst.V = append(dst.V, math.Float32frombits(binary.BigEndian.Uint32(rec)))
	case *column.Vec[float64]:
		dst.V = append(dst.V, math.Float64frombits(binary.BigEndian.Uint64(rec)))
	}
}

func (d *numberDecoder) text(rec []byte) error {
	switch dst := d.dst.(type) {
	case *column.Vec[float32]:
		x, ok := d.num.parseFloat(rec)
		if !ok {
			return d.bad(rec, notNumber)
		}
		dst.V = append(dst.V, x)
		return nil
	case *column.Vec[float64]:
		x, ok := d.num.parseDouble(rec)
		if !ok {
			return d.bad(rec, notNumber)
		}
		dst.V = append(dst.V, x)
		return nil
	}
	if !d.num.parse(rec) {
		return d.bad(rec, notNumber)
	}
	v, why := d.num.whole(d.field.Type.Kind)
	if why != "" {
		return d.bad(rec, why)
	}
	switch dst := d.dst.(type) {
	case *column.Vec[int16]:
		dst.V = append(dst.V, int16(v))
	case *column.Vec[int32]:
		dst.V = append(dst.V, int32(v))
	case *column.Vec[int64]:
		dst.V = append(dst.V, v)
	}
	return nil
}

func (d *numberDecoder) bad(rec []byte, why string) error {
	return badValue("", d.field, quote(rec), why)
}
