package pysyntax

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// edits collects changes to src and applies them at once. Changes of an outer
// node are noted before those of the nodes in it.
type edits struct {
	src  string
	list []edit
}

// edit replaces src[pos:end] by text. At one place, what closes an expression
// comes first (inner before outer), then what opens one (outer before inner),
// then what replaces text.
type edit struct {
	pos, end int
	rank     int
	text     string
}

const (
	closing = iota
	opening
	replacing
)

// open inserts text before an expression that starts at pos.
func (e *edits) open(pos int, text string) {
	e.list = append(e.list, edit{pos, pos, opening, text})
}

// close inserts text after an expression that ends at pos.
func (e *edits) close(pos int, text string) {
	e.list = append(e.list, edit{pos, pos, closing, text})
}

// replace puts text in the place of src[pos:end]. It must have as many line
// ends.
func (e *edits) replace(pos, end int, text string) {
	e.list = append(e.list, edit{pos, end, replacing, text})
}

// pad replaces src[pos:end], which is on one line, by text, filled up with
// spaces so that what follows keeps its column.
func (e *edits) pad(pos, end int, text string) {
	if n := end - pos - len(text); n > 0 {
		text += strings.Repeat(" ", n)
	}
	e.replace(pos, end, text)
}

// blank replaces src[pos:end] by white space of the same shape. inside says
// whether it is within brackets; otherwise its line ends are escaped.
func (e *edits) blank(pos, end int, inside bool) {
	var b strings.Builder
	text := e.src[pos:end]
	for i, r := range text {
		switch {
		case r == '\n' && i > 0 && text[i-1] == '\r':
			b.WriteByte('\n')
		case r == '\n' || r == '\r':
			if !inside {
				b.WriteByte('\\')
			}
			b.WriteRune(r)
		default:
			b.WriteByte(' ')
		}
	}
	e.replace(pos, end, b.String())
}

// lines returns the line ends of src[pos:end], escaped unless inside brackets.
func (e *edits) lines(pos, end int, inside bool) string {
	var b strings.Builder
	for i := pos; i < end; {
		n := newlineLen(e.src[i:end])
		if n == 0 {
			i++
			continue
		}
		if !inside {
			b.WriteByte('\\')
		}
		b.WriteString(e.src[i : i+n])
		i += n
	}
	return b.String()
}

// span is a run of output text: copied from src[src:], or put in at src.
type span struct {
	out, src int
	copied   bool
}

// isWord reports whether a byte can be part of a name or a number.
func isWord(c byte) bool {
	return c == '_' || c >= utf8.RuneSelf || isLetter(c) || c >= '0' && c <= '9'
}

// apply returns the changed text and where its parts came from.
func (e *edits) apply(from int) (string, []span) {
	order := make([]int, len(e.list))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(i, j int) bool {
		a, b := e.list[order[i]], e.list[order[j]]
		if a.pos != b.pos {
			return a.pos < b.pos
		}
		if a.rank != b.rank {
			return a.rank < b.rank
		}
		if a.rank == closing {
			return order[i] > order[j]
		}
		return order[i] < order[j]
	})
	var b strings.Builder
	b.Grow(len(e.src) + 32*len(e.list))
	spans := []span{{0, from, true}}
	at := from
	for _, i := range order {
		c := e.list[i]
		if c.pos < at {
			panic("pysyntax: overlapping edits of " + e.src[c.pos:c.end])
		}
		b.WriteString(e.src[at:c.pos])
		spans = append(spans, span{b.Len(), c.pos, false})
		if out := b.String(); out != "" && c.text != "" && isWord(out[len(out)-1]) && isWord(c.text[0]) {
			b.WriteByte(' ') // in{1} is `in set([1])`
		}
		b.WriteString(c.text)
		spans = append(spans, span{b.Len(), c.end, true})
		at = c.end
	}
	b.WriteString(e.src[at:])
	return b.String(), spans
}
