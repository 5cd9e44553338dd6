package simple

import (
	"context"
	"encoding/binary"
	"math"

	"starling/engine/column"
	"starling/specs/wire"
)

// Writer writes one column as the whole key or value: numbers big-endian, text
// as UTF-8, bytes as they are, null as Kafka's null.
func Writer(col string) wire.Writer { return writer{col} }

// WriterOptions is what a Writer is made with.
type WriterOptions struct{ Column string }

type writer struct{ col string }

// Spec is the column.
func (w writer) Spec() wire.Spec { return wire.Spec{Format: "simple", Options: WriterOptions{w.col}} }

func (w writer) Encoder(_ context.Context, _ wire.Env, table []column.Field) (wire.Encoder, error) {
	i, err := wire.FindColumn("simple_spec", table, w.col)
	if err != nil {
		return nil, err
	}
	if err := wire.CheckKind("simple_spec", table[i], Kinds); err != nil {
		return nil, err
	}
	return encoder{[]int{i}}, nil
}

type encoder struct{ cols []int }

func (e encoder) Columns() []int { return e.cols }

func (encoder) Append(buf []byte, in []column.Vector, i int) (out []byte, null bool, err error) {
	switch v := in[0].(type) {
	case *column.Vec[int8]:
		if x := v.V[i]; x != column.NullByte {
			return append(buf, byte(x)), false, nil
		}
	case *column.Vec[int16]:
		if x := v.V[i]; x != column.NullShort {
			return binary.BigEndian.AppendUint16(buf, uint16(x)), false, nil
		}
	case *column.Vec[int32]:
		if x := v.V[i]; x != column.NullInt {
			return binary.BigEndian.AppendUint32(buf, uint32(x)), false, nil
		}
	case *column.Vec[int64]:
		if x := v.V[i]; x != column.NullLong {
			return binary.BigEndian.AppendUint64(buf, uint64(x)), false, nil
		}
	case *column.Vec[float32]:
		if x := v.V[i]; x != column.NullFloat {
			return binary.BigEndian.AppendUint32(buf, math.Float32bits(x)), false, nil
		}
	case *column.Vec[float64]:
		if x := v.V[i]; x != column.NullDouble {
			return binary.BigEndian.AppendUint64(buf, math.Float64bits(x)), false, nil
		}
	case *column.Vec[string]:
		if x := v.V[i]; !column.IsNullString(x) {
			return append(buf, x...), false, nil
		}
	}
	return buf, true, nil
}
