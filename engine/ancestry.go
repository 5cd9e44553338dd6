package engine

import (
	"starling/engine/column"
	"starling/engine/rowset"
)

// ancestry tells which rows of a table are below which: those whose parent key is another's id. A row
// whose parent key is null is a root, and below one whose id is null is none.
type ancestry struct {
	pairing              // of parent keys, left, and ids, right
	kids    *Arrangement // the rows by their parent key
	ids     *Arrangement // the rows by their id

	roots, nameless int32 // the groups of a parent key and an id that are null, -1 without
}

// newAncestry is that of t by the columns of ids and of parent keys.
func newAncestry(t *Table, ids, parents []int) (a ancestry, err error) {
	g := t.Graph()
	if a.ids, err = g.arrangement(t, ids, nil, false); err != nil {
		return a, err
	}
	if a.kids, err = g.arrangement(t, parents, nil, false); err != nil {
		g.orphan(a.ids.node)
		return a, err
	}
	a.lix, a.rix = a.kids.x, a.ids.x
	return a, nil
}

// unused drops what nothing came to use.
func (a *ancestry) unused(g *Graph) {
	g.orphan(a.kids.node)
	g.orphan(a.ids.node)
}

// begin starts a batch.
func (a *ancestry) begin() {
	a.meet()
	a.roots, a.nameless = a.lix.null(), a.rix.null()
}

// null is the group whose keys are all null, -1 if no row ever had them.
func (x *Index) null() int32 {
	vecs := make([]column.Vector, len(x.keys))
	for i, k := range x.keys {
		vecs[i] = column.NewVector(x.t.Schema[k].Type)
		vecs[i].AppendNull()
	}
	return x.find(nil, 1, vecs)[0]
}

// under is the group of the parent keys of which a row is.
func (a *ancestry) under(r rowset.Row, when column.When) int32 { return a.lix.groups.At(r, when) }

// below is the group of the rows below r, -1 if there was never any.
func (a *ancestry) below(r rowset.Row, when column.When) int32 {
	id := a.rix.groups.At(r, when)
	if id == a.nameless {
		return -1
	}
	return a.toLeft[id]
}

// above is the row that rows of group g of the parent keys are below, None if there is none.
func (a *ancestry) above(g int32) rowset.Row {
	id := a.toRight[g]
	if id < 0 || g == a.roots {
		return rowset.None
	}
	return a.ids.First(id)
}

// regrouped is the rows that have another parent key or id than before the cycle.
func (a *ancestry) regrouped(rows rowset.Set) rowset.Set {
	return rowset.Union(a.kids.regrouped(rows), a.ids.regrouped(rows))
}

func (a *ancestry) arrangements() []*Arrangement { return []*Arrangement{a.kids, a.ids} }

// needsAll: an id that no row has is as one that none ever had.
func (a *ancestry) needsAll() bool { return false }
