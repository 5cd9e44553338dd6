package kafka

import (
	"time"

	"starling/internal/wall"
)

// stuckAfter is how long a partition's records may be decoded before the others of the
// consumer are fetched on without it: a schema of the registry is waited for, say.
const stuckAfter = 500 * time.Millisecond

// poll is the fetching goroutine.
func (c *Consumer) poll() {
	for {
		got, ok := c.fetch.poll(c.ctx)
		if !ok {
			return
		}
		received := wall.Now()
		for _, e := range got.errs { // first: the records are those after it
			c.fetchLoss(e.Topic, e.Partition, e.Err)
		}
		var parts []*portion
		for _, caught := range got.catches {
			if p := c.newPortion(caught, received); p != nil {
				parts = append(parts, p)
				c.crew.Go(p.work)
			}
		}
		c.awaitPortions(parts)
		for _, e := range got.errs { // last: it may look at how far decoding came
			c.fetchError(e.Topic, e.Partition, e.Err)
		}
	}
}

// awaitPortions returns when no portion needs to be waited for any more.
func (c *Consumer) awaitPortions(parts []*portion) {
	var tick *time.Ticker
	for _, p := range parts {
		select { // mostly the next one is done, or soon is
		case <-p.done:
			continue
		default:
		}
		if tick == nil {
			tick = time.NewTicker(stuckAfter / 5)
			defer tick.Stop()
		}
		for waiting := true; waiting; {
			select {
			case <-p.done:
				waiting = false
			case <-c.ctx.Done():
				return
			case <-tick.C:
				waiting = !p.leave()
			}
		}
	}
}
