package native

import (
	"fmt"
	"math"
	"math/big"
	"reflect"
	"regexp"
	"time"

	"starling/engine/column"
)

// writer appends x, a value of the Go type, to dst.
type writer func(dst column.Vector, x reflect.Value) error

// writerOf is how values of a Go type become those of its column, of type TypeOf(t). A number that
// means null in a column is an error.
func writerOf(t reflect.Type) (writer, error) {
	if _, err := TypeOf(t); err != nil {
		return nil, err
	}
	elem, points := nullable(t)
	write := plainWriter(elem)
	if !points {
		return write, nil
	}
	return func(dst column.Vector, x reflect.Value) error {
		if x.IsNil() {
			dst.AppendNull()
			return nil
		}
		return write(dst, x.Elem())
	}, nil
}

func plainWriter(t reflect.Type) writer {
	switch t {
	case timeType:
		return writeTime
	case durationType:
		return func(dst column.Vector, x reflect.Value) error {
			dst.(*column.Vec[any]).Append(column.Duration(x.Int()))
			return nil
		}
	case bigType:
		return writeBig
	case bytesType:
		return writeBytes
	}
	switch t.Kind() {
	case reflect.Bool:
		return writeBool
	case reflect.Int8:
		return writeInt[int8]
	case reflect.Int16:
		return writeInt[int16]
	case reflect.Int32:
		return writeInt[int32]
	case reflect.Int, reflect.Int64:
		return writeInt[int64]
	case reflect.Float32:
		return writeFloat[float32]
	case reflect.Float64:
		return writeFloat[float64]
	case reflect.String:
		return func(dst column.Vector, x reflect.Value) error {
			dst.(*column.Vec[string]).Append(x.String())
			return nil
		}
	}
	return sliceWriter(t)
}

// nullNumber is the error of a number that a column cannot hold, since it stands for null there.
type nullNumber struct {
	x any
	k column.Kind
}

func (e *nullNumber) Error() string {
	return fmt.Sprintf("%v means null in a column of %s: a pointer that is nil says that, and a wider type has the number", e.x, column.Of(e.k))
}

func writeBool(dst column.Vector, x reflect.Value) error {
	b := int8(0)
	if x.Bool() {
		b = 1
	}
	dst.(*column.Vec[int8]).Append(b)
	return nil
}

func writeInt[N int8 | int16 | int32 | int64](dst column.Vector, x reflect.Value) error {
	n := N(x.Int())
	if n == column.Null[N]() {
		return &nullNumber{n, dst.Kind()}
	}
	dst.(*column.Vec[N]).Append(n)
	return nil
}

func writeFloat[N float32 | float64](dst column.Vector, x reflect.Value) error {
	n := N(x.Float())
	if n == column.Null[N]() {
		return &nullNumber{n, dst.Kind()}
	}
	dst.(*column.Vec[N]).Append(n)
	return nil
}

// The times that nanoseconds since 1970 in 64 bits can tell, but for the number that means null.
var firstTime, lastTime = time.Unix(0, math.MinInt64+1), time.Unix(0, math.MaxInt64)

// writeTime takes the zero time for null, which is read as that.
func writeTime(dst column.Vector, x reflect.Value) error {
	t := x.Interface().(time.Time)
	if t.IsZero() {
		dst.AppendNull()
		return nil
	}
	if t.Before(firstTime) || t.After(lastTime) {
		return fmt.Errorf("%v is not between %d and %d, which columns of times can hold", t, firstTime.Year(), lastTime.Year())
	}
	dst.(*column.Vec[int64]).Append(t.UnixNano())
	return nil
}

// writeBig keeps a number of its own.
func writeBig(dst column.Vector, x reflect.Value) error {
	n := x.Interface().(*big.Int)
	if n == nil {
		dst.AppendNull()
		return nil
	}
	dst.(*column.Vec[any]).Append(new(big.Int).Set(n))
	return nil
}

func writeBytes(dst column.Vector, x reflect.Value) error {
	if x.IsNil() {
		dst.AppendNull()
		return nil
	}
	dst.(*column.Vec[string]).Append(string(x.Bytes()))
	return nil
}

// sliceWriter writes arrays; nil is null.
func sliceWriter(t reflect.Type) writer {
	write, err := writerOf(t.Elem())
	if err != nil {
		panic(err) // TypeOf has seen it
	}
	return func(dst column.Vector, x reflect.Value) error {
		lists := dst.(*column.Lists)
		if x.IsNil() {
			lists.AppendNull()
			return nil
		}
		to := lists.Open()
		for i := range x.Len() {
			if err := write(to, x.Index(i)); err != nil {
				lists.Drop()
				return fmt.Errorf("element %d: %w", i, err)
			}
		}
		lists.Close()
		return nil
	}
}

// legal is what names of columns look like, but for words of formulas.
var legal = regexp.MustCompile(`^[\pL_$][\pL\pN_$]*$`)

// Writer makes columns of rows of a Shape.
type Writer struct {
	*Shape
	Schema []column.Field
	write  []writer
}

// Writer finds out which columns the fields are. The error names the field.
func (s *Shape) Writer() (*Writer, error) {
	w := &Writer{Shape: s}
	for _, f := range s.fields {
		write, err := writerOf(f.typ)
		if err != nil {
			return nil, fmt.Errorf("field %s of %v: %w", f.name, s.typ, err)
		}
		if !legal.MatchString(f.column) || column.Reserved(f.column) {
			return nil, fmt.Errorf("field %s of %v: %q cannot name a column; a tag gives it another name, as in `starling:\"Price\"`", f.name, s.typ, f.column)
		}
		typ, _ := TypeOf(f.typ)
		w.Schema, w.write = append(w.Schema, column.Field{Name: f.column, Type: typ}), append(w.write, write)
	}
	return w, nil
}

// Write makes a vector per field of rows, a slice of the struct. The error names the row and the field.
func (w *Writer) Write(rows reflect.Value) ([]column.Vector, error) {
	out := make([]column.Vector, len(w.fields))
	for c, f := range w.fields {
		v, write := column.NewVector(w.Schema[c].Type), w.write[c]
		for i := range rows.Len() {
			if err := write(v, rows.Index(i).FieldByIndex(f.index)); err != nil {
				return nil, fmt.Errorf("row %d, field %s: %w", i, f.name, err)
			}
		}
		out[c] = v
	}
	return out, nil
}
