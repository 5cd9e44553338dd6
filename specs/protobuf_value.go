package specs

import (
	"fmt"
	"math"
	"math/big"
	"strings"
	"unicode/utf8"

	"starling/engine/column"
)

// protoOp is what becomes of a field's bytes.
type protoOp uint8

const (
	opSkipped protoOp = iota // nothing, but it may unset another member of its oneof

	opBool
	opInt   // int32, and uint32 wrapped
	opSint  // sint32
	opFixed // fixed32 and sfixed32
	opLong  // int64, and uint64 wrapped
	opSlong // sint64
	opFixedLong
	opFloat
	opDouble
	opText    // a string that must be UTF-8
	opLaxText // a string that is made UTF-8
	opBytes
	opSymbol    // an enum by name
	opWide      // uint32 as a long
	opWideFixed // fixed32 as a long
	opBig       // uint64 as a BigInteger
	opBigFixed

	opTimestamp
	opDuration
	opAny

	opItems   // an array, of entries' item
	opMessage // a message flattened into the row
	opRows    // messages that are rows of their own
)

// protoWires is how what an op reads is written, unless it is a group.
var protoWires = [...]uint8{
	opBool: wireVarint, opInt: wireVarint, opSint: wireVarint, opFixed: wireFixed32,
	opLong: wireVarint, opSlong: wireVarint, opFixedLong: wireFixed64,
	opFloat: wireFixed32, opDouble: wireFixed64, opText: wireBytes, opLaxText: wireBytes, opBytes: wireBytes,
	opSymbol: wireVarint, opWide: wireVarint, opWideFixed: wireFixed32, opBig: wireVarint, opBigFixed: wireFixed64,
	opTimestamp: wireBytes, opDuration: wireBytes, opAny: wireBytes, opMessage: wireBytes, opRows: wireBytes,
}

// value reads the value at i and appends it to c.
func (d *protoDecoder) value(c *protoCol, op protoOp, i, end int) int {
	switch op {
	case opInt:
		if i = d.varint(i, end); i >= 0 {
			c.i32.V = append(c.i32.V, int32(d.v))
		}
	case opLong:
		if i = d.varint(i, end); i >= 0 {
			c.i64.V = append(c.i64.V, int64(d.v))
		}
	case opDouble:
		if i = d.fixed64(i, end); i >= 0 {
			c.f64.V = append(c.f64.V, math.Float64frombits(d.v))
		}
	case opText:
		if i = d.length(i, end); i >= 0 {
			s := d.p[i : i+int(d.v)]
			if !utf8.Valid(s) {
				return d.fail(i, "is not UTF-8")
			}
			c.text.Append(s)
			i += len(s)
		}
	case opBool:
		if i = d.varint(i, end); i >= 0 {
			b := int8(0)
			if d.v != 0 {
				b = 1
			}
			c.i8.V = append(c.i8.V, b)
		}
	default:
		return d.rareValue(c, op, i, end)
	}
	return i
}

func (d *protoDecoder) rareValue(c *protoCol, op protoOp, i, end int) int {
	switch op {
	case opLaxText, opBytes:
		if i = d.length(i, end); i < 0 {
			return -1
		}
		s := d.p[i : i+int(d.v)]
		if op == opLaxText && !utf8.Valid(s) {
			c.text.Buf = appendText(c.text.Buf, s)
			c.text.Commit()
		} else {
			c.text.Append(s)
		}
		return i + len(s)
	case opTimestamp, opDuration, opAny:
		*c.known = protoMoment{}
		return d.moment(c, i, end)
	}
	if i = d.number(protoWires[op], i, end); i >= 0 {
		c.number(op, d.v)
	}
	return i
}

// number appends a number as it is written.
func (c *protoCol) number(op protoOp, v uint64) {
	switch op {
	case opSint:
		c.i32.Append(int32(zigzag(v & math.MaxUint32)))
	case opFixed:
		c.i32.Append(int32(v))
	case opSlong:
		c.i64.Append(zigzag(v))
	case opFixedLong:
		c.i64.Append(int64(v))
	case opWide, opWideFixed:
		c.i64.Append(int64(uint32(v)))
	case opFloat:
		c.f32.Append(math.Float32frombits(uint32(v)))
	case opSymbol:
		c.names.appendTo(c.text, int32(v))
	case opBig, opBigFixed:
		c.obj.Append(new(big.Int).SetUint64(v))
	}
}

// appendDefault appends what a field is that is not set and has no presence.
func (c *protoCol) appendDefault() {
	switch {
	case c.op == opSymbol:
		c.names.appendTo(c.text, c.field.enum.values[0].number)
	case c.op == opBig || c.op == opBigFixed:
		c.obj.Append(new(big.Int))
	case c.i32 != nil && c.field.enum != nil:
		c.i32.Append(c.field.enum.values[0].number)
	case c.i8 != nil:
		c.i8.Append(0)
	case c.i32 != nil:
		c.i32.Append(0)
	case c.i64 != nil:
		c.i64.Append(0)
	case c.f32 != nil:
		c.f32.Append(0)
	case c.f64 != nil:
		c.f64.Append(0)
	case c.text != nil:
		c.text.Append(nil)
	}
}

// protoNames is the symbols of an enum by number.
type protoNames struct {
	enum  string
	dense []string // those from 0 on, "" where there is none
	other map[int32]string
	// longest is the bytes of the longest text that a number becomes.
	longest int
}

func newProtoNames(e *protoEnum) *protoNames {
	n := &protoNames{enum: e.name, other: map[int32]string{}, longest: len("UNKNOWN_ENUM_VALUE_") + len(e.name)}
	for _, v := range e.values {
		n.longest = max(n.longest, len(v.name))
		if v.number < 0 || v.number >= maxDense {
			if _, ok := n.other[v.number]; !ok { // of aliases the first counts
				n.other[v.number] = v.name
			}
			continue
		}
		for len(n.dense) <= int(v.number) {
			n.dense = append(n.dense, "")
		}
		if n.dense[v.number] == "" {
			n.dense[v.number] = v.name
		}
	}
	return n
}

func (n *protoNames) appendTo(t *column.Text, number int32) {
	name := ""
	if number >= 0 && int(number) < len(n.dense) {
		name = n.dense[number]
	} else {
		name = n.other[number]
	}
	if name != "" {
		t.AppendString(name)
		return
	}
	// Java's name for it.
	t.Buf = fmt.Appendf(t.Buf, "UNKNOWN_ENUM_VALUE_%s_%d", n.enum, number)
	t.Commit()
}

// arrayOf is the values of a builder as a value of an Object column of arrays.
func arrayOf(b column.Builder) any {
	switch b := b.(type) {
	case *column.Vec[int8]:
		return append(make([]int8, 0, len(b.V)), b.V...)
	case *column.Vec[int32]:
		return append(make([]int32, 0, len(b.V)), b.V...)
	case *column.Vec[int64]:
		return append(make([]int64, 0, len(b.V)), b.V...)
	case *column.Vec[float32]:
		return append(make([]float32, 0, len(b.V)), b.V...)
	case *column.Vec[float64]:
		return append(make([]float64, 0, len(b.V)), b.V...)
	case *column.Vec[any]:
		return append(make([]any, 0, len(b.V)), b.V...)
	case *column.Text:
		return textArray(b)
	}
	panic(fmt.Sprintf("specs: builder %T", b))
}

// textArray is the values of t, which share one copy of its bytes.
func textArray(t *column.Text) []string {
	all, from := string(t.Buf), uint32(0)
	out := make([]string, len(t.End))
	for i, end := range t.End {
		if out[i] = all[from:end]; t.Null(i) {
			out[i] = column.NullString
		}
		from = end
	}
	return out
}

// mapOf is the values of two builders as a map. Of a key that is there twice the last
// value counts.
func mapOf(keys, values column.Builder) *Map {
	n := keys.Len()
	m := &Map{Keys: make([]any, 0, n), Values: make([]any, 0, n)}
	at := make(map[any]int, n)
	for i := range n {
		k, v := elementOf(keys, i), elementOf(values, i)
		if old, twice := at[k]; twice {
			m.Values[old] = v
			continue
		}
		at[k] = len(m.Keys)
		m.Keys, m.Values = append(m.Keys, k), append(m.Values, v)
	}
	return m
}

// elementOf is the i-th value of b as a value of a Map.
func elementOf(b column.Builder, i int) any {
	if t, ok := b.(*column.Text); ok {
		switch s := t.At(i); {
		case t.Null(i):
			return nil
		case t.Kind() == column.Bytes:
			return []byte(s)
		default:
			return strings.Clone(s)
		}
	}
	v := b.(column.Vector)
	x := v.Any(i)
	if n, ok := x.(int64); ok && v.Kind() == column.Instant {
		return Instant(n)
	}
	return x
}
