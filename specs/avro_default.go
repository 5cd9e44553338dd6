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
)

// appendAvroDefault appends the JSON value of a default in Avro's binary form.
func appendAvroDefault(b []byte, s *avroSchema, x any) ([]byte, error) {
	no := fmt.Errorf("the default %v is no %s", x, s)
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
			return appendAvroItems(b, s.elem, v, nil)
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
			return appendAvroItems(b, s.elem, items, keys)
		}
	case avroRecord:
		if v, ok := x.(map[string]any); ok {
			return appendAvroFields(b, s, v)
		}
	case avroUnion:
		for i, branch := range s.branches {
			if out, err := appendAvroDefault(binary.AppendVarint(b, int64(i)), branch, x); err == nil {
				return out, nil
			}
		}
	}
	return nil, no
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

// appendAvroItems appends one block of items, with keys those of a map, and the end.
func appendAvroItems(b []byte, s *avroSchema, items []any, keys []string) ([]byte, error) {
	if len(items) > 0 {
		b = binary.AppendVarint(b, int64(len(items)))
	}
	for i, x := range items {
		if keys != nil {
			b = appendAvroText(b, keys[i])
		}
		var err error
		if b, err = appendAvroDefault(b, s, x); err != nil {
			return nil, err
		}
	}
	return append(b, 0), nil
}

func appendAvroFields(b []byte, s *avroSchema, x map[string]any) ([]byte, error) {
	for _, f := range s.fields {
		v, ok := x[f.name]
		if !ok {
			if !f.hasDef {
				return nil, fmt.Errorf("the default has no field %q", f.name)
			}
			v = f.def
		}
		var err error
		if b, err = appendAvroDefault(b, f.typ, v); err != nil {
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
