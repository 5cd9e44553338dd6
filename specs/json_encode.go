package specs

import (
	"strconv"
	"unicode/utf8"

	"starling/engine/column"
)

// jsonEncoder writes rows as objects by its list of steps.
type jsonEncoder struct {
	opts  *JSONWriterOptions
	cols  []int         // by number, the column of the table
	kinds []column.Kind // by number
	ops   []jsonOp
}

func (e *jsonEncoder) Columns() []int { return e.cols }

func (e *jsonEncoder) Append(buf []byte, in []column.Vector, i int) (out []byte, null bool, err error) {
	buf = append(buf, '{')
	for k := range e.ops {
		op := &e.ops[k]
		if op.kind == '}' {
			buf = append(buf, '}')
			continue
		}
		start := len(buf)
		if buf[start-1] != '{' {
			buf = append(buf, ',')
		}
		buf = append(buf, op.text...)
		if op.kind == '{' {
			continue
		}
		if op.col == timestampColumn {
			buf = strconv.AppendInt(append(buf, '"'), e.opts.Now().UnixNano(), 10)
			buf = append(buf, '"')
			continue
		}
		var ok bool
		if buf, ok = e.value(buf, in[op.col], e.kinds[op.col], i); ok {
			continue
		}
		if e.opts.OutputNulls {
			buf = append(buf, "null"...)
		} else {
			buf = buf[:start]
		}
	}
	return append(buf, '}'), false, nil
}

// value appends the i-th value of v; ok is false, and nothing appended, if it is null.
func (e *jsonEncoder) value(b []byte, v column.Vector, k column.Kind, i int) (out []byte, ok bool) {
	switch v := v.(type) {
	case *column.Vec[int8]:
		x := v.V[i]
		if x != column.NullByte && k == column.Bool {
			return strconv.AppendBool(b, x != 0), true
		}
		return wholeOrNull(b, x, column.NullByte)
	case *column.Vec[int16]:
		return wholeOrNull(b, v.V[i], column.NullShort)
	case *column.Vec[uint16]:
		if x := v.V[i]; x != column.NullChar {
			return appendChar(b, x), true
		}
		return b, false
	case *column.Vec[int32]:
		return wholeOrNull(b, v.V[i], column.NullInt)
	case *column.Vec[int64]:
		x := v.V[i]
		if x != column.NullLong && k == column.Instant {
			return append(column.AppendInstant(append(b, '"'), x), '"'), true
		}
		return wholeOrNull(b, x, column.NullLong)
	}
	return e.wide(b, v, k, i)
}

func wholeOrNull[T int8 | int16 | int32 | int64](b []byte, x, null T) (out []byte, ok bool) {
	if x == null {
		return b, false
	}
	return appendWhole(b, x), true
}

func (e *jsonEncoder) wide(b []byte, v column.Vector, k column.Kind, i int) (out []byte, ok bool) {
	switch v := v.(type) {
	case *column.Vec[float32]:
		if x := v.V[i]; x != column.NullFloat {
			return appendJSONFloat(b, x), true
		}
	case *column.Vec[float64]:
		if x := v.V[i]; x != column.NullDouble {
			return appendJSONDouble(b, x), true
		}
	case *column.Vec[string]:
		switch x := v.V[i]; {
		case column.IsNullString(x):
		case k == column.Bytes:
			return appendBytes(b, x), true
		default:
			return appendQuoted(b, x), true
		}
	case *column.Vec[any]:
		if x := v.V[i]; x != nil {
			return e.opts.object(b, x), true
		}
	}
	return b, false
}

// appendChar appends a UTF-16 unit as a string; half a surrogate pair is U+FFFD.
func appendChar(b []byte, c uint16) []byte {
	var buf [utf8.UTFMax]byte
	n := utf8.EncodeRune(buf[:], rune(c))
	return appendQuoted(b, buf[:n])
}
