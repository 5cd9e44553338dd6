package py

import (
	"encoding/hex"
	"strings"
	"unicode/utf8"

	"go.starlark.net/starlark"
)

// bytesMethods is the methods of bytes. Most are those of texts: see bytesByText.
func bytesMethods() []Entry {
	all := []Entry{
		{Sig: "decode(encoding=\"utf-8\", errors=\"strict\")", Fn: decoded},
		{Sig: "fromhex(string)", Fn: fromHex(false)},
		{Sig: "hex(sep=None, bytes_per_sep=1)", Fn: hexOfBytes},
		{Sig: "isascii()", Fn: func(c *Call) (starlark.Value, error) {
			b, _ := bytesLike(c.Recv)
			return starlark.Bool(isASCII(b)), c.positional(0, 0)
		}},
		{Sig: "translate(table, delete=b\"\")", Fn: translatedBytes},
	}
	return append(all, bytesByText()...)
}

// bytesByText is the methods that bytes have in common with texts. They are those of a text in which
// a character that is no ASCII, and so neither a letter nor a space, stands for each other byte.
func bytesByText() []Entry {
	texts := guardedMethods()
	var all []Entry
	for _, sig := range strings.Split("capitalize() center(width, fillchar) count(sub, start, end) endswith(suffix, start, end) expandtabs(tabsize) "+
		"find(sub, start, end) index(sub, start, end) isalnum() isalpha() isdigit() islower() isspace() istitle() isupper() "+
		"join(iterable) ljust(width, fillchar) lower() lstrip(chars) partition(sep) removeprefix(prefix) removesuffix(suffix) "+
		"replace(old, new, count) rfind(sub, start, end) rindex(sub, start, end) rjust(width, fillchar) rpartition(sep) "+
		"rsplit(sep, maxsplit) rstrip(chars) split(sep, maxsplit) splitlines(keepends) startswith(prefix, start, end) strip(chars) "+
		"swapcase() title() upper() zfill(width)", ") ") {
		sig = strings.TrimSuffix(sig, ")") + ")"
		name, _, _ := strings.Cut(sig, "(")
		all = append(all, Entry{Sig: sig, Fn: asBytes(texts[name].fn)})
	}
	return all
}

// byteBase is the first of the characters that stand for bytes.
const byteBase = 0xF700

// masked is the text that stands for bytes. White space of texts that is none of bytes is hidden
// too; to split lines, all that ends lines of texts alone.
func masked(b string, lines bool) string {
	hidden := func(c byte) bool {
		return c >= utf8.RuneSelf || c >= 0x1c && c <= 0x1f || lines && (c == '\v' || c == '\f')
	}
	var out strings.Builder
	out.Grow(len(b))
	for i := range len(b) {
		if hidden(b[i]) {
			out.WriteRune(byteBase + rune(b[i]))
		} else {
			out.WriteByte(b[i])
		}
	}
	return out.String()
}

// unmasked is the bytes for which a text stands.
func unmasked(s string) starlark.Bytes {
	var out strings.Builder
	out.Grow(len(s))
	for _, r := range s {
		if r >= byteBase && r < byteBase+256 {
			r -= byteBase
		}
		out.WriteByte(byte(r))
	}
	return starlark.Bytes(out.String())
}

// asBytes is a method of bytes by that of texts.
func asBytes(method func(c *Call, s string) (starlark.Value, error)) func(c *Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		b, _ := bytesLike(c.Recv)
		lines := c.Name == "splitlines"
		call := *c
		call.Args = make(starlark.Tuple, len(c.Args))
		for i, v := range c.Args {
			var err error
			if call.Args[i], err = c.maskedArg(v, i, lines); err != nil {
				return nil, err
			}
		}
		call.Kwargs = make([]starlark.Tuple, len(c.Kwargs))
		for i, kv := range c.Kwargs {
			v, err := c.maskedArg(kv[1], 1, lines)
			if err != nil {
				return nil, err
			}
			call.Kwargs[i] = starlark.Tuple{kv[0], v}
		}
		s := masked(b, lines)
		call.Recv = starlark.String(s)
		v, err := method(&call, s)
		if err != nil {
			return nil, byteWords(err)
		}
		_, mutable := c.Recv.(*bytearray)
		return unmaskedValue(v, mutable), nil
	}
}

// byteWords is an error of texts about bytes.
func byteWords(err error) error {
	words := strings.NewReplacer("substring", "subsection", "must be str or None, not", "a bytes-like object is required, not", " str ", " bytes ")
	return Raise(KindOf(err, "TypeError"), "%s", words.Replace(err.Error()))
}

// maskedArg is the argument at place i with texts in the place of bytes.
func (c *Call) maskedArg(v starlark.Value, i int, lines bool) (starlark.Value, error) {
	if b, ok := bytesLike(v); ok {
		return starlark.String(masked(b, lines)), nil
	}
	switch x := v.(type) {
	case starlark.String:
		return nil, Raise("TypeError", "a bytes-like object is required, not 'str'")
	case starlark.Int:
		if i == 0 && strings.Contains(" find rfind index rindex count ", " "+c.Name+" ") {
			n, err := byteOf(x)
			return starlark.String(masked(string([]byte{n}), lines)), err
		}
	case starlark.Iterable:
		if c.Name != "join" && c.Name != "startswith" && c.Name != "endswith" {
			break
		}
		var all starlark.Tuple
		var err error
		for part := range c.Each(x, c.bounds.Elements, &err) {
			b, ok := bytesLike(part)
			if !ok && c.Name == "join" {
				return nil, Raise("TypeError", "sequence item %d: expected a bytes-like object, %s found", len(all), TypeOf(part))
			}
			if !ok {
				return nil, Raise("TypeError", "a bytes-like object is required, not '%s'", TypeOf(part))
			}
			all = append(all, starlark.String(masked(b, lines)))
		}
		return all, err
	}
	return v, nil
}

// unmaskedValue is a result with bytes in the place of texts.
func unmaskedValue(v starlark.Value, mutable bool) starlark.Value {
	switch x := v.(type) {
	case starlark.String:
		if mutable {
			return &bytearray{b: []byte(unmasked(string(x)))}
		}
		return unmasked(string(x))
	case starlark.Tuple:
		for i, part := range x {
			x[i] = unmaskedValue(part, mutable)
		}
	case *starlark.List:
		all := valuesOf(x)
		for i, part := range all {
			all[i] = unmaskedValue(part, mutable)
		}
		return starlark.NewList(all)
	}
	return v
}

// bytesLike is the bytes of bytes or a bytearray.
func bytesLike(v starlark.Value) (string, bool) {
	switch v := v.(type) {
	case starlark.Bytes:
		return string(v), true
	case *bytearray:
		return string(v.b), true
	}
	return "", false
}

// byteOf is a whole number as a byte.
func byteOf(v starlark.Value) (byte, error) {
	n, ok := asNumber(v).(starlark.Int)
	if !ok {
		return 0, Raise("TypeError", "'%s' object cannot be interpreted as an integer", TypeOf(v))
	}
	i, fits := n.Int64()
	if !fits || i < 0 || i > 255 {
		return 0, Raise("ValueError", "bytes must be in range(0, 256)")
	}
	return byte(i), nil
}

// bytesOf is the bytes that v holds: bytes, or an iterable of numbers.
func (c *Call) bytesOf(v starlark.Value) ([]byte, error) {
	if b, ok := bytesLike(v); ok {
		return []byte(b), nil
	}
	seq, ok := v.(starlark.Iterable)
	if !ok {
		return nil, Raise("TypeError", "cannot convert '%s' object to bytes", TypeOf(v))
	}
	var out []byte
	var err error
	for x := range c.Each(seq, c.bounds.Bytes, &err) {
		b, err := byteOf(x)
		if err != nil {
			return nil, err
		}
		out = append(out, b)
	}
	return out, err
}

// bytesFrom is the bytes that bytes(...) and bytearray(...) make.
func (c *Call) bytesFrom() ([]byte, error) {
	var source, encoding, errors starlark.Value
	if err := c.Unpack("source?", &source, "encoding?", &encoding, "errors?", &errors); err != nil {
		return nil, err
	}
	text, isText := source.(starlark.String)
	switch {
	case isText && encoding == nil:
		return nil, Raise("TypeError", "string argument without an encoding")
	case isText:
		enc, how, err := codecNames("bytes", encoding, errors)
		if err != nil {
			return nil, err
		}
		b, err := c.encode(string(text), enc, how)
		return []byte(b), err
	case encoding != nil || errors != nil:
		return nil, Raise("TypeError", "encoding without a string argument")
	case source == nil:
		return nil, nil
	}
	n, isWhole := asNumber(source).(starlark.Int)
	if !isWhole {
		return c.bytesOf(source)
	}
	size, ok := n.Int64()
	switch {
	case n.Sign() < 0:
		return nil, Raise("ValueError", "negative count")
	case !ok || size > 1<<40:
		size = 1 << 40
	}
	if err := c.bounds.Size(c.Name, int(size)); err != nil {
		return nil, err
	}
	return make([]byte, size), nil
}

// newBytes is bytes(source, encoding, errors).
func newBytes(c *Call) (starlark.Value, error) {
	b, err := c.bytesFrom()
	return starlark.Bytes(b), err
}

// hexOfBytes is b.hex(sep, bytes_per_sep).
func hexOfBytes(c *Call) (starlark.Value, error) {
	var by starlark.Value
	group := 1
	if err := c.Unpack("sep?", &by, "bytes_per_sep?", &group); err != nil {
		return nil, err
	}
	b, _ := bytesLike(c.Recv)
	if err := c.bounds.Size(c.Name, 3*len(b)); err != nil {
		return nil, err
	}
	s := hex.EncodeToString([]byte(b))
	if by == nil || group == 0 {
		return starlark.String(s), nil
	}
	sep, ok := starlark.AsString(by)
	if b, isBytes := bytesLike(by); isBytes {
		sep, ok = b, true
	}
	switch {
	case !ok:
		return nil, Raise("TypeError", "sep must be str or bytes.")
	case utf8.RuneCountInString(sep) != 1:
		return nil, Raise("ValueError", "sep must be length 1.")
	case !isASCII(sep):
		return nil, Raise("ValueError", "sep must be ASCII.")
	}
	size, first := 2*max(group, -group), 0
	if group > 0 {
		first = len(s) % size
	}
	var out strings.Builder
	for i := 0; i < len(s); {
		n := size
		if i == 0 && first > 0 {
			n = first
		}
		if i > 0 {
			out.WriteString(sep)
		}
		out.WriteString(s[i:min(i+n, len(s))])
		i += n
	}
	return starlark.String(out.String()), nil
}

// fromHex is bytes.fromhex(string).
func fromHex(mutable bool) func(c *Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		if err := c.positional(1, 1); err != nil {
			return nil, err
		}
		s, ok := starlark.AsString(c.Args[0])
		if !ok {
			return nil, Raise("TypeError", "fromhex() argument must be str, not %s", TypeOf(c.Args[0]))
		}
		var out []byte
		for i := 0; i < len(s); {
			if strings.IndexByte(" \t\n\r\v\f", s[i]) >= 0 {
				i++
				continue
			}
			for k := range 2 {
				if i+k >= len(s) || !strings.ContainsRune("0123456789abcdefABCDEF", rune(s[i+k])) {
					return nil, Raise("ValueError", "non-hexadecimal number found in fromhex() arg at position %d", utf8.RuneCountInString(s[:i+k]))
				}
			}
			b, _ := hex.DecodeString(s[i : i+2])
			out = append(out, b...)
			i += 2
		}
		if mutable {
			return &bytearray{b: out}, nil
		}
		return starlark.Bytes(out), nil
	}
}

// makeBytesTranslation is bytes.maketrans(frm, to).
func makeBytesTranslation(c *Call) (starlark.Value, error) {
	if err := c.positional(2, 2); err != nil {
		return nil, err
	}
	from, ok1 := bytesLike(c.Args[0])
	to, ok2 := bytesLike(c.Args[1])
	switch {
	case !ok1 || !ok2:
		return nil, Raise("TypeError", "a bytes-like object is required")
	case len(from) != len(to):
		return nil, Raise("ValueError", "maketrans arguments must have same length")
	}
	var table [256]byte
	for i := range table {
		table[i] = byte(i)
	}
	for i := range len(from) {
		table[from[i]] = to[i]
	}
	return starlark.Bytes(table[:]), nil
}

// translatedBytes is b.translate(table, delete).
func translatedBytes(c *Call) (starlark.Value, error) {
	var table, gone starlark.Value
	if err := c.Unpack("table", &table, "delete?", &gone); err != nil {
		return nil, err
	}
	b, _ := bytesLike(c.Recv)
	to, ok := bytesLike(table)
	switch {
	case !ok && table != starlark.None:
		return nil, Raise("TypeError", "a bytes-like object is required, not '%s'", TypeOf(table))
	case ok && len(to) != 256:
		return nil, Raise("ValueError", "translation table must be 256 characters long")
	}
	deleted := ""
	if gone != nil {
		if deleted, ok = bytesLike(gone); !ok {
			return nil, Raise("TypeError", "a bytes-like object is required, not '%s'", TypeOf(gone))
		}
	}
	out := make([]byte, 0, len(b))
	for i := range len(b) {
		switch {
		case strings.IndexByte(deleted, b[i]) >= 0:
		case to == "":
			out = append(out, b[i])
		default:
			out = append(out, to[b[i]])
		}
	}
	if _, mutable := c.Recv.(*bytearray); mutable {
		return &bytearray{b: out}, nil
	}
	return starlark.Bytes(out), nil
}
