package json

import (
	"bytes"
	"unicode/utf16"
	"unicode/utf8"

	"starling/specs/wire"
)

// objectLeaf is the column of a scalar: within an array, that of its elements.
type objectLeaf struct {
	wire.Column
	unit              int64 // see Scalar
	onMissing, onNull any
}

// scalar reads the value at i into n.
func (d *objectDecoder) scalar(n *objectNode, i, depth int) int {
	switch c := d.p[i]; {
	case c == '"':
		end := d.str(i)
		if end < 0 {
			return -1
		}
		return d.fromString(n, i, end)
	case c == '-' || c-'0' <= 9:
		return d.fromNumber(n, i)
	}
	end, is := d.token(i, depth)
	switch {
	case end < 0:
		return -1
	case is == Null:
		return d.end(d.null(n), end)
	case n.allow&is == 0:
		return d.refuse(n, i, end, is)
	case n.op == takeBool:
		n.leaf.Bool(d.p[i] == 't')
	default: // String
		n.leaf.Text.Append(d.p[i:end])
	}
	return end
}

// fromNumber reads the number at i into n.
func (d *objectDecoder) fromNumber(n *objectNode, i int) int {
	if n.op <= takeFloat {
		if end, mant, places, neg := few(d.p, i); end > 0 && n.leaf.Few(mant, places, neg) {
			return end
		}
	}
	end := d.number(i, &d.num)
	if end < 0 {
		return -1
	}
	is := typeOfNumber(&d.num)
	if n.allow&is == 0 {
		return d.refuse(n, i, end, is)
	}
	if why := n.leaf.number(n.op, &d.num); why != "" {
		d.bad = n.error(wire.Quote(d.p[i:end]), why)
		return -1
	}
	return end
}

// fromString reads the string at [i, end), just scanned, into n.
func (d *objectDecoder) fromString(n *objectNode, i, end int) int {
	if n.op == takeString && !d.escaped && !d.high {
		n.leaf.Text.Append(d.p[i+1 : end-1])
		return end
	}
	if n.allow&String == 0 {
		return d.refuse(n, i, end, String)
	}
	if !d.utf8(i, end) {
		return -1
	}
	if why := d.parse(n, d.unquote(i, end)); why != "" {
		d.bad = n.error(wire.Quote(d.p[i:end]), why)
		return -1
	}
	return end
}

// utf8 reports whether the string just scanned is UTF-8.
func (d *objectDecoder) utf8(i, end int) bool {
	if d.high && !utf8.Valid(d.p[i:end]) {
		d.fail(i, "expected UTF-8")
		return false
	}
	return true
}

// Why a string has no place in a column.
const (
	notOneChar = "is not one character"
	notISO     = "is not an instant in ISO 8601, as 2024-01-31T12:00:00Z"
)

// parse appends what a string says, or says why it has no place.
func (d *objectDecoder) parse(n *objectNode, s []byte) (why string) {
	l := &n.leaf
	switch n.op {
	case takeString:
		l.Text.Append(s)
		return ""
	case takeBool:
		return l.parseBool(s)
	case takeChar:
		r, size := utf8.DecodeRune(s)
		if size == 0 || size < len(s) || utf16.RuneLen(r) != 1 {
			return notOneChar
		}
		l.U16.Append(uint16(r))
		return ""
	case takeDouble, takeFloat:
		return l.NumberText(s, &d.num)
	case takeInstant:
		if l.unit == 0 {
			return d.parseISO(l, s)
		}
	}
	switch {
	case d.num.Scan(s, 0, false) != len(s):
		return wire.NotNumber
	case n.allow&typeOfNumber(&d.num) == 0:
		return wire.NotWhole
	}
	return l.number(n.op, &d.num)
}

func (l *objectLeaf) parseBool(s []byte) (why string) {
	switch s = bytes.TrimSpace(s); {
	case bytes.EqualFold(s, []byte("true")):
		l.Bool(true)
	case bytes.EqualFold(s, []byte("false")):
		l.Bool(false)
	case bytes.EqualFold(s, []byte("null")):
		l.Any(l.onNull)
	default:
		return notBool
	}
	return ""
}

func (d *objectDecoder) parseISO(l *objectLeaf, s []byte) (why string) {
	if len(s) < 12 || s[10]|0x20 != 't' || bytes.ContainsAny(s, " /") {
		return notISO
	}
	if c := s[len(s)-1]; c|0x20 != 'z' && c-'0' > 9 {
		return notISO
	}
	v, why := wire.ParseInstant(s, &d.num, &d.zone)
	if why == wire.NotInstant {
		why = notISO
	}
	if why == "" {
		l.I64.Append(v)
	}
	return why
}
