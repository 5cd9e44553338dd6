package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// followCmd runs starling with a session as its standard input:
//
//	follow run -i query.py session
//
// Lines of the session that begin with ! are commands of the script: kproduce or kafka.
// They run once all lines before them have. What starling prints is then there for stdout,
// stderr and cmp.
func followCmd(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) == 0 {
		ts.Fatalf("usage: follow [ARGUMENTS] FILE")
	}
	session := ts.ReadFile(args[len(args)-1])
	args = args[:len(args)-1]
	for i, arg := range args {
		if ext := filepath.Ext(arg); ext == ".py" || ext == ".star" {
			args[i] = ts.MkAbs(arg)
		}
	}
	f := follow(args...)
	in := f.in
	for line := range strings.Lines(session) {
		if command, ok := strings.CutPrefix(line, "!"); ok {
			f.settle(ts)
			f.command(ts, strings.TrimSpace(command))
			continue
		}
		io.WriteString(in, line) //nolint:errcheck // it has ended: its status says why
	}
	f.end(ts, neg)
}

// follower is starling at work, and what it has printed.
type follower struct {
	in    io.WriteCloser
	ended chan int
	said  chan struct{}

	mu     sync.Mutex
	stdout bytes.Buffer
	stderr lockedBuffer
	marks  int
}

// follow starts starling.
func follow(args ...string) *follower {
	f := &follower{ended: make(chan int, 1), said: make(chan struct{}, 1)}
	stdin, in := io.Pipe()
	f.in = in
	go func() {
		f.ended <- Main(args, stdin, f, &f.stderr)
		stdin.Close() //nolint:errcheck // writers must not hang
	}()
	return f
}

// Write takes the standard output.
func (f *follower) Write(b []byte) (int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.stdout.Write(b)
	select {
	case f.said <- struct{}{}:
	default:
	}
	return len(b), nil
}

// judge is who ends a test: a script's, or a page's.
type judge interface {
	Fatalf(format string, args ...any)
}

// settle returns when all lines so far have run.
func (f *follower) settle(ts judge) {
	f.marks++
	mark := fmt.Sprintf("<mark %d>\n", f.marks)
	fmt.Fprintf(f.in, "\nprint(%q, end='')\n", mark)
	late := time.After(patience)
	for {
		f.mu.Lock()
		before, after, ok := strings.Cut(f.stdout.String(), mark)
		if ok {
			f.stdout.Reset()
			f.stdout.WriteString(before + after)
		}
		f.mu.Unlock()
		if ok {
			return
		}
		select {
		case <-f.said:
		case code := <-f.ended:
			f.ended <- code
			ts.Fatalf("follow: ended with status %d\n%s%s", code, f.stdout.String(), f.stderr.String())
		case <-late:
			ts.Fatalf("follow: no answer after %v\n%s%s", patience, f.stdout.String(), f.stderr.String())
		}
	}
}

func (f *follower) command(ts *testscript.TestScript, line string) {
	words := quotedFields(line)
	switch {
	case len(words) > 1 && words[0] == "kproduce":
		kproduceCmd(ts, false, words[1:])
	case len(words) > 1 && words[0] == "kafka":
		kafkaCmd(ts, false, words[1:])
	default:
		ts.Fatalf("follow: unknown command %q", line)
	}
}

// quotedFields splits a line at spaces outside of single quotes, which are dropped.
func quotedFields(line string) []string {
	quoted := false
	words := strings.FieldsFunc(line, func(r rune) bool {
		if r == '\'' {
			quoted = !quoted
		}
		return r == ' ' && !quoted
	})
	for i, w := range words {
		words[i] = strings.ReplaceAll(w, "'", "")
	}
	return words
}

// end ends the input and waits for the program.
func (f *follower) end(ts *testscript.TestScript, neg bool) {
	f.in.Close() //nolint:errcheck // the end of the session
	select {
	case code := <-f.ended:
		ts.Stdout().Write(f.stdout.Bytes())          //nolint:errcheck // in memory
		ts.Stderr().Write([]byte(f.stderr.String())) //nolint:errcheck // in memory
		if (code != 0) != neg {
			ts.Fatalf("follow: exit status %d\n%s%s", code, f.stdout.String(), f.stderr.String())
		}
	case <-time.After(patience):
		ts.Fatalf("follow: does not end\n%s%s", f.stdout.String(), f.stderr.String())
	}
}

// lockedBuffer is a buffer that many may write.
type lockedBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}

// awaitCmd waits for a file that a program in the background writes.
func awaitCmd(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: await FILE")
	}
	path := ts.MkAbs(args[0])
	for end := time.Now().Add(patience); ; time.Sleep(10 * time.Millisecond) {
		if _, err := os.Stat(path); err == nil {
			return
		}
		if time.Now().After(end) {
			ts.Fatalf("await: no file %s after %v", args[0], patience)
		}
	}
}
