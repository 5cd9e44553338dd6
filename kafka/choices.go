package kafka

import (
	"fmt"
	"iter"

	"github.com/twmb/franz-go/pkg/kgo"

	"starling/specs/wire"
)

// choices is how the numbers of a partition's keys and values are read, where that can be
// told only from the records themselves.
type choices struct{ key, value choice }

// choice is of one part.
type choice struct {
	wire.Choice
	made bool
}

// choose makes the choices for a partition that its next records allow, says what they are,
// and returns them. Only the goroutine that decodes the partition calls it.
func (c *Consumer) choose(tp topicPartition, recs []*kgo.Record) choices {
	c.mu.Lock()
	ch := c.partition(tp).choices
	c.mu.Unlock()
	if ch.key.made && ch.value.made {
		return ch
	}
	l := c.layout
	if !ch.key.made && ch.key.make(c.want.Key, c.decoding("key"), keys(recs)) {
		c.tellChoice(tp, ch.key.Doubt, fieldNames(l.keyFields()))
	}
	if !ch.value.made && ch.value.make(c.want.Value, c.decoding("value"), payloads(recs)) {
		c.tellChoice(tp, ch.value.Doubt, fieldNames(l.valueFields()))
	}
	c.mu.Lock()
	c.partition(tp).choices = ch
	c.mu.Unlock()
	return ch
}

// make makes the choice if the payloads allow it.
func (c *choice) make(r wire.Reader, env wire.Env, payloads iter.Seq[[]byte]) bool {
	c.made = true
	if r, ok := r.(wire.Chooser); ok {
		c.Choice, c.made = r.Choose(env, payloads)
	}
	return c.made
}

func keys(recs []*kgo.Record) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for _, r := range recs {
			if !r.Attrs.IsControl() && !yield(r.Key) {
				return
			}
		}
	}
}

func payloads(recs []*kgo.Record) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for _, r := range recs {
			if !r.Attrs.IsControl() && !yield(r.Value) {
				return
			}
		}
	}
}

// tellChoice says what was chosen for a column, once for each way of reading it.
func (c *Consumer) tellChoice(tp topicPartition, choice string, column []string) {
	if choice == "" {
		return
	}
	about := fmt.Sprintf("column %q: %s", column[0], choice)
	c.mu.Lock()
	again := c.told.chosen[about]
	c.told.chosen[about] = true
	c.mu.Unlock()
	if !again {
		c.env.Say(fmt.Sprintf("kafka: topic %s partition %d: %s", tp.topic, tp.partition, about))
	}
}

// use has a batch read records of a partition by the choices for it.
func (b *batch) use(c choices) {
	if d, ok := b.key.(wire.ChoosingDecoder); ok {
		d.Use(c.key.Choice)
	}
	if d, ok := b.value.(wire.ChoosingDecoder); ok {
		d.Use(c.value.Choice)
	}
}
