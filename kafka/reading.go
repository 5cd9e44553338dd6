package kafka

import "github.com/twmb/franz-go/pkg/kgo"

// read adds partitions from the given offsets to the fetching client.
func (c *Consumer) read(from map[topicPartition]int64) error {
	if len(from) == 0 {
		return nil
	}
	starts := map[string]map[int32]kgo.Offset{}
	var empty []topicPartition // nothing of them is to be read
	for _, tp := range sortedPartitions(from) {
		if err := c.place(tp, from[tp]); err != nil {
			return err
		}
		if stop, bounded := c.stops[tp]; bounded && from[tp] >= stop {
			empty = append(empty, tp)
			continue
		}
		if starts[tp.topic] == nil {
			starts[tp.topic] = map[int32]kgo.Offset{}
		}
		starts[tp.topic][tp.partition] = kgo.NewOffset().At(from[tp])
	}
	for _, tp := range empty {
		c.reached(tp)
	}
	if len(starts) == 0 {
		return nil
	}
	if c.fetch != nil {
		c.fetch.add(starts)
		return nil
	}
	fetch, err := newFranz(c.props, &c.env.slabs, starts, connects{c})
	if err != nil {
		return err
	}
	c.mu.Lock()
	c.fetch = fetch
	c.mu.Unlock()
	c.crew.Go(c.poll)
	return nil
}

// place notes where the reading of a partition begins: in its first life, or in a later one.
func (c *Consumer) place(tp topicPartition, at int64) error {
	c.mu.Lock()
	known := c.partition(tp)
	l, life := known.lane, known.decoded.life
	c.mu.Unlock()
	if l != nil {
		c.restart(tp, life, position{life, at}, func() {})
		return nil
	}
	l, err := c.laneOf(tp)
	if err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	known.lane, known.decoded, known.applied = l, position{next: at}, position{next: at}
	known.past = &past{from: at, sure: c.doubts.raised}
	if k, ok := c.seen.kept[tp]; ok && k.trace.offset < at {
		known.past.put(k.trace)
		known.past.epochs = k.epochs
	}
	l.trail.begin(tp, at)
	return nil
}

// restart has a partition that is read, in a life, go on elsewhere, unless it has a later life
// by now; then is called before a record of it is read there. The table hears of it in its turn, after
// what was decoded before.
func (c *Consumer) restart(tp topicPartition, life int32, at position, then func()) {
	c.mu.Lock()
	p := c.parts[tp]
	l := p.lane
	c.mu.Unlock()
	b, err := l.take(c.ctx)
	if err != nil {
		return
	}
	c.placing.Lock()
	defer c.placing.Unlock()
	c.mu.Lock()
	late := p.decoded.life != life
	if !late {
		if named := c.identity[tp.topic]; p.unplaced && named.begins {
			b.wipes = append(b.wipes, 0) // tables of its keys begin anew with a topic
			named.begins = false
		}
		p.decoded, p.unplaced = at, false
	}
	c.mu.Unlock()
	if late {
		l.free <- b
		return
	}
	c.hand(l, b, mark{tp, at})
	then()
}
