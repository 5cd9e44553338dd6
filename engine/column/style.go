package column

import "strconv"

// Style is how a way out writes values as text: a grid, a file, a format. What a member
// leaves open is written as Java's toString does, and a list as [1, 2, null].
type Style struct {
	Null string // of a null within a list or another object
	Sep  string // between elements; "" is ", "
	Most int    // how many elements of a list are written, 0 for all; … stands for the others

	Text    func(b []byte, s string) []byte // a String or Char, the text of an object
	Bytes   func(b []byte, s string) []byte // nil is as a list of signed numbers
	Float   func(b []byte, x float32) []byte
	Double  func(b []byte, x float64) []byte
	Instant func(b []byte, nanos int64) []byte
	// Object writes an object that is no list; ok is false for one that is what the other
	// members write, or whose text is its own String.
	Object func(b []byte, x any) (out []byte, ok bool)

	// Inside is the style of what is in a list; nil is the same one.
	Inside *Style
}

// Java is the style of Java's toString.
var Java = &Style{Null: "null"}

// Format appends the text of the i-th value of v; ok is false, and nothing appended, for
// null.
type Format func(b []byte, v Vector, i int) (out []byte, ok bool)

// Format is how values of columns of type t are written. It is chosen once per column.
func (s *Style) Format(t Type) Format {
	switch t.Kind {
	case Bool:
		return formatOf(NullByte, func(b []byte, x int8) []byte { return strconv.AppendBool(b, x != 0) })
	case Byte:
		return formatOf(NullByte, appendWhole[int8])
	case Short:
		return formatOf(NullShort, appendWhole[int16])
	case Char:
		return formatOf(NullChar, s.char)
	case Int:
		return formatOf(NullInt, appendWhole[int32])
	case Long:
		return formatOf(NullLong, appendWhole[int64])
	case Float:
		return formatOf(NullFloat, s.float)
	case Double:
		return formatOf(NullDouble, s.double)
	case Instant:
		return formatOf(NullLong, s.instant)
	case String:
		return formatText(s.text)
	case Bytes:
		return formatText(s.bytes)
	}
	if elem, list := t.Elem(); list {
		return s.formatList(elem)
	}
	return formatObject(s.value)
}

// formatList is how lists are written whose elements have type elem.
func (s *Style) formatList(elem Type) Format {
	items := s.list(elem)
	return func(b []byte, v Vector, i int) ([]byte, bool) {
		l := v.(*Lists)
		lo, hi, ok := l.At(i)
		if !ok {
			return b, false
		}
		return items(b, l.Elems(), lo, hi), true
	}
}

func formatOf[T comparable](null T, app func([]byte, T) []byte) Format {
	return func(b []byte, v Vector, i int) ([]byte, bool) {
		x := v.(*Vec[T]).V[i]
		if x == null {
			return b, false
		}
		return app(b, x), true
	}
}

func formatText(app func([]byte, string) []byte) Format {
	return func(b []byte, v Vector, i int) ([]byte, bool) {
		x := v.(*Vec[string]).V[i]
		if IsNullString(x) {
			return b, false
		}
		return app(b, x), true
	}
}

func formatObject(app func([]byte, any) []byte) Format {
	return func(b []byte, v Vector, i int) ([]byte, bool) {
		x := v.(*Vec[any]).V[i]
		if x == nil {
			return b, false
		}
		return app(b, x), true
	}
}

// list is how the elements [lo, hi) of a vector are written, which have type elem. Their
// format is chosen here.
func (s *Style) list(elem Type) func(b []byte, elems Vector, lo, hi int) []byte {
	in := s
	if s.Inside != nil {
		in = s.Inside
	}
	item := in.Format(elem)
	return func(b []byte, elems Vector, lo, hi int) []byte {
		return s.items(b, hi-lo, func(b []byte, i int) []byte {
			b, ok := item(b, elems, lo+i)
			if !ok {
				b = append(b, in.Null...)
			}
			return b
		})
	}
}

// items appends n elements in brackets.
func (s *Style) items(b []byte, n int, item func(b []byte, i int) []byte) []byte {
	b = append(b, '[')
	for i := range n {
		if i > 0 && s.Sep == "" {
			b = append(b, ", "...)
		} else if i > 0 {
			b = append(b, s.Sep...)
		}
		if i == s.Most && i > 0 {
			b = append(b, "…"...)
			break
		}
		b = item(b, i)
	}
	return append(b, ']')
}
