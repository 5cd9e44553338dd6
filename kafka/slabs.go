package kafka

import (
	"math/bits"
	"sync"

	"github.com/twmb/franz-go/pkg/kgo"
)

// slabMost is the records of the largest slab that is used again: batches with more are rare, and
// their slabs would stay for long.
const slabMost = 1 << 16

// slabs lends clients the memory of their records, a slab for each batch that is read, and gets
// it back when the last record of the batch is recycled. What is not in use for a while goes. It
// implements kgo.PoolRecords; the zero value is ready.
type slabs struct {
	free [bits.UintSize / slabBits]sync.Pool // of *[]kgo.Record, by class
}

// slabBits is the width of a class: small batches do not occupy large slabs, and batches of one
// topic, which differ in size, are all of one class or two.
const slabBits = 4

// slabClass is the class of slabs for n records, and the most records that it has.
func slabClass(n int) (class, most int) {
	class = bits.Len(uint(n-1)) / slabBits
	return class, 1 << (slabBits*(class+1) - 1)
}

// GetRecords is a slab of n empty records, with perhaps more behind them. A slab that is too
// small is not used again, so that soon all of a class have room for its usual batches.
func (s *slabs) GetRecords(n int) []kgo.Record {
	if n == 0 || n > slabMost {
		return make([]kgo.Record, n)
	}
	class, most := slabClass(n)
	if slab, ok := s.free[class].Get().(*[]kgo.Record); ok && cap(*slab) >= n {
		return (*slab)[:n]
	}
	return make([]kgo.Record, n, min(n+n/8, most))
}

// PutRecords takes a slab back, whose records were all recycled and are empty.
func (s *slabs) PutRecords(slab []kgo.Record) {
	if n := cap(slab); n > 0 && n <= slabMost {
		class, _ := slabClass(n)
		s.free[class].Put(&slab)
	}
}

// recycle gives records back to the slabs that they are of, if they are of any.
func recycle(recs []*kgo.Record) {
	for _, r := range recs {
		r.Recycle()
	}
}
