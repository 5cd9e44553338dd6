package engine

import (
	"hash/maphash"
	"strings"

	"starling/engine/column"
)

// texts interns String and Bytes. The text of all keys lies end to end.
type texts struct {
	table
	seed maphash.Seed
	kind column.Kind
	keys []string // views of chunks
	buf  []byte   // the chunk being filled
}

func (t *texts) len() int { return len(t.keys) }

const textChunk = 64 << 10

// keep copies s, many small copies to one allocation.
func (t *texts) keep(s string) string {
	if column.IsNullString(s) {
		return s
	}
	if len(s) > textChunk/8 {
		return strings.Clone(s)
	}
	if len(t.buf)+len(s) > cap(t.buf) {
		t.buf = make([]byte, 0, min(textChunk, max(256, 2*cap(t.buf))))
	}
	n := len(t.buf)
	t.buf = append(t.buf, s...)
	return viewOf(t.buf[n:])
}

func sameText(a, b string) bool {
	return a == b && column.IsNullString(a) == column.IsNullString(b)
}

func (t *texts) intern(ids []int32, v column.Vector) []int32 {
	for _, x := range v.(*column.Vec[string]).V {
		t.grow()
		mask := uint32(len(t.slots) - 1)
		hash := uint32(maphash.String(t.seed, x))
		h := hash & mask
		for {
			s := t.slots[h]
			if s.id == 0 {
				t.keys = append(t.keys, t.keep(x))
				t.n++
				t.slots[h] = slot{hash, int32(t.n)}
				ids = append(ids, int32(t.n-1))
				break
			}
			if s.hash == hash && sameText(t.keys[s.id-1], x) {
				ids = append(ids, s.id-1)
				break
			}
			h = (h + 1) & mask
		}
	}
	return ids
}

func (t *texts) find(ids []int32, v column.Vector) []int32 {
	for _, x := range v.(*column.Vec[string]).V {
		id := int32(-1)
		if t.n > 0 {
			mask := uint32(len(t.slots) - 1)
			hash := uint32(maphash.String(t.seed, x))
			for h := hash & mask; t.slots[h].id != 0; h = (h + 1) & mask {
				if s := t.slots[h]; s.hash == hash && sameText(t.keys[s.id-1], x) {
					id = s.id - 1
					break
				}
			}
		}
		ids = append(ids, id)
	}
	return ids
}

func (t *texts) fill(dst column.Vector, ids []int32) {
	d := dst.(*column.Vec[string])
	for _, id := range ids {
		d.V = append(d.V, t.keys[id])
	}
}
