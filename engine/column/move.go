package column

// AppendRange appends the values [lo, hi) of src.
func (v *Vec[T]) AppendRange(src Vector, lo, hi int) {
	v.V = append(v.V, src.(*Vec[T]).V[lo:hi]...)
}

// AppendRows appends the values of src at the given places.
func (v *Vec[T]) AppendRows(src Vector, at []int32) {
	s, n := src.(*Vec[T]).V, len(v.V)
	v.Grow(len(at))
	out := v.V[n:]
	for i, r := range at {
		out[i] = s[r]
	}
}

// AppendRepeat appends the first value of src n times.
func (v *Vec[T]) AppendRepeat(src Vector, n int) {
	x, k := src.(*Vec[T]).V[0], len(v.V)
	v.Grow(n)
	out := v.V[k:]
	for i := range out {
		out[i] = x
	}
}

// AppendChoice appends for each of cond the value of a where it is 1, else that of b.
func (v *Vec[T]) AppendChoice(cond []int8, a, b Vector) {
	x, y, n := a.(*Vec[T]).V, b.(*Vec[T]).V, len(v.V)
	v.Grow(len(cond))
	out := v.V[n:]
	for i, c := range cond {
		if c == 1 {
			out[i] = x[i]
		} else {
			out[i] = y[i]
		}
	}
}

// Scatter overwrites the value at base+at[i] with the i-th of src.
func (v *Vec[T]) Scatter(src Vector, base int, at []int32) {
	out, s := v.V[base:], src.(*Vec[T]).V
	for i, r := range at {
		out[r] = s[i]
	}
}

// AppendAny appends x as Any gives it, nil for null; ok is false if it is not of v's kind.
func (v *Vec[T]) AppendAny(x any) (ok bool) {
	switch b := x.(type) {
	case nil:
		v.AppendNull()
		return true
	case bool:
		if v.kind == Bool {
			x = truth(b)
		}
	case int8:
		if v.kind == Bool {
			return false
		}
	case []byte:
		if v.kind == Bytes {
			x = string(b)
		}
	case string:
		if v.kind == Bytes {
			return false
		}
	}
	t, ok := x.(T)
	if ok {
		v.V = append(v.V, t)
	}
	return ok
}

func truth(b bool) int8 {
	if b {
		return 1
	}
	return 0
}

func (v *Vec[T]) alias(src Vector) {
	s := src.(*Vec[T]).V
	v.V = s[:len(s):len(s)]
}

func (v *Vec[T]) slice(lo, hi int) any { return append(make([]T, 0, hi-lo), v.V[lo:hi]...) }

func (v *Vec[T]) appendSlice(x any) bool {
	if items, ok := x.([]T); ok {
		v.V = append(v.V, items...)
		return true
	}
	return appendAnys(v, x)
}

func (v *Vec[T]) bytes() int { return cap(v.V) * sizeOf(v.null) }
