package mcp

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"sync"
)

// patience holds the end of the input back until all that was asked is answered: the library lets go of
// what it is about when the input ends, and who pipes questions in wants the answers.
type patience struct {
	ctx context.Context
	in  io.Reader
	out io.Writer

	line    []byte     // that is being read
	mu      sync.Mutex // a leaf; guards what follows
	open    int        // questions without an answer
	settled chan struct{}
}

func newPatience(ctx context.Context, in io.Reader, out io.Writer) *patience {
	return &patience{ctx: ctx, in: in, out: out, settled: make(chan struct{}, 1)}
}

// Read reads questions.
func (p *patience) Read(b []byte) (int, error) {
	n, err := p.in.Read(b)
	for _, part := range bytes.SplitAfter(b[:n], []byte("\n")) {
		if len(p.line) <= requestBytes { // more is refused by who reads it
			p.line = append(p.line, part...)
		}
		if bytes.HasSuffix(part, []byte("\n")) {
			p.asked()
		}
	}
	if errors.Is(err, io.EOF) {
		p.asked()
		p.await()
	}
	return n, err
}

// asked counts the line that was read.
func (p *patience) asked() {
	switch kind(p.line) {
	case question:
		p.count(1)
	case takenBack:
		p.count(-1)
	}
	p.line = p.line[:0]
}

// Write writes an answer, or something else that is told.
func (p *patience) Write(b []byte) (int, error) {
	n, err := p.out.Write(b)
	if kind(b) == answer {
		p.count(-1)
	}
	return n, err
}

// Close does nothing: neither is ours.
func (p *patience) Close() error { return nil }

func (p *patience) count(n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.open += n; p.open <= 0 {
		select {
		case p.settled <- struct{}{}:
		default:
		}
	}
}

// await returns when no question is open, or ctx ends.
func (p *patience) await() {
	for {
		p.mu.Lock()
		open := p.open
		p.mu.Unlock()
		if open <= 0 {
			return
		}
		select {
		case <-p.settled:
		case <-p.ctx.Done():
			return
		}
	}
}

// What a message is to JSON-RPC.
const (
	other = iota
	question
	takenBack // a question that may get no answer
	answer
)

func kind(line []byte) int {
	var m struct {
		ID     json.RawMessage
		Method *string
	}
	switch {
	case json.Unmarshal(line, &m) != nil:
		return other
	case m.Method != nil && *m.Method == "notifications/cancelled":
		return takenBack
	case len(m.ID) == 0:
		return other
	}
	if m.Method != nil {
		return question
	}
	return answer
}
