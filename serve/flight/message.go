package flight

import (
	"math"

	"google.golang.org/protobuf/encoding/protowire"
)

// message is a message of Deephaven's, read by the numbers of its fields. Their definitions are those of
// deephaven-core 42.7; generated code would be two megabytes for what is asked here.
type message struct {
	values map[protowire.Number][]value
}

// value is a value of a field: bytes, or a number.
type value struct {
	bytes  []byte
	number uint64
}

// read is a message; what is none is an empty one, as if nothing had been said.
func read(b []byte) message {
	m := message{map[protowire.Number][]value{}}
	for len(b) > 0 {
		n, kind, k := protowire.ConsumeTag(b)
		if k < 0 {
			return m
		}
		v, size := value{}, 0
		switch b = b[k:]; kind {
		case protowire.BytesType:
			v.bytes, size = protowire.ConsumeBytes(b)
		case protowire.VarintType:
			v.number, size = protowire.ConsumeVarint(b)
		case protowire.Fixed64Type:
			v.number, size = protowire.ConsumeFixed64(b)
		default:
			size = protowire.ConsumeFieldValue(n, kind, b)
		}
		if size < 0 {
			return m
		}
		m.values[n] = append(m.values[n], v)
		b = b[size:]
	}
	return m
}

// has reports whether a field is there.
func (m message) has(n protowire.Number) bool { return len(m.values[n]) > 0 }

// last is the value of a field, of which the last counts.
func (m message) last(n protowire.Number) value {
	if all := m.values[n]; len(all) > 0 {
		return all[len(all)-1]
	}
	return value{}
}

// at is the message that fields within fields lead to.
func (m message) at(way ...protowire.Number) message {
	for _, n := range way {
		m = read(m.last(n).bytes)
	}
	return m
}

func (m message) text(n protowire.Number) string { return string(m.last(n).bytes) }

func (m message) texts(n protowire.Number) []string {
	all := make([]string, 0, len(m.values[n]))
	for _, v := range m.values[n] {
		all = append(all, string(v.bytes))
	}
	return all
}

func (m message) messages(n protowire.Number) []message {
	all := make([]message, 0, len(m.values[n]))
	for _, v := range m.values[n] {
		all = append(all, read(v.bytes))
	}
	return all
}

// signed is a number of the types sint32 and sint64.
func (m message) signed(n protowire.Number) int64 { return protowire.DecodeZigZag(m.last(n).number) }

func (m message) truth(n protowire.Number) bool { return m.last(n).number != 0 }

func (m message) double(n protowire.Number) float64 { return math.Float64frombits(m.last(n).number) }

// written is a message that is being written.
type written []byte

func (w written) bytes(n protowire.Number, of []byte) written {
	return protowire.AppendBytes(protowire.AppendTag(w, n, protowire.BytesType), of)
}

func (w written) text(n protowire.Number, of string) written { return w.bytes(n, []byte(of)) }

func (w written) number(n protowire.Number, of uint64) written {
	return protowire.AppendVarint(protowire.AppendTag(w, n, protowire.VarintType), of)
}

func (w written) truth(n protowire.Number, of bool) written {
	return w.number(n, protowire.EncodeBool(of))
}

func (w written) signed(n protowire.Number, of int64) written {
	return w.number(n, protowire.EncodeZigZag(of))
}
