package py

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"go.starlark.net/starlark"
)

// jsonLoads is json.loads.
func jsonLoads(c *Call) (starlark.Value, error) {
	var s starlark.Value
	r, err := c.jsonReader("s", &s)
	if err != nil {
		return nil, err
	}
	if r.class != nil {
		return r.byClass(s)
	}
	return r.readAll(s)
}

// jsonLoad is json.load: of what has a method read.
func jsonLoad(c *Call) (starlark.Value, error) {
	var fp starlark.Value
	r, err := c.jsonReader("fp", &fp)
	if err != nil {
		return nil, err
	}
	s, err := c.callMethod(fp, "read")
	if err != nil {
		return nil, err
	}
	if r.class != nil {
		return r.byClass(s)
	}
	return r.readAll(s)
}

// callMethod calls a method of v.
func (c *Call) callMethod(v starlark.Value, name string, args ...starlark.Value) (starlark.Value, error) {
	if a, ok := v.(starlark.HasAttrs); ok {
		m, err := a.Attr(name)
		if err != nil {
			return nil, err
		}
		if m != nil {
			return starlark.Call(c.Thread, m, args, nil)
		}
	}
	return nil, Raise("AttributeError", "'%s' object has no attribute '%s'", TypeOf(v), name)
}

// jsonReader takes the arguments of loads and load.
func (c *Call) jsonReader(what string, v *starlark.Value) (*jsonReader, error) {
	r := &jsonReader{Call: c, Pace: c.Pace()}
	strict := true
	if len(c.Args) > 1 {
		return nil, Raise("TypeError", "%s() takes 1 positional argument but %d were given", c.EntryName(), len(c.Args))
	}
	h := &r.hooks
	if err := c.Unpack(what, v, "cls?", hookArg{&r.class}, "object_hook?", hookArg{&h.object}, "parse_float?", hookArg{&h.real},
		"parse_int?", hookArg{&h.whole}, "parse_constant?", hookArg{&h.constant}, "object_pairs_hook?", hookArg{&h.pairs}, "strict?", &strict); err != nil {
		return nil, err
	}
	r.lenient = !strict
	return r, nil
}

// hookArg takes what is called, or None for nothing.
type hookArg struct{ p *starlark.Value }

// Unpack implements starlark.Unpacker.
func (a hookArg) Unpack(v starlark.Value) error {
	if v != starlark.None {
		*a.p = v
	}
	return nil
}

// readAll reads the text that v is.
func (r *jsonReader) readAll(v starlark.Value) (starlark.Value, error) {
	switch v := v.(type) {
	case starlark.String:
		r.s = string(v)
		if strings.HasPrefix(r.s, "\ufeff") { // as in Python, bytes may have one
			return nil, r.fail("Unexpected UTF-8 BOM (decode using utf-8-sig)", 0)
		}
	case starlark.Bytes:
		s, err := jsonDecoded(string(v))
		if err != nil {
			return nil, err
		}
		r.s = s
	default:
		return nil, Raise("TypeError", "the JSON object must be str, bytes or bytearray, not %s", TypeOf(v))
	}
	return r.read()
}

// jsonDecoded is the text of bytes in UTF-8, -16 or -32, which is told by where they are 0.
func jsonDecoded(b string) (string, error) {
	width, big := 1, false
	switch {
	case strings.HasPrefix(b, "\x00\x00\xfe\xff"), strings.HasPrefix(b, "\x00\x00\x00") && len(b) >= 4:
		width, big = 4, true
	case strings.HasPrefix(b, "\xff\xfe\x00\x00"), len(b) >= 4 && b[1] == 0 && b[2] == 0 && b[3] == 0:
		width = 4
	case strings.HasPrefix(b, "\xfe\xff"), len(b) >= 2 && b[0] == 0:
		width, big = 2, true
	case strings.HasPrefix(b, "\xff\xfe"), len(b) >= 2 && b[1] == 0:
		width = 2
	}
	if width == 1 {
		if !utf8.ValidString(b) {
			return "", Raise("UnicodeDecodeError", "json.loads: the bytes are not UTF-8: %s", Short(starlark.Bytes(b)))
		}
		return strings.TrimPrefix(b, "\ufeff"), nil
	}
	units := make([]uint32, 0, len(b)/width)
	for ; len(b) >= width; b = b[width:] {
		n := uint32(0)
		for i := range width {
			at := i
			if !big {
				at = width - 1 - i
			}
			n = n<<8 | uint32(b[at])
		}
		units = append(units, n)
	}
	if len(b) > 0 {
		return "", Raise("UnicodeDecodeError", "json.loads: the bytes are not UTF-%d: the last character is cut", 8*width)
	}
	return strings.TrimPrefix(textOfUnits(units, width), "\ufeff"), nil
}

func textOfUnits(units []uint32, width int) string {
	runes := make([]rune, len(units))
	for i, u := range units {
		runes[i] = rune(u)
	}
	if width == 2 {
		half := make([]uint16, len(units))
		for i, u := range units {
			half[i] = uint16(u)
		}
		runes = utf16.Decode(half)
	}
	return string(runes)
}
