package column

import (
	"fmt"
	"strings"
	"testing"

	"starling/engine/rowset"
	"starling/internal/invariants"
)

// sharedText is one of texts that differ and are much alike: of every length, with zeros, with
// the same first and last bytes.
func sharedText(i int) string {
	middle := fmt.Sprint(i / 24)
	switch n := i % 24; {
	case n < 8:
		return strings.Repeat("\x00", n) + middle
	case n < 16:
		return middle + strings.Repeat("\x00", n-8)
	}
	return "the first" + strings.Repeat("-", i%24-16) + middle + "-the last"
}

// TestSharedTexts: texts that are alike are not taken for each other, however they come.
func TestSharedTexts(t *testing.T) {
	text := func(i int) string { return sharedText(i * i % 700) }
	for _, size := range []int{1, 7, 100, 5 * rowset.PageSize} {
		s := appended(5*rowset.PageSize, size, text)
		for i := range 5 * rowset.PageSize {
			if got := s.At(rowset.Row(i), Cur); got != text(i) {
				t.Fatalf("%d at a time: row %d is %q, want %q", size, i, got, text(i))
			}
		}
	}
}

// TestFewTextsTakeLittle: a page keeps each of a few texts once, and of many no more than these
// and four bytes for each.
func TestFewTextsTakeLittle(t *testing.T) {
	if invariants.Enabled {
		t.Skip("pages are tiny")
	}
	const rows = 32 * rowset.PageSize
	for _, c := range []struct {
		name string
		most int // bytes a row
		text func(i int) string
	}{
		{"500 symbols", 6, func(i int) string { return fmt.Sprint("SYM", i*7919%500) }},
		{"500 long ones", 8, func(i int) string { return fmt.Sprint("one of the many symbols ", i*7919%500) }},
		{"few, with empty ones and nulls", 5, func(i int) string { return []string{"BUY", "", NullString}[i%3] }},
		{"ids", 4 + 10 + 1, func(i int) string { return fmt.Sprintf("%010d", i) }},
	} {
		for _, size := range []int{rows, 1000} {
			s := appended(rows, size, c.text)
			if got := s.Bytes() / rows; got > c.most {
				t.Errorf("%s, %d at a time: %d bytes a row, want at most %d", c.name, size, got, c.most)
			}
		}
	}
}

// TestOverwrittenSharedText: where values that share their text are overwritten, the page takes
// at most twice what the texts would by themselves.
func TestOverwrittenSharedText(t *testing.T) {
	const rows = 2 * rowset.PageSize
	s := appended(rows, rows, func(i int) string { return fmt.Sprint("symbol ", 100+i%10) })
	v := NewVec[string](String)
	for cycle := range 200 {
		var at []rowset.Row
		v.Reset()
		for r := rowset.Row(cycle % 7); r < rows; r += 7 {
			at = append(at, r)
			v.Append(fmt.Sprint("symbol ", 100+(int(r)+cycle)%900))
		}
		s.Scatter(at, v)
		s.Commit()
		text := 0
		for _, pg := range s.pages.list {
			text += len(pg.buf)
		}
		if most := 2*10*rows + 2*256; text > most {
			t.Fatalf("%d bytes of text after %d cycles, want at most %d", text, cycle, most)
		}
	}
}
