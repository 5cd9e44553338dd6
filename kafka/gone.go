package kafka

import (
	"context"
	"fmt"
	"maps"
	"slices"
)

// seeGone tells of topics that are read and exist no more. One look may have met with a
// broker that does not know them yet.
func (c *Consumer) seeGone(found topicsFound) {
	c.mu.Lock()
	var gone []string
	for name := range c.identity {
		if _, ok := found[name]; !ok {
			gone = append(gone, name)
		}
	}
	c.mu.Unlock()
	slices.Sort(gone)
	maps.DeleteFunc(c.seen.gone, func(name string, looks int) bool {
		back := !slices.Contains(gone, name)
		if back && looks > 1 {
			c.seeBack(name, found[name].id)
		}
		return back
	})
	for _, name := range gone {
		if c.seen.gone[name]++; c.seen.gone[name] == 2 {
			c.env.Say(fmt.Sprintf("kafka: topic %s does not exist any more; waiting for it to be created again", name))
			c.lacks(name, nil, "the topic does not exist any more")
			c.setAbsent(name, true)
		}
	}
}

// setAbsent notes whether a topic that is read does not exist.
func (c *Consumer) setAbsent(name string, yes bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.identity[name].absent = yes
}

// lookBack reports whether some topic that did not exist does, and is no other. It is for who
// ends the consumer, when nobody discovers any more.
func (c *Consumer) lookBack(ctx context.Context) (back bool) {
	found, err := c.lookup(ctx)
	if err != nil {
		return false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for name, known := range c.identity {
		if f, there := found[name]; known.absent && there && !c.replaced(name, f.id) {
			known.absent, back = false, true
		}
	}
	return back
}

// seeBack tells of a topic that was not there for a while, unless it is another.
func (c *Consumer) seeBack(name string, id topicID) {
	c.setAbsent(name, false)
	c.mu.Lock()
	other := c.replaced(name, id)
	c.mu.Unlock()
	if !other {
		c.env.Say(fmt.Sprintf("kafka: topic %s is there again", name))
		c.lacks(name, nil, "")
	}
}

// lacks says of the partitions of a topic, but those there, that there is no such; "" that there
// are all.
func (c *Consumer) lacks(name string, there []int32, what string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for tp, p := range c.begun {
		switch {
		case tp.topic != name || slices.Contains(there, tp.partition):
		case what == "":
			p.untroubled()
		default:
			p.absence = what
		}
	}
}
