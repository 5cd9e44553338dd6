package engine

import (
	"fmt"

	"starling/engine/column"
)

// objects interns objects, such as dates, by the keys of their class.
type objects struct {
	numbers
	name string // of the column
	key  func(x any) (key any, ok bool)
	ids  map[any]int32
	keys []any
}

func (o *objects) numbered() *numbers { return &o.numbers }

func (o *objects) intern(ids []int32, v column.Vector) []int32 {
	for _, x := range v.(*column.Vec[any]).V {
		k, ok := o.keyOf(x)
		if !ok {
			panic(fault{fmt.Errorf("column %s: the value %s cannot be a key; cast it, as in (String)%s", o.name, column.Java.Append(nil, x), o.name)})
		}
		id, ok := o.ids[k]
		if !ok {
			id = o.next()
			o.ids[k] = id
			o.keys = put(o.keys, id, x)
		}
		ids = append(ids, id)
	}
	return ids
}

func (o *objects) find(ids []int32, v column.Vector) []int32 {
	for _, x := range v.(*column.Vec[any]).V {
		k, ok := o.keyOf(x)
		id, found := o.ids[k]
		if !ok || !found {
			id = -1
		}
		ids = append(ids, id)
	}
	return ids
}

// keyOf is the key of x, nil for null.
func (o *objects) keyOf(x any) (key any, ok bool) {
	if x == nil {
		return nil, true
	}
	return o.key(x)
}

func (o *objects) sweep(live bitmap) {
	o.keep(live)
	for k, id := range o.ids {
		if !live.has(id) {
			delete(o.ids, k)
		}
	}
	for _, id := range o.free {
		o.keys[id] = nil
	}
}

// objectBytes is about what an entry of the map, and the objects of a key, take.
const objectBytes = 100

func (o *objects) bytes() int {
	return objectBytes*len(o.ids) + 16*cap(o.keys) + 4*(cap(o.free)+cap(o.reused))
}

func (o *objects) fill(dst column.Vector, ids []int32) {
	d := dst.(*column.Vec[any])
	for _, id := range ids {
		d.V = append(d.V, o.keys[id])
	}
}
