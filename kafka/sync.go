package kafka

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"starling/engine"
	"starling/kafka/client"
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

// Consumers is the consumers that are running.
func (e *Env) Consumers() []*Consumer {
	e.mu.Lock()
	defer e.mu.Unlock()
	return slices.Clone(e.consumers)
}

// ConsumerOf is the running consumer that a call returned table t for, nil if there is none.
func (e *Env) ConsumerOf(t *engine.Table) *Consumer {
	for _, c := range e.Consumers() {
		c.mu.Lock()
		mine := c.tables.derived == t || slices.ContainsFunc(c.tables.lanes, func(l *lane) bool { return l.table == t })
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
// moment, and all of it is in the tables, of bad records too, and in those that depend on them.
func (e *Env) Sync(ctx context.Context) error {
	for _, c := range e.Consumers() {
		if err := c.Sync(ctx); err != nil {
			return err
		}
	}
	return nil
}

// CatchUp is Sync, but fails when a schema registry has kept records waiting for longer than
// default.api.timeout.ms. They stay unread.
func (e *Env) CatchUp(ctx context.Context) error {
	bounded, cancel := context.WithCancelCause(ctx)
	var watch sync.WaitGroup
	watch.Go(func() {
		for bounded.Err() == nil {
			select {
			case <-bounded.Done():
			case <-time.After(catchUpPause):
			}
			for _, c := range e.Consumers() {
				if err := c.overdue(); err != nil {
					cancel(err)
				}
			}
		}
	})
	defer watch.Wait()
	defer cancel(nil)
	err := e.Sync(bounded)
	if err != nil && ctx.Err() == nil && bounded.Err() != nil {
		return e.Veil(context.Cause(bounded))
	}
	return err
}

// catchUpPause is between two looks at whether somebody waits for too long.
const catchUpPause = 200 * time.Millisecond

// overdue is the error of records that have waited for too long, nil if none have.
func (c *Consumer) overdue() error {
	if c.registry == nil {
		return nil
	}
	return c.registry.Overdue()
}

// Sync is Env.Sync for one consumer. A failed table has nothing to wait for.
func (c *Consumer) Sync(ctx context.Context) (err error) {
	defer c.env.Veiled(&err)
	target, err := c.target(ctx)
	if err != nil {
		return err
	}
	bad := int64(-1) // bad records when the table had all
	for {
		_, ended := c.graph.Cycle()
		behind := ""
		if err := c.graph.Read(func() {
			behind = c.behind(target, inTable, func(l *lane) bool { return l.isClosed() || l.table.Failed() != nil })
			if behind == "" && bad < 0 {
				bad = c.BadRecords()
			}
			if behind == "" {
				behind = c.bad.behind(bad)
			}
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
			return fmt.Errorf("%s%s: %w", behind, c.because(), ctx.Err())
		}
	}
}

// because is why reading may be behind, to go after where it is.
func (c *Consumer) because() string {
	if c.registry != nil {
		if why := c.registry.Awaited(); why != "" {
			return "; " + why
		}
	}
	return ""
}

// Fetched returns when every consumer has read up to the end that its topic has at this
// moment, and the next cycle will have all of it in the tables. It is for those who step
// the graph by hand: consumers wait for a cycle when some 400,000 rows are ready.
func (e *Env) Fetched(ctx context.Context) error {
	for _, c := range e.Consumers() {
		if err := c.fetched(ctx); err != nil {
			return err
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
		if err := c.graph.Read(func() { behind = c.behind(target, inBatch, (*lane).isDone) }); err != nil {
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

// target is the present end of every partition to read, or where reading it ends if
// that comes first; nothing if there is no topic yet.
func (c *Consumer) target(ctx context.Context) (map[topicPartition]position, error) {
	for {
		found, err := c.ends(ctx)
		why := found.doubt()
		switch {
		case c.ctx.Err() != nil:
			return nil, nil // closed meanwhile: there is nothing to wait for
		case err != nil:
			return nil, fmt.Errorf("%v: %w", c.topics, err)
		case why == "" && c.inDoubt(found.at): // of a topic that is not there nothing will be known
			why = "whether the log is the one that was read is not known yet"
		case why == "":
			return found.at, nil
		}
		select {
		case <-time.After(anotherPause):
		case <-ctx.Done():
			return nil, fmt.Errorf("%v: %s: %w", c.topics, why, ctx.Err())
		}
	}
}

// anotherPause is what it takes to notice a topic that was created again.
const anotherPause = 20 * time.Millisecond

// endsFound is where partitions end, as far as a broker knows it just now.
type endsFound struct {
	at      map[topicPartition]position
	another string // a topic that is another now than the one that is read
	unseen  string // one that is read and was not found, which its being gone is not known of
}

// doubt is why the ends do not say yet what there is to wait for, "" if they do.
func (f endsFound) doubt() string {
	switch {
	case f.another != "":
		return "it was deleted and created again"
	case f.unseen != "":
		return fmt.Sprintf("the broker does not know topic %s just now", f.unseen)
	}
	return ""
}

// ends is target for those who do not mind that the consumer is closed, nor that some topic is
// another or was not found: of its partitions nothing is known.
func (c *Consumer) ends(ctx context.Context) (out endsFound, err error) {
	out.at = map[topicPartition]position{}
	if c.ctx.Err() != nil {
		for tp, stop := range c.stops {
			out.at[tp] = position{next: stop}
		}
		return out, nil
	}
	found, err := c.lookup(ctx)
	if err != nil {
		return out, err
	}
	all := map[topicPartition]int64{}
	if len(found) > 0 {
		if all, err = ends(ctx, c.adm, c.props, slices.Sorted(maps.Keys(found))...); err != nil {
			return out, client.Brief(err)
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	out.unseen = c.unseen(found)
	for name, t := range found {
		if c.replaced(name, t.id) {
			out.another = name
			c.look()
			delete(found, name)
		}
	}
	for _, tp := range c.wanted(found) {
		stop, bounded := c.stops[tp]
		end, ok := all[tp]
		switch {
		case !ok || c.want.Until != nil && !bounded: // new since the topics were looked up
		case bounded:
			out.at[tp] = position{c.life(tp), min(end, stop)}
		default:
			out.at[tp] = position{c.life(tp), end}
		}
	}
	return out, nil
}

// unseen is a topic that is read and not among those found, "" if there is none. One that is
// known to be gone is none: discover looks twice, for a broker may not know a topic yet. c.mu is
// held.
func (c *Consumer) unseen(found topicsFound) string {
	for tp, p := range c.begun {
		if _, ok := found[tp.topic]; !ok && !c.identity[tp.topic].absent && !p.lane.isDone() {
			return tp.topic
		}
	}
	return ""
}

// inTable and inBatch are what behind looks at.
func inTable(p *partition) position { return p.applied }
func inBatch(p *partition) position { return p.decoded }

// behind says which partition has not come to its target; "" if all have but those whose lane
// is over.
func (c *Consumer) behind(target map[topicPartition]position, at func(*partition) position, over func(*lane) bool) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	for tp, end := range target {
		p := c.partition(tp)
		if p.lane == nil && end.next > 0 {
			return fmt.Sprintf("%v is new", tp)
		}
		if p.lane != nil && at(p).before(end) && !over(p.lane) {
			return fmt.Sprintf("%v: read to offset %d of %d", tp, at(p).next, end.next)
		}
	}
	return ""
}
