package py

import (
	endian "encoding/binary"
	"errors"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"go.starlark.net/starlark"
)

// codecAliases is the names of the encodings that there are.
var codecAliases = map[string]string{
	"utf-8": "utf-8", "utf8": "utf-8", "u8": "utf-8", "utf-8-sig": "utf-8-sig", "ascii": "ascii", "us-ascii": "ascii",
	"latin-1": "latin-1", "latin1": "latin-1", "iso-8859-1": "latin-1", "iso8859-1": "latin-1", "l1": "latin-1", "8859": "latin-1",
	"utf-16": "utf-16", "utf16": "utf-16", "utf-16-le": "utf-16-le", "utf-16le": "utf-16-le", "utf-16-be": "utf-16-be", "utf-16be": "utf-16-be",
	"utf-32": "utf-32", "utf32": "utf-32", "utf-32-le": "utf-32-le", "utf-32-be": "utf-32-be",
}

// codecNames reads the arguments encoding and errors.
func codecNames(fn string, encoding, handler starlark.Value) (codec, how string, err error) {
	codec, how = "utf-8", "strict"
	for _, arg := range []struct {
		name string
		v    starlark.Value
		to   *string
	}{{"encoding", encoding, &codec}, {"errors", handler, &how}} {
		if arg.v == nil {
			continue
		}
		var ok bool
		if *arg.to, ok = starlark.AsString(arg.v); !ok {
			return "", "", Raise("TypeError", "%s() argument '%s' must be str, not %s", fn, arg.name, TypeOf(arg.v))
		}
	}
	known, ok := codecAliases[strings.ReplaceAll(strings.ToLower(codec), "_", "-")]
	if !ok {
		return "", "", Hinted(Raise("LookupError", "unknown encoding: %s", codec), "; there are utf-8, ascii, latin-1, utf-16 and utf-32")
	}
	codec = known
	return codec, how, nil
}

// unicodeError is the error of a codec, with the arguments that such exceptions have.
func unicodeError(kind, text, codec string, of starlark.Value, start, end int, why string) error {
	args := starlark.Tuple{starlark.String(codec), of, starlark.MakeInt(start), starlark.MakeInt(end), starlark.String(why)}
	return &raised{kind: kind, err: errors.New(text), args: args}
}

// codecArgs reads the arguments of encode and decode.
func (c *Call) codecArgs() (codec, how string, err error) {
	var encoding, handler starlark.Value
	if err := c.Unpack("encoding?", &encoding, "errors?", &handler); err != nil {
		return "", "", err
	}
	return codecNames(c.Name, encoding, handler)
}

// encoded is s.encode(encoding, errors).
func encoded(c *Call, s string) (starlark.Value, error) {
	codec, how, err := c.codecArgs()
	if err != nil {
		return nil, err
	}
	b, err := c.encode(s, codec, how)
	return starlark.Bytes(b), err
}

// decoded is b.decode(encoding, errors).
func decoded(c *Call) (starlark.Value, error) {
	codec, how, err := c.codecArgs()
	b, _ := bytesLike(c.Recv)
	if KindOf(err, "") == "LookupError" && len(b) == 0 { // for which CPython looks no encoding up
		return starlark.String(""), nil
	}
	if err != nil {
		return nil, err
	}
	s, err := c.decode(b, codec, how)
	return starlark.String(s), err
}

// encode is the bytes of a text.
func (c *Call) encode(s, codec, how string) (string, error) {
	switch {
	case codec == "utf-8-sig":
		b, err := c.encode(s, "utf-8", how)
		return "\ufeff" + b, err
	case codec == "utf-8" && utf8.ValidString(s):
		return s, nil
	case codec == "utf-16" || codec == "utf-32":
		b, err := c.encode("\ufeff"+s, codec+"-le", how)
		return b, err
	}
	var out []byte
	at := 0
	for i, r := range s {
		_, n := utf8.DecodeRuneInString(s[i:])
		broken := r == utf8.RuneError && n == 1
		switch {
		case broken && how == "surrogateescape":
			out = append(out, s[i])
		case broken || codec == "ascii" && r > 0x7f || codec == "latin-1" && r > 0xff:
			b, err := unencodable(s, s[i:i+n], r, at, codec, how, broken)
			if err != nil {
				return "", err
			}
			out = append(out, b...)
		default:
			out = appendRune(out, r, codec)
		}
		at++
		if err := c.bounds.Size(c.Name, len(out)); err != nil {
			return "", err
		}
	}
	return string(out), nil
}

// appendRune appends a character that the codec has.
func appendRune(out []byte, r rune, codec string) []byte {
	switch codec {
	case "utf-8":
		return utf8.AppendRune(out, r)
	case "utf-16-le":
		for _, u := range utf16.AppendRune(nil, r) {
			out = endian.LittleEndian.AppendUint16(out, u)
		}
		return out
	case "utf-16-be":
		for _, u := range utf16.AppendRune(nil, r) {
			out = endian.BigEndian.AppendUint16(out, u)
		}
		return out
	case "utf-32-le":
		return endian.LittleEndian.AppendUint32(out, uint32(r))
	case "utf-32-be":
		return endian.BigEndian.AppendUint32(out, uint32(r))
	}
	return append(out, byte(r))
}

// unencodable is what stands for a character that the codec has not.
func unencodable(whole, s string, r rune, at int, codec, how string, broken bool) (string, error) {
	if broken {
		r = 0xdc00 + rune(s[0])
	}
	switch how {
	case "ignore":
		return "", nil
	case "replace":
		return "?", nil
	case "backslashreplace", "xmlcharrefreplace":
		var b strings.Builder
		if how[0] == 'x' {
			return fmt.Sprintf("&#%d;", r), nil
		}
		escape(&b, r)
		return b.String(), nil
	case "strict", "surrogateescape":
		var b strings.Builder
		escape(&b, r)
		why := map[string]string{"ascii": "ordinal not in range(128)", "latin-1": "ordinal not in range(256)"}[codec]
		if broken && why == "" {
			why = "surrogates not allowed"
		}
		text := fmt.Sprintf("'%s' codec can't encode character '%s' in position %d: %s", codec, b.String(), at, why)
		return "", unicodeError("UnicodeEncodeError", text, codec, starlark.String(whole), at, at+1, why)
	}
	return "", Raise("LookupError", "unknown error handler name '%s'", how)
}

// decode is the text of bytes.
func (c *Call) decode(b, codec, how string) (string, error) {
	switch codec {
	case "utf-8-sig":
		return c.decode(strings.TrimPrefix(b, "\ufeff"), "utf-8", how)
	case "utf-8":
		if utf8.ValidString(b) {
			return b, nil
		}
		return decodeUTF8(b, how)
	case "ascii", "latin-1":
		var out strings.Builder
		for i := range len(b) {
			if codec == "latin-1" || b[i] < utf8.RuneSelf {
				out.WriteRune(rune(b[i]))
				continue
			}
			s, err := undecodable(b, i, i+1, codec, "ordinal not in range(128)", how)
			if err != nil {
				return "", err
			}
			out.WriteString(s)
		}
		return out.String(), c.bounds.Size(c.Name, out.Len())
	}
	return c.decodeWide(b, codec, how)
}

// decodeWide is the text of bytes of which several make a character.
func (c *Call) decodeWide(b, codec, how string) (string, error) {
	size := 2
	if strings.HasPrefix(codec, "utf-32") {
		size = 4
	}
	var order endian.ByteOrder = endian.LittleEndian
	switch {
	case strings.HasSuffix(codec, "-be"):
		order = endian.BigEndian
	case strings.HasSuffix(codec, "-le"):
	case size == 2 && strings.HasPrefix(b, "\xfe\xff"):
		order, b = endian.BigEndian, b[2:]
	case size == 2 && strings.HasPrefix(b, "\xff\xfe"):
		b = b[2:]
	case size == 4 && strings.HasPrefix(b, "\x00\x00\xfe\xff"):
		order, b = endian.BigEndian, b[4:]
	case size == 4 && strings.HasPrefix(b, "\xff\xfe\x00\x00"):
		b = b[4:]
	}
	var out strings.Builder
	bs := []byte(b)
	for i := 0; i < len(bs); {
		r, n, why := rune(0), size, ""
		switch {
		case i+size > len(bs):
			n, why = len(bs)-i, "truncated data"
		case size == 4:
			if r = rune(order.Uint32(bs[i:])); !utf8.ValidRune(r) {
				why = "code point not in range(0x110000)"
			}
		default:
			r = rune(order.Uint16(bs[i:]))
			if utf16.IsSurrogate(r) {
				n, why = 2, "illegal UTF-16 surrogate"
				if i+4 > len(bs) {
					n, why = len(bs)-i, "unexpected end of data"
				} else if pair := utf16.DecodeRune(r, rune(order.Uint16(bs[i+2:]))); pair != utf8.RuneError {
					r, n, why = pair, 4, ""
				}
			}
		}
		if why == "" {
			out.WriteRune(r)
		} else if s, err := undecodable(b, i, i+n, codec, why, how); err != nil {
			return "", err
		} else {
			out.WriteString(s)
		}
		i += n
	}
	return out.String(), c.bounds.Size(c.Name, out.Len())
}

// decodeUTF8 is the text of bytes that are not all UTF-8.
func decodeUTF8(b, how string) (string, error) {
	var out strings.Builder
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRuneInString(b[i:])
		if r != utf8.RuneError || n > 1 {
			out.WriteString(b[i : i+n])
			i += n
			continue
		}
		size, why := brokenUTF8(b[i:])
		s, err := undecodable(b, i, i+size, "utf-8", why, how)
		if err != nil {
			return "", err
		}
		out.WriteString(s)
		i += size
	}
	return out.String(), nil
}

// brokenUTF8 is how many bytes at the beginning are the part of a character, and what is wrong.
func brokenUTF8(b string) (int, string) {
	c := b[0]
	need, low, high := 0, byte(0x80), byte(0xbf)
	switch {
	case c >= 0xc2 && c <= 0xdf:
		need = 1
	case c >= 0xe0 && c <= 0xef:
		need = 2
		if c == 0xe0 {
			low = 0xa0
		} else if c == 0xed {
			high = 0x9f
		}
	case c >= 0xf0 && c <= 0xf4:
		need = 3
		if c == 0xf0 {
			low = 0x90
		} else if c == 0xf4 {
			high = 0x8f
		}
	default:
		return 1, "invalid start byte"
	}
	n := 1
	for ; n <= need && n < len(b) && b[n] >= low && b[n] <= high; n++ {
		low, high = 0x80, 0xbf
	}
	if n == len(b) {
		return n, "unexpected end of data"
	}
	return n, "invalid continuation byte"
}

// undecodable is what stands for bytes that are no character.
func undecodable(b string, from, to int, codec, why, how string) (string, error) {
	switch how {
	case "ignore":
		return "", nil
	case "replace":
		return "\ufffd", nil
	case "surrogateescape":
		return b[from:to], nil
	case "backslashreplace":
		var out strings.Builder
		for i := from; i < to; i++ {
			fmt.Fprintf(&out, `\x%02x`, b[i])
		}
		return out.String(), nil
	case "strict":
		text := fmt.Sprintf("'%s' codec can't decode byte 0x%02x in position %d: %s", codec, b[from], from, why)
		if to-from > 1 {
			text = fmt.Sprintf("'%s' codec can't decode bytes in position %d-%d: %s", codec, from, to-1, why)
		}
		return "", unicodeError("UnicodeDecodeError", text, codec, starlark.Bytes(b), from, to, why)
	}
	return "", Raise("LookupError", "unknown error handler name '%s'", how)
}
