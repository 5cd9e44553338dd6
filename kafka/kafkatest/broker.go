package kafkatest

import (
	"context"
	"errors"
	"net"
	"strings"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kfake"
	"github.com/twmb/franz-go/pkg/kgo"
)

// brokerPort is the first broker's; each later broker has the next one.
const brokerPort = 9092

// Config says what to start.
type Config struct {
	Topics  map[string]int // topics to have, with their number of partitions
	Brokers int            // how many; 0 is one
	Dir     string         // where the brokers keep their data, for Restart; "" is in memory
}

// Broker is one or several brokers of one cluster, and a schema registry.
type Broker struct {
	// Registry is beside the brokers, and reached by the same Dial.
	Registry *Registry

	network kfake.VirtualNetwork
	cluster *kfake.Cluster
	brokers int
	dir     string
	way     *way // to the brokers
}

// Start begins brokers and registry; Close ends them. In a bubble of synctest that must be
// before the bubble ends.
func Start(c Config) (*Broker, error) {
	b := &Broker{brokers: max(c.Brokers, 1), dir: c.Dir, way: newWay()}
	err := b.start()
	if err != nil {
		return nil, err
	}
	for name, n := range c.Topics {
		err = errors.Join(err, b.CreateTopic(name, n))
	}
	if err == nil {
		b.Registry, err = startRegistry(&b.network)
	}
	if err != nil {
		b.cluster.Close()
		return nil, err
	}
	return b, nil
}

func (b *Broker) start() (err error) {
	ports := make([]int, b.brokers)
	for i := range ports {
		ports[i] = brokerPort + i
	}
	opts := []kfake.Opt{kfake.NumBrokers(b.brokers), kfake.Ports(ports...), kfake.ListenFn(b.network.Listen)}
	if b.dir != "" {
		opts = append(opts, kfake.DataDir(b.dir))
	}
	b.cluster, err = kfake.NewCluster(opts...)
	return err
}

// Restart ends the brokers and starts them again with what Config.Dir has after change.
func (b *Broker) Restart(change func() error) error {
	b.cluster.Close()
	if err := change(); err != nil {
		return err
	}
	return b.start()
}

// Addr is the brokers' bootstrap.servers.
func (b *Broker) Addr() string { return strings.Join(b.cluster.ListenAddrs(), ",") }

// Dial connects to a broker or the registry, for the program under test. What is done to
// connections is done to these.
func (b *Broker) Dial(ctx context.Context, network, addr string) (net.Conn, error) {
	server, err := b.network.DialContext(ctx, network, addr)
	if err != nil {
		return nil, err
	}
	c := &conn{Conn: server, way: b.way, over: make(chan struct{})}
	if addr == registryAddr {
		c.way = b.Registry.way
	} else {
		pump(c)
	}
	if err := c.way.enter(c); err != nil {
		return nil, errors.Join(err, c.Conn.Close())
	}
	return c, nil
}

// Client is a client for the test itself: nothing is done to its connections. The errors of
// Fail are for all clients.
func (b *Broker) Client(opts ...kgo.Opt) (*kgo.Client, error) {
	return kgo.NewClient(append([]kgo.Opt{kgo.SeedBrokers(b.cluster.ListenAddrs()...), kgo.Dialer(b.network.DialContext)}, opts...)...)
}

// Close ends the brokers and the registry.
func (b *Broker) Close() error {
	b.Cut()
	err := b.Registry.close()
	b.cluster.Close()
	return err
}

// CreateTopic makes a topic with n partitions.
func (b *Broker) CreateTopic(name string, n int) error {
	return b.cluster.CreateTopic(name, int32(n), nil)
}

// DeleteTopic deletes a topic. One that is created again with its name has another id.
func (b *Broker) DeleteTopic(name string) error { return b.cluster.DeleteTopic(name) }

// AddPartitions gives a topic more partitions, n in all.
func (b *Broker) AddPartitions(ctx context.Context, topic string, n int) error {
	cl, err := b.Client()
	if err != nil {
		return err
	}
	defer cl.Close()
	done, err := kadm.NewClient(cl).UpdatePartitions(ctx, n, topic)
	if err != nil {
		return err
	}
	return done[topic].Err
}

// DeleteRecords deletes the records of a partition whose offset is less than before.
func (b *Broker) DeleteRecords(topic string, partition int32, before int64) error {
	return b.cluster.DeleteRecords(topic, partition, before)
}

// MoveLeader makes the next broker the leader of a partition.
func (b *Broker) MoveLeader(topic string, partition int32) error {
	to := (b.cluster.LeaderFor(topic, partition) + 1) % int32(b.brokers)
	return b.cluster.MoveTopicPartition(topic, partition, to)
}
