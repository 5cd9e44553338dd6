package tty

import (
	"errors"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
)

// patience is the deadline of what takes a moment on a machine that has time.
const patience = 30 * time.Second

// Term is a program on a terminal.
type Term struct {
	t   testing.TB
	cmd *exec.Cmd
	tty *os.File

	mu     sync.Mutex
	screen *Screen
	sent   int
	change chan struct{} // closed at the next change of the screen
	ended  chan struct{} // closed when the program has ended
	status int           // by then; -1 for one that a signal ended
}

// Start runs the test's own binary under the name args[0], as testscript's programs are run,
// in a window of this size, as xterm unless env has another TERM. It is killed at the end of
// the test.
func Start(t testing.TB, size Size, env []string, args ...string) *Term {
	t.Helper()
	cmd := &exec.Cmd{Path: os.Args[0], Args: args}
	cmd.Env = append(append(os.Environ(), "TERM=xterm", "NO_COLOR="), env...)
	tty, err := pty.StartWithSize(cmd, winsize(size))
	if err == nil {
		tty, err = polled(tty)
	}
	if err != nil {
		t.Fatal(err)
	}
	s := &Term{t: t, cmd: cmd, tty: tty, screen: NewScreen(size), change: make(chan struct{}), ended: make(chan struct{})}
	s.screen.Answer = func(text string) { io.WriteString(tty, text) } //nolint:errcheck // a terminal that is gone
	go s.watch()
	t.Cleanup(func() {
		cmd.Process.Kill() //nolint:errcheck // it has mostly ended
		<-s.ended
		tty.Close() //nolint:errcheck // the test is over
	})
	return s
}

func winsize(s Size) *pty.Winsize {
	return &pty.Winsize{Rows: uint16(s.Rows), Cols: uint16(s.Cols)}
}

// polled is f in a form whose Close ends a Read: the terminal is gone then, at once.
func polled(f *os.File) (*os.File, error) {
	defer f.Close() //nolint:errcheck // its copy is used
	fd, err := syscall.Dup(int(f.Fd()))
	if err != nil {
		return nil, err
	}
	err = syscall.SetNonblock(fd, true)
	return os.NewFile(uintptr(fd), f.Name()), err
}

// watch shows what is printed until the program ends.
func (s *Term) watch() {
	defer close(s.ended)
	buf := make([]byte, 1<<16)
	for {
		n, err := s.tty.Read(buf)
		s.mu.Lock()
		s.screen.Write(buf[:n]) //nolint:errcheck // in memory
		s.sent += n
		close(s.change)
		s.change = make(chan struct{})
		s.mu.Unlock()
		if err != nil { // the terminal has no other end any more, or was closed here
			break
		}
	}
	err := s.cmd.Wait()
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.Sys().(syscall.WaitStatus).Signaled() {
		s.status = -1
		return
	}
	s.status = s.cmd.ProcessState.ExitCode()
}

// Type sends keys.
func (s *Term) Type(keys string) {
	s.t.Helper()
	if _, err := io.WriteString(s.tty, keys); err != nil {
		s.t.Fatal(err)
	}
}

// Paste sends a text as the terminal does when one is pasted: a line ends with a return, and
// it is between marks if the program asked for them.
func (s *Term) Paste(text string) {
	s.t.Helper()
	text = strings.ReplaceAll(text, "\n", "\r")
	if s.Look(func(x *Screen) bool { return x.Brackets() }) {
		text = "\x1b[200~" + text + "\x1b[201~"
	}
	s.Type(text)
}

// Wait returns when all the texts are on the screen at once.
func (s *Term) Wait(texts ...string) {
	s.t.Helper()
	s.Until(strings.Join(texts, ", "), func(x *Screen) bool {
		screen := x.String()
		for _, text := range texts {
			if !strings.Contains(screen, text) {
				return false
			}
		}
		return true
	})
}

// Until returns when ok holds for the screen; what says in an error what was waited for.
func (s *Term) Until(what string, ok func(x *Screen) bool) {
	s.t.Helper()
	deadline := time.After(patience)
	for {
		s.mu.Lock()
		done, change := ok(s.screen), s.change
		s.mu.Unlock()
		if done {
			return
		}
		select {
		case <-change:
		case <-s.ended:
			if !s.Look(ok) {
				s.t.Fatalf("ended with status %d before %q:\n%s", s.status, what, s.Screen())
			}
		case <-deadline:
			s.t.Fatalf("no %q on the screen:\n%s", what, s.Screen())
		}
	}
}

// Look is what ok says of the screen now.
func (s *Term) Look(ok func(x *Screen) bool) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return ok(s.screen)
}

// Screen is the text of the window.
func (s *Term) Screen() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.screen.String()
}

// All is the text of the window and of what was scrolled out of it.
func (s *Term) All() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.screen.All()
}

// Sent is how many bytes the program has sent since it started.
func (s *Term) Sent() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.sent
}

// Resize gives the window another size, of which the program is told.
func (s *Term) Resize(size Size) {
	s.t.Helper()
	s.mu.Lock()
	s.screen.Resize(size)
	s.mu.Unlock()
	if err := pty.Setsize(s.tty, winsize(size)); err != nil {
		s.t.Fatal(err)
	}
}

// Signal sends a signal to the program.
func (s *Term) Signal(sig os.Signal) {
	s.t.Helper()
	if err := s.cmd.Process.Signal(sig); err != nil {
		s.t.Fatal(err)
	}
}

// Hangup closes the terminal.
func (s *Term) Hangup() { s.tty.Close() } //nolint:errcheck // nobody reads it any more

// Ended is closed when the program has ended.
func (s *Term) Ended() <-chan struct{} { return s.ended }

// Exit is the status of the program when it has ended.
func (s *Term) Exit() int {
	s.t.Helper()
	select {
	case <-s.ended:
	case <-time.After(patience):
		s.t.Fatalf("it does not end:\n%s", s.Screen())
	}
	return s.status
}
