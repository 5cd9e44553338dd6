package main

import (
	"io"
	"os"

	"github.com/chzyer/readline"
	"golang.org/x/term"

	"starling/chart"
	"starling/grid"
	"starling/repl"
	"starling/repl/stage"
)

// openFront is where the pictures of scripts are seen: in place on a terminal that can move
// its cursor. stdin is what is typed, if that is a terminal; what scripts read of it then
// comes from the returned reader too.
func (c *console) openFront(stdin io.Reader) (*repl.Front, io.Reader) {
	f := &repl.Front{Lines: c.lines, Stage: stage.Stage{
		Out:       repl.ScreenOutput(c.screen),
		Window:    c.window,
		Plain:     !c.tty || os.Getenv("TERM") == "dumb",
		Interrupt: func() { c.signals.take(os.Interrupt) },
	}, Looked: chartLooks(c.tty)}
	keyboard, ok := c.stdin.(*os.File)
	if !ok || !isTerminal(keyboard) || !c.tty {
		return f, stdin
	}
	typed := c.lines
	switch {
	case typed == nil && stdin == nil:
		typed = repl.NewPipe(keyboard)
	case typed == nil:
		typed = repl.NewPipe(stdin)
		stdin = typed
	}
	f.Stage.Keys = typed
	f.Stage.Raw = func() (func(), error) {
		before, err := readline.MakeRaw(int(keyboard.Fd())) // which leaves what is printed as it is
		if err != nil {
			return nil, err
		}
		return func() { readline.Restore(int(keyboard.Fd()), before) }, nil //nolint:errcheck // a terminal that is gone
	}
	return f, stdin
}

// chartLooks is what charts can show on the terminal.
func chartLooks(terminal bool) chart.Looks {
	switch grid.PaletteOf(terminal, os.Getenv) {
	case grid.NoLooks:
		return chart.Plain
	case grid.Mono:
		return chart.Mono
	}
	return chart.Colours
}

// window is the size of the terminal, 0 and 0 without one.
func (c *console) window() (width, height int) {
	if !c.tty {
		return 0, 0
	}
	width, height, err := term.GetSize(int(os.Stdout.Fd()))
	if err != nil || width <= 0 || height <= 0 {
		return 80, 24
	}
	return width, height
}
