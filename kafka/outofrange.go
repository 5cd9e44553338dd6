package kafka

import (
	"fmt"

	"github.com/twmb/franz-go/pkg/kgo"
)

// outOfRange goes on where the log begins now, when the broker has deleted records
// that were still to be read, and says which are lost; with auto.offset.reset=none the
// table fails instead.
func (c *Consumer) outOfRange(partition int32) {
	b, err := listBounds(c.ctx, c.adm, c.props, c.want.Topic)
	if err != nil {
		if c.ctx.Err() == nil {
			c.failAll(fmt.Errorf("topic %s partition %d: offset out of range: %w", c.want.Topic, partition, err))
		}
		return
	}
	c.mu.Lock()
	at, l := c.applied[partition], c.byPart[partition]
	c.mu.Unlock()
	to := b.start[partition]
	if at > b.end[partition] {
		to = b.end[partition]
	}
	text := fmt.Sprintf("topic %s partition %d: offsets %d to %d are gone from the broker", c.want.Topic, partition, at, to-1)
	if at > b.end[partition] {
		text = fmt.Sprintf("topic %s partition %d: the log ends at %d, before offset %d: records were lost on the broker", c.want.Topic, partition, to, at)
	}
	if p := c.props.Get("auto.offset.reset", "latest"); p == "none" || p == "error" {
		l.fail(fmt.Errorf("%s, and auto.offset.reset is none", text))
		return
	}
	c.env.notify("kafka: " + text + fmt.Sprintf("; going on at %d", to))
	parts := map[string][]int32{c.want.Topic: {partition}}
	c.client.RemoveConsumePartitions(parts)
	c.client.AddConsumePartitions(map[string]map[int32]kgo.Offset{c.want.Topic: {partition: kgo.NewOffset().At(to)}})
}
