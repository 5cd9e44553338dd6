package engine

import (
	"context"
	"time"

	"starling/internal/wall"
)

// Driver steps a graph in place of Graph.Run for somebody who keeps the time, and so the same
// script sees the same cycles: a cycle takes all that there is, and none comes because time
// goes by unless the clock was moved. Rows of blink tables stay until the next cycle.
type Driver struct {
	graph *Graph
	all   func(ctx context.Context) error
	asks  chan chan struct{}
}

// NewDriver is one that calls all before each cycle; it returns when the sources have all that
// the cycle is to take, and an error of it ends the driver.
func NewDriver(g *Graph, all func(ctx context.Context) error) *Driver {
	return &Driver{graph: g, all: all, asks: make(chan chan struct{})}
}

// Run steps the graph until ctx ends.
func (d *Driver) Run(ctx context.Context) error {
	var asked []chan struct{}
	for {
		if at, ok := d.Next(); !ok || at.After(wall.Now()) {
			select {
			case <-d.graph.wake:
			case <-ctx.Done():
				return nil
			default:
				for _, a := range asked {
					close(a)
				}
				asked = nil
				select {
				case <-d.graph.wake:
				case a := <-d.asks:
					asked = append(asked, a)
					continue
				case <-ctx.Done():
					return nil
				}
			}
		}
		if err := d.all(ctx); err != nil {
			if ctx.Err() != nil {
				return nil
			}
			return err
		}
		if d.graph.Step(ctx) != nil {
			return nil
		}
	}
}

// Quiet returns when nothing that was there at the call is left to be done.
func (d *Driver) Quiet(ctx context.Context) error {
	done := make(chan struct{})
	select {
	case d.asks <- done:
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Next is when there is work that comes with the time; ok is false if there is none.
func (d *Driver) Next() (at time.Time, ok bool) { return d.graph.next(wall.Now(), false) }
