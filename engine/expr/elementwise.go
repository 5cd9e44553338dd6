package expr

import (
	"slices"

	"starling/engine/column"
)

// elementwise is an operator on arrays or groups, of which one may be a single value: it is
// applied to their elements and gives an array. != is not among the operators, as in Deephaven.
func (c *compiler) elementwise(n *Binary, x, y *op) (o *op, ok bool, err error) {
	a, isList := x.typ.Elem()
	b, isList2 := y.typ.Elem()
	if !isList && !isList2 || c.filter || x.typ == nullType || y.typ == nullType {
		return nil, false, nil
	}
	if !isList {
		a = x.typ
	}
	if !isList2 {
		b = y.typ
	}
	switch comparison := slices.Contains([]string{"==", "<", "<=", ">", ">="}, n.Op); {
	case n.Op == "!=":
		return nil, true, errAt(n.At, "!= does not take arrays: write !(%s == %s) of their elements, or compare %s.size()", n.X, n.Y, n.X)
	case !comparison && !(arithmetic(a) && arithmetic(b)):
		return nil, false, nil
	}
	f, err := Compile("x "+n.Op+" y", elements2{a, b}, c.objects)
	if err != nil {
		return nil, true, errAt(n.At, "cannot apply %s to %s and %s", n.Op, typeName(x.typ), typeName(y.typ))
	}
	o = c.kernelOp(n.At, arrayOf(f.Type), eachElement(f, n.Op, x.typ, y.typ), x, y)
	o.fails = o.fails || f.Fallible || isList && isList2
	return o, true, nil
}

// elements2 is the scope of x and y, elements of arrays.
type elements2 [2]column.Type

// Column is the type of x or y.
func (e elements2) Column(name string) (column.Type, bool) {
	i := slices.Index(e.Columns(), name)
	if i < 0 {
		return column.Type{}, false
	}
	return e[i], true
}

// Columns are x and y.
func (e elements2) Columns() []string { return []string{"x", "y"} }

// Var knows no names.
func (e elements2) Var(string) (Var, bool) { return Var{}, false }

// Vars are none.
func (e elements2) Vars() []string { return nil }

// eachElement runs f on the elements of all rows at once.
func eachElement(f *Formula, op string, x, y column.Type) kernel {
	return func(c *call) error {
		a, b := sideOf(c.args[0], x), sideOf(c.args[1], y)
		sizes := make([]int, c.n)
		for i := range sizes {
			n, m := a.size(i), b.size(i)
			switch {
			case n == nullSize || m == nullSize:
				sizes[i] = nullSize
				continue
			case n == anySize:
				n = m
			case m != anySize && m != n:
				return rowErr(i, "%s takes arrays of the same length, these have %d and %d", op, n, m)
			}
			sizes[i] = n
			a.put(i, n)
			b.put(i, n)
		}
		in := Input{N: a.flat.Len()}
		for _, name := range f.Columns {
			in.Cols = append(in.Cols, map[string]column.Vector{"x": a.flat, "y": b.flat}[name])
		}
		out := column.NewVector(f.Type)
		if err := f.NewEval().Run(in, out); err != nil {
			return err
		}
		splitInto(c.out.(*column.Lists), out, sizes)
		return nil
	}
}

const (
	nullSize = -1 // of a null array
	anySize  = -2 // of a single value
)

// splitInto appends the values of flat as lists of the given sizes.
func splitInto(out *column.Lists, flat column.Vector, sizes []int) {
	at := 0
	for _, n := range sizes {
		if n == nullSize {
			out.AppendNull()
			continue
		}
		out.Open().AppendRange(flat, at, at+n)
		out.Close()
		at += n
	}
}

// side is an operand and its elements so far; a single value is repeated.
type side struct {
	from column.Vector
	in   *items
	flat column.Vector
}

func sideOf(v column.Vector, t column.Type) side {
	if elem, ok := t.Elem(); ok {
		in := itemsOf(v)
		return side{from: in.elems, in: &in, flat: column.NewVector(elem)}
	}
	return side{from: v, flat: column.NewVector(t)}
}

func (s *side) size(i int) int {
	if s.in == nil {
		return anySize
	}
	lo, hi, ok := s.in.at(i)
	if !ok {
		return nullSize
	}
	return hi - lo
}

func (s *side) put(i, n int) {
	if s.in != nil {
		lo, hi, _ := s.in.at(i)
		s.flat.AppendRange(s.from, lo, hi)
		return
	}
	for range n {
		s.flat.AppendFrom(s.from, i)
	}
}
