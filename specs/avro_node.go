package specs

import (
	"slices"

	"starling/engine/column"
)

// avroNode is how a value becomes an object, or a part of one. Nodes of types that
// have themselves within are cycles.
type avroNode struct {
	avroLeaf
	branches []*avroNode // by the writer's union; then the rest is unset
	elem     *avroNode
	item     column.Kind // of an array of single values; 0 for one of objects
	parts    []avroPart  // of a record, in the writer's order
	names    []string    // of a record, in the reader's order
	err      error       // why values of these types cannot be read
}

// avroPart is a field of a record: where it goes, or how it is passed over.
type avroPart struct {
	to   int         // number of the reader's field; -1 is nowhere
	node *avroNode   // nil to pass over
	skip *avroSchema // if passed over
	data []byte      // the default to read instead of the record's bytes; nil is none
	name string
}

type avroNodePair struct{ w, r *avroSchema }

// avroNodes makes nodes, one for each pair of types.
type avroNodes struct {
	known map[avroNodePair]*avroNode
	size  int // types and fields, up to a little more than maxAvroSteps
}

func newAvroNodes() *avroNodes { return &avroNodes{known: map[avroNodePair]*avroNode{}} }

// node is how values of w are read as values of r.
func (a *avroNodes) node(w, r *avroSchema) *avroNode {
	if r.kind == avroUnion && w.kind != avroUnion {
		if best := bestBranch(w, r); best != nil {
			return a.node(w, best)
		}
		return &avroNode{err: mismatch(w, r)}
	}
	key := avroNodePair{w, r}
	if n := a.known[key]; n != nil {
		return n
	}
	n := &avroNode{}
	a.known[key] = n
	if a.size += 1 + len(w.fields) + len(r.fields); a.size > maxAvroSteps {
		n.err = errAvroSteps
		return n
	}
	switch {
	case w.kind == avroUnion:
		for _, b := range w.branches {
			n.branches = append(n.branches, a.node(b, r))
		}
	case w.kind != r.kind || w.kind < avroArray:
		n.avroLeaf, n.err = newAvroLeaf(w, r)
	case w.kind == avroArray:
		n.code, n.elem = avroToArray, a.node(w.elem, r.elem)
		if item, _ := r.elem.nonNull(); slices.Contains(avroItemKinds, item.columnType().Kind) {
			n.item = item.columnType().Kind
		}
	case w.kind == avroMap:
		n.code, n.elem = avroToMap, a.node(w.elem, r.elem)
	default:
		a.record(n, w, r)
	}
	return n
}

func (a *avroNodes) record(n *avroNode, w, r *avroSchema) {
	n.code = avroToRecord
	for _, f := range r.fields {
		n.names = append(n.names, f.name)
	}
	from := matchFields(w, r)
	for i, f := range w.fields {
		p := avroPart{to: from.reader[i], name: f.name, skip: f.typ}
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
		n.parts = append(n.parts, avroPart{to: k, name: f.name, node: a.node(f.typ, f.typ), data: append([]byte{}, data...)})
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
func bestBranch(w, r *avroSchema) *avroSchema {
	named := w.kind == avroRecord || w.kind == avroEnum || w.kind == avroFixed
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
		if _, err := newAvroLeaf(w, b); err == nil {
			return b
		}
	}
	return nil
}
