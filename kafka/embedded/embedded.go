// Package embedded runs a Kafka broker and a schema registry inside the
// process, on loopback ports that any Kafka client can use: franz-go's kfake
// and srfake. They are for trying out, demos and tests, not for keeping data
// one cannot lose. It imports nothing of Starling.
package embedded

import (
	"errors"
	"fmt"
	"maps"
	"net"
	"net/http"
	"regexp"
	"slices"
	"strconv"

	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kfake"
	"github.com/twmb/franz-go/pkg/kmsg"
	"github.com/twmb/franz-go/pkg/kversion"
	"github.com/twmb/franz-go/pkg/sr"
	"github.com/twmb/franz-go/pkg/sr/srfake"
)

// Config says what to run. The zero value is a broker and a registry on free
// ports, without topics, in memory.
type Config struct {
	BrokerPort   int            // 0 is any free port
	RegistryPort int            // 0 is any free port
	Topics       map[string]int // topics to have, with their number of partitions
	AutoCreate   bool           // a client's first use of a topic creates it, with one partition
	DataDir      string         // where topics, records and schemas are kept; "" is in memory
}

// Broker is a running broker with its registry.
type Broker struct {
	cluster  *kfake.Cluster
	registry *registry
}

// Start returns once both ports accept connections. Topics that the data
// directory has already are kept; one that has fewer partitions than asked for
// is an error.
func Start(cfg Config) (*Broker, error) {
	// Newer versions answer DescribeTopicPartitions in a way that Java's
	// admin client cannot read.
	opts := []kfake.Opt{
		kfake.NumBrokers(1), kfake.Ports(cfg.BrokerPort), kfake.DefaultNumPartitions(1),
		kfake.MaxVersions(kversion.V3_6_0()), kfake.ClusterID("starling"),
	}
	if cfg.DataDir != "" {
		opts = append(opts, kfake.DataDir(cfg.DataDir))
	}
	cluster, err := kfake.NewCluster(opts...)
	if err != nil {
		return nil, fmt.Errorf("embedded broker: port %d: %w", cfg.BrokerPort, err)
	}
	b := &Broker{cluster: cluster}
	for _, name := range slices.Sorted(maps.Keys(cfg.Topics)) {
		if err := b.CreateTopic(name, cfg.Topics[name]); err != nil {
			cluster.Close()
			return nil, err
		}
	}
	if cfg.AutoCreate {
		cluster.ControlKey(int16(kmsg.Metadata), b.createAsked)
	}
	if b.registry, err = startRegistry(cfg.RegistryPort, cfg.DataDir); err != nil {
		cluster.Close()
		return nil, err
	}
	return b, nil
}

// Addr is the broker's host:port.
func (b *Broker) Addr() string { return b.cluster.ListenAddrs()[0] }

// RegistryURL is where the schema registry answers, as http://host:port.
func (b *Broker) RegistryURL() string { return "http://" + b.registry.listener.Addr().String() }

// Close stops both and frees their ports. With a data directory everything is
// on disk when it returns.
func (b *Broker) Close() error {
	err := b.registry.close()
	b.cluster.Close()
	return err
}

// CreateTopic makes sure that the topic exists with the number of partitions.
func (b *Broker) CreateTopic(name string, partitions int) error {
	if partitions < 1 || partitions > 10_000 {
		return fmt.Errorf("embedded broker: topic %q: %d partitions; 1 to 10000 are possible", name, partitions)
	}
	if !legal(name) {
		return fmt.Errorf("embedded broker: topic %q: a name has 1 to 249 of the characters a-z, A-Z, 0-9, '.', '_' and '-'", name)
	}
	err := b.cluster.CreateTopic(name, int32(partitions), nil)
	if errors.Is(err, kerr.TopicAlreadyExists) {
		if have := b.partitions(name); have != partitions {
			return fmt.Errorf("embedded broker: topic %q: exists with %d partitions, not %d", name, have, partitions)
		}
		return nil
	}
	if err != nil {
		return fmt.Errorf("embedded broker: topic %q: %w", name, err)
	}
	return nil
}

// legal is Kafka's rule for names of topics, which kfake does not check.
func legal(name string) bool {
	return legalName.MatchString(name) && name != "." && name != ".."
}

var legalName = regexp.MustCompile(`^[a-zA-Z0-9._-]{1,249}$`)

func (b *Broker) partitions(topic string) int {
	return len(b.cluster.PartitionInfos(topic))
}

// createAsked creates the topics that a metadata request asks for, before the
// broker answers it. The broker's own automatic creation would forget them
// when the process is killed; an explicit one is written to disk.
func (b *Broker) createAsked(req kmsg.Request) (kmsg.Response, error, bool) { //nolint:revive // kfake's signature
	meta := req.(*kmsg.MetadataRequest)
	if meta.Version >= 4 && !meta.AllowAutoTopicCreation {
		return nil, nil, false
	}
	for _, topic := range meta.Topics {
		if topic.Topic != nil && legal(*topic.Topic) {
			// An existing topic stays.
			_ = b.cluster.CreateTopic(*topic.Topic, 1, nil)
		}
	}
	return nil, nil, false
}

func listen(what string, port int) (net.Listener, error) {
	l, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		return nil, fmt.Errorf("embedded %s: port %d: %w", what, port, err)
	}
	return l, nil
}

// registry serves srfake over HTTP.
type registry struct {
	listener net.Listener
	server   *http.Server
	journal  *journal
	fake     *srfake.Registry
	put      []sr.SubjectSchema // by PutSchema
}

func startRegistry(port int, dir string) (*registry, error) {
	fake := srfake.NewRegistry()
	journal, err := openJournal(dir, fake.Handler())
	if err != nil {
		return nil, err
	}
	l, err := listen("schema registry", port)
	if err != nil {
		return nil, errors.Join(err, journal.close())
	}
	r := &registry{fake: fake, listener: l, journal: journal, server: &http.Server{Handler: journal}}
	go r.server.Serve(l) //nolint:errcheck // always ErrServerClosed
	return r, nil
}

// PutSchema gives the registry a schema under the id that it had elsewhere. It is not kept in the
// data directory.
func (b *Broker) PutSchema(s sr.SubjectSchema) (err error) {
	defer func() {
		if why := recover(); why != nil { // srfake has no other way to say it
			err = fmt.Errorf("embedded schema registry: subject %s: %v", s.Subject, why)
		}
	}()
	if have, ok := b.registry.fake.GetSchema(s.Subject, s.Version); ok && have.ID == s.ID && have.Schema.Schema == s.Schema.Schema {
		return nil
	}
	for _, other := range b.registry.put {
		if other.ID == s.ID { // it belongs to another subject as well
			_, _, err := b.registry.fake.RegisterSchema(s.Subject, s.Schema)
			return err
		}
	}
	b.registry.fake.SeedSchema(s.Subject, s.Version, s.ID, s.Schema)
	b.registry.put = append(b.registry.put, s)
	return nil
}

func (r *registry) close() error {
	return errors.Join(r.server.Close(), r.journal.close())
}
