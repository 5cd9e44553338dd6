package py

import (
	"bytes"
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.starlark.net/starlark"

	"starling/internal/bounds"
)

// jsonEntries is the module json.
func jsonEntries() []Entry {
	return []Entry{
		{Sig: "dumps(obj, *, indent=None, sort_keys=False, separators=None, ensure_ascii=True, default=None) -> str", Doc: "A value as JSON text.", Fn: jsonDumps},
		{Sig: "loads(s)", Doc: "The value of a JSON text, given as a string or bytes.", Fn: jsonLoads},
	}
}

func jsonLoads(c *Call) (starlark.Value, error) {
	var s starlark.Value
	if err := c.Unpack("s", &s); err != nil {
		return nil, err
	}
	if b, ok := s.(starlark.Bytes); ok {
		if !utf8.ValidString(string(b)) {
			return nil, Raise("UnicodeDecodeError", "json.loads: the bytes are not UTF-8: %s", Short(b))
		}
		s = starlark.String(strings.TrimPrefix(string(b), "\ufeff"))
	}
	text, ok := s.(starlark.String)
	if !ok {
		return nil, Raise("TypeError", "the JSON object must be str, bytes or bytearray, not %s", TypeOf(s))
	}
	if strings.HasPrefix(string(text), "\ufeff") { // as in Python, bytes may have one
		return nil, Raise("JSONDecodeError", "Unexpected UTF-8 BOM (decode using utf-8-sig), at offset 0")
	}
	r := &jsonReader{s: string(text), Pace: c.Pace()}
	return r.read()
}

func jsonDumps(c *Call) (starlark.Value, error) {
	var obj starlark.Value
	var indent, separators, otherwise starlark.Value = starlark.None, starlark.None, starlark.None
	w := &jsonWriter{Call: c, Pace: c.Pace(), ascii: true, comma: ", ", colon: ": "}
	if err := c.Unpack("obj", &obj, "indent?", &indent, "sort_keys?", &w.sorted, "separators?", &separators, "ensure_ascii?", &w.ascii, "default?", &otherwise); err != nil {
		return nil, err
	}
	if err := w.layout(indent, separators); err != nil {
		return nil, err
	}
	w.otherwise = otherwise
	if err := w.value(obj, 0); err != nil {
		return nil, err
	}
	return starlark.String(w.String()), nil
}

// jsonWriter writes values as Python's json.dumps does.
type jsonWriter struct {
	bytes.Buffer
	*Call
	Pace
	path                 []starlark.Value // what is being written, from the outside in
	ascii, sorted        bool
	comma, colon, indent string
	lines                bool
	otherwise            starlark.Value
}

func (w *jsonWriter) layout(indent, separators starlark.Value) error {
	switch v := indent.(type) {
	case starlark.NoneType:
	case starlark.String:
		w.indent, w.lines = string(v), true
	default:
		n, err := starlark.AsInt32(v)
		if err != nil || n < 0 || n > 100 {
			return Raise("TypeError", "dumps: indent: got %s, want a number of blanks or a string", Short(v))
		}
		w.indent, w.lines = strings.Repeat(" ", n), true
	}
	if w.lines {
		w.comma = ","
	}
	if t, ok := separators.(starlark.Tuple); ok && len(t) == 2 {
		w.comma, _ = starlark.AsString(t[0])
		w.colon, _ = starlark.AsString(t[1])
	} else if separators != starlark.None {
		return Raise("TypeError", "dumps: separators: got %s, want a pair such as (\",\", \":\")", Short(separators))
	}
	return nil
}

func (w *jsonWriter) value(v starlark.Value, depth int) error {
	err := w.Step()
	if err == nil {
		err = w.bounds.Size("json.dumps", w.Len())
	}
	if err != nil {
		return err
	}
	if o, ok := v.(*instance); ok && o.value() == nil {
		return w.inside(v, func() error { return w.other(v, depth) })
	}
	switch v := valueOf(v).(type) {
	case starlark.NoneType:
		w.WriteString("null")
	case starlark.Bool:
		w.WriteString(strconv.FormatBool(bool(v)))
	case starlark.Int:
		w.WriteString(v.String())
	case starlark.Float:
		w.WriteString(jsonFloat(float64(v)))
	case starlark.String:
		w.text(string(v))
	case starlark.IterableMapping:
		return w.inside(v, func() error { return w.object(v.Items(), depth) })
	case starlark.Bytes, *starlark.Set, *lazy:
		return w.inside(v, func() error { return w.other(v, depth) })
	case starlark.Iterable:
		return w.inside(v, func() error { return w.array(v, depth) })
	default:
		return w.other(v, depth)
	}
	return nil
}

// inside writes what v holds.
func (w *jsonWriter) inside(v starlark.Value, content func() error) error {
	if len(w.path) >= bounds.Depth {
		for i, x := range w.path {
			if _, isTuple := x.(starlark.Tuple); !isTuple && slices.Contains(w.path[i+1:], x) {
				return Raise("ValueError", "Circular reference detected")
			}
		}
		return Raise("RecursionError", "maximum recursion depth exceeded while encoding a JSON object")
	}
	w.path = append(w.path, v)
	defer func() { w.path = w.path[:len(w.path)-1] }()
	return content()
}

func jsonFloat(f float64) string {
	switch {
	case math.IsNaN(f):
		return "NaN"
	case math.IsInf(f, 1):
		return "Infinity"
	case math.IsInf(f, -1):
		return "-Infinity"
	}
	return floatText(f)
}

func (w *jsonWriter) text(s string) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(s) // a string can always be encoded
	q := strings.TrimSuffix(b.String(), "\n")
	q = strings.NewReplacer("\\u2028", "\u2028", "\\u2029", "\u2029", "\\u0008", "\\b", "\\u000c", "\\f").Replace(q)
	if w.ascii {
		q = strings.ReplaceAll(asciiOnly(q), "\x7f", "\\u007f")
	}
	w.WriteString(q)
}

func asciiOnly(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r < 0x80:
			b.WriteRune(r)
		case r > 0xffff:
			r -= 0x10000
			b.WriteString(unicodeEscape(0xd800+r>>10) + unicodeEscape(0xdc00+r&0x3ff))
		default:
			b.WriteString(unicodeEscape(r))
		}
	}
	return b.String()
}

func unicodeEscape(r rune) string {
	h := strconv.FormatInt(int64(r), 16)
	return "\\u" + strings.Repeat("0", 4-len(h)) + h
}

func (w *jsonWriter) newline(depth int) {
	if w.lines {
		w.WriteString("\n" + strings.Repeat(w.indent, depth))
	}
}

func (w *jsonWriter) object(items []starlark.Tuple, depth int) error {
	keys := make([]string, len(items))
	for i, kv := range items {
		k, err := jsonKey(kv[0])
		if err != nil {
			return err
		}
		keys[i] = k
	}
	order := make([]int, len(items))
	for i := range order {
		order[i] = i
	}
	if w.sorted {
		slices.SortStableFunc(order, func(a, b int) int { return strings.Compare(keys[a], keys[b]) })
	}
	w.WriteByte('{')
	for n, i := range order {
		if n > 0 {
			w.WriteString(w.comma)
		}
		w.newline(depth + 1)
		w.text(keys[i])
		w.WriteString(w.colon)
		if err := w.value(items[i][1], depth+1); err != nil {
			return err
		}
	}
	if len(items) > 0 {
		w.newline(depth)
	}
	w.WriteByte('}')
	return nil
}

func jsonKey(v starlark.Value) (string, error) {
	switch v := valueOf(v).(type) {
	case starlark.String:
		return string(v), nil
	case starlark.NoneType:
		return "null", nil
	case starlark.Bool:
		return strconv.FormatBool(bool(v)), nil
	case starlark.Int:
		return v.String(), nil
	case starlark.Float:
		return jsonFloat(float64(v)), nil
	}
	return "", Raise("TypeError", "keys must be str, int, float, bool or None, not %s", TypeOf(v))
}

func (w *jsonWriter) array(v starlark.Iterable, depth int) error {
	w.WriteByte('[')
	n := 0
	for x := range starlark.Elements(v) {
		if n > 0 {
			w.WriteString(w.comma)
		}
		n++
		w.newline(depth + 1)
		if err := w.value(x, depth+1); err != nil {
			return err
		}
	}
	if n > 0 {
		w.newline(depth)
	}
	w.WriteByte(']')
	return nil
}

// other writes what default makes of a value that JSON does not know.
func (w *jsonWriter) other(v starlark.Value, depth int) error {
	if w.otherwise == starlark.None {
		hint := ""
		if dataFieldsOf(v) != nil {
			hint = "; dataclasses.asdict makes a dict of it"
		}
		return Raise("TypeError", "Object of type %s is not JSON serializable%s", TypeOf(v), hint)
	}
	x, err := starlark.Call(w.Thread, w.otherwise, starlark.Tuple{v}, nil)
	if err != nil {
		return err
	}
	return w.value(x, depth+1)
}
