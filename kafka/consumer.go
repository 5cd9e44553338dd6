package kafka

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"

	"starling/engine"
	"starling/kafka/client"
	"starling/kafka/registry"
)

// Consumer reads topics into a table, or into one per partition.
//
// Goroutines at work on it: the one that fetches (poll) and those that decode what it
// fetched, one per partition (portion); those that look for partitions (discover), commit
// (commits.run) and keep tables of status; the graph's, in Drain of a lane; and callers of
// its methods. They may lock in this order: graph, Consumer.mu, a lane's, and under these
// only leaves, which call nothing (portion, badRecords, deadLetters, debts of a producer).
// Whoever waits for the broker, the registry or the graph holds none of them.
type Consumer struct {
	Table       *engine.Table       // nil if partitioned
	Partitioned *engine.Partitioned // nil if not

	// Constant once newConsumer is done.
	env      *Env
	graph    *engine.Graph
	props    client.Config
	want     Consume
	topics   subscription
	layout   *layout
	bad      *badRecords
	commits  *commits       // nil if no group is to know how far reading came
	registry *registry.View // nil if the properties name none
	admin    *kgo.Client    // metadata and offsets
	adm      *kadm.Client
	stops    map[topicPartition]int64 // where reading ends, if it is bounded
	laneOf   func(topicPartition) (*lane, error)
	strict   bool // starling.on.loss=fail

	seen   discovery
	ending // how it ends

	placing sync.Mutex // held while a partition that is read gets another place in the client; before mu

	mu       sync.Mutex
	fetch    fetcher       // made with the first partition, and then constant
	lanes    []*lane       // only added to
	derived  *engine.Table // what the caller has in place of Table, or nil
	keyed    bool          // there is a table of the latest rows by key
	parts    map[topicPartition]*partition
	identity map[string]*identity // of topics that are read, by name
	doubts   doubts
	moved    chan struct{}   // closed and replaced when decoded changes
	timeless pace            // warnings of timestamps that are no Instant
	chosen   map[string]bool // what was said of that
}

// newConsumer resolves columns and start positions; nothing is read yet.
func (e *Env) newConsumer(ctx context.Context, g *engine.Graph, p client.Props, o Consume) (*Consumer, error) {
	props, err := e.Config(p)
	if err != nil {
		return nil, err
	}
	c := &Consumer{
		env: e, graph: g, props: props, want: o, parts: map[topicPartition]*partition{}, identity: map[string]*identity{}, moved: make(chan struct{}),
		seen: newDiscovery(), doubts: doubts{asks: make(chan struct{}, 1)}, chosen: map[string]bool{},
	}
	if c.topics, err = subscribe(o.Topics); err != nil {
		return nil, err
	}
	exclude, err := props.Bool("exclude.internal.topics", true)
	if err != nil {
		return nil, err
	}
	c.topics.internal = !exclude
	if _, err := props.ResetOffset(); err != nil { // now, not when a topic is there
		return nil, err
	}
	if err := o.Offsets.Check(); err != nil {
		return nil, err
	}
	if err := o.Until.checkEnd(); err != nil {
		return nil, err
	}
	if c.strict, err = strictLoss(props); err != nil {
		return nil, err
	}
	if err := checkRecreate(props); err != nil {
		return nil, err
	}
	c.ending.begin()
	if c.registry, err = e.registries.View(props); err != nil {
		return nil, err
	}
	if c.layout, err = c.newLayout(ctx); err != nil {
		return nil, err
	}
	if _, err := c.newBatch(); err != nil {
		return nil, err
	}
	if c.admin, err = props.Client(kgo.WithHooks(connects{c})); err != nil {
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
		return nil, errors.Join(err, c.Close())
	}
	return c, nil
}

// start begins reading and, where topics or partitions can still appear, looking for them.
func (c *Consumer) start() error {
	if err := c.read(c.seen.begin); err != nil {
		return errors.Join(err, c.Close())
	}
	if c.want.Until != nil && len(c.seen.begin) == 0 { // there is no partition to read
		for _, l := range c.allLanes() {
			l.finish(nil)
		}
	}
	c.env.addConsumer(c)
	if c.commits != nil {
		c.crew.Go(c.commits.run)
	}
	c.crew.Go(c.discover)
	c.crew.Go(c.voucher)
	return nil
}

// read adds partitions from the given offsets to the fetching client.
func (c *Consumer) read(from map[topicPartition]int64) error {
	if len(from) == 0 {
		return nil
	}
	starts := map[string]map[int32]kgo.Offset{}
	var empty []topicPartition // nothing of them is to be read
	for _, tp := range sortedPartitions(from) {
		if err := c.place(tp, from[tp]); err != nil {
			return err
		}
		if stop, bounded := c.stops[tp]; bounded && from[tp] >= stop {
			empty = append(empty, tp)
			continue
		}
		if starts[tp.topic] == nil {
			starts[tp.topic] = map[int32]kgo.Offset{}
		}
		starts[tp.topic][tp.partition] = kgo.NewOffset().At(from[tp])
	}
	for _, tp := range empty {
		c.reached(tp)
	}
	if len(starts) == 0 {
		return nil
	}
	if c.fetch != nil {
		c.fetch.add(starts)
		return nil
	}
	fetch, err := newFranz(c.props, &c.env.slabs, starts, connects{c})
	if err != nil {
		return err
	}
	c.mu.Lock()
	c.fetch = fetch
	c.mu.Unlock()
	c.crew.Go(c.poll)
	return nil
}

// place notes where the reading of a partition begins: in its first life, or in a later one.
func (c *Consumer) place(tp topicPartition, at int64) error {
	c.mu.Lock()
	known := c.partition(tp)
	l, life := known.lane, known.decoded.life
	c.mu.Unlock()
	if l != nil {
		c.restart(tp, life, position{life, at}, func() {})
		return nil
	}
	l, err := c.laneOf(tp)
	if err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	known.lane, known.decoded, known.applied = l, position{next: at}, position{next: at}
	known.past = &past{from: at, sure: c.doubts.raised}
	if k, ok := c.seen.kept[tp]; ok && k.trace.offset < at {
		known.past.put(k.trace)
		known.past.epochs = k.epochs
	}
	l.trail.begin(tp, at)
	return nil
}

// restart has a partition that is read, in a life, go on elsewhere, unless it has a later life
// by now; then is called before a record of it is read there. The table hears of it in its turn, after
// what was decoded before.
func (c *Consumer) restart(tp topicPartition, life int32, at position, then func()) {
	c.mu.Lock()
	p := c.parts[tp]
	l := p.lane
	c.mu.Unlock()
	b, err := l.take(c.ctx)
	if err != nil {
		return
	}
	c.placing.Lock()
	defer c.placing.Unlock()
	c.mu.Lock()
	late := p.decoded.life != life
	if !late {
		if named := c.identity[tp.topic]; p.unplaced && named.begins {
			b.wipes = append(b.wipes, 0) // tables of its keys begin anew with a topic
			named.begins = false
		}
		p.decoded, p.unplaced = at, false
	}
	c.mu.Unlock()
	if late {
		l.free <- b
		return
	}
	c.hand(l, b, mark{tp, at})
	then()
}

func sortedPartitions[T any](m map[topicPartition]T) []topicPartition {
	out := make([]topicPartition, 0, len(m))
	for tp := range m {
		out = append(out, tp)
	}
	slices.SortFunc(out, topicPartition.compare)
	return out
}

// advance notes how far the partitions of a lane have come. It runs inside a cycle.
func (c *Consumer) advance(l *lane, marks []mark) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, m := range marks {
		p := c.parts[m.topicPartition]
		p.applied = m.follow(p.applied)
	}
	if c.commits != nil {
		l.trail.note(l.table.Running(), marks)
	}
}

// settled is the offset of each partition below which all records are in the table, and
// all that sinks owe for them is acknowledged, in the life that it is in; all reports whether sinks owe nothing for
// any record that is in the table. It takes the graph's lock.
func (c *Consumer) settled() (at map[topicPartition]position, all bool) {
	at, all = map[topicPartition]position{}, true
	_ = c.graph.Read(func() { // nothing in it fails
		c.mu.Lock()
		defer c.mu.Unlock()
		for _, l := range c.lanes {
			all = l.trail.settle(l.table.Settled()) && all
			maps.Copy(at, l.trail.done)
		}
		maps.DeleteFunc(at, func(tp topicPartition, p position) bool { return p.life != c.life(tp) })
	})
	return at, all
}

// fail makes a lane's table fail after what it was given; its partitions are left alone
// from now on.
func (c *Consumer) fail(l *lane, err error) {
	l.finish(err)
	c.leave(l)
}

func (c *Consumer) failAll(err error) {
	for _, l := range c.allLanes() {
		c.fail(l, err)
	}
}

func (c *Consumer) allLanes() []*lane {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.lanes)
}

// leave stops the fetching for a lane that is done.
func (c *Consumer) leave(l *lane) {
	c.mu.Lock()
	parts := map[string][]int32{}
	for tp, p := range c.begun {
		if p.lane == l {
			parts[tp.topic] = append(parts[tp.topic], tp.partition)
		}
	}
	fetch := c.fetch
	c.stir()
	c.mu.Unlock()
	if fetch != nil && len(parts) > 0 {
		fetch.remove(parts)
	}
}

// stir wakes those who wait for decoded to change. c.mu is held.
func (c *Consumer) stir() {
	close(c.moved)
	c.moved = make(chan struct{})
}
