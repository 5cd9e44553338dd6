package engine

import (
	"fmt"
	"hash/maphash"

	"starling/engine/column"
	"starling/engine/rowset"
)

// objects interns objects, such as dates, by the keys of their class.
type objects struct {
	table[any]
	seed   maphash.Seed
	name   string // of the column
	key    func(x any) (key any, ok bool)
	values []any // by number: one of those with its key
	src    []any // of the page
}

// noKey is the key in a page of what has none: no number has it.
type noKey struct{}

// load makes a page of the values of v, and says which of them has no key, -1 if none.
func (o *objects) load(v column.Vector) (bad int) {
	bad = -1
	o.src, o.more = v.(*column.Vec[any]).V, o
	for i, x := range o.src {
		k, ok := o.keyOf(x)
		if !ok {
			k, bad = noKey{}, i
		}
		o.page = append(o.page, k)
		o.hash = append(o.hash, uint32(maphash.Comparable(o.seed, k)))
	}
	return bad
}

func (o *objects) intern(ids []int32, v column.Vector) []int32 {
	if bad := o.load(v); bad >= 0 {
		panic(fault{fmt.Errorf("column %s: the value %s cannot be a key; cast it, as in (String)%s", o.name, column.Java.Append(nil, o.src[bad]), o.name)})
	}
	ids = o.table.intern(ids)
	o.unload()
	return ids
}

func (o *objects) find(ids []int32, v column.Vector) []int32 {
	o.load(v)
	ids = o.table.find(ids)
	o.unload()
	return ids
}

// keyOf is the key of x, nil for null.
func (o *objects) keyOf(x any) (key any, ok bool) {
	if x == nil {
		return nil, true
	}
	return o.key(x)
}

// unload lets go of the page's objects.
func (o *objects) unload() {
	clear(o.page[:cap(o.page)])
	o.src = nil
}

func (o *objects) same(int, int32) bool { return true }

func (o *objects) take(i int, id int32) { o.values = put(o.values, id, o.src[i]) }

func (o *objects) sweep(live *rowset.Marks) {
	o.keep(live, nil)
	for _, id := range o.free {
		o.values[id] = nil
	}
}

// objectBytes is about what the objects of a key take.
const objectBytes = 48

func (o *objects) bytes() int {
	return o.table.bytes() + objectBytes*o.used() + 16*cap(o.values)
}

func (o *objects) fill(dst column.Vector, ids []int32) {
	d := dst.(*column.Vec[any])
	for _, id := range ids {
		d.V = append(d.V, o.values[id])
	}
}
