package kafka

import (
	"fmt"
	"maps"
	"slices"

	"starling/kafka/client"
)

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
	case !c.tables.keyed:
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
	for tp, p := range c.begun {
		if tp.topic != name {
			continue
		}
		stop, bounded := c.stops[tp]
		if (!bounded || p.decoded.next < stop) && !slices.Contains(lanes, p.lane) {
			lanes = append(lanes, p.lane)
		}
		if c.want.Until == nil {
			p.decoded = position{p.decoded.life + 1, 0}
			p.past = &past{sure: c.doubts.raised}
			p.unplaced = true
			p.untroubled()
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
