package engine

import (
	"fmt"

	"starling/engine/column"
)

// objects interns objects, such as dates, by column.Key.
type objects struct {
	name string // of the column
	ids  map[any]int32
	keys []any
}

func (o *objects) len() int { return len(o.keys) }

func (o *objects) intern(ids []int32, v column.Vector) []int32 {
	for _, x := range v.(*column.Vec[any]).V {
		k, ok := column.Key(x)
		if !ok {
			panic(fault{fmt.Errorf("column %s: the value %v cannot be a key; cast it, as in (String)%s", o.name, x, o.name)})
		}
		id, ok := o.ids[k]
		if !ok {
			id = int32(len(o.keys))
			o.ids[k] = id
			o.keys = append(o.keys, x)
		}
		ids = append(ids, id)
	}
	return ids
}

func (o *objects) find(ids []int32, v column.Vector) []int32 {
	for _, x := range v.(*column.Vec[any]).V {
		k, ok := column.Key(x)
		id, found := o.ids[k]
		if !ok || !found {
			id = -1
		}
		ids = append(ids, id)
	}
	return ids
}

func (o *objects) fill(dst column.Vector, ids []int32) {
	d := dst.(*column.Vec[any])
	for _, id := range ids {
		d.V = append(d.V, o.keys[id])
	}
}
