package pysyntax

import (
	"sort"
	"unicode/utf8"
)

// lines holds the byte offsets at which the lines of a text start.
type lines []int

type position struct{ line, col int }

func newLines(text string, start int) lines {
	l := lines{start}
	for i := start; i < len(text); {
		if n := newlineLen(text[i:]); n > 0 {
			i += n
			l = append(l, i)
		} else {
			i++
		}
	}
	return l
}

// position returns the line and column (in characters) of a byte offset.
func (l lines) position(text string, pos int) position {
	i := sort.SearchInts(l, pos+1) - 1
	if i < 0 {
		return position{1, 1}
	}
	return position{i + 1, utf8.RuneCountInString(text[l[i]:pos]) + 1}
}

// offset is the reverse of position; a column beyond the line is its end.
func (l lines) offset(text string, at position) int {
	if at.line < 1 || at.line > len(l) {
		return -1
	}
	i := l[at.line-1]
	for n := 1; n < at.col && i < len(text) && newlineLen(text[i:]) == 0; n++ {
		_, size := utf8.DecodeRuneInString(text[i:])
		i += size
	}
	return i
}

// Origin returns the line and column of the Python text from which the
// character of Source at line and col came; for text that was put in, those of
// the place where it was. Both count from 1, col in characters, as Starlark's
// positions do. A position outside of Source comes back as it is.
func (r *Result) Origin(line, col int) (int, int) {
	out := lines(r.outLines).offset(r.Source, position{line, col})
	if r.unchanged || out < 0 {
		return line, col
	}
	i := sort.Search(len(r.spans), func(i int) bool { return r.spans[i].out > out }) - 1
	s := r.spans[i]
	pos := s.src
	if s.copied {
		pos += out - s.out
	}
	at := lines(r.srcLines).position(r.src, pos)
	return at.line, at.col
}
