package column

import (
	"fmt"
	"math"
	"reflect"
)

// Composite is an object made of parts: two of one type are equal if their parts are.
type Composite interface{ Parts() []any }

// Key is what identifies a value, as Vector.Any gives it or as it stands in an Object column:
// keys can be compared with == and are equal for equal values alone. All NaNs are one value,
// -0.0 is 0.0, and 1.50 is 1.5. ok is false for what has no value to compare by, such as script objects.
func Key(x any) (key any, ok bool) {
	switch x := x.(type) {
	case nil, bool, string, int8, int16, uint16, int32, int64:
		return x, true
	case float32:
		return floatKey{32, math.Float64bits(oneNaN(float64(x)))}, true
	case float64:
		return floatKey{64, math.Float64bits(oneNaN(x))}, true
	case []byte:
		return bytesKey(x), true
	case Composite:
		return partsKey(reflect.TypeOf(x), x.Parts())
	}
	if c := ClassOf(x); c != nil {
		return c.Key(x)
	}
	v := reflect.ValueOf(x)
	if v.Kind() == reflect.Slice {
		parts := make([]any, v.Len())
		for i := range parts {
			parts[i] = v.Index(i).Interface()
		}
		return partsKey(v.Type(), parts)
	}
	return x, plain(v)
}

// Same reports whether two values are equal as Key has it. Values without a key are the same
// if they are equal all through.
func Same(x, y any) bool {
	a, ok := Key(x)
	b, too := Key(y)
	if ok && too {
		return a == b
	}
	return ok == too && reflect.DeepEqual(x, y)
}

type floatKey struct {
	size uint8
	bits uint64
}

// oneNaN is x with all NaNs as one, and 0.0 for -0.0.
func oneNaN(x float64) float64 {
	if x != x {
		return math.NaN()
	}
	return x + 0
}

type bytesKey string

// listKey is the key of several values of a type.
type listKey struct {
	typ  reflect.Type
	text string // of the keys of the parts, each with its type and length
}

func partsKey(t reflect.Type, parts []any) (any, bool) {
	var b []byte
	for _, p := range parts {
		k, ok := Key(p)
		if !ok {
			return nil, false
		}
		s := fmt.Sprint(k)
		b = fmt.Appendf(b, "%T %d %s", k, len(s), s)
	}
	return listKey{t, string(b)}, true
}

// plain reports whether v is a whole number, a text or a truth, or made of such alone.
func plain(v reflect.Value) bool {
	if v.Kind() == reflect.Struct {
		for i := range v.NumField() {
			if !plain(v.Field(i)) {
				return false
			}
		}
		return true
	}
	return v.Kind() == reflect.Bool || v.Kind() == reflect.String || v.CanInt() || v.CanUint()
}
