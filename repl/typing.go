package repl

import (
	"syscall"
	"time"

	"github.com/chzyer/readline"

	"starling/repl/edit"
	"starling/repl/keys"
)

// outcome handles keys until one of them does more than edit.
func (t *terminal) outcome() (edit.Outcome, error) {
	for {
		k, err := t.key()
		if err != nil {
			return edit.EOF, err
		}
		if out := t.editor.Key(k); out != edit.GoOn {
			return out, nil
		}
	}
}

// key is the next key. If it has to be waited for, what there is now is drawn.
func (t *terminal) key() (keys.Event, error) {
	for {
		if k, ok := t.keys.Next(); ok {
			return k, nil
		}
		if len(t.in.buf) > 0 {
			t.keys.Feed(t.in.buf)
			t.in.buf = nil
			continue
		}
		if t.in.err != nil {
			if k, ok := t.keys.Flush(); ok {
				return k, nil
			}
			return keys.Event{}, t.in.err
		}
		t.draw()
		var limit <-chan time.Time
		if t.keys.Begun() {
			limit = time.After(keys.Patience)
		}
		if more, woken := t.in.fill(limit, t.in.woken); more || woken || limit == nil {
			continue
		}
		if k, ok := t.keys.Flush(); ok {
			return k, nil
		}
	}
}

// draw shows what others printed, and below it the text as it is now.
func (t *terminal) draw() {
	width, height := window()
	t.painter.Resized(width)
	if text := t.screen.take(); text != nil {
		t.painter.Above(text) //nolint:errcheck // a terminal that is gone
	}
	t.painter.Draw(t.editor.Picture(width, height)) //nolint:errcheck // a terminal that is gone
}

// burstTime is how long after a return nobody has typed the next key by hand.
const burstTime = 5 * time.Millisecond

// burst reports whether keys follow so fast that they come from a program, which indents by
// itself.
func (t *terminal) burst() bool {
	if !t.keys.Empty() || len(t.in.buf) > 0 {
		return true
	}
	more, _ := t.in.fill(time.After(burstTime), nil)
	return more
}

// window is the size of the terminal; 80 columns and 24 rows for one that does not know.
func window() (width, height int) {
	width, height, err := readline.GetSize(syscall.Stdout)
	if err != nil || width <= 0 || height <= 0 {
		return 80, 24
	}
	return width, height
}
