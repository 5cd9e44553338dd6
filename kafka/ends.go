package kafka

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"starling/kafka/client"
)

// target is the present end of every partition to read, or where reading it ends if
// that comes first; nothing if there is no topic yet.
func (c *Consumer) target(ctx context.Context) (map[topicPartition]position, error) {
	for {
		found, err := c.ends(ctx)
		why := found.doubt()
		switch {
		case c.ctx.Err() != nil:
			return nil, nil // closed meanwhile: there is nothing to wait for
		case err != nil:
			return nil, fmt.Errorf("%v: %w", c.topics, err)
		case why == "" && c.inDoubt(found.at): // of a topic that is not there nothing will be known
			why = "whether the log is the one that was read is not known yet"
		case why == "":
			return found.at, nil
		}
		select {
		case <-time.After(anotherPause):
		case <-ctx.Done():
			return nil, fmt.Errorf("%v: %s: %w", c.topics, why, ctx.Err())
		}
	}
}

// anotherPause is what it takes to notice a topic that was created again.
const anotherPause = 20 * time.Millisecond

// endsFound is where partitions end, as far as a broker knows it just now.
type endsFound struct {
	at      map[topicPartition]position
	another string // a topic that is another now than the one that is read
	unseen  string // one that is read and was not found, which its being gone is not known of
}

// doubt is why the ends do not say yet what there is to wait for, "" if they do.
func (f endsFound) doubt() string {
	switch {
	case f.another != "":
		return "it was deleted and created again"
	case f.unseen != "":
		return fmt.Sprintf("the broker does not know topic %s just now", f.unseen)
	}
	return ""
}

// ends is target for those who do not mind that the consumer is closed, nor that some topic is
// another or was not found: of its partitions nothing is known.
func (c *Consumer) ends(ctx context.Context) (out endsFound, err error) {
	out.at = map[topicPartition]position{}
	if c.ctx.Err() != nil {
		for tp, stop := range c.stops {
			out.at[tp] = position{next: stop}
		}
		return out, nil
	}
	found, err := c.lookup(ctx)
	if err != nil {
		return out, err
	}
	all := map[topicPartition]int64{}
	if len(found) > 0 {
		if all, err = ends(ctx, c.adm, c.props, slices.Sorted(maps.Keys(found))...); err != nil {
			return out, client.Brief(err)
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	out.unseen = c.unseen(found)
	for name, t := range found {
		if c.replaced(name, t.id) {
			out.another = name
			c.look()
			delete(found, name)
		}
	}
	for _, tp := range c.wanted(found) {
		stop, bounded := c.stops[tp]
		end, ok := all[tp]
		switch {
		case !ok || c.want.Until != nil && !bounded: // new since the topics were looked up
		case bounded:
			out.at[tp] = position{c.life(tp), min(end, stop)}
		default:
			out.at[tp] = position{c.life(tp), end}
		}
	}
	return out, nil
}

// unseen is a topic that is read and not among those found, "" if there is none. One that is
// known to be gone is none: discover looks twice, for a broker may not know a topic yet. c.mu is
// held.
func (c *Consumer) unseen(found topicsFound) string {
	for tp, p := range c.begun {
		if _, ok := found[tp.topic]; !ok && !c.identity[tp.topic].absent && !p.lane.isDone() {
			return tp.topic
		}
	}
	return ""
}
