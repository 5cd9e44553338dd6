package py

import (
	"strings"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// Targets within targets: a, (b, c) = row, for i, (a, b) in rows. Starlark takes apart neither texts
// nor instances, and a list that does not fit it locks for good; what an inner target takes apart is
// wrapped for that. It is taken apart when its turn comes: the targets before it are assigned then.

// nest is which parts of a target are targets with parts themselves: nil is a plain one.
type nest []nest

// nestOf is the nest of targets, nil if no target has parts.
func nestOf(vars syntax.Expr) nest {
	var out nest
	list := items(unparen(vars))
	for i, x := range list {
		switch unparen(x).(type) {
		case *syntax.TupleExpr, *syntax.ListExpr:
			if out == nil {
				out = make(nest, len(list))
			}
			if out[i] = nestOf(x); out[i] == nil {
				out[i] = make(nest, len(items(unparen(x))))
			}
		}
	}
	return out
}

// String is the nest as readNest reads it: "-(--)" of a, (b, c).
func (n nest) String() string {
	var b strings.Builder
	for _, part := range n {
		if part == nil {
			b.WriteByte('-')
		} else {
			b.WriteString("(" + part.String() + ")")
		}
	}
	return b.String()
}

// readNest reads a nest up to its end, or to the ")" that closes it.
func readNest(s string) (n nest, rest string) {
	n = nest{}
	for s != "" {
		switch s[0] {
		case ')':
			return n, s[1:]
		case '(':
			var part nest
			part, s = readNest(s[1:])
			n = append(n, part)
		default:
			n, s = append(n, nil), s[1:]
		}
	}
	return n, ""
}

// deep reports whether a part of the nest has parts.
func (n nest) deep() bool {
	for _, part := range n {
		if part != nil {
			return true
		}
	}
	return false
}

// nested guards x, what targets take apart (or, of a loop, each element of which they do), where
// there are targets within them.
func (g *guarding) nested(vars, x syntax.Expr, loop bool, at syntax.Position) syntax.Expr {
	n := nestOf(vars)
	if n == nil {
		return x
	}
	by := "__nested__"
	if loop {
		by = "__nested_rows__"
	}
	shape := n.String()
	name := by + shape
	g.used[name] = &syntax.IndexExpr{
		X: &syntax.Ident{NamePos: at, Name: by}, Lbrack: at, Rbrack: at,
		Y: &syntax.Literal{Token: syntax.STRING, TokenPos: at, Raw: shape, Value: shape},
	}
	return indexOf(guardName(name), x, at)
}

// nestGuards gives the guard of a nest, which stands behind its text.
type nestGuards struct {
	guard
	ip   *Interp
	loop bool
}

// Get is the guard of the nest.
func (g *nestGuards) Get(shape starlark.Value) (starlark.Value, bool, error) {
	n, _ := readNest(string(shape.(starlark.String)))
	return &nestGuard{g.guard, g.ip, n, g.loop}, true, nil
}

// nestGuard stands before what targets with targets within them take apart.
type nestGuard struct {
	guard
	ip   *Interp
	nest nest
	loop bool // each element is taken apart
}

// Get is what is taken apart in the place of v.
func (g *nestGuard) Get(v starlark.Value) (starlark.Value, bool, error) {
	if g.loop {
		if seq, ok := v.(starlark.Iterable); ok {
			return &rowLoop{Iterable: seq, ip: g.ip, nest: g.nest}, true, nil
		}
		return v, true, nil
	}
	return g.ip.inNest(v, g.nest), true, nil
}

// inNest is v as what targets of that nest take apart: v itself, if it is tuples all the way.
func (ip *Interp) inNest(v starlark.Value, n nest) starlark.Value {
	tuple, ok := v.(starlark.Tuple)
	if !ok {
		return &nestParts{ip, v, n}
	}
	own := false
	for i, part := range n {
		if part == nil || i >= len(tuple) {
			continue
		}
		if t, ok := tuple[i].(starlark.Tuple); ok && (!part.deep() || !part.differs(t)) {
			continue
		}
		if !own {
			tuple, own = append(starlark.Tuple(nil), tuple...), true
		}
		tuple[i] = &nestParts{ip, tuple[i], part}
	}
	return tuple
}

// differs reports whether a tuple has anything else than tuples where the nest has parts.
func (n nest) differs(t starlark.Tuple) bool {
	for i, part := range n {
		if part != nil && i < len(t) {
			inner, ok := t[i].(starlark.Tuple)
			if !ok || part.differs(inner) {
				return true
			}
		}
	}
	return false
}

// nestParts is what an inner target takes apart.
type nestParts struct {
	ip   *Interp
	of   starlark.Value
	nest nest
}

func (x *nestParts) String() string        { return x.of.String() }
func (x *nestParts) Type() string          { return x.of.Type() }
func (x *nestParts) Freeze()               { x.of.Freeze() }
func (x *nestParts) Truth() starlark.Bool  { return x.of.Truth() }
func (x *nestParts) Hash() (uint32, error) { return x.of.Hash() }

// Iterate takes it apart. What is nothing to take apart ends the thread with an error.
func (x *nestParts) Iterate() starlark.Iterator {
	seq, err := x.ip.parts(x.of)
	if err != nil {
		r := x.ip.gil.holder
		r.stop(x.ip.found(r, err))
		seq = starlark.Tuple(nil)
	}
	return &nestIterator{x.ip, seq.Iterate(), x.nest}
}

// nestIterator gives the parts of a nestParts, those for inner targets wrapped.
type nestIterator struct {
	ip *Interp
	starlark.Iterator
	left nest
}

// Next is the next part.
func (it *nestIterator) Next(p *starlark.Value) bool {
	if !it.Iterator.Next(p) {
		return false
	}
	if len(it.left) > 0 {
		if it.left[0] != nil {
			*p = it.ip.inNest(*p, it.left[0])
		}
		it.left = it.left[1:]
	}
	return true
}
