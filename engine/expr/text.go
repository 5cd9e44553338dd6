package expr

import (
	"fmt"
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
	if x.typ.Group() {
		return c.kernelOp(x.at, stringType, vectorTextKernel(x.typ), x)
	}
	return c.kernelOp(x.at, stringType, textKernel(x.typ), x)
}

// textKernel is the text of values of type t, which share one buffer; null is "null".
func textKernel(t column.Type) kernel {
	format := column.Java.Format(t)
	return func(c *call) error {
		a := c.args[0]
		n := a.Len()
		ends, _ := c.temp.([]int)
		ends = ends[:0]
		buf := make([]byte, 0, 8*n)
		for i := range n {
			var some bool
			if buf, some = format(buf, a, i); !some {
				buf = append(buf, "null"...)
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
