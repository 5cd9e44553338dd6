package main

import (
	"bytes"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"

	"github.com/creack/pty"
)

// terminal is one that a test looks at.
type terminal struct {
	*testing.T
	tty, keys *os.File // what a program has, and where it is typed
}

func newTerminal(t *testing.T) *terminal {
	t.Helper()
	keys, tty, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		tty.Close()  //nolint:errcheck // the test is over
		keys.Close() //nolint:errcheck // the test is over
	})
	return &terminal{t, tty, keys}
}

// screen is all that the terminal got while f ran.
func (t *terminal) screen(f func()) string {
	t.Helper()
	const end = "\n[the end of the test]\n"
	text := make(chan string)
	go func() {
		var all []byte
		b := make([]byte, 4096)
		for want := []byte("[the end of the test]"); !bytes.Contains(all, want); {
			n, err := t.keys.Read(b)
			if all = append(all, b[:n]...); err != nil {
				all = append(all, err.Error()...)
				break
			}
		}
		text <- strings.ReplaceAll(string(all), "\r\n", "\n")
	}()
	f()
	if _, err := t.tty.WriteString(end); err != nil {
		t.Error(err)
	}
	return strings.TrimSuffix(<-text, end)
}

// run runs the command as a process of its own, with these keys typed.
func (t *terminal) run(keys string, env []string, args ...string) string {
	t.Helper()
	return t.screen(func() {
		cmd := &exec.Cmd{Path: os.Args[0], Args: append([]string{"starling"}, args...)}
		cmd.Env = append(append(os.Environ(), "TERM=xterm"), env...)
		cmd.Stdin, cmd.Stdout, cmd.Stderr = t.tty, t.tty, t.tty
		cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
		if _, err := t.keys.WriteString(keys); err != nil {
			t.Error(err)
		}
		if err := cmd.Run(); err != nil {
			t.Error(err)
		}
	})
}
