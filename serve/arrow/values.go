package arrow

import (
	"errors"
	"fmt"
	"math/big"
	"strconv"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/decimal128"
	"github.com/apache/arrow-go/v18/arrow/decimal256"

	"starling/engine/column"
)

// add appends the values of an array to a vector of the type that columnType gives for it.
func add(to column.Vector, t column.Type, a arrow.Array) error {
	switch a := a.(type) {
	case *array.Null:
		for range a.Len() {
			to.AppendNull()
		}
		return nil
	case *array.Boolean:
		return each(to, a, func(i int) int8 {
			if a.Value(i) {
				return 1
			}
			return 0
		})
	case *array.Int8:
		return copied(to, a, a.Int8Values())
	case *array.Int16:
		return copied(to, a, a.Int16Values())
	case *array.Int32:
		return copied(to, a, a.Int32Values())
	case *array.Int64:
		return copied(to, a, a.Int64Values())
	case *array.Float32:
		return copied(to, a, a.Float32Values())
	case *array.Float64:
		return copied(to, a, a.Float64Values())
	case *array.Uint16:
		if t.Kind == column.Char {
			return copied(to, a, a.Uint16Values())
		}
		return each(to, a, func(i int) int32 { return int32(a.Value(i)) })
	case *array.Uint8:
		return each(to, a, func(i int) int16 { return int16(a.Value(i)) })
	case *array.Uint32:
		return each(to, a, func(i int) int64 { return int64(a.Value(i)) })
	case *array.Uint64:
		return each(to, a, func(i int) any { return new(big.Int).SetUint64(a.Value(i)) })
	case *array.Float16:
		return each(to, a, func(i int) float32 { return a.Value(i).Float32() })
	case *array.Timestamp:
		return addTimes(to, t, a)
	case *array.Date32:
		return each(to, a, func(i int) any { return column.LocalDate(a.Value(i)) })
	case *array.Date64:
		return each(to, a, func(i int) any { return column.DateOf(a.Value(i).ToTime()) })
	case *array.Time32:
		return addScaled(to, a, a.DataType().(*arrow.Time32Type).Unit, func(i int) int64 { return int64(a.Value(i)) }, func(n int64) any { return column.LocalTime(n) })
	case *array.Time64:
		return addScaled(to, a, a.DataType().(*arrow.Time64Type).Unit, func(i int) int64 { return int64(a.Value(i)) }, func(n int64) any { return column.LocalTime(n) })
	case *array.Duration:
		return addScaled(to, a, a.DataType().(*arrow.DurationType).Unit, func(i int) int64 { return int64(a.Value(i)) }, func(n int64) any { return column.Duration(n) })
	case *array.Decimal32:
		return addDecimals(to, a, func(i int) *big.Int { return big.NewInt(int64(a.Value(i))) })
	case *array.Decimal64:
		return addDecimals(to, a, func(i int) *big.Int { return big.NewInt(int64(a.Value(i))) })
	case *array.Decimal128:
		return addDecimals(to, a, func(i int) *big.Int { return decimal128.Num(a.Value(i)).BigInt() })
	case *array.Decimal256:
		return addDecimals(to, a, func(i int) *big.Int { return decimal256.Num(a.Value(i)).BigInt() })
	case *array.Dictionary:
		return addDictionary(to, t, a)
	case array.ListLike:
		return addLists(to, t, a)
	case textual:
		return addTexts(to, t, a)
	case raw:
		return each(to, a, func(i int) string { return string(a.Value(i)) })
	}
	return fmt.Errorf("values of Arrow's type %s cannot be read", a.DataType())
}

// textual and raw are the arrays of text and of bytes.
type (
	textual interface {
		arrow.Array
		Value(i int) string
	}
	raw interface {
		arrow.Array
		Value(i int) []byte
	}
)

// copied appends values as they are.
func copied[T number](to column.Vector, a arrow.Array, of []T) error {
	v := to.(*column.Vec[T])
	n := v.Len()
	v.V = append(v.V, of...)
	if a.NullN() > 0 {
		for i := range of {
			if a.IsNull(i) {
				v.V[n+i] = column.Null[T]()
			}
		}
	}
	return nil
}

// each appends values one by one.
func each[T any](to column.Vector, a arrow.Array, value func(i int) T) error {
	v := to.(*column.Vec[T])
	for i := range a.Len() {
		if a.IsNull(i) {
			v.AppendNull()
		} else {
			v.Append(value(i))
		}
	}
	return nil
}

var nanosPerUnit = map[arrow.TimeUnit]int64{arrow.Second: 1e9, arrow.Millisecond: 1e6, arrow.Microsecond: 1e3, arrow.Nanosecond: 1}

// scaled is n units as nanoseconds.
func scaled(n int64, unit arrow.TimeUnit) (int64, error) {
	per := nanosPerUnit[unit]
	if out := n * per; out/per == n {
		return out, nil
	}
	return 0, fmt.Errorf("%d %s are out of the range of nanoseconds since 1970", n, unit)
}

// addScaled appends objects that are made of nanoseconds.
func addScaled(to column.Vector, a arrow.Array, unit arrow.TimeUnit, value func(i int) int64, object func(nanos int64) any) error {
	var bad error
	each(to, a, func(i int) any { //nolint:errcheck // it gives none
		n, err := scaled(value(i), unit)
		if bad == nil {
			bad = err
		}
		return object(n)
	})
	return bad
}

// addTimes appends instants, or dates and times where no zone is said.
func addTimes(to column.Vector, t column.Type, a *array.Timestamp) error {
	unit := a.DataType().(*arrow.TimestampType).Unit
	if t.Kind != column.Instant {
		return each(to, a, func(i int) any { return column.DateTimeOf(a.Value(i).ToTime(unit)) })
	}
	var bad error
	each(to, a, func(i int) int64 { //nolint:errcheck // it gives none
		n, err := scaled(int64(a.Value(i)), unit)
		if bad == nil {
			bad = err
		}
		return n
	})
	return bad
}

func addDecimals(to column.Vector, a arrow.Array, value func(i int) *big.Int) error {
	scale := int(a.DataType().(arrow.DecimalType).GetScale())
	return each(to, a, func(i int) any { return column.NewDecimal(value(i), scale) })
}

// addTexts appends text, or the numbers of any size that are written as text.
func addTexts(to column.Vector, t column.Type, a textual) error {
	switch t {
	case column.BigDecimal, column.BigInteger:
	default:
		return each(to, a, func(i int) string { return a.Value(i) })
	}
	var bad error
	each(to, a, func(i int) any { //nolint:errcheck // it gives none
		var x any
		var err error
		if t == column.BigDecimal {
			x, err = column.ParseDecimal(a.Value(i))
		} else if n, ok := new(big.Int).SetString(a.Value(i), 10); ok {
			x = n
		} else {
			err = errors.New(strconv.Quote(a.Value(i)) + " is no whole number")
		}
		if bad == nil {
			bad = err
		}
		return x
	})
	return bad
}

// addDictionary appends the values that indices stand for.
func addDictionary(to column.Vector, t column.Type, a *array.Dictionary) error {
	known := column.NewVector(t)
	if err := add(known, t, a.Dictionary()); err != nil {
		return err
	}
	for i := range a.Len() {
		if a.IsNull(i) {
			to.AppendNull()
			continue
		}
		at := a.GetValueIndex(i)
		if at < 0 || at >= known.Len() {
			return fmt.Errorf("a dictionary of %d values has no %d", known.Len(), at)
		}
		to.AppendFrom(known, at)
	}
	return nil
}

// addLists appends lists.
func addLists(to column.Vector, t column.Type, a array.ListLike) error {
	elem, _ := t.Elem()
	all := column.NewVector(elem)
	if err := add(all, elem, a.ListValues()); err != nil {
		return err
	}
	l := to.(*column.Lists)
	for i := range a.Len() {
		if a.IsNull(i) {
			l.AppendNull()
			continue
		}
		lo, hi := a.ValueOffsets(i)
		if lo < 0 || lo > hi || int(hi) > all.Len() {
			return fmt.Errorf("a list lies at %d to %d of %d elements", lo, hi, all.Len())
		}
		l.Open().AppendRange(all, int(lo), int(hi))
		l.Close()
	}
	return nil
}
