package py

import (
	"bytes"
	endian "encoding/binary"
	"encoding/hex"
	"fmt"

	"go.starlark.net/starlark"
)

// uuid is a UUID.
type uuid struct{ b [16]byte }

func (u uuid) hex() string { return hex.EncodeToString(u.b[:]) }

func (u uuid) String() string {
	return fmt.Sprintf("%x-%x-%x-%x-%x", u.b[:4], u.b[4:6], u.b[6:8], u.b[8:10], u.b[10:])
}

func (u uuid) repr() string          { return "UUID('" + u.String() + "')" }
func (u uuid) Class() string         { return "uuid.UUID" }
func (u uuid) Type() string          { return "UUID" }
func (u uuid) Freeze()               {}
func (u uuid) Truth() starlark.Bool  { return true }
func (u uuid) Hash() (uint32, error) { return starlark.Bytes(u.b[:]).Hash() }

// Cmp orders by the number.
func (u uuid) Cmp(y starlark.Value, _ int) (int, error) {
	v := y.(uuid)
	return bytes.Compare(u.b[:], v.b[:]), nil
}

// Whole is int(u).
func (u uuid) Whole() (starlark.Value, error) { return u.number(), nil }

// Attr is one of its parts.
func (u uuid) Attr(name string) (starlark.Value, error) { return Member(uuidAttrs(), u, name) }

// AttrNames is the names of its parts.
func (u uuid) AttrNames() []string { return EntryNames(uuidAttrs()) }

// uuidAttrs is THE table of what a UUID has.
func uuidAttrs() []Entry {
	part := func(sig, doc string, of func(u uuid) starlark.Value) Entry {
		return Entry{Sig: sig, Doc: doc, Fn: func(c *Call) (starlark.Value, error) { return of(c.Recv.(uuid)), nil }}
	}
	number := func(sig, doc string, of func(u uuid) uint64) Entry {
		return part(sig, doc, func(u uuid) starlark.Value { return starlark.MakeUint64(of(u)) })
	}
	low := func(u uuid) uint64 { return uint64(endian.BigEndian.Uint32(u.b[:])) }
	mid := func(u uuid) uint64 { return uint64(endian.BigEndian.Uint16(u.b[4:])) }
	high := func(u uuid) uint64 { return uint64(endian.BigEndian.Uint16(u.b[6:])) }
	seq := func(u uuid) uint64 { return uint64(endian.BigEndian.Uint16(u.b[8:]) & 0x3fff) }
	node := func(u uuid) uint64 { return endian.BigEndian.Uint64(u.b[8:]) & (1<<48 - 1) }
	return []Entry{
		part("bytes", "Its 16 bytes.", func(u uuid) starlark.Value { return starlark.Bytes(u.b[:]) }),
		part("bytes_le", "Its 16 bytes, the first three numbers with the lowest byte first.", func(u uuid) starlark.Value {
			v := u.turned()
			return starlark.Bytes(v.b[:])
		}),
		number("clock_seq", "The sequence number.", seq),
		number("clock_seq_hi_variant", "The ninth byte.", func(u uuid) uint64 { return uint64(u.b[8]) }),
		number("clock_seq_low", "The tenth byte.", func(u uuid) uint64 { return uint64(u.b[9]) }),
		part("fields", "Its six numbers.", func(u uuid) starlark.Value {
			t := starlark.Tuple{}
			for _, n := range []uint64{low(u), mid(u), high(u), uint64(u.b[8]), uint64(u.b[9]), node(u)} {
				t = append(t, starlark.MakeUint64(n))
			}
			return t
		}),
		part("hex", "Its 32 digits.", func(u uuid) starlark.Value { return starlark.String(u.hex()) }),
		part("int", "Its number.", func(u uuid) starlark.Value { return u.number() }),
		number("node", "The number of the machine.", node),
		number("time", "The time, in units of 100 ns since 1582.", func(u uuid) uint64 { return (high(u)&0xfff)<<48 | mid(u)<<32 | low(u) }),
		number("time_hi_version", "The third number.", high),
		number("time_low", "The first number.", low),
		number("time_mid", "The second number.", mid),
		part("urn", "Its text as a URN.", func(u uuid) starlark.Value { return starlark.String("urn:uuid:" + u.String()) }),
		part("variant", "How it is laid out.", func(u uuid) starlark.Value {
			switch {
			case u.b[8]&0x80 == 0:
				return starlark.String("reserved for NCS compatibility")
			case u.b[8]&0x40 == 0:
				return starlark.String(variantRFC)
			case u.b[8]&0x20 == 0:
				return starlark.String("reserved for Microsoft compatibility")
			}
			return starlark.String("reserved for future definition")
		}),
		part("version", "How it was made, or None.", func(u uuid) starlark.Value {
			if u.b[8]&0xc0 != 0x80 {
				return starlark.None
			}
			return starlark.MakeInt(int(u.b[6] >> 4))
		}),
	}
}
