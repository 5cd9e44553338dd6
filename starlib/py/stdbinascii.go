package py

import (
	"encoding/base64"
	"encoding/hex"
	"hash/crc32"
	"strings"

	"go.starlark.net/starlark"
)

// binasciiEntries is the module binascii.
func binasciiEntries() []Entry {
	return []Entry{
		{Sig: "Error", Doc: "The error of texts that are no bytes.", Value: ExceptionClass{"binascii", "Error", "ValueError"}},
		{Sig: "a2b_base64(data)", Doc: "The bytes of a text in base64.", Fn: hexOrBase64("data", func(s string) ([]byte, error) { return fromBase64(s) })},
		{Sig: "a2b_hex(hexstr)", Doc: "The bytes of hexadecimal digits.", Fn: hexOrBase64("hexstr", unhexed)},
		{Sig: "b2a_base64(data, *, newline=True)", Doc: "Bytes in base64, as bytes with a newline.", Fn: func(c *Call) (starlark.Value, error) {
			var data starlark.Bytes
			newline := true
			if err := c.Unpack("data", bytesOf{&data}, "newline?", &newline); err != nil {
				return nil, err
			}
			s := base64.StdEncoding.EncodeToString([]byte(data))
			if newline {
				s += "\n"
			}
			return starlark.Bytes(s), nil
		}},
		{Sig: "b2a_hex(data, sep=None, bytes_per_sep=1)", Doc: "Bytes in hexadecimal digits, as bytes.", Fn: toHex},
		{Sig: "crc32(data, crc=0) -> int", Doc: "The CRC-32 checksum of bytes, going on from crc.", Fn: func(c *Call) (starlark.Value, error) {
			var data starlark.Bytes
			value := starlark.MakeInt(0)
			if err := c.Unpack("data", bytesOf{&data}, "crc?", &value); err != nil {
				return nil, err
			}
			n, _ := value.And(starlark.MakeUint64(1<<32 - 1)).Uint64()
			return starlark.MakeUint64(uint64(crc32.Update(uint32(n), crc32.IEEETable, []byte(data)))), nil
		}},
		{Sig: "hexlify(data, sep=None, bytes_per_sep=1)", Doc: "Bytes in hexadecimal digits, as bytes.", Fn: toHex},
		{Sig: "unhexlify(hexstr)", Doc: "The bytes of hexadecimal digits.", Fn: hexOrBase64("hexstr", unhexed)},
	}
}

func hexOrBase64(name string, f func(s string) ([]byte, error)) func(c *Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		var s starlark.Bytes
		if err := c.Unpack(name, bytesOrText{&s}); err != nil {
			return nil, err
		}
		b, err := f(string(s))
		return starlark.Bytes(b), err
	}
}

func unhexed(s string) ([]byte, error) {
	if len(s)%2 == 1 {
		return nil, Raise("binascii.Error", "Odd-length string")
	}
	b, err := hex.DecodeString(s)
	if err != nil {
		return nil, Raise("binascii.Error", "Non-hexadecimal digit found")
	}
	return b, nil
}

// toHex is hexlify(data, sep=None, bytes_per_sep=1).
func toHex(c *Call) (starlark.Value, error) {
	var data starlark.Bytes
	var sep starlark.Value = starlark.None
	per := 1
	if err := c.Unpack("data", bytesOf{&data}, "sep?", &sep, "bytes_per_sep?", &per); err != nil {
		return nil, err
	}
	s, err := hexBetween(string(data), sep, per)
	return starlark.Bytes(s), err
}

// hexBetween is bytes in digits, with a separator between every per of them, counted from the
// right; of a negative per from the left.
func hexBetween(b string, sep starlark.Value, per int) (string, error) {
	text := ""
	switch v := sep.(type) {
	case starlark.NoneType:
		return hex.EncodeToString([]byte(b)), nil
	case starlark.String:
		text = string(v)
	case starlark.Bytes:
		text = string(v)
	default:
		return "", Raise("TypeError", "sep must be str or bytes.")
	}
	if len(text) != 1 {
		return "", Raise("ValueError", "sep must be length 1.")
	}
	if per == 0 {
		return hex.EncodeToString([]byte(b)), nil
	}
	var out strings.Builder
	for i := range len(b) {
		left := len(b) - i
		if per < 0 {
			left = i
		}
		if i > 0 && left%max(per, -per) == 0 {
			out.WriteString(text)
		}
		out.WriteString(hex.EncodeToString([]byte{b[i]}))
	}
	return out.String(), nil
}
