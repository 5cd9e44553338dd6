package column

// ListBuilder is the builder of List: elements end to end and where each list ends. The
// elements of a list are appended to Elems and then taken by Commit.
type ListBuilder struct {
	Elems Builder
	End   []uint32 // End[i] is one past the last element of list i
	null  nulls
}

// Kind is List.
func (b *ListBuilder) Kind() Kind { return List }

// Len is the number of lists.
func (b *ListBuilder) Len() int { return len(b.End) }

// Commit appends as one list what was appended to Elems since the last one.
func (b *ListBuilder) Commit() {
	n := b.Elems.Len()
	listAt(0, n) // has room
	b.End = append(b.End, uint32(n))
}

// Drop takes back what was appended to Elems since the last list.
func (b *ListBuilder) Drop() { b.Elems.Truncate(int(b.start(len(b.End)))) }

// AppendNull appends a null.
func (b *ListBuilder) AppendNull() {
	b.null.set(len(b.End))
	b.End = append(b.End, b.start(len(b.End)))
}

// Null reports whether the i-th list is null.
func (b *ListBuilder) Null(i int) bool { return b.null.has(i) }

// Truncate drops all lists from the n-th on, and elements not yet committed.
func (b *ListBuilder) Truncate(n int) {
	b.Elems.Truncate(int(b.start(n)))
	b.End = b.End[:n]
	b.null.truncate(n)
}

// Reset drops all lists and keeps the memory.
func (b *ListBuilder) Reset() {
	b.Elems.Reset()
	b.End, b.null = b.End[:0], b.null[:0]
}

// Free drops all lists and the memory.
func (b *ListBuilder) Free() {
	b.Elems.Free()
	b.End, b.null = nil, nil
}

// start is where the i-th list begins.
func (b *ListBuilder) start(i int) uint32 {
	if i == 0 {
		return 0
	}
	return b.End[i-1]
}

// Built is a vector of the values of a builder, to be read until the builder is used again.
func Built(b Builder) Vector {
	switch b := b.(type) {
	case *Text:
		v := NewVec[string](b.kind)
		for i := range b.Len() {
			v.V = append(v.V, b.At(i))
		}
		return v
	case *ListBuilder:
		l := &Lists{own: Built(b.Elems), refs: make([]ref, b.Len())}
		b.places(l.refs, 0, 0)
		return l
	}
	return b.(Vector)
}
