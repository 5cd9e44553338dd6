package starlib

import (
	"fmt"
	"math"
	"math/big"
	"unicode/utf16"

	"go.starlark.net/starlark"

	"starling/engine/column"
	"starling/starlib/py"
)

// sink appends script values to a vector of its kind; None is null. A value that does
// not fit is an error that names it.
type sink func(v starlark.Value) error

// sinkOf is the sink of a vector, chosen once per page. class is that of an Object.
func sinkOf(out column.Vector) sink {
	switch o := out.(type) {
	case *column.Vec[int8]:
		if o.Kind() == column.Bool {
			return boolSink(o)
		}
		return intSink(o, math.MinInt8, math.MaxInt8)
	case *column.Vec[int16]:
		return intSink(o, math.MinInt16, math.MaxInt16)
	case *column.Vec[int32]:
		return intSink(o, math.MinInt32, math.MaxInt32)
	case *column.Vec[int64]:
		if o.Kind() == column.Instant {
			return instantSink(o)
		}
		return intSink(o, math.MinInt64, math.MaxInt64)
	case *column.Vec[uint16]:
		return charSink(o)
	case *column.Vec[float32]:
		return floatSink(o)
	case *column.Vec[float64]:
		return floatSink(o)
	case *column.Vec[string]:
		if o.Kind() == column.Bytes {
			return bytesSink(o)
		}
		return stringSink(o)
	case *column.Vec[any]:
		return func(v starlark.Value) error { o.Append(toObject(v)); return nil }
	case *column.Lists:
		return listSink(o)
	}
	panic(fmt.Sprintf("starlib: vector %T", out))
}

// toObject is a script value as an Object column holds it.
func toObject(v starlark.Value) any {
	if v == starlark.None {
		return nil
	}
	if f, ok := v.(foreign); ok {
		return f.v
	}
	return v
}

// misfit is the error of a value that a kind cannot hold.
func misfit(v starlark.Value, k column.Kind) error {
	return py.Raise("TypeError", "cannot convert %s (%s) to %s", py.Short(v), py.TypeOf(v), column.Of(k))
}

func boolSink(o *column.Vec[int8]) sink {
	return func(v starlark.Value) error {
		switch v := v.(type) {
		case starlark.Bool:
			x := int8(0)
			if v {
				x = 1
			}
			o.Append(x)
		case starlark.NoneType:
			o.AppendNull()
		default:
			return misfit(v, column.Bool)
		}
		return nil
	}
}

func intSink[T int8 | int16 | int32 | int64](o *column.Vec[T], low, high int64) sink {
	return func(v starlark.Value) error {
		if v == starlark.None {
			o.AppendNull()
			return nil
		}
		x, err := whole(v, o.Kind())
		if err != nil {
			return err
		}
		n, ok := x.Int64()
		if !ok || n < low || n > high {
			return py.Raise("OverflowError", "%s does not fit %s (%d to %d)", py.Short(v), column.Of(o.Kind()), low, high)
		}
		o.Append(T(n))
		return nil
	}
}

// whole is v as a whole number.
func whole(v starlark.Value, k column.Kind) (starlark.Int, error) {
	switch v := v.(type) {
	case starlark.Int:
		return v, nil
	case starlark.Bool:
		if v {
			return starlark.MakeInt(1), nil
		}
		return starlark.MakeInt(0), nil
	case starlark.Float:
		if f := float64(v); f == math.Trunc(f) && !math.IsInf(f, 0) {
			i, _ := big.NewFloat(f).Int(nil)
			return starlark.MakeBigInt(i), nil
		}
	}
	return starlark.Int{}, misfit(v, k)
}

func floatSink[T float32 | float64](o *column.Vec[T]) sink {
	return func(v starlark.Value) error {
		switch v.(type) {
		case starlark.NoneType:
			o.AppendNull()
			return nil
		case starlark.Int, starlark.Float, starlark.Bool:
		default:
			return misfit(v, o.Kind())
		}
		f, err := number(v, o.Kind())
		if err != nil {
			return err
		}
		if math.IsInf(float64(T(f)), 0) && !math.IsInf(f, 0) {
			return py.Raise("OverflowError", "%s does not fit %s", py.Short(v), column.Of(o.Kind()))
		}
		o.Append(T(f))
		return nil
	}
}

func number(v starlark.Value, k column.Kind) (float64, error) {
	if f, ok := starlark.AsFloat(v); ok {
		return f, nil
	}
	i, err := whole(v, k)
	return float64(i.Float()), err
}

func charSink(o *column.Vec[uint16]) sink {
	return func(v starlark.Value) error {
		switch v := v.(type) {
		case starlark.NoneType:
			o.AppendNull()
			return nil
		case starlark.String:
			if u := utf16.Encode([]rune(string(v))); len(u) == 1 {
				o.Append(u[0])
				return nil
			}
		case starlark.Int:
			if n, ok := v.Int64(); ok && n >= 0 && n <= math.MaxUint16 {
				o.Append(uint16(n))
				return nil
			}
		}
		return misfit(v, column.Char)
	}
}

func stringSink(o *column.Vec[string]) sink {
	return func(v starlark.Value) error {
		switch v := v.(type) {
		case starlark.NoneType:
			o.AppendNull()
		case starlark.String:
			o.Append(string(v))
		default:
			return misfit(v, column.String)
		}
		return nil
	}
}

func bytesSink(o *column.Vec[string]) sink {
	return func(v starlark.Value) error {
		if v == starlark.None {
			o.AppendNull()
			return nil
		}
		b, ok := asBytes(v)
		if !ok {
			return misfit(v, column.Bytes)
		}
		o.Append(b)
		return nil
	}
}

// asBytes takes bytes, or a sequence of numbers from 0 to 255 or from -128 to 127.
func asBytes(v starlark.Value) (string, bool) {
	if b, ok := v.(starlark.Bytes); ok {
		return string(b), true
	}
	seq, ok := v.(starlark.Sequence)
	if !ok {
		return "", false
	}
	out := make([]byte, 0, seq.Len())
	for x := range starlark.Elements(seq) {
		i, ok := x.(starlark.Int)
		n, fits := i.Int64()
		if !ok || !fits || n < math.MinInt8 || n > math.MaxUint8 {
			return "", false
		}
		out = append(out, byte(n))
	}
	return string(out), true
}

// listSink takes lists, tuples and other sequences.
func listSink(o *column.Lists) sink {
	return func(v starlark.Value) error {
		if v == starlark.None {
			o.AppendNull()
			return nil
		}
		seq, ok := v.(starlark.Sequence)
		if !ok {
			return misfit(v, column.List)
		}
		put := sinkOf(o.Open())
		for x := range starlark.Elements(seq) {
			if err := put(x); err != nil {
				o.Drop()
				return err
			}
		}
		o.Close()
		return nil
	}
}

func instantSink(o *column.Vec[int64]) sink {
	return func(v starlark.Value) error {
		switch v := v.(type) {
		case starlark.NoneType:
			o.AppendNull()
		case py.Date, py.Datetime:
			d, _ := py.AsDatetime(v)
			n, err := d.Nanos()
			if err != nil {
				return err
			}
			o.Append(n)
		default:
			return misfit(v, column.Instant)
		}
		return nil
	}
}
