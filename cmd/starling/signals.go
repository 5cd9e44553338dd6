package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"
)

// signals is what the process's signals do. An interrupt (Ctrl-C), SIGTERM and SIGHUP (the
// terminal is closed) end what runs, cleanly; at the prompt an interrupt ends the statement
// alone. While all ends, the next interrupt or SIGTERM gives up what is still waited for; a
// SIGHUP does not: a terminal that closes is seen at its input as well, often before the
// signal comes, and nobody asked again.
type signals struct {
	app    *app
	heard  chan os.Signal
	done   chan struct{}
	finish context.CancelCauseFunc // ends what runs

	mu        sync.Mutex
	interrupt func() // what an interrupt does in place of ending all; nil: nothing else
	first     os.Signal
	last      os.Signal               // that gave up
	giveUp    context.CancelCauseFunc // ends the waiting of the end; nil before it began
	overdue   *time.Timer             // ends the process
	told      bool                    // it was said what is waited for
	waits     func() string           // what is waited for just now; nil: the script
}

const (
	// sayAfter is how long the end may take without a word.
	sayAfter = 2 * time.Second
	// lastChance is from when the waiting is given up until the process ends whatever it does.
	lastChance = 700 * time.Millisecond
)

// signalled is why something ends: a signal.
type signalled struct{ os.Signal }

func (s signalled) Error() string {
	switch s.Signal {
	case os.Interrupt:
		return "interrupted"
	case syscall.SIGHUP:
		return "the terminal is closed"
	}
	return s.Signal.String()
}

// code is the exit status of what a signal cut short, as shells have it.
func (s signalled) code() int {
	n, ok := s.Signal.(syscall.Signal)
	if !ok {
		return exitFailure
	}
	return 128 + int(n)
}

// cutShort is the exit status of what ended because ctx did: that of its signal.
func cutShort(ctx context.Context) int {
	var s signalled
	if errors.As(context.Cause(ctx), &s) {
		return s.code()
	}
	return exitFailure
}

// hear begins to listen. The context ends with the first signal that ends what runs.
func (a *app) hear() (context.Context, *signals) {
	s := &signals{app: a, heard: make(chan os.Signal, 4), done: make(chan struct{})}
	var ctx context.Context
	ctx, s.finish = context.WithCancelCause(context.Background())
	signal.Notify(s.heard, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	go func() {
		for {
			select {
			case sig := <-s.heard:
				s.take(sig)
			case <-s.done:
				return
			}
		}
	}()
	return ctx, s
}

// stop listens no more, and lets the process live.
func (s *signals) stop() {
	signal.Stop(s.heard)
	close(s.done)
	s.finish(nil)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.overdue != nil {
		s.overdue.Stop()
	}
}

// onInterrupt makes f what an interrupt does, until the function that it returns is called.
func (s *signals) onInterrupt(f func()) (undo func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	before := s.interrupt
	s.interrupt = f
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.interrupt = before
	}
}

func (s *signals) take(sig os.Signal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case sig == syscall.SIGHUP && (s.giveUp != nil || s.first != nil):
	case s.giveUp != nil:
		s.last = sig
		s.giveUp(signalled{sig})
		s.hurry(lastChance)
	case s.first != nil: // what runs does not end
		s.last = sig
		s.hurry(lastChance)
	case sig == os.Interrupt && s.interrupt != nil:
		go s.interrupt()
	default:
		s.first = sig
		s.finish(signalled{sig})
		s.hurry(s.app.patience + lastChance)
		time.AfterFunc(sayAfter, s.say)
	}
}

// hurry has the process end after a time, whatever it does. s.mu is held.
func (s *signals) hurry(after time.Duration) {
	if s.overdue == nil {
		s.overdue = time.AfterFunc(after, s.quit)
		return
	}
	s.overdue.Reset(after)
}

// quit ends the process: it did not end by itself.
func (s *signals) quit() {
	s.mu.Lock()
	code, waits := exitFailure, s.waiting()
	if s.last != nil {
		code = signalled{s.last}.code()
	}
	s.mu.Unlock()
	s.app.notify("starling: given up: " + waits)
	s.app.exit(code)
}

// waiting says what is waited for. s.mu is held.
func (s *signals) waiting() string {
	if s.waits == nil {
		return "the script does not end"
	}
	if w := s.waits(); w != "" {
		return "waiting for " + w
	}
	return "waiting for connections to close"
}

// say tells for what the end waits, unless it is over.
func (s *signals) say() {
	select {
	case <-s.done:
		return
	default:
	}
	s.mu.Lock()
	told, again, waits := s.told, "", s.waiting()
	s.told = true
	if s.first != nil {
		again = " again"
	}
	s.mu.Unlock()
	if told {
		return
	}
	s.app.notify(fmt.Sprintf("starling: %s; Ctrl-C%s to give up", waits, again))
}

// ending is the context of the end: it ends with the next signal, or when --shutdown-timeout
// is over. waits is what is waited for meanwhile, which is said when it takes long.
func (s *signals) ending(waits func() string) (context.Context, context.CancelFunc) {
	ctx, giveUp := context.WithCancelCause(context.Background())
	late := fmt.Errorf("not done after %v (--shutdown-timeout)", s.app.patience)
	ctx, cancel := context.WithTimeoutCause(ctx, s.app.patience, late)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.giveUp, s.waits = giveUp, waits
	if s.last != nil { // it came before this
		giveUp(signalled{s.last})
	}
	s.hurry(s.app.patience + lastChance)
	told := time.AfterFunc(sayAfter, s.say)
	return ctx, func() {
		told.Stop()
		cancel()
		giveUp(nil)
	}
}
