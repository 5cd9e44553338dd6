package kafka

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/kmsg"
)

// verdict is what the broker's log has where a record was read.
type verdict uint8

const (
	recordSame verdict = iota
	recordOther
	recordGone // nothing: it was deleted, compacted away or lost
)

// probe asks the broker for the record that a trace is of.
func (c *Consumer) probe(ctx context.Context, tp topicPartition, t trace) (verdict, error) {
	topic, err := c.describe(ctx, tp.topic)
	if err != nil {
		return recordGone, err
	}
	leader := int32(-1)
	for _, p := range topic.Partitions {
		if p.Partition == tp.partition {
			leader = p.Leader
		}
	}
	if leader < 0 {
		return recordGone, kerr.LeaderNotAvailable
	}
	resp, err := c.admin.Broker(int(leader)).RetriableRequest(ctx, fetchOf(tp, topic.TopicID, t.offset))
	if err != nil {
		return recordGone, err
	}
	answer := resp.(*kmsg.FetchResponse)
	if err := kerr.ErrorForCode(answer.ErrorCode); err != nil {
		return recordGone, err
	}
	if len(answer.Topics) != 1 || len(answer.Topics[0].Partitions) != 1 {
		return recordGone, kerr.UnknownTopicOrPartition
	}
	return c.judge(tp, t, &answer.Topics[0].Partitions[0])
}

// fetchOf asks for the one batch that has an offset.
func fetchOf(tp topicPartition, id topicID, offset int64) *kmsg.FetchRequest {
	p := kmsg.NewFetchRequestTopicPartition()
	p.Partition, p.FetchOffset, p.PartitionMaxBytes = tp.partition, offset, 1 // a batch comes whole
	t := kmsg.NewFetchRequestTopic()
	t.Topic, t.TopicID, t.Partitions = tp.topic, id, append(t.Partitions, p)
	req := kmsg.NewPtrFetchRequest()
	req.MaxBytes, req.SessionEpoch, req.Topics = 1, -1, append(req.Topics, t)
	return req
}

// judge looks for a trace's record in what was fetched.
func (c *Consumer) judge(tp topicPartition, t trace, p *kmsg.FetchResponseTopicPartition) (verdict, error) {
	bound, err := c.props.unpackBound()
	if err != nil {
		return recordGone, err
	}
	opts := kgo.ProcessFetchPartitionOpts{KeepControlRecords: true, Offset: t.offset, Topic: tp.topic, Partition: tp.partition}
	got, _ := kgo.ProcessFetchPartition(opts, p, newUnpacker(bound), nil)
	switch {
	case errors.Is(got.Err, kerr.OffsetOutOfRange):
		return recordGone, nil
	case got.Err != nil:
		return recordGone, got.Err
	case len(got.Records) == 0 || got.Records[0].Offset != t.offset:
		return recordGone, nil
	case t.is(got.Records[0]):
		return recordSame, nil
	}
	return recordOther, nil
}

// describe is what the broker says of a topic just now.
func (c *Consumer) describe(ctx context.Context, topic string) (t kmsg.MetadataResponseTopic, err error) {
	req := kmsg.NewPtrMetadataRequest()
	req.Topics = []kmsg.MetadataRequestTopic{{Topic: &topic}}
	resp, err := c.admin.RequestCachedMetadata(ctx, req, time.Second)
	if err != nil {
		return t, err
	}
	for _, t := range resp.Topics {
		if t.Topic != nil && *t.Topic == topic {
			return t, kerr.ErrorForCode(t.ErrorCode)
		}
	}
	return t, kerr.UnknownTopicOrPartition
}

// parting is the offset up to which the leaders of a log were those of the epochs, by what the
// broker keeps of them. Within the last one that both know it may have parted before.
func (c *Consumer) parting(ctx context.Context, tp topicPartition, epochs []epoch) (int64, error) {
	at := int64(math.MaxInt64)
	for i := len(epochs) - 1; i >= 0; {
		end, err := c.endOf(ctx, tp, epochs[i].number)
		if err != nil {
			return 0, err
		}
		if end.EndOffset >= 0 {
			at = min(at, end.EndOffset)
		} else {
			end.LeaderEpoch = epochs[i].number - 1 // it does not know this one
		}
		for ; i >= 0 && epochs[i].number > end.LeaderEpoch; i-- {
			at = min(at, epochs[i].first)
		}
		if i >= 0 && epochs[i].number == end.LeaderEpoch && end.EndOffset >= 0 {
			break
		}
	}
	return at, nil
}

// endOf asks where the last epoch that is not after one ends.
func (c *Consumer) endOf(ctx context.Context, tp topicPartition, number int32) (end kadm.OffsetForLeaderEpoch, err error) {
	var req kadm.OffsetForLeaderEpochRequest
	req.Add(tp.topic, tp.partition, number)
	resp, err := c.adm.OffsetForLeaderEpoch(ctx, req)
	if err != nil {
		return end, err
	}
	end, ok := resp[tp.topic][tp.partition]
	if !ok {
		return end, fmt.Errorf("%v: the broker says nothing of its leaders: %w", tp, kerr.UnknownTopicOrPartition)
	}
	return end, end.Err
}
