package repl

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"

	"starling/starlib"
	"starling/starlib/py"
)

// The prompts of a first line and of the lines after it.
const (
	prompt1 = ">>> "
	prompt2 = "... "
)

// fileName is the name of typed text in errors, as in Python.
const fileName = "<stdin>"

// Console reads statements, runs them and prints what they give.
type Console struct {
	Host   *starlib.Host
	Lines  LineReader
	Screen *Screen

	// Outside is what commands need of the process.
	Outside Outside

	records records
	typed   statements

	mu     sync.Mutex
	cancel context.CancelFunc // of the statement that runs
}

// Run goes on until the input ends, ctx ends or a statement calls exit, whose *py.Exit
// it then returns. failed is how many statements failed.
func (c *Console) Run(ctx context.Context) (failed int, err error) {
	defer context.AfterFunc(ctx, func() { c.Lines.Close() })() //nolint:errcheck // ends the reading
	for {
		src, err := c.Lines.ReadStatement()
		switch {
		case errors.Is(err, ErrInterrupt):
			fmt.Fprintln(c.Screen.Stderr(), "KeyboardInterrupt")
			continue
		case errors.Is(err, io.EOF):
			return failed, nil
		case err != nil:
			return failed, fmt.Errorf("input: %w", err)
		}
		err = c.exec(ctx, src)
		var exit *py.Exit
		switch {
		case errors.As(err, &exit):
			return failed, exit
		case err != nil:
			failed++
			fmt.Fprintln(c.Screen.Stderr(), err)
			c.drop()
		}
		if ctx.Err() != nil {
			return failed, nil
		}
	}
}

// drop leaves the rest of what was pasted together with a statement that failed.
func (c *Console) drop() {
	switch n := c.Lines.Drop(); n {
	case 0:
	case 1:
		fmt.Fprintln(c.Screen.Stderr(), "the statement after it was not run; Up brings it back")
	default:
		fmt.Fprintf(c.Screen.Stderr(), "the %d statements after it were not run; Up brings them back\n", n)
	}
}

// Interrupt ends the statement that runs, or the one that is typed where Ctrl-C is no key,
// and reports whether there was one.
func (c *Console) Interrupt() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.cancel == nil {
		return c.Lines.Interrupt()
	}
	c.cancel()
	return true
}

// exec runs what was typed: a statement, or a command.
func (c *Console) exec(ctx context.Context, src string) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	c.running(cancel)
	defer c.running(nil)
	if c.Lines.Interrupted() {
		cancel()
	}
	if ok, err := c.command(ctx, src); ok {
		return err
	}
	asked := question(c.Host, shorthand(src))
	err := c.run(ctx, asked)
	c.typed.done(src, asked, err)
	return err
}

// run runs a statement of the script language and prints its value.
func (c *Console) run(ctx context.Context, src string) error {
	v, err := c.Host.Exec(ctx, fileName, src)
	if err != nil || v == nil || v.Type() == "NoneType" {
		return err
	}
	if leaves(src, v) {
		return &py.Exit{}
	}
	l := c.Host.Layout()
	if _, ok := v.(*starlib.Table); ok && l.Height > 0 {
		l.Rest = c.named(src) + ".browse()"
	}
	text, err := c.records.show(c.Host, v, l)
	if err != nil {
		return err
	}
	_, err = io.WriteString(c.Screen.Stdout(), text)
	return err
}

// named is the name by which a user finds what src gave: src itself, or that of the last value.
func (c *Console) named(src string) string {
	name := strings.TrimSpace(src)
	if _, ok := c.Host.Lookup(name); ok {
		return name
	}
	return "_"
}

func (c *Console) running(cancel context.CancelFunc) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.cancel = cancel
}
