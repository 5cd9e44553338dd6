package json

import (
	"bytes"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"starling/engine/column"
	"starling/specs/wire"
)

// notBool is why a value has no place in a column of booleans.
const notBool = "is not a boolean"

// fromNumber appends the number to c, or says why it cannot.
func (c *target) fromNumber(n *wire.Number) (why string) {
	switch c.Kind {
	case column.String:
		c.Text.Append(n.Raw)
	case column.Object:
		c.Obj.V = append(c.Obj.V, Text(n.Raw))
	case column.Bool:
		if string(n.Raw) != "1" {
			return notBool
		}
		c.Bool(true)
	case column.Instant:
		v, why := n.Whole(column.Long)
		if why == "" {
			v, why = wire.Epoch(v)
		}
		if why != "" {
			return why
		}
		c.I64.V = append(c.I64.V, v)
	default:
		return c.Number(n)
	}
	return ""
}

// fromString appends the string at [i, end) to c, or says why it cannot.
func (d *decoder) fromString(c *target, i, end int) (why string) {
	if c.Kind == column.String && !d.escaped && !d.high {
		c.Text.Append(d.p[i+1 : end-1])
		return ""
	}
	s := d.unquote(i, end)
	switch c.Kind {
	case column.String:
		c.Text.Append(s)
	case column.Object:
		c.Obj.V = append(c.Obj.V, Text(wire.AppendQuoted(nil, s)))
	case column.Bool:
		return c.boolean(s)
	case column.Char:
		c.U16.V = append(c.U16.V, firstChar(s))
	case column.Instant:
		v, why := wire.ParseInstant(s, &d.num, &c.zone)
		if why != "" {
			return why
		}
		c.I64.V = append(c.I64.V, v)
	default:
		return c.NumberText(s, &d.num)
	}
	return ""
}

// boolean appends text as Deephaven reads it: empty is null.
func (c *target) boolean(s []byte) (why string) {
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
	c.I8.V = append(c.I8.V, b)
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
func (d *decoder) fromOther(c *target, v []byte) (why string) {
	switch v[0] {
	case 'n':
		c.Dst.AppendNull()
		return ""
	case 't':
		return c.fromBool(v, 1)
	case 'f':
		return c.fromBool(v, 0)
	}
	switch c.Kind {
	case column.String:
		c.Text.Append(d.compact(v))
	case column.Object:
		c.Obj.V = append(c.Obj.V, Text(d.compact(v)))
	case column.Char: // has no character, so it is null, as in Deephaven
		c.U16.V = append(c.U16.V, column.NullChar)
	case column.Bool:
		return notBool
	case column.Instant:
		return wire.NotInstant
	default:
		return wire.NotNumber
	}
	return ""
}

// fromBool appends the word, which stands for b.
func (c *target) fromBool(word []byte, b int64) (why string) {
	switch c.Kind {
	case column.Bool:
		c.I8.V = append(c.I8.V, int8(b))
	case column.String:
		c.Text.Append(word)
	case column.Object:
		c.Obj.V = append(c.Obj.V, Text(word))
	case column.Char:
		c.U16.V = append(c.U16.V, uint16(word[0]))
	case column.Double:
		c.F64.V = append(c.F64.V, float64(b))
	case column.Float:
		c.F32.V = append(c.F32.V, float32(b))
	case column.Instant:
		return wire.NotInstant
	default:
		c.Whole(b)
	}
	return ""
}

// compact is the text of an object or array without white space and needless
// escapes, numbers as they were written. It is valid until the next call.
func (d *textScanner) compact(v []byte) []byte {
	if !utf8.Valid(v) {
		d.clean = wire.AppendText(d.clean[:0], v)
		v = d.clean
	}
	value := jsontext.Value(append(d.raw[:0], v...))
	// The scanner has taken v, so this cannot fail; if it did, value would be v still.
	_ = value.Format(jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	d.raw = value
	return d.raw
}
