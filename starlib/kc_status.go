package starlib

import (
	"time"

	"go.starlark.net/starlark"

	"starling/engine"
)

// firstCycle is how long status waits for its first rows.
const firstCycle = 2 * time.Second

func consumerStatus(c *call) (starlark.Value, error) {
	k, of, err := c.consumed()
	if err != nil {
		return nil, err
	}
	ctx := c.Context()
	return c.tableWithRows(func() (*engine.Table, error) {
		t, err := k.Status(ctx)
		if err == nil {
			t.Keep(of)
		}
		return t, err
	})
}

// tableWithRows is table for one whose first rows come with the next cycle.
func (c *call) tableWithRows(f func() (*engine.Table, error)) (starlark.Value, error) {
	ctx := c.Context()
	return c.table(func() (*engine.Table, error) {
		t, err := f()
		if err != nil {
			return nil, err
		}
		_, ended := c.cfg.Graph.Cycle()
		c.cfg.Graph.Wake()
		select {
		case <-ended:
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(firstCycle):
		}
		return t, nil
	})
}
