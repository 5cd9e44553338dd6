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
		s, err := p.ReadLine("")
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
		"": nil, "a": {"a"}, "a\n": {"a"}, "a\r\nb": {"a", "b"}, "\n\nx\n": {"", "", "x"},
		strings.Repeat("long ", 3000) + "\nb\n": {strings.Repeat("long ", 3000), "b"},
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
	if _, err := p.ReadLine(""); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("error %v", err)
	}
}

// TestPipeClose ends a ReadLine that waits.
func TestPipeClose(t *testing.T) {
	r, w := io.Pipe()
	defer w.Close() //nolint:errcheck // the test is over
	p := NewPipe(r)
	time.AfterFunc(time.Millisecond, func() { p.Close() }) //nolint:errcheck // nothing can fail
	if _, err := p.ReadLine(""); !errors.Is(err, io.EOF) {
		t.Errorf("error %v", err)
	}
}

// TestPipeRead gives a script's input() one line at a time.
func TestPipeRead(t *testing.T) {
	p := NewPipe(strings.NewReader("x = input()\nhello\ny\n"))
	defer p.Close() //nolint:errcheck // nothing can fail
	if s, err := p.ReadLine(""); err != nil || s != "x = input()" {
		t.Fatal(s, err)
	}
	b := make([]byte, 100)
	if n, err := p.Read(b); err != nil || string(b[:n]) != "hello\n" {
		t.Fatalf("%q, %v", b[:n], err)
	}
	if s, err := p.ReadLine(""); err != nil || s != "y" {
		t.Fatal(s, err)
	}
}

func TestGoesOn(t *testing.T) {
	for after, want := range map[string]bool{
		"": false, "x = 1\n": false, "    return b\n": true, "\n\n\treturn b\n": true, "\n\nx\n": false,
		"else:\n": true, "elif x:\n": true, "except:\n": true, "finally:": true, "elsewhere = 1\n": false, "  \n  \nx": false,
	} {
		p := NewPipe(strings.NewReader("\n" + after))
		if _, err := p.ReadLine(""); err != nil {
			t.Fatal(err)
		}
		if got := p.GoesOn(); got != want {
			t.Errorf("%q: %v", after, got)
		}
		p.Close() //nolint:errcheck // nothing can fail
	}
}

// TestGoesOnTyped does not wait for a line that is not there.
func TestGoesOnTyped(t *testing.T) {
	r, w := io.Pipe()
	p := NewPipe(r)
	go w.Write([]byte("\n")) //nolint:errcheck // in memory
	if _, err := p.ReadLine(""); err != nil {
		t.Fatal(err)
	}
	if p.GoesOn() {
		t.Error("goes on with nothing")
	}
	go w.Write([]byte("next\n")) //nolint:errcheck // in memory
	if s, err := p.ReadLine(""); err != nil || s != "next" {
		t.Error(s, err)
	}
}

func TestPaste(t *testing.T) {
	for in, want := range map[string]string{
		"plain\ttext\x03":                    "plain\ttext\x03",
		"\x1b[200~if x:\r\n\ty\x07\x1b[201~": "if x:\n    y",
		"a\x1b[200~b\x1b[201~c\x1b[200~d":    "abcd",
		"\x1b[A\x1b[3~":                      "\x1b[A\x1b[3~",
		"\x1b":                               "\x1b",
	} {
		whole := &paste{}
		if got := whole.filter([]byte(in)); string(got) != want {
			t.Errorf("%q: %q", in, got)
		}
		for cut := 2; cut < len(in); cut++ {
			if in[cut-1] == '\x1b' || in[cut-1] == '\r' {
				continue // a key, or an end of line that is one either way
			}
			p := &paste{}
			got := append(p.filter([]byte(in[:cut])), p.filter([]byte(in[cut:]))...)
			if string(got) != want {
				t.Errorf("%q cut at %d: %q", in, cut, got)
			}
		}
	}
}

func FuzzPaste(f *testing.F) {
	f.Add([]byte("a\x1b[200~b\tc\x1b[201~d"), 3)
	f.Fuzz(func(t *testing.T, b []byte, cut int) {
		p := &paste{}
		cut = min(max(cut, 0), len(b))
		got := append(p.filter(b[:cut]), p.filter(b[cut:])...)
		if len(got)+len(p.rest) > 4*len(b) {
			t.Fatalf("%q became %q", b, got)
		}
		if !strings.Contains(string(b), "\x1b[20") && string(got)+string(p.rest) != string(b) {
			t.Fatalf("%q became %q", b, got)
		}
	})
}
