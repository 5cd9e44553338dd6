package kafka

import (
	"cmp"
	"fmt"
)

// statusRow is a partition: all records below position are in the table.
type statusRow struct {
	position, end int64   // end: negative if not known
	life          int32   // of the position
	rate          float64 // offsets passed per second since the last look
	bad           int64
	lost          int64 // records that the broker deleted before they were read
	skipped       int64 // records of other messages, left out
	trouble       string
}

// mend forgets what kept partitions from being read that are read to their end.
func (c *Consumer) mend(end map[topicPartition]position) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for tp, n := range end {
		if p := c.parts[tp]; p != nil && p.lane != nil && !p.applied.before(n) {
			p.untroubled()
		}
	}
}

// observe is what the consumer itself knows of each partition, as of the last cycle.
func (c *Consumer) observe() map[topicPartition]statusRow {
	out := map[topicPartition]statusRow{}
	bad, other := c.bad.byPartition()
	_ = c.graph.Read(func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		for tp, p := range c.begun {
			row := statusRow{position: p.applied.next, life: p.applied.life, end: -1, bad: bad[tp], lost: p.lost, skipped: other[tp], trouble: cmp.Or(p.absence, p.trouble)}
			t := p.lane.table
			if row.trouble == "" {
				row.trouble = c.waitsFor(p)
			}
			if err := t.Failed(); err != nil {
				row.trouble = fmt.Sprintf("the table failed: %v", err)
			}
			out[tp] = row
		}
	}) // nothing in it fails
	return out
}

// waitsFor says what a partition that makes no progress waits for: a sink that takes no
// more, or the registry. c.mu and the graph's lock are held.
func (c *Consumer) waitsFor(p *partition) string {
	if owes := p.lane.table.HeldUp(); owes != "" {
		return "waits for " + owes
	}
	if p.portion != nil && c.registry != nil && p.portion.stuck() > 0 {
		return c.registry.Awaited()
	}
	return ""
}
