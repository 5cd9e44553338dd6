package expr

import (
	"fmt"
	"strconv"
	"unicode/utf8"
	"unsafe"

	"starling/engine/column"
)

// concat is the text of x and y, one after the other; null is "null".
func (c *compiler) concat(at int, x, y *op) *op {
	kids := []*op{c.text(x), c.text(y)}
	if x.note == noteConcat && !x.constant() {
		kids = append(append([]*op(nil), x.kids...), kids[1])
	}
	o := c.kernelOp(at, stringType, joinText, kids...)
	o.note, o.present = noteConcat, true
	return o
}

// pageText bounds the text that a concatenation makes for a page, in bytes.
const pageText = 1 << 30

// joinText joins its arguments row by row. The text of a page is one allocation.
func joinText(c *call) error {
	size := 0
	for _, a := range c.args {
		for _, s := range vals[string](a) {
			size += len(s)
		}
	}
	if size > pageText {
		return fmt.Errorf("the text of %d rows has more than %d bytes", c.n, pageText)
	}
	buf := make([]byte, 0, size)
	out := grow[string](c.out, c.n)
	for i := range out {
		from := len(buf)
		for _, a := range c.args {
			if s := vals[string](a)[i]; column.IsNullString(s) {
				buf = append(buf, "null"...)
			} else {
				buf = append(buf, s...)
			}
		}
		out[i] = stringOf(buf[from:])
	}
	return nil
}

// stringOf is b, which is not written again, as a string.
func stringOf(b []byte) string {
	if len(b) == 0 {
		return ""
	}
	return unsafe.String(&b[0], len(b))
}

// text is the text of x in a concatenation. A null string stays null.
func (c *compiler) text(x *op) *op {
	if x.typ.Kind == column.String {
		return x
	}
	if x.typ == nullType {
		return c.constOf(x.at, stringType, "null")
	}
	if isScript(x.typ) {
		objs := c.objects
		o := c.kernelOp(x.at, stringType, func(c *call) error {
			return objs.Cast(c.out, c.args[0].(*column.Vec[any]))
		}, c.perRow(x))
		return c.scripted(o)
	}
	return c.kernelOp(x.at, stringType, textKernel(x.typ), x)
}

func textKernel(t column.Type) kernel {
	switch t.Kind {
	case column.Bool:
		return textOf(column.NullByte, func(b []byte, x int8) []byte { return strconv.AppendBool(b, x != 0) })
	case column.Byte:
		return textOf(column.NullByte, appendInt[int8])
	case column.Short:
		return textOf(column.NullShort, appendInt[int16])
	case column.Char:
		return textOf(column.NullChar, func(b []byte, x uint16) []byte { return utf8.AppendRune(b, rune(x)) })
	case column.Int:
		return textOf(column.NullInt, appendInt[int32])
	case column.Long:
		return textOf(column.NullLong, appendInt[int64])
	case column.Float:
		return textOf(column.NullFloat, column.AppendFloat)
	case column.Double:
		return textOf(column.NullDouble, column.AppendDouble)
	case column.Instant:
		return textOf(column.NullLong, column.AppendInstant)
	case column.Bytes:
		return textOf(column.NullString, func(b []byte, x string) []byte { return appendArray(b, []byte(x)) })
	}
	return textOf(nil, appendObject)
}

// textOf appends the text of each value to one buffer; null is "null".
func textOf[T comparable](null T, app func([]byte, T) []byte) kernel {
	return func(c *call) error {
		a := vals[T](c.args[0])
		ends, _ := c.temp.([]int)
		ends = ends[:0]
		buf := make([]byte, 0, 8*len(a))
		for _, x := range a {
			if x == null {
				buf = append(buf, "null"...)
			} else {
				buf = app(buf, x)
			}
			ends = append(ends, len(buf))
		}
		c.temp = ends
		out := grow[string](c.out, c.n)
		from := 0
		for i, end := range ends {
			out[i] = stringOf(buf[from:end])
			from = end
		}
		return nil
	}
}

func appendInt[T int8 | int16 | int32 | int64](b []byte, x T) []byte {
	return strconv.AppendInt(b, int64(x), 10)
}

// appendFraction writes .fff in as many groups of three as needed.
func appendFraction(b []byte, nanos int) []byte {
	switch {
	case nanos == 0:
		return b
	case nanos%1e6 == 0:
		return fmt.Appendf(b, ".%03d", nanos/1e6)
	case nanos%1e3 == 0:
		return fmt.Appendf(b, ".%06d", nanos/1e3)
	}
	return fmt.Appendf(b, ".%09d", nanos)
}

// appendObject writes any value an Object column may hold.
func appendObject(b []byte, x any) []byte {
	switch x := x.(type) {
	case nil:
		return append(b, "null"...)
	case string:
		return append(b, x...)
	case bool:
		return strconv.AppendBool(b, x)
	case int8:
		return appendInt(b, x)
	case int16:
		return appendInt(b, x)
	case int32:
		return appendInt(b, x)
	case int64:
		return appendInt(b, x)
	case float32:
		return column.AppendFloat(b, x)
	case float64:
		return column.AppendDouble(b, x)
	case uint16:
		return utf8.AppendRune(b, rune(x))
	case fmt.Stringer:
		return append(b, x.String()...)
	}
	return appendArray(b, x)
}

// appendArray writes an array as [1, 2, null].
func appendArray(b []byte, x any) []byte {
	switch x := x.(type) {
	case []byte:
		return appendItems(b, x, func(b []byte, x byte) []byte { return appendInt(b, int8(x)) })
	case []int8:
		return appendItems(b, x, func(b []byte, x int8) []byte {
			if x == column.NullByte {
				return append(b, "null"...)
			}
			return strconv.AppendBool(b, x != 0)
		})
	case []int16:
		return appendItems(b, x, orNull(column.NullShort, appendInt[int16]))
	case []uint16:
		return appendItems(b, x, orNull(column.NullChar, func(b []byte, x uint16) []byte { return utf8.AppendRune(b, rune(x)) }))
	case []int32:
		return appendItems(b, x, orNull(column.NullInt, appendInt[int32]))
	case []int64:
		return appendItems(b, x, orNull(column.NullLong, appendInt[int64]))
	case []float32:
		return appendItems(b, x, orNull(column.NullFloat, column.AppendFloat))
	case []float64:
		return appendItems(b, x, orNull(column.NullDouble, column.AppendDouble))
	case []string:
		return appendItems(b, x, orNull(column.NullString, func(b []byte, x string) []byte { return append(b, x...) }))
	case []any:
		return appendItems(b, x, appendObject)
	}
	return fmt.Append(b, x)
}

func orNull[T comparable](null T, app func([]byte, T) []byte) func([]byte, T) []byte {
	return func(b []byte, x T) []byte {
		if x == null {
			return append(b, "null"...)
		}
		return app(b, x)
	}
}

func appendItems[T any](b []byte, items []T, app func([]byte, T) []byte) []byte {
	b = append(b, '[')
	for i, x := range items {
		if i > 0 {
			b = append(b, ", "...)
		}
		b = app(b, x)
	}
	return append(b, ']')
}
