package kafka

import (
	"context"
	"fmt"
	"slices"
	"sync"

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
	e.ending = append(e.ending, c)
}

// gone says that a consumer that was dropped is closed.
func (e *Env) gone(c *Consumer) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.ending = slices.DeleteFunc(e.ending, func(x *Consumer) bool { return x == c })
	close(c.closed)
}

// CloseConsumers closes every consumer, and returns when those that were closing are closed too.
func (e *Env) CloseConsumers() {
	var work sync.WaitGroup
	for _, c := range e.Consumers() {
		work.Go(c.Close)
	}
	work.Wait()
	e.mu.Lock()
	ending := slices.Clone(e.ending)
	e.mu.Unlock()
	for _, c := range ending {
		<-c.closed
	}
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

// ConsumerOfPartitioned is the running consumer that feeds p, nil if none does.
func (e *Env) ConsumerOfPartitioned(p *engine.Partitioned) *Consumer {
	for _, c := range e.Consumers() {
		if c.Partitioned == p {
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
	target, err := c.target(ctx)
	if err != nil {
		return err
	}
	for {
		_, ended := c.graph.Cycle()
		behind := ""
		if err := c.graph.Read(func() {
			behind = c.behind(target, c.applied, func(l *lane) bool { return l.isClosed() || l.table.Failed() != nil })
		}); err != nil {
			return err
		}
		if behind == "" {
			return nil
		}
		select {
		case <-ended:
		case <-c.ctx.Done():
			return nil
		case <-ctx.Done():
			return fmt.Errorf("%s: %w", behind, ctx.Err())
		}
	}
}

// Fetched returns when every consumer has read up to the end that its topic has at this
// moment, and the next cycle will have all of it in the tables. It is for those who step
// the graph by hand: consumers wait for a cycle when some 400,000 rows are ready.
func (e *Env) Fetched(ctx context.Context) error {
	for _, c := range e.Consumers() {
		if err := c.fetched(ctx); err != nil {
			return fmt.Errorf("topic %s: %w", c.want.Topic, err)
		}
	}
	return nil
}

func (c *Consumer) fetched(ctx context.Context) error {
	target, err := c.target(ctx)
	if err != nil {
		return err
	}
	for {
		c.mu.Lock()
		moved := c.moved
		c.mu.Unlock()
		behind := ""
		if err := c.graph.Read(func() { behind = c.behind(target, c.decoded, (*lane).isDone) }); err != nil {
			return err
		}
		if behind == "" {
			return nil
		}
		select {
		case <-moved:
		case <-c.ctx.Done():
			return nil
		case <-ctx.Done():
			return fmt.Errorf("%s: %w", behind, ctx.Err())
		}
	}
}

// target is the present end of every wanted partition; nothing if there is no topic yet.
func (c *Consumer) target(ctx context.Context) (map[int32]int64, error) {
	there, err := c.lookAgain(ctx)
	if c.ctx.Err() != nil {
		return nil, nil // closed meanwhile: there is nothing to wait for
	}
	if err != nil || !there {
		return nil, err
	}
	all, err := ends(ctx, c.adm, c.props, c.want.Topic)
	if c.ctx.Err() != nil {
		return nil, nil
	}
	if err != nil || c.want.Partitions == nil {
		return all, err
	}
	out := map[int32]int64{}
	for _, p := range c.want.Partitions {
		if end, ok := all[p]; ok {
			out[p] = end
		}
	}
	return out, nil
}

// behind says which partition has not come to its target in at, one of c's maps; "" if
// all have but those whose lane is over.
func (c *Consumer) behind(target, at map[int32]int64, over func(*lane) bool) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	for p, end := range target {
		l, known := c.byPart[p]
		if !known && end > 0 {
			return fmt.Sprintf("partition %d is new", p)
		}
		if known && at[p] < end && !over(l) {
			return fmt.Sprintf("partition %d: read to offset %d of %d", p, at[p], end)
		}
	}
	return ""
}
