package grid

import (
	"fmt"
	"strings"

	"starling/engine"
	"starling/internal/safe"
)

// summary is the last lines: one that is as short as the width asks for, and more if the
// table failed and the reason needs them.
func summary(l Layout, frames []*engine.Frame, g *grid) []Line {
	rows, all := rowsText(frames)
	if err := frames[0].Err; err != nil {
		text := "failed: " + safe.Text(err.Error())
		if len(g.left) > 0 {
			text = "not shown: " + some(g.left) + "; " + text
		}
		var out []Line
		for _, s := range wrap(rows+"; "+text, l.Width) {
			out = append(out, Line{{s, Look{Fg: Red}}})
		}
		return out
	}
	state, rest := part(l.State), ""
	if !all || len(g.left) > 0 || g.cuts() {
		rest = part(l.Rest)
	}
	few, _, _ := strings.Cut(state, ",")
	names, number := "", ""
	if n := len(g.left); n > 0 {
		names, number = part("not shown: "+some(g.left)), part(count(n, "column")+" not shown")
	}
	if rest != "" {
		rest += " shows all"
	}
	for _, s := range []string{
		rows + names + state + rest,
		rows + number + state + rest,
		rows + number + few + rest,
		rows + number + rest,
		rows + number + strings.TrimSuffix(rest, " shows all"),
		rows + strings.TrimSuffix(rest, " shows all"),
		count(frames[0].Size, "row") + strings.TrimSuffix(rest, " shows all"),
		rows,
	} {
		if l.Width <= 0 || textWidth(s) <= l.Width {
			return []Line{Plain(s)}
		}
	}
	return []Line{Plain(clip(rows, l.Width))}
}

// part is what follows in the last line.
func part(s string) string {
	if s == "" {
		return ""
	}
	return "; " + s
}

// rowsText says how many rows there are and which are shown, and whether that is all.
func rowsText(frames []*engine.Frame) (text string, all bool) {
	size, shown := frames[0].Size, 0
	for _, f := range frames {
		shown += f.Len()
	}
	switch {
	case shown == size:
		return count(size, "row"), true
	case shown == 0:
		return fmt.Sprintf("none of %s shown", count(size, "row")), false
	case len(frames) > 1:
		return fmt.Sprintf("%s, %s shown", count(size, "row"), thousands(shown)), false
	}
	return fmt.Sprintf("rows %s to %s of %s", thousands(frames[0].Lo+1), thousands(frames[0].Hi), thousands(size)), false
}

// cuts reports whether a value is cut.
func (g *grid) cuts() bool {
	for _, c := range g.cols {
		if c.data > c.width {
			return true
		}
		for _, x := range c.cells {
			if strings.HasSuffix(x.text, "…") {
				return true
			}
		}
	}
	return false
}

// some is the first of the names, and how many more there are.
func some(names []string) string {
	const few = 5
	if len(names) <= few {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:few-1], ", "), len(names)-few+1)
}
