package native

import (
	"fmt"
	"math/big"
	"reflect"
	"time"
	"unicode/utf16"

	"starling/engine/column"
)

// reader puts the i-th value of v, which is not null, into dst.
type reader func(dst reflect.Value, v column.Vector, i int)

// readerOf is how values of a column of type c become those of Go type t; null is the zero value,
// which is nil for a pointer. Numbers are widened, where none of their digits is lost.
func readerOf(c column.Type, t reflect.Type) (reader, error) {
	elem, points := nullable(t)
	read, ok := plainReader(c, elem)
	if !ok {
		return nil, fmt.Errorf("%s values do not fit %v%s", c, t, advice(c))
	}
	return func(dst reflect.Value, v column.Vector, i int) {
		if v.Null(i) {
			dst.SetZero()
			return
		}
		if points {
			p := reflect.New(elem)
			read(p.Elem(), v, i)
			dst.Set(p)
			return
		}
		read(dst, v, i)
	}, nil
}

// advice is which Go type would fit.
func advice(c column.Type) string {
	if c == column.PyObject {
		return "; cast them in the formula, as in (double) X, or let the script's function say what it gives, as in -> float"
	}
	for k, x := range byKind {
		if x == c && k != reflect.Int {
			return "; " + k.String() + " takes them"
		}
	}
	switch {
	case c.Kind == column.Instant:
		return "; time.Time takes them"
	case c.Kind == column.Bytes:
		return "; []byte takes them"
	case c.Kind == column.Char, c.Kind == column.Object:
		return "; string takes their text, any what they are"
	}
	return ""
}

// plainReader is the reader of values that are not null.
func plainReader(c column.Type, t reflect.Type) (reader, bool) {
	switch {
	case c == column.PyObject:
		return nil, false
	case t == anyType:
		return readAny(c)
	case t == timeType:
		return readTime, c.Kind == column.Instant
	case t == durationType:
		return readDuration, c == duration
	case t == bigType:
		return readBig, c == column.BigInteger
	case t == bytesType:
		return readBytes, c.Kind == column.Bytes
	}
	switch t.Kind() {
	case reflect.Bool:
		return readBool, c.Kind == column.Bool
	case reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64, reflect.Int:
		return readInt(c, t)
	case reflect.Float32, reflect.Float64:
		return readFloat(c, t)
	case reflect.String:
		return readString(c)
	case reflect.Slice:
		return readSlice(c, t)
	}
	return nil, false
}

func readBool(dst reflect.Value, v column.Vector, i int) {
	dst.SetBool(v.(*column.Vec[int8]).V[i] != 0)
}

func readTime(dst reflect.Value, v column.Vector, i int) {
	dst.Set(reflect.ValueOf(time.Unix(0, v.(*column.Vec[int64]).V[i]).UTC()))
}

func readDuration(dst reflect.Value, v column.Vector, i int) {
	dst.SetInt(int64(v.Any(i).(column.Duration)))
}

// readBig gives the program a number of its own.
func readBig(dst reflect.Value, v column.Vector, i int) {
	dst.Set(reflect.ValueOf(new(big.Int).Set(v.Any(i).(*big.Int))))
}

func readBytes(dst reflect.Value, v column.Vector, i int) {
	dst.SetBytes([]byte(v.(*column.Vec[string]).V[i]))
}

// bits is how many bits kinds of whole numbers have, the sign among them.
var bits = map[column.Kind]int{column.Byte: 8, column.Short: 16, column.Int: 32, column.Long: 64}

func readInt(c column.Type, t reflect.Type) (reader, bool) {
	n := bits[c.Kind]
	if n == 0 || n > t.Bits() {
		return nil, false
	}
	return integers.OfKind(c.Kind), true
}

var integers = column.ByType[reader]{Int8: integer[int8], Int16: integer[int16], Int32: integer[int32], Int64: integer[int64]}

func integer[N int8 | int16 | int32 | int64](dst reflect.Value, v column.Vector, i int) {
	dst.SetInt(int64(v.(*column.Vec[N]).V[i]))
}

// readFloat takes whole numbers too, of which the mantissa has all digits.
func readFloat(c column.Type, t reflect.Type) (reader, bool) {
	double := t.Kind() == reflect.Float64
	n := bits[c.Kind]
	switch {
	case c.Kind == column.Float, c.Kind == column.Double && double, n > 0 && n <= 16, n == 32 && double:
		return floats.OfKind(c.Kind), true
	}
	return nil, false
}

var floats = column.ByType[reader]{Int8: number[int8], Int16: number[int16], Int32: number[int32], Float32: number[float32], Float64: number[float64]}

func number[N int8 | int16 | int32 | float32 | float64](dst reflect.Value, v column.Vector, i int) {
	dst.SetFloat(float64(v.(*column.Vec[N]).V[i]))
}

// readString is text, and the text of objects of a class that Starling knows.
func readString(c column.Type) (reader, bool) {
	switch {
	case c.Kind == column.String:
		return func(dst reflect.Value, v column.Vector, i int) { dst.SetString(v.(*column.Vec[string]).V[i]) }, true
	case c.Kind == column.Char:
		return func(dst reflect.Value, v column.Vector, i int) {
			dst.SetString(string(utf16.Decode([]uint16{v.(*column.Vec[uint16]).V[i]})))
		}, true
	case c.Kind == column.Object && c.Class != nil && c.Class.Format != nil:
		return func(dst reflect.Value, v column.Vector, i int) { dst.SetString(c.Class.Format(v.Any(i))) }, true
	}
	return nil, false
}

// readSlice takes arrays and groups.
func readSlice(c column.Type, t reflect.Type) (reader, bool) {
	if c.Kind != column.List {
		return nil, false
	}
	elem, _ := c.Elem()
	read, err := readerOf(elem, t.Elem())
	if err != nil {
		return nil, false
	}
	return func(dst reflect.Value, v column.Vector, i int) {
		lists := v.(*column.Lists)
		lo, hi, _ := lists.At(i)
		out := reflect.MakeSlice(t, hi-lo, hi-lo)
		for k := lo; k < hi; k++ {
			read(out.Index(k-lo), lists.Elems(), k)
		}
		dst.Set(out)
	}, true
}

// readAny takes everything: of a type that TypeOf knows as that Go type, else as what the engine has.
func readAny(c column.Type) (reader, bool) {
	for _, t := range []reflect.Type{timeType, durationType, bigType, bytesType} {
		if x, _ := TypeOf(t); x == c {
			read, ok := plainReader(c, t)
			return func(dst reflect.Value, v column.Vector, i int) {
				x := reflect.New(t).Elem()
				read(x, v, i)
				dst.Set(x)
			}, ok
		}
	}
	if c.Kind == column.Char || c.Kind == column.Object && c.Class != nil && c.Class.Format != nil && c != column.Map && c != column.Anything {
		read, ok := readString(c)
		return func(dst reflect.Value, v column.Vector, i int) {
			x := reflect.New(reflect.TypeFor[string]()).Elem()
			read(x, v, i)
			dst.Set(x)
		}, ok
	}
	return func(dst reflect.Value, v column.Vector, i int) { dst.Set(reflect.ValueOf(v.Any(i))) }, true
}
