package starlib

import (
	"context"
	"errors"

	"starling/engine"
)

// Front is where a script's pictures are seen: a terminal or a pipe. Its methods are called
// without the session lock, and by one goroutine at a time but for Size.
type Front interface {
	// Size is the window's in cells; 0 is without a limit, as on a pipe.
	Size() (width, height int)
	// Draft puts a text on the next prompt, to be edited; on a pipe it is printed.
	Draft(text string)
	// Live draws a picture in place, at most every 200 ms, until q is typed or ctx ends; the
	// last one stays. On a pipe, and on a terminal that moves no cursor, each picture that
	// differs from the one before is printed. The picture is made for a window of that size
	// and may have colours.
	Live(ctx context.Context, picture func(width, height int) string) error
	// Watch shows tables as they change, under the names that they have in the script.
	Watch(ctx context.Context, names []string, tables []*engine.Table) error
	// Browse shows any row and column of a table.
	Browse(ctx context.Context, name string, t *engine.Table) error
}

// errNoFront is why nothing can be shown.
var errNoFront = errors.New("there is no terminal and no pipe to show it on")

// front is where pictures are seen.
func (c *call) front() (Front, error) {
	if c.host.cfg.Front == nil {
		return nil, c.failed(errNoFront)
	}
	return c.host.cfg.Front, nil
}
