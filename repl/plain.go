package repl

import (
	"io"
	"sync"
)

// plainTerminal reads lines that the system edits, on a terminal that cannot move its cursor.
type plainTerminal struct {
	*input
	screen    *Screen
	history   *History
	interrupt chan struct{}

	mu      sync.Mutex
	reading bool // a statement is being typed
	late    bool // Ctrl-C came when it was read already
}

// NewPlain reads statements from a terminal that only prints one line after the other.
func NewPlain(stdin io.Reader, screen *Screen, history *History) LineReader {
	p := &plainTerminal{input: newInput(stdin), screen: screen, history: history, interrupt: make(chan struct{}, 1)}
	p.once = true
	return p
}

// ReadStatement shows prompts and reads what is typed.
func (p *plainTerminal) ReadStatement() (string, error) {
	p.read(true)
	src, err := statement(func(prompt string) (string, error) {
		if _, err := io.WriteString(p.screen.Stdout(), prompt); err != nil {
			return "", err
		}
		line, err := p.line(p.interrupt)
		p.screen.typed()
		if err != nil {
			io.WriteString(p.screen.Stdout(), "\n") //nolint:errcheck // a terminal that is gone
		}
		return line, err
	}, p.goesOn)
	p.history.Add(src)
	if p.read(false) && err == nil {
		err = ErrInterrupt
	}
	if err != nil {
		src = ""
	}
	return src, err
}

// read notes whether a statement is being typed, and returns whether it was given up.
func (p *plainTerminal) read(on bool) (gaveUp bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.reading, p.late = on, false
	select {
	case <-p.interrupt:
		return true
	default:
		return false
	}
}

// Interrupt gives up the statement that is typed, or the one that is about to run.
func (p *plainTerminal) Interrupt() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.late = !p.reading; p.late {
		return true
	}
	select {
	case p.interrupt <- struct{}{}:
	default:
	}
	return true
}

// Interrupted implements LineReader.
func (p *plainTerminal) Interrupted() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	late := p.late
	p.late = false
	return late
}

func (p *plainTerminal) Drop() int { return 0 }

func (p *plainTerminal) Close() error {
	p.stop()
	return nil
}
