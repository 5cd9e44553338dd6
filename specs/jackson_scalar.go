package specs

import (
	"bytes"
	"unicode/utf16"
	"unicode/utf8"

	"starling/engine/column"
)

// objectLeaf is the column of a scalar. Of the typed builders one is set.
type objectLeaf struct {
	objectSink
	kind              column.Kind // of one value; that of the column is another within an array
	unit              int64       // see JSONScalar
	onMissing, onNull any

	i8   *column.Vec[int8]
	i16  *column.Vec[int16]
	u16  *column.Vec[uint16]
	i32  *column.Vec[int32]
	i64  *column.Vec[int64]
	f32  *column.Vec[float32]
	f64  *column.Vec[float64]
	obj  *column.Vec[any]
	text *column.Text
}

func newObjectLeaf(s objectSink) objectLeaf {
	l := objectLeaf{objectSink: s, kind: s.dst.Kind()}
	switch dst := s.dst.(type) {
	case *column.Vec[int8]:
		l.i8 = dst
	case *column.Vec[int16]:
		l.i16 = dst
	case *column.Vec[uint16]:
		l.u16 = dst
	case *column.Vec[int32]:
		l.i32 = dst
	case *column.Vec[int64]:
		l.i64 = dst
	case *column.Vec[float32]:
		l.f32 = dst
	case *column.Vec[float64]:
		l.f64 = dst
	case *column.Vec[any]:
		l.obj = dst
	case *column.Text:
		l.text = dst
	}
	return l
}

// put appends what stands in for null or no value.
func (l *objectLeaf) put(x any) {
	switch x := x.(type) {
	case nil:
		l.dst.AppendNull()
	case bool:
		l.i8.Append(truth(x))
	case int8:
		l.i8.Append(x)
	case int16:
		l.i16.Append(x)
	case uint16:
		l.u16.Append(x)
	case int32:
		l.i32.Append(x)
	case int64:
		l.i64.Append(x)
	case float32:
		l.f32.Append(x)
	case float64:
		l.f64.Append(x)
	case string:
		l.text.AppendString(x)
	default:
		l.obj.Append(x)
	}
}

func truth(b bool) int8 {
	if b {
		return 1
	}
	return 0
}

// putWhole appends v, or says why it has no place.
func (l *objectLeaf) putWhole(v int64) (why string) {
	if b := &bounds[l.kind]; v < b.min || v > b.max {
		return tooBig
	}
	switch l.kind {
	case column.Long, column.Instant:
		l.i64.V = append(l.i64.V, v)
	case column.Int:
		l.i32.V = append(l.i32.V, int32(v))
	case column.Short:
		l.i16.V = append(l.i16.V, int16(v))
	case column.Byte:
		l.i8.V = append(l.i8.V, int8(v))
	}
	return ""
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
	case is == JSONNull:
		return d.end(d.null(n), end)
	case n.allow&is == 0:
		return d.refuse(n, i, end, is)
	case n.op == takeBool:
		n.leaf.i8.Append(truth(d.p[i] == 't'))
	default: // String
		n.leaf.text.Append(d.p[i:end])
	}
	return end
}

// fromNumber reads the number at i into n.
func (d *objectDecoder) fromNumber(n *objectNode, i int) int {
	if n.op == takeWhole {
		if v, end := d.plainWhole(i); end > 0 && n.leaf.putWhole(v) == "" {
			return end
		}
	}
	end := d.number(i, &d.num)
	if end < 0 {
		return -1
	}
	is := d.num.is()
	if n.allow&is == 0 {
		return d.refuse(n, i, end, is)
	}
	if why := n.leaf.number(n.op, &d.num); why != "" {
		d.bad = n.error(quote(d.p[i:end]), why)
		return -1
	}
	return end
}

// plainWhole reads the number at i if it is written without point and exponent and with
// so few digits that it is within 64 bits; end is -1 if not.
func (d *objectDecoder) plainWhole(i int) (v int64, end int) {
	p, k := d.p, i
	if p[k] == '-' {
		k++
	}
	first := k
	for k < len(p) && p[k]-'0' <= 9 {
		v = v*10 + int64(p[k]-'0')
		k++
	}
	switch n := k - first; {
	case n == 0, n > 18, n > 1 && p[first] == '0', k < len(p) && (p[k] == '.' || p[k]|0x20 == 'e'):
		return 0, -1
	}
	if first > i {
		v = -v
	}
	return v, k
}

// fromString reads the string at [i, end), just scanned, into n.
func (d *objectDecoder) fromString(n *objectNode, i, end int) int {
	if n.op == takeString && !d.escaped && !d.high {
		n.leaf.text.Append(d.p[i+1 : end-1])
		return end
	}
	if n.allow&JSONString == 0 {
		return d.refuse(n, i, end, JSONString)
	}
	if !d.utf8(i, end) {
		return -1
	}
	if why := d.parse(n, d.unquote(i, end)); why != "" {
		d.bad = n.error(quote(d.p[i:end]), why)
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
		l.text.Append(s)
		return ""
	case takeBool:
		return l.parseBool(s)
	case takeChar:
		r, size := utf8.DecodeRune(s)
		if size == 0 || size < len(s) || utf16.RuneLen(r) != 1 {
			return notOneChar
		}
		l.u16.Append(uint16(r))
		return ""
	case takeDouble:
		x, ok := d.num.parseDouble(s)
		if !ok {
			return notNumber
		}
		l.f64.Append(x)
		return ""
	case takeFloat:
		x, ok := d.num.parseFloat(s)
		if !ok {
			return notNumber
		}
		l.f32.Append(x)
		return ""
	case takeInstant:
		if l.unit == 0 {
			return d.parseISO(l, s)
		}
	}
	switch {
	case d.num.scan(s, 0, false) != len(s):
		return notNumber
	case n.allow&d.num.is() == 0:
		return notWhole
	}
	return l.number(n.op, &d.num)
}

func (l *objectLeaf) parseBool(s []byte) (why string) {
	switch s = bytes.TrimSpace(s); {
	case bytes.EqualFold(s, []byte("true")):
		l.i8.Append(1)
	case bytes.EqualFold(s, []byte("false")):
		l.i8.Append(0)
	case bytes.EqualFold(s, []byte("null")):
		l.put(l.onNull)
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
	v, why := parseInstant(s, &d.num, &d.zone)
	if why == notInstant {
		why = notISO
	}
	if why == "" {
		l.i64.Append(v)
	}
	return why
}
