package expr

import (
	"errors"

	"starling/engine/column"
)

// op is a compiled part of a formula. It is evaluated in one of three ways: as the page's
// column col, by run, given the values of kids, or by lazy, which evaluates kids itself.
type op struct {
	id   int // of its state in an Eval
	typ  column.Type
	at   int // offset in the formula
	kids []*op

	col  int // index into Input.Cols, -1 if none
	val  column.Vector
	run  kernel
	lazy func(e *Eval, f *frame, o *op, out column.Vector) error

	uniform bool // the same value in every row of the page
	fails   bool // some value of the inputs is an error
	impure  bool // not a function of its inputs
	script  bool // calls the script
	present bool // never null
	boxed   bool // a number or char that was made an object, by a cast or valueOf
	note    note
}

// note is what the compiler remembers about how an op was made.
type note uint8

const (
	noteConcat note = iota + 1 // a string concatenation, to be extended
	noteArray                  // a whole column
	noteLoose                  // a call of the script that is not done page by page
)

// kernel appends the n values of an op to c.out.
type kernel func(c *call) error

// call is what a kernel works on: n values of each argument.
type call struct {
	n    int
	args []column.Vector
	out  column.Vector
	temp any // kept from page to page, for the kernel's own use
}

// constant reports whether o has one value, known when compiled.
func (o *op) constant() bool { return o.val != nil }

// frame is the part of a page that is evaluated: all rows, or those of sel.
type frame struct {
	in  *Input
	n   int
	sel []int32 // rows of the page; nil is all

	id    int  // no other part has it; 0 where nothing is remembered
	count *int // of ids
}

// part is another part of the page.
func (f *frame) part(n int, sel []int32) frame {
	g := frame{in: f.in, n: n, sel: sel, count: f.count}
	if f.count != nil {
		*f.count++
		g.id = *f.count
	}
	return g
}

// row is the row in the page of the i-th row of the frame.
func (f *frame) row(i int) int {
	if f.sel == nil || i >= len(f.sel) {
		return i
	}
	return int(f.sel[i])
}

// Eval evaluates a formula page after page, reusing its memory. It is for one
// goroutine at a time.
type Eval struct {
	f     *Formula
	state []state
	in    Input
	top   frame
	ids   int // of frames
}

// state is the memory of one op.
type state struct {
	out    column.Vector
	call   call
	frames [2]frame
	sels   [2][]int32
	pos    []int64
	of     int // the id of the frame that out has the values of
}

// NewEval is a new evaluation of f.
func (f *Formula) NewEval() *Eval { return &Eval{f: f, state: make([]state, f.ops)} }

// Run appends in.N values of Formula.Type to out. An error in a row is a *RowError; out
// then has what it had before.
func (e *Eval) Run(in Input, out column.Vector) error {
	e.in = in
	e.top = frame{in: &e.in, count: &e.ids}
	e.top = e.top.part(in.N, nil)
	n := out.Len()
	err := e.f.root.into(e, &e.top, out)
	if err != nil {
		out.Truncate(n)
	}
	e.in = Input{}
	return err
}

// eval gives the values of o for the rows of f, valid until o is evaluated for others. Several
// parts may share o: for a frame it is evaluated once.
func (o *op) eval(e *Eval, f *frame) (column.Vector, error) {
	if o.col >= 0 && f.sel == nil {
		return f.in.Cols[o.col], nil
	}
	s := &e.state[o.id]
	if s.out == nil {
		s.out = column.NewVector(o.typ)
	}
	if o.val != nil {
		repeat(s.out, o.val, f.n)
		return s.out, nil
	}
	if s.of == f.id && f.id != 0 { // another part of the formula has asked for it
		return s.out, nil
	}
	s.of = 0
	s.out.Reset()
	if err := o.into(e, f, s.out); err != nil {
		return nil, err
	}
	s.of = f.id
	return s.out, nil
}

// into appends the values of o for the rows of f to out.
func (o *op) into(e *Eval, f *frame, out column.Vector) error {
	switch {
	case o.col >= 0:
		pick(out, f.in.Cols[o.col], f)
		return nil
	case o.val != nil:
		out.AppendRepeat(o.val, f.n)
		return nil
	case o.lazy != nil:
		return o.lazy(e, f, o, out)
	}
	s := &e.state[o.id]
	c := &s.call
	if c.args == nil {
		c.args = make([]column.Vector, len(o.kids))
	}
	for i, k := range o.kids {
		v, err := k.eval(e, f)
		if err != nil {
			return err
		}
		c.args[i] = v
	}
	c.n, c.out = f.n, out
	if err := o.run(c); err != nil {
		return o.fail(e, f, err)
	}
	return nil
}

// fail says where in the formula, and in which row of the page, err happened.
func (o *op) fail(e *Eval, f *frame, err error) error {
	src := ""
	if e.f != nil {
		src = e.f.src
	}
	var r *RowError
	if !errors.As(err, &r) {
		return &Error{Formula: src, Col: colOf(src, o.at), Err: err}
	}
	return &RowError{Index: f.row(r.Index), Err: &Error{Formula: src, Col: colOf(src, o.at), Err: r.Err}}
}

// spread gives an op of every row the one value of a uniform op.
func spread(e *Eval, f *frame, o *op, out column.Vector) error {
	if f.n == 0 {
		return nil
	}
	one := &e.state[o.id].frames[0]
	*one = f.part(1, nil)
	if f.sel != nil {
		one.sel = f.sel[:1]
	}
	v, err := o.kids[0].eval(e, one)
	if err != nil {
		return err
	}
	out.AppendRepeat(v, f.n)
	return nil
}
