package repl

import (
	"context"
	"errors"
	"io"
	"strings"

	"starling/starlib/pysyntax"
)

// ErrInterrupt is a statement that was given up with Ctrl-C.
var ErrInterrupt = errors.New("interrupted")

// LineReader is where the statements of a console come from. ReadStatement, Drop, Read and
// ReadContext are called by one goroutine at a time, the others by any.
type LineReader interface {
	// ReadStatement is the next statement, each line with its end. The error is io.EOF or
	// ErrInterrupt, or what is wrong with the input.
	ReadStatement() (string, error)
	// Drop forgets the statements that were pasted or edited together with the one that was
	// read last, and returns how many those were.
	Drop() (statements int)
	// Interrupt gives up what is being typed, where Ctrl-C is a signal and not a key, and
	// reports whether there is a terminal.
	Interrupt() bool
	// Interrupted reports whether that came when the statement was read already, and forgets it.
	Interrupted() bool
	// Reader is what a running script reads as its standard input; so does ReadContext,
	// until ctx ends.
	io.Reader
	ReadContext(ctx context.Context, b []byte) (int, error)
	// Close ends the reading; a ReadStatement under way returns io.EOF.
	io.Closer
}

// whole reports whether lines, each with its end, are a whole statement. A command of the
// console's, and a question, are a line, whatever brackets are in it.
func whole(lines string) bool {
	return isCommand(lines) || strings.HasPrefix(lines, "?") || pysyntax.Complete(lines)
}

// statement reads lines until they are a whole one. goesOn reports, after an empty line,
// whether what is there already belongs to the block that the line would end.
func statement(line func(prompt string) (string, error), goesOn func() bool) (string, error) {
	var src strings.Builder
	prompt := prompt1
	for {
		text, err := line(prompt)
		if errors.Is(err, io.EOF) && src.Len() > 0 {
			return src.String(), nil
		}
		if err != nil {
			return src.String(), err
		}
		blank := strings.TrimSpace(text) == ""
		if blank && src.Len() == 0 {
			continue
		}
		src.WriteString(text)
		src.WriteByte('\n')
		if whole(src.String()) && (!blank || !goesOn()) {
			return src.String(), nil
		}
		prompt = prompt2
	}
}

// pipe reads lines without a prompt.
type pipe struct{ *input }

// NewPipe reads the statements of a pipe or a file, which shows no prompts.
func NewPipe(r io.Reader) LineReader { return pipe{newInput(r)} }

func (p pipe) ReadStatement() (string, error) {
	return statement(func(string) (string, error) { return p.line(nil) }, p.goesOn)
}

func (p pipe) Drop() int       { return 0 }
func (p pipe) Interrupt() bool { return false }

func (p pipe) Interrupted() bool { return false }

func (p pipe) Close() error {
	p.stop()
	return nil
}
