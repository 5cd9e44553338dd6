// Package stage shows views on a terminal: pictures that change, drawn in place below what was
// printed before, and moved by keys; or on a pipe, one after the other. It knows no tables.
package stage

import (
	"context"
	"io"
	"slices"
	"strings"
	"time"

	"starling/repl/frame"
	"starling/repl/keys"
)

// View is a picture that changes. Its methods are called on one goroutine.
type View interface {
	// Lines is the picture for a window of that size, 0 and 0 without one.
	Lines(width, height int) ([]string, error)
	// Key takes a key and reports whether the view is over.
	Key(e keys.Event) (over bool)
	// End says that the view is over whatever key comes: the next picture is the last.
	End()
	// Still reports whether the picture will never be another unless a key is pressed. Where
	// pictures are printed that ends the view.
	Still() bool
	// Wake has one when the picture is another out of turn; it may be nil.
	Wake() <-chan struct{}
}

// Output is where pictures are shown, and what others print meanwhile is held back.
type Output interface {
	io.Writer // prints as others do
	// Hold begins to hold back what others print, and calls told when there is something.
	Hold(told func())
	// Held removes and returns the whole lines that are held back.
	Held() []byte
	// Release prints what is still held back, and holds nothing any more.
	Release()
	// Terminal writes to the terminal itself, past all that.
	Terminal() io.Writer
}

// Stage is where views are shown.
type Stage struct {
	Out  Output
	Keys Keys // what is typed, nil where nobody types
	// Window is the size in cells, 0 and 0 on a pipe.
	Window func() (width, height int)
	// Plain says that nothing is drawn in place: on a pipe, or a terminal that moves no cursor.
	Plain bool
	// Raw has what is typed come key by key and unseen, until restore is called.
	Raw func() (restore func(), err error)
	// Interrupt is what Ctrl-C does.
	Interrupt func()
}

// pause is the shortest time between two pictures that no key asked for.
const pause = 200 * time.Millisecond

// Show shows a view until it or ctx ends; the last picture stays.
func (s *Stage) Show(ctx context.Context, v View) error {
	typed, err := s.listen(ctx)
	if err != nil {
		return err
	}
	defer typed.end()
	if s.Plain {
		return s.print(ctx, v, typed)
	}
	return s.draw(ctx, v, typed)
}

// print writes each picture that differs from the one before.
func (s *Stage) print(ctx context.Context, v View, typed *typing) error {
	tick := time.NewTicker(pause)
	defer tick.Stop()
	var last []string
	for {
		width, height := s.Window()
		still := v.Still() // before the look, so that the last change is not missed
		lines, err := v.Lines(width, height)
		if err != nil {
			return err
		}
		if !slices.Equal(lines, last) {
			if err := s.println(lines, width, last != nil); err != nil {
				return err
			}
			last = slices.Clone(lines)
		}
		if still {
			return nil
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		case <-v.Wake():
		case e := <-typed.events:
			if s.take(v, e) {
				return nil
			}
			typed.taken <- struct{}{}
		}
	}
}

// println prints a picture, after an empty line if it is not the first.
func (s *Stage) println(lines []string, width int, again bool) error {
	var b strings.Builder
	if again {
		b.WriteByte('\n')
	}
	for _, line := range lines {
		b.WriteString(frame.Clip(line, width))
		b.WriteByte('\n')
	}
	_, err := io.WriteString(s.Out, b.String())
	return err
}

// draw draws the view in place.
func (s *Stage) draw(ctx context.Context, v View, typed *typing) (err error) {
	told := make(chan struct{}, 1)
	s.Out.Hold(func() {
		select {
		case told <- struct{}{}:
		default:
		}
	})
	defer s.Out.Release()
	picture := &frame.Frame{Out: s.Out.Terminal()}
	defer func() {
		if e := picture.End(); err == nil {
			err = e
		}
	}()
	tick := time.NewTicker(pause)
	defer tick.Stop()
	for {
		if err := s.again(picture, v); err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			v.End()
			return s.again(picture, v)
		case <-tick.C:
		case <-told:
		case <-v.Wake():
		case e := <-typed.events:
			if s.take(v, e) {
				return s.again(picture, v)
			}
			typed.taken <- struct{}{}
		}
	}
}

// again draws the picture anew, below what others have printed.
func (s *Stage) again(picture *frame.Frame, v View) error {
	if text := s.Out.Held(); text != nil {
		if err := picture.Above(text); err != nil {
			return err
		}
	}
	width, height := s.Window()
	room := max(height-1, 1) // the line above stays in sight
	lines, err := v.Lines(width, room)
	if err != nil {
		return err
	}
	return picture.Draw(lines, width, room)
}

// take gives the view a key.
func (s *Stage) take(v View, e keys.Event) (over bool) {
	if e == keys.Control('c') {
		s.Interrupt()
		return false
	}
	return v.Key(e)
}
