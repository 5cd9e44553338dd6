package metrics

import (
	"context"
	"fmt"
	"sync"
	"time"

	"starling/kafka"
	"starling/kafka/client"
)

const (
	watchEvery = 2 * time.Second // between two questions to the brokers
	watchLimit = 2 * time.Second // for an answer

	// patience is how long a broker may be away, or the graph be busy, until that is no health.
	patience = 10 * time.Second
)

// watch asks brokers where topics end, apart from whoever asks for metrics: a broker that is
// away keeps nobody waiting.
type watch struct {
	mu        sync.Mutex // a leaf
	consumers map[*kafka.Consumer]*answers
	producers map[*kafka.Producer]*progress
}

// answers is what the broker of a consumer said last, and since when it says nothing.
type answers struct {
	ends kafka.Ends
	at   time.Time // of the last answer; before the first, of the first question
	err  error     // of the last question
}

// progress is since when a producer that owes something has got nothing acknowledged.
type progress struct {
	acked int64
	at    time.Time
}

// run asks until ctx ends.
func (w *watch) run(ctx context.Context, env *kafka.Env) {
	tick := time.NewTicker(watchEvery)
	defer tick.Stop()
	for {
		w.ask(ctx, env)
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// ask asks the brokers of all consumers at once, and sees how far producers have come.
func (w *watch) ask(ctx context.Context, env *kafka.Env) {
	ctx, cancel := context.WithTimeout(ctx, watchLimit)
	defer cancel()
	consumers, begin := map[*kafka.Consumer]*answers{}, time.Now()
	var work sync.WaitGroup
	for _, c := range env.Consumers() {
		w.mu.Lock()
		a := answers{at: begin}
		if old := w.consumers[c]; old != nil {
			a = *old
		}
		w.mu.Unlock()
		consumers[c] = &a
		work.Go(func() {
			ends, err := c.Ends(ctx)
			if a.err = err; err == nil {
				a.ends, a.at = ends, time.Now()
			}
		})
	}
	work.Wait()
	w.mu.Lock()
	defer w.mu.Unlock()
	w.consumers = consumers
	producers := map[*kafka.Producer]*progress{}
	for _, p := range env.Producers() {
		sent, acked := p.Counts()
		now := &progress{acked, time.Now()}
		if old := w.producers[p]; old != nil && old.acked == acked && sent > acked {
			now = old
		}
		producers[p] = now
	}
	w.producers = producers
}

// report has how far tables are behind, of the greatest where several read a partition, and why
// clients are not well. The lag of a broker that is away is not known.
func (w *watch) report(env *kafka.Env, l *look) {
	w.mu.Lock()
	consumers, producers := w.consumers, w.producers // neither changes
	w.mu.Unlock()
	at := map[kafka.PartitionLag]int{}
	for _, c := range env.Consumers() {
		a := consumers[c]
		if a == nil {
			continue
		}
		if away := time.Since(a.at); a.err != nil && away > patience {
			l.causes = append(l.causes, fmt.Sprintf("consumer of %s: no answer of the broker for %v: %v", c.Topics(), away.Round(time.Second), client.Brief(a.err)))
			continue
		}
		for _, x := range c.Behind(a.ends) {
			key := kafka.PartitionLag{Topic: x.Topic, Partition: x.Partition}
			n, known := at[key]
			if !known {
				n = len(l.lags)
				at[key], l.lags = n, append(l.lags, x)
			}
			l.lags[n].Lag = max(l.lags[n].Lag, x.Lag)
		}
	}
	for _, p := range env.Producers() {
		if err := p.Err(); err != nil {
			l.causes = append(l.causes, "publishing stopped: "+err.Error())
		} else if x := producers[p]; x != nil && time.Since(x.at) > patience && p.Owes() != "" {
			if _, acked := p.Counts(); acked == x.acked {
				l.causes = append(l.causes, fmt.Sprintf("%s for %v", p.Owes(), time.Since(x.at).Round(time.Second)))
			}
		}
	}
}
