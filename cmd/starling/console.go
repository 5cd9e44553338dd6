package main

import (
	"context"
	"errors"
	"io"
	"os"
	"sync"

	"golang.org/x/term"

	"starling"
	"starling/engine"
	"starling/grid"
	"starling/internal/safe"
	"starling/internal/session"
	"starling/repl"
	"starling/serve/arrow"
	"starling/serve/flight"
	"starling/serve/metrics"
	"starling/starlib"
)

// console is a session, and where it and its scripts print.
type console struct {
	*app
	session *starling.Session
	inner   *session.Session
	graph   *engine.Graph
	host    *starlib.Host
	screen  *repl.Screen
	front   *repl.Front
	lines   repl.LineReader // nil unless it is interactive

	history     *repl.History
	progress    *progress       // nil if it shows none
	tty         bool            // the output is a terminal
	edits       bool            // lines are edited on a terminal
	metrics     *metrics.Server // nil unless it is asked for
	web         webServer
	flight      *flight.Server // nil unless it is asked for
	flightToken string

	greeting sync.WaitGroup // what it still has to say
}

// newConsole opens a session. stdin is what scripts read, and with interactive where
// statements come from; args is sys.argv.
func (a *app) newConsole(stdin io.Reader, interactive bool, args []string) (*console, error) {
	c := &console{app: a, tty: isTerminal(a.stdout)}
	stdout, stderr := a.stdout, a.stderr
	if !interactive {
		c.progress = newProgress(a.terminalErr)
		stdout, stderr = c.progress.beside(stdout), c.progress.beside(stderr)
	}
	c.screen = repl.NewScreen(stdout, stderr)
	if interactive {
		if err := c.openLines(stdin); err != nil {
			return nil, err
		}
		stdin = c.lines
	}
	a.mu.Lock()
	a.stdout, a.stderr = c.screen.Stdout(), c.screen.Stderr()
	a.mu.Unlock()
	if err := c.open(stdin, args); err != nil {
		return nil, errors.Join(err, c.closeLines())
	}
	return c, nil
}

// open opens the session, with what the command has beside it.
func (c *console) open(stdin io.Reader, args []string) error {
	paceCollector()
	limit, err := c.memory()
	if err != nil {
		return err
	}
	printed := c.stdout
	if c.tty {
		printed = safe.Terminal(printed)
	}
	c.front, stdin = c.openFront(stdin)
	ctx := session.Adapt(context.Background(), func(s *session.Config) {
		s.Env, s.Files, s.BoundBy = c.env, c.env.Files, "--max-memory"
		s.Front, s.Page, s.Layout = c.front, c.front.Page, c.layout
		s.Browser = c.browser()
		s.Made = c.app.made
		s.Begin, s.Ending, s.Leave, s.Quiet = c.begin, c.signals.ending, c.leave, c.quiet
	})
	c.session, err = starling.Open(ctx, starling.Config{
		Stdin: stdin, Stdout: printed, Stderr: c.stderr, Args: args, Notify: c.notify,
		Cycle: c.cycle, MaxMemory: limit, ShutdownTimeout: c.patience, Arrow: arrow.Files{},
	})
	if err != nil {
		return err
	}
	c.answer()
	return nil
}

// begin is told of the session before anything updates its tables.
func (c *console) begin(s *session.Session) error {
	c.inner, c.graph, c.host = s, s.Graph, s.Host
	c.front.Host = c.host
	return c.listen()
}

// openLines makes the reader of statements: an editor on a terminal.
func (c *console) openLines(stdin io.Reader) error {
	if c.edits = c.terminal(); !c.edits {
		c.lines = repl.NewPipe(stdin)
		return nil
	}
	path, err := repl.HistoryPath()
	if err == nil {
		c.history, err = repl.OpenHistory(path)
	}
	if err != nil {
		c.notify("what is typed is not kept for the next time: " + err.Error())
	}
	if os.Getenv("TERM") == "dumb" {
		c.lines = repl.NewPlain(stdin, c.screen, c.history)
		return nil
	}
	c.lines = repl.NewTerminal(stdin, c.screen, c.history, repl.NewCompleter(func() *starlib.Host { return c.host }))
	return nil
}

func (c *console) closeLines() error {
	if c.lines == nil {
		return nil
	}
	return c.lines.Close()
}

// terminal reports whether input and output are a terminal.
func (a *app) terminal() bool { return isTerminal(a.stdin) && isTerminal(a.stdout) }

func isTerminal(x any) bool {
	f, ok := x.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// interact reads and runs statements until the input ends. failed is how many failed.
func (c *console) interact(ctx context.Context) (failed int, err error) {
	r := &repl.Console{Host: c.host, Lines: c.lines, Screen: c.screen, Outside: c.outside()}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer c.signals.onInterrupt(func() {
		if !r.Interrupt() && !c.edits {
			cancel()
		}
	})()
	return r.Run(ctx)
}

// layout is the window that pictures are drawn for, and what it can show.
func (c *console) layout() grid.Layout {
	l := grid.Layout{Palette: grid.PaletteOf(c.tty, os.Getenv)}
	l.Width, l.Height = c.window()
	return l
}

// close ends the session; the next signal, or --shutdown-timeout, gives that up.
func (c *console) close() error { return errors.Join(c.session.Close(), c.history.Close()) }

// leave ends what others ask at addresses.
func (c *console) leave(ctx context.Context) {
	if c.metrics != nil {
		c.metrics.Close(ctx)
	}
	if c.flight != nil {
		c.flight.Close(ctx)
	}
	c.closeWeb(ctx)
}

// quiet is when nothing comes any more that would be shown.
func (c *console) quiet() error {
	err := c.closeLines()
	c.greeting.Wait()
	return err
}
