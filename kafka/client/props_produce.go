package client

import (
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
)

// producing gathers the producer's properties that depend on each other.
type producing struct {
	acks       string // "" is all
	acksShown  string // for messages
	idempotent *bool  // enable.idempotence, if given
	inFlight   int64
	codec      string
	levels     map[string]int64 // codec to level; "" is any codec
	// partitioner chooses the partition of records that name none.
	partitioner kgo.Partitioner
}

func setAcks(s *settings, a Arg) (err error) {
	if a.Value == "-1" {
		a.Value = "all"
	}
	s.producing.acksShown = a.Shown()
	s.producing.acks, err = a.choice("all", "1", "0")
	return err
}

func setIdempotence(s *settings, a Arg) error {
	on, err := a.boolean()
	s.producing.idempotent = &on
	return err
}

func setInFlight(s *settings, a Arg) (err error) {
	s.producing.inFlight, err = a.integer(1, math.MaxInt32)
	return err
}

func setCompression(s *settings, a Arg) (err error) {
	s.producing.codec, err = a.choice("none", "gzip", "snappy", "lz4", "zstd")
	return err
}

// setLevel reads compression.CODEC.level, and librdkafka's compression.level.
func setLevel(s *settings, a Arg) error {
	codec := strings.Trim(strings.TrimSuffix(strings.TrimPrefix(a.Name, "compression"), "level"), ".")
	n, err := a.integer(-1<<17, 22)
	if s.producing.levels == nil {
		s.producing.levels = map[string]int64{}
	}
	s.producing.levels[codec] = n
	return err
}

func setLinger(s *settings, a Arg) error {
	d, err := a.clamp(s, 0, time.Minute)
	s.add(kgo.ProducerLinger(d))
	return err
}

func setBufferMemory(s *settings, a Arg) error {
	n, err := a.integer(1, math.MaxInt64)
	s.add(kgo.MaxBufferedBytes(int(n)))
	return err
}

// setRequestSize bounds a batch, and so a record.
func setRequestSize(s *settings, a Arg) error {
	n, err := a.integer(512, 1<<30)
	s.add(kgo.ProducerBatchMaxBytes(int32(n)), kgo.BrokerMaxWriteBytes(int32(max(100<<20, n))))
	return err
}

// givingUp lets a limit hold for records that the broker may have written without saying
// so; otherwise they would be sent for ever. Publishing ends with such a record.
var givingUp = kgo.AllowIdempotentProduceCancellation()

// setDeliveryTimeout takes 0 as for ever, as librdkafka does.
func setDeliveryTimeout(s *settings, a Arg) error {
	if a.Value == "0" {
		return nil
	}
	d, err := a.clamp(s, time.Second, math.MaxInt64)
	s.add(kgo.RecordDeliveryTimeout(d), givingUp)
	return err
}

func setRetries(s *settings, a Arg) error {
	n, err := a.integer(0, math.MaxInt32)
	if n < math.MaxInt32 {
		s.add(kgo.RecordRetries(int(n)), givingUp)
	}
	return err
}

// setPartitioner takes the partitioners that hash keys with murmur2, as the
// Java client does; records of one key stay in one partition whoever writes.
func setPartitioner(s *settings, a Arg) error {
	switch a.Value {
	case "", "murmur2", "murmur2_random",
		"org.apache.kafka.clients.producer.internals.DefaultPartitioner",
		"org.apache.kafka.clients.producer.internals.BuiltInPartitioner":
		return nil
	case "org.apache.kafka.clients.producer.UniformStickyPartitioner":
		s.producing.partitioner = kgo.StickyPartitioner()
		return nil
	case "org.apache.kafka.clients.producer.RoundRobinPartitioner":
		s.producing.partitioner = kgo.RoundRobinPartitioner()
		return nil
	}
	return a.Bad("is not supported; use murmur2_random, or RoundRobinPartitioner or UniformStickyPartitioner of org.apache.kafka.clients.producer")
}

func setIgnoreKeys(s *settings, a Arg) error {
	on, err := a.boolean()
	if on {
		s.producing.partitioner = kgo.UniformBytesPartitioner(64<<10, true, false, nil)
	}
	return err
}

// finish settles acknowledgements, compression and partitions.
func (p producing) finish(s *settings) error {
	s.add(kgo.RecordPartitioner(p.partitioner))
	wanted := p.idempotent != nil && *p.idempotent
	weak := p.acks == "0" || p.acks == "1"
	if wanted && weak {
		return fmt.Errorf("enable.idempotence: true needs acks=all, not acks=%s", p.acksShown)
	}
	switch p.acks {
	case "0":
		s.add(kgo.RequiredAcks(kgo.NoAck()))
	case "1":
		s.add(kgo.RequiredAcks(kgo.LeaderAck()))
	}
	if weak || p.idempotent != nil && !wanted {
		s.add(kgo.DisableIdempotentWrite())
		if p.inFlight > 0 {
			s.add(kgo.MaxProduceRequestsInflightPerBroker(int(p.inFlight)))
		}
	}
	if p.codec != "" {
		s.add(kgo.ProducerBatchCompression(p.compression()))
	}
	return nil
}

func (p producing) compression() kgo.CompressionCodec {
	codec := map[string]kgo.CompressionCodec{
		"none": kgo.NoCompression(), "gzip": kgo.GzipCompression(), "snappy": kgo.SnappyCompression(),
		"lz4": kgo.Lz4Compression(), "zstd": kgo.ZstdCompression(),
	}[p.codec]
	for _, key := range []string{p.codec, ""} {
		if level, ok := p.levels[key]; ok {
			return codec.WithLevel(int(level))
		}
	}
	return codec
}
