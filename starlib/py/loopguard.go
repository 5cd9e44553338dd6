package py

import (
	"slices"

	"go.starlark.net/starlark"
)

// loopGuards is THE table of the guards of what loops go through.
func (ip *Interp) loopGuards() []starlark.Value {
	return []starlark.Value{
		&loopGuard{"__loop__", ip, false, false},
		&loopGuard{"__loop_new__", ip, true, false},
		&loopGuard{"__loop_rows__", ip, false, true},
		&loopGuard{"__loop_new_rows__", ip, true, true},
		&partsGuard{"__parts__", ip},
		&nestGuards{"__nested__", ip, false},
		&nestGuards{"__nested_rows__", ip, true},
	}
}

// loopGuard stands before what a loop goes through: Starlark's texts are nothing to loop over, and
// its lists, dicts and sets are locked by a loop.
type loopGuard struct {
	guard
	ip    *Interp
	fresh bool // what a call gave, which nobody else has as a rule
	rows  bool // each element is taken apart
}

// Get is what the loop goes through in the place of v.
func (g *loopGuard) Get(v starlark.Value) (starlark.Value, bool, error) {
	var out starlark.Value
	switch v := v.(type) {
	case *starlark.List:
		out = &listLoop{list: v}
	case starlark.Tuple, *span, *lazy:
		out = v
	case *generator:
		out = v
		if g.fresh && v.state == created {
			out = &freshLoop{generator: v}
		}
	default:
		seq, err := g.ip.loopable(g.ip.gil.holder.th, v)
		if err != nil {
			return nil, false, err
		}
		out = seq.(starlark.Value)
	}
	if g.rows {
		out = &rowLoop{Iterable: out.(starlark.Iterable), ip: g.ip}
	}
	return out, true, nil
}

// freshLoop goes through a generator that was made for this loop. It closes one that waits within a
// try or with when the loop is left, as Python does with what nobody has any more.
type freshLoop struct {
	*generator
	in *suspended // the generator in which the loop is; nil: in none
}

// Iterate starts the generator.
func (l *freshLoop) Iterate() starlark.Iterator {
	if l.in = l.ip().gil.holder.generator; l.in != nil {
		l.in.loops = append(l.in.loops, l.suspended)
	}
	return l
}

// Done closes the generator, if that may be noticed.
func (l *freshLoop) Done() {
	if l.in != nil {
		if i := slices.Index(l.in.loops, l.suspended); i >= 0 {
			l.in.loops = slices.Delete(l.in.loops, i, i+1)
		}
	}
	if l.ip().gil.holder != nil && l.owes() {
		l.dispose()
	}
}

// partsGuard stands before what is taken apart by an assignment to several names.
type partsGuard struct {
	guard
	ip *Interp
}

// Get is what is taken apart in the place of v.
func (g *partsGuard) Get(v starlark.Value) (starlark.Value, bool, error) {
	switch v.(type) {
	case starlark.Tuple, *lazy, *generator, *span:
		return v, true, nil
	}
	seq, err := g.ip.parts(v)
	if err != nil {
		return nil, false, err
	}
	return seq.(starlark.Value), true, nil
}

// parts is what an assignment to several names goes through.
func (ip *Interp) parts(v starlark.Value) (starlark.Iterable, error) {
	if !isIterable(v) {
		return nil, Raise("TypeError", "cannot unpack non-iterable %s object", TypeOf(v))
	}
	return ip.loopable(ip.gil.holder.th, v)
}

// rowLoop goes through what is taken apart: Starlark locks a list while it does that, for good if
// it has another number of elements than there are names, and takes no text apart.
type rowLoop struct {
	starlark.Iterable
	starlark.Iterator
	ip   *Interp
	nest nest // of the targets; nil: none has parts
}

// Iterate starts at the first element.
func (l *rowLoop) Iterate() starlark.Iterator {
	l.Iterator = l.Iterable.Iterate()
	return l
}

// Next is the next element, as what can be taken apart.
func (l *rowLoop) Next(p *starlark.Value) bool {
	if !l.Iterator.Next(p) {
		return false
	}
	v := *p
	if l.nest != nil {
		*p = l.ip.inNest(v, l.nest)
		return true
	}
	switch v.(type) {
	case starlark.Tuple:
		return true
	case *starlark.List, *starlark.Dict, *starlark.Set, *mapping, starlark.String, *instance:
		seq, err := l.ip.parts(v)
		if err != nil {
			r := l.ip.gil.holder
			r.stop(l.ip.found(r, err))
			return false
		}
		*p = seq.(starlark.Value)
	}
	return true
}

// Done ends the iteration.
func (l *rowLoop) Done() { l.Iterator.Done() }
