package repl

import (
	"bytes"
	"context"
	"errors"
	"io"
	"sync"
	"syscall"
	"time"

	"starling/repl/edit"
)

// input is the bytes of a terminal or a pipe, read only when asked for, so that between
// two lines others may read too. It is used by one goroutine at a time; wake and stop may
// be called by any.
type input struct {
	want  chan struct{}
	got   chan chunk
	woken chan struct{}
	ended chan struct{}
	stop  func() // ends all reading: what waits for bytes gets io.EOF
	asked bool   // a read is under way
	once  bool   // a terminal: an end is that of a line, typed with Ctrl-D, and more may come
	buf   []byte
	err   error
}

type chunk struct {
	b   []byte
	err error
}

func newInput(r io.Reader) *input {
	in := &input{want: make(chan struct{}), got: make(chan chunk, 1), woken: make(chan struct{}, 1), ended: make(chan struct{})}
	in.stop = sync.OnceFunc(func() { close(in.ended) })
	go func() {
		for {
			select {
			case <-in.ended:
				return
			case <-in.want:
			}
			b := make([]byte, 1<<14)
			n, err := r.Read(b)
			if errors.Is(err, syscall.EIO) { // a terminal that is closed
				err = io.EOF
			}
			in.got <- chunk{b[:n], err}
		}
	}()
	return in
}

// wake makes fill return with nothing read.
func (in *input) wake() {
	select {
	case in.woken <- struct{}{}:
	default:
	}
}

// fill waits until there are more bytes, the end, or a wake; with a limit of time if it is
// not nil. It reports whether there are more bytes, and whether it was woken.
func (in *input) fill(limit <-chan time.Time, wake <-chan struct{}) (more, woken bool) {
	if in.err != nil {
		return false, false
	}
	if !in.asked {
		select {
		case in.want <- struct{}{}:
			in.asked = true
		case <-in.ended:
			in.err = io.EOF
			return false, false
		}
	}
	select {
	case c := <-in.got:
		in.asked = false
		in.buf, in.err = append(in.buf, c.b...), c.err
		return len(c.b) > 0, false
	case <-in.ended:
		in.err = io.EOF
	case <-wake:
		return false, true
	case <-limit:
	}
	return false, false
}

// line is the next line without its end; ErrInterrupt when stop says so.
func (in *input) line(stop <-chan struct{}) (string, error) {
	for {
		if i := bytes.IndexByte(in.buf, '\n'); i >= 0 {
			s := string(bytes.TrimSuffix(in.buf[:i], []byte("\r")))
			in.buf = in.buf[i+1:]
			return s, nil
		}
		if in.err != nil && len(in.buf) > 0 {
			s := string(in.buf)
			in.buf = nil
			return s, nil
		}
		if in.err != nil {
			return "", in.end()
		}
		if _, woken := in.fill(nil, stop); woken {
			in.buf = nil
			return "", ErrInterrupt
		}
	}
}

// end is the error of an input without more bytes.
func (in *input) end() error {
	err := in.err
	if in.once && !in.stopped() {
		in.err = nil
	}
	return err
}

func (in *input) stopped() bool {
	select {
	case <-in.ended:
		return true
	default:
		return false
	}
}

// Read is ReadContext without an end.
func (in *input) Read(b []byte) (int, error) { return in.ReadContext(context.Background(), b) }

// ReadContext gives the script's input() what comes next.
func (in *input) ReadContext(ctx context.Context, b []byte) (int, error) {
	for len(in.buf) == 0 {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		if in.err != nil {
			return 0, in.end()
		}
		in.fill(nil, ctx.Done())
	}
	if in.once { // keys that came while the editor had them still end their lines with returns
		in.buf = bytes.ReplaceAll(in.buf, []byte("\r"), []byte("\n"))
	}
	// A line at the most, so that the lines after it stay the console's.
	end := len(in.buf)
	if i := bytes.IndexByte(in.buf, '\n'); i >= 0 {
		end = i + 1
	}
	n := copy(b, in.buf[:end])
	in.buf = in.buf[n:]
	return n, nil
}

// soon is how long after an empty line its block may still go on: pasted text and text
// from a file is there by then, typed text is not.
const soon = 50 * time.Millisecond

// goesOn reports whether what follows an empty line belongs to the block before it: the
// next line with text in it, if it is there already, is indented or takes an if, for or
// try on.
func (in *input) goesOn() bool {
	limit := time.After(soon)
	for {
		if line, ok := firstText(in.buf); ok {
			return edit.GoesOn(string(line))
		}
		if in.err != nil {
			return false
		}
		if more, _ := in.fill(limit, nil); !more {
			line, _ := firstText(append(in.buf, '\n'))
			return edit.GoesOn(string(line))
		}
	}
}

// firstText is the first line of b that is not blank, if its end is there.
func firstText(b []byte) (line []byte, ok bool) {
	for len(b) > 0 {
		i := bytes.IndexAny(b, "\r\n")
		if i < 0 {
			return nil, false
		}
		if len(bytes.TrimSpace(b[:i])) > 0 {
			return b[:i], true
		}
		b = b[i+1:]
	}
	return nil, false
}
