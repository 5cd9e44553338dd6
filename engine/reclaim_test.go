package engine

import (
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"starling/engine/column"
	"starling/engine/rowset"
)

// heap is the bytes in use.
func heap() int {
	runtime.GC()
	runtime.GC() // what was pooled
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc)
}

// many is trades with distinct keys.
func many(from, n int) []trade {
	rows := make([]trade, n)
	for i := range rows {
		rows[i] = trade{sym: "key-" + strconv.Itoa(1e8+from+i), n: int32(i % 7), x: float64(i), id: int64(from + i)}
	}
	return rows
}

func stepOnce(t *testing.T, g *Graph) {
	t.Helper()
	noErr(t, g.Step(t.Context()))
}

// TestInternersForget compares interners of each kind with a map, while values come and
// numbers that nobody needs are swept.
func TestInternersForget(t *testing.T) {
	for _, typ := range []column.Type{column.Of(column.Long), column.Of(column.Double), column.Of(column.String), column.Anything} {
		rng := rand.New(rand.NewPCG(1, 2))
		in := newInterner(column.Field{Name: "V", Type: typ})
		value := func(x int64) column.Vector {
			v := column.NewVector(typ)
			switch v := v.(type) {
			case *column.Vec[int64]:
				v.Append(x)
			case *column.Vec[float64]:
				v.Append(float64(x) / 2)
			case *column.Vec[string]:
				v.Append(strings.Repeat(fmt.Sprint(x), int(1+x%40*x%7*x%3000)))
			case *column.Vec[any]:
				v.Append([]any{x})
			}
			return v
		}
		of, fresh := map[int64]int32{}, int64(0)
		most := 0
		for range 60 {
			for range rng.IntN(300) {
				x := fresh
				if fresh++; rng.IntN(3) == 0 {
					x = rng.Int64N(fresh)
				}
				id := in.intern(nil, value(x))[0]
				if was, ok := of[x]; ok && was != id {
					t.Fatalf("%s: %d has number %d, had %d", typ, x, id, was)
				}
				of[x] = id
			}
			most = max(most, len(of))
			live := &rowset.Marks{}
			live.Grow(in.numbered().high)
			share := rng.IntN(4)
			for x, id := range of {
				if rng.IntN(4) < share {
					live.Add(id)
				} else {
					delete(of, x)
				}
			}
			in.sweep(live)
			if n := in.numbered().used(); n != len(of) {
				t.Fatalf("%s: %d numbers in use, want %d", typ, n, len(of))
			}
			seen := map[int32]bool{}
			for x := range fresh {
				id, ok := of[x]
				if !ok {
					id = -1
				} else if seen[id] {
					t.Fatalf("%s: two values have number %d", typ, id)
				}
				seen[id] = true
				if got := in.find(nil, value(x))[0]; got != id {
					t.Fatalf("%s: %d is found at %d, want %d", typ, x, got, id)
				}
				if !ok {
					continue
				}
				got := column.NewVector(typ)
				in.fill(got, []int32{id})
				if !column.Same(got.Any(0), value(x).Any(0)) {
					t.Fatalf("%s: number %d is %v, want %v", typ, id, got.Any(0), value(x).Any(0))
				}
			}
		}
		if n := in.numbered().high; n > most {
			t.Errorf("%s: %d numbers were given out for %d values at a time", typ, n, most)
		}
	}
}

// flat is a graph whose memory is watched over cycles of rows with keys never seen before.
type flat struct {
	*testing.T
	g    *Graph
	of   []*feed
	next int
}

const flatRows = 20_000

func (f *flat) source(keep Retention) *Table {
	src := &feed{}
	f.of = append(f.of, src)
	return must[*Table](f.T)(f.g.AddSource("trades", src, keep))
}

func (f *flat) cycles(n int) {
	for range n {
		for _, src := range f.of {
			src.rows = many(f.next, flatRows)
		}
		f.next += flatRows
		stepOnce(f.T, f.g)
	}
	for _, src := range f.of {
		src.rows = nil
	}
}

// TestUniqueKeysStayFlat: ids that come and go leave no trace, a million of them or two.
func TestUniqueKeysStayFlat(t *testing.T) {
	bySym, byTwo := []Pair{{New: "Sym", Old: "Sym"}}, []Pair{{New: "Id", Old: "Id"}, {New: "Sym", Old: "Sym"}}
	sums := []Aggregation{{Name: "sum", Pairs: []Pair{{New: "A", Old: "X"}}}, {Name: "max", Pairs: []Pair{{New: "B", Old: "Sym"}}}, {Name: "unique", Pairs: []Pair{{New: "C", Old: "Id"}}}}
	for name, build := range map[string]func(f *flat) (*Table, error){
		"blink natural_join": func(f *flat) (*Table, error) {
			return f.source(Blink()).NaturalJoin(f.source(Ring(3*flatRows)), bySym, []Pair{{New: "R", Old: "Id"}}, LastMatch)
		},
		"blink natural_join by two": func(f *flat) (*Table, error) {
			return f.source(Blink()).NaturalJoin(f.source(Blink()), byTwo, []Pair{{New: "R", Old: "X"}}, FirstMatch)
		},
		"ring last_by":       func(f *flat) (*Table, error) { return f.source(Ring(2 * flatRows)).LastBy(bySym) },
		"ring first_by":      func(f *flat) (*Table, error) { return f.source(Ring(2 * flatRows)).FirstBy(byTwo) },
		"ring agg_by":        func(f *flat) (*Table, error) { return f.source(Ring(2*flatRows)).AggBy(sums, bySym) },
		"ring agg_by by two": func(f *flat) (*Table, error) { return f.source(Ring(2*flatRows)).AggBy(sums, byTwo) },
	} {
		t.Run(name, func(t *testing.T) {
			f := &flat{T: t, g: NewGraph()}
			tab := must[*Table](t)(build(f))
			f.cycles(10)
			said, had := sum(f.g), heap()
			if f.cycles(25); name == "blink natural_join" {
				f.cycles(50)
			}
			if now := sum(f.g); now > said+said/4 {
				t.Errorf("the nodes say %d bytes, after %d rows it was %d", now, 10*flatRows, said)
			}
			if now := heap(); now > had+had/4 {
				t.Errorf("the heap is %d bytes, after %d rows it was %d", now, 10*flatRows, had)
			}
			if tab.Err() != nil || tab.Size() < flatRows {
				t.Errorf("%d rows, %v", tab.Size(), tab.Err())
			}
			for _, n := range f.g.nodes {
				if x, ok := n.op.(*Index); ok && x.Len() > 5*(3*flatRows+reclaimMin()) {
					t.Errorf("%d groups for %d rows", x.Len(), x.t.Rows.Len())
				}
			}
		})
	}
}

// TestGroupsOfHistory: groups of a blink table's history are kept, in the order in which they
// appear, also where a join had numbers of the index reclaimed before.
func TestGroupsOfHistory(t *testing.T) {
	f := &flat{T: t, g: NewGraph()}
	src := f.source(Blink())
	joined := must[*Table](t)(src.NaturalJoin(f.source(Ring(10)), []Pair{{New: "Sym", Old: "Sym"}}, []Pair{{New: "R", Old: "Id"}}, LastMatch))
	x := src.indexes[0]
	for lowest := math.MaxInt; x.numbers().used() == x.Len() || int(x.numbers().free[len(x.numbers().free)-1]) > lowest; {
		if f.cycles(1); f.next > 100*flatRows {
			t.Fatal("no number below those of the rows was reclaimed")
		}
		lowest = int(x.groups.At(src.Rows.First(), column.Cur))
	}
	from := f.next - flatRows // the rows that are there
	last := must[*Table](t)(src.LastBy([]Pair{{New: "Sym", Old: "Sym"}}))
	f.cycles(5)
	ids := must[*Frame](t)(last.Read(0, math.MaxInt, []string{"Id"})).Cols[0].(*column.Vec[int64]).V
	if len(ids) != 6*flatRows || !slices.IsSorted(ids) || ids[0] != int64(from) {
		t.Errorf("%d groups, in order: %v", len(ids), slices.IsSorted(ids))
	}
	last.Retain()
	last.Release()
	f.cycles(20)
	if n := x.numbers().used(); n > 5*flatRows+reclaimMin() {
		t.Errorf("%d groups are left when the history is not needed any more", n)
	}
	if joined.Err() != nil {
		t.Error(joined.Err())
	}
}

// TestJoinOfReclaimedKeys: a join that is made where numbers are free does not take them for
// keys, of which they have none.
func TestJoinOfReclaimedKeys(t *testing.T) {
	g := NewGraph()
	f := &feed{}
	src := must[*Table](t)(g.AddSource("trades", f, Ring(flatRows)))
	must[*Table](t)(src.LastBy([]Pair{{New: "Id", Old: "Id"}}))
	for i := range 8 {
		f.rows = many(1+i*flatRows, flatRows)
		stepOnce(t, g)
	}
	if len(src.indexes[0].numbers().free) == 0 {
		t.Fatal("nothing was reclaimed")
	}
	left := make([]trade, 100)
	dict := src.indexes[0].dicts[0].(*words)
	for i := range left { // keys that the lowest free numbers had
		left[i] = trade{id: int64(dict.keys[dict.free[len(dict.free)-1-i]])}
	}
	left[0].id, left[99].id = 0, 8*flatRows // one that is to come, one that is there
	table := must[*Table](t)(NewTable(g, tradeFields, vectors(left)))
	joined := must[*Table](t)(table.NaturalJoin(src, []Pair{{New: "Id", Old: "Id"}}, []Pair{{New: "R", Old: "N"}}, LastMatch))
	f.rows = []trade{{id: 0, n: 5}}
	for i := range 200 { // which get these numbers
		f.rows = append(f.rows, trade{id: int64(1_000_000 + i), n: 6})
	}
	stepOnce(t, g)
	got := must[*Frame](t)(joined.Read(0, 100, []string{"R"})).Cols[0]
	for i := range left {
		if x := got.Any(i); i == 0 && x != int32(5) || i == 99 && x == nil || i > 0 && i < 99 && x != nil {
			t.Errorf("key %d is joined with %v", left[i].id, x)
		}
	}
}

// TestSweepFreesText: the text of a few keys does not keep that of all others.
func TestSweepFreesText(t *testing.T) {
	const n, each = 50_000, 1000
	before := heap()
	in := newInterner(column.Field{Name: "V", Type: column.Of(column.String)})
	live := &rowset.Marks{}
	live.Grow(n)
	v := column.NewVec[string](column.String)
	for i := range n {
		v.V = append(v.V[:0], strings.Repeat(strconv.Itoa(1e6+i), 20))
		if id := in.intern(nil, v)[0]; i%each == 0 {
			live.Add(id)
		}
	}
	full := heap() - before
	in.sweep(live)
	if left := heap() - before - 16*n - 4*n; left > full/8 { // the keys and the free numbers keep their place
		t.Errorf("%d bytes are held for %d of %d keys, of %d", left, n/each, n, full)
	}
	if in.bytes() > full/2 {
		t.Errorf("it says %d bytes of %d", in.bytes(), full)
	}
}

// TestNumbersEnd: past the last number the operation fails; numbers do not begin anew.
func TestNumbersEnd(t *testing.T) {
	g, e := newLedger(t)
	last := must[*Table](t)(e.Table().LastBy([]Pair{{New: "Who", Old: "Who"}}))
	add(t, g, e, "a")
	e.Table().indexes[0].numbers().high = numbersMax
	add(t, g, e, "b")
	if err := last.Err(); err == nil || !strings.Contains(err.Error(), "last_by: index: more than 2147483647 distinct keys") {
		t.Errorf("failed with %v", err)
	}
	if n := last.Size(); n != 1 {
		t.Errorf("%d groups, want the one it had", n)
	}
}
