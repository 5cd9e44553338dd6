package column

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"starling/engine/rowset"
	"starling/internal/invariants"
)

// appended is a store of n values of text, appended size by size, a cycle each.
func appended(n, size int, text func(i int) string) *Strings {
	s, b := NewStore(Of(String)).(*Strings), NewText(String)
	for lo := 0; lo < n; lo += size {
		b.Reset()
		for i := lo; i < min(lo+size, n); i++ {
			b.AppendString(text(i))
		}
		s.Append(rowset.Row(lo), b)
		s.Commit()
	}
	return s
}

// TestFarTexts: texts that are long, or lie behind much text, are kept like others.
func TestFarTexts(t *testing.T) {
	const rows = 2 * rowset.PageSize
	long := strings.Repeat("long ", 1000)
	var was, is []string
	for i := range rows {
		is = append(is, fmt.Sprint(i, long[:i%600]))
	}
	s := appended(rows, rows, func(i int) string { return is[i] })
	for cycle := range 40 {
		was = slices.Clone(is)
		for row := cycle % 3; row < rows; row += 5 {
			is[row] = []string{"x", "", "short", long}[(row+cycle)%4]
			s.Set(rowset.Row(row), is[row])
		}
		for row := range rows {
			if got := s.At(rowset.Row(row), Prev); got != was[row] {
				t.Fatalf("cycle %d: row %d was %.20q, want %.20q", cycle, row, got, was[row])
			}
		}
		if cycle%4 == 0 {
			s.Rollback()
			is = was
		} else {
			s.Commit()
		}
		for row := range rows {
			if got := s.At(rowset.Row(row), Cur); got != is[row] {
				t.Fatalf("cycle %d: row %d is %.20q, want %.20q", cycle, row, got, is[row])
			}
		}
	}
}

// TestFarTextsGo: what says where texts lie behind a large one does not grow with what is
// overwritten, however short it is.
func TestFarTextsGo(t *testing.T) {
	large := strings.Repeat("x", 1<<21)
	if invariants.Enabled {
		large = large[:1<<18]
	}
	s := appended(1, 1, func(int) string { return large })
	for cycle := range 6 {
		for row := range rowset.Row(rowset.PageSize - 1) {
			s.Set(row+1, fmt.Sprint(cycle%2))
		}
		s.Commit()
		if n := len(s.pages.list[0].far); n > 3*rowset.PageSize {
			t.Fatalf("%d far texts after %d cycles", n, cycle)
		}
	}
}

// TestTooManyFarTexts: more texts than a page has places for are refused.
func TestTooManyFarTexts(t *testing.T) {
	s := appended(1, 1, func(int) string { return "first" })
	s.pages.list[0].far = make([]ref, maxFar)
	defer func() {
		if e, ok := recover().(*TextError); !ok || e.Store != s {
			t.Error("no panic, or none of text")
		}
		if got := s.At(0, Cur); got != "first" {
			t.Errorf("%q is there", got)
		}
	}()
	s.Set(0, strings.Repeat("long ", 1000))
}
