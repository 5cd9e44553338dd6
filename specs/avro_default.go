package specs

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
	// maxAvroDefault is the bytes that defaults may add to a record: they are copied into
	// every row, and what they are made of may name itself over and over.
	maxAvroDefault = 1 << 16
	// maxAvroDefaultSteps bounds the work on the defaults of a schema. Unions are tried
	// type by type, and unions within them as well.
	maxAvroDefaultSteps = 1 << 20
)

var errAvroDefaultSize = fmt.Errorf("the default has more than %d bytes", maxAvroDefault)

// avroDefaultWriter makes the defaults of a schema.
type avroDefaultWriter struct{ steps int }

// make is the JSON value of a default in Avro's binary form.
func (w *avroDefaultWriter) make(s *avroSchema, x any) ([]byte, error) {
	b, err := w.append([]byte{}, s, x, 0)
	switch {
	case w.steps > maxAvroDefaultSteps:
		return nil, fmt.Errorf("the defaults of the schema take more than %d steps to make", maxAvroDefaultSteps)
	case err == nil && len(b) > maxAvroDefault:
		return nil, errAvroDefaultSize
	}
	return b, err
}

// append appends a default, or a value within one.
func (w *avroDefaultWriter) append(b []byte, s *avroSchema, x any, depth int) ([]byte, error) {
	w.steps++
	switch {
	case w.steps > maxAvroDefaultSteps, len(b) > maxAvroDefault:
		return nil, errAvroDefaultSize
	case depth > maxAvroDepth:
		return nil, fmt.Errorf("the default nests deeper than %d levels", maxAvroDepth)
	}
	switch s.kind {
	case avroNull:
		if x == nil {
			return b, nil
		}
	case avroBool:
		if v, ok := x.(bool); ok {
			return append(b, bit(v)), nil
		}
	case avroInt, avroLong:
		if v, ok := wholeDefault(x); ok && (s.kind == avroLong || v == int64(int32(v))) {
			return binary.AppendVarint(b, v), nil
		}
	case avroFloat:
		if v, ok := floatDefault(x); ok {
			return binary.LittleEndian.AppendUint32(b, math.Float32bits(float32(v))), nil
		}
	case avroDouble:
		if v, ok := floatDefault(x); ok {
			return binary.LittleEndian.AppendUint64(b, math.Float64bits(v)), nil
		}
	case avroString:
		if v, ok := x.(string); ok {
			return appendAvroText(b, v), nil
		}
	case avroBytes, avroFixed:
		if v, ok := bytesDefault(x); ok && s.kind == avroBytes {
			return appendAvroText(b, v), nil
		} else if ok && len(v) == s.size {
			return append(b, v...), nil
		}
	case avroEnum:
		if v, ok := x.(string); ok {
			if i := slices.Index(s.symbols, v); i >= 0 {
				return binary.AppendVarint(b, int64(i)), nil
			}
		}
	case avroArray:
		if v, ok := x.([]any); ok {
			return w.items(b, s.elem, v, nil, depth)
		}
	case avroMap:
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
	case avroRecord:
		if v, ok := x.(map[string]any); ok {
			return w.fields(b, s, v, depth)
		}
	case avroUnion:
		for i, branch := range s.branches {
			out, err := w.append(binary.AppendVarint(b, int64(i)), branch, x, depth+1)
			if err == nil || errors.Is(err, errAvroDefaultSize) {
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

func appendAvroText[T string | []byte](b []byte, s T) []byte {
	return append(binary.AppendVarint(b, int64(len(s))), s...)
}

// items appends one block of items, with keys those of a map, and the end.
func (w *avroDefaultWriter) items(b []byte, s *avroSchema, items []any, keys []string, depth int) ([]byte, error) {
	if len(items) > 0 {
		b = binary.AppendVarint(b, int64(len(items)))
	}
	for i, x := range items {
		if keys != nil {
			b = appendAvroText(b, keys[i])
		}
		var err error
		if b, err = w.append(b, s, x, depth+1); err != nil {
			return nil, err
		}
	}
	return append(b, 0), nil
}

func (w *avroDefaultWriter) fields(b []byte, s *avroSchema, x map[string]any, depth int) ([]byte, error) {
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
