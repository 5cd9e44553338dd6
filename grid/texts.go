package grid

import (
	"fmt"

	"starling/engine"
	"starling/engine/column"
	"starling/internal/safe"
)

// Heading is a column that a grid shows, and what stands above it.
type Heading struct {
	At    int    // its place among the columns of the table
	Field string // its name there
	Name  string // harmless
	Type  string // without a package
	Right bool   // its values stand at the right
}

// Heads is the columns that a grid of a table shows: those that say how others look are not among
// them.
func Heads(schema []column.Field) []Heading {
	looks := newFormats(schema)
	var out []Heading
	for at, f := range schema {
		if !looks.hides(f.Name) {
			out = append(out, Heading{at, f.Name, safe.Text(f.Name), safe.Text(typeName(f.Type)), atRight(f.Type)})
		}
	}
	return out
}

// Reads is what has to be read of a table for the texts of some of its columns: these, and those
// that say how they look.
func Reads(schema []column.Field, heads []Heading) []string {
	looks := newFormats(schema)
	out, more := []string{}, []string{} // none is not all
	for _, h := range heads {
		out = append(out, h.Field)
		for _, end := range []string{numbersOf, datesOf} {
			if looks.hides(h.Field + end) {
				more = append(more, h.Field+end)
			}
		}
	}
	return append(out, more...)
}

// Texts is the values of a frame, by its columns that are shown, as a grid has them in full width:
// clipped to the width of the layout. null has those that are missing.
func Texts(l Layout, f *engine.Frame) (texts [][]string, null [][]bool) {
	for _, c := range newGrid(l, []*engine.Frame{f}).cols {
		t, n := make([]string, len(c.cells)), make([]bool, len(c.cells))
		for i, x := range c.cells {
			t[i], n[i] = x.text, x.null
		}
		texts, null = append(texts, t), append(null, n)
	}
	return texts, null
}

// Whole is a value of a frame as a record has it, over several lines, with at most so many bytes of
// it and how many are left out; ok is false for null.
func Whole(l Layout, f *engine.Frame, row, c, most int) (text string, ok bool) {
	if f.Cols[c].Null(row) {
		return "", false
	}
	l.Width = 0
	text, _ = l.text(f.Cols[c], f.Schema[c].Type, row, 0)
	if begin := cutTo(text, most); len(begin) < len(text) {
		return begin + fmt.Sprintf("\n… and %s more", count(len(text)-len(begin), "byte")), true
	}
	return text, true
}
