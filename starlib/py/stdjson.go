package py

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"starling/internal/bounds"
)

// jsonEntries is the module json.
func jsonEntries() []Entry {
	const (
		reads  = ", *, cls=None, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, object_pairs_hook=None, strict=True)"
		writes = ", *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, cls=None, indent=None, separators=None, default=None, sort_keys=False)"
	)
	return []Entry{
		{Sig: "JSONDecodeError", Doc: "A text that is no JSON: msg says why, and pos, lineno and colno where in doc.", Value: ExceptionClass{"json.decoder", "JSONDecodeError", "ValueError"}},
		{Sig: "JSONDecoder", Doc: "Reads JSON with what its decode passes to loads."},
		{Sig: "JSONEncoder", Doc: "Writes JSON, for dumps(..., cls=...): a class that derives from it has a default of its own."},
		{Sig: "dump(obj, fp" + writes, Doc: "Writes a value as JSON text to what has a method write.", Fn: jsonDump},
		{Sig: "dumps(obj" + writes + " -> str", Doc: "A value as JSON text.", Fn: jsonDumps},
		{Sig: "load(fp" + reads, Doc: "The value of the JSON text in what has a method read.", Fn: jsonLoad},
		{Sig: "loads(s" + reads, Doc: "The value of a JSON text, given as a string or bytes.", Fn: jsonLoads},
	}
}

func jsonDumps(c *Call) (starlark.Value, error) {
	var obj starlark.Value
	w, err := c.jsonWriter(1, "obj", &obj)
	if err == nil && w.class != nil {
		return w.byClass(obj)
	}
	if err == nil {
		err = w.value(obj, 0)
	}
	if err != nil {
		return nil, err
	}
	return starlark.String(w.String()), nil
}

// jsonDump is json.dump: to what has a method write.
func jsonDump(c *Call) (starlark.Value, error) {
	var obj, fp starlark.Value
	w, err := c.jsonWriter(2, "obj", &obj, "fp", &fp)
	switch {
	case err == nil && w.class != nil:
		v, err := w.byClass(obj)
		if err == nil {
			_, err = c.callMethod(fp, "write", v)
		}
		return starlark.None, err
	case err == nil:
		err = w.value(obj, 0)
	}
	if err == nil {
		_, err = c.callMethod(fp, "write", starlark.String(w.String()))
	}
	return starlark.None, err
}

// jsonWriter takes the arguments of dumps and dump, of which the first ones are positional.
func (c *Call) jsonWriter(positional int, first ...any) (*jsonWriter, error) {
	w := &jsonWriter{Call: c, Pace: c.Pace(), ascii: true, circular: true, allowNaN: true, comma: ", ", colon: ": "}
	var indent, separators starlark.Value
	if len(c.Args) > positional {
		return nil, Raise("TypeError", "%s() takes %d positional arguments but %d were given", c.EntryName(), positional, len(c.Args))
	}
	pairs := append(first, "skipkeys?", &w.skip, "ensure_ascii?", &w.ascii, "check_circular?", &w.circular, "allow_nan?", &w.allowNaN,
		"cls?", hookArg{&w.class}, "indent?", hookArg{&indent}, "separators?", hookArg{&separators}, "default?", hookArg{&w.otherwise}, "sort_keys?", &w.sorted)
	if err := c.Unpack(pairs...); err != nil {
		return nil, err
	}
	if w.class != nil {
		w.indented, w.separated = indent, separators
		return w, nil
	}
	return w, w.layout(indent, separators)
}

// jsonWriter writes values as Python's json.dumps does.
type jsonWriter struct {
	bytes.Buffer
	*Call
	Pace
	path                 []starlark.Value // what is being written, from the outside in
	ascii, sorted        bool
	skip                 bool // keys that are none are left out
	circular, allowNaN   bool
	comma, colon, indent string
	lines                bool
	otherwise            starlark.Value // default, nil if there is none

	class               starlark.Value // cls, which writes instead of this; nil if there is none
	indented, separated starlark.Value // for that: indent and separators as they were given
}

// widestIndent is the most blanks of one level.
const widestIndent = 100

func (w *jsonWriter) layout(indent, separators starlark.Value) error {
	switch v := asNumber(indent).(type) {
	case nil:
	case starlark.String:
		w.indent, w.lines = string(v), true
	default:
		n, err := starlark.AsInt32(v)
		if err != nil || n > widestIndent {
			return Raise("TypeError", "%s: indent: got %s, want a number of blanks, up to %d, or a string", w.Name, Short(v), widestIndent)
		}
		w.indent, w.lines = strings.Repeat(" ", max(n, 0)), true
	}
	if w.lines {
		w.comma = ","
	}
	if separators == nil {
		return nil
	}
	var pair []starlark.Value
	if it, ok := separators.(starlark.Iterable); ok {
		for v := range starlark.Elements(it) {
			pair = append(pair, v)
		}
	}
	if len(pair) == 2 {
		comma, ok1 := starlark.AsString(pair[0])
		colon, ok2 := starlark.AsString(pair[1])
		if w.comma, w.colon = comma, colon; ok1 && ok2 {
			return nil
		}
	}
	return Raise("TypeError", "%s: separators: got %s, want a pair such as (\",\", \":\")", w.Name, Short(separators))
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
		s, err := w.float(float64(v))
		if err != nil {
			return err
		}
		w.WriteString(s)
	case starlark.String:
		w.text(string(v))
	case starlark.IterableMapping:
		return w.inside(v, func() error { return w.object(v.Items(), depth) })
	case *starlark.List:
		return w.inside(v, func() error { return w.array(v, depth) })
	case starlark.Tuple:
		return w.inside(v, func() error { return w.array(v, depth) })
	case *Named:
		return w.inside(v, func() error { return w.array(v, depth) })
	default:
		return w.inside(v, func() error { return w.other(v, depth) })
	}
	return nil
}

// holdsOthers reports whether v may hold itself.
func holdsOthers(v starlark.Value) bool {
	switch v.(type) {
	case *starlark.List, *starlark.Dict, *mapping, *instance:
		return true
	}
	return false
}

// inside writes what v holds.
func (w *jsonWriter) inside(v starlark.Value, content func() error) error {
	if w.circular && holdsOthers(v) && slices.Contains(w.path, v) {
		return Raise("ValueError", "Circular reference detected")
	}
	if len(w.path) >= bounds.Depth {
		return Raise("RecursionError", "maximum recursion depth exceeded while encoding a JSON object")
	}
	w.path = append(w.path, v)
	defer func() { w.path = w.path[:len(w.path)-1] }()
	return content()
}

// jsonFloat is the text of a float.
func (w *jsonWriter) float(f float64) (string, error) {
	switch {
	case !math.IsNaN(f) && !math.IsInf(f, 0):
		return floatText(f), nil
	case !w.allowNaN && w.lines:
		return "", Raise("ValueError", "Out of range float values are not JSON compliant: %s", floatText(f))
	case !w.allowNaN:
		return "", Raise("ValueError", "Out of range float values are not JSON compliant")
	case math.IsNaN(f):
		return "NaN", nil
	case f > 0:
		return "Infinity", nil
	}
	return "-Infinity", nil
}

var jsonEscaped = map[rune]string{'"': `\"`, '\\': `\\`, '\b': `\b`, '\f': `\f`, '\n': `\n`, '\r': `\r`, '\t': `\t`}

// text writes a string.
func (w *jsonWriter) text(s string) {
	w.WriteByte('"')
	done := 0
	for i, r := range s {
		if r >= ' ' && r != '"' && r != '\\' && (r < 0x7f || !w.ascii) {
			continue
		}
		w.WriteString(s[done:i])
		done = i + utf8.RuneLen(r)
		switch {
		case jsonEscaped[r] != "":
			w.WriteString(jsonEscaped[r])
		case r > 0xffff:
			r -= 0x10000
			w.WriteString(unicodeEscape(0xd800+r>>10) + unicodeEscape(0xdc00+r&0x3ff))
		default:
			w.WriteString(unicodeEscape(r))
		}
	}
	w.WriteString(s[done:])
	w.WriteByte('"')
}

func unicodeEscape(r rune) string { return fmt.Sprintf("\\u%04x", r) }

func (w *jsonWriter) newline(depth int) {
	if w.lines {
		w.WriteString("\n" + strings.Repeat(w.indent, depth))
	}
}

// entries is the items that are written, in their order: sorted by the keys as they are, not as
// they are written.
func (w *jsonWriter) entries(items []starlark.Tuple) ([]starlark.Tuple, error) {
	if !w.sorted {
		return items, nil
	}
	var failed error
	items = slices.Clone(items)
	slices.SortStableFunc(items, func(a, b starlark.Tuple) int {
		less, err := comparison(syntax.LT, a[0], b[0])
		if err != nil {
			failed = err
		}
		if less {
			return -1
		}
		if more, _ := comparison(syntax.LT, b[0], a[0]); more {
			return 1
		}
		return 0
	})
	return items, failed
}

func (w *jsonWriter) object(items []starlark.Tuple, depth int) error {
	items, err := w.entries(items)
	if err != nil {
		return err
	}
	w.WriteByte('{')
	written := 0
	for _, kv := range items {
		key, ok, err := w.key(kv[0])
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		if written > 0 {
			w.WriteString(w.comma)
		}
		written++
		w.newline(depth + 1)
		w.text(key)
		w.WriteString(w.colon)
		if err := w.value(kv[1], depth+1); err != nil {
			return err
		}
	}
	if written > 0 {
		w.newline(depth)
	}
	w.WriteByte('}')
	return nil
}

// key is the text of a key; without one it is left out.
func (w *jsonWriter) key(v starlark.Value) (s string, ok bool, err error) {
	switch v := valueOf(v).(type) {
	case starlark.String:
		return string(v), true, nil
	case starlark.NoneType:
		return "null", true, nil
	case starlark.Bool:
		return strconv.FormatBool(bool(v)), true, nil
	case starlark.Int:
		return v.String(), true, nil
	case starlark.Float:
		s, err := w.float(float64(v))
		return s, true, err
	}
	if w.skip {
		return "", false, nil
	}
	return "", false, Raise("TypeError", "keys must be str, int, float, bool or None, not %s", TypeOf(v))
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
	if w.otherwise == nil {
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
	return w.value(x, depth)
}
