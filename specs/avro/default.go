package avro

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"sort"
	"strconv"

	"starling/specs/wire"
)

const (
	// maxDefault is the bytes that defaults may add to a record: they are copied into
	// every row, and what they are made of may name itself over and over.
	maxDefault = 1 << 16
	// maxDefaultSteps bounds the work on the defaults of a schema. Unions are tried
	// type by type, and unions within them as well.
	maxDefaultSteps = 1 << 20
)

var errDefaultSize = fmt.Errorf("the default has more than %d bytes", maxDefault)

// defaultWriter makes the defaults of a schema.
type defaultWriter struct{ steps int }

// make is the JSON value of a default in Avro's binary form.
func (w *defaultWriter) make(s *schema, x any) ([]byte, error) {
	b, err := w.append([]byte{}, s, x, 0)
	switch {
	case w.steps > maxDefaultSteps:
		return nil, fmt.Errorf("the defaults of the schema take more than %d steps to make", maxDefaultSteps)
	case err == nil && len(b) > maxDefault:
		return nil, errDefaultSize
	}
	return b, err
}

// append appends a default, or a value within one.
func (w *defaultWriter) append(b []byte, s *schema, x any, depth int) ([]byte, error) {
	w.steps++
	switch {
	case w.steps > maxDefaultSteps, len(b) > maxDefault:
		return nil, errDefaultSize
	case depth > maxDepth:
		return nil, fmt.Errorf("the default nests deeper than %d levels", maxDepth)
	}
	switch s.kind {
	case nullKind:
		if x == nil {
			return b, nil
		}
	case boolKind:
		if v, ok := x.(bool); ok {
			return append(b, bit(v)), nil
		}
	case intKind, longKind:
		if v, ok := wholeDefault(x); ok && (s.kind == longKind || v == int64(int32(v))) {
			return binary.AppendVarint(b, v), nil
		}
	case floatKind:
		if v, ok := floatDefault(x); ok {
			return binary.LittleEndian.AppendUint32(b, math.Float32bits(float32(v))), nil
		}
	case doubleKind:
		if v, ok := floatDefault(x); ok {
			return binary.LittleEndian.AppendUint64(b, math.Float64bits(v)), nil
		}
	case stringKind:
		if v, ok := x.(string); ok {
			return appendText(b, v), nil
		}
	case bytesKind, fixedKind:
		if v, ok := bytesDefault(x); ok && s.kind == bytesKind {
			return appendText(b, v), nil
		} else if ok && len(v) == s.size {
			return append(b, v...), nil
		}
	case enumKind:
		if v, ok := x.(string); ok {
			if i := slices.Index(s.symbols, v); i >= 0 {
				return binary.AppendVarint(b, int64(i)), nil
			}
		}
	case arrayKind:
		if v, ok := x.([]any); ok {
			return w.items(b, s.elem, v, nil, depth)
		}
	case mapKind:
		if v, ok := x.(map[string]any); ok {
			keys := make([]string, 0, len(v))
			for k := range v {
				keys = append(keys, k)
			}
			sort.Strings(keys)
			items := make([]any, len(keys))
			for i, k := range keys {
				items[i] = v[k]
			}
			return w.items(b, s.elem, items, keys, depth)
		}
	case recordKind:
		if v, ok := x.(map[string]any); ok {
			return w.fields(b, s, v, depth)
		}
	case unionKind:
		for i, branch := range s.branches {
			out, err := w.append(binary.AppendVarint(b, int64(i)), branch, x, depth+1)
			if err == nil || errors.Is(err, errDefaultSize) {
				return out, err
			}
		}
	}
	return nil, fmt.Errorf("the default %s is no %s", shownAny(x), s)
}

// shownAny is a value of JSON as an error shows it.
func shownAny(x any) string {
	switch x := x.(type) {
	case nil:
		return "null"
	case string:
		return wire.Quote([]byte(x))
	case json.Number:
		return wire.Clip(string(x))
	case []any:
		return "[…]"
	case map[string]any:
		return "{…}"
	}
	return fmt.Sprint(x)
}

func bit(v bool) byte {
	if v {
		return 1
	}
	return 0
}

func appendText[T string | []byte](b []byte, s T) []byte {
	return append(binary.AppendVarint(b, int64(len(s))), s...)
}

// items appends one block of items, with keys those of a map, and the end.
func (w *defaultWriter) items(b []byte, s *schema, items []any, keys []string, depth int) ([]byte, error) {
	if len(items) > 0 {
		b = binary.AppendVarint(b, int64(len(items)))
	}
	for i, x := range items {
		if keys != nil {
			b = appendText(b, keys[i])
		}
		var err error
		if b, err = w.append(b, s, x, depth+1); err != nil {
			return nil, err
		}
	}
	return append(b, 0), nil
}

func (w *defaultWriter) fields(b []byte, s *schema, x map[string]any, depth int) ([]byte, error) {
	for _, f := range s.fields {
		v, ok := x[f.name]
		if !ok {
			if !f.hasDef {
				return nil, fmt.Errorf("the default has no field %q", f.name)
			}
			v = f.def
		}
		var err error
		if b, err = w.append(b, f.typ, v, depth+1); err != nil {
			return nil, fmt.Errorf("field %q: %w", f.name, err)
		}
	}
	return b, nil
}

func wholeDefault(x any) (int64, bool) {
	n, ok := x.(json.Number)
	if !ok {
		return 0, false
	}
	v, err := strconv.ParseInt(string(n), 10, 64)
	if errors.Is(err, strconv.ErrSyntax) { // 1.0, 1e3
		f, ferr := n.Float64()
		return int64(f), ferr == nil && f == math.Trunc(f) && math.Abs(f) < 1<<53
	}
	return v, err == nil
}

func floatDefault(x any) (float64, bool) {
	n, ok := x.(json.Number)
	if !ok {
		return 0, false
	}
	f, err := strconv.ParseFloat(string(n), 64)
	return f, err == nil
}

// bytesDefault reads text in which each character stands for the byte of its number.
func bytesDefault(x any) (string, bool) {
	s, ok := x.(string)
	out := make([]byte, 0, len(s))
	for _, r := range s {
		ok = ok && r < 256
		out = append(out, byte(r))
	}
	return string(out), ok
}
