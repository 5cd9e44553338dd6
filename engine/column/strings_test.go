package column

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"starling/engine/rowset"
	"starling/internal/invariants"
)

// TestOverwrittenText: text that is overwritten for ever takes no more than twice what there
// is of it, wherever the writes go.
func TestOverwrittenText(t *testing.T) {
	const rows, each, size = 4 * rowset.PageSize, rowset.PageSize / 10, 24
	s, rng := NewStore(Of(String)), rand.New(rand.NewPCG(4, 4))
	text := func(i int) string { return fmt.Sprintf("%0*d", size, i) }
	v := NewVec[string](String)
	for i := range rows {
		v.Append(text(i))
	}
	s.Append(0, v)
	s.Commit()
	value := 2*size + sizeOf(textRef(0))*2 // what is dead, a reference and its undo
	if invariants.Enabled {
		value += 3 * sizeOf(ref{}) // references reach nowhere
	}
	at := make([]rowset.Row, each)
	for cycle := range 1000 {
		v.Reset()
		for i := range at {
			at[i] = rng.Int64N(rows)
			v.Append(text(rng.IntN(1e9)))
		}
		s.Scatter(at, v)
		s.Commit()
		if got, most := s.Bytes(), rows*value*5/4; got > most { // a page may grow in its last cycle
			t.Fatalf("%d bytes after %d cycles, want at most %d", got, cycle, most)
		}
	}
}

// TestSameTextTakesNothing: a value that is written again takes no room, and stays the same.
func TestSameTextTakesNothing(t *testing.T) {
	s, v := NewStore(Of(String)), NewVec[string](String)
	for i := range rowset.PageSize {
		switch i % 3 {
		case 0:
			v.Append(fmt.Sprint("text ", i))
		case 1:
			v.Append("")
		default:
			v.AppendNull()
		}
	}
	p := rowset.Page{Hi: rowset.PageSize}
	write := func() {
		s.Put(p, v)
		s.Commit()
	}
	write()
	write()
	before := s.Bytes()
	if n := testing.AllocsPerRun(100, write); n > 0 || s.Bytes() != before {
		t.Errorf("%v allocations, %d bytes of text after %d", n, s.Bytes(), before)
	}
	got := NewVec[string](String)
	s.Fill(got, p, Cur)
	for i, x := range got.V {
		if x != v.V[i] || IsNullString(x) != IsNullString(v.V[i]) {
			t.Fatalf("row %d is %q, want %q", i, x, v.V[i])
		}
	}
}
