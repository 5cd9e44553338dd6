package kafka

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/kmsg"

	"starling/engine"
	"starling/specs"
)

// Consumer reads a topic into a table, or into one per partition.
type Consumer struct {
	Table       *engine.Table       // nil if partitioned
	Partitioned *engine.Partitioned // nil if not

	env    *Env
	graph  *engine.Graph
	props  Props
	want   Consume
	layout *layout
	bad    *badRecords
	// commits is nil if no group is to know how far reading came.
	commits *commits
	// registry is nil if the properties name none.
	registry specs.Registry
	admin    *kgo.Client // metadata and offsets
	adm      *kadm.Client
	exists   bool            // the topic did when last looked at
	begin    map[int32]int64 // start of partitions not yet being read

	ctx    context.Context
	cancel context.CancelFunc
	work   sync.WaitGroup
	client *kgo.Client // the fetching one, made with the first partition
	laneOf func(partition int32) (*lane, error)

	mu      sync.Mutex
	lanes   []*lane
	byPart  map[int32]*lane
	decoded map[int32]int64  // by partition: all records below are in a batch
	applied map[int32]int64  // by partition: all records below are in the table
	moved   chan struct{}    // closed and replaced when decoded changes
	trouble map[int32]string // by partition: why it is not being read just now
	ended   bool
	closed  chan struct{} // closed when Close is done
}

// newConsumer resolves columns and start positions; nothing is read yet.
func (e *Env) newConsumer(ctx context.Context, g *engine.Graph, p Props, o Consume) (*Consumer, error) {
	p, err := e.Props(p)
	if err != nil {
		return nil, err
	}
	if o.Topic == "" {
		return nil, errors.New("topic: must not be empty")
	}
	if err := o.Offsets.Check(); err != nil {
		return nil, err
	}
	c := &Consumer{
		env: e, graph: g, props: p, want: o, begin: map[int32]int64{}, byPart: map[int32]*lane{},
		decoded: map[int32]int64{}, applied: map[int32]int64{}, moved: make(chan struct{}),
		closed: make(chan struct{}), trouble: map[int32]string{},
	}
	c.ctx, c.cancel = context.WithCancel(context.Background())
	if c.registry, err = e.Registry(p); err != nil {
		return nil, err
	}
	if c.layout, err = c.newLayout(ctx); err != nil {
		return nil, err
	}
	if _, err := c.newBatch(); err != nil {
		return nil, err
	}
	if c.admin, err = e.NewClient(p); err != nil {
		return nil, err
	}
	c.adm = kadm.NewClient(c.admin)
	if c.commits, err = newCommits(c); err == nil {
		c.bad, err = newBadRecords(c)
	}
	if err == nil {
		err = c.locate(ctx)
	}
	if err != nil {
		c.Close()
		return nil, err
	}
	return c, nil
}

// locate finds the partitions to read and where they start.
func (c *Consumer) locate(ctx context.Context) error {
	if err := c.env.Await(ctx, c.admin, c.props); err != nil {
		return err
	}
	limit, err := c.props.Timeout()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	parts, err := c.partitions(ctx)
	if err != nil {
		return err
	}
	if !c.exists {
		c.env.notify(fmt.Sprintf("kafka: topic %s does not exist yet; waiting for it", c.want.Topic))
		return nil
	}
	for _, p := range c.want.Partitions {
		if !slices.Contains(parts, p) {
			c.env.notify(fmt.Sprintf("kafka: topic %s has no partition %d; it is left out", c.want.Topic, p))
		}
	}
	if len(parts) == 0 {
		return nil
	}
	r, err := newResolver(ctx, c.adm, c.props, &c.want, c.env.notify)
	if err != nil {
		return fmt.Errorf("topic %s: %w", c.want.Topic, err)
	}
	for _, part := range parts {
		if c.begin[part], err = r.start(part); err != nil {
			return fmt.Errorf("topic %s: %w", c.want.Topic, err)
		}
	}
	return nil
}

// partitions is the topic's wanted partitions that exist.
func (c *Consumer) partitions(ctx context.Context) ([]int32, error) {
	var err error
	if c.exists, err = c.lookAgain(ctx); err != nil || !c.exists {
		return nil, err
	}
	topics, err := c.adm.ListTopicsWithInternal(ctx, c.want.Topic)
	if err != nil {
		return nil, fmt.Errorf("topic %s: %w", c.want.Topic, err)
	}
	var out []int32
	for _, p := range topics[c.want.Topic].Partitions.Numbers() {
		if c.want.Partitions == nil || slices.Contains(c.want.Partitions, p) {
			out = append(out, p)
		}
	}
	return out, nil
}

// lookAgain asks the broker for the topic's partitions, of which the client otherwise has
// a picture some seconds old, and reports whether the topic exists.
func (c *Consumer) lookAgain(ctx context.Context) (bool, error) {
	req := kmsg.NewPtrMetadataRequest()
	req.Topics = []kmsg.MetadataRequestTopic{{Topic: &c.want.Topic}}
	resp, err := c.admin.RequestCachedMetadata(ctx, req, time.Nanosecond)
	if err != nil {
		return false, fmt.Errorf("topic %s: %w", c.want.Topic, brief(err))
	}
	if len(resp.Topics) == 0 {
		return false, nil
	}
	t := resp.Topics[0]
	switch err := kerr.ErrorForCode(t.ErrorCode); {
	case errors.Is(err, kerr.UnknownTopicOrPartition), errors.Is(err, kerr.LeaderNotAvailable): // or being created
		return false, nil
	case err != nil:
		return false, fmt.Errorf("topic %s: %w", c.want.Topic, err)
	}
	return len(t.Partitions) > 0, nil
}

// start begins reading and, where partitions can still appear, looking for them.
func (c *Consumer) start() error {
	if err := c.read(c.begin); err != nil {
		c.Close()
		return err
	}
	c.env.addConsumer(c)
	if c.commits != nil {
		c.work.Go(c.commits.run)
	}
	if c.want.Partitions == nil || !c.exists {
		c.work.Go(c.discover)
	}
	return nil
}

// read adds partitions from the given offsets to the fetching client.
func (c *Consumer) read(from map[int32]int64) error {
	if len(from) == 0 {
		return nil
	}
	starts := map[int32]kgo.Offset{}
	parts := make([]int32, 0, len(from))
	for p := range from {
		parts = append(parts, p)
	}
	slices.Sort(parts)
	for _, p := range parts {
		l, err := c.laneOf(p)
		if err != nil {
			return err
		}
		c.mu.Lock()
		c.byPart[p], c.decoded[p], c.applied[p] = l, from[p], from[p]
		c.mu.Unlock()
		starts[p] = kgo.NewOffset().At(from[p])
	}
	if c.client != nil {
		c.client.AddConsumePartitions(map[string]map[int32]kgo.Offset{c.want.Topic: starts})
		return nil
	}
	client, err := c.env.NewClient(c.props, kgo.ConsumePartitions(map[string]map[int32]kgo.Offset{c.want.Topic: starts}),
		kgo.ConsumeResetOffset(kgo.NoResetOffset()), kgo.KeepControlRecords())
	if err != nil {
		return err
	}
	c.mu.Lock()
	c.client = client
	c.mu.Unlock()
	c.work.Go(c.poll)
	return nil
}

// advance notes how far partitions have come. It runs inside a cycle.
func (c *Consumer) advance(marks []mark) {
	c.mu.Lock()
	for _, m := range marks {
		c.applied[m.partition] = m.next
	}
	c.mu.Unlock()
}

// poll is the fetching goroutine.
func (c *Consumer) poll() {
	for {
		fetches := c.client.PollFetches(c.ctx)
		if c.ctx.Err() != nil || fetches.IsClientClosed() {
			return
		}
		received := time.Now()
		var wait sync.WaitGroup
		parts := 0
		fetches.EachPartition(func(p kgo.FetchTopicPartition) {
			if len(p.Records) > 0 {
				parts++
			}
		})
		fetches.EachPartition(func(p kgo.FetchTopicPartition) {
			if len(p.Records) == 0 {
				return
			}
			if parts == 1 {
				c.decode(p.Partition, p.Records, received)
				return
			}
			wait.Go(func() { c.decode(p.Partition, p.Records, received) })
		})
		wait.Wait()
		fetches.EachError(c.fetchError) // last: it may look at how far decoding came
	}
}

// decode turns one partition's records into batches and hands them over.
func (c *Consumer) decode(partition int32, recs []*kgo.Record, received time.Time) {
	c.mu.Lock()
	l := c.byPart[partition]
	c.mu.Unlock()
	for len(recs) > 0 && !l.isDone() {
		b, err := l.take(c.ctx)
		if err != nil {
			return
		}
		n, stop := c.fill(b, recs, received)
		if c.ctx.Err() != nil { // what was being decoded may be cut short
			return
		}
		if stop != nil { // the record that fails the table stays unread
			c.hand(l, b, mark{partition, recs[n-1].Offset})
			c.fail(l, stop)
			return
		}
		c.hand(l, b, mark{partition, recs[n-1].Offset + 1})
		recs = recs[n:]
	}
}

// hand gives a batch to a lane and notes how far decoding has come with it.
func (c *Consumer) hand(l *lane, b *batch, m mark) {
	b.marks = append(b.marks, m)
	l.give(b)
	c.mu.Lock()
	c.decoded[m.partition] = m.next
	delete(c.trouble, m.partition)
	close(c.moved)
	c.moved = make(chan struct{})
	c.mu.Unlock()
}

// fill decodes records into b until it is full, and says how many it has seen. It stops
// with an error at a bad record that is to fail the table.
func (c *Consumer) fill(b *batch, recs []*kgo.Record, received time.Time) (n int, stop error) {
	from := 0 // records from here to n are decoded and lack their own columns
	for n < len(recs) && !b.full() {
		r := recs[n]
		n++
		if r.Attrs.IsControl() {
			b.fillOwn(c.layout.own, recs[from:n-1], received)
			from = n
			continue
		}
		part, err := b.decode(r)
		if err == nil {
			continue
		}
		if c.ctx.Err() != nil {
			return n, nil
		}
		b.fillOwn(c.layout.own, recs[from:n-1], received)
		from = n
		if stop = c.bad.add(r, part, err); stop != nil {
			return n, stop
		}
	}
	b.fillOwn(c.layout.own, recs[from:n], received)
	return n, nil
}

// fail makes a lane's table fail after what it was given; its partitions are left alone
// from now on.
func (c *Consumer) fail(l *lane, err error) {
	l.fail(err)
	c.leave(l)
}

func (c *Consumer) failAll(err error) {
	c.mu.Lock()
	lanes := slices.Clone(c.lanes)
	c.mu.Unlock()
	for _, l := range lanes {
		c.fail(l, err)
	}
}

// leave stops the fetching for a lane that is done.
func (c *Consumer) leave(l *lane) {
	var parts []int32
	c.mu.Lock()
	client := c.client
	for p, of := range c.byPart {
		if of == l {
			parts = append(parts, p)
		}
	}
	close(c.moved)
	c.moved = make(chan struct{})
	c.mu.Unlock()
	if client != nil && len(parts) > 0 {
		client.RemoveConsumePartitions(map[string][]int32{c.want.Topic: parts})
	}
}

// laneClosed ends the consumer when no table is in use any more.
func (c *Consumer) laneClosed(l *lane) {
	c.leave(l)
	if !c.inUse() {
		c.Close()
	}
}

// inUse reports whether a lane is not closed.
func (c *Consumer) inUse() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.ContainsFunc(c.lanes, func(l *lane) bool { return !l.isClosed() })
}

// Close stops reading; the tables keep their rows. A second call does nothing.
func (c *Consumer) Close() {
	c.mu.Lock()
	done := c.ended
	c.ended = true
	c.mu.Unlock()
	if done {
		return
	}
	c.env.dropConsumer(c)
	defer c.env.gone(c)
	c.cancel()
	c.work.Wait()
	if c.commits != nil {
		c.commits.finish()
	}
	if c.client != nil {
		c.client.Close()
	}
	c.admin.Close()
	c.bad.close()
}
