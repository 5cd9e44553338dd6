package py

import (
	"errors"
	"math"
	"math/big"
	"regexp"
	"strings"
	"unicode/utf8"

	"go.starlark.net/starlark"

	"starling/internal/bounds"
)

// jsonReader reads a JSON text as CPython does, but for bounds: how deep it nests, how long a
// number is, and that somebody waits for it.
type jsonReader struct {
	*Call
	s       string
	i       int // offset
	depth   int
	lenient bool // characters below the blank may stand in strings
	hooks   jsonHooks
	class   starlark.Value // cls, which reads instead of this; nil if there is none
	Pace
}

// jsonHooks is what makes other values of what was read; nil leaves them as they are.
type jsonHooks struct {
	object, pairs, real, whole, constant starlark.Value
}

// jsonError is why a text is no JSON, and where.
type jsonError struct {
	msg, doc string
	pos      int // in characters
}

// Error has the text that CPython gives it.
func (e *jsonError) Error() string {
	line, column := e.place()
	return e.msg + ": line " + starlark.MakeInt(line).String() + " column " + starlark.MakeInt(column).String() + " (char " + starlark.MakeInt(e.pos).String() + ")"
}

// place is the line and the column, from 1.
func (e *jsonError) place() (line, column int) {
	before := e.doc
	for n, i := 0, 0; n <= e.pos && i < len(e.doc); n++ {
		before = e.doc[:i]
		_, width := utf8.DecodeRuneInString(e.doc[i:])
		if i += width; n+1 == e.pos {
			before = e.doc[:i]
		}
	}
	start := strings.LastIndexByte(before, '\n') + 1
	return strings.Count(before, "\n") + 1, utf8.RuneCountInString(before[start:]) + 1
}

// fillJSONError gives an exception what it says of the text: of the error of Go code that it is, or
// of the arguments msg, doc and pos.
func fillJSONError(o *instance, x *exception) error {
	var e *jsonError
	if !errors.As(x.err, &e) {
		e = &jsonError{}
		if err := starlark.UnpackPositionalArgs("JSONDecodeError.__init__", x.args, nil, 3, &e.msg, &e.doc, &e.pos); err != nil {
			return OfKind("TypeError", err)
		}
	}
	line, column := e.place()
	for name, v := range map[string]starlark.Value{
		"msg": starlark.String(e.msg), "doc": starlark.String(e.doc), "pos": starlark.MakeInt(e.pos), "lineno": starlark.MakeInt(line), "colno": starlark.MakeInt(column),
	} {
		o.attrs.set(name, v)
	}
	x.args = starlark.Tuple{starlark.String(e.Error())}
	return nil
}

// read is the value of the whole text.
func (r *jsonReader) read() (starlark.Value, error) {
	v, err := r.value()
	if err != nil {
		return nil, err
	}
	if r.space(); r.i < len(r.s) {
		return nil, r.fail("Extra data", r.i)
	}
	return v, nil
}

// fail is the error of what stands at an offset.
func (r *jsonReader) fail(msg string, at int) error {
	return OfKind("JSONDecodeError", &jsonError{msg, r.s, utf8.RuneCountInString(r.s[:min(at, len(r.s))])})
}

// space passes over blanks.
func (r *jsonReader) space() {
	for r.i < len(r.s) && strings.IndexByte(" \t\n\r", r.s[r.i]) >= 0 {
		r.i++
	}
}

// at reports whether c is next.
func (r *jsonReader) at(c byte) bool { return r.i < len(r.s) && r.s[r.i] == c }

var jsonWords = [...]struct {
	text string
	v    starlark.Value
}{{"null", starlark.None}, {"true", starlark.True}, {"false", starlark.False}}

var jsonConstants = [...]struct {
	text string
	v    starlark.Value
}{{"NaN", starlark.Float(math.NaN())}, {"Infinity", starlark.Float(math.Inf(1))}, {"-Infinity", starlark.Float(math.Inf(-1))}}

func (r *jsonReader) value() (starlark.Value, error) {
	if err := r.Step(); err != nil {
		return nil, err
	}
	r.space()
	if r.i == len(r.s) {
		return nil, r.fail("Expecting value", r.i)
	}
	switch b := r.s[r.i]; {
	case b == '"':
		s, err := r.text()
		return starlark.String(s), err
	case b == '[':
		return r.nested("array", r.array)
	case b == '{':
		return r.nested("object", r.object)
	case b == '-' && r.i+1 < len(r.s) && digitAt(r.s, r.i+1) || digitAt(r.s, r.i):
		return r.number()
	}
	for _, w := range jsonWords {
		if strings.HasPrefix(r.s[r.i:], w.text) {
			r.i += len(w.text)
			return w.v, nil
		}
	}
	for _, w := range jsonConstants {
		if strings.HasPrefix(r.s[r.i:], w.text) {
			r.i += len(w.text)
			return r.hooked(r.hooks.constant, w.v, func() starlark.Value { return starlark.String(w.text) })
		}
	}
	return nil, r.fail("Expecting value", r.i)
}

// hooked is v, or what a hook makes of what it is given.
func (r *jsonReader) hooked(hook, v starlark.Value, given func() starlark.Value) (starlark.Value, error) {
	if hook == nil {
		return v, nil
	}
	return starlark.Call(r.Thread, hook, starlark.Tuple{given()}, nil)
}

// nested reads what stands in brackets.
func (r *jsonReader) nested(kind string, content func() (starlark.Value, error)) (starlark.Value, error) {
	if r.depth++; r.depth > bounds.Depth {
		return nil, Raise("RecursionError", "maximum recursion depth exceeded while decoding a JSON %s from a unicode string", kind)
	}
	defer func() { r.depth-- }()
	r.i++ // the bracket
	r.space()
	return content()
}

func (r *jsonReader) array() (starlark.Value, error) {
	elems := []starlark.Value{}
	for !r.at(']') || len(elems) > 0 {
		v, err := r.value()
		if err != nil {
			return nil, err
		}
		elems = append(elems, v)
		if r.space(); r.at(']') {
			break
		}
		if !r.at(',') {
			return nil, r.fail("Expecting ',' delimiter", r.i)
		}
		r.i++
		r.space()
	}
	r.i++ // the bracket
	return starlark.NewList(elems), nil
}

func (r *jsonReader) object() (starlark.Value, error) {
	d, pairs := new(starlark.Dict), []starlark.Value{}
	for first := true; !r.at('}') || !first; first = false {
		key, v, err := r.entry()
		if err != nil {
			return nil, err
		}
		if r.hooks.pairs != nil {
			pairs = append(pairs, starlark.Tuple{key, v})
		} else if err := d.SetKey(key, v); err != nil {
			return nil, err
		}
		if r.space(); r.at('}') {
			break
		}
		if !r.at(',') {
			return nil, r.fail("Expecting ',' delimiter", r.i)
		}
		r.i++
		r.space()
	}
	r.i++ // the bracket
	if r.hooks.pairs != nil {
		return r.hooked(r.hooks.pairs, nil, func() starlark.Value { return starlark.NewList(pairs) })
	}
	return r.hooked(r.hooks.object, d, func() starlark.Value { return d })
}

func (r *jsonReader) entry() (key, v starlark.Value, err error) {
	if !r.at('"') {
		return nil, nil, r.fail("Expecting property name enclosed in double quotes", r.i)
	}
	s, err := r.text()
	if err != nil {
		return nil, nil, err
	}
	if r.space(); !r.at(':') {
		return nil, nil, r.fail("Expecting ':' delimiter", r.i)
	}
	r.i++
	v, err = r.value()
	return starlark.String(s), v, err
}

// text reads a string. Most have nothing to decode.
func (r *jsonReader) text() (string, error) {
	begin := r.i
	for j := r.i + 1; j < len(r.s); j++ {
		switch b := r.s[j]; {
		case b == '"':
			s := r.s[begin+1 : j]
			r.i = j + 1
			return s, nil
		case b == '\\' || b < ' ':
			return r.escaped(begin, j)
		}
	}
	return "", r.fail("Unterminated string starting at", begin)
}

var jsonEscapes = map[byte]byte{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

// escaped reads a string in which something is to be decoded, the first at j.
func (r *jsonReader) escaped(begin, j int) (string, error) {
	var b strings.Builder
	var half error // of a character, unless the text is wrong in another way
	b.WriteString(r.s[begin+1 : j])
	for j < len(r.s) {
		switch c := r.s[j]; {
		case c == '"':
			r.i = j + 1
			return b.String(), half
		case c != '\\':
			if c < ' ' && !r.lenient {
				return "", r.fail("Invalid control character at", j)
			}
			b.WriteByte(c)
			j++
		case j+1 == len(r.s):
			return "", r.fail("Unterminated string starting at", begin)
		case r.s[j+1] == 'u':
			char, end, err := r.unicode(j + 1)
			if err != nil {
				return "", err
			}
			if char >= 0xd800 && char < 0xe000 && half == nil {
				half = Raise("ValueError", "json.loads: \\u%04x is half of a character, which a text here cannot hold (char %d)", char, utf8.RuneCountInString(r.s[:j]))
			}
			b.WriteRune(char)
			j = end
		default:
			char, ok := jsonEscapes[r.s[j+1]]
			if !ok {
				return "", r.fail("Invalid \\escape", j)
			}
			b.WriteByte(char)
			j += 2
		}
	}
	return "", r.fail("Unterminated string starting at", begin)
}

// hexAt is the number of the four digits behind the u at j, -1 if there are none.
func (r *jsonReader) hexAt(j int) rune {
	if j+5 > len(r.s) {
		return -1
	}
	n := rune(0)
	for _, c := range []byte(r.s[j+1 : j+5]) {
		d := strings.IndexByte("0123456789abcdef", c|0x20)
		if d < 0 || c < '0' {
			return -1
		}
		n = n<<4 | rune(d)
	}
	return n
}

// unicode is the character, or half of one, whose escape has its u at j, and where it ends.
func (r *jsonReader) unicode(j int) (char rune, end int, err error) {
	n := r.hexAt(j)
	if n < 0 {
		return 0, 0, r.fail("Invalid \\uXXXX escape", j)
	}
	end = j + 5
	if n >= 0xd800 && n < 0xdc00 && strings.HasPrefix(r.s[end:], "\\u") {
		if low := r.hexAt(end + 1); low >= 0xdc00 && low < 0xe000 {
			return 0x10000 + (n-0xd800)<<10 + (low - 0xdc00), end + 6, nil
		} else if low < 0 {
			return 0, 0, r.fail("Invalid \\uXXXX escape", end+1)
		}
	}
	return n, end, nil
}

var jsonNumber = regexp.MustCompile(`^-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?`)

// numberEnd is where the number at i ends, and whether it is a whole one.
func (r *jsonReader) numberEnd(i int) (end int, whole bool) {
	j := i
	if r.s[j] == '-' {
		j++
	}
	for digitAt(r.s, j) {
		j++
	}
	if first := j - i; first > 0 && (j == len(r.s) || strings.IndexByte(".eE", r.s[j]) < 0) && !strings.HasPrefix(strings.TrimPrefix(r.s[i:j], "-"), "0") {
		return j, true
	}
	at := jsonNumber.FindStringSubmatchIndex(r.s[i:])
	return i + at[1], at[2] < 0 && at[4] < 0
}

func (r *jsonReader) number() (starlark.Value, error) {
	end, whole := r.numberEnd(r.i)
	num := r.s[r.i:end]
	r.i = end
	given := func() starlark.Value { return starlark.String(num) }
	if !whole {
		if r.hooks.real != nil {
			return r.hooked(r.hooks.real, nil, given)
		}
		x, err := parseFloat(num)
		return starlark.Float(x), err
	}
	if r.hooks.whole != nil {
		return r.hooked(r.hooks.whole, nil, given)
	}
	if err := digitsFit("json.loads", len(num)); err != nil {
		return nil, err
	}
	x, ok := new(big.Int).SetString(num, 10)
	if !ok {
		return nil, r.fail("Expecting value", r.i)
	}
	return starlark.MakeBigInt(x), nil
}
