package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"syscall"
	"time"

	"starling/repl"
)

// outside is what the console's commands may do beside the script. With --sandbox files are made
// where --allow-write says, and no other programs are run.
func (c *console) outside() repl.Outside {
	out := repl.Outside{Alias: c.env.AddAlias, Create: c.create}
	if !c.sandbox.confines() {
		out.Shell = c.shell
		out.Edit = func(text string) (string, error) {
			return repl.Edited(cmp.Or(os.Getenv("VISUAL"), os.Getenv("EDITOR"), "vi"), text)
		}
	}
	return out
}

func (c *console) create(path string, replace bool) (io.WriteCloser, error) {
	_, err := c.env.Files.Stat(path)
	switch {
	case err == nil && !replace:
		return nil, fmt.Errorf("%s is there already; -f replaces it", path)
	case err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrPermission):
		return nil, err
	}
	return c.env.Files.Create(path)
}

// shellLate is how long a command may go on once it was interrupted.
const shellLate = 5 * time.Second

// shell runs a command of the shell. On a terminal it has that, else no input: what is left of it
// are statements.
func (c *console) shell(ctx context.Context, command string) error {
	cmd := exec.CommandContext(ctx, "sh", "-c", command) //nolint:gosec // the user's own command
	cmd.Cancel, cmd.WaitDelay = func() error { return cmd.Process.Signal(syscall.SIGINT) }, shellLate
	cmd.Stdout, cmd.Stderr = c.stdout, c.stderr
	if c.edits {
		cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	}
	err := cmd.Run()
	if ctx.Err() != nil {
		return errors.New("interrupted")
	}
	return err
}
