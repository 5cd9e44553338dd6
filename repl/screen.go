package repl

import (
	"bytes"
	"io"
	"sync"
)

// Screen is where everything is printed: the output of scripts, notices, prompts. While a
// line is being edited it holds the text back, and the editor shows whole lines of it
// above the prompt. All methods are safe for concurrent use.
type Screen struct {
	mu       sync.Mutex
	out, err io.Writer
	wake     func() // not nil while a line is edited: tells the editor that text waits
	held     []held
	midLine  bool // the last character printed was no end of line
}

type held struct {
	to   io.Writer
	text []byte
}

// NewScreen is a screen over the process's two outputs.
func NewScreen(out, err io.Writer) *Screen { return &Screen{out: out, err: err} }

// Stdout is where scripts print to.
func (s *Screen) Stdout() io.Writer { return screenWriter{s, s.out} }

// Stderr is where notices and errors are printed to.
func (s *Screen) Stderr() io.Writer { return screenWriter{s, s.err} }

type screenWriter struct {
	s  *Screen
	to io.Writer
}

// Write prints at once, or holds a copy of b back while a line is edited.
func (w screenWriter) Write(b []byte) (int, error) {
	w.s.mu.Lock()
	defer w.s.mu.Unlock()
	if w.s.wake == nil {
		return w.s.print(w.to, b)
	}
	w.s.held = append(w.s.held, held{w.to, bytes.Clone(b)})
	w.s.wake()
	return len(b), nil
}

func (s *Screen) print(to io.Writer, b []byte) (int, error) {
	if len(b) > 0 {
		s.midLine = b[len(b)-1] != '\n'
	}
	return to.Write(b)
}

// edit begins the editing of a line, on a line of its own.
func (s *Screen) edit(wake func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.midLine {
		s.print(s.out, []byte("\n")) //nolint:errcheck // a terminal that is gone
	}
	s.wake = wake
}

// typed says that the terminal itself has shown a line that was typed, and its end.
func (s *Screen) typed() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.midLine = false
}

// done ends the editing and prints what was held back.
func (s *Screen) done() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.wake = nil
	for _, h := range s.held {
		s.print(h.to, h.text) //nolint:errcheck // a terminal that is gone
	}
	s.held = nil
}

// take removes and returns the whole lines that are held back.
func (s *Screen) take() []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []byte
	for _, h := range s.held {
		all = append(all, h.text...)
	}
	end := bytes.LastIndexByte(all, '\n') + 1
	if end == 0 {
		return nil
	}
	rest := s.held[len(s.held)-1].to
	s.held = nil
	if end < len(all) {
		s.held = append(s.held, held{rest, bytes.Clone(all[end:])})
	}
	return all[:end]
}
