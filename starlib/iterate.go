package starlib

import (
	"fmt"

	"go.starlark.net/starlark"

	"starling/starlib/py"
)

// iterate is a method that gives the rows of one moment, as dicts or as tuples, one by one or
// in chunks. How many are read at a time makes no other difference here.
func iterate(dicts, chunked bool) func(*call) (starlark.Value, error) {
	return func(c *call) (starlark.Value, error) {
		var cols texts
		name, size := "Deephaven", 2048
		args := []any{"cols?", &cols, "chunk_size?", &size}
		if !dicts {
			args = []any{"cols?", &cols, "tuple_name?", &name, "chunk_size?", &size}
		}
		if err := c.Unpack(args...); err != nil {
			return nil, err
		}
		if size < 1 {
			return nil, c.failed(fmt.Errorf("chunk_size: got %d, want 1 or more", size))
		}
		f, err := c.Recv.(*Table).read(allRows, cols)
		if err != nil {
			return nil, c.failed(err)
		}
		var as *py.NamedType
		if !dicts {
			as = &py.NamedType{Name: name, Fields: fieldNames(f.Schema)}
		}
		if chunked {
			return &chunks{schema: f.Schema, vecs: f.Cols, at: upTo(len(f.Cols)), size: size, as: as}, nil
		}
		return c.host.newRows(f, as), nil
	}
}

// upTo is the numbers from 0 to n-1.
func upTo(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}
