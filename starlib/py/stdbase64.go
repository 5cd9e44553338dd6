package py

import (
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"

	"go.starlark.net/starlark"
)

// bytesOf takes bytes; a text is told to be encoded, as Python tells.
type bytesOf struct{ p *starlark.Bytes }

// Unpack implements starlark.Unpacker.
func (u bytesOf) Unpack(v starlark.Value) error {
	b, ok := bytesLike(v)
	if !ok {
		return fmt.Errorf("a bytes-like object is required, not '%s'", TypeOf(v))
	}
	*u.p = starlark.Bytes(b)
	return nil
}

// bytesOrText takes bytes or a text of ASCII.
type bytesOrText struct{ p *starlark.Bytes }

// Unpack implements starlark.Unpacker.
func (u bytesOrText) Unpack(v starlark.Value) error {
	s, ok := v.(starlark.String)
	if !ok {
		return bytesOf(u).Unpack(v)
	}
	if !isASCII(string(s)) {
		return fmt.Errorf("string argument should contain only ASCII characters")
	}
	*u.p = starlark.Bytes(s)
	return nil
}

// fromBase32 is the bytes of a text in an alphabet of base32.
func fromBase32(by *base32.Encoding) func(s string) ([]byte, error) {
	return func(s string) ([]byte, error) {
		if len(s)%8 != 0 {
			return nil, Raise("binascii.Error", "Incorrect padding")
		}
		b, err := by.DecodeString(s)
		if err != nil {
			return nil, Raise("binascii.Error", "Non-base32 digit found")
		}
		return b, nil
	}
}

// base64Entries is the module base64.
func base64Entries() []Entry {
	return []Entry{
		{Sig: "b16decode(s)", Doc: "The bytes of capital hexadecimal digits.", Fn: decoding(func(s string) ([]byte, error) {
			b, err := hex.DecodeString(s)
			if err != nil || strings.ToUpper(s) != s {
				return nil, Raise("binascii.Error", "Non-base16 digit found")
			}
			return b, nil
		})},
		{Sig: "b16encode(s)", Doc: "Bytes in capital hexadecimal digits, as bytes.", Fn: encoding(func(b []byte) string { return strings.ToUpper(hex.EncodeToString(b)) })},
		{Sig: "b32decode(s)", Doc: "The bytes of a text in base32.", Fn: decoding(fromBase32(base32.StdEncoding))},
		{Sig: "b32encode(s)", Doc: "Bytes in base32, as bytes.", Fn: encoding(base32.StdEncoding.EncodeToString)},
		{Sig: "b32hexdecode(s)", Doc: "The bytes of a text in base32 with the digits first.", Fn: decoding(fromBase32(base32.HexEncoding))},
		{Sig: "b32hexencode(s)", Doc: "Bytes in base32 with the digits first, as bytes.", Fn: encoding(base32.HexEncoding.EncodeToString)},
		{Sig: "b64decode(s)", Doc: "The bytes of a text in base64.", Fn: decoding(fromBase64)},
		{Sig: "b64encode(s)", Doc: "Bytes in base64, as bytes.", Fn: encoding(base64.StdEncoding.EncodeToString)},
		{Sig: "standard_b64decode(s)", Doc: "b64decode.", Fn: decoding(fromBase64)},
		{Sig: "standard_b64encode(s)", Doc: "b64encode.", Fn: encoding(base64.StdEncoding.EncodeToString)},
		{Sig: "urlsafe_b64decode(s)", Doc: "The bytes of a text in base64 with - and _ for + and /.", Fn: decoding(func(s string) ([]byte, error) {
			return fromBase64(strings.NewReplacer("-", "+", "_", "/").Replace(s))
		})},
		{Sig: "urlsafe_b64encode(s)", Doc: "Bytes in base64 with - and _ for + and /, as bytes.", Fn: encoding(base64.URLEncoding.EncodeToString)},
	}
}

// encoding is a function of bytes.
func encoding(f func([]byte) string) func(*Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		var s starlark.Bytes
		if err := c.Unpack("s", bytesOf{&s}); err != nil {
			return nil, err
		}
		return starlark.Bytes(f([]byte(s))), nil
	}
}

// decoding is a function of bytes or a text.
func decoding(f func(string) ([]byte, error)) func(*Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		var s starlark.Bytes
		if err := c.Unpack("s", bytesOrText{&s}); err != nil {
			return nil, err
		}
		b, err := f(string(s))
		return starlark.Bytes(b), err
	}
}

// fromBase64 passes over what is no digit, as Python does, and ends at the padding.
func fromBase64(s string) ([]byte, error) {
	kept, pad := strings.Map(func(r rune) rune {
		if strings.ContainsRune(uppercase+lowercase+digits+"+/", r) {
			return r
		}
		return -1
	}, s), strings.Count(s, "=")
	switch len(kept) % 4 {
	case 1:
		return nil, Raise("binascii.Error", "Invalid base64-encoded string: number of data characters (%d) cannot be 1 more than a multiple of 4", len(kept))
	case 2, 3:
		if pad < 4-len(kept)%4 {
			return nil, Raise("binascii.Error", "Incorrect padding")
		}
	}
	return base64.RawStdEncoding.DecodeString(kept)
}
