package kafka

import (
	"context"
	"fmt"
	"slices"

	"starling/engine"
)

// addConsumer enrols a consumer for Sync and ConsumerOf.
func (e *Env) addConsumer(c *Consumer) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.consumers = append(e.consumers, c)
}

func (e *Env) dropConsumer(c *Consumer) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.consumers = slices.DeleteFunc(e.consumers, func(x *Consumer) bool { return x == c })
}

// Consumers is the consumers that are running.
func (e *Env) Consumers() []*Consumer {
	e.mu.Lock()
	defer e.mu.Unlock()
	return slices.Clone(e.consumers)
}

// ConsumerOf is the running consumer that feeds table t, nil if none does.
func (e *Env) ConsumerOf(t *engine.Table) *Consumer {
	for _, c := range e.Consumers() {
		c.mu.Lock()
		mine := slices.ContainsFunc(c.lanes, func(l *lane) bool { return l.table == t })
		c.mu.Unlock()
		if mine {
			return c
		}
	}
	return nil
}

// Sync returns when every consumer has read up to the end that its topic has at this
// moment, and all of it is in the tables: those that depend on them too.
func (e *Env) Sync(ctx context.Context) error {
	for _, c := range e.Consumers() {
		if err := c.Sync(ctx); err != nil {
			return fmt.Errorf("topic %s: %w", c.want.Topic, err)
		}
	}
	return nil
}

// Sync is Env.Sync for one consumer. A failed table has nothing to wait for.
func (c *Consumer) Sync(ctx context.Context) error {
	target, err := ends(ctx, c.adm, c.props, c.want.Topic)
	if err != nil {
		if !c.topicExists() {
			return nil
		}
		return err
	}
	for {
		_, ended := c.graph.Cycle()
		behind := ""
		if err := c.graph.Read(func() { behind = c.behind(target) }); err != nil {
			return err
		}
		if behind == "" || c.stopped() {
			return nil
		}
		select {
		case <-ended:
		case <-ctx.Done():
			return fmt.Errorf("%s: %w", behind, ctx.Err())
		}
	}
}

func (c *Consumer) topicExists() bool {
	topics, err := c.adm.ListTopicsWithInternal(c.ctx, c.want.Topic)
	return err != nil || topics[c.want.Topic].Err == nil
}

// behind says which partition has not come to its target; "" if all have.
func (c *Consumer) behind(target map[int32]int64) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	for p, end := range target {
		if c.want.Partitions != nil && !slices.Contains(c.want.Partitions, p) {
			continue
		}
		l, known := c.byPart[p]
		if !known && end > 0 {
			return fmt.Sprintf("partition %d is new", p)
		}
		if known && c.applied[p] < end && l.table.Failed() == nil && !l.isClosed() {
			return fmt.Sprintf("partition %d: read to offset %d of %d", p, c.applied[p], end)
		}
	}
	return ""
}

func (c *Consumer) stopped() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.ended
}
