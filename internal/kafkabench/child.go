package main

import (
	"context"
	"fmt"

	"github.com/twmb/franz-go/pkg/kgo"
)

// children is what this binary does as a process that is measured.
var children = map[string]func(ctx context.Context, p *plan) error{
	"poll":    func(ctx context.Context, p *plan) error { return p.poll(ctx, func(*kgo.Record) {}) },
	"produce": func(ctx context.Context, p *plan) error { return p.reproduce(ctx) },
}

// poll reads the orders with a bare client.
func (p *plan) poll(ctx context.Context, f func(*kgo.Record)) error {
	cl, err := kgo.NewClient(kgo.SeedBrokers(p.addr), kgo.ConsumePartitions(map[string]map[int32]kgo.Offset{"orders": {0: kgo.NewOffset().AtStart()}}))
	if err != nil {
		return err
	}
	defer cl.Close()
	for n := 0; n < p.records; {
		fetches := cl.PollFetches(ctx)
		if err := fetches.Err(); err != nil {
			return err
		}
		fetches.EachRecord(func(r *kgo.Record) {
			n++
			f(r)
		})
	}
	return nil
}

// reproduce writes every order that it reads with a bare client, as it is.
func (p *plan) reproduce(ctx context.Context) error {
	cl, err := kgo.NewClient(kgo.SeedBrokers(p.addr), kgo.DefaultProduceTopic("out-bare"), kgo.MaxBufferedRecords(100_000), kgo.ProducerBatchMaxBytes(1<<20))
	if err != nil {
		return err
	}
	defer cl.Close()
	var failed error
	if err := p.poll(ctx, func(r *kgo.Record) {
		cl.Produce(ctx, &kgo.Record{Value: r.Value}, func(_ *kgo.Record, err error) {
			if err != nil {
				failed = err
			}
		})
	}); err != nil {
		return err
	}
	if err := cl.Flush(ctx); err != nil {
		return fmt.Errorf("flush: %w", err)
	}
	return failed
}
