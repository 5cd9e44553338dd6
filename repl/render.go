package repl

import (
	"fmt"
	"slices"
	"strings"

	"github.com/mattn/go-runewidth"

	"starling/engine"
	"starling/internal/safe"
)

// Layout says how a table is laid out as text.
type Layout struct {
	Width  int              // of the terminal in cells; 0 is without a limit
	State  string           // how the table changes, for the last line: "live, append-only"
	Object func(any) string // the text of a value of the script; nil is its String
}

// The widths that text columns are cut to when the table is too wide: to softCut while
// that is enough, and to hardCut before columns are left out. Without a limit of width
// longest still holds.
const (
	softCut = 24
	hardCut = 8
	longest = 100
)

// gap is what stands between two columns.
const gap = " | "

// grid is a table as cells: columns first.
type grid struct {
	heads, types []string
	cells        [][]string
	right        []bool // numbers stand at the right
	widths       []int
}

// Render is the frame as a grid: names, types, rows, and a last line that says how many
// rows there are, what is not shown and how the table changes.
func Render(f *engine.Frame, l Layout) string {
	g := newGrid(f, l)
	left := g.fit(l.Width)
	var b strings.Builder
	if len(g.heads) > 0 {
		g.write(&b, f.Len())
	}
	b.WriteString(summary(f, l, left))
	b.WriteByte('\n')
	return b.String()
}

func newGrid(f *engine.Frame, l Layout) *grid {
	g, style := &grid{}, style(l.Object)
	var b []byte
	for c, field := range f.Schema {
		v := f.Cols[c]
		col := make([]string, f.Len())
		g.heads = append(g.heads, safe.Text(field.Name))
		g.types = append(g.types, safe.Text(typeName(field.Type)))
		w := max(textWidth(g.heads[c]), textWidth(g.types[c]))
		format := style.Format(field.Type)
		for i := range col {
			b, some := format(b[:0], v, i)
			if col[i] = null; some {
				col[i] = clip(string(b), longest)
			}
			w = max(w, textWidth(col[i]))
		}
		g.cells = append(g.cells, col)
		g.right = append(g.right, field.Type.Kind.Numeric() || field.Type.Big())
		g.widths = append(g.widths, w)
	}
	return g
}

// fit makes the grid at most width cells wide: long texts are cut, then the last columns
// go, but for the first, which is cut to what there is. It returns the names of those
// that went. Numbers are never cut.
func (g *grid) fit(width int) (left []string) {
	if width <= 0 || len(g.heads) == 0 {
		return nil
	}
	g.squeeze(width, softCut)
	g.squeeze(width, hardCut)
	for n := len(g.heads); n > 1 && g.width() > width; n = len(g.heads) {
		left = append(left, g.heads[n-1])
		g.keep(n - 1)
	}
	g.widths[0] = min(g.widths[0], max(width, 1))
	slices.Reverse(left)
	if len(left) > 0 {
		g.widen(width)
	}
	return left
}

// natural is the width that column c needs.
func (g *grid) natural(c int) int {
	w := max(textWidth(g.heads[c]), textWidth(g.types[c]))
	for _, s := range g.cells[c] {
		w = max(w, textWidth(s))
	}
	return w
}

// widen gives the room that columns left behind to those that were cut.
func (g *grid) widen(width int) {
	for c := range g.widths {
		room := max(width-g.width(), 0)
		g.widths[c] = min(g.natural(c), g.widths[c]+room)
	}
}

// squeeze makes text columns narrower, the widest first, until the grid fits or all are
// at least.
func (g *grid) squeeze(width, least int) {
	for over := g.width() - width; over > 0; over = g.width() - width {
		wide, second := -1, least
		for c, w := range g.widths {
			switch {
			case g.right[c] || w <= least:
			case wide < 0 || w > g.widths[wide]:
				if wide >= 0 {
					second = max(second, g.widths[wide])
				}
				wide = c
			default:
				second = max(second, w)
			}
		}
		if wide < 0 {
			return
		}
		w := g.widths[wide]
		g.widths[wide] = max(w-over, min(second, w-1), least)
	}
}

func (g *grid) width() int {
	n := len(gap) * (len(g.widths) - 1)
	for _, w := range g.widths {
		n += w
	}
	return n
}

// keep drops all columns but the first n.
func (g *grid) keep(n int) {
	g.heads, g.types, g.cells, g.right, g.widths = g.heads[:n], g.types[:n], g.cells[:n], g.right[:n], g.widths[:n]
}

func (g *grid) write(b *strings.Builder, rows int) {
	g.line(b, func(c int) string { return g.heads[c] })
	g.line(b, func(c int) string { return g.types[c] })
	for c, w := range g.widths {
		if c > 0 {
			b.WriteString("-+-")
		}
		b.WriteString(strings.Repeat("-", w))
	}
	b.WriteByte('\n')
	for i := range rows {
		g.line(b, func(c int) string { return g.cells[c][i] })
	}
}

// line writes one line without spaces at its end.
func (g *grid) line(b *strings.Builder, text func(c int) string) {
	pending := 0
	for c, w := range g.widths {
		s := clip(text(c), w)
		pad := w - textWidth(s)
		if c > 0 {
			spaces(b, pending)
			b.WriteString(gap[:2])
			pending = 1
		}
		if g.right[c] {
			pending, pad = pending+pad, 0
		}
		if s == "" {
			pending += pad
			continue
		}
		spaces(b, pending)
		b.WriteString(s)
		pending = pad
	}
	b.WriteByte('\n')
}

func spaces(b *strings.Builder, n int) { b.WriteString(strings.Repeat(" ", n)) }

// summary is the last line.
func summary(f *engine.Frame, l Layout, left []string) string {
	var b strings.Builder
	if f.Len() < f.Size {
		fmt.Fprintf(&b, "rows %s to %s of %s", thousands(f.Lo+1), thousands(f.Hi), thousands(f.Size))
		if f.Len() == 0 {
			b.Reset()
			fmt.Fprintf(&b, "none of %s shown", count(f.Size, "row"))
		}
	} else {
		b.WriteString(count(f.Size, "row"))
	}
	if len(left) > 0 {
		fmt.Fprintf(&b, "; not shown: %s", some(left))
	}
	if f.Err != nil {
		fmt.Fprintf(&b, "; failed: %s", safe.Text(f.Err.Error()))
	} else if l.State != "" {
		fmt.Fprintf(&b, "; %s", l.State)
	}
	return b.String()
}

// some is the first of the names, and how many more there are.
func some(names []string) string {
	const few = 5
	if len(names) <= few {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:few-1], ", "), len(names)-few+1)
}

// count is a number of things: "1 row", "2,000 rows".
func count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return thousands(n) + " " + thing + "s"
}

// thousands is a number with commas: "1,234,567".
func thousands(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// width is the terminal's rules for wide characters, whatever the locale.
var width = &runewidth.Condition{StrictEmojiNeutral: true}

func textWidth(s string) int { return width.StringWidth(s) }

// clip cuts a text to at most n cells, with … at its end.
func clip(s string, n int) string {
	if textWidth(s) <= n {
		return s
	}
	return width.Truncate(s, n, "…")
}
