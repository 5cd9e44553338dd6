package repl

import (
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"
)

func lines(t *testing.T, p LineReader) (got []string) {
	t.Helper()
	for {
		s, err := p.ReadStatement()
		if errors.Is(err, io.EOF) {
			return got
		}
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, s)
	}
}

func TestPipeLines(t *testing.T) {
	for in, want := range map[string][]string{
		"": nil, "a": {"a\n"}, "a\n": {"a\n"}, "a\r\nb": {"a\n", "b\n"}, "\n\nx\n": {"x\n"},
		"!echo (\n\\x\nf(\n1)\n":                 {"!echo (\n", "\\x\n", "f(\n1)\n"},
		strings.Repeat("long ", 3000) + "\nb\n":  {strings.Repeat("long ", 3000) + "\n", "b\n"},
		"def f():\n  a\n\n  b\n\nf()\n\nif x:\n": {"def f():\n  a\n\n  b\n\n", "f()\n", "if x:\n"},
	} {
		for name, r := range map[string]io.Reader{
			"plain": strings.NewReader(in), "byte": iotest.OneByteReader(strings.NewReader(in)), "early EOF": iotest.DataErrReader(strings.NewReader(in)),
		} {
			p := NewPipe(r)
			if got := lines(t, p); !slices.Equal(got, want) {
				t.Errorf("%s %q: %q", name, in, got)
			}
			p.Close() //nolint:errcheck // nothing can fail
			p.Close() //nolint:errcheck // again: nothing happens
		}
	}
	p := NewPipe(iotest.ErrReader(io.ErrUnexpectedEOF))
	if _, err := p.ReadStatement(); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("error %v", err)
	}
}

// TestPipeClose ends a ReadStatement that waits.
func TestPipeClose(t *testing.T) {
	r, w := io.Pipe()
	defer w.Close() //nolint:errcheck // the test is over
	p := NewPipe(r)
	time.AfterFunc(time.Millisecond, func() { p.Close() }) //nolint:errcheck // nothing can fail
	if _, err := p.ReadStatement(); !errors.Is(err, io.EOF) {
		t.Errorf("error %v", err)
	}
}

// TestPipeRead gives a script's input() one line at a time.
func TestPipeRead(t *testing.T) {
	p := NewPipe(strings.NewReader("x = input()\nhello\ny\n"))
	defer p.Close() //nolint:errcheck // nothing can fail
	if s, err := p.ReadStatement(); err != nil || s != "x = input()\n" {
		t.Fatal(s, err)
	}
	b := make([]byte, 100)
	if n, err := p.Read(b); err != nil || string(b[:n]) != "hello\n" {
		t.Fatalf("%q, %v", b[:n], err)
	}
	if s, err := p.ReadStatement(); err != nil || s != "y\n" {
		t.Fatal(s, err)
	}
}

// TestTypedAhead: keys that a terminal sent before it made lines of them are lines, and an end
// that was typed is not the last.
func TestTypedAhead(t *testing.T) {
	in := newInput(iotest.DataErrReader(strings.NewReader("one\rtwo")))
	in.once = true
	defer in.stop()
	b := make([]byte, 100)
	for _, want := range []string{"one\n", "two"} {
		if n, err := in.Read(b); err != nil || string(b[:n]) != want {
			t.Errorf("%q, %v; want %q", b[:n], err, want)
		}
	}
	for range 2 {
		if _, err := in.Read(b); !errors.Is(err, io.EOF) || in.err != nil {
			t.Errorf("%v, then %v", err, in.err)
		}
	}
}

func TestGoesOn(t *testing.T) {
	for after, want := range map[string]bool{
		"": false, "x = 1\n": false, "    return b\n": true, "\n\n\treturn b\n": true, "\n\nx\n": false,
		"else:\n": true, "elif x:\n": true, "except:\n": true, "finally:": true, "elsewhere = 1\n": false, "  \n  \nx": false,
	} {
		in := newInput(strings.NewReader(after))
		if got := in.goesOn(); got != want {
			t.Errorf("%q: %v", after, got)
		}
		in.stop()
	}
}

// TestGoesOnTyped does not wait for a line that is not there.
func TestGoesOnTyped(t *testing.T) {
	r, w := io.Pipe()
	p := pipe{newInput(r)}
	if p.goesOn() {
		t.Error("goes on with nothing")
	}
	go w.Write([]byte("next\n")) //nolint:errcheck // in memory
	if s, err := p.ReadStatement(); err != nil || s != "next\n" {
		t.Error(s, err)
	}
}
