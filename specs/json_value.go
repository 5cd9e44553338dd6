package specs

import (
	"bytes"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"starling/engine/column"
)

// Why a value that is no number has no place in a column.
const (
	notBool    = "is not a boolean"
	notInstant = "is not an instant"
)

// fromNumber appends the number to c, or says why it cannot.
func (c *jsonColumn) fromNumber(n *number) (why string) {
	switch c.Type.Kind {
	case column.Double:
		c.f64.V = append(c.f64.V, n.double())
		return ""
	case column.Float:
		c.f32.V = append(c.f32.V, n.float())
		return ""
	case column.String:
		c.text.Append(n.raw)
		return ""
	case column.Object:
		c.obj.V = append(c.obj.V, JSONText(n.raw))
		return ""
	case column.Bool:
		if string(n.raw) != "1" {
			return notBool
		}
		c.i8.V = append(c.i8.V, 1)
		return ""
	}
	v, why := n.whole(c.Type.Kind)
	if why != "" {
		return why
	}
	if c.Type.Kind == column.Instant {
		if v, why = epoch(v); why != "" {
			return why
		}
	}
	c.whole(v)
	return ""
}

// whole appends v, which is within the bounds of the column's kind. The sentinels
// among them are null.
func (c *jsonColumn) whole(v int64) {
	switch c.Type.Kind {
	case column.Byte:
		c.i8.V = append(c.i8.V, int8(v))
	case column.Short:
		c.i16.V = append(c.i16.V, int16(v))
	case column.Char:
		c.u16.V = append(c.u16.V, uint16(v))
	case column.Int:
		c.i32.V = append(c.i32.V, int32(v))
	case column.Long, column.Instant:
		c.i64.V = append(c.i64.V, v)
	}
}

// fromString appends the string at [i, end) to c, or says why it cannot.
func (d *jsonDecoder) fromString(c *jsonColumn, i, end int) (why string) {
	if c.Type.Kind == column.String && !d.escaped && !d.high {
		c.text.Append(d.p[i+1 : end-1])
		return ""
	}
	s := d.unquote(i, end)
	switch c.Type.Kind {
	case column.String:
		c.text.Append(s)
	case column.Object:
		c.obj.V = append(c.obj.V, JSONText(appendQuoted(nil, s)))
	case column.Double:
		x, ok := d.num.parseDouble(s)
		if !ok {
			return notNumber
		}
		c.f64.V = append(c.f64.V, x)
	case column.Float:
		x, ok := d.num.parseFloat(s)
		if !ok {
			return notNumber
		}
		c.f32.V = append(c.f32.V, x)
	case column.Bool:
		return c.boolean(s)
	case column.Char:
		c.u16.V = append(c.u16.V, firstChar(s))
	case column.Instant:
		v, why := parseInstant(s, &d.num, &c.zone)
		if why != "" {
			return why
		}
		c.i64.V = append(c.i64.V, v)
	default:
		if !d.num.parse(s) {
			return notNumber
		}
		return c.fromNumber(&d.num)
	}
	return ""
}

// boolean appends text as Deephaven reads it: empty is null.
func (c *jsonColumn) boolean(s []byte) (why string) {
	b := column.NullByte
	switch string(bytes.TrimSpace(s)) {
	case "TRUE", "True", "true", "T", "t", "1":
		b = 1
	case "FALSE", "False", "false", "F", "f":
		b = 0
	case "":
	default:
		return notBool
	}
	c.i8.V = append(c.i8.V, b)
	return ""
}

// firstChar is the first UTF-16 unit of s, null if there is none.
func firstChar(s []byte) uint16 {
	r, n := utf8.DecodeRune(s)
	if n == 0 {
		return column.NullChar
	}
	if hi, _ := utf16.EncodeRune(r); hi != utf8.RuneError {
		return uint16(hi)
	}
	return uint16(r)
}

// fromOther appends true, false, null, an object or an array to c, or says why it cannot.
func (d *jsonDecoder) fromOther(c *jsonColumn, v []byte) (why string) {
	switch v[0] {
	case 'n':
		c.dst.AppendNull()
		return ""
	case 't':
		return c.fromBool(v, 1)
	case 'f':
		return c.fromBool(v, 0)
	}
	switch c.Type.Kind {
	case column.String:
		c.text.Append(d.compact(v))
	case column.Object:
		c.obj.V = append(c.obj.V, JSONText(d.compact(v)))
	case column.Char: // has no character, so it is null, as in Deephaven
		c.u16.V = append(c.u16.V, column.NullChar)
	case column.Bool:
		return notBool
	case column.Instant:
		return notInstant
	default:
		return notNumber
	}
	return ""
}

// fromBool appends the word, which stands for b.
func (c *jsonColumn) fromBool(word []byte, b int64) (why string) {
	switch c.Type.Kind {
	case column.Bool:
		c.i8.V = append(c.i8.V, int8(b))
	case column.String:
		c.text.Append(word)
	case column.Object:
		c.obj.V = append(c.obj.V, JSONText(word))
	case column.Char:
		c.u16.V = append(c.u16.V, uint16(word[0]))
	case column.Double:
		c.f64.V = append(c.f64.V, float64(b))
	case column.Float:
		c.f32.V = append(c.f32.V, float32(b))
	case column.Instant:
		return notInstant
	default:
		c.whole(b)
	}
	return ""
}

// compact is the text of an object or array without white space and needless
// escapes, numbers as they were written. It is valid until the next call.
func (d *textScanner) compact(v []byte) []byte {
	if !utf8.Valid(v) {
		d.clean = appendText(d.clean[:0], v)
		v = d.clean
	}
	value := jsontext.Value(append(d.raw[:0], v...))
	// The scanner has taken v, so this cannot fail; if it did, value would be v still.
	_ = value.Format(jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	d.raw = value
	return d.raw
}
