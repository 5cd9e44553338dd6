package engine

import (
	"encoding/binary"
	"hash/maphash"
	"unsafe"

	"starling/engine/column"
	"starling/engine/rowset"
)

// texts interns String and Bytes. Keys of up to twelve bytes are two words; the text of longer
// ones lies in chunks. There is no pointer for each key.
type texts struct {
	table[packed]
	seed   maphash.Seed
	src    []string // of the page
	places []place  // by number, once there is a long key
	chunks [][]byte
	filled int // the chunk that is being filled
	held   int // bytes of all chunks
}

// packed is a short key's bytes, or a long one's hash, and the length in the upper half of hi.
type packed struct{ lo, hi uint64 }

// place is where a long key's text begins.
type place struct{ chunk, off uint32 }

const (
	shortText = 12
	nullText  = 1<<32 - 1 // as a length
	textChunk = 64 << 10
)

func newTexts() *texts { return &texts{seed: maphash.MakeSeed(), filled: -1} }

func (k packed) len() int { return int(k.hi >> 32) }

func (k packed) long() bool { return k.hi>>32 > shortText && k.hi>>32 != nullText }

// pack is the key of a text of up to twelve bytes, read as words that overlap.
func pack(x string) (k packed) {
	n := len(x)
	if n == 0 {
		return k
	}
	b := unsafe.Slice(unsafe.StringData(x), n)
	switch {
	case n > 8:
		k.lo = binary.LittleEndian.Uint64(b)
		k.hi = uint64(binary.LittleEndian.Uint32(b[n-4:]) >> (8 * (12 - n)))
	case n == 8:
		k.lo = binary.LittleEndian.Uint64(b)
	case n >= 4:
		k.lo = uint64(binary.LittleEndian.Uint32(b)) | uint64(binary.LittleEndian.Uint32(b[n-4:]))<<(8*(n-4))
	default:
		k.lo = uint64(b[0]) | uint64(b[n>>1])<<(8*(n>>1)) | uint64(b[n-1])<<(8*(n-1))
	}
	k.hi |= uint64(n) << 32
	return k
}

// load makes a page of the values of v.
func (t *texts) load(v column.Vector) {
	t.src = v.(*column.Vec[string]).V
	for _, x := range t.src {
		var k packed
		switch {
		case column.IsNullString(x):
			k.hi = nullText << 32
		case len(x) > shortText:
			k = packed{maphash.String(t.seed, x), uint64(len(x)) << 32}
			t.more = t
		default:
			k = pack(x)
		}
		t.page = append(t.page, k)
		t.hash = append(t.hash, hashWords(k.lo, k.hi))
	}
}

func (t *texts) intern(ids []int32, v column.Vector) []int32 {
	t.load(v)
	ids = t.table.intern(ids)
	t.src = nil
	return ids
}

func (t *texts) find(ids []int32, v column.Vector) []int32 {
	t.load(v)
	ids = t.table.find(ids)
	t.src = nil
	return ids
}

func (t *texts) same(i int, id int32) bool { return !t.page[i].long() || t.text(id) == t.src[i] }

func (t *texts) take(i int, id int32) {
	if t.page[i].long() {
		t.places = append(t.places, make([]place, max(0, int(id)+1-len(t.places)))...)
		t.places[id] = t.copy(t.src[i])
	}
}

// text is a view of a long key.
func (t *texts) text(id int32) string {
	at := t.places[id]
	return viewOf(t.chunks[at.chunk][at.off:][:t.keys[id].len()])
}

// copy copies x into a chunk, many copies to a chunk.
func (t *texts) copy(x string) place {
	if len(x) > textChunk/8 {
		t.chunks = append(t.chunks, []byte(x))
		t.held += len(x)
		return place{chunk: uint32(len(t.chunks) - 1)}
	}
	if t.filled < 0 || len(t.chunks[t.filled])+len(x) > cap(t.chunks[t.filled]) {
		size := 256
		if t.filled >= 0 {
			size = min(textChunk, 2*cap(t.chunks[t.filled]))
		}
		t.filled = len(t.chunks)
		t.chunks = append(t.chunks, make([]byte, 0, max(size, len(x))))
		t.held += max(size, len(x))
	}
	c := &t.chunks[t.filled]
	at := place{uint32(t.filled), uint32(len(*c))}
	*c = append(*c, x...)
	return at
}

// sweep copies the text that stays, since most of every chunk may be text that goes.
func (t *texts) sweep(live *rowset.Marks) {
	was := *t
	t.chunks, t.filled, t.held = nil, -1, 0
	for id, k := range t.keys {
		if k.long() && live.Has(int32(id)) {
			t.places[id] = t.copy(was.text(int32(id)))
		}
	}
	t.keep(live, pack("reclaimed"))
}

func (t *texts) bytes() int { return t.table.bytes() + 8*cap(t.places) + t.held }

// fill gives short keys as views of one copy of all of them: their numbers may stand for others
// later.
func (t *texts) fill(dst column.Vector, ids []int32) {
	d := dst.(*column.Vec[string])
	n := 0
	for _, id := range ids {
		if k := t.keys[id]; k.len() <= shortText {
			n += k.len()
		}
	}
	buf := make([]byte, 0, n)
	for _, id := range ids {
		k := t.keys[id]
		switch {
		case k.long():
			d.V = append(d.V, t.text(id))
		case k.len() == nullText:
			d.V = append(d.V, column.NullString)
		default:
			var w [16]byte
			binary.LittleEndian.PutUint64(w[:], k.lo)
			binary.LittleEndian.PutUint32(w[8:], uint32(k.hi))
			at := len(buf)
			buf = append(buf, w[:k.len()]...)
			d.V = append(d.V, viewOf(buf[at:]))
		}
	}
}
