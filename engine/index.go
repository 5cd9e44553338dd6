package engine

import (
	"fmt"
	"slices"
	"strings"
	"unsafe"

	"starling/engine/column"
	"starling/engine/rowset"
)

// Index numbers the distinct keys of a table from 0, by first appearance, and knows
// every row's number: its group. Joins, aggregations and last_by work on these
// numbers. An index is shared by all who group the same rows by the same columns.
// A group keeps its number when its last row goes, until the number is reclaimed.
type Index struct {
	t      *Table
	keys   []int
	deps   ColSet
	node   *node
	dicts  []interner // one per key column
	pairs  []*words   // pairs[i] numbers (number by the first i+1 columns, number by column i+1)
	groups *column.Store[int32]
	whole  numbers // of the one group there is without key columns
	looked int     // numbers used when it was last looked which of them are live
	live   int     // and how many were
	vecs   []column.Vector
	ids    [2][]int32
}

// index is the index of t by the given columns: shared, or new and fed with t's rows.
// It lives on the table where these rows and columns first appear.
func (g *Graph) index(t *Table, keys []int) (*Index, error) {
	defer g.begin()()
	t, keys = t.origin(keys)
	for _, x := range t.indexes {
		if x.node.err == nil && slices.Equal(x.keys, keys) && g.uses(Sharing) {
			return x, nil
		}
	}
	x := &Index{t: t, keys: keys, deps: Cols(keys...), groups: column.NewStoreOf[int32](column.Of(column.Int))}
	for i, k := range keys {
		if err := checkKey(t.Schema[k]); err != nil {
			return nil, err
		}
		x.dicts = append(x.dicts, newInterner(t.Schema[k]))
		x.vecs = append(x.vecs, column.NewVector(t.Schema[k].Type))
		if i > 0 {
			x.pairs = append(x.pairs, &words{})
		}
	}
	t.seeds.sow(x)
	x.node = &node{graph: g, op: x, in: []*Table{t}, after: []*node{t.node}}
	if t.node.err != nil {
		return nil, fmt.Errorf("can not listen to failed table: %w", t.node.err)
	}
	if err := x.node.apply([]*Update{{Added: t.Rows}}); err != nil {
		return nil, err
	}
	if err := x.node.commit(); err != nil {
		return nil, err
	}
	if x.node.live() {
		g.insert(x.node)
	}
	t.indexes = append(t.indexes, x)
	return x, nil
}

// origin is the first table up the line that has the same rows and these columns.
func (t *Table) origin(keys []int) (*Table, []int) {
	for t.same != nil {
		up := make([]int, len(keys))
		for i, k := range keys {
			if up[i] = slices.Index(t.same.Cols, t.Cols[k]); up[i] < 0 {
				return t, keys
			}
		}
		t, keys = t.same, up
	}
	return t, keys
}

// Name says what the node is.
func (x *Index) Name() string { return "index" }

// Apply numbers the keys of rows whose key changed, then of those that came: in this order
// new groups appear in Deephaven.
func (x *Index) Apply(in []*Update, _ *Update) error {
	if in[0].differing().Overlaps(x.deps) {
		x.number(in[0].Modified)
	}
	x.number(in[0].Added)
	return nil
}

// number numbers the keys of the rows in table order, so that the groups of one cycle are
// numbered in the order in which a reader sees them.
func (x *Index) number(rows rowset.Set) {
	x.t.room("its index", rows.Len(), widths[column.Int])
	ids := column.NewVec[int32](column.Int)
	if x.t.Order == nil {
		for p := range rows.Pages() {
			x.t.heed()
			ids.V = x.intern(ids.V[:0], p.Len(), func(i int, v column.Vector) { x.t.Cols[x.keys[i]].Fill(v, p, column.Cur) })
			x.groups.Put(p, ids)
		}
		return
	}
	for part := range slices.Chunk(x.t.Ordered(nil, rows, column.Cur), rowset.PageSize) {
		x.t.heed()
		ids.V = x.intern(ids.V[:0], len(part), func(i int, v column.Vector) { x.t.Cols[x.keys[i]].Gather(v, part, column.Cur) })
		x.groups.Scatter(part, ids)
	}
}

// intern appends the groups of n keys, given a column at a time by fill.
func (x *Index) intern(out []int32, n int, fill func(i int, v column.Vector)) []int32 {
	if len(x.keys) == 0 {
		x.whole.high = max(x.whole.high, min(n, 1))
		return append(out, make([]int32, n)...)
	}
	for i, v := range x.vecs {
		v.Reset()
		fill(i, v)
		if i == 0 {
			x.ids[0] = x.dicts[0].intern(x.ids[0][:0], v)
			continue
		}
		x.ids[1] = x.dicts[i].intern(x.ids[1][:0], v)
		x.pairs[i-1].pairs(x.ids[0], x.ids[1])
		x.ids[0] = x.pairs[i-1].table.intern(x.ids[0][:0])
	}
	return append(out, x.ids[0]...)
}

// numbers is where the numbers of the groups come from.
func (x *Index) numbers() *numbers {
	if len(x.keys) == 0 {
		return &x.whole
	}
	return x.level(len(x.keys) - 1)
}

// level is the numbers of the keys in columns 0 to c.
func (x *Index) level(c int) *numbers {
	if c == 0 {
		return x.dicts[0].numbered()
	}
	return x.pairs[c-1].numbered()
}

// find appends the groups of n keys, -1 for a key that no row ever had.
func (x *Index) find(out []int32, n int, vecs []column.Vector) []int32 {
	if len(x.keys) == 0 {
		g := int32(0)
		if x.whole.high == 0 {
			g = -1
		}
		for range n {
			out = append(out, g)
		}
		return out
	}
	for i, v := range vecs {
		if i == 0 {
			x.ids[0] = x.dicts[0].find(x.ids[0][:0], v)
			continue
		}
		x.ids[1] = x.dicts[i].find(x.ids[1][:0], v)
		x.pairs[i-1].pairs(x.ids[0], x.ids[1]) // -1 is no number, so a pair with it is not found
		x.ids[0] = x.pairs[i-1].table.find(x.ids[0][:0])
	}
	return append(out, x.ids[0]...)
}

// Len is one above the highest number of a group so far.
func (x *Index) Len() int { return x.numbers().high }

// Commit ends the cycle.
func (x *Index) Commit() {
	if x.t.Attrs.Ascending && !x.t.Rows.Empty() {
		x.groups.Trim(x.t.Rows.First())
	}
	x.groups.Commit()
	for _, d := range x.dicts {
		d.numbered().settle()
	}
	for _, p := range x.pairs {
		p.settle()
	}
}

// columns are the key columns by group number.
func (x *Index) columns() []column.Column {
	out := make([]column.Column, len(x.keys))
	for i := range x.keys {
		out[i] = &keyColumn{x: x, col: i}
	}
	return out
}

// keyColumn is a key of an index as a column: row g is the key of group g.
type keyColumn struct {
	x   *Index
	col int
}

func (k *keyColumn) Type() column.Type { return k.x.t.Schema[k.x.keys[k.col]].Type }

func (k *keyColumn) Fill(dst column.Vector, p rowset.Page, _ column.When) {
	ids := make([]int32, p.Len())
	for i := range ids {
		ids[i] = int32(p.Row(i))
	}
	k.fill(dst, ids)
}

func (k *keyColumn) Gather(dst column.Vector, rows []rowset.Row, _ column.When) {
	ids := make([]int32, 0, len(rows))
	flush := func() {
		k.fill(dst, ids)
		ids = ids[:0]
	}
	for _, r := range rows {
		if r < 0 {
			flush()
			dst.AppendNull()
			continue
		}
		ids = append(ids, int32(r))
	}
	flush()
}

// fill appends the keys of the groups; ids is used up.
func (k *keyColumn) fill(dst column.Vector, ids []int32) {
	for c := len(k.x.pairs); c > 0; c-- { // from the whole key back to its c first columns
		pairs := k.x.pairs[c-1].keys
		for i, id := range ids {
			w := pairs[id]
			if k.col == c {
				ids[i] = int32(uint32(w))
			} else {
				ids[i] = int32(w >> 32)
			}
		}
		if k.col == c {
			break
		}
	}
	k.x.dicts[k.col].fill(dst, ids)
}

// viewOf is a string over bytes that will not change.
func viewOf(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// keyText is the key of a group for messages: "Symbol=AAPL, Side=null".
func (x *Index) keyText(group rowset.Row) string {
	if len(x.keys) == 0 {
		return "the whole table"
	}
	var b strings.Builder
	for i, c := range x.columns() {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(x.t.Schema[x.keys[i]].Name + "=" + column.Shown(c, group, column.Cur))
	}
	return b.String()
}
