package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"starling/internal/profile"
	"starling/starlib/py"
)

// runStartFile runs init.star of the user's settings, whose names the prompt has then. What is
// wrong with it is said, and the prompt comes all the same; err is a *py.Exit if it ended itself.
func (c *console) runStartFile(ctx context.Context) error {
	dir, err := profile.Dir()
	if err != nil {
		return nil //nolint:nilerr // there is no home, and so no file in it
	}
	path := filepath.Join(dir, "init.star")
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		defer c.signals.onInterrupt(cancel)()
		err = c.host.ExecFile(ctx, path, string(text))
	}
	if err == nil || errors.As(err, new(*py.Exit)) {
		return err
	}
	c.host.LetRows()
	fmt.Fprintln(c.stderr, err)
	return nil
}
