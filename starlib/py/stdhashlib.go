package py

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha3"
	"crypto/sha512"
	"encoding/hex"
	"hash"
	"slices"

	"go.starlark.net/starlark"
)

// hashes is THE table of hashlib, by name.
var hashes = []struct {
	name string
	new  func() hash.Hash
}{
	{"md5", md5.New},
	{"sha1", sha1.New},
	{"sha224", sha256.New224},
	{"sha256", sha256.New},
	{"sha384", sha512.New384},
	{"sha512", sha512.New},
	{"sha3_224", func() hash.Hash { return sha3.New224() }},
	{"sha3_256", func() hash.Hash { return sha3.New256() }},
	{"sha3_384", func() hash.Hash { return sha3.New384() }},
	{"sha3_512", func() hash.Hash { return sha3.New512() }},
}

// hashlibEntries is the module hashlib.
func hashlibEntries() []Entry {
	var out []Entry
	for _, h := range hashes {
		out = append(out, Entry{Sig: h.name + "(string=b\"\")", Doc: "A " + h.name + " digest of bytes.", Fn: func(c *Call) (starlark.Value, error) {
			data := starlark.Bytes("")
			if err := c.Unpack("string?", bytesOf{&data}); err != nil {
				return nil, err
			}
			return &digest{c.Interp, h.name, h.new, []byte(data)}, nil
		}})
	}
	out = append(out, Entry{Sig: "pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None)", Doc: "A key of a password.", Fn: pbkdf2Key})
	return inOrder(out, []Entry{{Sig: "new(name, data=b\"\")", Doc: "A digest by its name.", Fn: newDigest}})
}

func newDigest(c *Call) (starlark.Value, error) {
	var name string
	data := starlark.Bytes("")
	if err := c.Unpack("name", &name, "data?", bytesOf{&data}); err != nil {
		return nil, err
	}
	for _, h := range hashes {
		if h.name == name {
			return &digest{c.Interp, name, h.new, []byte(data)}, nil
		}
	}
	return nil, Raise("ValueError", "unsupported hash type %s", name)
}

// digest is a digest of the bytes that came so far.
type digest struct {
	ip   *Interp
	name string
	new  func() hash.Hash
	data []byte
}

func (d *digest) String() string        { return "<" + d.name + " _hashlib.HASH object>" }
func (d *digest) Type() string          { return "HASH" }
func (d *digest) Freeze()               {}
func (d *digest) Truth() starlark.Bool  { return true }
func (d *digest) Hash() (uint32, error) { return uint32(PointerOf(d) >> 4), nil }

// Attr is a method or a property.
func (d *digest) Attr(name string) (starlark.Value, error) {
	return d.ip.Attribute(digestMethods(), d, name)
}

// AttrNames is the names of the methods and properties.
func (d *digest) AttrNames() []string { return EntryNames(digestMethods()) }

// sum is the digest.
func (d *digest) sum() []byte {
	h := d.new()
	h.Write(d.data)
	return h.Sum(nil)
}

func digestMethods() []Entry {
	return []Entry{
		{Sig: "block_size", Doc: "How many bytes are taken at once.", Fn: func(c *Call) (starlark.Value, error) {
			return starlark.MakeInt(c.Recv.(*digest).new().BlockSize()), nil
		}},
		{Sig: "copy()", Doc: "A digest of the same bytes, which goes on by itself.", Fn: func(c *Call) (starlark.Value, error) {
			d := *c.Recv.(*digest)
			d.data = slices.Clone(d.data)
			return &d, c.Unpack()
		}},
		{Sig: "digest()", Doc: "The digest.", Fn: func(c *Call) (starlark.Value, error) {
			return starlark.Bytes(c.Recv.(*digest).sum()), c.Unpack()
		}},
		{Sig: "digest_size", Doc: "How many bytes the digest has.", Fn: func(c *Call) (starlark.Value, error) {
			return starlark.MakeInt(c.Recv.(*digest).new().Size()), nil
		}},
		{Sig: "hexdigest() -> str", Doc: "The digest in hexadecimal digits.", Fn: func(c *Call) (starlark.Value, error) {
			return starlark.String(hex.EncodeToString(c.Recv.(*digest).sum())), c.Unpack()
		}},
		{Sig: "name", Doc: "What digest it is.", Fn: func(c *Call) (starlark.Value, error) {
			return starlark.String(c.Recv.(*digest).name), nil
		}},
		{Sig: "update(data)", Doc: "Adds bytes.", Fn: func(c *Call) (starlark.Value, error) {
			var data starlark.Bytes
			if err := c.Unpack("data", bytesOf{&data}); err != nil {
				return nil, err
			}
			d := c.Recv.(*digest)
			d.data = append(d.data, data...)
			return starlark.None, c.bounds.Size(c.Name, len(d.data))
		}},
	}
}
