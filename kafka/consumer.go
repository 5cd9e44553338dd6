package kafka

import (
	"context"
	"errors"
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

	seen discovery
	ending

	placing sync.Mutex // held while a partition that is read gets another place in the client; before mu

	mu       sync.Mutex // guards what follows
	fetch    fetcher    // made with the first partition, and then constant
	tables   tables
	parts    map[topicPartition]*partition
	moved    chan struct{}        // closed and replaced when decoded changes of a partition
	identity map[string]*identity // of topics that are read, by name
	doubts   doubts
	told     told
}

// newConsumer resolves columns and start positions; nothing is read yet.
func (e *Env) newConsumer(ctx context.Context, g *engine.Graph, p client.Props, o Consume) (*Consumer, error) {
	props, err := e.Config(p)
	if err != nil {
		return nil, err
	}
	c := &Consumer{
		env: e, graph: g, props: props, want: o, parts: map[topicPartition]*partition{}, identity: map[string]*identity{}, moved: make(chan struct{}),
		seen: newDiscovery(), doubts: doubts{asks: make(chan struct{}, 1)}, told: told{chosen: map[string]bool{}},
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
	if err == nil && !e.Planning {
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
	if c.want.Until != nil && len(c.seen.begin) == 0 && !c.env.Planning { // there is no partition to read
		for _, l := range c.allLanes() {
			l.finish(nil)
		}
	}
	c.env.addConsumer(c)
	if c.env.Planning {
		return nil
	}
	if c.commits != nil {
		c.crew.Go(c.commits.run)
	}
	c.crew.Go(c.discover)
	c.crew.Go(c.voucher)
	return nil
}
