package kafka

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"starling/engine"
)

// Close ends all that reads and writes, in the one order in which nothing is lost:
//
//  1. Nothing more is fetched; what is being decoded is.
//  2. A last cycle of g takes in what was decoded.
//  3. Listeners handle it, and producers write what they owe.
//  4. Groups hear where their tables stand: of consumers whose sinks owe nothing.
//  5. Connections close.
//
// The caller has stopped stepping g. When ctx ends, whatever is still waited for is given
// up and connections break off; the error says what was not written, and the groups it came
// from stay where they were.
func (e *Env) Close(ctx context.Context, g *engine.Graph) (err error) {
	defer e.Veiled(&err)
	consumers, producers := e.Consumers(), e.Producers()
	defer context.AfterFunc(ctx, func() {
		e.BreakOff()
		for _, c := range append(consumers, e.closing()...) {
			c.bad.giveUp()
		}
	})()
	parallel(consumers, func(c *Consumer) error { c.quit(); return nil })
	errs := []error{lastCycle(ctx, g)}
	for _, c := range consumers {
		for _, l := range c.allLanes() {
			l.drop()
		}
	}
	if e.Settle != nil {
		errs = append(errs, e.Settle(ctx))
	}
	errs = append(errs, parallel(producers, func(p *Producer) error { return p.end(ctx) })...)
	errs = append(errs, parallel(consumers, func(c *Consumer) error {
		return c.closeWith(func() { c.commits.conclude(ctx) })
	})...)
	for _, p := range producers {
		p.abandon()
	}
	for _, c := range e.closing() { // by themselves
		select {
		case <-c.closed:
		case <-ctx.Done():
		}
	}
	return errors.Join(errs...)
}

// lastCycle steps the graph, which a formula may hold for as long as ctx allows.
func lastCycle(ctx context.Context, g *engine.Graph) error {
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = g.Step(context.WithoutCancel(ctx)) // of a context that does not end
	}()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("the last update of the tables did not end: %w", context.Cause(ctx))
	}
}

// parallel runs f for all, each on a goroutine.
func parallel[T any](all []T, f func(T) error) []error {
	errs := make([]error, len(all))
	var work sync.WaitGroup
	for i, x := range all {
		work.Go(func() { errs[i] = f(x) })
	}
	work.Wait()
	return errs
}

// end writes what the producer owes. Its connection stays: commits ask what it owes still.
func (p *Producer) end(ctx context.Context) error {
	if err := p.Flush(ctx); err != nil {
		return fmt.Errorf("pk.produce: %w", err)
	}
	return nil
}

// conclude is the last commit where all ends together: of a consumer for whose records
// something is still owed nothing is committed. A nil one commits nothing.
func (k *commits) conclude(ctx context.Context) {
	if k == nil {
		return
	}
	if _, all := k.c.settled(); !all {
		k.c.env.Say(fmt.Sprintf("kafka: group.id %s: not all that came of %v is written, so it stays where it was; the next one of the group reads that again", k.shown(), k.c.topics))
		return
	}
	k.final(ctx)
}

// Waits is what the Env's clients wait for just now, for whoever waits for Close.
func (e *Env) Waits() string {
	var out []string
	for _, p := range e.Producers() {
		if owes := p.Owes(); owes != "" {
			out = append(out, owes)
		}
	}
	for _, c := range append(e.Consumers(), e.closing()...) {
		if owes := c.owes(); owes != "" {
			out = append(out, owes)
		}
	}
	return strings.Join(out, "; ")
}

// owes says for what a consumer waits that ends; "" if for nothing.
func (c *Consumer) owes() string {
	if n := c.bad.dead.unwritten(); n > 0 {
		return fmt.Sprintf("%s of %v not written to topic %s", plural(int64(n), "bad record"), c.topics, c.bad.dead.shown())
	}
	if c.ctx.Err() != nil && c.commits != nil {
		return fmt.Sprintf("the offsets of group.id %s", c.commits.shown())
	}
	return ""
}

// closing is the consumers that are being closed.
func (e *Env) closing() []*Consumer {
	e.mu.Lock()
	defer e.mu.Unlock()
	return slices.Clone(e.ending)
}
