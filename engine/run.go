package engine

import (
	"context"
	"time"

	"starling/engine/plan"
	"starling/internal/wall"
)

// Wake says that a source has rows. It does not block.
func (g *Graph) Wake() {
	select {
	case g.wake <- struct{}{}:
	default:
	}
}

// Hurry is Wake for a source of which rows pile up: the cycle that takes them does not wait
// for the interval to end.
func (g *Graph) Hurry() {
	select {
	case g.hurry <- struct{}{}:
	default:
	}
	g.Wake()
}

// Run steps the graph when a source has rows, at most once per interval unless one is in a
// hurry, until ctx ends.
func (g *Graph) Run(ctx context.Context, interval time.Duration) {
	g.pace.Store(int64(interval))
	for {
		if !g.await(ctx, interval) {
			return
		}
		start := time.Now()
		select {
		case <-g.hurry: // of rows that this cycle takes
		default:
		}
		if g.Step(ctx) != nil {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-g.hurry:
		case <-time.After(interval - time.Since(start)):
		}
	}
}

// Interval is the shortest time between two cycles of Run that are in no hurry, 0 before it.
func (g *Graph) Interval() time.Duration { return time.Duration(g.pace.Load()) }

// await returns when a cycle is due; false when ctx ends.
func (g *Graph) await(ctx context.Context, interval time.Duration) bool {
	var timer <-chan time.Time
	if at, ok := g.due(interval); ok {
		t := time.NewTimer(at.Sub(wall.Now()))
		defer t.Stop()
		timer = t.C
	}
	select {
	case <-ctx.Done():
		return false
	case <-g.wake:
	case <-timer:
	}
	return true
}

// timed is an op that has work of its own at some time.
type timed interface {
	Due() (at time.Time, ok bool)
}

// due is when the next cycle is needed even if nobody calls Wake: a timed source has
// rows, an operation has work, or blink rows have to leave.
func (g *Graph) due(interval time.Duration) (at time.Time, ok bool) {
	return g.next(wall.Now().Add(interval), true)
}

// next is due for work of which soon is time enough. Blink rows leave by then, unless leave is
// false: then they wait for another reason for a cycle.
func (g *Graph) next(soon time.Time, leave bool) (at time.Time, ok bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	sooner := func(t time.Time) {
		if !ok || t.Before(at) {
			at, ok = t, true
		}
	}
	for _, n := range g.nodes {
		if n.err != nil {
			continue
		}
		if st, can := n.op.(stirrer); can && st.stirred() {
			sooner(soon)
		}
		if d, can := n.op.(timed); can {
			if t, has := d.Due(); has {
				sooner(t)
			}
		}
		s, isSource := n.op.(*sourceOp)
		if !isSource {
			continue
		}
		if leave && s.keep.kind == plan.Cycle && !s.out.Rows.Empty() {
			sooner(soon)
		}
		if d, timed := s.src.(Timed); timed && s.open() && !s.waits() && !g.full(n) {
			if t, has := d.Due(); has {
				sooner(t)
			}
		}
	}
	return at, ok
}
