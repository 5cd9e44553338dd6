package starling_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"starling"
)

// TestNotify: without Notify a table that fails is told of on Stderr, and a script that never ends is
// ended by its context.
func TestNotify(t *testing.T) {
	var errs bytes.Buffer
	s := open(t, starling.Config{Stderr: &errs})
	ctx := limited(t)
	in := must(starling.NewInput[struct{ N int64 }](s, "numbers"))(t)
	noErr(t, s.Run(ctx, "def f(x) -> int: return 10 // x\nt = numbers.update('X = f(N)')"))
	noErr(t, in.Add(struct{ N int64 }{0}))
	noErr(t, s.Sync(ctx))
	err := must(s.Table("t"))(t).Err()
	var e *starling.Error
	if !errors.As(err, &e) || e.Table != "t" {
		t.Errorf("the table failed with %v", err)
	}
	wantErr(t, err, "table t failed: update", "<string>, line 1", "ZeroDivisionError")
	short, cancel := context.WithTimeout(ctx, 10*time.Millisecond)
	defer cancel()
	err = s.Run(short, "while True: pass")
	if !errors.Is(err, context.DeadlineExceeded) || !errors.As(err, &e) || e.Kind != "KeyboardInterrupt" {
		t.Errorf("a script that was ended: %v", err)
	}
	noErr(t, s.Close())
	if !strings.HasPrefix(errs.String(), "table t failed: update") {
		t.Errorf("told: %q", &errs)
	}
}

// TestError: an error has its place, its class and what Python prints; exit is one with its status.
func TestError(t *testing.T) {
	s := open(t, starling.Config{})
	ctx := limited(t)
	var e *starling.Error
	err := s.Run(ctx, "def f():\n    return nope\nf()")
	if !errors.As(err, &e) {
		t.Fatalf("got %v", err)
	}
	if e.File != "<string>" || e.Line != 2 || e.Column != 12 || e.Kind != "NameError" || !strings.HasPrefix(e.Message, "name 'nope' is not defined") {
		t.Errorf("the error is %+v", e)
	}
	if !strings.HasPrefix(e.Traceback, "Traceback (most recent call last):\n  File \"<string>\", line 3") || e.Error() != "<string>:2: NameError: "+e.Message {
		t.Errorf("%q\n%s", e, e.Traceback)
	}
	noErr(t, s.Run(ctx, "exit(0)"))
	if err := s.Run(ctx, "exit(3)"); !errors.As(err, &e) || e.Kind != "SystemExit" || e.Message != "3" {
		t.Errorf("exit(3) is %v", err)
	}
}

// TestRunWaits: while one script runs another waits, as long as its context lasts.
func TestRunWaits(t *testing.T) {
	s := open(t, starling.Config{})
	ctx := limited(t)
	began, hold := make(chan struct{}), make(chan struct{})
	noErr(t, s.Func("wait", func() bool { close(began); <-hold; return true }))
	first := make(chan error, 1)
	go func() { first <- s.Run(ctx, "x = wait()") }()
	<-began
	short, cancel := context.WithTimeout(ctx, 10*time.Millisecond)
	defer cancel()
	err := s.Run(short, "x = 2")
	if wantErr(t, err, "starling: another script runs"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a script that had to wait: %v", err)
	}
	close(hold)
	noErr(t, <-first)
	noErr(t, s.Run(ctx, "assert x == True"))
}
