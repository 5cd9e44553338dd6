package view

import (
	"fmt"
	"strings"

	"starling/repl/frame"
)

// foot is the last lines: a question, or where the view is and what its keys are.
func (v *View) foot(width int) []string {
	switch {
	case v.over:
		return nil
	case v.question != nil:
		return v.question.lines(v, width)
	case v.notice != "":
		return []string{frame.Clip(v.paint(red, v.notice), width)}
	}
	parts := []string{v.paint(dim, "q quit")} // first, where not all has room
	if where := v.on().where(); where != "" {
		parts = append(parts, where)
	}
	parts = append(parts, v.paint(dim, v.help()))
	return []string{frame.Clip(strings.Join(parts, "  "), width)}
}

// where says which rows and columns are shown, if not all.
func (p *pane) where() string {
	if p.shows.Frame == nil {
		return ""
	}
	var parts []string
	if f := p.shows; f.Len() < f.Size {
		parts = append(parts, fmt.Sprintf("rows %s to %s", thousands(f.Lo+1), thousands(f.Hi)))
	}
	if x := p.picture; x != nil && len(x.Left) > 0 {
		shown, all := len(x.Columns), len(x.Columns)+len(x.Left)
		switch {
		case shown < 2:
			parts = append(parts, fmt.Sprintf("column 1 of %d", all))
		case p.left == 0:
			parts = append(parts, fmt.Sprintf("columns 1 to %d of %d", shown, all))
		default:
			parts = append(parts, fmt.Sprintf("columns 1, %d to %d of %d", p.left+2, p.left+shown, all))
		}
	}
	return strings.Join(parts, ", ")
}

// help is the keys but q.
func (v *View) help() string {
	switch {
	case v.browse:
		return "y code  / filter  s sort  g row  enter record"
	case len(v.panes) > 1:
		return "tab next  space pause  f follow  / filter  s sort  enter record"
	}
	return "space pause  f follow  / filter  s sort  enter record"
}
