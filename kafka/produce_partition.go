package kafka

import (
	"time"

	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/kmsg"

	"starling/kafka/client"
)

// awaitPartition returns when the client knows the partition that a record names. Its
// picture of a topic is minutes old, and the partition may be newer; one that the broker
// does not have either is left to the client to refuse.
func (p *Producer) awaitPartition(r *kgo.Record) {
	if r.Partition < 0 || p.knows(r.Topic, r.Partition) || !p.knows(r.Topic, 0) { // of a new topic the client makes a picture now
		return
	}
	for !p.knows(r.Topic, r.Partition) && p.ctx.Err() == nil {
		n, err := p.partitions(r.Topic)
		if err == nil && n <= r.Partition || err != nil && !client.Passes(err) {
			return
		}
		p.client.ForceMetadataRefresh()
		select {
		case <-p.ctx.Done():
		case <-time.After(client.RetryPause):
		}
	}
}

// knows reports whether the client has a partition in its picture of the topic.
func (p *Producer) knows(topic string, partition int32) bool {
	leader, _, _ := p.client.PartitionLeader(topic, partition)
	return leader >= 0
}

// partitions asks the broker how many partitions a topic has.
func (p *Producer) partitions(topic string) (int32, error) {
	req := kmsg.NewPtrMetadataRequest()
	req.Topics = []kmsg.MetadataRequestTopic{{Topic: &topic}}
	resp, err := req.RequestWith(p.ctx, p.client)
	if err != nil {
		return 0, err
	}
	for _, t := range resp.Topics {
		return int32(len(t.Partitions)), kerr.ErrorForCode(t.ErrorCode)
	}
	return 0, nil
}
