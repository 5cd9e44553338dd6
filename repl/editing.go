package repl

import (
	"io"
	"strings"

	"starling/repl/edit"
)

// edit goes on until there is a statement.
func (t *terminal) edit() (string, error) {
	for {
		out, err := t.outcome()
		if err != nil {
			t.finish()
			return "", err
		}
		switch out {
		case edit.Accept:
			var some bool
			if some, err = t.accept(); some {
				return t.next(), nil
			}
		case edit.Interrupt:
			t.finish()
			if src := t.editor.Text(); strings.Contains(src, "\n") {
				t.keep(src)
			}
			return "", ErrInterrupt
		case edit.EOF:
			t.finish()
			return "", io.EOF
		case edit.Redraw:
			t.painter.Clear()
		case edit.Suspend:
			err = t.outside(suspend)
		case edit.External:
			err = t.outside(t.external)
		}
		if err != nil {
			return "", io.EOF // the terminal is gone
		}
	}
}

// accept takes what was typed as statements, and reports whether there are any.
func (t *terminal) accept() (some bool, err error) {
	text := t.editor.Text()
	if strings.HasSuffix(text, "\n") && t.goesOn() {
		t.editor.GoOn()
		return false, nil
	}
	t.queue = edit.Split(text, whole)
	if len(t.queue) > 1 {
		t.painter.Erase() //nolint:errcheck // a terminal that is gone
		t.give()
		t.write(echo(t.queue[0]))
		return true, nil
	}
	t.finish()
	if len(t.queue) == 0 {
		t.editor.Start("")
		return false, t.take()
	}
	return true, nil
}

// goesOn reports whether what is there already belongs to the block that was to be run.
func (t *terminal) goesOn() bool {
	t.in.buf = append(t.keys.Rest(), t.in.buf...)
	return t.in.goesOn()
}

// finish leaves the text on the screen, as a whole, and gives the terminal back before the
// cursor leaves the line: who sees that can press Ctrl-C.
func (t *terminal) finish() {
	width, height := window()
	final := t.editor.Final(width)
	if final.Rows() > height {
		t.painter.Erase() //nolint:errcheck // a terminal that is gone
	}
	t.painter.Draw(final) //nolint:errcheck // a terminal that is gone
	t.give()
	t.painter.Leave() //nolint:errcheck // a terminal that is gone
}
