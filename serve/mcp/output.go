package mcp

import (
	"bytes"
	"io"
	"sync"
	"unicode/utf8"
)

// outputBytes is how much of what a call printed is answered.
const outputBytes = 64 << 10

// Output is where scripts print: to the answer of the call that runs them, to Beside when none does. It
// may be written to by any goroutine.
type Output struct {
	Beside io.Writer

	mu   sync.Mutex // guards what follows, and writes to Beside
	on   bool
	text bytes.Buffer
	left int // bytes that were not kept
}

// Write takes what a script printed.
func (o *Output) Write(b []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if !o.on {
		return o.Beside.Write(b)
	}
	n := min(len(b), outputBytes-o.text.Len())
	o.text.Write(b[:n])
	o.left += len(b) - n
	return len(b), nil
}

// begin keeps what is printed from now on.
func (o *Output) begin() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.on, o.left = true, 0
	o.text.Reset()
}

// end is what was printed since begin, and how many bytes more that were not kept.
func (o *Output) end() (text string, left int) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.on = false
	b := o.text.Bytes()
	for len(b) > 0 && o.left > 0 && !utf8.Valid(b[max(0, len(b)-utf8.UTFMax):]) && !utf8.FullRune(b[len(b)-1:]) {
		b = b[:len(b)-1] // of a character that was cut
	}
	return string(b), o.left
}
