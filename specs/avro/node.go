package avro

import (
	"slices"

	"starling/engine/column"
)

// node is how a value becomes an object, or a part of one. Nodes of types that
// have themselves within are cycles.
type node struct {
	leaf
	branches []*node // by the writer's union; then the rest is unset
	elem     *node
	item     column.Kind // of an array of single values; 0 for one of objects
	parts    []part      // of a record, in the writer's order
	names    []string    // of a record, in the reader's order
	err      error       // why values of these types cannot be read
}

// part is a field of a record: where it goes, or how it is passed over.
type part struct {
	to   int     // number of the reader's field; -1 is nowhere
	node *node   // nil to pass over
	skip *schema // if passed over
	data []byte  // the default to read instead of the record's bytes; nil is none
	name string
}

type nodePair struct{ w, r *schema }

// nodes makes nodes, one for each pair of types.
type nodes struct {
	known map[nodePair]*node
	size  int // types and fields, up to a little more than maxSteps
}

func newNodes() *nodes { return &nodes{known: map[nodePair]*node{}} }

// node is how values of w are read as values of r.
func (a *nodes) node(w, r *schema) *node {
	if r.kind == unionKind && w.kind != unionKind {
		if best := bestBranch(w, r); best != nil {
			return a.node(w, best)
		}
		return &node{err: mismatch(w, r)}
	}
	key := nodePair{w, r}
	if n := a.known[key]; n != nil {
		return n
	}
	n := &node{}
	a.known[key] = n
	if a.size += 1 + len(w.fields) + len(r.fields); a.size > maxSteps {
		n.err = errSteps
		return n
	}
	switch {
	case w.kind == unionKind:
		for _, b := range w.branches {
			n.branches = append(n.branches, a.node(b, r))
		}
	case w.kind != r.kind || w.kind < arrayKind:
		n.leaf, n.err = newLeaf(w, r)
	case w.kind == arrayKind:
		n.code, n.elem = toArray, a.node(w.elem, r.elem)
		if item, _ := r.elem.nonNull(); slices.Contains(itemKinds, item.columnType().Kind) {
			n.item = item.columnType().Kind
		}
	case w.kind == mapKind:
		n.code, n.elem = toMap, a.node(w.elem, r.elem)
	default:
		a.record(n, w, r)
	}
	return n
}

func (a *nodes) record(n *node, w, r *schema) {
	n.code = toRecord
	for _, f := range r.fields {
		n.names = append(n.names, f.name)
	}
	from := matchFields(w, r)
	for i, f := range w.fields {
		p := part{to: from.reader[i], name: f.name, skip: f.typ}
		if p.to >= 0 {
			p.node = a.node(f.typ, r.fields[p.to].typ)
		}
		n.parts = append(n.parts, p)
	}
	for k, f := range r.fields {
		if from.writer[k] >= 0 {
			continue
		}
		data, err := f.defaultData()
		if err != nil {
			n.err = &pathError{f.name, err}
			return
		}
		n.parts = append(n.parts, part{to: k, name: f.name, node: a.node(f.typ, f.typ), data: append([]byte{}, data...)})
	}
}

// pathError names the field within an object.
type pathError struct {
	field string
	error
}

func (e *pathError) Error() string { return "field \"" + e.field + "\": " + e.error.Error() }
func (e *pathError) Unwrap() error { return e.error }

// bestBranch is the branch of a reader's union that values of w are read as: the one of
// the same name, then of the same type, then one that w is promoted to; nil if none.
func bestBranch(w, r *schema) *schema {
	named := w.kind == recordKind || w.kind == enumKind || w.kind == fixedKind
	for _, b := range r.branches {
		if b.kind == w.kind && (!named || b.name == w.name) && b.logical == w.logical {
			return b
		}
	}
	for _, b := range r.branches {
		if b.kind == w.kind && (!named || b.called(w)) {
			return b
		}
	}
	for _, b := range r.branches {
		if b.kind == w.kind && named {
			return b
		}
	}
	for _, b := range r.branches {
		if _, err := newLeaf(w, b); err == nil {
			return b
		}
	}
	return nil
}
