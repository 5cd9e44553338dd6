package protobuf

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/big"
	"slices"
	"strings"
	"time"

	"starling/engine/column"
	"starling/specs/wire"
)

// outField is a field that is written: from a column, or as a message of such fields.
type outField struct {
	field *field
	tag   []byte
	put   put
	col   int         // of the vectors that Append gets
	elem  column.Type // of the arrays or groups of the column
	name  string      // of the column
	kids  []*outField // of a message, by number
	oneof *outOneof
	// symbols is the numbers of an enum's symbols.
	symbols map[string]int32
}

// outOneof is which column a row has already set of a oneof.
type outOneof struct {
	gen  uint64
	name string
}

// put is how a column becomes a field.
type put uint8

const (
	putMessage put = iota
	putNumber
	putText
	putSymbol
	putTimestamp
	putDuration
	putUnsigned // a long that must fit an unsigned number of 32 bits
	putBig
	putList
	putMap
	putNow
)

// encoder writes rows as messages.
type encoder struct {
	head     []byte // what comes before each message
	fields   []*outField
	cols     []int
	gen      uint64
	duration func(any) (int64, bool)
	now      func() time.Time
}

func (e *encoder) Columns() []int { return e.cols }

func (e *encoder) Append(buf []byte, in []column.Vector, i int) (out []byte, null bool, err error) {
	e.gen++
	start := len(buf)
	out, some, err := e.message(append(buf, e.head...), e.fields, in, i)
	if err == nil && !some {
		err = missingOf(e.fields)
	}
	if err != nil {
		return buf[:start], false, err
	}
	return out, false, nil
}

// missingOf reports a required field of a message that no column has a value for.
func missingOf(fields []*outField) error {
	for _, f := range fields {
		if f.field.required {
			return fmt.Errorf("field %q is required, and there is no value for it", f.field.name)
		}
	}
	return nil
}

// message appends fields; some reports whether any column had a value for them.
func (e *encoder) message(b []byte, fields []*outField, in []column.Vector, i int) (out []byte, some bool, err error) {
	var missing *outField
	for _, f := range fields {
		var has bool
		if f.put == putMessage {
			b, has, err = e.inner(b, f, in, i)
		} else {
			b, has, err = e.value(b, f, in, i)
			if err != nil {
				err = fmt.Errorf("column %q, field %q: %w", f.name, f.field.name, err)
			}
		}
		if err == nil && has && f.oneof != nil {
			err = f.oneof.set(e.gen, f)
		}
		if err != nil {
			return b, false, err
		}
		if !has && f.field.required && missing == nil {
			missing = f
		}
		some = some || has
	}
	if some && missing != nil {
		return b, false, missingOf([]*outField{missing})
	}
	return b, some, nil
}

func (o *outOneof) set(gen uint64, f *outField) error {
	name := f.name
	if f.put == putMessage {
		name = f.kids[0].name
	}
	if o.gen == gen {
		return fmt.Errorf("columns %q and %q both have a value, but oneof %q takes one of them", o.name, name, f.field.oneof)
	}
	o.gen, o.name = gen, name
	return nil
}

// inner appends a message within, unless no column has a value for it.
func (e *encoder) inner(b []byte, f *outField, in []column.Vector, i int) (out []byte, some bool, err error) {
	start := len(b)
	b = append(b, f.tag...)
	from := len(b)
	b, some, err = e.message(append(b, 0), f.kids, in, i)
	if err != nil || !some {
		return b[:start], false, err
	}
	if f.field.kind == groupKind {
		b = slices.Delete(b, from, from+1)
		return appendTag(b, f.field.number, wireEnd), true, nil
	}
	return closeLength(b, from), true, nil
}

// closeLength puts the length of what follows into the byte at from, kept for it.
func closeLength(b []byte, from int) []byte {
	n := len(b) - from - 1
	more := sizeVarint(uint64(n)) - 1
	if more > 0 {
		b = append(b, make([]byte, more)...)
		copy(b[from+1+more:], b[from+1:])
	}
	binary.PutUvarint(b[from:], uint64(n))
	return b
}

func appendTag(b []byte, number int32, wt uint8) []byte {
	return binary.AppendUvarint(b, uint64(number)<<3|uint64(wt))
}

// value appends the field that a column is; has is false if it is null.
func (e *encoder) value(b []byte, f *outField, in []column.Vector, i int) (out []byte, has bool, err error) {
	switch f.put {
	case putNumber:
		u, ok := numberAt(in[f.col], i, f.field.kind)
		if !ok || u == 0 && !f.field.presence {
			return b, ok, nil
		}
		return appendNumber(append(b, f.tag...), f.field.kind, u), true, nil
	case putUnsigned:
		n := in[f.col].(*column.Vec[int64]).V[i]
		switch {
		case n == column.NullLong:
			return b, false, nil
		case n < 0 || n > math.MaxUint32:
			return b, false, fmt.Errorf("%d does not fit an unsigned number of 32 bits", n)
		case n == 0 && !f.field.presence:
			return b, true, nil
		}
		return appendNumber(append(b, f.tag...), f.field.kind, uint64(n)), true, nil
	case putText:
		s := in[f.col].(*column.Vec[string]).V[i]
		if null := column.IsNullString(s); null || s == "" && !f.field.presence {
			return b, !null, nil
		}
		return appendLengthed(append(b, f.tag...), s), true, nil
	case putSymbol:
		s := in[f.col].(*column.Vec[string]).V[i]
		if column.IsNullString(s) {
			return b, false, nil
		}
		n, err := f.symbol(s)
		if err != nil || n == 0 && !f.field.presence {
			return b, true, err
		}
		return appendNumber(append(b, f.tag...), int32Kind, uint64(int64(n))), true, nil
	case putTimestamp:
		n := in[f.col].(*column.Vec[int64]).V[i]
		if n == column.NullLong {
			return b, false, nil
		}
		return appendMoment(append(b, f.tag...), n, true), true, nil
	case putNow:
		return appendMoment(append(b, f.tag...), e.now().UnixNano(), true), true, nil
	}
	if f.put == putList {
		items, ok := wire.Boxed(in[f.col].(*column.Lists), i)
		if ok {
			b, err = e.list(b, f, items)
		}
		return b, ok, err
	}
	x := in[f.col].(*column.Vec[any]).V[i]
	if x == nil {
		return b, false, nil
	}
	return e.object(b, f, x)
}

// object appends a field from a value of an Object column.
func (e *encoder) object(b []byte, f *outField, x any) (out []byte, has bool, err error) {
	if f.put == putMap {
		m, ok := x.(*wire.Map)
		if !ok {
			return b, false, fmt.Errorf("%s is not a map", wire.TextOf(x))
		}
		b, err = e.entries(b, f, m)
		return b, true, err
	}
	if b, err = e.element(append(b, f.tag...), f, f.field, x); err != nil {
		return b, false, err
	}
	return b, true, nil
}

// list appends an array or group, packed if the schema has it so. An empty one writes
// nothing.
func (e *encoder) list(b []byte, f *outField, items []any) ([]byte, error) {
	if len(items) == 0 {
		return b, nil
	}
	from := 0
	if f.field.packed {
		b = appendTag(b, f.field.number, wireBytes)
		from = len(b)
		b = append(b, 0)
	}
	for i, x := range items {
		if x == nil {
			return b, fmt.Errorf("element %d is null, and a repeated field cannot have that", i)
		}
		if !f.field.packed {
			b = append(b, f.tag...)
		}
		var err error
		if b, err = e.element(b, f, f.field, x); err != nil {
			return b, fmt.Errorf("element %d: %w", i, err)
		}
	}
	if f.field.packed {
		b = closeLength(b, from)
	}
	return b, nil
}

// entries appends a map.
func (e *encoder) entries(b []byte, f *outField, m *wire.Map) ([]byte, error) {
	key, value := f.field.message.field("key"), f.field.message.field("value")
	for i, k := range m.Keys {
		if k == nil || m.Values[i] == nil {
			return b, fmt.Errorf("key or value %d is null, and a map field cannot have that", i)
		}
		b = append(b, f.tag...)
		from := len(b)
		b = append(b, 0)
		var err error
		for _, part := range []struct {
			f *field
			x any
		}{{key, k}, {value, m.Values[i]}} {
			b = appendTag(b, part.f.number, wireType(part.f))
			if b, err = e.element(b, f, part.f, part.x); err != nil {
				return b, fmt.Errorf("%s: %w", part.f.name, err)
			}
		}
		b = closeLength(b, from)
	}
	return b, nil
}

// element appends one value, without its tag, as field as has it.
func (e *encoder) element(b []byte, f *outField, as *field, x any) ([]byte, error) {
	switch as.kind {
	case stringKind, bytesKind:
		switch x := x.(type) {
		case string:
			return appendLengthed(b, x), nil
		case []byte:
			return appendLengthed(b, string(x)), nil
		}
	case enumKind:
		if s, ok := x.(string); ok {
			n, err := f.symbol(s)
			return appendNumber(b, int32Kind, uint64(int64(n))), err
		}
		if u, ok := numberOf(x, int32Kind); ok {
			return appendNumber(b, int32Kind, u), nil
		}
	case messageKind:
		return e.known(b, f, as, x)
	default:
		if n, ok := x.(*big.Int); ok && (as.kind == uint64Kind || as.kind == fixed64Kind) {
			if !n.IsUint64() {
				return b, fmt.Errorf("%s does not fit an unsigned number of 64 bits", n)
			}
			return appendNumber(b, as.kind, n.Uint64()), nil
		}
		if u, ok := numberOf(x, as.kind); ok {
			return appendNumber(b, as.kind, u), nil
		}
	}
	return b, fmt.Errorf("%s has no form in field %q", wire.TextOf(x), as.name)
}

// known appends a Timestamp, a Duration or a wrapper.
func (e *encoder) known(b []byte, f *outField, as *field, x any) ([]byte, error) {
	switch as.message.name {
	case "google.protobuf.Timestamp":
		if x, ok := x.(wire.Instant); ok {
			return appendMoment(b, int64(x), true), nil
		}
	case "google.protobuf.Duration":
		if n, ok := e.duration(x); ok {
			return appendMoment(b, n, false), nil
		}
	default:
		in, from := as.message.fields[0], len(b)
		b, err := e.element(appendTag(append(b, 0), in.number, wireType(in)), f, in, x)
		if err != nil {
			return b, err
		}
		return closeLength(b, from), nil
	}
	return b, fmt.Errorf("%s has no form in message %s", wire.TextOf(x), as.message.name)
}

// appendMoment appends a Timestamp or Duration with its length. The nanoseconds of a
// Timestamp count forward, those of a Duration have its sign.
func appendMoment(b []byte, n int64, timestamp bool) []byte {
	seconds, nanos := n/1_000_000_000, n%1_000_000_000
	if timestamp && nanos < 0 {
		seconds--
		nanos += 1_000_000_000
	}
	from := len(b)
	b = append(b, 0)
	if seconds != 0 {
		b = binary.AppendUvarint(append(b, 1<<3), uint64(seconds))
	}
	if nanos != 0 {
		b = binary.AppendUvarint(append(b, 2<<3), uint64(nanos))
	}
	return closeLength(b, from)
}

func appendLengthed(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// appendNumber appends a number: whole ones are u as an int64, others their bits.
func appendNumber(b []byte, kind kind, u uint64) []byte {
	switch kind {
	case fixed32Kind, floatKind:
		return binary.LittleEndian.AppendUint32(b, uint32(u))
	case fixed64Kind, doubleKind:
		return binary.LittleEndian.AppendUint64(b, u)
	case sint32Kind, sint64Kind:
		return binary.AppendUvarint(b, u<<1^uint64(int64(u)>>63))
	case uint32Kind:
		u = uint64(uint32(u))
	}
	return binary.AppendUvarint(b, u)
}

func (f *outField) symbol(s string) (int32, error) {
	n, ok := f.symbols[s]
	if !ok {
		enum := f.field.enum
		if f.field.isMap {
			enum = f.field.message.field("value").enum
		}
		names := make([]string, len(enum.values))
		for i, v := range enum.values {
			names[i] = v.name
		}
		return 0, fmt.Errorf("%s is no symbol of enum %s, which has %s", wire.Quote([]byte(s)), enum.name, strings.Join(names, ", "))
	}
	return n, nil
}
