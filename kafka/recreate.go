package kafka

import (
	"context"
	"encoding/base64"
	"fmt"
	"maps"
	"slices"

	"starling/kafka/client"
)

// topicID tells a topic from another of the same name, before or after it; zero is that the
// broker does not say it.
type topicID [16]byte

func (id topicID) String() string { return base64.RawURLEncoding.EncodeToString(id[:]) }

// identity is which topic a name stands for. It is guarded by the consumer's lock.
type identity struct {
	id     topicID
	absent bool      // it does not exist just now
	begins bool      // it is another, and none of its partitions has been begun
	former []topicID // topics of the name that are gone; brokers may still speak of them
}

// seeTopic notes which topic a name stands for when its reading begins.
func (c *Consumer) seeTopic(name string, id topicID) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.identity[name] == nil {
		c.identity[name] = &identity{id: id}
	}
}

// replaced reports whether a topic is another than the one that is read. c.mu is held.
func (c *Consumer) replaced(name string, id topicID) bool {
	known := c.identity[name]
	if known == nil || id == (topicID{}) || id == known.id || slices.Contains(known.former, id) {
		return false
	}
	return known.id != (topicID{})
}

// stale reports whether records of a topic are not of the one that is read. Older brokers do
// not say of which topic they are. c.mu is held.
func (c *Consumer) stale(name string, id topicID) bool {
	known := c.identity[name]
	return known != nil && id != (topicID{}) && known.id != (topicID{}) && id != known.id
}

// look has discover look at the topics now.
func (c *Consumer) look() {
	select {
	case c.looks <- struct{}{}:
	default:
	}
}

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
	maps.DeleteFunc(c.gone, func(name string, looks int) bool {
		back := !slices.Contains(gone, name)
		if back && looks > 1 {
			c.seeBack(name, found[name].id)
		}
		return back
	})
	for _, name := range gone {
		if c.gone[name]++; c.gone[name] == 2 {
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
	for tp := range c.byPart {
		switch {
		case tp.topic != name || slices.Contains(there, tp.partition):
		case what == "":
			c.untroubled(tp)
		default:
			c.absence[tp] = what
		}
	}
}

// untroubled forgets what kept a partition from being read. c.mu is held.
func (c *Consumer) untroubled(tp topicPartition) {
	delete(c.trouble, tp)
	delete(c.absence, tp)
}

// seeRecreated deals with topics that were deleted and created again: their partitions begin
// anew, or their tables fail. Groups hear no more of where the old topic was left.
func (c *Consumer) seeRecreated(found topicsFound) {
	for _, name := range slices.Sorted(maps.Keys(found)) {
		t := found[name]
		lanes, again := c.relive(name, t.id)
		if !again {
			continue
		}
		what := fmt.Sprintf("topic %s was deleted and created again", name)
		why := c.intolerant()
		if c.want.Until != nil {
			why = "it was not read to the end yet (until)"
		}
		if why != "" {
			for _, l := range lanes {
				c.fail(l, fmt.Errorf("%s; but %s", what, why))
			}
			continue
		}
		c.env.Say("kafka: " + what + "; reading it from its start" + c.keysGo())
		c.lacks(name, t.partitions, "the topic was created again without this partition")
	}
}

// keysGo says what becomes of the old topic's keys, if there is a table of keys.
func (c *Consumer) keysGo() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case !c.keyed:
		return ""
	case c.wipes():
		return "; with its first record the old one's keys go from the table of the latest rows"
	}
	return "; the old one's keys stay in the table of the latest rows"
}

// relive begins a new life of a topic's partitions if it is another than the one that was
// read, and ends the fetching of the old one. lanes are those that have still to read of it.
func (c *Consumer) relive(name string, id topicID) (lanes []*lane, again bool) {
	c.placing.Lock()
	defer c.placing.Unlock()
	c.mu.Lock()
	again = c.replaced(name, id)
	if again {
		lanes = c.rename(name, id)
	}
	fetch := c.fetch
	c.mu.Unlock()
	if again && fetch != nil {
		fetch.purge(name)
	}
	return lanes, again
}

// rename notes that a name stands for another topic. c.mu is held.
func (c *Consumer) rename(name string, id topicID) (lanes []*lane) {
	known := c.identity[name]
	known.id, known.former, known.begins = id, append(known.former, known.id), true
	for tp, l := range c.byPart {
		if tp.topic != name {
			continue
		}
		stop, bounded := c.stops[tp]
		if (!bounded || c.decoded[tp].next < stop) && !slices.Contains(lanes, l) {
			lanes = append(lanes, l)
		}
		if c.want.Until == nil {
			c.decoded[tp] = position{c.decoded[tp].life + 1, 0}
			c.pasts[tp] = &past{sure: c.doubts}
			c.unplaced[tp] = true
			c.untroubled(tp)
		}
	}
	c.stir()
	return lanes
}

// intolerant is why a table does not bear that its topic is another, "" if it does.
func (c *Consumer) intolerant() string {
	switch a, given := c.props.Lookup(recreateProperty); {
	case given && a.Value == "fail":
		return recreateProperty + " is fail"
	case given:
		return ""
	case c.strict:
		return lossProperty + " is fail"
	}
	return ""
}

// recreateProperty says what becomes of a table whose topic is deleted and created again.
const recreateProperty = "starling.on.recreate"

// checkRecreate reports a value that the property cannot have.
func checkRecreate(c client.Config) error {
	if a := c.Arg(recreateProperty, "read"); a.Value != "read" && a.Value != "fail" {
		return a.Bad("must be read or fail")
	}
	return nil
}
