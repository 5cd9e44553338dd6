package protobuf

import (
	"fmt"
	"math"
	"math/big"
	"unicode/utf8"

	"starling/engine/column"
)

// op is what becomes of a field's bytes.
type op uint8

const (
	opSkipped op = iota // nothing, but it may unset another member of its oneof

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

// wireTypes is how what an op reads is written, unless it is a group.
var wireTypes = [...]uint8{
	opBool: wireVarint, opInt: wireVarint, opSint: wireVarint, opFixed: wireFixed32,
	opLong: wireVarint, opSlong: wireVarint, opFixedLong: wireFixed64,
	opFloat: wireFixed32, opDouble: wireFixed64, opText: wireBytes, opLaxText: wireBytes, opBytes: wireBytes,
	opSymbol: wireVarint, opWide: wireVarint, opWideFixed: wireFixed32, opBig: wireVarint, opBigFixed: wireFixed64,
	opTimestamp: wireBytes, opDuration: wireBytes, opAny: wireBytes, opMessage: wireBytes, opRows: wireBytes,
}

// value reads the value at i and appends it to c.
func (d *decoder) value(c *col, op op, i, end int) int {
	switch op {
	case opInt:
		if i = d.varint(i, end); i >= 0 {
			c.I32.V = append(c.I32.V, int32(d.v))
		}
	case opLong:
		if i = d.varint(i, end); i >= 0 {
			c.I64.V = append(c.I64.V, int64(d.v))
		}
	case opDouble:
		if i = d.fixed64(i, end); i >= 0 {
			c.F64.V = append(c.F64.V, math.Float64frombits(d.v))
		}
	case opText:
		if i = d.length(i, end); i >= 0 {
			s := d.p[i : i+int(d.v)]
			if !utf8.Valid(s) {
				return d.fail(i, "is not UTF-8")
			}
			c.Text.Append(s)
			i += len(s)
		}
	case opBool:
		if i = d.varint(i, end); i >= 0 {
			c.Bool(d.v != 0)
		}
	default:
		return d.rareValue(c, op, i, end)
	}
	return i
}

func (d *decoder) rareValue(c *col, op op, i, end int) int {
	switch op {
	case opLaxText, opBytes:
		if i = d.length(i, end); i < 0 {
			return -1
		}
		s := d.p[i : i+int(d.v)]
		if op == opLaxText {
			c.UTF8(s)
		} else {
			c.Text.Append(s)
		}
		return i + len(s)
	case opTimestamp, opDuration, opAny:
		*c.known = moment{}
		return d.moment(c, i, end)
	}
	if i = d.number(wireTypes[op], i, end); i >= 0 {
		c.number(op, d.v)
	}
	return i
}

// number appends a number as it is written.
func (c *col) number(op op, v uint64) {
	switch op {
	case opSint:
		c.I32.Append(int32(zigzag(v & math.MaxUint32)))
	case opFixed:
		c.I32.Append(int32(v))
	case opSlong:
		c.I64.Append(zigzag(v))
	case opFixedLong:
		c.I64.Append(int64(v))
	case opWide, opWideFixed:
		c.I64.Append(int64(uint32(v)))
	case opFloat:
		c.F32.Append(math.Float32frombits(uint32(v)))
	case opSymbol:
		c.names.appendTo(c.Text, int32(v))
	case opBig, opBigFixed:
		c.Obj.Append(new(big.Int).SetUint64(v))
	}
}

// appendDefault appends what a field is that is not set and has no presence.
func (c *col) appendDefault() {
	switch {
	case c.op == opSymbol:
		c.names.appendTo(c.Text, c.field.enum.values[0].number)
	case c.op == opBig || c.op == opBigFixed:
		c.Obj.Append(new(big.Int))
	case c.I32 != nil && c.field.enum != nil:
		c.I32.Append(c.field.enum.values[0].number)
	case c.I8 != nil:
		c.I8.Append(0)
	case c.I32 != nil:
		c.I32.Append(0)
	case c.I64 != nil:
		c.I64.Append(0)
	case c.F32 != nil:
		c.F32.Append(0)
	case c.F64 != nil:
		c.F64.Append(0)
	case c.Text != nil:
		c.Text.Append(nil)
	}
}

// symbolNames is the symbols of an enum by number.
type symbolNames struct {
	enum  string
	dense []string // those from 0 on, "" where there is none
	other map[int32]string
	// longest is the bytes of the longest text that a number becomes.
	longest int
}

func newNames(e *enum) *symbolNames {
	n := &symbolNames{enum: e.name, other: map[int32]string{}, longest: len("UNKNOWN_ENUM_VALUE_") + len(e.name)}
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

func (n *symbolNames) appendTo(t *column.Text, number int32) {
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
