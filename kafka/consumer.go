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

	// Of the goroutine that makes the consumer, then of discover.
	missing map[string]bool          // topics by name that did not exist when last looked for
	gone    map[string]int           // topics that are read, by how often they were not found
	begin   map[topicPartition]int64 // start of partitions not yet being read
	kept    map[topicPartition]kept  // with committed offsets that hold

	looks  chan struct{}   // has discover look at once
	asks   chan struct{}   // has voucher look at once
	ctx    context.Context // ends when nothing more is to be read
	cancel context.CancelFunc
	crew   crew // all goroutines above but the graph's

	placing sync.Mutex // held while a partition that is read gets another place in the client; before mu

	mu       sync.Mutex
	fetch    fetcher       // made with the first partition, and then constant
	lanes    []*lane       // only added to
	derived  *engine.Table // what the caller has in place of Table, or nil
	keyed    bool          // there is a table of the latest rows by key
	byPart   map[topicPartition]*lane
	identity map[string]*identity        // of topics that are read, by name
	decoded  map[topicPartition]position // all records below are in a batch
	applied  map[topicPartition]position // all records below are in the table; written in cycles
	pasts    map[topicPartition]*past    // what was read of each
	doubts   int                         // how often a log may have become another
	unplaced map[topicPartition]bool     // of which nothing was asked for in their present life
	portions map[topicPartition]*portion // being decoded
	lost     map[topicPartition]int64    // records that the broker deleted before they were read
	moved    chan struct{}               // closed and replaced when decoded changes
	trouble  map[topicPartition]string   // why it is not being read just now
	absence  map[topicPartition]string   // that its topic lacks it, which says more than trouble
	timeless pace                        // warnings of timestamps that are no Instant
	choices  map[topicPartition]choices  // how numbers are read
	chosen   map[string]bool             // what was said of that
	ended    bool
	stopping bool

	stopped chan struct{} // closed when stop is done
	stopErr error         // set by then
	closed  chan struct{} // closed when Close is done
}

// newConsumer resolves columns and start positions; nothing is read yet.
func (e *Env) newConsumer(ctx context.Context, g *engine.Graph, p client.Props, o Consume) (*Consumer, error) {
	props, err := e.Config(p)
	if err != nil {
		return nil, err
	}
	c := &Consumer{
		env: e, graph: g, props: props, want: o, missing: map[string]bool{}, begin: map[topicPartition]int64{}, kept: map[topicPartition]kept{}, byPart: map[topicPartition]*lane{},
		identity: map[string]*identity{}, gone: map[string]int{}, looks: make(chan struct{}, 1), asks: make(chan struct{}, 1), pasts: map[topicPartition]*past{}, unplaced: map[topicPartition]bool{},
		decoded: map[topicPartition]position{}, applied: map[topicPartition]position{}, portions: map[topicPartition]*portion{}, lost: map[topicPartition]int64{},
		moved: make(chan struct{}), stopped: make(chan struct{}), closed: make(chan struct{}), trouble: map[topicPartition]string{}, absence: map[topicPartition]string{},
		choices: map[topicPartition]choices{}, chosen: map[string]bool{},
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
	c.ctx, c.cancel = context.WithCancel(context.Background())
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
	if err := c.read(c.begin); err != nil {
		return errors.Join(err, c.Close())
	}
	if c.want.Until != nil && len(c.byPart) == 0 { // there is no partition to read
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
	l, life := c.byPart[tp], c.decoded[tp].life
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
	c.byPart[tp], c.decoded[tp], c.applied[tp] = l, position{next: at}, position{next: at}
	p := &past{from: at, sure: c.doubts}
	if k, ok := c.kept[tp]; ok && k.trace.offset < at {
		p.put(k.trace)
		p.epochs = k.epochs
	}
	c.pasts[tp] = p
	l.trail.begin(tp, at)
	return nil
}

// restart has a partition that is read, in a life, go on elsewhere, unless it has a later life
// by now; then is called before a record of it is read there. The table hears of it in its turn, after
// what was decoded before.
func (c *Consumer) restart(tp topicPartition, life int32, at position, then func()) {
	c.mu.Lock()
	l := c.byPart[tp]
	c.mu.Unlock()
	b, err := l.take(c.ctx)
	if err != nil {
		return
	}
	c.placing.Lock()
	defer c.placing.Unlock()
	c.mu.Lock()
	late := c.decoded[tp].life != life
	if !late {
		if named := c.identity[tp.topic]; c.unplaced[tp] && named.begins {
			b.wipes = append(b.wipes, 0) // tables of its keys begin anew with a topic
			named.begins = false
		}
		c.decoded[tp] = at
		delete(c.unplaced, tp)
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
		m.follow(c.applied)
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
		maps.DeleteFunc(at, func(tp topicPartition, p position) bool { return p.life != c.decoded[tp].life })
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
	for tp, of := range c.byPart {
		if of == l {
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

// drained is told that a lane has handed its last rows to the graph. When all have, and
// no partition can still come, there is nothing left to do; the tables are looked after
// until they are closed. It runs inside a cycle.
func (c *Consumer) drained(l *lane) {
	c.mu.Lock()
	defer c.mu.Unlock()
	l.over = true
	open := slices.ContainsFunc(c.lanes, func(l *lane) bool { return !l.over })
	if !open && (c.Table != nil || c.want.Until != nil) {
		go func() { c.tell(c.stop()) }()
	}
}

// laneClosed ends the consumer when no table is in use any more.
func (c *Consumer) laneClosed(l *lane) {
	c.leave(l)
	if !c.inUse() {
		c.tell(c.Close())
	}
}

// tell shows an error that no call returns.
func (c *Consumer) tell(err error) {
	if err != nil {
		c.env.Say("kafka: " + err.Error())
	}
}

// inUse reports whether a lane is not closed.
func (c *Consumer) inUse() bool {
	return slices.ContainsFunc(c.allLanes(), func(l *lane) bool { return !l.isClosed() })
}

// quit ends the reading: nothing is fetched and decoded any more. What was decoded is still
// taken by the next cycle.
func (c *Consumer) quit() {
	c.cancel()
	c.crew.Wait()
}

// stop ends the reading and all connections, once: what was decoded comes into the tables,
// bad records are written, sinks settle what they owe, the group hears where the tables
// stand. The error is that of Close.
func (c *Consumer) stop() error { return c.stopWith(c.commits.last) }

// stopWith is stop with what the last commit is.
func (c *Consumer) stopWith(commit func()) error {
	c.mu.Lock()
	again := c.stopping
	c.stopping = true
	c.mu.Unlock()
	if again {
		<-c.stopped
		return c.stopErr
	}
	defer close(c.stopped)
	c.bad.hurry()
	c.quit()
	c.stopErr = c.bad.finish()
	commit()
	if c.fetch != nil {
		c.fetch.close()
	}
	if c.admin != nil {
		c.admin.Close()
	}
	return c.stopErr
}

// Close stops reading; the tables keep their rows. The error is that bad records could
// not be written to starling.dlq.topic. A second call does nothing.
func (c *Consumer) Close() error { return c.closeWith(c.commits.last) }

func (c *Consumer) closeWith(commit func()) error {
	c.mu.Lock()
	done := c.ended
	c.ended = true
	c.mu.Unlock()
	if done {
		return nil
	}
	c.env.dropConsumer(c)
	defer c.env.gone(c)
	err := c.stopWith(commit)
	for _, l := range c.allLanes() {
		l.finish(nil)
	}
	c.bad.close()
	return err
}
