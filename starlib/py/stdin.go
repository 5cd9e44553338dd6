package py

import (
	"bufio"
	"context"
	"errors"
	"io"
	"strings"

	"starling/internal/bounds"
)

// ContextReader is a standard input whose reading can be ended: by ctx, whose error it then
// returns. What comes later is left for the next one who reads. A read gives at most one line.
type ContextReader interface {
	ReadContext(ctx context.Context, b []byte) (int, error)
}

// stdin reads the lines of input(), for one script at a time.
type stdin struct {
	r    io.Reader
	max  bounds.Bounds // of a line
	buf  *bufio.Reader
	next chan line // being read from a plain reader, which may take for ever; nil: none is
}

type line struct {
	text string
	err  error
}

func newStdin(r io.Reader, max bounds.Bounds) *stdin {
	return &stdin{r: r, max: max, buf: bufio.NewReader(r)}
}

// readLine is the next line with its end, which a device may not have.
func (s *stdin) readLine() (string, error) {
	var line strings.Builder
	for {
		part, err := s.buf.ReadSlice('\n')
		line.Write(part)
		if errors.Is(err, bufio.ErrBufferFull) {
			err = s.max.Size("a line", line.Len())
			if err == nil {
				continue
			}
		}
		return line.String(), err
	}
}

// line is the next line, without its end.
func (s *stdin) line(ctx context.Context) (string, error) {
	l, err := s.read(ctx)
	if err != nil {
		return "", err
	}
	if l.text != "" && errors.Is(l.err, io.EOF) { // the last one has no end
		l.err = nil
	}
	return strings.TrimRight(l.text, "\r\n"), l.err
}

// read waits for a line; the error is that of ctx.
func (s *stdin) read(ctx context.Context) (l line, err error) {
	if c, ok := s.r.(ContextReader); ok {
		s.buf.Reset(during{ctx, c})
		l.text, l.err = s.readLine()
		return l, ctx.Err()
	}
	if s.next == nil {
		s.next = make(chan line, 1)
		go func(to chan line) {
			text, err := s.readLine()
			to <- line{text, err}
		}(s.next)
	}
	select {
	case l = <-s.next:
		s.next = nil
		return l, nil
	case <-ctx.Done():
		return l, ctx.Err()
	}
}

// during is a ContextReader as a Reader.
type during struct {
	ctx context.Context
	r   ContextReader
}

// Read reads until the context ends.
func (d during) Read(b []byte) (int, error) { return d.r.ReadContext(d.ctx, b) }
