package repl

import (
	"context"
	"io"
	"os"
	"os/signal"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/chzyer/readline"

	"starling/internal/safe"
	"starling/repl/edit"
	"starling/repl/keys"
)

// terminal edits statements on a terminal. While it does, the terminal hands over keys and
// not lines; at all other times it is as the system has it, so that Ctrl-C is a signal.
type terminal struct {
	in      *input
	screen  *Screen
	history *History
	keys    keys.Decoder
	editor  edit.Editor
	painter *edit.Painter
	queue   []string // statements that came together with the one that was read last
	state   *readline.State
	resized chan os.Signal
	marks   bool // are on around pasted text

	mu    sync.Mutex
	draft string
}

// NewTerminal edits statements on the process's terminal: stdin is the terminal's input, of
// screen the outputs are the terminal. complete may be nil.
func NewTerminal(stdin io.Reader, screen *Screen, history *History, complete Completer) LineReader {
	t := &terminal{in: newInput(stdin), screen: screen, history: history, painter: edit.NewPainter(screen.out)}
	t.in.enter = true
	t.in.once = true
	t.editor = edit.Editor{Prompts: [2]string{prompt1, prompt2}, Whole: whole, Burst: t.burst, Past: &edit.Past{}}
	for _, statement := range history.Statements() {
		t.editor.Past.Add(statement)
	}
	if complete != nil {
		t.editor.Complete = func(before string) (string, []edit.Candidate) {
			part, list := complete.Complete(before)
			all := make([]edit.Candidate, len(list))
			for i, c := range list {
				all[i] = edit.Candidate(c)
			}
			return part, all
		}
		t.editor.Signature = complete.Signature
	}
	return t
}

// The sequences that turn a terminal's marks around pasted text on and off.
const (
	pasteOn  = "\x1b[?2004h"
	pasteOff = "\x1b[?2004l"
)

// ReadStatement edits a statement.
func (t *terminal) ReadStatement() (string, error) {
	if len(t.queue) > 0 {
		src := t.next()
		io.WriteString(t.screen.Stdout(), echo(src)) //nolint:errcheck // a terminal that is gone
		return src, nil
	}
	t.mu.Lock()
	t.editor.Start(t.draft)
	t.draft = ""
	t.mu.Unlock()
	t.screen.edit(t.in.wake)
	defer t.screen.done()
	if t.take() != nil {
		return "", io.EOF // the terminal is gone
	}
	defer t.give()
	return t.edit()
}

// next takes the next statement off the queue and keeps it.
func (t *terminal) next() string {
	src := t.queue[0]
	t.queue = t.queue[1:]
	t.keep(src)
	return src
}

func (t *terminal) keep(src string) {
	t.editor.Past.Add(src)
	t.history.Add(src)
}

// echo is a statement as it would stand there if it had been typed alone.
func echo(src string) string {
	lines := strings.TrimSuffix(safe.Lines(src), "\n")
	return prompt1 + strings.ReplaceAll(lines, "\n", "\n"+prompt2) + "\n"
}

// Drop forgets the rest of what was pasted, which can be recalled.
func (t *terminal) Drop() int {
	n := len(t.queue)
	if n > 0 {
		t.editor.Past.Add(strings.Join(t.queue, ""))
	}
	t.queue = nil
	return n
}

// Draft puts a text on the next prompt.
func (t *terminal) Draft(text string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.draft = text
}

// take has the terminal hand over keys, until give is called.
func (t *terminal) take() (err error) {
	if t.state, err = readline.MakeRaw(readline.GetStdin()); err != nil {
		return err
	}
	resized := make(chan os.Signal, 1)
	signal.Notify(resized, syscall.SIGWINCH)
	go func() {
		for range resized {
			t.in.wake()
		}
	}()
	t.resized = resized
	t.mark()
	t.painter.Begin()
	return nil
}

// give gives the terminal back, with the keys that nobody has taken.
func (t *terminal) give() {
	t.unmark()
	signal.Stop(t.resized)
	close(t.resized)
	readline.Restore(readline.GetStdin(), t.state) //nolint:errcheck // a terminal that is gone
	t.in.buf = append(t.keys.Rest(), t.in.buf...)
}

// mark turns the terminal's marks around pasted text on.
func (t *terminal) mark() {
	t.write(pasteOn)
	t.marks = true
}

// unmark turns them off. What a statement prints begins its line then.
func (t *terminal) unmark() {
	if t.marks {
		t.marks = false
		t.write(pasteOff)
	}
}

func (t *terminal) write(text string) {
	io.WriteString(t.screen.out, text) //nolint:errcheck // a terminal that is gone
}

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
			if t.accept() {
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
func (t *terminal) accept() bool {
	text := t.editor.Text()
	if strings.HasSuffix(text, "\n") && t.goesOn() {
		t.editor.GoOn()
		return false
	}
	t.queue = edit.Split(text, whole)
	if len(t.queue) > 1 {
		t.painter.Erase() //nolint:errcheck // a terminal that is gone
		t.unmark()
		t.write(echo(t.queue[0]))
		return true
	}
	t.finish()
	if len(t.queue) == 0 {
		t.editor.Start("")
		t.mark()
		return false
	}
	return true
}

// goesOn reports whether what is there already belongs to the block that was to be run.
func (t *terminal) goesOn() bool {
	t.in.buf = append(t.keys.Rest(), t.in.buf...)
	return t.in.goesOn()
}

// finish leaves the text on the screen, as a whole.
func (t *terminal) finish() {
	width, height := window()
	final := t.editor.Final(width)
	if final.Rows() > height {
		t.painter.Erase() //nolint:errcheck // a terminal that is gone
	}
	t.painter.Draw(final) //nolint:errcheck // a terminal that is gone
	t.unmark()
	t.painter.Leave() //nolint:errcheck // a terminal that is gone
}

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

func (t *terminal) Interrupt() bool            { return true } // Ctrl-C is a key
func (t *terminal) Read(b []byte) (int, error) { return t.in.Read(b) }
func (t *terminal) ReadContext(ctx context.Context, b []byte) (int, error) {
	return t.in.ReadContext(ctx, b)
}

// Close ends the reading.
func (t *terminal) Close() error {
	t.in.stop()
	return nil
}
