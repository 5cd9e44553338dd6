package native

import (
	"fmt"
	"reflect"

	"starling/engine/column"
)

// columnar is the kernel of a function that takes slices of many rows: of those in which no
// argument is null.
func (f *Func) columnar() kernel {
	t := f.fn.Type()
	takes := make([]gatherer, len(f.params))
	for k, p := range f.params {
		takes[k] = gathererOf(p, t.In(k))
	}
	give := f.spreader(t.Out(0))
	return func(args []column.Vector, skip []bool, n int, out column.Vector) error {
		rows := make([]int, 0, n)
		for i := range n {
			if skip == nil || !skip[i] {
				rows = append(rows, i)
			}
		}
		if len(rows) == 0 {
			for range n {
				out.AppendNull()
			}
			return nil
		}
		in := make([]reflect.Value, len(args))
		for k, v := range args {
			in[k] = takes[k](v, rows)
		}
		res := f.fn.Call(in)
		if err := f.failure(res); err != nil {
			return fmt.Errorf("%s: %w", f.name, err)
		}
		if got := res[0].Len(); got != len(rows) {
			return fmt.Errorf("%s: it gave %d values for %d rows", f.name, got, len(rows))
		}
		return give(out, res[0], skip, n)
	}
}

// gatherer makes a slice for the program of some values of a vector.
type gatherer func(v column.Vector, rows []int) reflect.Value

// gatherers are those of slices of what vectors have.
var gatherers = map[reflect.Type]gatherer{
	reflect.TypeFor[[]int16]():   gather[int16],
	reflect.TypeFor[[]int32]():   gather[int32],
	reflect.TypeFor[[]int64]():   gather[int64],
	reflect.TypeFor[[]float32](): gather[float32],
	reflect.TypeFor[[]float64](): gather[float64],
	reflect.TypeFor[[]string]():  gather[string],
}

func gather[T any](v column.Vector, rows []int) reflect.Value {
	in, out := v.(*column.Vec[T]).V, make([]T, len(rows))
	for k, i := range rows {
		out[k] = in[i]
	}
	return reflect.ValueOf(out)
}

func gathererOf(c column.Type, slice reflect.Type) gatherer {
	if g, ok := gatherers[slice]; ok {
		return g
	}
	read, err := readerOf(c, slice.Elem())
	if err != nil {
		panic(err) // c is TypeOf that
	}
	return func(v column.Vector, rows []int) reflect.Value {
		out := reflect.MakeSlice(slice, len(rows), len(rows))
		for k, i := range rows {
			read(out.Index(k), v, i)
		}
		return out
	}
}

// spreader appends n results, null where skip is set and else the next one of res.
type spreader func(out column.Vector, res reflect.Value, skip []bool, n int) error

// spreaders are those of slices of what vectors have.
var spreaders = map[reflect.Type]spreader{
	reflect.TypeFor[[]int16]():   spread[int16],
	reflect.TypeFor[[]int32]():   spread[int32],
	reflect.TypeFor[[]int64]():   spread[int64],
	reflect.TypeFor[[]float32](): spread[float32],
	reflect.TypeFor[[]float64](): spread[float64],
	reflect.TypeFor[[]string]():  spread[string],
}

func spread[T any](out column.Vector, res reflect.Value, skip []bool, n int) error {
	from, to, next := res.Interface().([]T), room[T](out, n), 0
	for i := range to {
		if skip == nil || !skip[i] {
			to[i] = from[next]
			next++
		}
	}
	return nil
}

func (f *Func) spreader(slice reflect.Type) spreader {
	if s, ok := spreaders[slice]; ok {
		return s
	}
	write := f.writer(slice.Elem())
	return func(out column.Vector, res reflect.Value, skip []bool, n int) error {
		next := 0
		for i := range n {
			if skip != nil && skip[i] {
				out.AppendNull()
				continue
			}
			if err := write(out, res.Index(next)); err != nil {
				return f.rowError(i, err)
			}
			next++
		}
		return nil
	}
}
