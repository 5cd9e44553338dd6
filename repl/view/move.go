package view

import (
	"fmt"
	"strconv"
	"strings"

	"starling/repl/keys"
)

// move is what a key does in the grid.
func (v *View) move(e keys.Event) {
	p := v.on()
	switch e {
	case keys.Char('q'):
		v.over = true
	case keys.Char('y'):
		if p.name == "" {
			v.notice = "there is no code for it: no variable leads to this table"
			return
		}
		v.over, v.code = true, p.code()
	case keys.Char(' '):
		v.paused = !v.paused
	case keys.Char('f'):
		if p.follow = !p.follow; p.follow {
			p.at = -1
		}
	case keys.Char('/'):
		v.ask(p.askFilter())
	case keys.Char('s'):
		v.ask(p.askOrder())
	case keys.Char('g'):
		v.ask(p.askRow())
	case keys.Press(keys.Tab):
		v.focus = (v.focus + 1) % len(v.panes)
	case keys.Press(keys.Enter):
		v.open()
	case keys.Press(keys.Left):
		p.left = max(p.left-1, 0)
	case keys.Press(keys.Right):
		if x := p.picture; x != nil && len(x.Left) > p.left {
			p.left++
		}
	case keys.Press(keys.Esc):
		if !v.browse {
			p.at = -1
		}
	default:
		p.step(e.Key)
	}
}

// step moves the chosen row. From none it goes to the nearest that is shown.
func (p *pane) step(k keys.Key) {
	at := p.at
	switch k {
	case keys.Up:
		if at--; p.at < 0 {
			at = p.shows.Hi - 1
		}
	case keys.Down:
		if at++; p.at < 0 {
			at = p.shows.Lo
		}
	case keys.PageUp:
		at = max(at, p.shows.Lo) - p.rows
		p.top -= p.rows
	case keys.PageDown:
		at = max(at, p.shows.Lo) + p.rows
		p.top += p.rows
	case keys.Home:
		at = 0
	case keys.End:
		at = p.shows.Size - 1
	default:
		return
	}
	p.at, p.follow, p.widths = min(max(at, 0), p.shows.Size-1), false, nil
}

// askRow is the question of g.
func (p *pane) askRow() *question {
	return &question{prompt: "row: ", answer: func(_ *View, text string) (string, func()) {
		n, err := strconv.Atoi(strings.ReplaceAll(strings.TrimSpace(text), ",", ""))
		switch size := p.shows.Size; {
		case strings.TrimSpace(text) == "":
		case err != nil || n < 1 || n > size:
			return fmt.Sprintf("rows are 1 to %s", thousands(size)), nil
		default:
			p.at, p.follow = n-1, false
		}
		return "", nil
	}}
}

// open shows the record of the chosen row.
func (v *View) open() {
	p := v.on()
	if i := p.chosen(); i >= 0 {
		v.record = &record{frame: p.shows.Frame, row: i}
		return
	}
	v.notice = "there are no rows"
}
