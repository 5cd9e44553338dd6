package expr

import (
	"errors"

	"starling/engine/column"
)

// not is !x, null for null.
func not(c *call) error {
	out, a := grow[int8](c.out, c.n), vals[int8](c.args[0])
	for i, x := range a {
		if x == column.NullByte {
			out[i] = x
		} else {
			out[i] = x ^ 1
		}
	}
	return nil
}

// boolBits is & | ^ of booleans: both sides are evaluated, null if either is.
func boolBits(name string) kernel {
	table := map[string][4]int8{"&": {0, 0, 0, 1}, "|": {0, 1, 1, 1}, "^": {0, 1, 1, 0}}[name]
	return func(c *call) error {
		out, a, b := grow[int8](c.out, c.n), vals[int8](c.args[0]), vals[int8](c.args[1])
		for i, x := range a {
			if y := b[i]; x == column.NullByte || y == column.NullByte {
				out[i] = column.NullByte
			} else {
				out[i] = table[x<<1|y]
			}
		}
		return nil
	}
}

var (
	errNullLogic = errors.New("null where && or || needs true or false; guard it with isNull(…), or use & and |, which give null")
	errNullCond  = errors.New("null where ? : needs true or false; guard it with isNull(…)")
)

// both is x && y (when decided is 0) or x || y (when it is 1) with y evaluated on all rows.
func both(decided int8) kernel {
	return func(c *call) error {
		out, a, b := grow[int8](c.out, c.n), vals[int8](c.args[0]), vals[int8](c.args[1])
		b, out = b[:len(a)], out[:len(a)]
		var bad int8 // negative if there was a null
		for i, x := range a {
			y := b[i]
			bad |= x | y
			if decided == 0 {
				out[i] = x & y
			} else {
				out[i] = x | y
			}
		}
		if bad >= 0 {
			return nil
		}
		for i, x := range a {
			if x != decided && (x < 0 || b[i] < 0) {
				return &RowError{Index: i, Err: errNullLogic}
			}
			if x == decided {
				out[i] = decided
			}
		}
		return nil
	}
}

// shortCircuit is x && y (when decided is 0) or x || y (1) with y evaluated only in the
// rows that x leaves open.
func shortCircuit(decided int8) func(e *Eval, f *frame, o *op, out column.Vector) error {
	return func(e *Eval, f *frame, o *op, out column.Vector) error {
		v, err := o.kids[0].eval(e, f)
		if err != nil {
			return err
		}
		a := vals[int8](v)
		s := &e.state[o.id]
		open := s.sels[0][:0]
		for i, x := range a {
			if x == column.NullByte {
				return o.fail(e, f, &RowError{Index: i, Err: errNullLogic})
			}
			if x != decided {
				open = append(open, int32(i))
			}
		}
		s.sels[0] = open
		dst := grow[int8](out, f.n)
		fill(dst, decided)
		if len(open) == 0 {
			return nil
		}
		w, err := o.kids[1].eval(e, s.sub(f, 0, open))
		if err != nil {
			return err
		}
		b := vals[int8](w)
		for i, r := range open {
			if b[i] == column.NullByte {
				return o.fail(e, f, &RowError{Index: int(r), Err: errNullLogic})
			}
			dst[r] = b[i]
		}
		return nil
	}
}

// sub is the frame of the rows open of f. It uses frame k of the state.
func (s *state) sub(f *frame, k int, open []int32) *frame {
	g := &s.frames[k]
	sel := open
	if f.sel != nil {
		sel = g.sel[:0]
		for _, i := range open {
			sel = append(sel, f.sel[i])
		}
	} else {
		sel = append(g.sel[:0], open...)
	}
	*g = f.part(len(open), sel)
	return g
}

// cond is x ? y : z with both sides evaluated on all rows.
func cond(c *call) error {
	k := vals[int8](c.args[0])
	for i, x := range k {
		if x == column.NullByte {
			return &RowError{Index: i, Err: errNullCond}
		}
	}
	c.out.AppendChoice(k, c.args[1], c.args[2])
	return nil
}

// lazyCond is x ? y : z with each side evaluated only in its rows.
func lazyCond(e *Eval, f *frame, o *op, out column.Vector) error {
	v, err := o.kids[0].eval(e, f)
	if err != nil {
		return err
	}
	s := &e.state[o.id]
	yes, no := s.sels[0][:0], s.sels[1][:0]
	for i, x := range vals[int8](v) {
		switch x {
		case 1:
			yes = append(yes, int32(i))
		case 0:
			no = append(no, int32(i))
		default:
			return o.fail(e, f, &RowError{Index: i, Err: errNullCond})
		}
	}
	s.sels[0], s.sels[1] = yes, no
	if len(no) == 0 {
		return o.kids[1].into(e, f, out)
	}
	if len(yes) == 0 {
		return o.kids[2].into(e, f, out)
	}
	base := out.Len()
	out.Grow(f.n)
	for k, rows := range [2][]int32{yes, no} {
		w, err := o.kids[1+k].eval(e, s.sub(f, k, rows))
		if err != nil {
			return err
		}
		out.Scatter(w, base, rows)
	}
	return nil
}
