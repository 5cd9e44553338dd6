package py

import (
	"encoding/json"
	"fmt"
	"math/big"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.starlark.net/starlark"

	"starling/internal/bounds"
)

// jsonReader reads a JSON text, as the json module of Starlark does, but for bounds: how deep
// it nests, how long a number is, and that somebody waits for it.
type jsonReader struct {
	s     string
	i     int // offset
	depth int
	Pace
}

// read is the value of the whole text.
func (r *jsonReader) read() (starlark.Value, error) {
	v, err := r.value()
	if err != nil {
		return nil, err
	}
	if r.space() {
		return nil, r.fail("unexpected character %q after value", r.s[r.i])
	}
	return v, nil
}

func (r *jsonReader) fail(format string, args ...any) error {
	return Raise("JSONDecodeError", "at offset %d, %s", r.i, fmt.Sprintf(format, args...))
}

// space passes over blanks and reports whether there is more.
func (r *jsonReader) space() bool {
	for r.i < len(r.s) && strings.IndexByte(" \t\n\r", r.s[r.i]) >= 0 {
		r.i++
	}
	return r.i < len(r.s)
}

// next is the next character that is no blank.
func (r *jsonReader) next() (byte, error) {
	if !r.space() {
		return 0, r.fail("unexpected end of file")
	}
	return r.s[r.i], nil
}

var jsonWords = [...]struct {
	text string
	v    starlark.Value
}{{"null", starlark.None}, {"true", starlark.True}, {"false", starlark.False}}

func (r *jsonReader) value() (starlark.Value, error) {
	if err := r.Step(); err != nil {
		return nil, err
	}
	b, err := r.next()
	if err != nil {
		return nil, err
	}
	switch {
	case b == '"':
		return r.text()
	case b == '[':
		return r.nested(r.array)
	case b == '{':
		return r.nested(r.object)
	case b == '-' || b >= '0' && b <= '9':
		return r.number()
	}
	for _, w := range jsonWords {
		if strings.HasPrefix(r.s[r.i:], w.text) {
			r.i += len(w.text)
			return w.v, nil
		}
	}
	return nil, r.fail("unexpected character %q", b)
}

// nested reads what stands in brackets.
func (r *jsonReader) nested(content func() (starlark.Value, error)) (starlark.Value, error) {
	if r.depth++; r.depth > bounds.Depth {
		return nil, Raise("RecursionError", "maximum recursion depth exceeded while decoding JSON, at offset %d", r.i)
	}
	defer func() { r.depth-- }()
	r.i++ // the bracket
	return content()
}

func (r *jsonReader) array() (starlark.Value, error) {
	elems := []starlark.Value{}
	b, err := r.next()
	for err == nil && b != ']' {
		var v starlark.Value
		if v, err = r.value(); err != nil {
			break
		}
		elems = append(elems, v)
		if b, err = r.next(); err != nil || b == ']' {
			break
		}
		if b != ',' {
			return nil, r.fail("got %q, want ',' or ']'", b)
		}
		r.i++
		b = ','
	}
	if err != nil {
		return nil, err
	}
	r.i++ // the bracket
	return starlark.NewList(elems), nil
}

func (r *jsonReader) object() (starlark.Value, error) {
	d := new(starlark.Dict)
	b, err := r.next()
	for err == nil && b != '}' {
		if err = r.entry(d); err != nil {
			break
		}
		if b, err = r.next(); err != nil || b == '}' {
			break
		}
		if b != ',' {
			return nil, r.fail("in object, got %q, want ',' or '}'", b)
		}
		r.i++
		b = ','
	}
	if err != nil {
		return nil, err
	}
	r.i++ // the bracket
	return d, nil
}

func (r *jsonReader) entry(d *starlark.Dict) error {
	key, err := r.value()
	if err != nil {
		return err
	}
	if _, ok := key.(starlark.String); !ok {
		return r.fail("got %s for object key, want string", key.Type())
	}
	b, err := r.next()
	if err != nil {
		return err
	}
	if b != ':' {
		return r.fail("after object key, got %q, want ':' ", b)
	}
	r.i++
	v, err := r.value()
	if err != nil {
		return err
	}
	return d.SetKey(key, v)
}

func (r *jsonReader) text() (starlark.Value, error) {
	simple, j := true, r.i+1
	for ; ; j++ {
		if j >= len(r.s) {
			return nil, r.fail("unclosed string literal")
		}
		b := r.s[j]
		if b == '"' {
			break
		}
		if b == '\\' {
			j++
		}
		simple = simple && b != '\\' && b < utf8.RuneSelf
	}
	quoted := r.s[r.i : j+1]
	r.i = j + 1
	if simple {
		return starlark.String(quoted[1 : len(quoted)-1]), nil
	}
	var s string
	if err := json.Unmarshal([]byte(quoted), &s); err != nil {
		return nil, r.fail("%s", err)
	}
	return starlark.String(s), nil
}

func (r *jsonReader) number() (starlark.Value, error) {
	j, real := r.i+1, false
	for ; j < len(r.s) && strings.IndexByte("0123456789.eE+-", r.s[j]) >= 0; j++ {
		real = real || r.s[j] < '0' || r.s[j] > '9'
	}
	num := r.s[r.i:j]
	r.i = j
	digits := strings.TrimPrefix(num, "-")
	if digits == "" || digits[0] == '0' && len(digits) > 1 && digits[1] >= '0' && digits[1] <= '9' {
		return nil, r.fail("invalid number: %s", num)
	}
	if real {
		x, err := strconv.ParseFloat(num, 64)
		if err != nil {
			return nil, r.fail("invalid number: %s", num)
		}
		return starlark.Float(x), nil
	}
	if err := digitsFit("json.loads", len(digits)); err != nil {
		return nil, err
	}
	x, ok := new(big.Int).SetString(num, 10)
	if !ok {
		return nil, r.fail("invalid number: %s", num)
	}
	return starlark.MakeBigInt(x), nil
}
