package repl

import (
	"context"
	"fmt"
	"io"
	"regexp"
	"strings"

	"starling/grid"
	"starling/repl/frame"
	"starling/repl/keys"
)

// Page prints a text, broken at the words that reach beyond the window. One that is taller than the
// window is shown page by page, until q.
func (f *Front) Page(ctx context.Context, text string) error {
	width, height := f.Stage.Window()
	lines := broken(text, width)
	if f.Stage.Plain || f.Stage.Keys == nil || len(lines) < height {
		_, err := io.WriteString(f.Stage.Out, strings.Join(lines, "\n")+"\n")
		return err
	}
	return f.Stage.Show(ctx, &pager{text: text, palette: f.Host.Layout().Palette})
}

// pager is a text of which the window shows a part.
type pager struct {
	text    string
	palette grid.Palette
	top     int // the first line in sight
	page    int // lines in sight
	last    int // what top may be at most
	over    bool
}

// Lines implements stage.View. The line with the keys does not stay.
func (p *pager) Lines(width, height int) ([]string, error) {
	lines := broken(p.text, width)
	p.page = max(height-1, 1)
	p.last = max(len(lines)-p.page, 0)
	p.top = min(max(p.top, 0), p.last)
	seen := lines[p.top:min(p.top+p.page, len(lines))]
	if p.over {
		return seen, nil
	}
	keys := fmt.Sprintf("%d to %d of %d lines; arrows, space, PgUp, Home, End; q ends", p.top+1, p.top+len(seen), len(lines))
	return append(seen[:len(seen):len(seen)], p.palette.Paint(grid.Look{Dim: true}, keys)), nil
}

// End implements stage.View.
func (p *pager) End() { p.over = true }

// Still implements stage.View.
func (p *pager) Still() bool { return true }

// Wake implements stage.View.
func (p *pager) Wake() <-chan struct{} { return nil }

// Key implements stage.View. The keys are those of less.
func (p *pager) Key(e keys.Event) (over bool) {
	switch e {
	case keys.Char('q'), keys.Press(keys.Esc):
		p.over = true
	case keys.Press(keys.Down), keys.Press(keys.Enter), keys.Char('j'):
		p.top++
	case keys.Press(keys.Up), keys.Char('k'):
		p.top--
	case keys.Press(keys.PageDown), keys.Char(' '), keys.Char('f'):
		p.top += p.page
	case keys.Press(keys.PageUp), keys.Char('b'):
		p.top -= p.page
	case keys.Press(keys.Home), keys.Char('g'):
		p.top = 0
	case keys.Press(keys.End), keys.Char('G'):
		p.top = p.last
	}
	p.top = min(max(p.top, 0), p.last)
	return p.over
}

// column2 is the beginning of a line whose rest is a column of its own.
var column2 = regexp.MustCompile(`^ *\S+(?: \S+)*? {2,}`)

// broken is the lines of a text, of which those that are wider than width go on below where their
// text begins; 0 is without a limit.
func broken(text string, width int) (out []string) {
	for _, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		if width == 0 || frame.Width(line) <= width {
			out = append(out, line)
			continue
		}
		indent := len(line) - len(strings.TrimLeft(line, " "))
		if first, _, _ := strings.Cut(line[indent:], " "); strings.Contains(first, "(") {
			indent += 8 // a signature, with its documentation below
		}
		if own := len(column2.FindString(line)); own > 0 && own < width/2 {
			indent = own
		}
		rest := line
		if indent >= width/2 {
			indent = 0
		}
		for frame.Width(rest) > width {
			at := breakAt(rest, width, indent)
			out = append(out, strings.TrimRight(rest[:at], " "))
			rest = strings.Repeat(" ", indent) + strings.TrimLeft(rest[at:], " ")
		}
		out = append(out, rest)
	}
	return out
}

// breakAt is where to break a line that is wider than width: after its last word that fits, else
// within it.
func breakAt(line string, width, indent int) int {
	at, fits := 0, 0
	for i, r := range line {
		if frame.Width(line[:i]) > width {
			break
		}
		if fits = i; r == ' ' && i > indent {
			at = i
		}
	}
	if at == 0 {
		at = max(fits, indent+1)
	}
	return at
}
