package column

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"

	"starling/engine/rowset"
	"starling/internal/invariants"
)

// Lists that grow in a store are what a map of slices is, now, before the cycle, and after a
// cycle is undone; and what was read stays.
func TestExtend(t *testing.T) {
	for _, elem := range []Type{Of(Int), Of(String), Anything, ArrayOf(Of(Int)), ArrayOf(Of(String))} {
		r := rand.New(rand.NewPCG(4, 2))
		s := NewStore(GroupOf(elem)).(*ListStore)
		const rows = rowset.PageSize + 9
		cur, prev := make([]Vector, rows), make([]Vector, rows)
		held, want := NewLists(GroupOf(elem)), NewLists(GroupOf(elem))
		for cycle := range 40 {
			v, at := NewVector(elem), []int32(nil)
			for range 1 + r.IntN(300) {
				v.AppendAny(random(r, elem))
				at = append(at, int32(min(r.IntN(rows), r.IntN(rows))))
			}
			s.Extend(at, v)
			for i, row := range at {
				fresh := NewVector(elem)
				if old := cur[row]; old != nil {
					fresh.AppendRange(old, 0, old.Len())
				}
				fresh.AppendFrom(v, i)
				cur[row] = fresh
			}
			v.Reset()
			checkLists(t, s, Cur, cur)
			checkLists(t, s, Prev, prev)
			if r.IntN(4) == 0 {
				s.Rollback()
				copy(cur, prev)
				checkLists(t, s, Cur, cur)
			} else {
				s.Commit()
				copy(prev, cur)
			}
			if cycle == 20 {
				s.Fill(held, rowset.Page{Hi: rowset.PageSize}, Cur)
				for _, x := range cur[:rowset.PageSize] {
					if x == nil {
						want.AppendNull()
						continue
					}
					o := want.Open()
					o.AppendRange(x, 0, x.Len())
					want.Close()
				}
			}
		}
		for i := range want.Len() {
			if !reflect.DeepEqual(held.Any(i), want.Any(i)) {
				t.Fatalf("%s: row %d was read as %v and is %v", elem, i, want.Any(i), held.Any(i))
			}
		}
	}
}

func checkLists(t *testing.T, s *ListStore, when When, want []Vector) {
	t.Helper()
	got := NewVector(s.Type())
	for p := range rowset.Run(0, rowset.Row(len(want))).Pages() {
		s.Fill(got, p, when)
	}
	for i, w := range want {
		switch x := got.Any(i); {
		case w == nil && x == nil:
		case w == nil || !reflect.DeepEqual(x, w.slice(0, w.Len())):
			t.Fatalf("%s: row %d, prev %v: %v, want %v", s.Type().Name(), i, when, x, w)
		}
	}
}

// Lists that are written again and again, or grow one by one, take memory for what is there.
func TestListGarbage(t *testing.T) {
	for _, elem := range []Type{Of(Long), Of(String)} {
		typ := ArrayOf(elem)
		s, v := NewStore(typ).(*ListStore), NewLists(typ)
		for i := range 100 {
			sample(v.Open(), i)
			sample(v.Open(), i+1)
			v.Close()
		}
		var most int
		for cycle := range 2000 {
			s.Put(rowset.Page{Hi: 100}, v)
			s.Commit()
			if cycle <= 50 {
				most = max(most, s.Bytes())
			} else if s.Bytes() > 2*most {
				t.Fatalf("%s: %d bytes after %d cycles, at most %d in the first 50", elem, s.Bytes(), cycle, most)
			}
		}
		s = NewStore(typ).(*ListStore)
		one, live := NewVector(elem), 40_000
		sample(one, 1)
		for i := range live {
			s.Extend([]int32{int32(i % 7)}, one)
			s.Commit()
		}
		if got := s.Bytes() / live; got > 8*16 {
			t.Errorf("%s: %d bytes for an element", elem, got)
		}
	}
}

// A list that grows by a value is not copied.
func TestExtendCopiesNothing(t *testing.T) {
	if invariants.Enabled {
		t.Skip("pages are tiny")
	}
	s, one := NewStore(GroupOf(Of(Long))).(*ListStore), NewVec[int64](Long)
	one.Append(1)
	v := NewLists(s.Type())
	row, moved, before := []int32{0}, 0, Vector(nil)
	n := testing.AllocsPerRun(20_000, func() {
		s.Extend(row, one)
		s.Commit()
		v.Reset()
		s.Fill(v, rowset.Page{Hi: 1}, Cur)
		if e := s.bodies.at(0).v; e != before {
			moved, before = moved+1, e
		}
	})
	if n > 0 || moved > 40 {
		t.Errorf("a cycle allocates %v times; the page was written anew %d times", n, moved)
	}
	if lo, hi, _ := v.At(0); hi-lo != 20_001 || v.from == nil {
		t.Errorf("%d elements, of the store: %v", hi-lo, v.from != nil)
	}
}

// A builder of lists gives what it was told to, and nothing of what was taken back.
func TestListBuilder(t *testing.T) {
	b := NewBuilder(ArrayOf(ArrayOf(Of(String)))).(*ListBuilder)
	in := b.Elems.(*ListBuilder)
	text := in.Elems.(*Text)
	list := func(lists ...string) {
		for _, s := range lists {
			text.AppendString(s)
			in.Commit()
		}
	}
	list("a", "b")
	b.Commit()
	list("gone")
	b.Drop()
	in.AppendNull()
	b.Commit()
	b.AppendNull()
	b.Commit()
	list("gone")
	b.Commit()
	text.AppendString("gone")
	b.Truncate(4)
	list("c")
	b.Commit()
	want := "[[[a] [b]] [<nil>] <nil> [] [[c]]]"
	s := NewStore(ArrayOf(ArrayOf(Of(String))))
	s.Append(0, b)
	got := Built(b)
	var built, stored []any
	for i := range got.Len() {
		built, stored = append(built, got.Any(i)), append(stored, Value(s, rowset.Row(i), Cur))
	}
	if fmt.Sprint(built) != want || fmt.Sprint(stored) != want {
		t.Errorf("built %v, stored %v, want %s", built, stored, want)
	}
}
