package column

import (
	"fmt"
	"unsafe"

	"starling/engine/rowset"
	"starling/internal/invariants"
)

// Text is the builder of String and Bytes: bytes end to end and where each value
// ends, free of pointers.
type Text struct {
	kind Kind
	Buf  []byte
	End  []uint32 // End[i] is one past the last byte of value i
	null []uint64 // marks of nulls, grown only when there are some
}

// NewText is an empty builder of kind String or Bytes.
func NewText(k Kind) *Text { return &Text{kind: k} }

// NewBuilder is an empty builder of type t.
func NewBuilder(t Type) Builder {
	if t.Kind == String || t.Kind == Bytes {
		return NewText(t.Kind)
	}
	return NewVector(t)
}

// Kind is the kind of the values.
func (t *Text) Kind() Kind { return t.kind }

// Len is the number of values.
func (t *Text) Len() int { return len(t.End) }

// Append appends a copy of b; the bytes of a String must be valid UTF-8.
func (t *Text) Append(b []byte) {
	checkText(nil, len(t.Buf), len(b))
	t.Buf = append(t.Buf, b...)
	t.End = append(t.End, uint32(len(t.Buf)))
}

// AppendString appends s, which may be NullString.
func (t *Text) AppendString(s string) {
	if IsNullString(s) {
		t.AppendNull()
		return
	}
	checkText(nil, len(t.Buf), len(s))
	t.Buf = append(t.Buf, s...)
	t.End = append(t.End, uint32(len(t.Buf)))
}

// Commit appends as one value what the caller has appended to Buf since the last value.
func (t *Text) Commit() {
	checkText(nil, len(t.Buf), 0)
	t.End = append(t.End, uint32(len(t.Buf)))
}

// AppendNull appends a null.
func (t *Text) AppendNull() {
	i := len(t.End)
	for len(t.null) <= i>>6 {
		t.null = append(t.null, 0)
	}
	t.null[i>>6] |= 1 << (i & 63)
	t.End = append(t.End, uint32(len(t.Buf)))
}

// Truncate drops all values from the n-th on, and bytes not yet committed.
func (t *Text) Truncate(n int) {
	t.Buf = t.Buf[:t.start(n)]
	t.End = t.End[:n]
	if w := n >> 6; w < len(t.null) {
		t.null[w] &= 1<<(n&63) - 1
		t.null = t.null[:w+1]
	}
}

// Reset drops all values and keeps the memory.
func (t *Text) Reset() { t.Buf, t.End, t.null = t.Buf[:0], t.End[:0], t.null[:0] }

// Free drops all values and the memory.
func (t *Text) Free() { t.Buf, t.End, t.null = nil, nil, nil }

// Null reports whether the i-th value is null.
func (t *Text) Null(i int) bool { return i>>6 < len(t.null) && t.null[i>>6]>>(i&63)&1 != 0 }

// At is the i-th value, valid until the builder is used again; NullString for null.
func (t *Text) At(i int) string {
	if t.Null(i) {
		return NullString
	}
	return view(t.Buf, t.start(i), t.End[i]-t.start(i))
}

func (t *Text) start(i int) uint32 {
	if i == 0 {
		return 0
	}
	return t.End[i-1]
}

// view is a string over bytes that will not change.
func view(b []byte, off, n uint32) string {
	if n == 0 {
		return ""
	}
	return unsafe.String(&b[off], int(n))
}

// maxText is how many bytes of text a page or a builder may hold: places in it have
// 32 bits, of which one value says null.
func maxText() int {
	if invariants.Enabled {
		return 1 << 20
	}
	return 1<<32 - 2
}

// TextError is what writing text panics with where there is no room for it.
type TextError struct {
	Column string   // the name of the column, where it is known
	Store  *Strings // that has no room, nil for a builder
	Bytes  int      // it would hold
}

func (e *TextError) Error() string {
	at := ""
	if e.Column != "" {
		at = "column " + e.Column + ": "
	}
	return fmt.Sprintf("%s%d bytes of text in %d rows that follow each other, of at most %d", at, e.Bytes, rowset.PageSize, maxText())
}

// checkText panics if n more bytes do not fit after have, in s unless it is a builder.
func checkText(s *Strings, have, n int) {
	if have+n > maxText() {
		panic(&TextError{Store: s, Bytes: have + n})
	}
}
