package scripttest

import (
	"context"
	"fmt"
	"time"
)

// settle returns when all that is in the topics is in the tables, what these publish is in the
// topics, listeners have been told, and nothing of it has led to more.
func (b *bench) settle(ctx context.Context) error {
	for {
		before, _ := b.graph.Cycle()
		for _, p := range b.env.Producers() {
			if err := p.Flush(ctx); err != nil {
				return err
			}
		}
		if err := b.env.Sync(ctx); err != nil {
			return err
		}
		if err := b.env.Settle(ctx); err != nil {
			return err
		}
		if err := b.driver.Quiet(ctx); err != nil {
			return err
		}
		if after, _ := b.graph.Cycle(); after == before {
			return nil
		}
	}
}

// pass lets time pass: the clock stands at each time at which a table has something to do, at
// most every cycle of the suite, and all settles there.
func (b *bench) pass(ctx context.Context, d time.Duration) error {
	ctx, cancel := b.within(ctx)
	defer cancel()
	if err := b.settle(ctx); err != nil {
		return b.why(ctx, err)
	}
	end := b.clock.now().Add(d)
	for {
		at, ok := b.driver.Next()
		if !ok || at.After(end) {
			break
		}
		if soonest := b.clock.now().Add(b.suite.Cycle); at.Before(soonest) {
			at = soonest
		}
		if at.After(end) {
			break
		}
		if err := b.until(ctx, at); err != nil {
			return b.why(ctx, err)
		}
	}
	return b.why(ctx, b.until(ctx, end))
}

// until moves the clock to a time and settles.
func (b *bench) until(ctx context.Context, at time.Time) error {
	b.clock.reach(at)
	b.graph.Wake()
	return b.settle(ctx)
}

// within is ctx, which ends with the test too.
func (b *bench) within(ctx context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancelCause(ctx)
	stop := context.AfterFunc(b.ctx, func() { cancel(context.Cause(b.ctx)) })
	return ctx, func() {
		stop()
		cancel(nil)
	}
}

// why is err, or what ended ctx.
func (b *bench) why(ctx context.Context, err error) error {
	if err != nil && ctx.Err() != nil {
		return fmt.Errorf("%w (%w)", context.Cause(ctx), err)
	}
	return err
}
