package repl

import (
	"context"
	"io"
	"os"
	"os/signal"
	"strings"
	"sync"
	"syscall"

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
	queue   []string        // statements that came together with the one that was read last
	state   *readline.State // to go back to, nil while the terminal is the system's
	resized chan os.Signal

	mu      sync.Mutex
	draft   string
	editing bool // Ctrl-C is a key
	late    bool // Ctrl-C came as a signal when the statement was read
}

// NewTerminal edits statements on the process's terminal: stdin is the terminal's input, of
// screen the outputs are the terminal. complete may be nil.
func NewTerminal(stdin io.Reader, screen *Screen, history *History, complete Completer) LineReader {
	t := &terminal{in: newInput(stdin), screen: screen, history: history, painter: edit.NewPainter(screen.out)}
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
	t.keyed(true)
	t.write(pasteOn)
	t.painter.Begin()
	return nil
}

// keyed notes whether Ctrl-C is a key.
func (t *terminal) keyed(on bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.editing, t.late = on, false
}

// Interrupt is for a statement that is about to run: at the prompt Ctrl-C is a key.
func (t *terminal) Interrupt() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.late = !t.editing
	return true
}

// Interrupted implements LineReader.
func (t *terminal) Interrupted() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	late := t.late
	t.late = false
	return late
}

// give gives the terminal back, with the keys that nobody has taken, unless that was done.
func (t *terminal) give() {
	if t.state == nil {
		return
	}
	t.keyed(false)
	t.write(pasteOff)
	signal.Stop(t.resized)
	close(t.resized)
	readline.Restore(readline.GetStdin(), t.state) //nolint:errcheck // a terminal that is gone
	t.state = nil
	t.in.buf = append(t.keys.Rest(), t.in.buf...)
}

func (t *terminal) write(text string) {
	io.WriteString(t.screen.out, text) //nolint:errcheck // a terminal that is gone
}

func (t *terminal) Read(b []byte) (int, error) { return t.in.Read(b) }
func (t *terminal) ReadContext(ctx context.Context, b []byte) (int, error) {
	return t.in.ReadContext(ctx, b)
}

// Close ends the reading.
func (t *terminal) Close() error {
	t.in.stop()
	return nil
}
