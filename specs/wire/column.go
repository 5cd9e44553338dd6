package wire

import (
	"unicode/utf8"

	"starling/engine/column"
)

// Column is a column on its way in: the builder, and the one of the typed vectors that it
// is. What is appended to that is of the column's kind: an Instant is an I64, a Bool an I8,
// String and Bytes are Text.
type Column struct {
	Dst  column.Builder
	Kind column.Kind

	I8   *column.Vec[int8]
	I16  *column.Vec[int16]
	U16  *column.Vec[uint16]
	I32  *column.Vec[int32]
	I64  *column.Vec[int64]
	F32  *column.Vec[float32]
	F64  *column.Vec[float64]
	Obj  *column.Vec[any]
	Text *column.Text
	List *column.ListBuilder
}

// Bind is the column of a builder.
func Bind(dst column.Builder) Column {
	c := Column{Dst: dst, Kind: dst.Kind()}
	switch dst := dst.(type) {
	case *column.Vec[int8]:
		c.I8 = dst
	case *column.Vec[int16]:
		c.I16 = dst
	case *column.Vec[uint16]:
		c.U16 = dst
	case *column.Vec[int32]:
		c.I32 = dst
	case *column.Vec[int64]:
		c.I64 = dst
	case *column.Vec[float32]:
		c.F32 = dst
	case *column.Vec[float64]:
		c.F64 = dst
	case *column.Vec[any]:
		c.Obj = dst
	case *column.Text:
		c.Text = dst
	case *column.ListBuilder:
		c.List = dst
	}
	return c
}

// BindAll is the columns of builders.
func BindAll(dst []column.Builder) []Column {
	out := make([]Column, len(dst))
	for i, b := range dst {
		out[i] = Bind(b)
	}
	return out
}

// Bool appends x to a column of booleans.
func (c *Column) Bool(x bool) {
	b := int8(0)
	if x {
		b = 1
	}
	c.I8.V = append(c.I8.V, b)
}

// Whole appends v to a column of a whole kind, which has room for it: its sentinel is null.
func (c *Column) Whole(v int64) {
	switch c.Kind {
	case column.Long, column.Instant:
		c.I64.V = append(c.I64.V, v)
	case column.Int:
		c.I32.V = append(c.I32.V, int32(v))
	case column.Short:
		c.I16.V = append(c.I16.V, int16(v))
	case column.Byte:
		c.I8.V = append(c.I8.V, int8(v))
	case column.Char:
		c.U16.V = append(c.U16.V, uint16(v))
	}
}

// FitWhole is Whole of any v: it says why v has no place.
func (c *Column) FitWhole(v int64) (why string) {
	if b := &bounds[c.Kind]; v < b.min || v > b.max {
		return tooBig
	}
	c.Whole(v)
	return ""
}

// Number appends n to a column of a numeric kind, or says why it has no place: a real
// column takes the nearest value it has, a whole one only a whole number within its bounds.
func (c *Column) Number(n *Number) (why string) {
	switch c.Kind {
	case column.Double:
		c.F64.V = append(c.F64.V, n.double())
		return ""
	case column.Float:
		c.F32.V = append(c.F32.V, n.float())
		return ""
	}
	v, why := n.Whole(c.Kind)
	if why == "" {
		c.Whole(v)
	}
	return why
}

// Few is Number of one that is at hand as it is mostly written: ±mant / 10^places, with at
// most 18 digits in mant. ok is false, and nothing is appended, where Number has to be asked.
func (c *Column) Few(mant uint64, places int, neg bool) (ok bool) {
	switch c.Kind {
	case column.Double:
		if mant >= 1<<53 {
			return false
		}
		x := float64(mant) / pow10[places] // both are exact, so this is rounded once
		if neg {
			x = -x
		}
		c.F64.V = append(c.F64.V, x)
		return true
	case column.Float:
		if mant >= 1<<24 || places > 10 {
			return false
		}
		x := float32(mant) / float32(pow10[places])
		if neg {
			x = -x
		}
		c.F32.V = append(c.F32.V, x)
		return true
	case column.Long, column.Int, column.Short, column.Byte, column.Char:
		v := int64(mant)
		if neg {
			v = -v
		}
		return places == 0 && c.FitWhole(v) == ""
	}
	return false
}

// NumberText is Number of a text that is a number and nothing else, blanks aside; n is
// scratch. A real column takes NaN and the infinities as well.
func (c *Column) NumberText(text []byte, n *Number) (why string) {
	var ok bool
	switch c.Kind {
	case column.Double:
		var x float64
		if x, ok = n.ParseDouble(text); ok {
			c.F64.V = append(c.F64.V, x)
			return ""
		}
	case column.Float:
		var x float32
		if x, ok = n.parseFloat(text); ok {
			c.F32.V = append(c.F32.V, x)
			return ""
		}
	default:
		if n.Parse(text) {
			return c.Number(n)
		}
	}
	return NotNumber
}

// UTF8 appends text to a column of strings; what is not UTF-8 in it is replaced, see
// AppendText.
func (c *Column) UTF8(text []byte) {
	if utf8.Valid(text) {
		c.Text.Append(text)
		return
	}
	c.Text.Buf = AppendText(c.Text.Buf, text)
	c.Text.Commit()
}

// Any appends a value as Vector.Any gives it; nil is null.
func (c *Column) Any(x any) {
	switch x := x.(type) {
	case nil:
		c.Dst.AppendNull()
	case bool:
		c.Bool(x)
	case int8:
		c.I8.Append(x)
	case int16:
		c.I16.Append(x)
	case uint16:
		c.U16.Append(x)
	case int32:
		c.I32.Append(x)
	case int64:
		c.I64.Append(x)
	case float32:
		c.F32.Append(x)
	case float64:
		c.F64.Append(x)
	case string:
		c.Text.AppendString(x)
	default:
		c.Obj.Append(x)
	}
}
