package kafka

import (
	"encoding/base64"
	"slices"
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
