package native

import (
	"fmt"
	"math/big"
	"reflect"
	"time"

	"starling/engine/column"
)

var (
	timeType     = reflect.TypeFor[time.Time]()
	durationType = reflect.TypeFor[time.Duration]()
	bigType      = reflect.TypeFor[*big.Int]()
	bytesType    = reflect.TypeFor[[]byte]()
	anyType      = reflect.TypeFor[any]()
	errorType    = reflect.TypeFor[error]()
)

// duration is the type of columns of java.time.Duration.
var duration = column.ObjectOf("java.time.Duration")

// byKind is the type of the column that a Go type of a kind has.
var byKind = map[reflect.Kind]column.Type{
	reflect.Bool: column.Of(column.Bool),
	reflect.Int8: column.Of(column.Byte), reflect.Int16: column.Of(column.Short), reflect.Int32: column.Of(column.Int),
	reflect.Int: column.Of(column.Long), reflect.Int64: column.Of(column.Long),
	reflect.Float32: column.Of(column.Float), reflect.Float64: column.Of(column.Double),
	reflect.String: column.Of(column.String),
}

// nullable is what t points to, if null is nil to it; *big.Int is a value itself.
func nullable(t reflect.Type) (elem reflect.Type, ok bool) {
	if t.Kind() == reflect.Pointer && t != bigType {
		return t.Elem(), true
	}
	return t, false
}

// TypeOf is the type of the column that values of a Go type have; that of a pointer is that of
// what it points to. The error names the Go type.
func TypeOf(t reflect.Type) (column.Type, error) {
	elem, _ := nullable(t)
	switch elem {
	case timeType:
		return column.Of(column.Instant), nil
	case durationType:
		return duration, nil
	case bigType:
		return column.BigInteger, nil
	case bytesType:
		return column.Of(column.Bytes), nil
	}
	if c, ok := byKind[elem.Kind()]; ok {
		return c, nil
	}
	switch elem.Kind() {
	case reflect.Slice:
		c, err := TypeOf(elem.Elem())
		if err != nil {
			return column.Type{}, err
		}
		if c.Kind == column.Byte {
			return column.Type{}, fmt.Errorf("%v has no column: bytes are []byte", t)
		}
		return column.ArrayOf(c), nil
	case reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint, reflect.Uint64:
		return column.Type{}, fmt.Errorf("%v has no column: columns have signed numbers, int64 the widest", t)
	}
	return column.Type{}, fmt.Errorf("%v has no column: there are columns for bool, int8 to int64, float32, float64, string, []byte, time.Time, time.Duration, *big.Int, slices of these, and pointers to them", t)
}
