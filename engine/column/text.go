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
	null nulls
}

// nulls is marks of nulls by place, grown only when there are some.
type nulls []uint64

func (n *nulls) set(i int) {
	for len(*n) <= i>>6 {
		*n = append(*n, 0)
	}
	(*n)[i>>6] |= 1 << (i & 63)
}

func (n nulls) has(i int) bool { return i>>6 < len(n) && n[i>>6]>>(i&63)&1 != 0 }

// truncate forgets the marks from the i-th on.
func (n *nulls) truncate(i int) {
	if w := i >> 6; w < len(*n) {
		(*n)[w] &= 1<<(i&63) - 1
		*n = (*n)[:w+1]
	}
}

// NewText is an empty builder of kind String or Bytes.
func NewText(k Kind) *Text { return &Text{kind: k} }

// NewBuilder is an empty builder of type t.
func NewBuilder(t Type) Builder {
	switch t.Kind {
	case String, Bytes:
		return NewText(t.Kind)
	case List:
		elem, _ := t.Elem()
		return &ListBuilder{Elems: NewBuilder(elem)}
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
	t.null.set(len(t.End))
	t.End = append(t.End, uint32(len(t.Buf)))
}

// Truncate drops all values from the n-th on, and bytes not yet committed.
func (t *Text) Truncate(n int) {
	t.Buf = t.Buf[:t.start(n)]
	t.End = t.End[:n]
	t.null.truncate(n)
}

// Reset drops all values and keeps the memory.
func (t *Text) Reset() { t.Buf, t.End, t.null = t.Buf[:0], t.End[:0], t.null[:0] }

// Free drops all values and the memory.
func (t *Text) Free() { t.Buf, t.End, t.null = nil, nil, nil }

// Null reports whether the i-th value is null.
func (t *Text) Null(i int) bool { return t.null.has(i) }

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

// TextError is what writing text, or lists, panics with where there is no room for it.
type TextError struct {
	Column   string   // the name of the column, where it is known
	Store    *Strings // that has no room, nil for a builder
	Bytes    int      // it would hold
	Elements int      // it would hold of lists, else 0
}

func (e *TextError) Error() string {
	at := ""
	if e.Column != "" {
		at = "column " + e.Column + ": "
	}
	if e.Elements > 0 {
		return fmt.Sprintf("%s%d elements of lists in %d rows that follow each other, of at most %d", at, e.Elements, rowset.PageSize, maxElems)
	}
	return fmt.Sprintf("%s%d bytes of text in %d rows that follow each other, of at most %d", at, e.Bytes, rowset.PageSize, maxText())
}

// checkText panics if n more bytes do not fit after have, in s unless it is a builder.
func checkText(s *Strings, have, n int) {
	if have+n > maxText() {
		panic(&TextError{Store: s, Bytes: have + n})
	}
}
