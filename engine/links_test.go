package engine

import (
	"math/rand/v2"
	"testing"

	"starling/engine/column"
	"starling/engine/rowset"
)

// linkRows is more rows than links need, and linkTicks as many ticks.
const linkRows, linkTicks = 1 << 14, 40

// ticking is a join whose right side ticks.
type ticking struct {
	t           *testing.T
	g           *Graph
	left, right *Editable
	out         *Table
	join        *joinOp
	rng         *rand.Rand
	keys        int
}

func newTicking(t *testing.T, rows, keys int) *ticking {
	k := &ticking{t: t, g: NewGraph(), rng: rand.New(rand.NewPCG(9, 9)), keys: keys}
	k.left = must[*Editable](t)(k.g.AddEditable("left", bookFields))
	k.right = must[*Editable](t)(k.g.AddEditable("right", bookFields))
	k.add(k.left, rows, func(int) int64 { return k.rng.Int64N(int64(keys)) })
	k.add(k.right, keys, func(i int) int64 { return int64(i) })
	stepOnce(t, k.g)
	k.out = must[*Table](t)(k.left.Table().NaturalJoin(k.right.Table(), []Pair{{New: "K", Old: "K"}}, []Pair{{New: "R", Old: "V"}}, ErrorOnDuplicate))
	k.join = k.out.node.op.(*joinOp)
	return k
}

func (k *ticking) add(e *Editable, n int, key func(i int) int64) {
	keys, values := column.NewVec[int64](column.Long), column.NewVec[int64](column.Long)
	for i := range n {
		keys.Append(key(i))
		values.Append(0)
	}
	must[int64](k.t)(e.Add([]column.Builder{keys, values}, n))
}

// tick changes a few values on the right.
func (k *ticking) tick(n int) {
	rows := make([]rowset.Row, n)
	for i := range rows {
		rows[i] = k.rng.Int64N(int64(k.keys))
	}
	k.modify(k.right, rowset.Of(rows...), 1, 1e9)
}

func (k *ticking) modify(e *Editable, rows rowset.Set, col int, below int64) {
	v := column.NewVec[int64](column.Long)
	for range rows.Len() {
		v.Append(k.rng.Int64N(below))
	}
	noErr(k.t, e.Modify(rows, []int{col}, []column.Vector{v}))
}

// some is some of the left rows.
func (k *ticking) some(n int) rowset.Set {
	all := k.left.Table().Rows
	rows := make([]rowset.Row, n)
	for i := range rows {
		rows[i] = all.At(k.rng.IntN(all.Len()))
	}
	return rowset.Of(rows...)
}

// TestLinks: links find the rows that a look at all rows finds, while rows come, go, and
// change their key; and every left row has the value of its key.
func TestLinks(t *testing.T) {
	k := newTicking(t, linkRows, linkRows/8)
	linked := 0
	for range 150 {
		k.tick(3)
		switch k.rng.IntN(4) {
		case 0:
			noErr(t, k.left.Remove(k.some(10)))
		case 1:
			k.add(k.left, 10, func(int) int64 { return k.rng.Int64N(int64(k.keys) + 5) })
		case 2:
			k.modify(k.left, k.some(10), 0, int64(k.keys))
		}
		stepOnce(t, k.g)
		f, all := k.join.finder, k.left.Table().Rows
		if f.links == nil {
			continue
		}
		linked++
		var groups []int32
		for _, g := range k.rng.Perm(f.x.Len())[:5] {
			groups = append(groups, int32(g))
		}
		got := rowset.Of(f.walk.rows(f.links, groups)...)
		if want := f.scan(groups, all); !rowset.Equal(got, want) {
			t.Fatalf("links find %v, there are %v", got, want)
		}
		if n := f.links.count(groups); n != got.Len() {
			t.Fatalf("links count %d rows of %d", n, got.Len())
		}
	}
	if linked < 50 {
		t.Fatalf("there were links in %d cycles", linked)
	}
	k.check()
}

// check holds the join against a look-up of every row.
func (k *ticking) check() {
	right := map[any]any{}
	r := must[*Frame](k.t)(k.right.Table().Read(0, 1<<30, nil))
	for i := range r.Len() {
		right[r.Cols[0].Any(i)] = r.Cols[1].Any(i)
	}
	got := must[*Frame](k.t)(k.out.Read(0, 1<<30, nil))
	for i := range got.Len() {
		if key, v := got.Cols[0].Any(i), got.Cols[2].Any(i); v != right[key] {
			k.t.Fatalf("key %v is joined with %v, not %v", key, v, right[key])
		}
	}
}

// TestLinksGo: links that cost more than they save are given up.
func TestLinksGo(t *testing.T) {
	k := newTicking(t, linkRows, linkRows/8)
	for range linkTicks {
		k.tick(1)
		stepOnce(t, k.g)
	}
	if k.join.finder.links == nil || k.join.finder.bytes() < 8*linkRows {
		t.Fatal("there are no links")
	}
	for range linkTicks {
		k.modify(k.left, k.some(linkRows/2), 0, int64(k.keys))
		stepOnce(t, k.g)
	}
	if k.join.finder.links != nil {
		t.Fatal("there are links yet")
	}
	k.tick(1)
	stepOnce(t, k.g)
	k.check()
}
