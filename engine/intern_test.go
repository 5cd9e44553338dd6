package engine

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"starling/engine/column"
)

// TestPackTellsTextsApart: texts of up to twelve bytes have keys of their own, and come back
// as they were.
func TestPackTellsTextsApart(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 7))
	in := newTexts()
	of := map[string]int32{}
	for range 300 {
		v := column.NewVec[string](column.Bytes)
		for range rng.IntN(100) {
			b := make([]byte, rng.IntN(16))
			for i := range b {
				b[i] = []byte{0, 'a', 0xFF}[rng.IntN(3)]
			}
			v.Append(string(b))
		}
		v.Append("\xff\xfenull") // which is not null
		v.Append("")
		ids := in.intern(nil, v)
		back := column.NewVec[string](column.Bytes)
		in.fill(back, ids)
		for i, x := range v.V {
			if id, known := of[x]; known && id != ids[i] || back.V[i] != x || column.IsNullString(back.V[i]) {
				t.Fatalf("%q has number %d, then %d, and comes back as %q", x, of[x], ids[i], back.V[i])
			}
			of[x] = ids[i]
		}
	}
	if len(of) != in.used() {
		t.Fatalf("%d numbers for %d texts", in.used(), len(of))
	}
	null := column.NewVec[string](column.String)
	null.AppendNull()
	if id := in.intern(nil, null); int(id[0]) != len(of) {
		t.Fatalf("null has number %d, that of a text", id[0])
	}
	in.fill(null, []int32{int32(len(of))})
	if !null.Null(1) {
		t.Fatalf("null comes back as %q", null.V[1])
	}
}

// TestLongKeysAreCompared: of two long texts with one hash each has its number.
func TestLongKeysAreCompared(t *testing.T) {
	in := newTexts()
	v := column.NewVec[string](column.String)
	a, b := strings.Repeat("a", 40), strings.Repeat("b", 40)
	v.V = []string{a, b, a}
	in.load(v)
	for i := range in.page { // as if their hashes were equal
		in.page[i], in.hash[i] = in.page[0], in.hash[0]
	}
	if ids := in.table.intern(nil); fmt.Sprint(ids) != "[0 1 0]" {
		t.Fatalf("numbers %v", ids)
	}
}

// TestHashesAreSeeded: the hash of a key is not the same in every process.
func TestHashesAreSeeded(t *testing.T) {
	defer func(was [3]uint64) { hashSeed = was }(hashSeed)
	was := hashWords(1, 2)
	for i := range hashSeed {
		hashSeed[i]++
	}
	if hashWords(1, 2) == was {
		t.Fatal("the seed does not matter")
	}
	if hashSeed[0] == 1 || hashSeed[1] == 1 || hashSeed[2] == 1 {
		t.Fatal("there is no seed")
	}
}

// TestInternAllocs: keys that are known cost no allocation.
func TestInternAllocs(t *testing.T) {
	words, short, long := column.NewVec[int64](column.Long), column.NewVec[string](column.String), column.NewVec[string](column.String)
	for i := range 1000 {
		words.Append(int64(i))
		short.Append(fmt.Sprint("k", i))
		long.Append(fmt.Sprint("a key of many bytes ", i))
	}
	for _, v := range []column.Vector{words, short, long} {
		in := newInterner(column.Field{Type: column.Of(v.Kind())})
		ids := in.intern(nil, v)
		if n := testing.AllocsPerRun(10, func() {
			ids = in.intern(ids[:0], v)
			ids = in.find(ids[:0], v)
		}); n > 0 {
			t.Errorf("%v allocations for 1000 known keys of kind %v", n, v.Kind())
		}
	}
}

// BenchmarkIntern is pages of keys that are known, in random order.
func BenchmarkIntern(b *testing.B) {
	const keys = 500_000
	for name, key := range map[string]func(i int, v column.Vector){
		"long":       func(i int, v column.Vector) { v.(*column.Vec[int64]).Append(int64(i)) },
		"short text": func(i int, v column.Vector) { v.(*column.Vec[string]).Append(fmt.Sprintf("o-%07d", i)) },
		"long text":  func(i int, v column.Vector) { v.(*column.Vec[string]).Append(fmt.Sprintf("an order's number %07d", i)) },
	} {
		b.Run(name, func(b *testing.B) {
			kind := column.String
			if name == "long" {
				kind = column.Long
			}
			in, rng := newInterner(column.Field{Type: column.Of(kind)}), rand.New(rand.NewPCG(1, 2))
			var pages []column.Vector
			for i, k := range rng.Perm(keys) {
				if i%4096 == 0 {
					pages = append(pages, column.NewVector(column.Of(kind)))
				}
				key(k, pages[len(pages)-1])
			}
			var ids []int32
			for _, p := range pages {
				ids = in.intern(ids[:0], p)
			}
			b.ReportAllocs()
			b.ResetTimer()
			n := 0
			for i := 0; b.Loop(); i++ {
				ids = in.intern(ids[:0], pages[i%len(pages)])
				n += len(ids)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(n), "ns/row")
			b.ReportMetric(float64(in.bytes())/keys, "B/key")
		})
	}
}
