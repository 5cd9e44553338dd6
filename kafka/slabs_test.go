package kafka

import "testing"

func TestSlabsComeBack(t *testing.T) {
	s := &slabs{}
	for _, n := range []int{0, 1, 2, 8, 9, 128, 129, 13_797, slabMost, slabMost + 1} {
		slab := s.GetRecords(n)
		if len(slab) != n {
			t.Fatalf("%d records, want %d", len(slab), n)
		}
		if n > 0 && n <= slabMost {
			class, most := slabClass(n)
			if again, _ := slabClass(cap(slab)); again != class || cap(slab) > most || n > most {
				t.Errorf("a slab of %d for %d records comes back as class %d, not %d of at most %d", cap(slab), n, again, class, most)
			}
		}
		s.PutRecords(slab[:cap(slab)])
	}
	n := 0
	per := testing.AllocsPerRun(100, func() {
		n++
		slab := s.GetRecords(13_000 + n%1000) // batches differ in size
		s.PutRecords(slab[:cap(slab)])
	})
	if per > 1 { // its header; the race detector has a pool drop some, which is less than one more
		t.Errorf("%v allocations for a slab that was there, want 1", per)
	}
}
