package kafka

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kmsg"

	"starling/kafka/client"
)

// topicsFound is topics by name.
type topicsFound map[string]struct {
	id         topicID
	partitions []int32
}

// lookup asks the broker, of whose topics the client otherwise has a picture some
// seconds old, which of those to read there are, and for their partitions.
func (c *Consumer) lookup(ctx context.Context) (topicsFound, error) {
	req := kmsg.NewPtrMetadataRequest() // without topics: for all
	if len(c.topics.patterns) == 0 {
		for _, name := range c.topics.names {
			req.Topics = append(req.Topics, kmsg.MetadataRequestTopic{Topic: &name})
		}
	}
	resp, err := c.admin.RequestCachedMetadata(ctx, req, time.Nanosecond)
	if err != nil {
		return nil, client.Brief(err)
	}
	found := topicsFound{}
	for _, t := range resp.Topics {
		if t.Topic == nil || !slices.Contains(c.topics.names, *t.Topic) && (t.IsInternal && !c.topics.internal || !c.topics.matches(*t.Topic)) {
			continue
		}
		switch err := kerr.ErrorForCode(t.ErrorCode); {
		case errors.Is(err, kerr.UnknownTopicOrPartition), errors.Is(err, kerr.LeaderNotAvailable): // or being created
			continue
		case err != nil:
			if c.topics.several() {
				err = fmt.Errorf("%s: %w", *t.Topic, err)
			}
			return nil, err
		}
		seen := found[*t.Topic]
		seen.id = t.TopicID
		for _, p := range t.Partitions {
			seen.partitions = append(seen.partitions, p.Partition)
		}
		found[*t.Topic] = seen
	}
	return found, nil
}
