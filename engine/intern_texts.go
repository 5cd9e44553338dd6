package engine

import (
	"hash/maphash"
	"strings"

	"starling/engine/column"
	"starling/engine/rowset"
	"starling/internal/invariants"
)

// texts interns String and Bytes. The text of all keys lies end to end.
type texts struct {
	table
	seed maphash.Seed
	kind column.Kind
	keys []string // views of chunks
	buf  []byte   // the chunk being filled
	held int      // bytes of all chunks
}

const textChunk = 64 << 10

// copy copies s, many small copies to one allocation.
func (t *texts) copy(s string) string {
	if column.IsNullString(s) {
		return s
	}
	if len(s) > textChunk/8 {
		t.held += len(s)
		return strings.Clone(s)
	}
	if len(t.buf)+len(s) > cap(t.buf) {
		t.buf = make([]byte, 0, min(textChunk, max(256, 2*cap(t.buf), len(s))))
		t.held += cap(t.buf)
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
				id := t.take(h, hash)
				t.keys = put(t.keys, id, t.copy(x))
				ids = append(ids, id)
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

// sweep copies the text that stays, since most of every chunk may be text that goes.
func (t *texts) sweep(live *rowset.Marks) {
	t.keep(live)
	t.buf, t.held = nil, 0
	for id, s := range t.keys {
		switch {
		case live.Has(int32(id)) && len(s) > textChunk/8:
			t.held += len(s)
		case live.Has(int32(id)):
			t.keys[id] = t.copy(s)
		case invariants.Enabled:
			t.keys[id] = "reclaimed"
		default:
			t.keys[id] = ""
		}
	}
}

func (t *texts) bytes() int { return t.table.bytes() + 16*cap(t.keys) + t.held }

func (t *texts) fill(dst column.Vector, ids []int32) {
	d := dst.(*column.Vec[string])
	for _, id := range ids {
		d.V = append(d.V, t.keys[id])
	}
}
