package avro

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"time"

	"starling/engine/column"
	"starling/specs/wire"
)

// writeCode is a step of writing a record.
type writeCode uint8

const (
	writeBool writeCode = iota
	writeWhole
	writeISO // an instant as text
	writeFloat
	writeDouble
	writeText
	writeEnum
	writeFixed
	writeAny    // an object, or a value that chooses a branch
	writeRecord // the head of a record that can be null: it is if the columns from in to end are
	writeData   // the same bytes in every row
	writeNow    // the time of writing
)

// writeCodes is the step that writes each type.
var writeCodes = [...]writeCode{
	boolKind: writeBool, intKind: writeWhole, longKind: writeWhole, floatKind: writeFloat, doubleKind: writeDouble,
	bytesKind: writeText, stringKind: writeText, enumKind: writeEnum, fixedKind: writeFixed,
	arrayKind: writeAny, mapKind: writeAny, recordKind: writeAny,
}

// writeOp is a step. some and none precede a value and stand for null, by the union
// that the field is; none is nil if it has no null.
type writeOp struct {
	code       writeCode
	kind       column.Kind
	in, end    int // numbers of columns
	jump       int
	unit       int64 // nanoseconds in the unit of an instant
	some, none []byte
	data       []byte
	schema     *schema
	field      string
	column     string
}

// branches sets what the union s writes in front of a value and for null.
func (op *writeOp) branches(s *schema, null int) {
	if s.kind == nullKind {
		op.none = []byte{}
	}
	if s.kind != unionKind {
		return
	}
	other := 0
	if null == 0 {
		other = 1
	}
	op.some = binary.AppendVarint(nil, int64(other))
	if null >= 0 {
		op.none = binary.AppendVarint(nil, int64(null))
	}
}

// encoder writes rows as records.
type encoder struct {
	head []byte
	cols []int
	ops  []writeOp
	now  func() time.Time
}

func (e *encoder) Columns() []int { return e.cols }

func (e *encoder) Append(buf []byte, in []column.Vector, i int) (out []byte, null bool, err error) {
	start := len(buf)
	buf = append(buf, e.head...)
	for k := 0; k < len(e.ops); k++ {
		op := &e.ops[k]
		switch op.code {
		case writeData:
			buf = append(buf, op.data...)
		case writeNow:
			buf = append(buf, op.some...)
			buf = binary.AppendVarint(buf, floorDiv(e.now().UnixNano(), op.unit))
		case writeRecord:
			if op.none != nil && !slices.ContainsFunc(in[op.in:op.end], func(v column.Vector) bool { return !v.Null(i) }) {
				buf = append(buf, op.none...)
				k = op.jump - 1
			} else {
				buf = append(buf, op.some...)
			}
		default:
			if buf, err = op.value(buf, in[op.in], i); err != nil {
				return buf[:start], false, fmt.Errorf("column %q: field %q: %w", op.column, op.field, err)
			}
		}
	}
	return buf, false, nil
}

// null appends the null of the field.
func (op *writeOp) null(b []byte) ([]byte, error) {
	if op.none == nil {
		return b, fmt.Errorf("the value is null, and the field has no null")
	}
	return append(b, op.none...), nil
}

// value appends the i-th value of v.
func (op *writeOp) value(b []byte, v column.Vector, i int) ([]byte, error) {
	switch v := v.(type) {
	case *column.Vec[int8]:
		if x := v.V[i]; x != column.NullByte {
			return op.whole(b, int64(x))
		}
	case *column.Vec[int16]:
		if x := v.V[i]; x != column.NullShort {
			return op.whole(b, int64(x))
		}
	case *column.Vec[uint16]:
		if x := v.V[i]; x != column.NullChar {
			return op.whole(b, int64(x))
		}
	case *column.Vec[int32]:
		if x := v.V[i]; x != column.NullInt {
			return op.whole(b, int64(x))
		}
	case *column.Vec[int64]:
		if x := v.V[i]; x != column.NullLong {
			return op.whole(b, x)
		}
	case *column.Vec[float32]:
		if x := v.V[i]; x != column.NullFloat {
			return op.float(b, float64(x))
		}
	case *column.Vec[float64]:
		if x := v.V[i]; x != column.NullDouble {
			return op.float(b, x)
		}
	case *column.Vec[string]:
		if x := v.V[i]; !column.IsNullString(x) {
			return op.text(b, x)
		}
	case *column.Vec[any]:
		if x := v.V[i]; x != nil {
			return appendAny(append(b, op.some...), op.schema, x, 0)
		}
	case *column.Lists:
		if list, ok := wire.Boxed(v, i); ok {
			return appendAny(append(b, op.some...), op.schema, list, 0)
		}
	}
	return op.null(b)
}

// whole appends a value that is kept as a whole number.
func (op *writeOp) whole(b []byte, x int64) ([]byte, error) {
	b = append(b, op.some...)
	switch op.code {
	case writeBool:
		return append(b, byte(x)), nil
	case writeWhole:
		if op.kind == column.Instant {
			x = floorDiv(x, op.unit)
		}
		return binary.AppendVarint(b, x), nil
	case writeISO:
		var text [40]byte
		return appendText(b, column.AppendInstant(text[:0], x)), nil
	case writeFloat, writeDouble:
		return op.number(b, x), nil
	case writeText:
		return appendText(b, string(rune(x))), nil
	}
	return appendAny(b, op.schema, op.boxed(x), 0)
}

// boxed is the Go value of a whole number of the column's kind.
func (op *writeOp) boxed(x int64) any {
	switch op.kind {
	case column.Bool:
		return x != 0
	case column.Instant:
		return wire.Instant(x)
	case column.Char:
		return string(rune(x))
	case column.Long:
		return x
	}
	return int32(x)
}

// number appends a whole number as a floating-point one.
func (op *writeOp) number(b []byte, x int64) []byte {
	if op.code == writeFloat {
		return binary.LittleEndian.AppendUint32(b, math.Float32bits(float32(x)))
	}
	return binary.LittleEndian.AppendUint64(b, math.Float64bits(float64(x)))
}

func (op *writeOp) float(b []byte, x float64) ([]byte, error) {
	b = append(b, op.some...)
	switch op.code {
	case writeFloat:
		return binary.LittleEndian.AppendUint32(b, math.Float32bits(float32(x))), nil
	case writeDouble:
		return binary.LittleEndian.AppendUint64(b, math.Float64bits(x)), nil
	}
	if op.kind == column.Float {
		return appendAny(b, op.schema, float32(x), 0)
	}
	return appendAny(b, op.schema, x, 0)
}

func (op *writeOp) text(b []byte, x string) ([]byte, error) {
	b = append(b, op.some...)
	switch op.code {
	case writeText:
		return appendText(b, x), nil
	case writeFixed, writeEnum:
		return appendSymbol(b, op.schema, x)
	}
	if op.kind == column.Bytes {
		return appendAny(b, op.schema, []byte(x), 0)
	}
	return appendAny(b, op.schema, x, 0)
}

// appendSymbol appends a symbol of an enum, or the bytes of a fixed.
func appendSymbol(b []byte, s *schema, x string) ([]byte, error) {
	if s.kind == fixedKind {
		if len(x) != s.size {
			return b, fmt.Errorf("%d bytes, where %s has %d", len(x), s, s.size)
		}
		return append(b, x...), nil
	}
	k := slices.Index(s.symbols, x)
	if k < 0 {
		return b, fmt.Errorf("%s is not among the symbols of %s", wire.Quote([]byte(x)), s)
	}
	return binary.AppendVarint(b, int64(k)), nil
}

// floorDiv is x / unit, rounded down.
func floorDiv(x, unit int64) int64 {
	q := x / unit
	if x%unit < 0 {
		q--
	}
	return q
}
