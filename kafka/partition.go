package kafka

import "maps"

// partition is what a consumer knows of one that it reads, or is about to read. It lives as long
// as the consumer, through all lives that the partition has, and is guarded by Consumer.mu.
type partition struct {
	lane     *lane    // nil until its reading begins, then constant
	decoded  position // all records below are in a batch
	applied  position // all records below are in the table; written in cycles
	past     *past    // what was read of it in its present life; nil as long as lane is
	unplaced bool     // nothing was asked for in its present life
	portion  *portion // being decoded, or nil
	lost     int64    // records that the broker deleted before they were read
	trouble  string   // why it is not being read just now
	absence  string   // that its topic lacks it, which says more than trouble
	choices  choices  // how numbers are read
	total    *total   // of all consumers; constant
}

// partition is that of a name, made if it is new. c.mu is held.
func (c *Consumer) partition(tp topicPartition) *partition {
	p := c.parts[tp]
	if p == nil {
		p = &partition{total: c.env.totals.of(tp)}
		c.parts[tp] = p
	}
	return p
}

// begun goes through the partitions whose reading has begun. c.mu is held.
func (c *Consumer) begun(yield func(topicPartition, *partition) bool) {
	for tp, p := range c.parts {
		if p.lane != nil && !yield(tp, p) {
			return
		}
	}
}

// allDecoded is how far the partitions are decoded. c.mu is held.
func (c *Consumer) allDecoded() map[topicPartition]position {
	return maps.Collect(func(yield func(topicPartition, position) bool) {
		for tp, p := range c.begun {
			if !yield(tp, p.decoded) {
				return
			}
		}
	})
}

// life is the present one of a partition, the first of one that is not read yet. c.mu is held.
func (c *Consumer) life(tp topicPartition) int32 {
	if p := c.parts[tp]; p != nil {
		return p.decoded.life
	}
	return 0
}

// untroubled forgets what kept the partition from being read.
func (p *partition) untroubled() { p.trouble, p.absence = "", "" }
