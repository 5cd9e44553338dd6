package expr

import (
	"slices"
	"strings"

	"starling/engine/column"
)

// array is the whole column base, as base_: one group for all rows of the page.
func (c *compiler) array(at int, base string, t column.Type) *op {
	k := slices.Index(c.f.Arrays, base)
	if k < 0 {
		k = len(c.f.Arrays)
		c.f.Arrays = append(c.f.Arrays, base)
	}
	o := c.newOp(at, column.GroupOf(t))
	o.uniform, o.present, o.note = true, true, noteArray
	o.lazy = func(e *Eval, f *frame, o *op, out column.Vector) error {
		a := f.in.Arrays[k]
		appendArray(out, t, func(v column.Vector) { a.Gather(v, e.state[o.id].span(a.Len())) })
		return nil
	}
	if c.whole == nil {
		c.whole = map[*op]int{}
	}
	c.whole[o] = k
	return o
}

// span are the positions 0 … n-1.
func (s *state) span(n int64) []int64 {
	for int64(len(s.pos)) < n {
		s.pos = append(s.pos, int64(len(s.pos)))
	}
	return s.pos[:n]
}

// appendArray appends as one array of elements of type t what put appends to a vector.
func appendArray(out column.Vector, t column.Type, put func(v column.Vector)) {
	if l, ok := out.(*column.Lists); ok {
		put(l.Open())
		l.Close()
		return
	}
	v := column.NewVector(t)
	put(v)
	b := make([]byte, v.Len())
	for i, x := range vals[int8](v) {
		b[i] = byte(x)
	}
	out.(*column.Vec[string]).Append(string(b))
}

// listArray is a list of the script as an array.
func (c *compiler) listArray(at int, l *Var) (*op, error) {
	v := column.NewVector(l.ElemType)
	for _, x := range l.List {
		if !v.AppendAny(x) {
			return nil, errAt(at, "the list holds values that are not %s", typeName(l.ElemType))
		}
	}
	o := c.newOp(at, arrayOf(l.ElemType))
	o.val, o.uniform, o.present = column.NewVector(o.typ), true, true
	appendArray(o.val, l.ElemType, func(to column.Vector) { to.AppendRange(v, 0, v.Len()) })
	return o, nil
}

// index is X[I]: of an array, of a whole column, or of script objects.
func (c *compiler) index(n *Index) (operand, error) {
	if name, ok := c.shifted(n); ok {
		return c.name(&Name{At: n.At, Name: name})
	}
	on, err := c.operand(n.X)
	if err != nil {
		return operand{}, err
	}
	i, err := c.value(n.I)
	if err != nil {
		return operand{}, err
	}
	if on.list != nil && on.list.Object != nil {
		if on.list.Tuple {
			return operand{}, errAt(n.At, "%s is a tuple, which formulas do not reach into; make it a list", n.X)
		}
		return operand{op: c.itemOf(n.At, c.object(n.At, on.list.Object), i)}, nil
	}
	x, err := c.valueFrom(n.X, on)
	if err != nil {
		return operand{}, err
	}
	if isScript(x.typ) {
		return operand{op: c.itemOf(n.At, x, i)}, nil
	}
	elem, ok := x.typ.Elem()
	if !ok {
		way := ""
		if x.typ.Kind == column.String {
			way = "; write .charAt(i)"
		}
		return operand{}, errAt(n.At, "%s (%s) is not an array%s", n.X, typeName(x.typ), way)
	}
	if !integral(i.typ) {
		return operand{}, errAt(n.I.Pos(), "an index is a whole number, %s is %s%s", n.I, typeName(i.typ), castHint(i.typ, "int", n.I))
	}
	i = c.widen(i, longType)
	if k, ok := c.whole[x]; ok {
		return operand{op: c.wholeAt(n.At, k, elem, i)}, nil
	}
	if x.typ.Group() {
		return operand{op: c.ofGroup(n.At, elem, arrayKernels.OfKind(elem.Kind).at, x, i)}, nil
	}
	o := c.kernelOp(n.At, elem, arrayKernels.OfKind(elem.Kind).index, x, i)
	o.fails = true
	return operand{op: o}, nil
}

// wholeAt is Col_[i]: null where i is out of range.
func (c *compiler) wholeAt(at, k int, elem column.Type, i *op) *op {
	o := c.newOp(at, elem)
	c.adopt(o, []*op{i})
	o.uniform, o.kids[0] = false, c.perRow(i)
	o.lazy = func(e *Eval, f *frame, o *op, out column.Vector) error {
		v, err := o.kids[0].eval(e, f)
		if err != nil {
			return err
		}
		f.in.Arrays[k].Gather(out, vals[int64](v))
		return nil
	}
	return o
}

// wholePart is Col_.subVector(from, to), of which no more than that is read.
func (c *compiler) wholePart(at, k int, t column.Type, from, to *op) *op {
	o := c.newOp(at, t)
	c.adopt(o, []*op{from, to})
	o.uniform, o.fails, o.present = false, true, true
	for i, kid := range o.kids {
		o.kids[i] = c.perRow(kid)
	}
	o.lazy = func(e *Eval, f *frame, o *op, out column.Vector) error {
		lo, err := o.kids[0].eval(e, f)
		if err != nil {
			return err
		}
		hi, err := o.kids[1].eval(e, f)
		if err != nil {
			return err
		}
		a, l := f.in.Arrays[k], out.(*column.Lists)
		starts, ends := vals[int64](lo), vals[int64](hi)
		var places []int64
		for i, start := range starts {
			start, end, err := partOf(i, start, ends[i], int(a.Len()))
			if err != nil {
				return o.fail(e, f, err)
			}
			places = places[:0]
			for p := start; p < end; p++ {
				places = append(places, p)
			}
			a.Gather(l.Open(), places)
			l.Close()
		}
		return nil
	}
	return o
}

// indexOf is a[i], an error where i is out of range or a is null.
func indexOf[T any](c *call) error {
	out, in, at := grow[T](c.out, c.n), arraysOf[T](c.args[0]), vals[int64](c.args[1])
	for i := range out {
		s, ok := in.at(i)
		if err := checkIndex(i, at[i], len(s), !ok); err != nil {
			return err
		}
		out[i] = s[at[i]]
	}
	return nil
}

func checkIndex(row int, i int64, n int, null bool) error {
	switch {
	case null:
		return rowErr(row, "the array is null; guard it, as in isNull(A) ? null : A[0]")
	case i == column.NullLong:
		return rowErr(row, "the index is null")
	case i < 0 || i >= int64(n):
		return rowErr(row, "index %d is out of bounds for length %d", i, n)
	}
	return nil
}

// arrayLength is X.length.
func (c *compiler) arrayLength(at int, x *op) *op {
	elem, _ := elemOf(x.typ)
	o := c.kernelOp(at, intType, arrayKernels.OfKind(elem.Kind).length, x)
	o.fails = true
	return o
}

// wholeSize is Col_.size().
func (c *compiler) wholeSize(at, k int) *op {
	o := c.newOp(at, longType)
	o.uniform, o.present = true, true
	o.lazy = func(_ *Eval, f *frame, _ *op, out column.Vector) error {
		fill(grow[int64](out, f.n), f.in.Arrays[k].Len())
		return nil
	}
	return o
}

// lengthOf is the number of elements, an error where the array is null.
func lengthOf[T any](c *call) error {
	out, in := grow[int32](c.out, c.n), arraysOf[T](c.args[0])
	for i := range out {
		s, ok := in.at(i)
		if !ok {
			return rowErr(i, "the array is null; guard it, as in isNull(A) ? 0 : A.length")
		}
		out[i] = int32(len(s))
	}
	return nil
}

// maxArray bounds new T[n].
const maxArray = 1 << 20

// newArray is new T[]{…} or new T[n].
func (c *compiler) newArray(n *NewArray) (*op, error) {
	elem, ok := classType(n.Elem)
	if !ok {
		return nil, errAt(n.At, "cannot find class %s%s", n.Elem, nearType(n.Elem))
	}
	if n.Size != nil {
		size, err := c.value(n.Size)
		if err != nil {
			return nil, err
		}
		if !integral(size.typ) || size.typ.Kind == column.Long {
			return nil, errAt(n.Size.Pos(), "the length of an array is an int, %s is %s", n.Size, typeName(size.typ))
		}
		o := c.kernelOp(n.At, arrayOf(elem), zeros(elem), c.widen(size, intType))
		o.fails = true
		return ofBooleans(o, n), nil
	}
	items := make([]*op, len(n.Items))
	for i, item := range n.Items {
		x, err := c.value(item)
		if err != nil {
			return nil, err
		}
		if null := x.typ == nullType && !isObject(elem); null && primitive(n.Elem) {
			return nil, errAt(item.Pos(), "null does not go into an array of %s; write NULL_%s", n.Elem, strings.ToUpper(n.Elem))
		}
		if x, ok = c.assign(x, elem); !ok {
			return nil, errAt(item.Pos(), "%s is %s and does not go into an array of %s without a cast", item, typeName(x.typ), n.Elem)
		}
		items[i] = x
	}
	return ofBooleans(c.pack(n.At, elem, items), n), nil
}

// ofBooleans is the array that n makes; new Boolean[] is one of objects.
func ofBooleans(o *op, n *NewArray) *op {
	if simpleName(n.Elem) != "Boolean" {
		return o
	}
	b := *o
	b.typ = column.ArrayOf(boolType)
	return &b
}

// pack makes an array of the values of items, which have type elem.
func (c *compiler) pack(at int, elem column.Type, items []*op) *op {
	if len(items) == 0 {
		o := c.newOp(at, arrayOf(elem))
		o.val, o.uniform, o.present = column.NewVector(o.typ), true, true
		appendArray(o.val, elem, func(column.Vector) {})
		return o
	}
	o := c.kernelOp(at, arrayOf(elem), arrayKernels.OfKind(elem.Kind).pack, items...)
	o.present = true
	return o
}

// packOf makes an array a row.
func packOf[T any](c *call) error {
	row := make([]T, len(c.args))
	cols := make([][]T, len(c.args))
	_, text := c.out.(*column.Vec[string])
	for j, a := range c.args {
		cols[j] = vals[T](a)
	}
	for i := range c.n {
		if text {
			row = make([]T, len(cols)) // it stays
		}
		for j, col := range cols {
			row[j] = col[i]
		}
		appendArrayTo(c.out, row, true)
	}
	return nil
}

// zeros is new T[n]: zeros, false, or nulls of objects.
func zeros(elem column.Type) kernel {
	return func(c *call) error {
		for i, n := range vals[int32](c.args[0]) {
			if n < 0 || n > maxArray {
				return rowErr(i, "an array has 0 to %d values, not %d", maxArray, n)
			}
			appendArray(c.out, elem, func(v column.Vector) { appendZeros(v, int(n)) })
		}
		return nil
	}
}

// appendZeros appends n values as Java has them in a new array.
func appendZeros(v column.Vector, n int) {
	switch v := v.(type) {
	case *column.Vec[int8]:
		clear(grow[int8](v, n))
	case *column.Vec[int16]:
		clear(grow[int16](v, n))
	case *column.Vec[uint16]:
		clear(grow[uint16](v, n))
	case *column.Vec[int32]:
		clear(grow[int32](v, n))
	case *column.Vec[int64]:
		clear(grow[int64](v, n))
	case *column.Vec[float32]:
		clear(grow[float32](v, n))
	case *column.Vec[float64]:
		clear(grow[float64](v, n))
	default:
		for range n {
			v.AppendNull()
		}
	}
}

// assign converts x to t where Java assigns without a cast: by widening, or a constant
// that fits.
func (c *compiler) assign(x *op, t column.Type) (*op, bool) {
	if _, ok := widens(x.typ, t); ok {
		return c.widen(x, t), true
	}
	if x.constant() && x.typ.Kind == column.Int && integral(t) && width(t) < 3 {
		y := c.kernelOp(x.at, t, castKernel(column.Int, t.Kind), x)
		back := c.kernelOp(x.at, intType, castKernel(t.Kind, column.Int), y)
		if vals[int32](back.val)[0] == vals[int32](x.val)[0] {
			return y, true
		}
	}
	return x, false
}
