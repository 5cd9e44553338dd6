package repl

import (
	"context"
	"errors"
	"io"
	"os"
	"sync"
	"syscall"

	"github.com/chzyer/readline"
)

// terminal edits lines on a terminal. The editor's own goroutine prints what the screen
// holds back: the input slips it a wakeUp, which it takes for a key.
type terminal struct {
	in      *input
	rl      *readline.Instance
	screen  *Screen
	history *History
	resize  func()
	end     func() error // once
	width   int
}

// wakeUp is no character; chzyer/readline hands it to the filter of keys.
const wakeUp = '\U0010ffff'

// NewTerminal edits lines on the process's terminal: stdin is the terminal's input, of
// screen the outputs are the terminal. complete may be nil.
func NewTerminal(stdin io.Reader, screen *Screen, history *History, complete Completer) (LineReader, error) {
	t := &terminal{in: newInput(stdin), screen: screen, history: history, width: screenWidth()}
	t.in.paste = &paste{}
	rl, err := readline.NewEx(&readline.Config{
		Stdin:               io.NopCloser(lineKeys{t.in}),
		Stdout:              screen.out,
		Stderr:              screen.err,
		HistoryLimit:        historyLines,
		EOFPrompt:           "\n", // nothing
		AutoComplete:        words{complete},
		FuncGetWidth:        screenWidth,
		FuncFilterInputRune: t.key,
		FuncOnWidthChanged:  func(f func()) { t.resize = f },
	})
	if err != nil {
		return nil, err
	}
	t.rl = rl
	t.end = sync.OnceValue(func() error {
		t.in.stop()
		t.bracket(pasteOff)
		if err := rl.Close(); !errors.Is(err, syscall.EIO) { // a terminal that is gone
			return err
		}
		return nil
	})
	t.bracket(pasteOn)
	for _, line := range history.Lines() {
		if err := rl.SaveHistory(line); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// ReadLine edits a line.
func (t *terminal) ReadLine(prompt string) (string, error) {
	t.rl.SetPrompt(prompt)
	t.screen.edit(t.in.wake)
	line, err := t.rl.Readline()
	t.screen.done()
	switch {
	case errors.Is(err, readline.ErrInterrupt):
		return "", ErrInterrupt
	case err != nil:
		return "", err
	}
	return line, nil
}

// screenWidth is the terminal's width; 80 for one that does not know.
func screenWidth() int {
	if w := readline.GetScreenWidth(); w > 0 {
		return w
	}
	return 80
}

// bracket turns the terminal's marks around pasted text on or off.
func (t *terminal) bracket(code string) {
	if os.Getenv("TERM") != "dumb" {
		io.WriteString(t.screen.out, code) //nolint:errcheck // a terminal that is gone
	}
}

// key is called by the editor, on its goroutine, for every key.
func (t *terminal) key(r rune) (rune, bool) {
	if w := screenWidth(); w != t.width && t.resize != nil {
		t.width = w
		t.resize()
	}
	if r != wakeUp {
		return r, true
	}
	if text := t.screen.take(); text != nil {
		t.rl.Stdout().Write(text) //nolint:errcheck // a terminal that is gone
	}
	return readline.CharBell, true // a key that does nothing but end a list of completions
}

func (t *terminal) GoesOn() bool               { return t.in.goesOn() }
func (t *terminal) Keep(statement string)      { t.history.Add(statement) }
func (t *terminal) Read(b []byte) (int, error) { return t.in.Read(b) }
func (t *terminal) ReadContext(ctx context.Context, b []byte) (int, error) {
	return t.in.ReadContext(ctx, b)
}

// Close gives the terminal back.
func (t *terminal) Close() error { return t.end() }

// lineKeys is the input as the editor reads it: never more than to the end of a line, so
// that what follows is there for others.
type lineKeys struct{ in *input }

// Read gives the next keys, or a wakeUp.
func (k lineKeys) Read(b []byte) (int, error) {
	in := k.in
	for len(in.buf) == 0 {
		if in.err != nil {
			return 0, in.err
		}
		if in.fill(nil, in.woken); len(in.buf) == 0 && in.err == nil {
			return copy(b, string(wakeUp)), nil
		}
	}
	end := 0
	for end < len(in.buf) && !endsLine(in.buf[end]) {
		end++
	}
	n := copy(b, in.buf[:min(end+1, len(in.buf))])
	in.buf = in.buf[n:]
	return n, nil
}

// endsLine: the editor stops reading after these keys.
func endsLine(c byte) bool {
	switch c {
	case '\r', '\n', readline.CharInterrupt, readline.CharDelete:
		return true
	}
	return false
}
