package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"

	"starling/kafka/cluster"
)

// bounds are the offsets to print of each partition, the end not included; a
// partition that is read to its end is taken out.
type bounds map[string]map[int32]*interval

type interval struct{ from, to int64 }

// forever is the end of a partition that is read on and on.
const forever = 1<<63 - 1

// done tells whether nothing is left to read.
func (b bounds) done() bool {
	for _, partitions := range b {
		if len(partitions) > 0 {
			return false
		}
	}
	return true
}

// see tells whether a record is to be printed, and else whether it was the
// last there is to wait for. No bounds print everything.
func (b bounds) see(r *kgo.Record) (show, over bool) {
	if b == nil {
		return true, false
	}
	in := b[r.Topic][r.Partition]
	if in == nil {
		return false, b.done()
	}
	if r.Offset+1 >= in.to {
		delete(b[r.Topic], r.Partition)
	}
	show = r.Offset >= in.from && r.Offset < in.to
	return show, !show && b.done()
}

// start works out where every partition begins and ends. A span that names
// fixed places needs their offsets now; start and end are left to the client,
// which then also finds topics and partitions that come later.
func (c *consume) start(ctx context.Context, what span) ([]kgo.Opt, error) {
	if what.to.kind == unbounded && (what.from.kind == fromStart || what.from.kind == fromEnd) {
		return c.unbounded(ctx, what.from)
	}
	conn, err := c.dial(ctx)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	adm := conn.Admin()
	starts, err := adm.ListStartOffsets(ctx, c.topics...)
	if err == nil {
		err = starts.Error()
	}
	if err != nil {
		return nil, c.missing(ctx, conn, starts, err)
	}
	ends, err := adm.ListEndOffsets(ctx, c.topics...)
	if err != nil {
		return nil, fmt.Errorf("reading offsets: %w", err)
	}
	find := &finder{ctx: ctx, adm: adm, starts: starts, ends: ends, topics: c.topics}
	from, err := find.all(what.from)
	if err != nil {
		return nil, err
	}
	to, err := find.all(what.to)
	if err != nil {
		return nil, err
	}
	return c.bound(starts, ends, from, to)
}

// bound keeps the partitions that have something to print and starts each
// within what the broker has.
func (c *consume) bound(starts, ends kadm.ListedOffsets, from, to offsets) ([]kgo.Opt, error) {
	c.bounds = bounds{}
	assigned := map[string]map[int32]kgo.Offset{}
	for _, topic := range c.topics {
		c.bounds[topic], assigned[topic] = map[int32]*interval{}, map[int32]kgo.Offset{}
		for _, p := range c.partitions {
			if _, ok := starts.Lookup(topic, p); !ok {
				return nil, fmt.Errorf("topic %q has no partition %d", topic, p)
			}
		}
		for p, first := range starts[topic] {
			if len(c.partitions) > 0 && !slices.Contains(c.partitions, p) {
				continue
			}
			in := interval{from: max(from.at(topic, p), first.Offset), to: to.at(topic, p)}
			end, _ := ends.Lookup(topic, p)
			if in.to != forever {
				in.to = min(in.to, end.Offset)
			}
			if in.from >= in.to {
				continue
			}
			c.bounds[topic][p] = &in
			assigned[topic][p] = kgo.NewOffset().At(min(in.from, end.Offset))
		}
	}
	return []kgo.Opt{kgo.ConsumePartitions(assigned)}, nil
}

// unbounded leaves the start to the client, and says so when a topic is missing.
func (c *consume) unbounded(ctx context.Context, from point) ([]kgo.Opt, error) {
	at := kgo.NewOffset().AtStart()
	if from.kind == fromEnd {
		at = kgo.NewOffset().AtEnd()
	}
	at = at.Relative(from.n)
	opts := []kgo.Opt{kgo.ConsumeStartOffset(at), kgo.ConsumeResetOffset(at)}
	if c.regex {
		return append(opts, kgo.ConsumeTopics(c.topics...)), nil
	}
	conn, err := c.dial(ctx)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	adm := conn.Admin()
	have, err := adm.ListTopicsWithInternal(ctx, c.topics...)
	if err != nil {
		return nil, fmt.Errorf("reading topics: %w", err)
	}
	assigned := map[string]map[int32]kgo.Offset{}
	for _, topic := range c.topics {
		if !have.Has(topic) && len(c.partitions) == 0 {
			c.notify(fmt.Sprintf("topic %q does not exist yet; waiting for it%s", topic, near(ctx, conn, topic)))
		}
		assigned[topic] = map[int32]kgo.Offset{}
		for _, p := range c.partitions {
			if _, ok := have[topic].Partitions[p]; !ok {
				return nil, fmt.Errorf("topic %q has no partition %d", topic, p)
			}
			assigned[topic][p] = at
		}
	}
	if len(c.partitions) > 0 {
		return append(opts, kgo.ConsumePartitions(assigned)), nil
	}
	return append(opts, kgo.ConsumeTopics(c.topics...)), nil
}

// missing names the topic whose offsets could not be read.
func (c *consume) missing(ctx context.Context, conn *cluster.Conn, listed kadm.ListedOffsets, err error) error {
	for _, topic := range c.topics {
		for _, p := range listed[topic] {
			if unknownTopic(p.Err) {
				return reword(topic, conn.NoTopic(ctx, topic))
			}
			if p.Err != nil {
				return reword(topic, p.Err)
			}
		}
	}
	return fmt.Errorf("reading offsets: %w", err)
}

// near ends a notice about a topic that is not there: names that may have been meant.
func near(ctx context.Context, conn *cluster.Conn, topic string) string {
	names, err := conn.Names(ctx)
	if err != nil {
		return ""
	}
	return cluster.Hint(topic, names)
}

// offsets are places that were looked up; one that is missing is forever.
type offsets map[string]map[int32]int64

func (o offsets) at(topic string, partition int32) int64 {
	if n, ok := o[topic][partition]; ok {
		return n
	}
	return forever
}

// finder looks points up for every partition of the topics.
type finder struct {
	ctx          context.Context
	adm          *kadm.Client
	starts, ends kadm.ListedOffsets
	topics       []string
}

func (f *finder) all(p point) (offsets, error) {
	var timed kadm.ListedOffsets
	if p.kind == atTime {
		var err error
		if timed, err = f.adm.ListOffsetsAfterMilli(f.ctx, p.at.UnixMilli(), f.topics...); err == nil {
			err = timed.Error()
		}
		if err != nil {
			return nil, fmt.Errorf("reading offsets by time: %w", err)
		}
	}
	out := offsets{}
	if p.kind == unbounded {
		return out, nil
	}
	f.starts.Each(func(start kadm.ListedOffset) {
		end, _ := f.ends.Lookup(start.Topic, start.Partition)
		at := p.n
		switch p.kind {
		case fromStart:
			at += start.Offset
		case fromEnd:
			at += end.Offset
		case atTime: // a time after the last record is the end
			if found, ok := timed.Lookup(start.Topic, start.Partition); ok && found.Offset >= 0 {
				at = found.Offset
			} else {
				at = end.Offset
			}
		}
		if out[start.Topic] == nil {
			out[start.Topic] = map[int32]int64{}
		}
		out[start.Topic][start.Partition] = at
	})
	return out, nil
}
