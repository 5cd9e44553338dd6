package json

import (
	"strconv"

	"starling/engine/column"
)

// encoder writes rows as objects by its list of steps.
type encoder struct {
	opts    *WriterOptions
	cols    []int           // by number, the column of the table
	formats []column.Format // by number
	ops     []step
}

func (e *encoder) Columns() []int { return e.cols }

func (e *encoder) Append(buf []byte, in []column.Vector, i int) (out []byte, null bool, err error) {
	buf = append(buf, '{')
	for k := range e.ops {
		op := &e.ops[k]
		if op.kind == '}' {
			buf = append(buf, '}')
			continue
		}
		start := len(buf)
		if buf[start-1] != '{' {
			buf = append(buf, ',')
		}
		buf = append(buf, op.text...)
		if op.kind == '{' {
			continue
		}
		if op.col == timestampColumn {
			buf = strconv.AppendInt(append(buf, '"'), e.opts.Now().UnixNano(), 10)
			buf = append(buf, '"')
			continue
		}
		var ok bool
		if buf, ok = e.formats[op.col](buf, in[op.col], i); ok {
			continue
		}
		if e.opts.OutputNulls {
			buf = append(buf, "null"...)
		} else {
			buf = buf[:start]
		}
	}
	return append(buf, '}'), false, nil
}
