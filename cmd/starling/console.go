package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"

	"golang.org/x/term"

	"starling/engine"
	"starling/grid"
	"starling/internal/safe"
	"starling/repl"
	"starling/serve/metrics"
	"starling/starlib"
	"starling/starlib/py"
)

// console is a running graph, a host of scripts over it, and where both print.
type console struct {
	*app
	graph  *engine.Graph
	host   *starlib.Host
	screen *repl.Screen
	front  *repl.Front
	lines  repl.LineReader // nil unless it is interactive

	history  *repl.History
	progress *progress       // nil if it shows none
	tty      bool            // the output is a terminal
	edits    bool            // lines are edited on a terminal
	stop     func()          // ends the graph
	metrics  *metrics.Server // nil unless it is asked for
	web      webServer

	notices sync.WaitGroup // about failed tables, under way
	mu      sync.Mutex
	failed  bool // a table failed
}

// newConsole starts a graph. stdin is what scripts read, and with interactive where
// statements come from; args is sys.argv.
func (a *app) newConsole(stdin io.Reader, interactive bool, args []string) (*console, error) {
	c := &console{app: a, graph: engine.NewGraph(), tty: isTerminal(a.stdout)}
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
	c.graph.OnFailure = c.onFailure
	paceCollector()
	if err := c.memory(); err != nil {
		return nil, errors.Join(err, c.closeLines())
	}
	if err := errors.Join(c.listen(), c.listenWeb()); err != nil {
		return nil, errors.Join(err, c.closeLines())
	}
	printed := a.stdout
	if c.tty {
		printed = safe.Terminal(printed)
	}
	c.front, stdin = c.openFront(stdin)
	c.host = starlib.New(starlib.Config{
		Graph: c.graph, Kafka: a.env, Front: c.front, Browser: c.browser(), Layout: c.layout,
		Config: py.Config{Stdin: stdin, Stdout: printed, Stderr: a.stderr, Args: args, Files: a.env.Files, Page: c.front.Page},
	})
	c.front.Host = c.host
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		c.graph.Run(ctx, a.cycle)
	}()
	c.stop = func() {
		cancel()
		<-ended
	}
	c.showMetrics()
	c.showWeb()
	return c, nil
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

// onFailure says that a table failed, and under which names the script knows it and those
// made of it. Those are looked up elsewhere: the graph is locked here.
func (c *console) onFailure(_ *engine.Table, cause error) {
	c.mu.Lock()
	c.failed = true
	c.mu.Unlock()
	c.notices.Add(1)
	go func() {
		defer c.notices.Done()
		names, why := c.failedNames(cause), causeText(cause)
		switch len(names) {
		case 0:
			c.notify("a table failed: " + why)
		case 1:
			c.notify(fmt.Sprintf("table %s failed: %s", names[0], why))
		default:
			c.notify(fmt.Sprintf("tables %s failed: %s", strings.Join(names, ", "), why))
		}
	}()
}

// causeText is the cause of a failure; of a bug, with the place to report.
func causeText(cause error) string {
	var bug *engine.InternalError
	if !errors.As(cause, &bug) {
		return cause.Error()
	}
	return fmt.Sprintf("%v\nThis is a bug in Starling, not in the script. Please report these lines:\n  %s",
		cause, strings.ReplaceAll(bug.Trace(), "\n", "\n  "))
}

// failedNames is the variables whose tables failed for that cause.
func (c *console) failedNames(cause error) []string {
	return c.namesOf(func(t *starlib.Table) bool { return errors.Is(t.Engine().Err(), cause) })
}

// namesOf is the variables that hold such tables, sorted.
func (c *console) namesOf(such func(*starlib.Table) bool) []string {
	tables := c.host.Tables()
	var names []string
	for _, name := range slices.Sorted(maps.Keys(tables)) {
		if such(tables[name]) {
			names = append(names, name)
		}
	}
	return names
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

// close ends everything, in the order of kafka.Env.Close: what is pending is published and
// groups hear where their tables stand, unless that is given up.
func (c *console) close() error {
	c.host.Closing() // no function of a formula keeps an update of the tables running
	updating := make(chan struct{})
	ctx, cancel := c.signals.ending(func() string {
		select {
		case <-updating:
			return c.env.Waits()
		default:
			return "an update of the tables to end"
		}
	})
	defer cancel()
	if c.metrics != nil {
		c.metrics.Close(ctx)
	}
	c.closeWeb(ctx)
	err := c.still(ctx)
	close(updating)
	err = errors.Join(err, c.env.Close(ctx, c.graph))
	err = errors.Join(err, c.closeLines())
	c.notices.Wait()
	c.host.Close()
	return errors.Join(err, c.history.Close())
}

// still ends the updates of the tables, of which one may be running.
func (c *console) still(ctx context.Context) error {
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		c.stop()
	}()
	select {
	case <-ended:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("an update of the tables did not end: %w", context.Cause(ctx))
	}
}

// anyFailed reports whether a table failed.
func (c *console) anyFailed() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.failed
}
