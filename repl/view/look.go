package view

import (
	"slices"

	"starling/follow"
	"starling/repl/frame"
)

// Lines draws the view.
func (v *View) Lines(width, height int) ([]string, error) {
	select {
	case then := <-v.done:
		then(true)
	default:
	}
	if !v.over || !v.paused || v.boxes == nil { // the last picture of one that is paused is what was seen
		if err := v.fit(width, height); err != nil {
			return nil, err
		}
	}
	if v.record != nil {
		return v.record.lines(v, width, height), nil
	}
	lines := v.grids(v.boxes, width)
	for _, p := range v.panes {
		p.keep()
	}
	for i := range lines {
		lines[i] = frame.Clip(lines[i], width)
	}
	return append(lines, v.foot(width)...), nil
}

// fit lays the panes out in a window, and takes what is new.
func (v *View) fit(width, height int) error {
	v.boxes = v.layout(width, height)
	if err := v.look(v.boxes, width); err != nil {
		return err
	}
	better := v.layout(width, height)
	if slices.Equal(better, v.boxes) {
		return nil
	}
	v.boxes = better // what was seen takes other room
	return v.look(v.boxes, width)
}

// look takes what is new if there is something, for windows of the boxes' sizes.
func (v *View) look(boxes []box, width int) error {
	select {
	case <-v.follower.Changed():
		v.due = v.due || !v.paused
	default:
	}
	for i, p := range v.panes {
		v.due = v.due || p.rows != boxes[i].rows()
		p.rows = boxes[i].rows()
	}
	if !v.due {
		for _, p := range v.panes {
			p.marks = nil
			p.rates.take(v.now(), follow.Change{})
		}
		return nil
	}
	v.due = false
	windows, err := v.follower.Look(func(i, size int) (lo, hi int) { return v.panes[i].window(size) })
	if err != nil {
		return err
	}
	for i, p := range v.panes {
		p.take(v, windows[i])
		p.measure(v, width)
	}
	return nil
}
