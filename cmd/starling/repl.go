package main

import (
	"context"
	"errors"
	"fmt"

	"starling/starlib/py"
)

// repl is starling without a command: statements from the terminal, after those of the start
// file, or from a pipe. As with Python the status is 1 if a statement of a pipe fails.
func (a *app) repl(ctx context.Context) error {
	terminal := a.terminal()
	c, err := a.newConsole(a.stdin, true, []string{""})
	if err != nil {
		return err
	}
	if !terminal {
		failed, err := c.interact(ctx)
		return c.end(failed > 0, err)
	}
	ctx, cancel := context.WithCancel(ctx) // of the greeting, which the end does not wait for
	defer cancel()
	if err = c.greet(ctx); err == nil {
		err = c.runStartFile(ctx)
	}
	if err == nil {
		_, err = c.interact(ctx)
	}
	cancel()
	return c.end(false, err)
}

// end closes the console and makes a status of how it went: that of exit(n), if that is
// what err is; 1 if a statement or a table failed, which has been said.
func (c *console) end(failed bool, err error) error {
	closing := c.close()
	var exit *py.Exit
	switch {
	case errors.As(err, &exit):
		err = nil
		if exit.Code != 0 {
			err = exitError{exit.Code}
		}
	case err == nil && (failed || c.inner.Failed()):
		err = exitError{exitFailure}
	}
	if closing == nil {
		return err
	}
	if errors.As(err, new(exitError)) {
		fmt.Fprintln(c.stderr, "starling:", closing)
		return err
	}
	return errors.Join(err, closing)
}
