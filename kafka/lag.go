package kafka

import (
	"context"
	"slices"
	"sync"

	"starling/engine"
)

// Lag is how many records there are that are not in the tables yet, of all that is being read.
// known is false if nothing is read, or if for some of it no broker says how much there is.
func (e *Env) Lag(ctx context.Context) (lag int64, known bool) { return lagOf(ctx, e.Consumers()) }

// TableLag is Lag of the topics that feed t, through whatever operations.
func (e *Env) TableLag(ctx context.Context, t *engine.Table) (lag int64, known bool) {
	sources := t.Sources()
	return lagOf(ctx, slices.DeleteFunc(e.Consumers(), func(c *Consumer) bool { return !c.feeds(sources) }))
}

// TableLags is TableLag of each of the tables. The brokers of all consumers are asked once, at the
// same time; tables whose lag is not known are left out.
func (e *Env) TableLags(ctx context.Context, tables []*engine.Table) map[*engine.Table]int64 {
	consumers := e.Consumers()
	lags, known := make([]int64, len(consumers)), make([]bool, len(consumers))
	var asking sync.WaitGroup
	for i, c := range consumers {
		asking.Go(func() { lags[i], known[i] = c.lag(ctx) })
	}
	asking.Wait()
	out := map[*engine.Table]int64{}
	for _, t := range tables {
		sources := t.Sources()
		lag, fed, all := int64(0), false, true
		for i, c := range consumers {
			if c.feeds(sources) {
				fed, all, lag = true, all && known[i], lag+lags[i]
			}
		}
		if fed && all {
			out[t] = lag
		}
	}
	return out
}

func lagOf(ctx context.Context, consumers []*Consumer) (lag int64, known bool) {
	for _, c := range consumers {
		n, ok := c.lag(ctx)
		if !ok {
			return 0, false
		}
		lag += n
	}
	return lag, len(consumers) > 0
}

// lag is how many records there are that are not in the consumer's tables yet; not known while its
// broker does not say.
func (c *Consumer) lag(ctx context.Context) (lag int64, known bool) {
	ends, err := c.ends(ctx)
	if err != nil {
		return 0, false
	}
	for tp, row := range c.observe() {
		if end, ok := ends.at[tp]; ok && end.life == row.life {
			lag += max(end.next-row.position, 0)
		}
	}
	return lag, true
}

// Ends is where the partitions of a consumer ended when a broker was asked.
type Ends struct{ at map[topicPartition]position }

// Ends asks the broker.
func (c *Consumer) Ends(ctx context.Context) (Ends, error) {
	found, err := c.ends(ctx)
	return Ends{found.at}, c.env.Veil(err)
}

// PartitionLag is how many records of a partition are not in the table yet.
type PartitionLag struct {
	Topic     string
	Partition int32
	Lag       int64
}

// Behind is how far the table is behind the ends, by topic and partition; without those
// partitions of which no end is known. It asks nobody.
func (c *Consumer) Behind(e Ends) (out []PartitionLag) {
	seen := c.observe()
	for _, tp := range sortedPartitions(seen) {
		if end, ok := e.at[tp]; ok && end.life == seen[tp].life {
			out = append(out, PartitionLag{tp.topic, tp.partition, max(end.next-seen[tp].position, 0)})
		}
	}
	return out
}

// Topics is what the consumer reads, as text.
func (c *Consumer) Topics() string { return c.topics.String() }

// feeds reports whether a lane's table is among the sources.
func (c *Consumer) feeds(sources []*engine.Table) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.ContainsFunc(c.tables.lanes, func(l *lane) bool { return slices.Contains(sources, l.table) })
}
