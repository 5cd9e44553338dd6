package native

import (
	"errors"
	"reflect"

	"starling/engine/column"
)

// rowwise is the kernel of a function of other types: it is called by reflection, row by row.
func (f *Func) rowwise() kernel {
	t := f.fn.Type()
	readers, write := f.readers(t.In), f.writer(t.Out(0))
	return func(args []column.Vector, skip []bool, n int, out column.Vector) error {
		in := make([]reflect.Value, len(args))
		for i := range n {
			if skip != nil && skip[i] {
				out.AppendNull()
				continue
			}
			for k, v := range args {
				in[k] = reflect.New(t.In(k)).Elem() // the function may keep it
				readers[k](in[k], v, i)
			}
			res := f.fn.Call(in)
			err := f.failure(res)
			if err == nil {
				err = write(out, res[0])
			}
			if err != nil {
				return f.rowError(i, err)
			}
		}
		return nil
	}
}

// readers is the readers of the parameters, whose Go types, or those of their elements, typ tells.
func (f *Func) readers(typ func(i int) reflect.Type) []reader {
	out := make([]reader, len(f.params))
	for i, p := range f.params {
		read, err := readerOf(p, typ(i))
		if err != nil {
			panic(err) // p is TypeOf that
		}
		out[i] = read
	}
	return out
}

// writer is the writer of results; a number that means null in their column is null.
func (f *Func) writer(t reflect.Type) writer {
	write, err := writerOf(t)
	if err != nil {
		panic(err) // NewFunc has seen it
	}
	return func(dst column.Vector, x reflect.Value) error {
		err := write(dst, x)
		if errors.As(err, new(*nullNumber)) {
			dst.AppendNull()
			return nil
		}
		return err
	}
}

// failure is the error among the results.
func (f *Func) failure(res []reflect.Value) error {
	if !f.fails || res[1].IsNil() {
		return nil
	}
	return res[1].Interface().(error)
}
