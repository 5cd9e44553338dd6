package protobuf

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"
	"unicode/utf8"

	"starling/engine/column"
	"starling/specs/wire"
	"starling/specs/wire/wiretest"
)

// naiveMessage is a message as a tree of values, by field: the way of decoding that
// FuzzDecode holds the decoder against.
type naiveMessage map[*field]any

var errNaive = errors.New("no message")

// naiveTag splits the first tag off.
func naiveVarint(p []byte) (uint64, []byte, error) {
	v, n := binary.Uvarint(p)
	if n <= 0 {
		return 0, nil, errNaive
	}
	return v, p[n:], nil
}

// naiveRaw is the bytes of a field's value, without length or end of group.
func naiveRaw(num, wt uint64, p []byte, depth int) (raw, rest []byte, err error) {
	n := 0
	switch wt {
	case wireVarint:
		_, rest, err := naiveVarint(p)
		return p[:len(p)-len(rest)], rest, err
	case wireFixed32, wireFixed64:
		n = 4
		if wt == wireFixed64 {
			n = 8
		}
	case wireBytes:
		size, rest, err := naiveVarint(p)
		if err != nil || size > uint64(len(rest)) {
			return nil, nil, errNaive
		}
		return rest[:size], rest[size:], nil
	case wireStart:
		for q := p; depth < maxGroups; {
			v, rest, err := naiveVarint(q)
			if err != nil || v>>3 == 0 || v>>3 > maxFieldNumber {
				return nil, nil, errNaive
			}
			if v == num<<3|wireEnd {
				return p[:len(p)-len(q)], rest, nil
			}
			if _, q, err = naiveRaw(v>>3, v&7, rest, depth+1); err != nil {
				return nil, nil, err
			}
		}
		return nil, nil, errNaive
	default:
		return nil, nil, errNaive
	}
	if n > len(p) {
		return nil, nil, errNaive
	}
	return p[:n], p[n:], nil
}

// merge reads fields of message type m.
func (x naiveMessage) merge(m *message, p []byte) error {
	for len(p) > 0 {
		v, rest, err := naiveVarint(p)
		if err != nil || v>>3 == 0 || v>>3 > maxFieldNumber {
			return errNaive
		}
		num, wt := v>>3, v&7
		raw, rest, err := naiveRaw(num, wt, rest, 0)
		if err != nil {
			return err
		}
		p = rest
		i := slices.IndexFunc(m.fields, func(f *field) bool { return uint64(f.number) == num })
		if i < 0 {
			continue
		}
		f := m.fields[i]
		want := uint64(wireType(f))
		if f.list && wt == wireBytes && want != wireBytes && want != wireStart {
			for len(raw) > 0 {
				var one []byte
				if one, raw, err = naiveRaw(num, want, raw, 0); err != nil {
					return err
				}
				if err := x.set(m, f, one); err != nil {
					return err
				}
			}
		} else if wt == want {
			if err := x.set(m, f, raw); err != nil {
				return err
			}
		}
	}
	return nil
}

func (x naiveMessage) set(m *message, f *field, raw []byte) error {
	if f.oneof != "" {
		for _, g := range m.fields {
			if g != f && g.oneof == f.oneof {
				delete(x, g)
			}
		}
	}
	if f.message != nil {
		sub, _ := x[f].(naiveMessage)
		if sub == nil || f.list {
			sub = naiveMessage{}
		}
		if err := sub.merge(f.message, raw); err != nil {
			return err
		}
		if f.list {
			list, _ := x[f].([]any)
			x[f] = append(list, sub)
		} else {
			x[f] = sub
		}
		return sub.inRange(f.message)
	}
	v, err := naiveScalar(f, raw)
	if f.list {
		list, _ := x[f].([]any)
		x[f] = append(list, v)
	} else {
		x[f] = v
	}
	return err
}

// inRange reports a Timestamp or Duration that 64 bits of nanoseconds do not hold.
func (x naiveMessage) inRange(m *message) error {
	if m.name == timestamp.name || m.name == duration.name {
		if _, ok := x.nanos(m); !ok {
			return errNaive
		}
	}
	return nil
}

func (x naiveMessage) nanos(m *message) (int64, bool) {
	s, _ := x[m.fields[0]].(int64)
	n, _ := x[m.fields[1]].(int32)
	return sumNanos(s, n)
}

func naiveScalar(f *field, raw []byte) (any, error) {
	u, _ := binary.Uvarint(raw)
	switch f.kind {
	case boolKind:
		return u != 0, nil
	case int32Kind, uint32Kind:
		return int32(u), nil
	case sint32Kind:
		return int32(uint32(u)>>1) ^ -int32(u&1), nil
	case int64Kind, uint64Kind:
		return int64(u), nil
	case sint64Kind:
		return int64(u>>1) ^ -int64(u&1), nil
	case fixed32Kind:
		return int32(binary.LittleEndian.Uint32(raw)), nil
	case fixed64Kind:
		return int64(binary.LittleEndian.Uint64(raw)), nil
	case floatKind:
		return math.Float32frombits(binary.LittleEndian.Uint32(raw)), nil
	case doubleKind:
		return math.Float64frombits(binary.LittleEndian.Uint64(raw)), nil
	case enumKind:
		for _, v := range f.enum.values {
			if v.number == int32(u) {
				return v.name, nil
			}
		}
		return fmt.Sprintf("UNKNOWN_ENUM_VALUE_%s_%d", f.enum.name, int32(u)), nil
	case bytesKind:
		return slices.Clone(raw), nil
	}
	if !utf8.Valid(raw) {
		return nil, errNaive
	}
	return string(raw), nil
}

// flat is the values of the columns that a message becomes; x is nil if it is not there.
func (x naiveMessage) flat(m *message) (row []any) {
	for _, f := range m.fields {
		switch v, ok := x[f]; {
		case f.isMap && !multi(f.message.field("value").message):
			row = append(row, naiveMap(f, x, v))
		case f.list && f.message != nil && multi(f.message):
			row = append(row, naiveRows(f, x, v)...)
		case f.list:
			row = append(row, naiveList(f, x, v))
		case f.message != nil && multi(f.message):
			sub, _ := v.(naiveMessage)
			if sub == nil && x != nil && !f.presence {
				sub = naiveMessage{}
			}
			row = append(row, sub.flat(f.message)...)
		case ok:
			row = append(row, naiveValue(f, v))
		case x == nil || f.presence:
			row = append(row, nil)
		default:
			row = append(row, naiveDefault(f))
		}
	}
	return row
}

func multi(m *message) bool { return m != nil && !isSingle(m) }

func naiveDefault(f *field) any {
	switch f.kind {
	case enumKind:
		return f.enum.values[0].name
	case stringKind:
		return ""
	case messageKind:
		return naiveValue(f, naiveMessage{})
	}
	v, _ := naiveScalar(f, make([]byte, 8))
	if f.kind == bytesKind {
		return []byte{}
	}
	return v
}

// naiveValue is a single value: that of a wrapper, and of what is known by name.
func naiveValue(f *field, v any) any {
	x, ok := v.(naiveMessage)
	switch m := f.message; {
	case !ok:
		return v
	case wrappers[m.name]:
		return x.flat(m)[0]
	case m.name == timestamp.name:
		n, _ := x.nanos(m)
		return wire.Instant(n)
	case m.name == duration.name:
		n, _ := x.nanos(m)
		return fmt.Sprintf("%dns", n)
	default:
		url, _ := x[m.fields[0]].(string)
		value, _ := x[m.fields[1]].([]byte)
		return Any{url, string(value)}
	}
}

func naiveList(f *field, x naiveMessage, v any) any {
	if x == nil {
		return nil
	}
	out := []any{}
	list, _ := v.([]any)
	for _, v := range list {
		out = append(out, naiveElement(naiveValue(f, v)))
	}
	return out
}

// naiveElement is a value as it shows in an array: instants are numbers there, bytes text.
func naiveElement(v any) any {
	switch v := v.(type) {
	case wire.Instant:
		return int64(v)
	case []byte:
		return string(v)
	}
	return v
}

func naiveMap(f *field, x naiveMessage, v any) any {
	if x == nil {
		return nil
	}
	m := &wire.Map{}
	list, _ := v.([]any)
	for _, v := range list {
		row := v.(naiveMessage)
		key, value := f.message.field("key"), f.message.field("value")
		k, ok := row[key]
		if !ok {
			k = naiveDefault(key)
		}
		val := naiveDefault(value)
		if got, ok := row[value]; ok {
			val = naiveValue(value, got)
		}
		if i := slices.Index(m.Keys, k); i >= 0 {
			m.Values[i] = val
		} else {
			m.Keys, m.Values = append(m.Keys, k), append(m.Values, val)
		}
	}
	return m
}

func naiveRows(f *field, x naiveMessage, v any) []any {
	out := make([]any, len(naiveMessage(nil).flat(f.message)))
	if x == nil {
		return out
	}
	for i := range out {
		out[i] = []any{}
	}
	list, _ := v.([]any)
	for _, v := range list {
		for i, cell := range v.(naiveMessage).flat(f.message) {
			out[i] = append(out[i].([]any), naiveElement(cell))
		}
	}
	return out
}

// naiveShown is a value as Shown shows it. A number that is a null's shows as null.
func naiveShown(v any) string {
	b := column.NewVector(column.Of(column.Object))
	b.(*column.Vec[any]).Append(naiveNull(v))
	return wiretest.Shown(b, 0)
}

func naiveNull(v any) any {
	switch x := v.(type) {
	case int32:
		return orNil(x, x == column.NullInt)
	case int64:
		return orNil(x, x == column.NullLong)
	case wire.Instant:
		return orNil(x, int64(x) == column.NullLong)
	case float32:
		return orNil(x, x == column.NullFloat)
	case float64:
		return orNil(x, x == column.NullDouble)
	case []any:
		for i := range x {
			x[i] = naiveNull(x[i])
		}
	case *wire.Map:
		for i := range x.Keys {
			x.Keys[i], x.Values[i] = naiveNull(x.Keys[i]), naiveNull(x.Values[i])
		}
	}
	return v
}

func orNil(x any, null bool) any {
	if null {
		return nil
	}
	return x
}
