package client

import "github.com/twmb/franz-go/pkg/kgo"

// AnyPartition is the Partition of a record that leaves the choice to the partitioner.
const AnyPartition int32 = -1

// partitioner keeps the partition a record names and leaves the others to the producer's
// own. That is by default Kafka's: by the murmur2 hash of the key, without a key batch by
// batch. A keyed producer writes records whose key is null as if it were empty, all to one
// partition: so their order shows which is the latest.
type partitioner struct {
	kgo.Partitioner
	keyed bool
}

func (p partitioner) ForTopic(topic string) kgo.TopicPartitioner {
	return topicPartitioner{p.Partitioner.ForTopic(topic), p.keyed}
}

type topicPartitioner struct {
	kgo.TopicPartitioner
	keyed bool
}

func (t topicPartitioner) RequiresConsistency(r *kgo.Record) bool {
	return r.Partition >= 0 || t.TopicPartitioner.RequiresConsistency(t.seen(r))
}

func (t topicPartitioner) Partition(r *kgo.Record, n int) int {
	if r.Partition >= 0 {
		return int(r.Partition)
	}
	return t.TopicPartitioner.Partition(t.seen(r), n)
}

// seen is the record that decides for r.
func (t topicPartitioner) seen(r *kgo.Record) *kgo.Record {
	if t.keyed && r.Key == nil {
		return emptyKey
	}
	return r
}

var emptyKey = &kgo.Record{Key: []byte{}}

// OnNewBatch moves records without a key to another partition.
func (t topicPartitioner) OnNewBatch() {
	if o, ok := t.TopicPartitioner.(kgo.TopicPartitionerOnNewBatch); ok {
		o.OnNewBatch()
	}
}
