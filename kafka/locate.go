package kafka

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"starling/internal/stable"
	"starling/kafka/client"
	"starling/kafka/cluster"
)

// locate finds the partitions to read, where they start and, if that is asked for, end.
func (c *Consumer) locate(ctx context.Context) error {
	if err := c.props.Await(ctx, c.admin); err != nil {
		return err
	}
	limit, err := c.props.Timeout()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	if err := c.bad.dead.prepare(ctx); err != nil {
		return err
	}
	found, err := c.lookup(ctx)
	if err != nil {
		return fmt.Errorf("%v: %w", c.topics, err)
	}
	if err := c.seeMissing(ctx, found); err != nil {
		return err
	}
	parts := c.wanted(found)
	if len(parts) == 0 {
		return nil
	}
	r, err := c.resolve(ctx, &c.want.Offsets, parts)
	if err != nil {
		return err
	}
	for _, tp := range parts {
		if c.seen.begin[tp], err = r.start(tp); err != nil {
			return err
		}
	}
	if c.want.Until == nil {
		return nil
	}
	if r, err = c.resolve(ctx, c.want.Until, parts); err != nil {
		return fmt.Errorf("until: %w", err)
	}
	c.stops = map[topicPartition]int64{}
	for _, tp := range parts {
		c.stops[tp] = r.stop(tp)
	}
	return nil
}

// resolve is newResolver for a broker that may just have started: its groups are found a
// little later than its topics.
func (c *Consumer) resolve(ctx context.Context, o *Offsets, parts []topicPartition) (r *resolver, err error) {
	err = client.Repeat(ctx, func() (err error) {
		r, err = c.newResolver(ctx, o, parts)
		return err
	}, func(error) {})
	return r, err
}

// seeMissing notes topics that do not exist, and says so; a bounded read fails.
func (c *Consumer) seeMissing(ctx context.Context, found topicsFound) error {
	for _, name := range c.topics.names {
		if _, ok := found[name]; ok {
			continue
		}
		if c.want.Until != nil {
			return fmt.Errorf("topic %s does not exist: there is nothing to read until its end%s", name, c.near(ctx, name))
		}
		c.seen.missing[name] = true
		c.env.Say(fmt.Sprintf("kafka: topic %s does not exist yet; waiting for it%s", name, c.near(ctx, name)))
	}
	for _, re := range c.topics.patterns {
		if slices.ContainsFunc(slices.Collect(maps.Keys(found)), re.MatchString) {
			continue
		}
		if c.want.Until != nil {
			return fmt.Errorf("no topic matches %s: there is nothing to read", re)
		}
		c.env.Say(fmt.Sprintf("kafka: no topic matches %s yet; waiting for one", re))
	}
	for _, name := range slices.Sorted(maps.Keys(found)) {
		c.seeTopic(name, found[name].id)
		c.seeAbsent(name, found[name].partitions)
	}
	return nil
}

// near ends what is said of a topic that does not exist: names of others that may have been
// meant.
func (c *Consumer) near(ctx context.Context, topic string) string {
	there, err := c.adm.ListTopics(ctx)
	if err != nil {
		return ""
	}
	return cluster.Hint(topic, there.Names())
}

// seeAbsent says which partitions the arguments name that a topic does not have.
func (c *Consumer) seeAbsent(topic string, there []int32) {
	told := map[int32]bool{}
	for _, a := range c.byArgument() {
		for _, p := range a.numbers {
			if !told[p] && !slices.Contains(there, p) && c.reads(p) {
				c.env.Say(fmt.Sprintf("kafka: topic %s has no partition %d; %s is left out", topic, p, a.what))
			}
			told[p] = true
		}
	}
}

// named is the partitions that an argument names.
type named struct {
	numbers []int32
	what    string // is said of them
}

func (c *Consumer) byArgument() []named {
	return []named{
		{c.want.Partitions, "it"},
		{c.want.Offsets.named(), "what offsets says of it"},
		{c.want.Until.named(), "what until says of it"},
	}
}

// reads reports whether partitions of a number are to be read.
func (c *Consumer) reads(p int32) bool {
	return c.want.Partitions == nil || slices.Contains(c.want.Partitions, p)
}

// awaited reports whether a topic to read can still appear.
func (c *Consumer) awaited() bool { return len(c.seen.missing) > 0 || len(c.topics.patterns) > 0 }

// wanted is those partitions of the topics found that are to be read, in order.
func (c *Consumer) wanted(found topicsFound) []topicPartition {
	var out []topicPartition
	for name, t := range found {
		for _, p := range t.partitions {
			if c.reads(p) {
				out = append(out, topicPartition{name, p})
			}
		}
	}
	stable.Sort(out, topicPartition.compare)
	return out
}
