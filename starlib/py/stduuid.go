package py

import (
	"crypto/md5"
	"crypto/rand"
	"crypto/sha1"
	endian "encoding/binary"
	"encoding/hex"
	"hash"
	"math/big"
	"strings"

	"go.starlark.net/starlark"

	"starling/internal/wall"
)

// uuidEntries is the module uuid.
func uuidEntries() []Entry {
	space := func(first byte) starlark.Value {
		u := uuid{}
		hexed := "6ba7b8109dad11d180b400c04fd430c8"
		_, _ = hex.Decode(u.b[:], []byte(hexed)) // of 32 digits, as they stand here
		u.b[3] = first
		return u
	}
	return []Entry{
		{Sig: "NAMESPACE_DNS", Doc: "For names of hosts.", Value: space(0x10)},
		{Sig: "NAMESPACE_OID", Doc: "For ISO OIDs.", Value: space(0x12)},
		{Sig: "NAMESPACE_URL", Doc: "For URLs.", Value: space(0x11)},
		{Sig: "NAMESPACE_X500", Doc: "For X.500 names.", Value: space(0x14)},
		{Sig: "RFC_4122", Doc: "A variant.", Value: starlark.String(variantRFC)},
		{Sig: "UUID(hex=None, bytes=None, bytes_le=None, fields=None, int=None, version=None)", Doc: "A UUID of its text, its bytes or its number.", Class: "uuid.UUID", Fn: newUUID},
		{Sig: "getnode() -> int", Doc: "A number for this machine: a random one, as Python has it where the address of the network is not known.", Fn: func(c *Call) (starlark.Value, error) {
			return starlark.MakeUint64(uuidNode), c.Unpack()
		}},
		{Sig: "uuid1(node=None, clock_seq=None)", Doc: "A UUID of the time and the machine.", Fn: uuid1},
		{Sig: "uuid3(namespace, name)", Doc: "The UUID of a name in a namespace, by MD5.", Fn: uuidOfName(3, md5.New)},
		{Sig: "uuid4()", Doc: "A random UUID.", Fn: func(c *Call) (starlark.Value, error) {
			u := uuid{}
			_, _ = rand.Read(u.b[:]) // never fails
			return u.versioned(4), c.Unpack()
		}},
		{Sig: "uuid5(namespace, name)", Doc: "The UUID of a name in a namespace, by SHA-1.", Fn: uuidOfName(5, sha1.New)},
	}
}

const variantRFC = "specified in RFC 4122"

// uuidNode is the number of this machine: 48 random bits, the first of the first byte set.
var uuidNode = func() uint64 {
	var b [8]byte
	_, _ = rand.Read(b[2:]) // never fails
	return endian.BigEndian.Uint64(b[:]) | 1<<40
}()

// versioned is u with the bits of a version.
func (u uuid) versioned(version byte) uuid {
	u.b[6] = u.b[6]&0x0f | version<<4
	u.b[8] = u.b[8]&0x3f | 0x80
	return u
}

func uuidOfName(version byte, new func() hash.Hash) func(c *Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		var space starlark.Value
		var name string
		if err := c.Unpack("namespace", &space, "name", &name); err != nil {
			return nil, err
		}
		in, ok := space.(uuid)
		if !ok {
			return nil, Raise("AttributeError", "'%s' object has no attribute 'bytes'; namespace is a UUID, such as uuid.NAMESPACE_DNS", TypeOf(space))
		}
		h := new()
		h.Write(in.b[:])
		h.Write([]byte(name))
		u := uuid{}
		copy(u.b[:], h.Sum(nil))
		return u.versioned(version), nil
	}
}

// uuidEpoch is when the time of UUIDs began, in units of 100 ns before 1970.
const uuidEpoch = 0x01b21dd213814000

func uuid1(c *Call) (starlark.Value, error) {
	var node, seq starlark.Value = starlark.None, starlark.None
	if err := c.Unpack("node?", &node, "clock_seq?", &seq); err != nil {
		return nil, err
	}
	at := uint64(max(wall.Now().UnixNano()/100+uuidEpoch, int64(c.uuidLast+1)))
	c.uuidLast = at
	var r [2]byte
	_, _ = rand.Read(r[:]) // never fails
	n, s := uuidNode, uint64(endian.BigEndian.Uint16(r[:]))
	for v, p := range map[starlark.Value]*uint64{node: &n, seq: &s} {
		if v == starlark.None {
			continue
		}
		if err := starlark.AsInt(v, p); err != nil {
			return nil, Raise("TypeError", "uuid1: %w", err)
		}
	}
	u := uuid{}
	endian.BigEndian.PutUint64(u.b[8:], n&(1<<48-1))
	endian.BigEndian.PutUint16(u.b[8:], uint16(s&0x3fff))
	endian.BigEndian.PutUint32(u.b[:], uint32(at))
	endian.BigEndian.PutUint16(u.b[4:], uint16(at>>32))
	endian.BigEndian.PutUint16(u.b[6:], uint16(at>>48))
	return u.versioned(1), nil
}

func newUUID(c *Call) (starlark.Value, error) {
	given := map[string]*starlark.Value{}
	var pairs []any
	names := []string{"hex", "bytes", "bytes_le", "fields", "int"}
	for _, name := range names {
		v := starlark.Value(starlark.None)
		given[name] = &v
		pairs = append(pairs, name+"?", &v)
	}
	var version starlark.Value = starlark.None
	if err := c.Unpack(append(pairs, "version?", &version)...); err != nil {
		return nil, err
	}
	var u uuid
	var err error
	n := 0
	for _, name := range names {
		if v := *given[name]; v != starlark.None {
			n++
			u, err = uuidOf(c, name, v)
		}
	}
	if n != 1 {
		return nil, Raise("TypeError", "one of the hex, bytes, bytes_le, fields, or int arguments must be given")
	}
	if err != nil || version == starlark.None {
		return u, err
	}
	k, err := starlark.AsInt32(version)
	if err != nil || k < 1 || k > 5 {
		return nil, Raise("ValueError", "illegal version number")
	}
	return u.versioned(byte(k)), nil
}

// uuidOf is a UUID by one of the arguments of the class.
func uuidOf(c *Call, name string, v starlark.Value) (u uuid, err error) {
	switch name {
	case "hex":
		s, ok := starlark.AsString(v)
		if !ok {
			return u, Raise("AttributeError", "'%s' object has no attribute 'replace'; UUID takes a string", TypeOf(v))
		}
		s = strings.NewReplacer("urn:", "", "uuid:", "").Replace(s)
		s = strings.ReplaceAll(strings.Trim(s, "{}"), "-", "")
		if len(s) != 32 {
			return u, Raise("ValueError", "badly formed hexadecimal UUID string")
		}
		if _, err := hex.Decode(u.b[:], []byte(s)); err != nil {
			return u, Raise("ValueError", "invalid literal for int() with base 16: %s", quoted(s))
		}
	case "bytes", "bytes_le":
		b, ok := v.(starlark.Bytes)
		if !ok || len(b) != 16 {
			return u, Raise("ValueError", "%s is not a 16-char string", name)
		}
		copy(u.b[:], b)
		if name == "bytes_le" {
			u = u.turned()
		}
	case "fields":
		return uuidOfFields(c, v)
	case "int":
		n, ok := v.(starlark.Int)
		if !ok {
			return u, Raise("TypeError", "UUID: int: got %s, want int", TypeOf(v))
		}
		if n.Sign() < 0 || n.BigInt().BitLen() > 128 {
			return u, Raise("ValueError", "int is out of range (need a 128-bit value)")
		}
		n.BigInt().FillBytes(u.b[:])
	}
	return u, nil
}

func uuidOfFields(c *Call, v starlark.Value) (u uuid, err error) {
	fields, err := c.valuesOf(v)
	if err != nil {
		return u, err
	}
	if len(fields) != 6 {
		return u, Raise("ValueError", "fields is not a 6-tuple")
	}
	at := 0
	for i, size := range []int{4, 2, 2, 1, 1, 6} {
		n, ok := fields[i].(starlark.Int)
		if !ok || n.Sign() < 0 || n.BigInt().BitLen() > 8*size {
			return u, Raise("ValueError", "field %d out of range (need a %d-bit value)", i+1, 8*size)
		}
		n.BigInt().FillBytes(u.b[at : at+size])
		at += size
	}
	return u, nil
}

// turned is u with the bytes of its first three numbers in the other order.
func (u uuid) turned() uuid {
	b := u.b
	for i, j := range [8]int{3, 2, 1, 0, 5, 4, 7, 6} {
		u.b[i] = b[j]
	}
	return u
}

// number is u as a whole number.
func (u uuid) number() starlark.Int { return starlark.MakeBigInt(new(big.Int).SetBytes(u.b[:])) }
