package repl

import (
	"context"
	"errors"
	"io"
)

// ErrInterrupt is a line that was given up with Ctrl-C.
var ErrInterrupt = errors.New("interrupted")

// LineReader is where the lines of a console come from. ReadLine, Read and ReadContext are called by
// one goroutine at a time, Close by any.
type LineReader interface {
	// ReadLine is the next line without its end. The error is io.EOF or
	// ErrInterrupt, or what is wrong with the input.
	ReadLine(prompt string) (string, error)
	// GoesOn reports, after an empty line, whether what is there already belongs
	// to the block that the line would end.
	GoesOn() bool
	// Keep is told what was typed, when it is a whole statement, or given up: the
	// lines that ReadLine returned since the last time.
	Keep(statement string)
	// Reader is what a running script reads as its standard input; so does ReadContext,
	// until ctx ends.
	io.Reader
	ReadContext(ctx context.Context, b []byte) (int, error)
	// Close ends the reading; a ReadLine under way returns io.EOF.
	io.Closer
}

// pipe reads lines without a prompt.
type pipe struct{ *input }

// NewPipe reads the lines of a pipe or a file, which shows no prompts.
func NewPipe(r io.Reader) LineReader { return pipe{newInput(r)} }

func (p pipe) ReadLine(string) (string, error) { return p.line() }
func (p pipe) GoesOn() bool                    { return p.goesOn() }
func (p pipe) Keep(string)                     {}

func (p pipe) Close() error {
	p.stop()
	return nil
}
