package repl

import "io"

// plainTerminal reads lines that the system edits, on a terminal that cannot move its cursor.
type plainTerminal struct {
	*input
	screen    *Screen
	history   *History
	interrupt chan struct{}
}

// NewPlain reads statements from a terminal that only prints one line after the other.
func NewPlain(stdin io.Reader, screen *Screen, history *History) LineReader {
	p := &plainTerminal{newInput(stdin), screen, history, make(chan struct{}, 1)}
	p.once = true
	return p
}

// ReadStatement shows prompts and reads what is typed.
func (p *plainTerminal) ReadStatement() (string, error) {
	select {
	case <-p.interrupt: // it came when nothing was typed
	default:
	}
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
	if err != nil {
		src = ""
	}
	return src, err
}

// Interrupt gives up the statement that is typed.
func (p *plainTerminal) Interrupt() bool {
	select {
	case p.interrupt <- struct{}{}:
	default:
	}
	return true
}

func (p *plainTerminal) Drop() int { return 0 }

func (p *plainTerminal) Close() error {
	p.stop()
	return nil
}
